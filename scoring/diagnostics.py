"""How was a ticket handled, in figures that carry no points?

They help a person to see why something went as it did, and never decide: a short message is not a bad one.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Literal

from policy.text import Lang
from scoring.words import SPOKEN, Words, words_of
from sla.timeline import Event, Timeline

CODES = (
    "first_word", "longest_wait", "held", "messages", "message_length", "questions", "asked_again", "checks",
    "actions", "articles", "searches", "urged", "unread",
)  # fmt: skip
"""Every figure, in the order in which they are shown."""

Unit = Literal["s", "n", "chars"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One figure.

    Attributes:
        code: The catalogue has `diagnostic.<code>`.
        value: The figure.
        unit: Seconds, a count, or characters.
    """

    code: str
    value: int
    unit: Unit


def diagnostics(timeline: Timeline, lang: Lang) -> tuple[Diagnostic, ...]:
    """Give the figures of a handling that has any words; what never came up is left out.

    Args:
        timeline: Its events.
        lang: Language of the case.
    """
    words = words_of(timeline, lang)
    found = (one(timeline, words) for one in _FIGURES)
    return tuple(one for one in found if one is not None)


def _span(code: str, span: timedelta) -> Diagnostic:
    return Diagnostic(code=code, value=span // timedelta(seconds=1), unit="s")


def _count(code: str, value: int) -> Diagnostic:
    return Diagnostic(code=code, value=value, unit="n")


def _first_word(timeline: Timeline, words: Words) -> Diagnostic | None:
    return _span("first_word", words[0].event.at - timeline[0].at) if words else None


def _longest_wait(timeline: Timeline, _words: Words) -> Diagnostic | None:
    """Give the longest time that a message of the customer waited for a word."""
    waits: list[timedelta] = []
    since: Event | None = None
    for event in timeline:
        if event.kind == "customer.msg":
            since = since or event
        elif since is not None and event.actor == "trainee" and event.kind in SPOKEN and event.fields.get("text"):
            waits.append(event.at - since.at)
            since = None
    return _span("longest_wait", max(waits)) if waits else None


def _held(timeline: Timeline, _words: Words) -> Diagnostic | None:
    total, since = timedelta(), None
    for event in timeline:
        if event.kind == "call.held":
            since = event.at
        elif event.kind == "call.resumed" and since is not None:
            total, since = total + (event.at - since), None
    return _span("held", total) if total else None


def _messages(_timeline: Timeline, words: Words) -> Diagnostic | None:
    return _count("messages", len(words)) if words else None


def _length(_timeline: Timeline, words: Words) -> Diagnostic | None:
    if not words:
        return None
    return Diagnostic(code="message_length", value=round(median(len(one.text) for one in words)), unit="chars")


def _asked(_timeline: Timeline, words: Words) -> Counter[str]:
    return Counter(slot for word in words for slot in {act.slot for act in word.acts("ask")})


def _questions(timeline: Timeline, words: Words) -> Diagnostic | None:
    asked = _asked(timeline, words)
    return _count("questions", asked.total()) if asked else None


def _repeated(timeline: Timeline, words: Words) -> Diagnostic | None:
    """Count what was asked in more than one message."""
    again = sum(1 for slot, times in _asked(timeline, words).items() if slot and times > 1)
    return _count("asked_again", again) if again else None


def _of(code: str, *kinds: str) -> "Figure":
    def count(timeline: Timeline, _words: Words) -> Diagnostic | None:
        n = sum(1 for one in timeline if one.kind in kinds and one.actor in {"trainee", "customer"})
        return _count(code, n) if n else None

    return count


def _unread(_timeline: Timeline, words: Words) -> Diagnostic | None:
    blurred = sum(1 for one in words if one.blurred)
    return _count("unread", blurred) if blurred else None


Figure = Callable[[Timeline, Words], Diagnostic | None]
_FIGURES: tuple[Figure, ...] = (
    _first_word,
    _longest_wait,
    _held,
    _messages,
    _length,
    _questions,
    _repeated,
    _of("checks", "check.run"),
    _of("actions", "action.executed"),
    _of("articles", "kb.opened"),
    _of("searches", "kb.search"),
    _of("urged", "chase.received"),
    _unread,
)
