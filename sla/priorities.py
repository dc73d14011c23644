"""Which priority held at an instant?"""

from dataclasses import dataclass
from datetime import datetime

from policy.handbook import PriorityCode
from sla.kinds import PRIORITY_SET
from sla.timeline import Timeline, aware, in_time_order, of_kind


@dataclass(frozen=True, slots=True, kw_only=True)
class PrioritySteps:
    """A priority as a step function of time: as set by the desk, or as it truly was.

    Attributes:
        steps: From when on which code holds, ascending; equal instants: the later entry wins.
    """

    steps: tuple[tuple[datetime, PriorityCode], ...]

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.steps, key=lambda step: aware(step[0])))
        object.__setattr__(self, "steps", ordered)

    def at(self, instant: datetime) -> PriorityCode | None:
        """Give the code that holds at an instant, None before the first step."""
        held = [code for since, code in self.steps if since <= instant]
        return held[-1] if held else None

    def up_to(self, instant: datetime) -> "PrioritySteps":
        """Keep the steps known at an instant."""
        if not self.steps or self.steps[-1][0] <= instant:
            return self
        return PrioritySteps(steps=tuple(step for step in self.steps if step[0] <= instant))


def priorities_as_set(timeline: Timeline) -> PrioritySteps:
    """Read the priority the desk set, one step for every `ticket.severity_set`.

    >>> priorities_as_set(()).steps
    ()
    """
    events = of_kind(in_time_order(timeline), PRIORITY_SET)
    return PrioritySteps(
        steps=tuple((event.at, PriorityCode(str(event.fields.get("level", "")))) for event in events)
    )
