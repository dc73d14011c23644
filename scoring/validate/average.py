"""What does a trainee of the middle do, who knows the job and forgets a few things? (VALIDITY G5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import Field

from policy.document import Plain, read_document
from policy.problem import Problems, in_order, problem
from policy.shape import Shape, shaped
from policy.text import Lang
from scenarios.fill import fill
from scoring.validate.exam_room import AWAIT_S, MOST_WAITS, Trial
from simulator.drill import Attempt, step
from simulator.move import MOVES, Move, Refusal
from simulator.player import BETWEEN
from sla.timeline import Event

OWN = ("record", "await", "chase")
"""Steps that are no moves."""

LISTENS = 3
"""Answers waited for after a word."""

Value = Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """One handling written by hand.

    Attributes:
        scenario: What it is a handling of.
        steps: Kind of each step with its value as authored.
    """

    scenario: str
    steps: tuple[tuple[str, Value], ...]


class AverageShape(Shape):
    """The whole file."""

    average: dict[str, list[object]] = Field(min_length=1)


def parse_average(text: str, source: str) -> tuple[Mapping[str, Handling] | None, Problems]:
    """Read the handlings, or every problem with its line."""
    document, unread = read_document(text, source)
    if document is None:
        return None, unread
    whole, problems = shaped(AverageShape, document.value, document, ())
    if whole is None or unread:
        return None, in_order((*unread, *problems))
    found: list[Handling] = []
    wrong = []
    for scenario, raw in whole.average.items():
        steps: list[tuple[str, Value]] = []
        for index, one in enumerate(raw):
            kind, value = (one, None) if isinstance(one, str) else _pair(one)
            if kind not in MOVES and kind not in OWN:
                known = " ".join((*MOVES, *OWN))
                line = document.line(("average", scenario, index))
                wrong.append(problem(source, line, "unknown_value", field=kind, expected=known))
            steps.append((kind, value))
        found.append(Handling(scenario=scenario, steps=tuple(steps)))
    return (None, in_order(wrong)) if wrong else ({one.scenario: one for one in found}, ())


def _pair(one: object) -> tuple[str, Value]:
    if isinstance(one, Mapping) and len(one) == 1:
        kind, value = next(iter(one.items()))
        return str(kind), value
    return "", None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A step that the desk refused.

    Attributes:
        kind: Its move.
        code: Why, as the desk names it.
    """

    kind: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A handling that was played.

    Attributes:
        attempt: What became of it.
        refused: Steps that the desk refused, in order.
    """

    attempt: Attempt
    refused: tuple[Refused, ...]


@dataclass(slots=True, kw_only=True)
class _Hand:
    """Plays a handling; what changes is the attempt, and what the desk refused."""

    trial: Trial
    attempt: Attempt
    refused: list[Refused] = field(default_factory=list)

    @property
    def lang(self) -> Lang:
        return self.trial.lang

    def do(self, kind: str, **fields: str | int) -> None:
        """Make a move; what the desk refuses, an average trainee lets be, and it is told."""
        wall = self.attempt.state.wall + BETWEEN
        result = step(self.attempt, Move(kind=kind, fields=fields), wall)
        if isinstance(result, Refusal):
            self.refused.append(Refused(kind=kind, code=result.code))
        else:
            self.attempt = result[0]

    def listen(self) -> None:
        for _ in range(LISTENS):
            if any(due.what == "customer" for due in self.attempt.state.agenda):
                self.do("wait", seconds=0)

    def said(self, value: Value) -> str:
        """Give a text in the language of the case, with the customer's own values."""
        text = value.get(self.lang, "") if isinstance(value, Mapping) else value
        facts = {one.slot: one.value for one in self.trial.desk.case.facts}
        return fill(str(text), facts)


def play_average(trial: Trial, handling: Handling) -> Played:
    """Let the average trainee handle a case, and finish."""
    hand = _Hand(trial=trial, attempt=trial.opened())
    for kind, value in handling.steps:
        _step(hand, kind, value)
    hand.do("finish")
    return Played(attempt=hand.attempt, refused=tuple(hand.refused))


def _step(hand: _Hand, kind: str, value: Value) -> None:
    if kind == "record":
        _record(hand, value)
    elif kind == "await":
        _await(hand)
    elif kind == "chase":
        _chase(hand, value)
    elif kind in {"check", "act"}:
        for name in _names(hand, value):
            hand.do(kind, **{kind if kind == "check" else "action": name})
            hand.listen()
    else:
        hand.do(kind, **_fields(hand, kind, value))
        if "text" in MOVES[kind]:
            hand.listen()


def _fields(hand: _Hand, kind: str, value: Value) -> dict[str, str | int]:
    if isinstance(value, Mapping) and not {"zh", "en"} <= set(value):
        return {str(name): hand.said(one) for name, one in value.items()}
    names = MOVES[kind]
    if not names:
        return {}
    return {names[0]: value if isinstance(value, int) else hand.said(value)}


def _names(hand: _Hand, value: Value) -> tuple[str, ...]:
    if value == "cure":
        return hand.trial.key.cures.get(hand.trial.desk.case.seat, ())
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()


def _record(hand: _Hand, value: Value) -> None:
    """Write down what has been told, by whatever name the form asks for it."""
    form = hand.trial.desk.handbook.intake
    wanted = [str(one) for one in value] if isinstance(value, list | tuple) else []
    for fact in hand.trial.desk.case.facts:
        if fact.disclosure == "open" or fact.slot in hand.attempt.state.told:
            for one in form:
                if one.fact == fact.slot and (value == "all" or one.name in wanted):
                    hand.do("field", name=one.name, value=fact.value)


def _chase(hand: _Hand, value: Value) -> None:
    """Send a ticket back with what the customer saw, unless it works."""
    ticket, text = hand.attempt.state.ticket, hand.said(value)
    if not ticket.verified:
        hand.do("escalate", to=ticket.tier, symptom=text, done=text, ask=text)


def _await(hand: _Hand) -> None:
    """Wait until another line gives one more fix than before."""
    before = len(_fixes(hand.attempt))
    for _ in range(MOST_WAITS):
        if len(_fixes(hand.attempt)) > before or hand.attempt.state.ticket.verified:
            return
        hand.do("wait", seconds=AWAIT_S)


def _fixes(attempt: Attempt) -> tuple[Event, ...]:
    return tuple(one for one in attempt.events if one.kind == "fix.provided" and one.actor != "trainee")
