"""What does a handbook hold the tickets of a foreign desk to, and what can their record not tell?"""

from collections.abc import Collection, Mapping
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

ALWAYS: Final = frozenset({"ticket.submitted", "ticket.accepted"})
"""Kinds that every record tells of, or that stand on an assumption."""

ENDINGS: Final = frozenset({"ticket.resolved", "verify.customer"})

TELLS: Final[Mapping[str, tuple[str, ...]]] = {
    "agent.first_contact": ("first_response_at", "first_response_after"),
    "ticket.resolved": ("resolved_at", "resolved_after", "closed_at"),
    "verify.customer": ("resolved_at", "resolved_after", "closed_at"),
    "ticket.closed": ("closed_at",),
    "ticket.severity_set": ("priority",),
}
"""Columns any of which tells of a kind of event, in a list of tickets; a log tells of most by its states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotJudged:
    """A clock of the handbook that such a record says nothing of.

    Attributes:
        clock: Name in the handbook.
        why: What is not recorded.
        columns: Canonical columns any of which would tell it; none: no column of such a record does.
    """

    clock: str
    why: Why
    columns: tuple[str, ...] = ()


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
        waits_told: Whether such a record tells anything of waiting.
    """

    handbook: Handbook
    profile: Profile
    chosen: Mapping[str, PriorityCode]
    calendar: Calendar
    options: ClockOptions
    not_judged: tuple[NotJudged, ...]
    waits_told: bool = True
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
    handbook: Handbook,
    profile: Profile,
    *,
    present: Collection[str] | None = None,
    chosen: Mapping[str, str] | None = None,
    wait_customer: bool = False,
) -> Yardstick:
    """Make a handbook ready for records under a profile.

    Args:
        handbook: Any.
        profile: Says what such a record can tell.
        present: Canonical columns that the file has; None: all that the profile knows.
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
    there = frozenset(profile.columns if present is None else present)
    told = told_kinds(profile, there)
    found = (_unjudged(rule, told, profile, there) for rule in handbook.clocks)
    silent = {one.clock: one for one in found if one is not None}
    judged = tuple(rule for rule in handbook.clocks if rule.name not in silent)
    return Yardstick(
        handbook=replace(handbook, clocks=judged),
        profile=profile,
        chosen={priority.lower(): codes[level] for priority, level in (chosen or {}).items()},
        calendar=desk_calendar(handbook),
        options=ClockOptions(wait_customer=wait_customer),
        not_judged=tuple(silent.values()),
        waits_told=profile.form == "events" or "paused" in there or "state" in there,
    )


def told_kinds(profile: Profile, present: Collection[str]) -> frozenset[str]:
    """List the kinds of events that a record under this profile can tell of.

    Args:
        profile: What columns and words mean.
        present: Canonical columns that the file has.
    """
    told = {*ALWAYS, *(kind for kind, columns in TELLS.items() if not set(columns).isdisjoint(present))}
    if profile.form == "events":
        meanings = set(profile.states.values())
        told |= {"agent.first_contact"} if meanings - {"new", "same"} else set()
        told |= ENDINGS if meanings & {"resolved", "closed"} else set()
        told |= {"ticket.closed"} if "closed" in meanings else set()
        # The assignment of a row is the last one, of a log every one.
        told |= {"ticket.assigned"} if "group" in present else set()
        told |= {"ticket.transferred", *BEGINS.values()} if profile.tiers and "group" in present else set()
    return frozenset(told)


def _unjudged(rule: ClockRule, told: Collection[str], profile: Profile, present: Collection[str]) -> NotJudged | None:
    """Say why a clock is not judged: what might have stopped it has to be told, or every breach would be a guess."""
    # A call is over before its ticket is opened, so no such record tells when it was answered.
    of_calls = any(trigger.kind.startswith("call.") for trigger in rule.starts)
    if of_calls or not any(trigger.kind in told and _is_told(trigger, profile, present) for trigger in rule.starts):
        return NotJudged(clock=rule.name, why="start_not_recorded")
    untold = [trigger.kind for trigger in rule.stops if trigger.kind not in told]
    if not untold:
        return None
    wanted = [TELLS.get(kind, ()) for kind in untold] if profile.form == "tickets" else [()]
    columns = tuple(dict.fromkeys(one for some in wanted for one in some)) if all(wanted) else ()
    return NotJudged(clock=rule.name, why="stop_not_recorded", columns=columns)


def _is_told(trigger: Trigger, profile: Profile, present: Collection[str]) -> bool:
    """Say whether a record carries the fields that a trigger asks for; of them it has channels and tiers alone."""
    tiers = set(profile.tiers.values())
    channels = set(profile.channels.values()) if "channel" in present else set()
    known = {"channel": channels, "from_tier": tiers, "to_tier": tiers}
    return all(value in known.get(name, ()) for name, value in trigger.fields.items())
