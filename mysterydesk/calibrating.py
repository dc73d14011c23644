"""How do several people judge the same attempts blind, and how far do they and the scorer agree (VALIDITY G10)?

Blind: nobody sees the scorer's verdicts or another person's before the session is closed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final, cast
from uuid import uuid4

from mysterydesk import attempts
from mysterydesk.accounts import require
from mysterydesk.calibration_record import (
    CLOSED,
    OPENED,
    RATED,
    SAID,
    Said,
    Session,
    Sheet,
    all_sessions,
    append,
    read_session,
)
from mysterydesk.drill_entry import DrillEntry
from mysterydesk.drill_rows import ensure, entry_of
from mysterydesk.errors import WorldError
from mysterydesk.scores import kept_card
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, AccountId
from scoring.finding import SHORTFALLS
from simulator.drill import Attempt

FEWEST: Final = 2
"""Attempts of one session, and people who have judged it all before it can be closed."""

MOST: Final = 60
"""Attempts of one session."""

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToJudge:
    """One attempt as somebody judges it: what happened, and what is asked, without any verdict.

    Attributes:
        attempt: Its events.
        questions: Findings to judge by their place on the scorecard, without verdict and proof.
        said: What this person has said of it already.
    """

    attempt: Attempt
    questions: Mapping[int, Row]
    said: Sheet


def sessions(store: Store, reader: Account) -> tuple[Session, ...]:
    """List the sessions, newest first.

    Raises:
        NotAllowed: The reader's role does not review.
    """
    require(reader, "review_attempts")
    return all_sessions(store)


def choices(store: Store, reader: Account) -> tuple[str, ...]:
    """Name the attempts that a session can hold, in an order that nobody chose: verdicts take turns.

    Raises:
        NotAllowed: The reader's role does not review.
    """
    require(reader, "review_attempts")
    ensure(store)
    entries = [entry_of(row) for row in store.attempts.everything()]
    fit = [one for one in entries if one.cards and not one.branched_from]
    groups = {name: sorted((one for one in fit if one.first_verdict == name), key=_shuffled) for name in VERDICTS}
    longest = max((len(one) for one in groups.values()), default=0)
    return tuple(group[place].attempt for place in range(longest) for group in groups.values() if place < len(group))


VERDICTS = ("pass", "fail", "person")


def _shuffled(entry: DrillEntry) -> str:
    return sha256(f"calibration|{entry.attempt}".encode()).hexdigest()


def open_session(store: Store, account: Account, size: int, at: datetime) -> str:
    """Open a session over some finished attempts.

    Raises:
        NotAllowed: The role does not review.
        WorldError: `calibration_size` when so many are not there.
    """
    require(account, "review_attempts")
    known = choices(store, account)
    if not FEWEST <= size <= min(MOST, len(known)):
        raise WorldError("calibration_size", least=FEWEST, most=min(MOST, len(known)))
    session = uuid4().hex[:12]
    append(store, session, OPENED, {"by": account.id, "attempts": list(known[:size])}, 0, at)
    return session


def questions_of(card: Mapping[str, object]) -> Mapping[int, Row]:
    """Give what is asked of a person on each finding that carries points or gates; no verdict, no proof, no gap."""
    rows = cast("Sequence[Row]", card["findings"])
    asked = ("code", "clause", "family", "critical", "basis")
    return {
        place: {**{name: row[name] for name in asked}, "params": _without_gaps(row)}
        for place, row in enumerate(rows)
        if row["weight"] != "none" and (row["points"] or row["critical"])
    }


def _without_gaps(row: Row) -> Mapping[str, str]:
    params = cast("Mapping[str, object]", row["params"])
    return {name: str(value) for name, value in params.items() if name not in SHORTFALLS}


def sheet(store: Store, account: Account, session: str, attempt: str) -> ToJudge:
    """Give one attempt to judge.

    Raises:
        NotAllowed: The role does not review.
        WorldError: `no_such_session`, `no_such_attempt`.
    """
    require(account, "review_attempts")
    found = read_session(store, session)
    return ToJudge(
        attempt=attempts.load(store, _within(found, attempt)),
        questions=questions_of(issued(store, attempt)),
        said=found.sheets.get(account.id, {}).get(attempt, {}),
    )


def _within(session: Session, attempt: str) -> str:
    if attempt not in session.attempts:
        raise WorldError("no_such_attempt", name=attempt[:12])
    return attempt


def issued(store: Store, attempt: str) -> Mapping[str, object]:
    """Give the scorecard as the program issued it, whatever people have changed since."""
    row = store.attempts.get(attempt)
    if row is None or not entry_of(row).cards:
        raise WorldError("no_such_attempt", name=attempt[:12])
    return kept_card(store, entry_of(row).first_scorecard)


def rate(store: Store, account: Account, session: str, attempt: str, said: Mapping[int, Said], at: datetime) -> None:
    """Keep what somebody says of one attempt: every question answered, `unclear` is an answer.

    Raises:
        NotAllowed: The role does not review.
        Conflict: The session has moved on.
        WorldError: `no_such_session`, `no_such_attempt`, `calibration_closed`, `calibration_own`,
            `calibration_unanswered`.
    """
    require(account, "review_attempts")
    found = read_session(store, session)
    if found.closed:
        raise WorldError("calibration_closed")
    row = store.attempts.get(_within(found, attempt))
    if row is not None and row.account == account.id:
        raise WorldError("calibration_own")
    wanted = questions_of(issued(store, attempt))
    missing = [place for place in wanted if said.get(place) not in SAID]
    if missing:
        raise WorldError("calibration_unanswered", count=len(missing))
    body = {
        "by": account.id,
        "attempt": attempt,
        "said": {str(place): said[place] for place in wanted},
    }
    append(store, session, RATED, body, found.seen, at)


def close(store: Store, account: Account, session: str, at: datetime) -> None:
    """Close a session: from then on everybody who reviews sees its figures.

    Raises:
        NotAllowed: The role does not review.
        WorldError: `no_such_session`, `calibration_closed`, `calibration_not_yours`, `calibration_too_few`.
    """
    require(account, "review_attempts")
    found = read_session(store, session)
    if found.closed:
        raise WorldError("calibration_closed")
    if found.by != account.id:
        raise WorldError("calibration_not_yours")
    if len(whole(store, found)) < FEWEST:
        raise WorldError("calibration_too_few", least=FEWEST)
    append(store, session, CLOSED, {"by": account.id}, found.seen, at)


def own_in(store: Store, account: Account, session: Session) -> frozenset[str]:
    """Name the attempts of a session that are somebody's own: nobody judges these themselves."""
    rows = {one: store.attempts.get(one) for one in session.attempts}
    return frozenset(one for one, row in rows.items() if row is not None and row.account == account.id)


def whole(store: Store, session: Session) -> tuple[AccountId, ...]:
    """Name who has judged every attempt that is not their own; an unfinished sheet is nobody's opinion."""
    rows = (store.attempts.get(one) for one in session.attempts)
    owners = [row.account for row in rows if row is not None]
    return tuple(sorted(one for one in session.sheets if session.done_by(one) == len(owners) - owners.count(one)))
