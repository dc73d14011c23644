"""Which timelines can a generated SLA item tell, in whose words?

A timeline is data: which events, how long after each other. What is due and what was met is left to the engine.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field

from certification.generate.wording import blanks
from policy.document import Document
from policy.handbook import Handbook
from policy.problem import Problem, problem
from policy.shape import Code, Shape, Span, TextShape, parse_duration
from policy.text import Text

Asks = Literal["due", "verdict", "running"]
"""When is it due; was it met and after how long; which clock is running?"""

NOW = "now"
"""A step that is no event: the moment at which is asked."""

LINE_BLANKS = frozenset({"time", "priority"})
UNITS = ("minute", "minutes", "hour", "hours")
WORDS: Mapping[str, frozenset[str]] = {
    "met": frozenset({"span"}),
    "breached": frozenset({"span"}),
    "ask_due": frozenset({"clock"}),
    "ask_verdict": frozenset({"clock"}),
    "ask_running": frozenset(),
    "clock": frozenset({"title"}),
    "span_with_priority": frozenset({"priority", "span"}),
    "explain_due": frozenset({"clock", "event", "start", "target", "due"}),
    "explain_verdict": frozenset({"clock", "event", "start", "stop_event", "stop", "target", "due"}),
    "explain_running": frozenset({"clock", "event", "start"}),
    "day_0": frozenset({"time"}),
    "day_1": frozenset({"time"}),
    "day_2": frozenset({"time"}),
    **dict.fromkeys(UNITS, frozenset({"n"})),
}
"""Sentences of all items, and the blanks of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineStep:
    """One line of a timeline.

    Attributes:
        event: Kind of the event, a transfer with its tier (`ticket.transferred-T2`), or `now`.
        after: Fewest and most minutes since the line before.
        percent: Instead: ranges of the share of the asked clock's target that is used up then; one is drawn.
    """

    event: str
    after: tuple[int, int]
    percent: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineStem:
    """One kind of timeline.

    Attributes:
        id: Unique among the timelines.
        asks: What is asked.
        clock: Clock asked about; empty for `running`, where that is the question.
        priorities: Codes to draw from; empty for a ticket without triage in the story.
        steps: In order.
        wrong_starts: Events that people mistake for the start.
        wrong_stops: Events that people mistake for the stop.
        offered: For `running`: the clocks to choose from.
    """

    id: str
    asks: Asks
    clock: str
    priorities: tuple[str, ...]
    steps: tuple[TimelineStep, ...]
    wrong_starts: tuple[str, ...]
    wrong_stops: tuple[str, ...]
    offered: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaStems:
    """Words and figures of all SLA items.

    Attributes:
        openings: First sentences, with the blank `manual`.
        lines: Event -> its line, with the blanks `time` and `priority`.
        events: Event -> its name inside a sentence.
        words: The sentences of `WORDS`.
        rivals: Clock -> figures of other manuals that are taken for this one's.
        timelines: What can be told.
    """

    openings: tuple[Text, ...]
    lines: Mapping[str, tuple[Text, ...]]
    events: Mapping[str, Text]
    words: Mapping[str, Text]
    rivals: Mapping[str, tuple[timedelta, ...]]
    timelines: tuple[TimelineStem, ...]


Minutes = Annotated[list[Annotated[int, Field(ge=0, le=600)]], Field(min_length=2, max_length=2)]
Percents = Annotated[list[Annotated[int, Field(ge=1, le=125)]], Field(min_length=2, max_length=2)]
Texts = Annotated[list[TextShape], Field(min_length=1)]


class StepShape(Shape):
    """One line, as authored."""

    event: Code
    after: Minutes = Field(default_factory=lambda: [0, 0])
    percent: list[Percents] = Field(default_factory=list)

    def value(self) -> TimelineStep:
        """Give the frozen value."""
        return TimelineStep(
            event=self.event,
            after=(self.after[0], self.after[1]),
            percent=tuple((low, high) for low, high in self.percent),
        )


class TimelineShape(Shape):
    """One timeline, as authored."""

    id: Code
    asks: Asks
    clock: str = ""
    priorities: list[Code] = Field(default_factory=list)
    steps: Annotated[list[StepShape], Field(min_length=1)]
    wrong_starts: list[Code] = Field(default_factory=list)
    wrong_stops: list[Code] = Field(default_factory=list)
    offered: list[Code] = Field(default_factory=list)

    def value(self) -> TimelineStem:
        """Give the frozen value."""
        return TimelineStem(
            id=self.id,
            asks=self.asks,
            clock=self.clock,
            priorities=tuple(self.priorities),
            steps=tuple(one.value() for one in self.steps),
            wrong_starts=tuple(self.wrong_starts),
            wrong_stops=tuple(self.wrong_stops),
            offered=tuple(self.offered),
        )


class SlaStemsShape(Shape):
    """Words and timelines of SLA items, as authored."""

    format: Literal["sla-stems/1"]
    handbook: Code
    openings: Texts
    lines: dict[Code, Texts]
    events: dict[Code, TextShape]
    words: dict[Code, TextShape]
    rivals: dict[Code, list[Span]]
    timelines: Annotated[list[TimelineShape], Field(min_length=1)]

    def value(self) -> SlaStems:
        """Give the frozen value."""
        return SlaStems(
            openings=tuple(one.value() for one in self.openings),
            lines={event: tuple(one.value() for one in texts) for event, texts in self.lines.items()},
            events={event: one.value() for event, one in self.events.items()},
            words={name: one.value() for name, one in self.words.items()},
            rivals={
                clock: tuple(span for one in spans if (span := parse_duration(one)) is not None)
                for clock, spans in self.rivals.items()
            },
            timelines=tuple(one.value() for one in self.timelines),
        )

    def mistakes(self, document: Document, handbook: Handbook) -> Iterator[Problem]:
        """Find what the shape does not show.

        Yields:
            `missing_sentence`, `wrong_fields`, `duplicate_id`, `unknown_clock`, `unknown_priority`, `no_words`,
            `unknown_event`, each with what was found.
        """
        for path, code, got in (*_word_mistakes(self), *_timeline_mistakes(self, handbook)):
            yield problem(document.source, document.line(path), code, got=got)


Found = Iterator[tuple[tuple[str | int, ...], str, str]]


def _word_mistakes(shape: SlaStemsShape) -> Found:
    for name, wanted in WORDS.items():
        if name not in shape.words:
            yield ("words",), "missing_sentence", name
        elif blanks(shape.words[name].value()) != wanted:
            yield ("words", name), "wrong_fields", name
    for index, one in enumerate(shape.openings):
        if blanks(one.value()) != frozenset({"manual"}):
            yield ("openings", index), "wrong_fields", "manual"
    for event, texts in shape.lines.items():
        for text in texts:
            found = blanks(text.value())
            if found is None or not found <= LINE_BLANKS or "time" not in found:
                yield ("lines", event), "wrong_fields", event


def _timeline_mistakes(shape: SlaStemsShape, handbook: Handbook) -> Found:
    clocks = {str(one.name) for one in handbook.clocks}
    codes = {str(one.code) for one in handbook.priorities}
    ids = [one.id for one in shape.timelines]
    yield from ((("rivals", one), "unknown_clock", one) for one in shape.rivals if one not in clocks)
    for index, one in enumerate(shape.timelines):
        place = ("timelines", index)
        if one.id in ids[:index]:
            yield (*place, "id"), "duplicate_id", one.id
        named = one.offered if one.asks == "running" else [one.clock]
        yield from ((place, "unknown_clock", clock) for clock in named if clock not in clocks)
        yield from ((place, "unknown_priority", code) for code in one.priorities if code not in codes)
        events = [step.event for step in one.steps]
        worded = [event for event in events if event in shape.lines and (event == NOW or event in shape.events)]
        yield from ((place, "no_words", event) for event in events if event not in worded)
        mistaken = [*one.wrong_starts, *one.wrong_stops]
        yield from ((place, "unknown_event", event) for event in mistaken if event not in events)
