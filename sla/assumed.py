"""Which assumptions of a handbook act where it is silent about time?"""

from policy.handbook import Basis, Handbook
from sla.calendar import Calendar
from sla.own_hours import speaks_of_hours


def assumed_of(handbook: Handbook, silent: str) -> Basis:
    """Give the assumptions that fill a silent item, e.g. `pause_rules`; none where the handbook speaks of it."""
    return tuple(name for name, one in handbook.assumptions.items() if one.fills == silent)


def assumed_target(handbook: Handbook, calendar: Calendar) -> Basis:
    """Give what every target stands on that counts round the clock since the handbook says nothing of hours.

    Args:
        handbook: Whose target.
        calendar: The one it counts on; with hours of a case's own the assumption does not act.
    """
    if speaks_of_hours(handbook) or not calendar.is_always_open:
        return ()
    return assumed_of(handbook, "calendar")
