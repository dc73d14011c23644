"""Which of the rules can a message need, and what are they once compiled?"""

from dataclasses import fields, replace
from functools import lru_cache

from simulator.reading.clauses import Cues
from simulator.reading.pattern import Matcher, Pattern
from simulator.reading.rules import Frames, Rules, Slot


@lru_cache(maxsize=16)
def prepared(rules: Rules, *, han: bool, latin: bool) -> Rules:
    """Compile the rules that a text of some scripts can need, once for all such texts.

    Args:
        rules: The parsed lexicons.
        han: The text holds Chinese script.
        latin: The text holds Latin letters.

    Returns:
        The rules of these scripts. What is asked of every clause is compiled; what only a hit asks for, and the tests
        of sense, still wait for their first use.
    """

    def plain(found: Matcher) -> Matcher:
        return found.on(han=han, latin=latin) if isinstance(found, Pattern) else found

    def part(found: Matcher | None) -> Matcher | None:
        return None if found is None else plain(found)

    def slot_of(slot: Slot) -> Slot:
        return replace(
            slot,
            nouns=part(slot.nouns),
            direct=part(slot.direct),
            asked=part(slot.asked),
            unless=part(slot.unless),
        )

    tried = {"any", "han" if han else "any", "latin" if latin else "any"}
    return replace(
        rules,
        rules=tuple(replace(rule, find=plain(rule.find)) for rule in rules.rules if rule.script in tried),
        slots=tuple(map(slot_of, rules.slots)),
        frames=replace(rules.frames, **{one.name: plain(getattr(rules.frames, one.name)) for one in fields(Frames)}),
        cues=replace(rules.cues, **{one.name: plain(getattr(rules.cues, one.name)) for one in fields(Cues)}),
    )
