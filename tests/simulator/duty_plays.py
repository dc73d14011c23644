"""Attempts under the four other manuals that make every move of theirs."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from policy.text import Lang
from simulator.drill import Attempt, step
from simulator.move import Move, Refusal
from simulator.repair import after_all, plan
from simulator.state import Desk
from tests.simulator.conftest import drawn
from tests.simulator.desks import begin
from tests.simulator.ideals import Ideal
from tests.simulator.test_drill import STEP

OWN_HANDBOOKS = ("ASC", "SMO", "DSK", "NET")

Moves = tuple[tuple[str, Mapping[str, str | int]], ...]

GREETING: Mapping[Lang, str] = {
    "zh": "您好，我是小何，请问是什么现象？",
    "en": "Hello, this is Dan. What do you see?",
}

GREET: tuple[str, Mapping[str, str | int]] = ("say", {})
"""Words of greeting in the language of the case."""

MADE: Mapping[str, Moves] = {
    "ASC": (
        GREET,
        ("route", {"group": "software", "text": "x"}), ("acknowledge", {}), ("tell_number", {"text": "TS?"}),
        ("log", {"text": "x", "recorded_time": "2026-11-23T10:00:00+08:00"}),
        ("dispatch", {"tools": "测线仪、网线", "tasks": "x", "when": "y"}), ("wait", {"seconds": 5 * 3600}),
        ("sign_off", {"text": "x"}), ("ask_rating", {"text": "x"}), ("wait", {"seconds": 1800}),
        ("try_contact", {"channel": "email", "text": "x"}),
        ("escalate", {"to": "T2", "symptom": "x", "done": "", "ask": ""}), ("wait", {"seconds": 3600}),
    ),
    "SMO": (
        GREET,
        ("fault_report", {"occurred_at": "x", "place": "y", "symptom": "z", "impact": "w"}),
        ("try_contact", {"channel": "email", "text": "x"}),
    ),
    "DSK": (
        ("forward_call", {"to": "x"}), ("wait", {"seconds": 60}), GREET,
        ("event_row", {"category": "x", "text": "y"}), ("route", {"group": "liaison"}), ("liaison", {"text": "x"}),
        ("chain", {"level": 2, "text": "x"}), ("chain", {"level": "3", "text": "x"}), ("wait", {"seconds": 3600}),
        ("dispatch", {"tools": "", "tasks": "x"}), ("wait", {"seconds": 6 * 3600}),
        ("update_asset", {"asset": "x", "text": "y"}), ("inspection_plan", {"department": "x", "text": "y"}),
        ("inspection_report", {"text": "x", "changes": "y"}), ("prevent", {"text": "x"}),
        ("event_row", {"category": "x", "text": "y", "result": "z"}),
        ("try_contact", {"channel": "fax", "text": "x"}),
    ),
    "NET": (
        ("answer_call", {}), GREET, ("scope", {"verdict": "in", "text": ""}), ("tag", {"tags": "x，y, x"}),
        ("scope", {"verdict": "out", "text": "x"}), ("try_contact", {"channel": "phone", "text": "x"}),
    ),
}  # fmt: skip
"""Moves of each manual, one after the other; what its desk has beside waits for what the case offers."""


def desk_under(handbook: str, lang: Lang = "zh", scenario: str = "S006", seed: int = 3, **changes: object) -> Desk:
    """Draw a case under a manual, and change some of its fields."""
    desk = drawn(scenario, seed, lang, handbook)
    return replace(desk, case=replace(desk.case, **changes)) if changes else desk  # type: ignore[arg-type]


def cured(attempt: Attempt) -> Attempt:
    """Give the attempt as it stands once everything works, whoever brought it about."""
    model, system = attempt.desk.case.fault_model, attempt.state.system
    todo = plan(model, system, attempt.desk.handbook.tiers[-1].solves)
    assert todo is not None
    return replace(attempt, state=replace(attempt.state, system=after_all(todo, system)))


@lru_cache(maxsize=8)
def every_duty(handbook: str, lang: Lang) -> Ideal:
    """Play the moves of a manual and end, once."""
    desk = desk_under(handbook, lang)
    attempt = begin(desk)
    for kind, fields in (*MADE[handbook], ("finish", {})):
        said = {"text": GREETING[lang]} if (kind, fields) == GREET else fields
        done = step(attempt, Move(kind=kind, fields=said), attempt.state.wall + STEP)
        assert not isinstance(done, Refusal), (kind, done)
        attempt = done[0]
    return Ideal(desk=desk, moves=(), attempt=attempt)
