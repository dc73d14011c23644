"""How are several tickets served by one person, on one clock?

A shift is its tickets, each an attempt of its own, and the instant up to which they have all come. Whoever serves
one lets the others wait: they are advanced to the shift's instant when they are next looked at, and as any partition
of an interval gives the same events (`simulator.drill.advance`), it does not matter when that is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.drill import LONGEST_WAIT, Attempt, advance, open_attempt, step
from simulator.evolved import evolved
from simulator.move import Events, Move, Refusal
from simulator.state import Desk, Mode
from simulator.urging import next_due
from sla.timeline import aware


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A duty period as it stands.

    Attributes:
        id: Of the shift; its tickets are attempts `<id>.<number>`.
        now: Scenario time up to which the person has worked.
        wall: Wall time of the last move.
        tickets: All tickets in the order in which they come, those that have not come yet included.
        pace: Scenario seconds for a second of wall time between moves (1 but for practice under pressure).
    """

    id: str
    now: datetime
    wall: datetime
    tickets: tuple[Attempt, ...]
    pace: float = 1.0

    @property
    def here(self) -> tuple[Attempt, ...]:
        """The tickets that have come, each with everything that has happened to it by now."""
        return tuple(seen(self, one) for one in self.tickets if _came(one) <= self.now)

    @property
    def is_over(self) -> bool:
        """Whether every ticket has been ended."""
        return all(one.state.status != "open" for one in self.tickets)


def _came(ticket: Attempt) -> datetime:
    return ticket.desk.case.submitted_at


def seen(shift: Shift, ticket: Attempt) -> Attempt:
    """Give a ticket with everything that was due on it by the shift's instant; nothing is written.

    Between the last move on this ticket and now others were served: only the time since the last move is silence.
    """
    if ticket.state.status != "open":
        return ticket
    ticket = evolved(ticket, state=evolved(ticket.state, wall=shift.wall))
    return ticket if ticket.state.now >= shift.now else advance(ticket, shift.now)[0]


def open_shift(desks: Sequence[Desk], shift_id: str, mode: Mode, wall: datetime, *, pace: float = 1.0) -> Shift:
    """Begin when the first customer comes.

    Args:
        desks: One for each ticket, in the order in which they come.
        shift_id: Id of the shift.
        mode: Practice or certifying.
        wall: Wall time.
        pace: Scenario seconds for a second of wall time between moves.

    Raises:
        ValueError: There is no ticket, or they are not in order.
    """
    came = [one.case.submitted_at for one in desks]
    if not came or came != sorted(came):
        raise ValueError(f"expected tickets in the order in which they come, got {[str(one) for one in came]}")
    tickets = tuple(
        open_attempt(one, f"{shift_id}.{number}", mode, aware(wall)) for number, one in enumerate(desks, start=1)
    )
    return Shift(id=shift_id, now=came[0], wall=aware(wall), tickets=tickets, pace=pace)


def serve(shift: Shift, ticket_id: str, move: Move, wall: datetime) -> tuple[Shift, Events] | Refusal:
    """Make a move on one ticket; whatever time it takes passes for all of them.

    Args:
        shift: As it stands.
        ticket_id: Id of a ticket that has come.
        move: What is tried there; `wait` is for `idle`.
        wall: Wall time.

    Returns:
        The shift and the new events of that ticket; or why the move was not possible: then nothing has changed.
    """
    place = next((at for at, one in enumerate(shift.tickets) if one.id == ticket_id), None)
    if place is None or _came(shift.tickets[place]) > shift.now:
        return Refusal(code="no_such_ticket", params={"ticket": ticket_id[:40]})
    if move.kind == "wait":
        return Refusal(code="unknown_move", params={"kind": move.kind})
    if aware(wall) < shift.wall:
        return Refusal(code="clock_went_back")
    mine = shift.tickets[place]
    before = len(mine.events)
    as_it_is = seen(shift, mine)
    paced = evolved(as_it_is.state, wall=aware(wall) - (aware(wall) - shift.wall) * shift.pace)
    done = step(evolved(as_it_is, state=paced), move, wall)
    if isinstance(done, Refusal):
        return done
    after, _ = done
    tickets = (*shift.tickets[:place], after, *shift.tickets[place + 1 :])
    now = max(shift.now, _worked_until(after))
    return evolved(shift, now=now, wall=aware(wall), tickets=tickets), after.events[before:]


def end(shift: Shift, wall: datetime, key: str) -> Shift | Refusal:
    """Go off duty: every ticket that has come is left as it is; whoever has not come is not served.

    Args:
        shift: As it stands.
        wall: Wall time.
        key: Idempotency key; each ticket's own move is `<key>.<number>`.
    """
    if aware(wall) < shift.wall:
        return Refusal(code="clock_went_back")
    now = evolved(shift, wall=aware(wall))
    tickets = tuple(
        _left(now, one, f"{key}.{number}") if _came(one) <= now.now else one
        for number, one in enumerate(now.tickets, start=1)
    )
    return evolved(now, tickets=tickets)


def _left(shift: Shift, ticket: Attempt, key: str) -> Attempt:
    if ticket.state.status != "open":
        return ticket
    done = step(seen(shift, ticket), Move(kind="finish", key=key), shift.wall)
    if isinstance(done, Refusal):
        raise ValueError(f"{ticket.id} cannot be left: {done.code}")  # noqa: TRY004  no fault of a type
    return done[0]


def _worked_until(ticket: Attempt) -> datetime:
    """Tell when the person was done: what comes after the end of a ticket takes nobody's time."""
    if ticket.state.horizon is None:
        return ticket.state.now
    return next(event.at for event in reversed(ticket.events) if event.kind == "attempt.ended")


def next_thing(shift: Shift) -> datetime | None:
    """Say when something happens by itself on any ticket, or the next customer comes; None where nothing will."""
    coming = [_came(one) for one in shift.tickets if _came(one) > shift.now]
    for ticket in shift.here:
        due = next_due(ticket.desk, ticket.state) if ticket.state.status == "open" else None
        coming += [due.at] if due is not None else []
    return min(coming, default=None)


def idle(shift: Shift, wall: datetime, seconds: int = 0) -> Shift | Refusal:
    """Do nothing for a while, or until something happens on any ticket.

    Args:
        shift: As it stands.
        wall: Wall time.
        seconds: How long; 0: until the next thing happens.
    """
    if aware(wall) < shift.wall:
        return Refusal(code="clock_went_back")
    if not 0 <= seconds <= LONGEST_WAIT.total_seconds():
        return Refusal(code="bad_wait", params={"most_h": str(int(LONGEST_WAIT.total_seconds() // 3600))})
    then = shift.now + timedelta(seconds=seconds) if seconds else next_thing(shift)
    if then is None or then > shift.now + LONGEST_WAIT:
        return Refusal(code="nothing_coming")
    return evolved(shift, now=max(then, shift.now), wall=aware(wall))
