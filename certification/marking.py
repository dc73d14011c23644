"""How many points does an answered paper get?

One point an item, all or nothing. Answers come from a browser and may be anything; what is no answer is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from certification.form import ExamForm, Place
from certification.item import CHOOSE, ItemId, OptionId, QuestionId, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedItem:
    """One item, marked.

    Attributes:
        question: Question it was shown as.
        item: Item in the form.
        topic: Cell of the blueprint.
        chosen: What was chosen, as the author's option ids; empty when nothing usable was answered.
        correct: Whether it gets its point.
    """

    question: QuestionId
    item: ItemId
    topic: Topic
    chosen: tuple[OptionId, ...]
    correct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicScore:
    """Points of one topic."""

    topic: Topic
    points: int
    possible: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A marked paper.

    Attributes:
        form: Digest of the form.
        items: In the order of the paper.
        points: Points reached.
        possible: Points that could be reached.
        cut: Points that pass, as pinned with the form.
        topics: Points by topic, in the order of the paper.
    """

    form: str
    items: tuple[MarkedItem, ...]
    points: int
    possible: int
    cut: int
    topics: tuple[TopicScore, ...]

    @property
    def passed(self) -> bool:
        """Whether the points reach the cut."""
        return self.points >= self.cut


def mark(form: ExamForm, answers: object) -> Marked:
    """Mark a paper.

    Args:
        form: The frozen form.
        answers: Question id -> letter, or list of letters; whatever else a stranger sends is marked wrong.
    """
    given = answers if isinstance(answers, Mapping) else {}
    items = tuple(_marked(place, given.get(place.question)) for place in form.places)
    return Marked(
        form=form.digest,
        items=items,
        points=sum(one.correct for one in items),
        possible=form.possible,
        cut=form.cut,
        topics=_by_topic(items),
    )


def _marked(place: Place, answer: object) -> MarkedItem:
    chosen = _chosen(place, answer)
    item = place.item
    in_any_order = CHOOSE[item.kind] != "order"
    right = sorted(chosen) == sorted(item.key) if in_any_order else chosen == item.key
    return MarkedItem(question=place.question, item=item.id, topic=item.topic, chosen=chosen, correct=right)


def _chosen(place: Place, answer: object) -> tuple[OptionId, ...]:
    """Read letters as option ids; one that is unknown or named twice spoils the whole answer."""
    letters = [answer] if isinstance(answer, str) else answer
    if not isinstance(letters, list | tuple) or not all(isinstance(one, str) for one in letters):
        return ()
    shown = place.by_letter()
    if len(set(letters)) != len(letters) or not set(letters) <= set(shown):
        return ()
    return tuple(shown[letter] for letter in letters)


def _by_topic(items: tuple[MarkedItem, ...]) -> tuple[TopicScore, ...]:
    topics = dict.fromkeys(one.topic for one in items)
    return tuple(
        TopicScore(
            topic=topic,
            points=sum(one.correct for one in items if one.topic == topic),
            possible=sum(one.topic == topic for one in items),
        )
        for topic in topics
    )
