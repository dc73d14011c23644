"""What was a shift worth, and where did its time go?

The score is an issued record: what was attained of the deadlines, weighted by priority, against the best set that one
person could have met who knew beforehand what would come (`scoring.shift_score`). Each ticket keeps its own
scorecard.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mysterydesk.accounts import require
from mysterydesk.drill_entry import DrillEntry
from mysterydesk.drill_rows import ensure, entry_of
from mysterydesk.errors import WorldError, shown
from mysterydesk.ideal import ideal_of
from mysterydesk.roles import may
from mysterydesk.scores import score_and_keep
from mysterydesk.shift_record import PREFIX, Place, ShiftRecord, Span, line, stream_of
from mysterydesk.shifts import ShiftSight, own_shifts, record_of, see
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, Digest
from scenarios.case import Case
from scoring.shift_score import ShiftScore, own_work, score_shift
from simulator.drill import Attempt
from sla.timeline import Timeline

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketResult:
    """One customer of a shift, afterwards.

    Attributes:
        place: Who it was.
        case: The case.
        entry: Line of the attempt; None for one that never came, or in a shift that was left.
        own_s: One's own charged time, seconds.
        ideal_s: That of the ideal handling.
        deadlines: Rows of the score: `clock`, `due`, `weight`, `met`, `possible`.
    """

    place: Place
    case: Case
    entry: DrillEntry | None
    own_s: int
    ideal_s: int
    deadlines: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftResult:
    """A shift that is over.

    Attributes:
        record: Its stream.
        tickets: Everybody of the roster, in order.
    """

    record: ShiftRecord
    tickets: tuple[TicketResult, ...]

    @property
    def share(self) -> float:
        """Attained over best, at most 1."""
        return ShiftScore(deadlines=(), attained=self.record.attained, best=self.record.best).share


def as_data(score: ShiftScore, tickets: Sequence[Attempt], ideal: Mapping[str, Timeline]) -> Mapping[str, object]:
    """Give a score as JSON-ready data, with one's own time on each ticket beside that of the ideal handling."""
    return {
        "attained": score.attained,
        "best": score.best,
        "share": round(score.share, 4),
        "deadlines": [
            {
                "ticket": one.ticket,
                "clock": one.clock,
                "due": one.due.isoformat(),
                "weight": one.weight,
                "met": one.met,
                "possible": one.possible,
            }
            for one in score.deadlines
        ],
        "work": {one.id: {"own_s": own_work(one.events), "ideal_s": own_work(ideal[one.id])} for one in tickets},
    }


def between(spans: Sequence[Span], start: datetime, until: datetime) -> Mapping[str, int]:
    """Say where the time between two instants went: seconds by ticket, those of waiting under an empty name."""
    went: dict[str, int] = {}
    for one in spans:
        share = int((min(one.end, until) - max(one.start, start)).total_seconds())
        if share > 0:
            went[one.attempt] = went.get(one.attempt, 0) + share
    return went


def _nobody(_done: int, _of: int) -> None:
    """Tell nobody how far it is."""


def settle(
    store: Store, account: Account, shift_id: str, at: datetime, told: Callable[[int, int], None] = _nobody
) -> ShiftRecord:
    """Score a shift that is over, once; a break in between is made good by the next call.

    Args:
        store: Where.
        account: Whose.
        shift_id: Which.
        at: Wall time.
        told: Hears how many steps are done, and of how many.
    """
    record = record_of(store, account, shift_id)
    if record.closed != "ended" or record.score:
        return record
    sight = see(store, account, shift_id)
    steps = len(record.here) + len(record.roster)
    ensure(store)
    for done, place in enumerate(record.here):
        told(done, steps)
        row = store.attempts.get(place.attempt)
        if row is not None and not entry_of(row).is_over:
            score_and_keep(store, account, sight.ticket(place.attempt), at)
    ideal: dict[str, Timeline] = {}
    for done, ticket in enumerate(sight.shift.tickets, start=len(record.here)):
        told(done, steps)
        ideal[ticket.id] = ideal_of(store, ticket, at)
    _keep(store, account, sight, ideal, at)
    told(steps, steps)
    return record_of(store, account, shift_id)


def _keep(store: Store, account: Account, sight: ShiftSight, ideal: Mapping[str, Timeline], at: datetime) -> None:
    score = score_shift(sight.shift.tickets, ideal)
    data = as_data(score, sight.shift.tickets, ideal)
    stream = stream_of(account.id, sight.record.id)
    with store.atomic():
        kept = store.documents.put("shift-score", json.dumps(data, sort_keys=True).encode(), at=at)
        body = {"score": str(kept), "attained": score.attained, "best": score.best}
        store.events.append(
            line(stream, "shift.scored", body, seen=sight.record.version, key="scored", at=at), durable=True
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedShift:
    """One line of the trainer's list.

    Attributes:
        account: Whose.
        record: Its stream.
    """

    account: Account
    record: ShiftRecord


def all_shifts(store: Store, reader: Account) -> tuple[ListedShift, ...]:
    """List everybody's shifts that are over, newest first, for those who review.

    Raises:
        NotAllowed: The reader's role does not review.
    """
    require(reader, "review_attempts")
    found = [
        ListedShift(account=one, record=each) for one in store.accounts.everyone() for each in own_shifts(store, one)
    ]
    over = [one for one in found if one.record.closed]
    return tuple(sorted(over, key=lambda one: (one.record.opened_at, one.record.id), reverse=True))


def owner_of(store: Store, reader: Account, shift_id: str) -> Account:
    """Say whose shift it is: one's own, or for those who review anybody's that is over.

    Raises:
        WorldError: `no_such_shift`, also where it is somebody else's and not for this reader.
    """
    require(reader, "practise")
    heads = store.events.heads(PREFIX) if shift_id.isalnum() else ()
    whose = {one.stream.split("/")[1] for one in heads if one.stream.endswith(f"/{shift_id}")}
    if reader.id in whose:
        return reader
    if may(reader.role, "review_attempts"):
        for one in store.accounts.everyone():
            if one.id in whose and record_of(store, one, shift_id).closed:
                return one
    raise WorldError("no_such_shift", name=shown(shift_id))


def result(store: Store, account: Account, shift_id: str) -> ShiftResult:
    """Give a shift that is over and scored: one's own, or for those who review anybody's.

    Raises:
        WorldError: `no_such_shift`; `shift_not_scored` while it goes on, or where it was left.
    """
    require(account, "practise")
    sight = see(store, owner_of(store, account, shift_id), shift_id)
    record = sight.record
    if not record.score:
        raise WorldError("shift_not_scored", name=shown(shift_id))
    data = json.loads(store.documents.get(Digest(record.score)).data)
    tickets = tuple(
        TicketResult(
            place=place,
            case=ticket.desk.case,
            entry=None if (row := store.attempts.get(place.attempt)) is None else entry_of(row),
            own_s=int(data["work"][place.attempt]["own_s"]),
            ideal_s=int(data["work"][place.attempt]["ideal_s"]),
            deadlines=tuple(one for one in data["deadlines"] if one["ticket"] == place.attempt),
        )
        for place, ticket in zip(record.roster, sight.shift.tickets, strict=True)
    )
    return ShiftResult(record=record, tickets=tickets)
