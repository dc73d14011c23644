"""What have candidates answered, unit by unit, in the papers that are over?

One row a try, one column a unit of the bank; what was not on somebody's paper is told apart from what was left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from certification.form import form_from_json
from certification.item import Item
from certification.marking import MarkedItem, mark
from certification.pool import PARTS
from mysterydesk.exams import levels
from mysterydesk.exams.record import ANSWERED, PREFIX, ExamTry, read_exam, stream_of
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Digest

FEWEST = 30
"""Answers below which no share right is shown (PSYCHOMETRICS 5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One paper that is over.

    Attributes:
        exam: Its try.
        items: Unit -> its item, marked.
        shown: Unit -> its item, whole.
        seconds: Unit -> time until its answers were saved, absences left out.
    """

    exam: ExamTry
    items: Mapping[str, MarkedItem]
    shown: Mapping[str, Item]
    seconds: Mapping[str, float]

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
            spent = _spent(store, exam)
            asked = {str(place.question): unit for place, unit in zip(form.places, units, strict=True)}
            yield Answered(
                exam=exam,
                items=dict(zip(units, mark(form, exam.answers).items, strict=True)),
                shown={unit: place.item for place, unit in zip(form.places, units, strict=True)},
                seconds={asked[question]: time for question, time in spent.items() if question in asked},
            )


def _spent(store: Store, exam: ExamTry) -> Mapping[str, float]:
    """Give the time that led to the answers of each question; a pause longer than an absence is no work on it."""
    longest = levels.time_rule(levels.pinned(store, exam.plan)).away_after
    spent: dict[str, float] = {}
    events = store.events.read(stream_of(exam.id))
    for before, one in pairwise(events):
        if one.kind == ANSWERED and one.at - before.at <= longest:
            question = str(one.body["question"])
            spent[question] = spent.get(question, 0.0) + (one.at - before.at).total_seconds()
    return spent


def is_template(unit: str) -> bool:
    """Tell whether a unit draws its figures anew for each paper.

    >>> is_template("STD:sla.a"), is_template("STD:I-001")
    (True, False)
    """
    return unit.partition(":")[2].partition(".")[0] in PARTS


def shares_right(store: Store, level: str = "") -> Mapping[str, tuple[float, int]]:
    """Give the share right of each unit with at least 30 answers, and of how many."""
    counts: dict[str, list[bool]] = {}
    for one in answered(store, level):
        for unit, item in one.items.items():
            counts.setdefault(unit, []).append(item.correct)
    return {unit: (sum(found) / len(found), len(found)) for unit, found in counts.items() if len(found) >= FEWEST}
