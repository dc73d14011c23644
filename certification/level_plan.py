"""What does a level ask for: parts and topics with their weights, the paper, the cases, the written work, the rules?

A plan is data (`level/1`); every figure of it that no manual states stands on an Assumption named in its basis.
"""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache

from pydantic import TypeAdapter

from certification.item import Topic
from certification.level_rule import LevelRule, Slot
from certification.level_score import PartPlan
from policy.digest import canonical, digest_of
from policy.handbook import LadderRung
from policy.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPlan:
    """One topic of a level; exactly one of the last three says how it is proven.

    Attributes:
        topic: e.g. `P1`.
        title: Its name.
        part: Part it belongs to.
        weight: Against the other topics.
        items: Items of the paper.
        slot: Cases of this slot.
        written: Written work of this kind.
    """

    topic: Topic
    title: Text
    part: str
    weight: float
    items: int = 0
    slot: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelPlan:
    """The plan of one level.

    Attributes:
        id: e.g. `std-junior`.
        handbook: Handbook it examines.
        level: Rung of the handbook's ladder.
        title: Its name.
        requires: Level that has to be held; empty: none.
        seat: Line whose seat the practical part is taken in.
        paper: Name of the theory paper.
        time: For the paper.
        parts: Id -> title and minimum, in order.
        topics: In the order of the paper.
        slots: The practical part: name, and how many cases are drawn.
        slot_titles: Their names.
        shift: Whether a shift belongs to the practical part.
        assessors: How many have to sign the assessment.
        issuers: How many have to agree to issue or revoke the credential.
        waits: Time after the first, second, … failed try.
        tries: How many there may be within `window`.
        window: Time within which tries are counted.
        basis: Clauses and assumptions.
        digest: sha256 of the rest.
        guard: What the whole score has to lie above the cut to pass.
    """

    id: str
    handbook: str
    level: str
    title: Text
    requires: str
    seat: str
    paper: Text
    time: timedelta
    parts: tuple[tuple[str, Text, float], ...]
    topics: tuple[TopicPlan, ...]
    slots: tuple[tuple[str, int], ...]
    slot_titles: tuple[Text, ...]
    shift: bool
    assessors: int
    issuers: int
    waits: tuple[timedelta, ...]
    tries: int
    window: timedelta
    basis: tuple[str, ...]
    digest: str
    guard: float = field(default=0.0, metadata={"later": True})

    @property
    def items(self) -> int:
        """How many items the paper holds."""
        return sum(one.items for one in self.topics)

    @property
    def written(self) -> tuple[str, ...]:
        """Kinds of written work, in order."""
        return tuple(one.written for one in self.topics if one.written)

    def part_plans(self) -> tuple[PartPlan, ...]:
        """Give parts and weights as the score wants them."""
        return tuple(
            PartPlan(
                id=part, minimum=least, weights={one.topic: one.weight for one in self.topics if one.part == part}
            )
            for part, _, least in self.parts
        )

    def rule(self, rung: LadderRung) -> LevelRule:
        """Give the rule of decision; how long an award holds is the ladder's."""
        return LevelRule(
            level=self.level,
            requires=self.requires,
            slots=tuple(Slot(name=name, kinds=(name,), cases=cases) for name, cases in self.slots),
            written=self.written,
            assessors=self.assessors,
            issuers=self.issuers,
            waits=self.waits,
            tries=self.tries,
            window=self.window,
            validity=timedelta(days=rung.validity_days or 0),
        )


def plan_to_json(plan: LevelPlan) -> bytes:
    """Write a plan as canonical JSON in UTF-8, so that what a decision rested on can be kept."""
    return json.dumps(canonical(plan), ensure_ascii=False, sort_keys=True).encode()


def plan_from_json(data: bytes) -> LevelPlan:
    """Read a plan that was kept, and prove that nothing was changed, added or left out.

    Raises:
        ValueError: The bytes are no plan, or its digest does not fit.
    """
    loaded = json.loads(data)
    plan = _plans().validate_python(loaded)
    if digest_of({**loaded, "digest": ""}) != plan.digest or canonical(plan) != loaded:
        raise ValueError(f"plan {plan.id}: content does not fit its digest {plan.digest}")
    return plan


@cache
def _plans() -> TypeAdapter[LevelPlan]:
    return TypeAdapter(LevelPlan)
