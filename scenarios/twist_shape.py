"""What shape must an authored twist have?"""

from typing import Annotated

from pydantic import Field

from policy.shape import English, Shape, TextShape, Words
from scenarios.fault_shape import VariantsShape
from scenarios.twist import QUESTIONS, Question, Secret
from scenarios.twist_rule import GrievanceRule, PretextRule, SecondRule

ATTEMPTS = 3
"""Authority, urgency, flattery (simulation spec: three rising attempts)."""


class MarksShape(Shape):
    """Groups of words of which a record must hold one each."""

    zh: Annotated[list[Annotated[list[Words], Field(min_length=1)]], Field(min_length=1)]
    en: Annotated[list[Annotated[list[English], Field(min_length=1)]], Field(min_length=1)]

    def build(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Give the value."""
        return {"zh": tuple(map(tuple, self.zh)), "en": tuple(map(tuple, self.en))}


class PretextShape(Shape):
    """What a caller tries to get."""

    secret: Secret
    wants: TextShape
    attempts: Annotated[list[VariantsShape], Field(min_length=ATTEMPTS, max_length=ATTEMPTS)]
    yields: VariantsShape

    def build(self) -> PretextRule:
        """Give the value."""
        return PretextRule(
            secret=self.secret,
            wants=self.wants.value(),
            attempts=tuple(one.build() for one in self.attempts),
            yields=self.yields.build(),
        )


class AnalysisShape(Shape):
    """What an analysis must mention, question by question."""

    who: MarksShape
    when: MarksShape
    where: MarksShape
    what: MarksShape
    why: MarksShape
    how: MarksShape

    def of(self, question: Question) -> MarksShape:
        """Give the marks of one question."""
        found: MarksShape = getattr(self, question)
        return found


class GrievanceShape(Shape):
    """What a customer complains about."""

    demand: TextShape
    tell: VariantsShape
    history: Annotated[list[TextShape], Field(min_length=3, max_length=6)]
    analysis: AnalysisShape

    def build(self) -> GrievanceRule:
        """Give the value."""
        return GrievanceRule(
            demand=self.demand.value(),
            tell=self.tell.build(),
            history=tuple(one.value() for one in self.history),
            analysis={question: self.analysis.of(question).build() for question in QUESTIONS},
        )


class SecondShape(Shape):
    """A second, unrelated problem."""

    tell: VariantsShape
    symptom: TextShape
    marks: MarksShape

    def build(self) -> SecondRule:
        """Give the value."""
        return SecondRule(tell=self.tell.build(), symptom=self.symptom.value(), marks=self.marks.build())
