"""What happened on the ticket of a generated SLA item, and when?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from certification.chance import pick
from certification.generate.flow import TRANSFERRED
from certification.generate.sla_stems import NOW, TimelineStem, TimelineStep
from policy.handbook import Handbook, Priority
from scenarios.chance import below
from sla.clock import SlaClock, clocks
from sla.kinds import PRIORITY_SET
from sla.priorities import priorities_as_set
from sla.timeline import Event, EventId, Timeline

MINUTE = timedelta(minutes=1)
DAY = (2026, 3, 9)
"""An ordinary Monday; items tell times of day only."""
EARLIEST_MINUTE = 8 * 60
MINUTES_TO_BEGIN = 6 * 60

ACTORS: Mapping[str, str] = {
    "ticket.submitted": "customer",
    "complaint.opened": "customer",
    "verify.customer": "customer",
    "auto.ack": "system",
    "tier2.started": "T2",
    "tier3.joined": "T3",
}
"""Who acts; everything else is first line's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One timeline with its moments drawn.

    Attributes:
        stem: Kind of timeline.
        priority: Priority in the story, if any.
        moments: Every step with its moment, in order; `now` is no event.
        timeline: The events, their ids counting from 0.
        as_of: Moment of the question: the last of the moments.
    """

    stem: TimelineStem
    priority: Priority | None
    moments: tuple[tuple[str, datetime], ...]
    timeline: Timeline
    as_of: datetime

    def at(self, event: str) -> datetime:
        """Give the moment of an event of the story."""
        return next(at for name, at in self.moments if name == event)

    def name_of(self, event_id: EventId) -> str:
        """Give the name of an event by its id."""
        return [name for name, _ in self.moments if name != NOW][event_id]


def tell(handbook: Handbook, stem: TimelineStem, seed: int) -> Story:
    """Draw the moments of one timeline.

    Args:
        handbook: Its engine says how much of a target a share is.
        stem: Kind of timeline.
        seed: The candidate's own.
    """
    purpose = f"sla.{stem.id}"
    code = pick(stem.priorities, seed, f"{purpose}.priority") if stem.priorities else None
    priority = handbook.priority(code) if code is not None else None
    begin = EARLIEST_MINUTE + below(MINUTES_TO_BEGIN, seed, purpose, "begin")
    at = datetime(*DAY, tzinfo=ZoneInfo(handbook.zone)) + begin * MINUTE
    moments: list[tuple[str, datetime]] = []
    events: list[Event] = []
    for index, step in enumerate(stem.steps):
        at = _moment(handbook, stem, step, tuple(events), at, (seed, f"{purpose}.{index}"))
        moments.append((step.event, at))
        if step.event != NOW:
            events.append(_event(step.event, len(events), at, priority))
    return Story(stem=stem, priority=priority, moments=tuple(moments), timeline=tuple(events), as_of=at)


def read_clocks(handbook: Handbook, timeline: Timeline, as_of: datetime) -> Mapping[str, SlaClock]:
    """Ask the engine for every clock of a timeline, strictly and as the priority was set."""
    return {one.name: one for one in clocks(handbook, timeline, priorities_as_set(timeline), as_of)}


def _moment(
    handbook: Handbook,
    stem: TimelineStem,
    step: TimelineStep,
    events: Timeline,
    before: datetime,
    drawn: tuple[int, str],
) -> datetime:
    seed, purpose = drawn
    if not step.percent:
        low, high = step.after
        return before + (low + below(high - low + 1, seed, purpose, "after")) * MINUTE
    low, high = pick(step.percent, seed, purpose)
    clock = read_clocks(handbook, events, before)[stem.clock]
    if clock.started_at is None or clock.target is None:
        raise ValueError(f"timeline {stem.id}: expected {stem.clock} to have started before {step.event}")
    used = clock.target * (low + below(high - low + 1, seed, purpose, "percent")) / 100
    return max(before + MINUTE, clock.started_at + used // MINUTE * MINUTE)


def _event(name: str, number: int, at: datetime, priority: Priority | None) -> Event:
    kind, _, tier = name.partition("-")
    fields: dict[str, str] = {}
    if kind == TRANSFERRED:
        fields["to_tier"] = tier
    if kind == PRIORITY_SET and priority is not None:
        fields["level"] = priority.code
    return Event(id=EventId(number), at=at, kind=kind, actor=ACTORS.get(kind, "agent"), fields=fields)
