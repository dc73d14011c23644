"""What does a document for an auditor hold: chapters of paragraphs and tables, in one language?"""

from dataclasses import dataclass
from datetime import datetime
from itertools import chain


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One chapter: a heading, paragraphs, and a table whose first row is its head; widths are shares of the page."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A whole document.

    Attributes:
        title: Its name.
        lead: Below the title: version and date.
        chapters: In order.
        lang: BCP 47 tag of its language.
        at: Moment that it states, aware.
    """

    title: str
    lead: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    lang: str
    at: datetime

    def texts(self) -> tuple[str, ...]:
        """List every text, to be checked against the font."""
        parts = ((one.heading, *one.paragraphs, *chain.from_iterable(one.rows)) for one in self.chapters)
        return (self.title, *self.lead, *chain.from_iterable(parts))
