"""What does a handbook hold the tickets of a foreign desk to, and what can their record not tell?"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from mysterydesk.calendars import desk_calendar
from mysterydesk.importers.happenings import BEGINS
from mysterydesk.importers.profile import Profile
from mysterydesk.importers.register import ImportRefused
from policy.handbook import ClockRule, Handbook, PriorityCode, Trigger
from policy.problem import problem
from sla.calendar import Calendar
from sla.clock import ClockOptions

Why = Literal["start_not_recorded", "stop_not_recorded"]

Guess = Literal["middle", "least", "strictest"]
"""What is assumed of a priority of the source that the handbook does not have: a rank in the middle, as nobody knows
it; the handbook's least urgent, as it has fewer; the strictest target, as the mapping does not know the word."""

ALWAYS: Final = frozenset({"ticket.submitted", "ticket.accepted", "ticket.resolved", "verify.customer"})
"""Kinds that every record tells of, or that stand on an assumption."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotJudged:
    """A clock of the handbook that such a record says nothing of."""

    clock: str
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """A handbook made ready for one kind of record.

    Attributes:
        handbook: With those clocks alone that the record can start and stop.
        profile: Ranks the source's priorities.
        chosen: Priority of the source, in lower case, to the handbook's, where somebody said so.
        calendar: Its working hours on the official days of its zone.
        options: Pauses.
        not_judged: The other clocks, each with what is not recorded.
        assumptions: Codes of what is assumed where neither the handbook nor the record says it.
    """

    handbook: Handbook
    profile: Profile
    chosen: Mapping[str, PriorityCode]
    calendar: Calendar
    options: ClockOptions
    not_judged: tuple[NotJudged, ...]
    assumptions: tuple[str, ...]
    _guesses: dict[str, Guess | None] = field(default_factory=dict, init=False, repr=False, compare=False)
    _levels: dict[str, PriorityCode | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def level_of(self, priority: str) -> PriorityCode | None:
        """Give the handbook's priority for one of the source; None: the record's priority is unknown.

        Where nobody said otherwise the ranks go together, the most urgent with the most urgent; what the source has
        more of is the handbook's least urgent.
        """
        if priority not in self._levels:
            self._levels[priority] = self._level(priority)
        return self._levels[priority]

    def guess_of(self, priority: str) -> Guess | None:
        """Say what was assumed of a priority; None: nothing, somebody said it or the handbook has such a rank."""
        if priority not in self._guesses:
            self._guesses[priority] = self._guess(priority)
        return self._guesses[priority]

    def _guess(self, priority: str) -> Guess | None:
        codes, rank = self.handbook.priorities, self.profile.rank(priority)
        if not priority or not codes or priority.lower() in self.chosen:
            return None
        if rank is None:
            return "strictest"
        if priority.lower() in self.profile.guessed:
            return "middle"
        return "least" if rank > len(codes) else None

    @property
    def levels(self) -> Mapping[str, PriorityCode | None]:
        """List the priorities met so far, with the handbook's."""
        return dict(sorted(self._levels.items()))

    def _level(self, priority: str) -> PriorityCode | None:
        if priority.lower() in self.chosen:
            return self.chosen[priority.lower()]
        rank = self.profile.rank(priority)
        codes = [one.code for one in self.handbook.priorities]
        return codes[min(rank, len(codes)) - 1] if rank and codes else None


def yardstick(
    handbook: Handbook, profile: Profile, *, chosen: Mapping[str, str] | None = None, wait_customer: bool = False
) -> Yardstick:
    """Make a handbook ready for records under a profile.

    Args:
        handbook: Any.
        profile: Says what such a record can tell.
        chosen: Priority of the source to the handbook's.
        wait_customer: Whether waiting for the customer pauses the clocks that may pause.

    Raises:
        ImportRefused: A chosen priority that the handbook does not have.
    """
    codes = {str(one.code): one.code for one in handbook.priorities}
    wrong = {level for level in (chosen or {}).values() if level not in codes}
    if wrong:
        known = ", ".join(codes)
        raise ImportRefused(problem("--priority", 0, "import_level_unknown", got=min(wrong), known=known))
    told = told_kinds(profile)
    silent = {rule.name: why for rule in handbook.clocks if (why := _why_not(rule, told, profile)) is not None}
    judged = tuple(rule for rule in handbook.clocks if rule.name not in silent)
    return Yardstick(
        handbook=replace(handbook, clocks=judged),
        profile=profile,
        chosen={priority.lower(): codes[level] for priority, level in (chosen or {}).items()},
        calendar=desk_calendar(handbook),
        options=ClockOptions(wait_customer=wait_customer),
        not_judged=tuple(NotJudged(clock=name, why=why) for name, why in silent.items()),
        assumptions=_assumptions(profile, handbook, judged, wait_customer=wait_customer),
    )


def told_kinds(profile: Profile) -> frozenset[str]:
    """List the kinds of events that a record under this profile can tell of."""
    told = set(ALWAYS)
    if profile.form == "events" or {"first_response_at", "first_response_after"} & profile.columns.keys():
        told.add("agent.first_contact")
    if "closed_at" in profile.columns or "closed" in profile.states.values():
        told.add("ticket.closed")
    told |= {"ticket.transferred", *BEGINS.values()} if profile.tiers else set()
    told |= {"ticket.severity_set"} if "priority" in profile.columns else set()
    # The assignment of a row is the last one, of a log every one.
    return frozenset(
        told | ({"ticket.assigned"} if profile.form == "events" and "group" in profile.columns else set())
    )


def _why_not(rule: ClockRule, told: frozenset[str], profile: Profile) -> Why | None:
    # A call is over before its ticket is opened, so no such record tells when it was answered.
    of_calls = any(trigger.kind.startswith("call.") for trigger in rule.starts)
    if of_calls or not any(trigger.kind in told and _is_told(trigger, profile) for trigger in rule.starts):
        return "start_not_recorded"
    if not any(trigger.kind in told for trigger in rule.stops):
        return "stop_not_recorded"
    return None


def _is_told(trigger: Trigger, profile: Profile) -> bool:
    """Say whether a record carries the fields that a trigger asks for; of them it has channels and tiers alone."""
    tiers = set(profile.tiers.values())
    channels = set(profile.channels.values()) if "channel" in profile.columns else set()
    known = {"channel": channels, "from_tier": tiers, "to_tier": tiers}
    return all(value in known.get(name, ()) for name, value in trigger.fields.items())


def _assumptions(
    profile: Profile, handbook: Handbook, judged: tuple[ClockRule, ...], *, wait_customer: bool
) -> tuple[str, ...]:
    stops = {trigger.kind for rule in judged for trigger in rule.stops}
    starts = {trigger.kind for rule in judged for trigger in rule.starts}
    by_log = profile.form == "events"
    said = {
        "ranks_match": bool(handbook.priorities) and "priority" in profile.columns,
        "contact_is_first_active": by_log and "agent.first_contact" in stops,
        "accepted_is_first_active": by_log and "ticket.accepted" in starts,
        "tier_begins_with_next_row": bool(stops & set(BEGINS.values())),
        "accepted_is_opening": not by_log and "ticket.accepted" in starts,
        "resolved_is_confirmed": "verify.customer" in stops,
        "pause_before_end": not by_log and wait_customer and "paused" in profile.columns,
        "no_pause": not wait_customer and any(rule.pausable for rule in judged),
    }
    return tuple(code for code, holds in said.items() if holds)
