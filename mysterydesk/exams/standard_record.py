"""What has happened in a standard-setting session: what is rated, who rated what, what came of it?

A session is one stream, `standard/<id>`, folded on every look. Ratings are whole per cents; the one text that is
anybody's words is the reason of a rejection.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import cast

from mysterydesk.errors import WorldError, shown
from mysterydesk.store.one_event import append_one
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import AccountId, NewEvent, StoredEvent, StreamId
from mysterydesk.store.upcasters import newest_schema

PREFIX = "standard/"
OPENED, RATED, SECOND = "standard.opened", "standard.rated", "standard.second_round"
CLOSED, APPROVED, REJECTED = "standard.closed", "standard.approved", "standard.rejected"

ROUNDS = (1, 2)

Ratings = Mapping[str, int]
"""Entry -> per cent of just competent people who would have it right, or of its points that they would get."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that is rated: an item of the paper, or a task of the practical or written part.

    Attributes:
        id: Question of the form, or the topic of a task.
        topic: Its topic.
        weight: Points of the whole score that it carries.
        task: Whether it is a task.
    """

    id: str
    topic: str
    weight: float
    task: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """One session.

    Attributes:
        id: Its name in the store.
        by: Who opened it.
        at: When.
        level: The level.
        plan, form: Digests of the level's plan and of the paper whose items are rated.
        units: Unit of each item, by question.
        entries: What is rated.
        ratings: By round, then by account.
        second: Round one is over.
        closed: Round two is over too; nobody rates any more.
        approvals: Who approved the cut, in order.
        rejected: Who rejected it and why, or None.
        ended: When it was approved by the second person, or rejected.
        version: Of its stream.
    """

    id: str
    by: AccountId
    at: datetime
    level: str
    plan: str
    form: str
    units: Mapping[str, str]
    entries: tuple[Entry, ...]
    ratings: Mapping[int, Mapping[AccountId, Ratings]] = field(default_factory=lambda: {one: {} for one in ROUNDS})
    second: bool = False
    closed: bool = False
    approvals: tuple[AccountId, ...] = ()
    rejected: tuple[AccountId, str] | None = None
    ended: datetime | None = None
    version: int = 0

    @property
    def round(self) -> int:
        """Which round is on; after the end, the last."""
        return ROUNDS[-1] if self.second else ROUNDS[0]

    def rated_by(self, account: AccountId, number: int = 0) -> Ratings:
        """Give somebody's ratings of a round; of the one that is on for 0."""
        return self.ratings[number or self.round].get(account, {})

    def whole(self, number: int) -> tuple[AccountId, ...]:
        """Name who has rated everything in a round; an unfinished sheet is nobody's opinion."""
        return tuple(sorted(who for who, said in self.ratings[number].items() if len(said) == len(self.entries)))


def stream_of(session: str) -> StreamId:
    """Name the stream of a session."""
    return StreamId(f"{PREFIX}{session}")


def read_standard(store: Store, session: str) -> Standard:
    """Fold a session.

    Raises:
        WorldError: `no_such_standard`.
    """
    events = store.events.read(stream_of(session))
    if not events:
        raise WorldError("no_such_standard", name=shown(session))
    found = _opened(session, events[0])
    for one in events[1:]:
        found = replace(FOLDS[one.kind](found, one), version=one.version)
    return found


def all_standards(store: Store) -> tuple[Standard, ...]:
    """Give every session, newest first."""
    names = [head.stream.removeprefix(PREFIX) for head in store.events.heads(PREFIX)]
    return tuple(sorted((read_standard(store, one) for one in names), key=lambda one: one.at, reverse=True))


def _opened(session: str, one: StoredEvent) -> Standard:
    body = one.body
    entries = cast("list[Mapping[str, object]]", body["entries"])
    return Standard(
        id=session,
        by=_who(one),
        at=one.at,
        level=str(body["level"]),
        plan=str(body["plan"]),
        form=str(body["form"]),
        units={name: str(unit) for name, unit in cast("Mapping[str, object]", body["units"]).items()},
        entries=tuple(
            Entry(
                id=str(each["id"]),
                topic=str(each["topic"]),
                weight=float(str(each["weight"])),
                task=bool(each["task"]),
            )
            for each in entries
        ),
        version=one.version,
    )


def _who(one: StoredEvent) -> AccountId:
    return AccountId(str(one.body["by"]))


def _rated(found: Standard, one: StoredEvent) -> Standard:
    said = {name: int(str(value)) for name, value in cast("Mapping[str, object]", one.body["ratings"]).items()}
    number, who = int(str(one.body["round"])), _who(one)
    before = found.ratings[number]
    return replace(found, ratings={**found.ratings, number: {**before, who: {**before.get(who, {}), **said}}})


def _approved(found: Standard, one: StoredEvent) -> Standard:
    approvals = (*found.approvals, _who(one))
    return replace(found, approvals=approvals, ended=one.at if len(approvals) == TWO else None)


TWO = 2
"""People who have to approve a cut (PSYCHOMETRICS 2)."""

FOLDS: Mapping[str, Callable[[Standard, StoredEvent], Standard]] = {
    RATED: _rated,
    SECOND: lambda found, _one: replace(found, second=True),
    CLOSED: lambda found, _one: replace(found, closed=True),
    APPROVED: _approved,
    REJECTED: lambda found, one: replace(found, rejected=(_who(one), str(one.body["reason"])), ended=one.at),
}


def append(store: Store, session: str, kind: str, body: Mapping[str, object], seen: int, at: datetime) -> None:
    """Add one step of a session.

    Raises:
        Conflict: It has moved on since it was read.
    """
    event = NewEvent(kind=kind, schema=newest_schema(kind), body=body)
    append_one(store, stream_of(session), event, at, seen=seen)
