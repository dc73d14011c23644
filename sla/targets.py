"""How long may a clock run, for this ticket and this priority, and in whose hours?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from policy.handbook import ClockRule, Handbook
from sla.kinds import ANNOUNCED, SUBMITTED
from sla.timeline import Timeline, of_kind

ANY = "any"
"""Key of a target that does not depend on the priority."""

WORKING_HOURS = "working_hours."
"""Settings `working_hours.<clock>.<priority>` name the targets that count in working hours (ASC-2.2.P3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Targets changed for a holiday or a major event, where customers were told beforehand (STD-2.2.2.special).

    Attributes:
        id: The `override` of the announcement.
        start: Tickets submitted from here on fall under it.
        end: Tickets submitted from here on do not.
        targets: Per priority code, per clock name, the changed target.
    """

    id: str
    start: datetime
    end: datetime
    targets: Mapping[str, Mapping[str, timedelta]]


def overrides_in_force(events: Timeline, overrides: tuple[Override, ...]) -> tuple[Override, ...]:
    """Keep the overrides that bind this ticket: submitted in `[start, end)`, announced before `start`."""
    submitted = min((event.at for event in of_kind(events, SUBMITTED)), default=None)
    if submitted is None:
        return ()
    announced = {
        one.id
        for event in of_kind(events, ANNOUNCED)
        for one in overrides
        if event.fields.get("override") == one.id and event.at < one.start
    }
    return tuple(one for one in overrides if one.id in announced and one.start <= submitted < one.end)


def targets_of(rule: ClockRule, overrides: tuple[Override, ...]) -> Mapping[str, timedelta]:
    """Give the targets per priority code, announced changes included; the later override wins."""
    targets = dict(rule.targets)
    for one in overrides:
        for code, changed in one.targets.items():
            if rule.name in changed:
                codes = (*targets, ANY) if code == ANY else (code,)
                targets |= dict.fromkeys(codes, changed[rule.name])
    return targets


def strictest(targets: Mapping[str, timedelta]) -> str:
    """Name the code with the shortest target: what an ungraded ticket is held to, provisionally."""
    return min(targets, key=lambda code: (targets[code], code))


def in_working_hours(handbook: Handbook, rule: ClockRule, code: str) -> bool:
    """Say whether a target counts on the desk's calendar rather than in natural hours.

    Where the handbook has settings `working_hours.<clock>.<priority>`, these alone do; where it has none, all do.
    """
    named = [name for name in handbook.settings if name.startswith(WORKING_HOURS)]
    return not named or f"{WORKING_HOURS}{rule.name}.{code}" in named
