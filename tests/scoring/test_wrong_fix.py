"""Whoever ends a case on a mask, a way around or nothing at all does not pass, however well the rest was done."""

from itertools import product

from policy.clause import AssumptionId
from policy.handbook import Handbook
from scenarios.fault_model import after, holds_strictly, is_working, outcome, state_under
from scenarios.scenario import Scenario
from scoring.scorecard import Scorecard
from scoring.validate.exam_room import Trial
from scoring.validate.wrong_fix import (
    ASKED,
    HANDED_OVER,
    REOPENED,
    UNASKED,
    WrongEnding,
    is_let_off,
    play_wrong,
    wrong_endings,
)
from tests.scoring.conftest import GOOD, Pick, Row, Scored, added, changed, dropped, key_of, unmet, written

TEMPTING = frozenset({"masks", "works_around"})
"""What lets the customer work, so that nothing but the state of the system tells."""


def hidden(*more: Row) -> tuple[Row, ...]:
    """Hide the fault instead of removing it, and close."""
    rows = changed("action.executed", rows=GOOD, action="hide")
    return added(
        *more, rows=changed("state.changed", rows=rows, set={"filter": "all", "cache": "hidden"}, cause="hide")
    )


def failed_by(card: Scorecard) -> set[str]:
    return {one.code for one in card.gates}


def tempting(trial: Trial) -> list[WrongEnding]:
    """Give each tempting ending in one manner, all manners among them."""
    found = [one for one in wrong_endings(trial, (ASKED,)) if one.worth in TEMPTING]
    manners = (UNASKED, REOPENED, ASKED)
    return [
        WrongEnding(action=one.action, worth=one.worth, manner=manners[at % len(manners)])
        for at, one in enumerate(found)
    ]


def test_who_closes_on_a_mask_or_a_way_around_fails(trials: tuple[Trial, ...]) -> None:
    tried = 0
    for trial in trials[1::2] + trials[2:3]:
        for ending in tempting(trial):
            attempt = play_wrong(trial, ending)
            if attempt is None:
                continue
            tried += 1
            card = trial.scored(attempt)
            assert card.verdict == "fail", (trial.desk.case.id, ending.name, card.total)
            assert "closed_uncured" in failed_by(card), (trial.desk.case.id, ending.name)
    assert tried >= len(trials)


def test_every_mask_of_the_library_comes_back_and_takes_the_work_with_it(scenarios: tuple[Scenario, ...]) -> None:
    """DESIGN decision 7: a masking repair is found out; the customer says so of a state that shows it."""
    masks = 0
    for scenario in scenarios:
        model = scenario.fault_model
        for cause, action in product(model.causes, model.actions):
            start = state_under(model, cause.id)
            then = after(action, start)
            if outcome(model, start, then) == "masks":
                masks += 1
                back = [{**then, **one.sets} for one in model.relapses if holds_strictly(one.when, then)]
                assert back, (scenario.id, cause.id, action.id)
                assert not any(is_working(model, state) for state in back), (scenario.id, cause.id, action.id)
    assert masks > len(scenarios)


def test_who_closes_on_nothing_is_told_so_by_the_customer(pick: Pick) -> None:
    trial = pick("S033")
    idle = next(one for one in wrong_endings(trial) if one.worth == "nothing" and one.action)
    attempt = play_wrong(trial, idle)
    assert attempt is not None
    assert failed_by(trial.scored(attempt)) == {"closed_uncured", "closed_against_word"}


def test_a_wrong_repair_that_was_marked_solved_must_fail_and_another_must_not_pass() -> None:
    marked, left = written(*GOOD), written(*dropped("ticket.resolved", "ticket.closed"))
    assert [is_let_off(verdict, marked) for verdict in ("pass", "person", "fail")] == [True, True, False]
    assert [is_let_off(verdict, left) for verdict in ("pass", "person", "fail")] == [True, False, False]


def test_every_wrong_action_of_the_seat_is_tried_and_nothing_too(pick: Pick) -> None:
    trial = pick("S024")
    names = {one.action for one in wrong_endings(trial)}
    own = {
        one.id for one in trial.desk.case.fault_model.actions if one.repair in trial.desk.handbook.tier("T1").solves
    }
    assert names - {"", HANDED_OVER} <= own
    assert {"", HANDED_OVER} <= names


def test_the_gate_rests_on_the_state_at_the_closing(scored: Scored) -> None:
    card = scored(hidden())
    assert (card.verdict, failed_by(card)) == ("fail", {"closed_uncured"})
    assert unmet(card)["closed_uncured"] == "STD-2.2.2.def-reso"


AGAIN: tuple[Row, ...] = (
    (126, "customer", "customer.msg", {"text": "又没了", "act": "callback_bad", "slots": []}),
    (126, "trainee", "ticket.reopened", {"text": "又没了"}),
)


def test_who_opens_it_again_and_leaves_it_fails(scored: Scored) -> None:
    assert failed_by(scored(hidden(*AGAIN))) == {"closed_uncured"}


def test_who_opens_it_again_and_cures_it_does_not_fail(scored: Scored) -> None:
    cured: tuple[Row, ...] = (
        (127, "trainee", "action.executed", {"action": "clear_filter", "by": "customer"}),
        (128, "system", "state.changed", {"set": {"filter": "all", "cache": "old"}, "cause": "clear_filter"}),
        (129, "customer", "verify.customer", {"text": "好了"}),
        (129, "trainee", "ticket.resolved", {}),
        (129, "trainee", "ticket.closed", {}),
    )
    assert failed_by(scored(hidden(*AGAIN, *cured))) == set()


def test_a_case_left_open_fails_unless_another_line_has_it(scored: Scored) -> None:
    rows = tuple(row for row in hidden() if row[2] not in {"ticket.resolved", "ticket.closed"})
    assert failed_by(scored(rows)) == {"closed_uncured"}
    handed: Row = (14, "trainee", "ticket.transferred", {"from_tier": "T1", "to_tier": "T2"})
    card = scored(added(handed, rows=rows))
    assert "cured" in unmet(card)
    assert failed_by(card) == set()
    back: Row = (15, "T2", "ticket.transferred", {"from_tier": "T2", "to_tier": "T1"})
    assert failed_by(scored(added(handed, back, rows=rows))) == {"closed_uncured"}
    unfinished = tuple(row for row in rows if row[2] != "attempt.ended")
    assert failed_by(scored(unfinished)) == set()


def test_without_the_truth_nobody_fails_by_it(scored: Scored) -> None:
    card = scored(hidden(), key_of(machine=None))
    assert "closed_uncured" not in {one.code for one in card.findings}


def test_the_rule_is_an_assumption_and_stands_in_the_list_of_gates(handbook: Handbook) -> None:
    assert handbook.assumptions[AssumptionId("A-solved")].fills == "workaround_and_resolution"
    assert "A-solved" in {name for item in handbook.lists["gates"] for name in item.basis}


def test_an_ending_that_cures_after_all_is_no_wrong_one(pick: Pick) -> None:
    trial = pick("S047")
    model = trial.desk.case.fault_model
    start = state_under(model, trial.desk.case.true_cause)
    cure = next(one for one in model.actions if outcome(model, start, after(one, start)) == "solves")
    assert play_wrong(trial, WrongEnding(action=cure.id, worth="solves", manner=ASKED)) is None
