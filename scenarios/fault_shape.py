"""What shape must an authored fault model have, and the texts in it?"""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt, StrictStr

from policy.shape import English, Shape, TextShape, Words
from policy.text import Text
from scenarios.fault_model import (
    Action,
    Cause,
    Check,
    CheckResult,
    Condition,
    Effect,
    FaultModel,
    Relapse,
)
from scenarios.variants import Variants

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Seconds = Annotated[int, Field(ge=1, le=172_800)]
Permille = Annotated[int, Field(ge=0, le=1000)]
StateValue = StrictBool | StrictInt | StrictStr
States = dict[Name, StateValue]
Conditions = list[Annotated[States, Field(min_length=1)]]
Needs = list[Literal["consent", "identity", "approval", "remote"]]

EMPTY = Text(zh="", en="")


class VariantsShape(Shape):
    """Several wordings in both languages."""

    zh: Annotated[list[Words], Field(min_length=1)]
    en: Annotated[list[English], Field(min_length=1)]

    def build(self) -> Variants:
        """Give the value."""
        return Variants(zh=tuple(self.zh), en=tuple(self.en))


class CauseShape(Shape):
    """One explanation of the symptom."""

    title: TextShape
    sets: Annotated[States, Field(min_length=1)]


class ResultShape(Shape):
    """What a check shows while a condition holds."""

    when: Conditions = Field(default_factory=list)
    text: TextShape


class CheckShape(Shape):
    """One way to look at the system."""

    title: TextShape
    via: Literal["ask", "log", "test", "compare"]
    cost_s: Seconds
    tier: str
    needs: Needs = Field(default_factory=list)
    results: Annotated[dict[Name, ResultShape], Field(min_length=2)]

    def build(self, check_id: str) -> Check:
        """Give the value."""
        results = tuple(
            CheckResult(id=key, when=condition(one.when), text=one.text.value()) for key, one in self.results.items()
        )
        return Check(
            id=check_id,
            title=self.title.value(),
            via=self.via,
            cost_s=self.cost_s,
            tier=self.tier,
            needs=tuple(self.needs),
            results=results,
        )


class EffectShape(Shape):
    """What an action changes while a condition holds."""

    when: Conditions = Field(default_factory=list)
    sets: Annotated[States, Field(min_length=1)]


class ActionShape(Shape):
    """One thing that somebody can do to the system."""

    title: TextShape
    hand: Literal["customer", "desk"]
    repair: Name
    cost_s: Seconds
    needs: Needs = Field(default_factory=list)
    risk: TextShape | None = None
    effects: list[EffectShape] = Field(default_factory=list)
    partner: Name | None = None

    def build(self, action_id: str) -> Action:
        """Give the value."""
        return Action(
            id=action_id,
            title=self.title.value(),
            hand=self.hand,
            repair=self.repair,
            cost_s=self.cost_s,
            needs=tuple(self.needs),
            effects=tuple(Effect(when=condition(one.when), sets=one.sets) for one in self.effects),
            risk=self.risk.value() if self.risk else EMPTY,
            partner=self.partner or "",
        )


class RelapseShape(Shape):
    """What comes back by itself."""

    when: Annotated[Conditions, Field(min_length=1)]
    after_s: Seconds
    sets: Annotated[States, Field(min_length=1)]


class FaultModelShape(Shape):
    """The hidden machinery."""

    healthy: Annotated[States, Field(min_length=1)]
    works: Annotated[Conditions, Field(min_length=1)]
    cured: Annotated[Conditions, Field(min_length=1)]
    detour: Conditions = Field(default_factory=list)
    lost: Conditions = Field(default_factory=list)
    causes: dict[Name, CauseShape]
    checks: dict[Name, CheckShape]
    actions: dict[Name, ActionShape]
    relapses: list[RelapseShape] = Field(default_factory=list)

    def build(self) -> FaultModel:
        """Give the value."""
        return FaultModel(
            healthy=self.healthy,
            works=condition(self.works),
            cured=condition(self.cured),
            detour=condition(self.detour),
            lost=condition(self.lost),
            causes=tuple(Cause(id=key, title=one.title.value(), sets=one.sets) for key, one in self.causes.items()),
            checks=tuple(one.build(key) for key, one in self.checks.items()),
            actions=tuple(one.build(key) for key, one in self.actions.items()),
            relapses=tuple(
                Relapse(when=condition(one.when), after_s=one.after_s, sets=one.sets) for one in self.relapses
            ),
        )


def condition(alternatives: list[States]) -> Condition:
    """Freeze a list of alternatives."""
    return tuple(alternatives)
