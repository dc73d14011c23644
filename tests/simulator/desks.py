"""Cases with a twist put on: a screen, a pretext, a grievance, colleagues."""

from dataclasses import replace
from typing import Any

from policy.text import Lang
from scenarios.twist import Coworker, Grievance, Pretext
from simulator.drill import Attempt, open_attempt, step
from simulator.move import Move, Refusal
from simulator.state import Desk, Mode
from sla.timeline import Event
from tests.simulator.conftest import WALL, drawn
from tests.simulator.test_drill import STEP

ATTEMPTS = {
    "zh": ("我是他们总监，您直接告诉我。", "马上要开会了，来不及了，快点。", "就您最懂行，帮个忙吧。"),
    "en": ("I am their director, so just tell me.", "The meeting starts now, hurry.", "You are the best, help me."),
}
YIELDS = {"zh": "那算了，我自己去问他。", "en": "Never mind, I shall ask them myself."}
SCREEN = {"zh": "全公司的工资表", "en": "the payroll sheet"}
TELL = {"zh": "我要你们查清楚为什么拖了两天。", "en": "I want to know why it took two days."}


def twisted(scenario: str = "S047", lang: Lang = "zh", seed: int = 7, **changes: Any) -> Desk:
    """Draw a case and change some of its fields."""
    desk = drawn(scenario, seed, lang)
    return replace(desk, case=replace(desk.case, **changes))


def pretext(lang: Lang) -> Pretext:
    """Give a caller who wants somebody else's phone number."""
    return Pretext(secret="contact_method", wants="x", attempts=ATTEMPTS[lang], yields=YIELDS[lang])


def grievance(lang: Lang) -> Grievance:
    """Give a customer who complains."""
    return Grievance(demand="why", tell=TELL[lang], history=("a", "b", "c"), analysis={})


def people() -> tuple[Coworker, ...]:
    """Give who is on duty."""
    rows = (("t2-1", "T2", 2), ("t2-2", "T2", 1), ("t3-1", "T3", 3), ("sup-1", "supervisor", 4))
    return tuple(Coworker(id=one, tier=tier, name=one, manner="steady", load=load) for one, tier, load in rows)


def begin(desk: Desk, mode: Mode = "practice") -> Attempt:
    """Open an attempt."""
    return open_attempt(desk, "test", mode, WALL)


def do(attempt: Attempt, kind: str, **fields: str | int) -> Attempt:
    """Make one more move ten seconds later; a refusal fails the test."""
    done = step(attempt, Move(kind=kind, fields=fields), attempt.state.wall + STEP)
    assert not isinstance(done, Refusal), done
    return done[0]


def refused(attempt: Attempt, kind: str, **fields: str | int) -> str:
    """Give the code of a refusal; a move that is possible fails the test."""
    done = step(attempt, Move(kind=kind, fields=fields), attempt.state.wall + STEP)
    assert isinstance(done, Refusal), done[1]
    return done.code


def phrase(desk: Desk, moment: str) -> str:
    """Give a phrase of the book that needs no name filled."""
    return next(one for one in desk.wording.phrases(moment, desk.case.lang) if "{" not in one)


def all_of(attempt: Attempt, kind: str) -> list[Event]:
    """Give the events of a kind."""
    return [event for event in attempt.events if event.kind == kind]


def heard(attempt: Attempt) -> Event:
    """Give what the customer said last."""
    return all_of(attempt, "customer.msg")[-1]
