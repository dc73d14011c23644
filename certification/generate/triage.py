"""Which priority does a call deserve, asked as an exam item and keyed by the handbook's own conditions?"""

from collections.abc import Mapping
from dataclasses import dataclass

from certification.chance import pick, shuffled
from certification.generate.seal import sealed
from certification.generate.triage_stems import Hit, Reach, Situation, TriageStems
from certification.generate.wording import filled, joined
from certification.item import Item, ItemId, Option, OptionId, Topic
from policy.handbook import Handbook, Priority
from policy.text import Text
from policy.triage import priority_for
from scenarios.chance import below
from scenarios.impact import BusinessImpact, Measures, measures

AUTHOR = "generator/triage-1"
UNTRIAGED = OptionId("untriaged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One situation with its numbers drawn.

    Attributes:
        situation: What happened.
        total: Shops in all.
        some: How many a reach of `some` means.
        hours: Since when.
    """

    situation: Situation
    total: int
    some: int
    hours: int

    def measured(self) -> Measures:
        """Measure the impact."""
        return measures(
            tuple(self._impact(hit) for hit in self.situation.hits),
            self.situation.lives_on,
            hours=self.hours,
            data_lost=self.situation.data_lost,
        )

    def _impact(self, hit: Hit) -> BusinessImpact:
        return BusinessImpact(
            function=hit.function,
            total=self.total,
            stopped=self._reach(hit.stopped),
            hindered=self._reach(hit.hindered),
            alternative=hit.alternative,
            lost_per_hour_share=hit.lost_per_hour_percent / 100,
        )

    def _reach(self, reach: Reach) -> int:
        return {"none": 0, "some": self.some, "all": self.total}[reach]


def draw_call(situation: Situation, seed: int) -> Call:
    """Draw the numbers of one situation."""

    def between(low: int, high: int, purpose: str) -> int:
        return low + below(high - low + 1, seed, situation.id, purpose)

    total = between(*situation.total, "total")
    return Call(
        situation=situation,
        total=total,
        some=between(2, max(2, total // 2), "some"),
        hours=between(*situation.hours, "hours"),
    )


def triage_items(handbook: Handbook, stems: TriageStems, seed: int, count: int, topic: Topic) -> tuple[Item, ...]:
    """Make triage items, no situation twice, the priorities spread as evenly as the situations allow.

    Args:
        handbook: Keys them, by `policy.triage.priority_for`.
        stems: Their words.
        seed: The candidate's own.
        count: How many at most.
        topic: Cell of the blueprint.
    """
    by_code: dict[str, list[Call]] = {one.code: [] for one in handbook.priorities}
    for situation in shuffled(stems.situations, seed, "triage.situations"):
        call = draw_call(situation, seed)
        by_code[priority_for(handbook, call.measured()).code].append(call)
    order = shuffled(tuple(by_code), seed, "triage.priorities")
    longest = max(len(calls) for calls in by_code.values())
    rounds = [by_code[code][turn] for turn in range(longest) for code in order if turn < len(by_code[code])]
    items = tuple(_item(handbook, stems, call, seed, topic) for call in rounds[:count])
    return shuffled(items, seed, "triage.order")


def triage_item(handbook: Handbook, stems: TriageStems, situation: Situation, seed: int, topic: Topic) -> Item:
    """Make the item of one situation; as `triage_items`."""
    return _item(handbook, stems, draw_call(situation, seed), seed, topic)


def _item(handbook: Handbook, stems: TriageStems, call: Call, seed: int, topic: Topic) -> Item:
    right = priority_for(handbook, call.measured())
    purpose = f"triage.{call.situation.id}"
    return sealed(
        Item(
            id=ItemId(""),
            kind="triage",
            topic=topic,
            handbook=handbook.id,
            clauses=tuple(one for one in right.basis if one in handbook.clauses),
            assumptions=tuple(one for one in right.basis if one in handbook.assumptions),
            author=AUTHOR,
            version=1,
            status="active",
            family=purpose,
            stem=_stem(handbook, stems, call, seed, purpose),
            options=_options(handbook, stems, seed, purpose),
            key=(OptionId(right.code),),
            explanation=_explanation(stems, call, right),
        ),
        AUTHOR,
    )


def _stem(handbook: Handbook, stems: TriageStems, call: Call, seed: int, purpose: str) -> Text:
    values: Mapping[str, Text | int] = {
        "shop": pick(stems.shops, seed, f"{purpose}.shop"),
        "total": call.total,
        "some": call.some,
        "hours": call.hours,
    }
    return joined(
        (
            pick(stems.openings, seed, f"{purpose}.opening"),
            filled(call.situation.text, values),
            pick(stems.tones, seed, f"{purpose}.tone"),
            filled(pick(stems.asks, seed, f"{purpose}.ask"), {"manual": handbook.title}),
        )
    )


def _options(handbook: Handbook, stems: TriageStems, seed: int, purpose: str) -> tuple[Option, ...]:
    named = tuple(Option(id=OptionId(one.code), text=one.name) for one in handbook.priorities)
    return (*named, Option(id=UNTRIAGED, text=pick(stems.untriaged, seed, f"{purpose}.untriaged")))


def _explanation(stems: TriageStems, call: Call, right: Priority) -> Text:
    values = {"reason": call.situation.reason, "priority": right.name, "definition": right.definition}
    return filled(stems.explanation, values)
