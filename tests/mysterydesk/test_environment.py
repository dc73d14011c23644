"""Can a program take the same drills, seeing no more than a person and getting the same scorecard?"""

import json
import sys
from collections.abc import Mapping
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from mysterydesk import attempts, shelf
from mysterydesk.environment import DAY, Environment
from mysterydesk.errors import WorldError
from mysterydesk.scores import score_attempt
from scenarios.draw import draw_case
from scoring.scorecard import as_data
from simulator.drill import Attempt, open_attempt, step
from simulator.move import MOVES, Refusal
from simulator.solve import solve

SCENARIO = "S006-one-till-broken"


def _ideal(handbook: str, seed: int) -> tuple[Attempt, list[tuple[str, Mapping[str, Any]]]]:
    case = draw_case(shelf.scenario(SCENARIO), shelf.handbook(handbook), shelf.world(), seed, "zh", day=DAY)
    desk = attempts.desk_for(case)
    attempt = open_attempt(desk, case.id, "practice", case.submitted_at)
    moves: list[tuple[str, Mapping[str, Any]]] = []
    for number, timed in enumerate(solve(desk, case.submitted_at), start=1):
        done = step(attempt, timed.move, case.submitted_at + number * timedelta(seconds=10))
        assert not isinstance(done, Refusal)
        attempt = done[0]
        moves.append((timed.move.kind, timed.move.fields))
    return attempt, moves


@pytest.mark.parametrize("handbook", ["STD", "DSK"])
def test_the_same_moves_give_a_program_the_scorecard_of_a_person(handbook: str) -> None:
    played, moves = _ideal(handbook, 3)
    desk = Environment(handbook, "zh")
    seen = desk.reset(3, SCENARIO)
    for kind, fields in moves:
        assert kind in seen["moves"]
        seen = desk.step(kind, **fields)
        assert seen["refused"] is None
    assert seen["over"] is True
    assert desk.scorecard() == as_data(score_attempt(played))
    assert desk.scorecard()["verdict"] == "pass"


def test_what_is_seen_tells_no_more_than_the_page_does() -> None:
    """Neither a fact before it is told, nor the cause, nor how the customer feels, nor what is still to come."""
    desk = Environment("STD", "zh")
    seen = desk.reset(3, SCENARIO)
    case = draw_case(shelf.scenario(SCENARIO), shelf.handbook("STD"), shelf.world(), 3, "zh", day=DAY)
    hidden = {fact.value for fact in case.facts if fact.disclosure != "open"}
    assert case.fact("impact_scope") is not None
    for kind, fields in (
        ("say", {"text": "您好，我是技术支持小罗，让您着急了。"}),
        ("check", {"check": "read_till_log"}),
    ):
        text = json.dumps(seen, ensure_ascii=False)
        assert not [value for value in hidden if value in text]
        for word in (
            "true_cause",
            "frustration",
            "mood",
            "band",
            "reading",
            "agenda",
            "fitness",
            "advises",
            "manner",
        ):
            assert f'"{word}"' not in text
        assert case.true_cause not in text
        seen = desk.step(kind, **fields)
        assert seen["refused"] is None


def test_a_ringing_phone_is_all_that_is_known_before_it_is_taken() -> None:
    desk = Environment("DSK", "en")
    seen = desk.reset(3, SCENARIO)
    assert [one["kind"] for one in seen["lines"]] == ["call.rung"]
    seen = desk.step("answer_call")
    assert [one["kind"] for one in seen["lines"]] == ["ticket.submitted", "call.rung", "call.answered"]


def test_a_refused_move_says_why_and_changes_nothing() -> None:
    desk = Environment("STD", "zh")
    before = desk.reset(3, SCENARIO)
    seen = desk.step("priority", level="P9")
    assert seen["refused"] == {"code": "no_such_priority", "level": "P9"}
    assert {name: seen[name] for name in before} == before


def test_the_same_seed_is_the_same_case_and_other_seeds_reach_every_scenario() -> None:
    desk = Environment("STD", "en")
    assert desk.reset(11) == desk.reset(11)
    assert {
        Environment("STD", "en").scenarios[seed % len(desk.scenarios)] for seed in range(len(desk.scenarios))
    } == {*desk.scenarios}


def test_each_desk_has_the_moves_of_its_own_manual_alone() -> None:
    plain = set(Environment("STD", "zh").reset(1, SCENARIO)["moves"])
    dsk = set(Environment("DSK", "zh").reset(1, SCENARIO)["moves"])
    assert plain < dsk <= set(MOVES)
    assert "event_row" in dsk - plain


@pytest.mark.parametrize("call", ["observe", "scorecard"])
def test_before_a_case_is_open_there_is_nothing_to_see(call: str) -> None:
    with pytest.raises(WorldError) as fault:
        getattr(Environment("STD", "zh"), call)()
    assert fault.value.code == "not_reset"


def test_an_unknown_scenario_is_named_with_the_known_ones() -> None:
    with pytest.raises(WorldError) as fault:
        Environment("STD", "zh").reset(1, "S999-none")
    assert fault.value.code == "no_such_scenario"
    assert SCENARIO in str(fault.value.params["known"])


def test_the_example_takes_drills_and_knowing_nothing_does_not_pass(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(root / "examples"))
    agent = import_module("agent")
    monkeypatch.setattr(sys, "argv", ["agent.py", "--seeds", "2", "--lang", "zh"])
    agent.main()
    rows = capsys.readouterr().out.splitlines()
    assert len(rows) == 2
    assert not any(" pass " in row for row in rows)
