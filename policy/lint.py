"""Which parts of a handbook contradict each other, or cite what is not there?"""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from policy.clock_lint import problems_in_clocks, problems_in_triggers
from policy.desk_lint import problems_in_desk, repeated
from policy.desk_shapes import CalendarShape, GroupShape, NumberShape, PhraseShape, SatisfactionShape, SeatShape
from policy.draft import Draft, Placed, unknown
from policy.elements import ClockShape, EscalationShape, IntakeShape, PriorityShape, TierShape
from policy.entries import ItemShape, RungShape, SettingShape
from policy.open_matters import problems_in_asks
from policy.problem import Problem
from policy.shape import Shape
from policy.torn_lint import HOLDERS, problems_in_torn
from policy.vocabulary import Vocabulary

MEASURES: Mapping[str, type] = {
    "core_share_stopped": float,
    "any_share_hit": float,
    "has_alternative": bool,
    "data_lost": bool,
    "money_lost_share": float,
    "advice_wanted": bool,
}
"""What `scenarios.impact` measures; a condition of a priority can compare nothing else."""

WEIGHT = "weight_"
WHOLE = 100
_CODED = ("priorities", "clocks", "tiers", "seats", "groups", "intake", "ladder", "clauses", "assumptions")
Based = (
    PriorityShape
    | ClockShape
    | TierShape
    | SeatShape
    | GroupShape
    | PhraseShape
    | NumberShape
    | SatisfactionShape
    | CalendarShape
    | EscalationShape
    | IntakeShape
    | RungShape
    | ItemShape
    | SettingShape
)
Cite = tuple[Placed[Shape], str, list[str]]


def _based(draft: Draft) -> Iterator[Placed[Based]]:
    """Give every part that stands on clauses and assumptions."""
    yield from draft.priorities
    yield from draft.clocks
    yield from draft.tiers
    yield from draft.seats
    yield from draft.groups
    yield from draft.phrases
    yield from (one for one in (draft.ticket_number, draft.satisfaction, draft.calendar) if one is not None)
    yield from draft.escalations
    yield from draft.intake
    yield from draft.ladder
    yield from (item for items in draft.lists.values() for item in items)
    yield from draft.settings.values()


def _standing(draft: Draft) -> Iterator[tuple[Placed[Based], list[str]]]:
    """Give every part with the clauses and assumptions it stands on."""
    return ((part, part.one.basis) for part in _based(draft))


def _cites(draft: Draft) -> Iterator[Cite]:
    """Give every part that stands on a basis, with the name of the field and the ids."""
    for part, ids in _standing(draft):
        yield part, "basis", ids
    for clock in draft.clocks:
        yield clock, "start_basis", clock.one.start_basis


def _references(draft: Draft) -> Iterator[Problem]:
    clauses, assumptions = draft.ids.get("clauses", ()), draft.ids.get("assumptions", ())
    for part, name, ids in _cites(draft):
        for at, one in enumerate(ids):
            if one.startswith("A-") and one not in assumptions:
                yield part.problem("unknown_assumption", name, at, id=one)
            elif not one.startswith("A-") and one not in clauses:
                yield part.problem("unknown_clause", name, at, id=one)
    for assumption in draft.assumptions:
        if assumption.one.id not in draft.cited:
            yield assumption.problem("unused_assumption", id=assumption.one.id)
        if assumption.one.fills not in draft.silent:
            yield assumption.problem("fills_not_silent", "fills", fills=assumption.one.fills)


def _duplicates(draft: Draft) -> Iterator[Problem]:
    for name in _CODED:
        for one in repeated(draft.ids.get(name, ())):
            yield draft.sections[name].problem("duplicate_code", got=one)
    for name, items in draft.lists.items():
        for one in repeated(item.one.code for item in items):
            yield draft.sections["lists"].problem("duplicate_code", name, got=one)
    for one in repeated(draft.silent):
        yield draft.sections["silent"].problem("duplicate_code", got=one)


def _codes(draft: Draft) -> Iterator[Problem]:
    tiers, priorities = draft.ids.get("tiers", ()), draft.ids.get("priorities", ())
    holders = tuple(code for name in HOLDERS for code in draft.ids.get(name, ()))
    for clock in draft.clocks:
        yield from unknown(clock, "unknown_tier", {"owner": clock.one.owner}, holders)
        levels = {f"starts_by_priority.{one}": one for one in clock.one.starts_by_priority}
        yield from unknown(clock, "unknown_priority", levels, priorities)
    for way in draft.escalations:
        ends = {"source": way.one.source, "target": way.one.target}
        yield from unknown(way, "unknown_tier", ends, holders)
    for rung in draft.ladder:
        yield from unknown(rung, "unknown_tier", {"tier": rung.one.tier}, tiers)
        if rung.one.drill_kinds > rung.one.drills:
            yield rung.problem("kinds_over_drills", "drill_kinds", kinds=rung.one.drill_kinds)
        if len(rung.one.kind_slots) > rung.one.drills:
            yield rung.problem("kinds_over_drills", "kind_slots", kinds=len(rung.one.kind_slots))
    for tier in draft.tiers:
        received = {f"receives.{at}": one for at, one in enumerate(tier.one.receives)}
        yield from unknown(tier, "unknown_priority", received, priorities)


def _conditions(draft: Draft) -> Iterator[Problem]:
    for priority in draft.priorities:
        for alternative, every in enumerate(priority.one.when):
            for at, one in enumerate(every):
                path = ("when", alternative, at)
                if one.measure not in MEASURES:
                    yield priority.problem("unknown_measure", *path, "measure", got=one.measure)
                elif type(one.criterion().value) is not MEASURES[one.measure]:
                    yield priority.problem("wrong_type", *path, "value", expected=MEASURES[one.measure].__name__)
    # Exactly the last one takes what is left: an earlier one would swallow those after it.
    for priority in draft.priorities[:-1]:
        if not priority.one.when:
            yield priority.problem("swallows_the_rest", "when", priority=priority.one.code)
    last = draft.ids.get("priorities", ())[-1:]
    for priority in draft.priorities[-1:]:
        if priority.one.when and last == (priority.one.code,):
            yield priority.problem("nothing_takes_the_rest", "when", priority=priority.one.code)


def _claims(draft: Draft) -> Iterator[tuple[str, Placed[Shape], list[str]]]:
    """Give what each part makes a statement about, as silent items are named: by section, list and name."""
    for part, ids in _standing(draft):
        for step in part.path:
            yield str(step), part, ids
    for clock in draft.clocks:
        yield clock.one.name, clock, clock.one.basis
        yield f"{clock.one.name}_start", clock, clock.one.start_basis
        if clock.one.pausable:
            yield "pause_rules", clock, clock.one.basis
    for slot in draft.intake:
        yield slot.one.name, slot, slot.one.basis
    for rung in draft.ladder:
        if rung.one.pass_share is not None:
            yield "pass_marks", rung, rung.one.basis
        if rung.one.validity_days is not None:
            yield "validity", rung, rung.one.basis


def _silence(draft: Draft) -> Iterator[Problem]:
    """What the manual does not say may only be there on an assumption that fills the gap."""
    section = draft.sections.get("assumptions")
    told = section.one if section is not None and isinstance(section.one, list) else []
    # Read as written, so that a misshapen assumption is not told again by all that stand on it.
    fills = {str(one.get("id")): one.get("fills") for one in told if isinstance(one, dict)}
    for subject, part, ids in _claims(draft):
        if subject in draft.silent and subject not in {fills.get(one) for one in ids}:
            yield part.problem("silent_but_present", item=subject)


def _settings(draft: Draft) -> Iterator[Problem]:
    for name, setting in draft.settings.items():
        if not any(one.startswith("A-") for one in setting.one.basis):
            yield setting.problem("no_assumption", "basis", field=name)
    weights = {name: one.one.value for name, one in draft.settings.items() if name.startswith(WEIGHT)}
    section = draft.sections.get("settings")
    told = section.one if section is not None and isinstance(section.one, dict) else {}
    whole = {name for name in told if name.startswith(WEIGHT)} == weights.keys()
    if section is not None and weights and whole and sum(weights.values()) != WHOLE:
        yield section.problem("weights_not_100", got=sum(weights.values()))


def _zone(draft: Draft) -> Iterator[Problem]:
    for part in (draft.pack, draft.calendar):
        if part is None:
            continue
        try:
            ZoneInfo(part.one.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            # OSError: the name of a folder of the zone database, such as "Asia".
            yield part.problem("unknown_zone", "zone", got=part.one.zone)


def problems_in(draft: Draft, vocabulary: Vocabulary | None) -> Iterator[Problem]:
    """Find what is wrong between the parts of a handbook.

    Args:
        draft: The parts; of misshapen ones only what they cite is looked at, and what cites them is not blamed.
        vocabulary: Kinds of events; without it, triggers are not checked.
    """
    yield from _references(draft)
    yield from problems_in_torn(draft, _based(draft))
    yield from _duplicates(draft)
    yield from _codes(draft)
    yield from problems_in_clocks(draft)
    yield from problems_in_desk(draft)
    yield from problems_in_asks(draft)
    yield from _conditions(draft)
    yield from _silence(draft)
    yield from _settings(draft)
    yield from _zone(draft)
    if vocabulary is not None:
        yield from problems_in_triggers(draft, vocabulary)
