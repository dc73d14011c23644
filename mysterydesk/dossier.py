"""What has one person done: drills, papers, credentials? A stream of their own, folded on every look."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, AccountId, Batch, NewEvent, StoredEvent, StreamId


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillEntry:
    """One attempt as lists show it.

    Attributes:
        attempt: Id of the attempt.
        scenario: Id of the scenario.
        kind: Kind of drill, for the award rule.
        mode: `practice` or `certifying`.
        begun_at: Wall time.
        scored_at: Wall time of the score, None while open.
        verdict: `pass`, `fail`, `person`, or empty while open.
        low: Lower end of the total.
        high: Upper end of the total.
        scorecard: Digest of the scorecard document, empty while open.
        handbook: Digest of the handbook it was scored by.
        scorer: Version of the scorer.
        abandoned: It was left for a day.
        title: Titles by language.
    """

    attempt: str
    scenario: str
    kind: str
    mode: str
    begun_at: datetime
    title: Mapping[str, str]
    lang: str
    scored_at: datetime | None = None
    verdict: str = ""
    low: float = 0.0
    high: float = 0.0
    scorecard: str = ""
    handbook: str = ""
    scorer: str = ""
    abandoned: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nothing more can be done with it."""
        return self.scored_at is not None or self.abandoned


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
    version: int = 0
    notes: Mapping[str, str] = field(default_factory=dict)


def stream_of(account: AccountId) -> StreamId:
    """Name the stream of a person."""
    return StreamId(f"dossier/{account}")


def _text(body: Mapping[str, object], name: str) -> str:
    return str(body.get(name, ""))


def _number(body: Mapping[str, object], name: str) -> float:
    value = body.get(name, 0)
    return float(value) if isinstance(value, int | float) else 0.0


def _drill_begun(dossier: Dossier, one: StoredEvent) -> Dossier:
    titles = one.body.get("title")
    entry = DrillEntry(
        attempt=_text(one.body, "attempt"),
        scenario=_text(one.body, "scenario"),
        kind=_text(one.body, "kind"),
        mode=_text(one.body, "mode"),
        lang=_text(one.body, "lang"),
        begun_at=one.at,
        title={str(k): str(v) for k, v in titles.items()} if isinstance(titles, dict) else {},
    )
    return replace(dossier, drills=(*dossier.drills, entry))


def _drill_scored(dossier: Dossier, one: StoredEvent) -> Dossier:
    drills = tuple(
        replace(
            entry,
            scored_at=one.at,
            verdict=_text(one.body, "verdict"),
            low=_number(one.body, "low"),
            high=_number(one.body, "high"),
            scorecard=_text(one.body, "scorecard"),
            handbook=_text(one.body, "handbook"),
            scorer=_text(one.body, "scorer"),
        )
        if entry.attempt == _text(one.body, "attempt")
        else entry
        for entry in dossier.drills
    )
    return replace(dossier, drills=drills)


def _drill_abandoned(dossier: Dossier, one: StoredEvent) -> Dossier:
    left = _text(one.body, "attempt")
    drills = tuple(replace(entry, abandoned=True) if entry.attempt == left else entry for entry in dossier.drills)
    return replace(dossier, drills=drills)


def _paper_begun(dossier: Dossier, one: StoredEvent) -> Dossier:
    entry = PaperEntry(paper=_text(one.body, "paper"), form=_text(one.body, "form"), begun_at=one.at)
    return replace(dossier, papers=(*dossier.papers, entry))


def _paper_handed_in(dossier: Dossier, one: StoredEvent) -> Dossier:
    papers = tuple(
        replace(
            entry,
            handed_in_at=one.at,
            points=int(_number(one.body, "points")),
            possible=int(_number(one.body, "possible")),
            cut=int(_number(one.body, "cut")),
            passed=bool(one.body.get("passed")),
            answers=_text(one.body, "answers") or "{}",
        )
        if entry.paper == _text(one.body, "paper")
        else entry
        for entry in dossier.papers
    )
    return replace(dossier, papers=papers)


def _issued(dossier: Dossier, one: StoredEvent) -> Dossier:
    entry = CredentialEntry(
        credential=_text(one.body, "credential"),
        document=_text(one.body, "document"),
        level=_text(one.body, "level"),
        issued_at=one.at,
    )
    return replace(dossier, credentials=(*dossier.credentials, entry))


_FOLD = {
    "drill.begun": _drill_begun,
    "drill.scored": _drill_scored,
    "drill.abandoned": _drill_abandoned,
    "paper.begun": _paper_begun,
    "paper.handed_in": _paper_handed_in,
    "credential.issued": _issued,
}


def dossier(store: Store, account: Account) -> Dossier:
    """Read what a person has done."""
    found = Dossier()
    for one in store.events.read(stream_of(account.id)):
        found = replace(_FOLD[one.kind](found, one), version=one.version)
    return found


def note(store: Store, account: AccountId, kind: str, key: str, body: Mapping[str, object], at: datetime) -> None:
    """Append one entry; the same key twice is one entry."""
    stream = stream_of(account)
    stored = store.events.read(stream)
    event = NewEvent(kind=kind, body=body)
    store.events.append(
        Batch(stream=stream, expected_version=len(stored), key=key, at=at, events=(event,)), durable=True
    )
