"""What shape must an authored history have?"""

from typing import Annotated

from pydantic import Field

from policy.shape import Shape, TextShape, Words
from scenarios.fault_shape import Name, VariantsShape
from scenarios.history import HistoryRule, Rated, TurnRule

Minutes = Annotated[int, Field(ge=0, le=600)]


class TurnShape(Shape):
    """One earlier line's turn at the ticket."""

    line: Words
    begins: Minutes | Name
    keeps: Minutes | Name
    checks: list[Name] = Field(default_factory=list)
    note: VariantsShape

    def build(self) -> TurnRule:
        """Give the value."""
        return TurnRule(
            line=self.line, begins=self.begins, keeps=self.keeps, checks=tuple(self.checks), note=self.note.build()
        )


class HistoryShape(Shape):
    """What happened before the ticket reached the trainee."""

    turns: Annotated[list[TurnShape], Field(min_length=1, max_length=3)]
    missing: list[Name] = Field(default_factory=list)
    wrong: dict[Name, TextShape] = Field(default_factory=dict)
    underrated: bool = False
    sent: TextShape | None = None
    rated: Rated = ""

    def build(self) -> HistoryRule:
        """Give the value."""
        return HistoryRule(
            turns=tuple(one.build() for one in self.turns),
            missing=tuple(self.missing),
            wrong={slot: text.value() for slot, text in self.wrong.items()},
            underrated=self.underrated,
            sent=self.sent.value() if self.sent else None,
            rated=self.rated,
        )
