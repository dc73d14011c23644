"""A ticket that came from another line is judged for what was the trainee's to do, and for nothing before it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import pytest

from mysterydesk import shelf, validating
from mysterydesk.attempts import desk_for
from mysterydesk.scores import rubric_for
from policy.text import Lang
from scenarios.draw import draw_case
from scoring.scorecard import Scorecard
from scoring.validate.exam_room import Trial, prepared, replayed
from scoring.validate.nulls import NULLS, play_null
from simulator.drill import Attempt, step
from simulator.move import Move, Refusal
from simulator.player import TimedMove

WALL = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)


@lru_cache(maxsize=8)
def later(scenario: str, seed: int, lang: Lang, handbook: str = "STD") -> Trial:
    name = next(one for one in shelf.scenarios() if one.startswith(scenario))
    book = shelf.handbook(handbook)
    case = draw_case(shelf.scenario(name), book, shelf.world(), seed=seed, lang=lang, day=date(2026, 3, 10))
    return prepared(desk_for(case), rubric_for(book), WALL)


def verdicts(card: Scorecard) -> Mapping[str, str]:
    return {one.code: one.verdict for one in card.findings}


@dataclass(frozen=True)
class Unlike:
    """How a handling differs from the ideal one."""

    skips: tuple[str, ...] = ()
    first: tuple[Move, ...] = ()


def played(trial: Trial, how: Unlike) -> Attempt:
    """Play the ideal moves but for some kinds, after some other moves; a refused one changes nothing."""
    attempt, wall = trial.opened(), WALL
    moves = [TimedMove(wall=WALL, move=one) for one in how.first]
    for one in (*moves, *(one for one in trial.ideal if one.move.kind not in how.skips)):
        wall += timedelta(seconds=10)
        result = step(attempt, one.move, wall)
        if not isinstance(result, Refusal):
            attempt = result[0]
    return attempt


@pytest.mark.parametrize("handbook", shelf.HANDBOOKS)
@pytest.mark.parametrize("scenario", ["S025", "S081"])
def test_the_ideal_at_a_later_line_reaches_full_marks_under_every_manual(scenario: str, handbook: str) -> None:
    trial = later(scenario, 3, "zh", handbook)
    card = trial.scored(replayed(trial.opened(), trial.ideal))
    assert (card.verdict, card.total) == ("pass", (100.0, 100.0))


@pytest.mark.parametrize("scenario", ["S025", "S081"])
@pytest.mark.parametrize("null", sorted(NULLS))
def test_nobody_passes_at_a_later_line_who_knows_nothing(scenario: str, null: str) -> None:
    trial = later(scenario, 3, "zh")
    assert trial.scored(play_null(trial, null, validating.sentences())).verdict == "fail"


def test_only_the_trainees_own_clocks_are_judged_and_first_lines_work_earns_nothing() -> None:
    trial = later("S081", 3, "zh")
    found = verdicts(trial.scored(replayed(trial.opened(), trial.ideal)))
    assert {name for name in found if name.startswith("clock.")} == {"clock.t2_start", "clock.t2_unsolved_escalate"}
    assert not {"issue_fields", "customer_fields", "ticket_created", "kb_first", "priority_set"} & set(found)
    dug = later("S025", 3, "zh")
    inherited = verdicts(dug.scored(replayed(dug.opened(), dug.ideal)))
    assert "clock.t2_start" not in inherited, "a colleague began, before the trainee came"


def test_a_poor_handover_worked_on_without_a_word_is_found() -> None:
    trial = later("S081", 3, "zh")
    ideal = verdicts(trial.scored(replayed(trial.opened(), trial.ideal)))
    assert (ideal["handover_settled"], ideal["priority_right"]) == ("met", "met")
    blind = verdicts(trial.scored(played(trial, Unlike(skips=("field", "priority")))))
    assert (blind["handover_settled"], blind["priority_right"]) == ("not_met", "not_met")
    good = later("S025", 3, "zh")
    assert "handover_settled" not in verdicts(good.scored(replayed(good.opened(), good.ideal)))


def test_sending_back_is_right_for_a_poor_handover_and_wrong_for_a_whole_one() -> None:
    back = (Move(kind="send_back", fields={"text": "补一下"}), Move(kind="wait", fields={"seconds": 1200}))
    poor, whole = later("S081", 3, "zh"), later("S025", 3, "zh")
    assert verdicts(poor.scored(played(poor, Unlike(first=back))))["sent_back"] == "met"
    assert verdicts(whole.scored(played(whole, Unlike(first=back))))["sent_back"] == "not_met"


def test_a_limit_that_the_trainee_dug_through_is_the_trainees_and_one_broken_before_is_nobodys() -> None:
    trial = later("S025", 3, "zh")
    late = (Move(kind="wait", fields={"seconds": 2400}),)
    assert verdicts(trial.scored(played(trial, Unlike(first=late))))["clock.t2_unsolved_escalate"] == "not_met"


def test_whoever_never_reports_back_or_escalates_what_is_own_is_found() -> None:
    trial = later("S081", 3, "zh")
    silent = verdicts(trial.scored(played(trial, Unlike(skips=("hand_in",)))))
    assert silent["reported_back"] == "not_met"
    passed = (Move(kind="escalate", fields={"to": "T3", "symptom": "慢", "done": "看过灯", "ask": "何时好"}),)
    assert verdicts(trial.scored(played(trial, Unlike(first=passed))))["kept_later_line"] == "not_met"


def test_the_risky_step_without_its_risk_and_the_closing_on_a_stopgap_are_found() -> None:
    trial = later("S081", 3, "zh")
    blind = verdicts(trial.scored(played(trial, Unlike(skips=("explain",)))))
    assert blind.get("risk_explained", "not_met") != "met"
    early = (Move(kind="act", fields={"action": "use_own_copies"}), *(Move(kind=one) for one in ("resolve", "close")))
    card = trial.scored(
        played(trial, Unlike(first=early, skips=tuple({one.move.kind for one in trial.ideal} - {"finish"})))
    )
    assert card.verdict == "fail"
    assert verdicts(card)["closed_uncured"] == "not_met"


@pytest.mark.parametrize("handbook", ["STD", "DSK"])
def test_third_line_joins_solves_and_reports_inside_its_own_targets(handbook: str) -> None:
    """The same history one line further: two lines had it, and the core is third line's to mend."""
    book = shelf.handbook(handbook)
    scenario = replace(shelf.scenario("S025-posting-stands-still"), seat="T3", colleagues={})
    case = draw_case(scenario, book, shelf.world(), seed=2, lang="zh", day=date(2026, 3, 10))
    trial = prepared(desk_for(case), rubric_for(book), WALL)
    card = trial.scored(replayed(trial.opened(), trial.ideal))
    assert (card.verdict, card.total) == ("pass", (100.0, 100.0))
    own = {name for name in verdicts(card) if name.startswith("clock.")}
    assert own == ({"clock.t3_join", "clock.t3_solution"} if handbook == "STD" else set())
    assert trial.scored(play_null(trial, "silent", validating.sentences())).verdict == "fail"
