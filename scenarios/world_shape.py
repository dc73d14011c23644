"""What shape must an authored product or knowledge article have?"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, Strict

from policy.shape import Shape, TextShape, Words
from scenarios.fault_shape import Name
from scenarios.world import Article, KnownIssue, Product


class KnownIssueShape(Shape):
    """A published defect."""

    id: Words
    versions: Annotated[list[Words], Field(min_length=1)]
    text: TextShape


class ProductShape(Shape):
    """A product file."""

    format: Literal["product/1"]
    id: Name
    kind: Literal["product", "equipment"] = "product"
    name: TextShape
    about: TextShape
    functions: Annotated[dict[Name, TextShape], Field(min_length=1)]
    versions: Annotated[list[Words], Field(min_length=1)]
    known_issues: list[KnownIssueShape] = Field(default_factory=list)
    notes: list[TextShape] = Field(default_factory=list)

    def build(self) -> Product:
        """Give the value."""
        issues = (
            KnownIssue(id=one.id, versions=tuple(one.versions), text=one.text.value()) for one in self.known_issues
        )
        return Product(
            id=self.id,
            name=self.name.value(),
            about=self.about.value(),
            functions={key: one.value() for key, one in self.functions.items()},
            versions=tuple(self.versions),
            kind=self.kind,
            known_issues=tuple(issues),
            notes=tuple(one.value() for one in self.notes),
        )


class SectionsShape(Shape):
    """The four sections of an article (STD-5b.2.content), none empty."""

    problem: TextShape
    applies: TextShape
    steps: TextShape
    cautions: TextShape


class ArticleShape(Shape):
    """An article file."""

    format: Literal["article/1"]
    id: Annotated[str, Field(pattern=r"^KB-[0-9]{4}$")]
    product: Name
    title: TextShape
    sections: SectionsShape
    keywords: Annotated[list[TextShape], Field(min_length=1)]
    versions: list[Words] = Field(default_factory=list)
    updated: Annotated[date, Strict(strict=False)]
    fitness: Literal["sound", "outdated", "misleading"] = "sound"
    advises: list[Annotated[str, Field(pattern=r"^S[0-9]{3}-[a-z0-9-]+/[a-z][a-z0-9_]*$")]] = Field(
        default_factory=list
    )

    def build(self) -> Article:
        """Give the value."""
        parts = self.sections
        return Article(
            id=self.id,
            product=self.product,
            title=self.title.value(),
            sections={
                "problem": parts.problem.value(),
                "applies": parts.applies.value(),
                "steps": parts.steps.value(),
                "cautions": parts.cautions.value(),
            },
            keywords=tuple(one.value() for one in self.keywords),
            versions=tuple(self.versions),
            updated=self.updated,
            fitness=self.fitness,
            advises=tuple(self.advises),
        )
