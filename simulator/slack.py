"""How much of each target does the ideal handling leave, and does dawdling break one? (DESIGN decision 11)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scenarios.fault_model import State as SystemState
from scenarios.fault_model import holds_strictly, is_working, state_under
from scenarios.seating import owed_at
from scenarios.severity import true_priorities
from simulator.cost import SPOKEN
from simulator.drill import Attempt, as_of, open_attempt
from simulator.history import is_before
from simulator.player import NotWinnableError, Player
from simulator.solve import handle
from simulator.state import Desk
from simulator.utterance import LETTERS
from sla.clock import SlaClock, clocks
from sla.own_options import options_of
from sla.priorities import PrioritySteps, priorities_as_set
from sla.timeline import Timeline

LEAST = 0.15
"""Share of each target that the ideal handling leaves."""

DAWDLES = 0.30
"""Share of the running target by which each own step is delayed, to see whether a case is time-critical."""

LONGEST = timedelta(hours=48)
"""As far as the true priority is followed: the aftermath of a drill."""

AWAY = frozenset({"goes_silent", "falls_silent", "never_returns"})
"""Twists in which the customer cannot be reached for a while."""

MOVED = "changes_channel"
"""Act with which a customer asks to go on by another channel."""

OWN_STEPS = ("contact", "take", "priority", "check", "escalate", "act", "verify")
"""Steps of a handling that are the trainee's own; the first word is the contact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slack:
    """What is left of one target of this seat.

    Attributes:
        clock: Name of the clock.
        state: As the clock ended.
        target: What it was held to.
        left: Time left when it stopped, or at the end; negative when it was missed.
        excused: The scenario declares that it cannot be met, or it ran while the customer could not be reached.
    """

    clock: str
    state: str
    target: timedelta
    left: timedelta
    excused: bool = False

    @property
    def share(self) -> float:
        """Share of the target that is left.

        >>> Slack(clock="response", state="met", target=timedelta(hours=1), left=timedelta(minutes=45)).share
        0.75
        """
        return self.left / self.target

    @property
    def is_enough(self) -> bool:
        """Whether the target is met with room, or need not be."""
        return self.excused or (self.state == "met" and self.share >= LEAST)


def _restored_at(desk: Desk, events: Timeline) -> datetime | None:
    """Say when the customer could first work again, in whatever way; nothing grows after that."""
    model = desk.case.fault_model
    state: SystemState = state_under(model, desk.case.true_cause)
    for event in events:
        sets = event.fields.get("set") if event.kind == "state.changed" else None
        if isinstance(sets, Mapping):
            changes = {str(name): one for name, one in sets.items() if isinstance(one, str | int)}
            state = {**state, **changes}
            if is_working(model, state) or holds_strictly(model.detour, state):
                return event.at
    return None


def judged(desk: Desk, events: Timeline, at: datetime) -> tuple[SlaClock, ...]:
    """Read every clock of a drill by the true priority (DESIGN decision 6).

    Args:
        desk: The drill's fixed things.
        events: Its events.
        at: Instant up to which it is read.
    """
    start = state_under(desk.case.fault_model, desk.case.true_cause)
    until = _restored_at(desk, events) or desk.case.submitted_at + LONGEST
    steps = PrioritySteps(steps=true_priorities(desk.case, desk.handbook, start, until))
    options = options_of(desk.handbook, "judged")
    return clocks(desk.handbook, events, steps, at, desk.calendar, options)


def _came(attempt: Attempt) -> datetime:
    """Say when the ticket reached the trainee: at the submission, or after what came before."""
    before = [event.at for event in attempt.events if is_before(event)]
    return max(before, default=attempt.desk.case.submitted_at)


def spent(clock: SlaClock, came: datetime) -> timedelta:
    """Give how much of a target earlier lines had used up when the ticket reached the trainee."""
    if clock.started_at is None or clock.started_at >= came or clock.target is None:
        return timedelta()
    return min(came - clock.started_at, clock.target - timedelta(seconds=1))


def _went_to_letters(attempt: Attempt) -> bool:
    """Tell whether the customer asked half-way to be written to."""
    asked = any(one.fields.get("act") == MOVED for one in attempt.events)
    return asked and attempt.state.twist.channel in LETTERS


def _waited_on(attempt: Attempt, clock: SlaClock) -> bool:
    """Tell whether a clock ran on over what nobody can shorten: no one to be reached, or letters instead of talk."""
    if _went_to_letters(attempt):
        moved = next(one.at for one in attempt.events if one.fields.get("act") == MOVED)
        return clock.stopped_at is None or clock.stopped_at > moved
    if not AWAY & set(attempt.desk.case.twists):
        return False
    missed = next((one.at for one in attempt.events if one.fields.get("reached") is False), None)
    back = next((one.at for one in attempt.events if one.fields.get("act") == "back_again"), None)
    gone = min((at for at in (missed, back) if at is not None), default=None)
    return gone is not None and (clock.stopped_at is None or clock.stopped_at > gone)


def slacks(attempt: Attempt) -> tuple[Slack, ...]:
    """Measure what a finished attempt left of each target of its seat that was running."""
    desk = attempt.desk
    own, came = owed_at(desk.handbook, desk.case.seat, desk.case.post), _came(attempt)
    return tuple(
        Slack(
            clock=clock.name,
            state=clock.state,
            target=clock.target - spent(clock, came),
            left=clock.remaining,
            excused=clock.name in desk.case.unavoidable or _waited_on(attempt, clock),
        )
        for clock in judged(desk, attempt.events, as_of(attempt))
        if clock.name in own
        and clock.state != "not_started"
        and (desk.case.history is None or clock.stopped_at is None or clock.stopped_at >= came)
        and clock.target is not None
        and clock.remaining is not None
    )


def ideal_slacks(desk: Desk, wall: datetime) -> tuple[Slack, ...]:
    """Play the ideal handling and measure what it leaves of each target.

    Raises:
        NotWinnableError: No handling was found.
    """
    player = Player(attempt=open_attempt(desk, "ideal", "practice", wall), wall=wall)
    handle(player)
    return slacks(player.attempt)


@dataclass(slots=True, kw_only=True)
class Dawdler(Player):
    """The ideal player who does each own step late, by a share of the target that runs.

    Attributes:
        share: The share.
        late: Steps that were delayed.
    """

    share: float
    late: list[str] = field(default_factory=list)

    def do(self, kind: str, **fields: str | int) -> None:
        """Make one move; an own step comes late."""
        step = "contact" if kind in SPOKEN and not self.state.contacted else kind
        if step in OWN_STEPS:
            self.late.append(step)
            Player.do(self, "wait", seconds=int((self._target() * self.share).total_seconds()))
        Player.do(self, kind, **fields)

    def _target(self) -> timedelta:
        """Give the target that runs: of the response before the contact, then of the resolution; else any."""
        if self.desk.case.history is not None:
            return self._running()
        name = "resolution" if self.state.contacted else "response"
        rule = next((one for one in self.desk.handbook.clocks if one.name == name), None)
        if rule is None:
            return self._running()
        return rule.targets.get(self.state.ticket.level) or min(rule.targets.values())

    def _running(self) -> timedelta:
        """Give the least target of this seat that runs now; none where nothing does."""
        events, case = self.attempt.events, self.desk.case
        own = owed_at(self.desk.handbook, case.seat, case.post)
        book, now = self.desk.handbook, self.state.now
        read = clocks(book, events, priorities_as_set(events), now, self.desk.calendar, options_of(book))
        running = [one.target for one in read if one.state == "running" and one.name in own and one.target]
        return min(running, default=timedelta())


def broken_by_dawdling(desk: Desk, wall: datetime, share: float = DAWDLES) -> tuple[str, ...]:
    """Name the clocks of this seat that break when each own step comes late; none means that time does not press.

    Args:
        desk: The drill's fixed things.
        wall: Wall time at which the attempt is opened.
        share: Share of the running target by which each step is delayed.
    """
    player = Dawdler(attempt=open_attempt(desk, "late", "practice", wall), wall=wall, share=share)
    try:
        handle(player)
    except NotWinnableError:
        return _broken(player.attempt) or ("resolution",)
    return _broken(player.attempt)


def _broken(attempt: Attempt) -> tuple[str, ...]:
    return tuple(one.clock for one in slacks(attempt) if one.state == "breached")
