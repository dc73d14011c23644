"""What has one person done: drills, papers, credentials? A stream of their own, folded on every look."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from mysterydesk.drill_entry import (
    BEGUN,
    DRILL_KINDS,
    DrillEntry,
    attempt_in,
    drill_after,
    number_of,
    text_of,
)
from mysterydesk.drill_rows import keep_drill, stream_of
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, AccountId, Batch, NewEvent, StoredEvent
from mysterydesk.store.upcasters import newest_schema

__all__ = ["CredentialEntry", "Dossier", "DrillEntry", "PaperEntry", "dossier", "note", "stream_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperEntry:
    """One theory paper as lists show it."""

    paper: str
    form: str
    begun_at: datetime
    handed_in_at: datetime | None = None
    points: int = 0
    possible: int = 0
    cut: int = 0
    passed: bool = False
    answers: str = "{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialEntry:
    """One credential as lists show it."""

    credential: str
    document: str
    level: str
    issued_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything of one person, oldest first."""

    drills: tuple[DrillEntry, ...] = ()
    papers: tuple[PaperEntry, ...] = ()
    credentials: tuple[CredentialEntry, ...] = ()
    exams: tuple[str, ...] = ()
    version: int = 0
    notes: Mapping[str, str] = field(default_factory=dict)


def _drill(dossier: Dossier, one: StoredEvent) -> Dossier:
    """Fold an event of a drill into its line: the first makes it, later ones change it."""
    name = attempt_in(one)
    if one.kind == BEGUN:
        return replace(dossier, drills=(*dossier.drills, drill_after(None, one)))
    drills = tuple(drill_after(entry, one) if entry.attempt == name else entry for entry in dossier.drills)
    return replace(dossier, drills=drills)


def _paper_begun(dossier: Dossier, one: StoredEvent) -> Dossier:
    entry = PaperEntry(paper=text_of(one.body, "paper"), form=text_of(one.body, "form"), begun_at=one.at)
    return replace(dossier, papers=(*dossier.papers, entry))


def _paper_handed_in(dossier: Dossier, one: StoredEvent) -> Dossier:
    papers = tuple(
        replace(
            entry,
            handed_in_at=one.at,
            points=int(number_of(one.body, "points")),
            possible=int(number_of(one.body, "possible")),
            cut=int(number_of(one.body, "cut")),
            passed=bool(one.body.get("passed")),
            answers=text_of(one.body, "answers") or "{}",
        )
        if entry.paper == text_of(one.body, "paper")
        else entry
        for entry in dossier.papers
    )
    return replace(dossier, papers=papers)


def _issued(dossier: Dossier, one: StoredEvent) -> Dossier:
    entry = CredentialEntry(
        credential=text_of(one.body, "credential"),
        document=one.aside.get("document") or "",
        level=text_of(one.body, "level"),
        issued_at=one.at,
    )
    return replace(dossier, credentials=(*dossier.credentials, entry))


def _exam_begun(dossier: Dossier, one: StoredEvent) -> Dossier:
    return replace(dossier, exams=(*dossier.exams, text_of(one.body, "exam")))


def _unchanged(dossier: Dossier, _one: StoredEvent) -> Dossier:
    """How a credential stands is read from the status lists, which outlive their holder's words."""
    return dossier


_FOLD = {
    **dict.fromkeys(DRILL_KINDS, _drill),
    "paper.begun": _paper_begun,
    "paper.handed_in": _paper_handed_in,
    "credential.issued": _issued,
    "exam.begun": _exam_begun,
    "credential.changed": _unchanged,
}


def dossier(store: Store, account: Account) -> Dossier:
    """Read what a person has done."""
    found = Dossier()
    for one in store.events.read(stream_of(account.id)):
        found = replace(_FOLD[one.kind](found, one), version=one.version)
    return found


SALTED: Mapping[str, frozenset[str]] = {
    "credential.changed": frozenset({"reason"}),
    "credential.issued": frozenset({"document", "award"}),
    "drill.scored": frozenset({"scorecard"}),
    "drill.amended": frozenset({"scorecard"}),
}
"""Fields that lie aside, by kind: whoever holds a document, or guesses a name, must not find it in a chain that stays
when the person is erased (DESIGN decision 20)."""


def note(store: Store, account: AccountId, kind: str, key: str, body: Mapping[str, object], at: datetime) -> None:
    """Append one entry, and keep the read model in step; the same key twice is one entry."""
    stream = stream_of(account)
    salted = SALTED.get(kind, frozenset())
    event = NewEvent(
        kind=kind,
        schema=newest_schema(kind),
        body={name: value for name, value in body.items() if name not in salted},
        aside={name: str(value) for name, value in body.items() if name in salted},
    )
    with store.atomic():
        seen = store.events.head(stream).version
        done = store.events.append(
            Batch(stream=stream, expected_version=seen, key=key, at=at, events=(event,)), durable=True
        )
        if not done.repeated:
            for one in done.events:
                keep_drill(store, account, one)
