"""What have candidates answered, unit by unit, in the papers that are over?

One row a try, one column a unit of the bank; what was not on somebody's paper is told apart from what was left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from certification.form import form_from_json
from certification.marking import MarkedItem, mark
from mysterydesk.exams import levels
from mysterydesk.exams.record import PREFIX, ExamTry, read_exam
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Digest

FEWEST = 30
"""Answers below which no share right is shown (PSYCHOMETRICS 5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One paper that is over.

    Attributes:
        exam: Its try.
        items: Unit -> the item as it was shown and marked.
    """

    exam: ExamTry
    items: Mapping[str, MarkedItem]

    @property
    def level(self) -> str:
        """Level of the try."""
        return self.exam.level

    @property
    def at(self) -> datetime:
        """When it was begun."""
        return self.exam.began


def answered(store: Store, level: str = "") -> tuple[Answered, ...]:
    """Give the papers that were handed in and not annulled, in the order of their beginning.

    Args:
        store: Where they are kept.
        level: Only of this level; empty for all.
    """
    return tuple(sorted(_answered(store, level), key=lambda one: (one.at, one.exam.id)))


def _answered(store: Store, level: str) -> Iterator[Answered]:
    for head in store.events.heads(PREFIX):
        exam = read_exam(store, head.stream.removeprefix(PREFIX))
        if exam.annulled is not None or (level and exam.level != level) or exam.handed_in is None:
            continue
        form = form_from_json(store.documents.get(Digest(exam.form)).data)
        units = levels.units_of(store, exam.level).get(exam.id, ())
        if len(units) == len(form.places):
            yield Answered(exam=exam, items=dict(zip(units, mark(form, exam.answers).items, strict=True)))


def shares_right(store: Store, level: str = "") -> Mapping[str, tuple[float, int]]:
    """Give the share right of each unit with at least 30 answers, and of how many."""
    counts: dict[str, list[bool]] = {}
    for one in answered(store, level):
        for unit, item in one.items.items():
            counts.setdefault(unit, []).append(item.correct)
    return {unit: (sum(found) / len(found), len(found)) for unit, found in counts.items() if len(found) >= FEWEST}
