"""What can a person do in a duty period: look, serve one of several customers, wait, end it?

Each ticket is an attempt, stored in its own stream when it is first served, and at the end where it never was. A move
carries the version of the shift's stream: a foreign move on any ticket in between is a conflict (DESIGN decision 4).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from mysterydesk import attempts
from mysterydesk.accounts import require
from mysterydesk.dossier import note
from mysterydesk.errors import Conflict, WorldError, shown
from mysterydesk.shift_record import PREFIX, Place, ShiftRecord, folded, line, shift_of, stream_of
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from simulator.drill import Attempt, look, open_attempt, step
from simulator.move import Move, Refusal
from simulator.shift import Shift, end, idle, seen, serve


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftSight:
    """A shift as its owner sees it now.

    Attributes:
        record: What is stored of it; its version is what the next move must carry.
        shift: Its tickets, on one clock.
    """

    record: ShiftRecord
    shift: Shift

    @property
    def seen(self) -> int:
        """Version of the last stored event."""
        return self.record.version

    def ticket(self, attempt: str) -> Attempt:
        """Give a ticket with everything that has happened to it by now.

        Raises:
            WorldError: `no_such_attempt`, also for one that has not come.
        """
        place = self.record.roster.index(self.record.place_of(attempt))
        return seen(self.shift, self.shift.tickets[place])


def record_of(store: Store, account: Account, shift_id: str) -> ShiftRecord:
    """Read one's own shift.

    Raises:
        WorldError: `no_such_shift`, also where it is somebody else's.
    """
    stored = store.events.read(stream_of(account.id, shift_id)) if shift_id.isalnum() else ()
    if not stored:
        raise WorldError("no_such_shift", name=shown(shift_id))
    return folded(stored)


def own_shifts(store: Store, account: Account) -> tuple[ShiftRecord, ...]:
    """List one's own shifts, the oldest first."""
    heads = store.events.heads(f"{PREFIX}{account.id}/")
    found = (folded(store.events.read(stream_of(account.id, one.stream.rpartition("/")[2]))) for one in heads)
    return tuple(sorted(found, key=lambda one: (one.opened_at, one.id)))


def _stored(store: Store, attempt: str) -> int:
    return store.events.head(attempts.stream_of(attempt)).version


def _ticket(store: Store, record: ShiftRecord, place: Place) -> Attempt:
    if _stored(store, place.attempt):
        return attempts.load(store, place.attempt)
    desk = attempts.desk_of(store, record.pins_of(place))
    return open_attempt(desk, place.attempt, "practice", record.opened_at)


def _shift(store: Store, record: ShiftRecord) -> Shift:
    tickets = tuple(_ticket(store, record, one) for one in record.roster)
    return Shift(id=record.id, now=record.now, wall=record.wall, tickets=tickets)


def see(store: Store, account: Account, shift_id: str) -> ShiftSight:
    """Show one's own shift as it stands; writes nothing."""
    require(account, "practise")
    record = record_of(store, account, shift_id)
    return ShiftSight(record=record, shift=_shift(store, record))


def see_ticket(store: Store, account: Account, shift_id: str, attempt: str, at: datetime) -> tuple[Attempt, int]:
    """Show one ticket as it stands at a wall time, with the version that the next move must carry."""
    sight = see(store, account, shift_id)
    return look(sight.ticket(attempt), at), sight.seen


def move(  # noqa: PLR0913  a move of an attempt, and whose
    store: Store, account: Account, shift_id: str, attempt: str, tried: Move, *, seen: int, at: datetime
) -> ShiftSight | Refusal:
    """Make one move on a ticket; the time that it takes passes for all. `wait` goes to the next thing on any ticket.

    Raises:
        Conflict: The shift went on elsewhere, on whatever ticket; nothing of ours was written.
        WorldError: `no_such_shift`, `no_such_attempt`.
    """
    require(account, "practise")
    sight = see(store, account, shift_id)
    record = sight.record
    if tried.key and tried.key in record.keys:
        return sight
    _unmoved(record, account, seen)
    record.place_of(attempt)
    tried = tried if tried.key else replace(tried, key=uuid4().hex)
    if _is_left(sight.shift, at):
        return _close(store, account, sight, "left", tried.key, at)
    if record.closed:
        return Refusal(code="attempt_over")
    if tried.kind == "wait":
        asked = tried.text("seconds")
        done = idle(sight.shift, at, int(asked) if asked.isdigit() else 0)
        return done if isinstance(done, Refusal) else _idled(store, account, record, done, tried.key, at)
    served = serve(sight.shift, attempt, tried, at)
    if isinstance(served, Refusal):
        return served
    then = served[0]
    after = next(one for one in then.tickets if one.id == attempt)
    told = {"attempt": attempt, "move": tried.key, "now": then.now.isoformat()}
    gone_on = line(stream_of(account.id, record.id), "shift.moved", told, seen=record.version, key=tried.key, at=at)
    with store.atomic():
        if not store.events.append(
            gone_on, durable=True
        ).repeated:  # the same click, sent twice at once, is told once
            _keep(store, account, record, after, tried.key, at)
    return see(store, account, shift_id)


def _unmoved(record: ShiftRecord, account: Account, seen: int) -> None:
    if record.version != seen:
        raise Conflict("moved_on", stream=stream_of(account.id, record.id), seen=seen, stored=record.version)


def _is_left(shift: Shift, at: datetime) -> bool:
    """Tell whether a shift was left for a day (DESIGN decision 5)."""
    limit = shift.tickets[0].desk.handbook.settings["abandon_s"].value
    return at - shift.wall > timedelta(seconds=limit)


def _keep(store: Store, account: Account, record: ShiftRecord, after: Attempt, key: str, at: datetime) -> None:
    """Append what is new of a ticket; its first events pin what it stands on and name its shift."""
    place = record.place_of(after.id)
    stored = _stored(store, place.attempt)
    new = after.events[stored:]
    if not new:
        return
    pins = None if stored else record.pins_of(place)
    batch = attempts.batch(place.attempt, new, seen=stored, key=key, at=at, pins=pins)
    if pins is not None:
        first = replace(batch.events[0], body={**batch.events[0].body, "shift": record.id})
        batch = replace(batch, events=(first, *batch.events[1:]))
    store.events.append(batch, durable=True)
    if pins is not None:
        body = {
            "attempt": place.attempt,
            "scenario": place.scenario,
            "kind": place.kind,
            "mode": "practice",
            "lang": record.lang,
            "book": record.handbook,
            "title": dict(place.title),
            "shift": record.id,
        }
        note(store, account.id, "drill.begun", f"begun-{place.attempt}", body, at)


def _idled(store: Store, account: Account, record: ShiftRecord, then: Shift, key: str, at: datetime) -> ShiftSight:
    told = {"move": key, "now": then.now.isoformat()}
    idled = line(stream_of(account.id, record.id), "shift.idled", told, seen=record.version, key=key, at=at)
    store.events.append(idled, durable=True)
    return see(store, account, record.id)


def wait(store: Store, account: Account, shift_id: str, *, key: str, seen: int, at: datetime) -> ShiftSight | Refusal:
    """Let time pass until something happens on any ticket, or the next customer comes.

    Raises:
        Conflict: The shift went on elsewhere.
    """
    require(account, "practise")
    sight = see(store, account, shift_id)
    if key in sight.record.keys:
        return sight
    _unmoved(sight.record, account, seen)
    if _is_left(sight.shift, at):
        return _close(store, account, sight, "left", key, at)
    if sight.record.closed:
        return Refusal(code="attempt_over")
    done = idle(sight.shift, at)
    return done if isinstance(done, Refusal) else _idled(store, account, sight.record, done, key, at)


def finish(
    store: Store, account: Account, shift_id: str, *, key: str, seen: int, at: datetime
) -> ShiftSight | Refusal:
    """Go off duty: open tickets are left as they are, those who have not come are not served.

    Raises:
        Conflict: The shift went on elsewhere.
    """
    require(account, "practise")
    sight = see(store, account, shift_id)
    if sight.record.closed or key in sight.record.keys:
        return sight
    _unmoved(sight.record, account, seen)
    return _close(store, account, sight, "left" if _is_left(sight.shift, at) else "ended", key, at)


def _close(
    store: Store, account: Account, sight: ShiftSight, reason: str, key: str, at: datetime
) -> ShiftSight | Refusal:
    """End a shift: with every ticket that has come, or, when it was left for a day, with those that were begun."""
    record = sight.record
    over = _abandoned(store, sight.shift, key, at) if reason == "left" else end(sight.shift, at, key)
    if isinstance(over, Refusal):
        return over
    body = {"reason": reason, "move": key}
    with store.atomic():
        stream = stream_of(account.id, record.id)
        store.events.append(line(stream, "shift.closed", body, seen=record.version, key=key, at=at), durable=True)
        for place, after in zip(record.here, over.tickets, strict=False):
            if reason == "ended" or _stored(store, place.attempt):
                _keep(store, account, record, after, f"{key}-end", at)
            if after.state.status == "abandoned":
                note(store, account.id, "drill.abandoned", f"abandoned-{after.id}", {"attempt": after.id}, at)
    return see(store, account, record.id)


def _abandoned(store: Store, shift: Shift, key: str, at: datetime) -> Shift:
    """Mark every ticket begun as left; an attempt says so at its next move."""
    tickets = []
    for one in shift.tickets:
        done = step(seen(shift, one), Move(kind="finish", key=key), at) if _stored(store, one.id) else None
        tickets.append(one if done is None or isinstance(done, Refusal) else done[0])
    return replace(shift, tickets=tuple(tickets))


def of_ticket(store: Store, account: Account, attempt: str) -> str:
    """Give one's own shift that a ticket belongs to, stored or not; empty for a drill of its own."""
    named = shift_of(attempt)
    return named if named.isalnum() and store.events.head(stream_of(account.id, named)).version else ""
