"""Which recorded parts (head, clauses, assumptions, lists, figures, ladder) does a handbook have as authored?"""

from typing import Annotated, Literal

from pydantic import Field

from policy import handbook as hb
from policy.shape import Code, English, Ids, Shape, TextShape, Words
from policy.text import Text

Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0, le=100)]


class PackShape(Shape):
    """The head of the pack."""

    id: Code
    title: TextShape
    version: str
    zone: str


class ClauseShape(Shape):
    """One clause."""

    id: Code
    section: str
    kind: Code
    obligation: Literal["must", "must_not", "should", "may", "info"]
    zh: Words
    en: English
    features: list[str] = Field(default_factory=list)

    def value(self) -> hb.Clause:
        """Give the frozen value."""
        return hb.Clause(
            id=hb.ClauseId(self.id),
            section=self.section,
            kind=self.kind,
            obligation=self.obligation,
            text=Text(zh=self.zh, en=self.en),
            features=tuple(self.features),
        )


class AssumptionShape(Shape):
    """One rule of ours."""

    id: Annotated[str, Field(pattern=r"^A-[a-z0-9\-]+$", max_length=64)]
    fills: Code
    zh: Words
    en: English
    reason: TextShape
    ambiguity: str = ""

    def value(self) -> hb.Assumption:
        """Give the frozen value."""
        return hb.Assumption(
            id=hb.AssumptionId(self.id),
            text=Text(zh=self.zh, en=self.en),
            reason=self.reason.value(),
            fills=self.fills,
            ambiguity=self.ambiguity,
        )


class RungShape(Shape):
    """One level of certification."""

    level: Code
    title: TextShape
    tier: Code
    parts: list[TextShape]
    basis: Ids
    pass_share: Share | None = None
    drills: Count = 0
    drill_kinds: Count = 0
    kind_slots: list[Annotated[list[Code], Field(min_length=1)]] = Field(default_factory=list)
    validity_days: Annotated[int, Field(ge=1, le=3660)] | None = None

    def value(self) -> hb.LadderRung:
        """Give the frozen value."""
        return hb.LadderRung(
            level=self.level,
            title=self.title.value(),
            tier=hb.TierCode(self.tier),
            parts=tuple(one.value() for one in self.parts),
            pass_share=self.pass_share,
            drills=self.drills,
            drill_kinds=self.drill_kinds,
            kind_slots=tuple(map(tuple, self.kind_slots)),
            validity_days=self.validity_days,
            basis=tuple(self.basis),
        )


class ItemShape(Shape):
    """One entry of a plain list."""

    code: Code
    title: TextShape
    basis: Ids
    detail: TextShape | None = None
    figures: dict[Code, str] = Field(default_factory=dict)

    def value(self) -> hb.Item:
        """Give the frozen value."""
        return hb.Item(
            code=self.code,
            title=self.title.value(),
            basis=tuple(self.basis),
            detail=Text(zh="", en="") if self.detail is None else self.detail.value(),
            figures=dict(self.figures),
        )


class SettingShape(Shape):
    """One assumed figure."""

    value: float
    basis: Ids

    def setting(self) -> hb.Setting:
        """Give the frozen value."""
        return hb.Setting(value=self.value, basis=tuple(self.basis))
