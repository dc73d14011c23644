"""What can people do with written work: see the task, hand it in, look back, see what waits for a person?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from secrets import randbelow
from uuid import uuid4

from mysterydesk import attempts, results, shelf
from mysterydesk.accounts import require
from mysterydesk.drill_rows import ensure, entry_of
from mysterydesk.errors import WorldError, shown
from mysterydesk.roles import may
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from mysterydesk.writing_record import Piece, authors, keep, pieces
from mysterydesk.writing_task import MONTHLY, Task, of_attempt, of_month
from mysterydesk.written_words import written_kinds
from policy.text import Lang
from scoring.written.document import LONGEST, Written
from scoring.written.score import as_data, score_written

MONTH = "month-"
"""Beginning of the name of a drawn month, before its seed."""

MONTHS = 10_000
"""Seeds of months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What somebody wants to write.

    Attributes:
        kind: Kind of document.
        about: A finished attempt of one's own, or `month-<seed>` where the kind is about a month.
        lang: Language of a month; an attempt has its own.
    """

    kind: str
    about: str
    lang: Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A document that waits for a person, with what the program was unsure of.

    Attributes:
        account: Whose it is.
        piece: The document.
        findings: Those not judged; each has its reason in `params`.
    """

    account: Account
    piece: Piece
    findings: tuple[Mapping[str, object], ...]


def some_month() -> str:
    """Name a month that nobody can have prepared for."""
    return f"{MONTH}{randbelow(MONTHS)}"


def finished(store: Store, account: Account) -> tuple[results.ListedAttempt, ...]:
    """List one's own drills that can be written about, newest first.

    Raises:
        NotAllowed: The role does not practise.
    """
    require(account, "practise")
    ensure(store)
    own = [entry_of(row) for row in store.attempts.of(account.id)]
    done = sorted((one for one in own if one.scorecard), key=lambda one: one.begun_at, reverse=True)
    return tuple(results.ListedAttempt(account=account, entry=one) for one in done)


def task(store: Store, account: Account, ask: Ask) -> Task:
    """Give what is to be written about.

    Raises:
        NotAllowed: The role does not practise.
        WorldError: `no_such_document`, `no_such_month`; `no_such_attempt`, `not_finished` as for a result.
    """
    require(account, "practise")
    kind = written_kinds().kind(ask.kind)
    if kind is None:
        raise WorldError("no_such_document", name=shown(ask.kind))
    if kind.code in MONTHLY:
        number = ask.about.removeprefix(MONTH)
        if not ask.about.startswith(MONTH) or not number.isdecimal() or int(number) >= MONTHS:
            raise WorldError("no_such_month", name=shown(ask.about))
        return of_month(kind, int(number), ask.lang)
    if ask.about not in {one.entry.attempt for one in finished(store, account)}:
        raise WorldError("no_such_attempt", name=shown(ask.about))
    return of_attempt(kind, attempts.load(store, ask.about))


def hand_in(store: Store, account: Account, ask: Ask, sections: Mapping[str, str], at: datetime) -> Piece:
    """Score a document and keep it.

    Args:
        store: Where.
        account: Who has written it.
        ask: What was to be written.
        sections: What was written, by section; others than those of the kind are not kept.
        at: Wall time.

    Raises:
        NotAllowed: The role does not practise.
        WorldError: As `task`; `document_too_long`.
    """
    require(account, "practise")
    wanted = task(store, account, ask)
    texts = {one.code: sections.get(one.code, "") for one in wanted.kind.sections}
    if any(len(one) > LONGEST for one in texts.values()):
        raise WorldError("document_too_long", limit=LONGEST)
    written = Written(id=uuid4().hex, sections=texts)
    sheet = score_written(written, wanted.kind, wanted.references, written_kinds(), shelf.handbook(wanted.handbook))
    piece = Piece(
        id=written.id,
        by=account.id,
        kind=wanted.kind.code,
        about=ask.about,
        lang=wanted.references.lang,
        handbook=wanted.handbook,
        verdict=sheet.verdict,
        total=sheet.total,
        doubtful=len(sheet.doubtful),
        at=at,
        sections=texts,
        sheet=as_data(sheet),
    )
    keep(store, account.id, piece)
    return piece


def own(store: Store, account: Account) -> tuple[Piece, ...]:
    """List one's own documents, newest first.

    Raises:
        NotAllowed: The role does not practise.
    """
    require(account, "practise")
    return tuple(reversed(pieces(store, account.id)))


def opened(store: Store, reader: Account, name: str) -> Piece:
    """Give a document to its author, or to somebody who reviews.

    Raises:
        NotAllowed: The role does not practise.
        WorldError: `no_such_document`: there is none, or it is somebody else's.
    """
    require(reader, "practise")
    seen = authors(store) if may(reader.role, "review_attempts") else (reader.id,)
    found = next((one for who in seen for one in pieces(store, who) if one.id == name), None)
    if found is None:
        raise WorldError("no_such_document", name=shown(name))
    return found


def doubtful(store: Store, reader: Account) -> tuple[Doubtful, ...]:
    """List the documents in which the program was unsure, longest waiting first, for those who review.

    Raises:
        NotAllowed: The role does not review.
    """
    require(reader, "review_attempts")
    people = {account.id: account for account in store.accounts.everyone()}
    found = [
        Doubtful(
            account=people[who],
            piece=one,
            findings=tuple(row for row in one.findings if row["verdict"] == "not_judged"),
        )
        for who in authors(store)
        if who in people and who != reader.id
        for one in pieces(store, who)
        if one.doubtful and one.sheet
    ]
    return tuple(sorted(found, key=lambda one: one.piece.at))
