"""What exists around a case: products, their functions and versions, the knowledge base?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from policy.text import Text

SECTIONS = ("problem", "applies", "steps", "cautions")
"""The four sections of a knowledge article (STD-5b.2.content)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownIssue:
    """A defect that the product team has published."""

    id: str
    versions: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One fictional product, or a group of the customer's own equipment that the desk looks after.

    Attributes:
        functions: Business functions by id, e.g. `take_card_payment`.
        versions: Newest last.
        kind: Whether we make it, or the customer brought it along.
        notes: Features, history and differences to competitors, for lessons and the theory paper.
    """

    id: str
    name: Text
    about: Text
    functions: Mapping[str, Text]
    versions: tuple[str, ...]
    known_issues: tuple[KnownIssue, ...]
    notes: tuple[Text, ...] = ()
    kind: Literal["product", "equipment"] = "product"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of the knowledge base.

    Attributes:
        id: e.g. `KB-0142`.
        sections: The four of `SECTIONS`.
        versions: Product versions it was written for; empty means all.
        updated: Day of its last revision.
        fitness: Hidden: `sound`, `outdated` or `misleading`; never shown to a trainee before the end.
        advises: Hidden: actions that its steps amount to, as `scenario/action`.
    """

    id: str
    product: str
    title: Text
    sections: Mapping[str, Text]
    keywords: tuple[Text, ...]
    versions: tuple[str, ...]
    updated: date
    fitness: Literal["sound", "outdated", "misleading"] = "sound"
    advises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything that cases share.

    Attributes:
        products: By id.
        articles: By id.
        digest: sha256 of the whole content.
    """

    products: Mapping[str, Product]
    articles: Mapping[str, Article]
    digest: str
