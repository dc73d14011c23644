"""Why is it due then?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from policy.clause import AssumptionId
from policy.handbook import Basis, ClockName, ClockRule, Handbook
from sla.aims import Aim
from sla.arithmetic import open_between
from sla.assumed import assumed_of, assumed_target
from sla.calendar import Calendar
from sla.clock import STRICT, ClockOptions, SlaClock, clocks
from sla.grounds import grounds_of
from sla.kinds import stored
from sla.own_hours import NATURAL, calendar_of
from sla.priorities import PrioritySteps
from sla.segment import Segment, shared, without
from sla.targets import Override, came_at, overrides_in_force, overrides_without_force
from sla.timeline import EventId, Timeline, seconds, until

StepCode = Literal[
    "not_started",
    "started",
    "done_before",
    "provisional",
    "priority_changed",
    "changed_targets",
    "override_late",
    "override_unannounced",
    "override_outside",
    "earlier_round",
    "target",
    "counted",
    "closed",
    "paused",
    "shut",
    "due",
    "met",
    "breached",
    "cancelled",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the reckoning.

    Attributes:
        code: What kind of line; a message id of the catalogue is `sla.step.<code>`.
        at: Instant, or start of the span.
        until: End of the span, where the line is one.
        params: Values of the sentence; durations in seconds.
        basis: Clauses and assumptions the line stands on.
    """

    code: StepCode
    at: datetime | None = None
    until: datetime | None = None
    params: Mapping[str, str | int] = field(default_factory=dict)
    basis: Basis = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The reckoning of one clock.

    Attributes:
        clock: What it came to.
        steps: How, in order; the spans `counted` from the last target on add up to it.
    """

    clock: SlaClock
    steps: tuple[Step, ...]

    def assumed(self, handbook: Handbook) -> tuple[AssumptionId, ...]:
        """List the assumptions that acted, in the order in which the reckoning names them."""
        named = dict.fromkeys(name for step in self.steps for name in step.basis)
        return tuple(AssumptionId(str(name)) for name in named if name in handbook.assumptions)


def explain(  # noqa: PLR0913, PLR0917  what `clocks` asks for, and which of them is meant
    handbook: Handbook,
    timeline: Timeline,
    clock_name: ClockName,
    priorities: PrioritySteps,
    as_of: datetime,
    calendar: Calendar | None = None,
    options: ClockOptions = STRICT,
) -> Explanation:
    """Lay open how a clock comes to its due time and its state.

    Args:
        handbook: As for `clocks`.
        timeline: As for `clocks`.
        clock_name: Which clock.
        priorities: As for `clocks`.
        as_of: As for `clocks`.
        calendar: As for `clocks`.
        options: As for `clocks`.

    Raises:
        KeyError: The handbook has no such clock.
    """
    rule = handbook.clock(clock_name)
    read = clocks(handbook, timeline, priorities, as_of, calendar, options)
    clock = next(one for one in read if one.name == rule.name)
    if clock.started_at is None:
        return Explanation(clock=clock, steps=(Step(code="not_started", basis=clock.basis),))
    kinds = {event.id: event.kind for event in timeline}
    aim = min(clock.aims, key=lambda one: one.due)
    grounds = grounds_of(handbook, rule, aim)
    natural = assumed_target(handbook, calendar_of(handbook, calendar))
    steps = [
        Step(
            code="started",
            at=clock.started_at,
            params=_event(clock.started_by, kinds),
            basis=rule.start_basis or grounds,
        ),
        *_done_before(timeline, clock, grounds),
        *_earlier(handbook, clock),
        *_priority_steps(handbook, clock, priorities, as_of),
        *_changed(timeline, rule, options, as_of),
        *(_target(one, tuple(dict.fromkeys((*grounds_of(handbook, rule, one), *natural)))) for one in clock.aims),
        *_spans(handbook, clock, aim, calendar_of(handbook, calendar) if aim.working else NATURAL),
    ]
    if clock.due is not None:
        steps.append(Step(code="due", at=clock.due, params={"priority": aim.code}, basis=grounds))
    steps += _verdict(clock, as_of, (*grounds, *rule.start_basis), kinds)
    return Explanation(clock=clock, steps=tuple(steps))


def _target(aim: Aim, basis: Basis) -> Step:
    params: Mapping[str, str | int] = {
        "priority": aim.code,
        "seconds": seconds(aim.target),
        "working_hours": int(aim.working),
    }
    return Step(code="target", at=aim.since, params=params, basis=basis)


def _done_before(timeline: Timeline, clock: SlaClock, grounds: Basis) -> Iterator[Step]:
    """Say that what the clock asks for was done when the ticket was not written yet."""
    for event in timeline:
        if event.id == clock.stopped_by and clock.started_at is not None and event.at < clock.started_at:
            yield Step(code="done_before", at=event.at, params={"event": event.id, "kind": event.kind}, basis=grounds)


def _earlier(handbook: Handbook, clock: SlaClock) -> Iterator[Step]:
    """Say how each round before a reopening ended."""
    for one in clock.earlier:
        if one.due is not None:
            params = {"verdict": one.state}
            basis = assumed_of(handbook, "reopen_rule")
            yield Step(code="earlier_round", at=one.started_at, until=one.due, params=params, basis=basis)


def _priority_steps(
    handbook: Handbook, clock: SlaClock, priorities: PrioritySteps, as_of: datetime
) -> Iterator[Step]:
    if clock.provisional:
        basis = assumed_of(handbook, "priority_before_triage")
        yield Step(code="provisional", params={"priority": clock.aims[0].code}, basis=basis)
    known: str | None = None
    for since, code in priorities.up_to(clock.stopped_at or as_of).steps:
        basis = () if known in {None, code} else assumed_of(handbook, "priority_change")
        yield Step(code="priority_changed", at=since, params={"priority": code}, basis=basis)
        known = code


def _changed(timeline: Timeline, rule: ClockRule, options: ClockOptions, as_of: datetime) -> Iterator[Step]:
    """Name the changes of this clock's targets: those that bind the ticket, and why the others do not."""
    if not options.overrides:
        return
    events = stored(until(timeline, as_of))
    for one in overrides_in_force(events, options.overrides):
        if _changes(one, rule):
            yield Step(code="changed_targets", at=came_at(events), params={"override": one.id})
    for no in overrides_without_force(events, options.overrides):
        if not _changes(no.override, rule):
            continue
        params = {"override": no.override.id}
        match no.why:
            case "late":
                yield Step(code="override_late", at=no.announced_at, until=no.override.start, params=params)
            case "unannounced":
                yield Step(code="override_unannounced", until=no.override.start, params=params)
            case "outside":
                ends = no.override
                yield Step(code="override_outside", at=ends.start, until=ends.end, params=params)


def _changes(one: Override, rule: ClockRule) -> bool:
    return any(rule.name in changed for changed in one.targets.values())


def _spans(handbook: Handbook, clock: SlaClock, aim: Aim, calendar: Calendar) -> Iterator[Step]:
    """Split the time from the target's start to its due instant into counted, closed, paused, and ticket shut."""
    if aim.due <= aim.since:
        return
    whole = (Segment(start=aim.since, end=aim.due),)
    opened = open_between(calendar, aim.since, aim.due)
    parts: list[tuple[Segment[datetime], StepCode]] = []
    parts += [(one, "counted") for one in without(opened, clock.pauses)]
    parts += [(one, "paused") for one in shared(opened, without(clock.pauses, clock.closed))]
    parts += [(one, "shut") for one in shared(opened, clock.closed)]
    parts += [(one, "closed") for one in without(whole, opened)]
    fills: Mapping[StepCode, str] = {"paused": "pause_rules", "shut": "reopen_rule"}
    for one, code in sorted(parts, key=lambda part: part[0].start):
        basis = assumed_of(handbook, fills[code]) if code in fills else ()
        yield Step(code=code, at=one.start, until=one.end, params={"seconds": seconds(one.duration)}, basis=basis)


def _verdict(clock: SlaClock, as_of: datetime, grounds: Basis, kinds: Mapping[EventId, str]) -> Iterator[Step]:
    match clock.state:
        case "met" | "breached" | "cancelled" as verdict:
            left = {"seconds_left": seconds(clock.remaining or timedelta())}
            params = left | _event(clock.stopped_by, kinds)
            yield Step(code=verdict, at=clock.stopped_at or as_of, params=params, basis=grounds)
        case _:
            return


def _event(event: EventId | None, kinds: Mapping[EventId, str]) -> dict[str, str | int]:
    return {} if event is None else {"event": event, "kind": kinds[event]}
