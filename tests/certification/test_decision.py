"""Is nothing awarded that is not proven, nothing refused that is only open, and no reason kept back?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.decision import (
    CaseVerdict,
    DrawnCase,
    Shown,
    Signature,
    WrittenResult,
    decide,
)
from certification.level_rule import LevelRule, Slot
from certification.level_score import LevelScore, PartScore
from certification.retake import Try, may_begin

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
RULE = LevelRule(
    level="intermediate",
    requires="junior",
    slots=(Slot(name="transfer", kinds=("transfer",), cases=3), Slot(name="other", kinds=("outage",), cases=1)),
    written=("article",),
    assessors=2,
    waits=(DAY, 7 * DAY, 30 * DAY),
    tries=3,
    window=365 * DAY,
)
PART = PartScore(part="process", low=0.85, high=0.85, error=0.04, minimum=0.7, reached="yes")
SCORE = LevelScore(low=0.85, high=0.85, error=0.04, cut=0.8, parts=(PART,), reached="yes")
PASSED = DrawnCase(slot="transfer", verdict="pass")
WHOLE = Shown(
    holds={"junior": NOW + DAY},
    score=SCORE,
    cases=(PASSED, PASSED, PASSED, DrawnCase(slot="other", verdict="pass")),
    written=(WrittenResult(name="article", verdict="pass"),),
    signatures=(Signature(by="he", agrees=True), Signature(by="she", agrees=True, own_trainer=True)),
)


def codes(shown: Shown) -> tuple[str, list[str]]:
    decided = decide(RULE, shown, NOW)
    return decided.answer, [one.code for one in decided.grounds]


def test_whoever_has_shown_everything_is_awarded() -> None:
    assert codes(WHOLE) == ("awarded", [])


def test_whoever_has_shown_nothing_is_told_all_that_is_to_come() -> None:
    assert codes(Shown(holds=WHOLE.holds)) == (
        "waiting",
        ["score_open", "cases_missing", "cases_missing", "written_open", "assessors_missing"],
    )


BELOW = replace(SCORE, low=0.75, high=0.79, reached="no")
LOW_PART = replace(SCORE, parts=(replace(PART, low=0.6, high=0.69, reached="no"),), reached="no")
STRADDLES = replace(SCORE, low=0.78, reached="open")
PART_STRADDLES = replace(SCORE, parts=(replace(PART, low=0.6, high=0.71, reached="open"),), reached="open")


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        (replace(WHOLE, annulled=True), "annulled"),
        (replace(WHOLE, holds={}), "level_not_held"),
        (replace(WHOLE, holds={"junior": NOW}), "level_not_held"),
        (replace(WHOLE, score=BELOW), "below_cut"),
        (replace(WHOLE, score=LOW_PART), "part_below_minimum"),
        (replace(WHOLE, cases=(*WHOLE.cases, DrawnCase(slot="transfer", verdict="fail"))), "case_failed"),
        (
            replace(WHOLE, cases=(*WHOLE.cases, DrawnCase(slot="other", verdict="person", critical=("leak",)))),
            "case_critical",
        ),
        (replace(WHOLE, written=(WrittenResult(name="article", verdict="fail"),)), "written_failed"),
    ],
)
def test_what_speaks_against_a_candidate_refuses_with_its_reason(shown: Shown, code: str) -> None:
    answer, found = codes(shown)
    assert answer == "refused"
    assert code in found


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        (replace(WHOLE, score=None), "score_open"),
        (replace(WHOLE, score=STRADDLES), "cut_with_person"),
        (replace(WHOLE, score=PART_STRADDLES), "part_with_person"),
        (replace(WHOLE, cases=WHOLE.cases[1:]), "cases_missing"),
        (replace(WHOLE, cases=(DrawnCase(slot="transfer", verdict="person"), *WHOLE.cases[1:])), "case_with_person"),
        (replace(WHOLE, cases=(DrawnCase(slot="transfer", verdict="open"), *WHOLE.cases[1:])), "case_open"),
        (replace(WHOLE, written=(WrittenResult(name="article", verdict="person"),)), "written_with_person"),
        (replace(WHOLE, signatures=WHOLE.signatures[:1]), "assessors_missing"),
        (replace(WHOLE, signatures=(*WHOLE.signatures, Signature(by="he", agrees=False))), "assessor_disagrees"),
    ],
)
def test_what_is_not_decided_waits(shown: Shown, code: str) -> None:
    answer, found = codes(shown)
    assert answer == "waiting"
    assert code in found


def test_a_trainer_is_never_the_sole_examiner_of_an_own_trainee() -> None:
    own = tuple(replace(one, own_trainer=True) for one in WHOLE.signatures)
    assert codes(replace(WHOLE, signatures=own)) == ("waiting", ["assessor_own_trainee"])


def test_one_person_who_signs_twice_is_one_assessor() -> None:
    twice = (Signature(by="he", agrees=True), Signature(by="he", agrees=True))
    assert codes(replace(WHOLE, signatures=twice)) == ("waiting", ["assessors_missing"])


VERDICTS: tuple[CaseVerdict, ...] = ("pass", "fail", "person", "open")


@given(st.lists(st.sampled_from(VERDICTS), min_size=3, max_size=3))
def test_all_of_k_cases_have_to_pass(verdicts: list[CaseVerdict]) -> None:
    cases = tuple(DrawnCase(slot="transfer", verdict=one) for one in verdicts)
    decided = decide(RULE, replace(WHOLE, cases=(*cases, WHOLE.cases[-1])), NOW)
    assert (decided.answer == "awarded") == (verdicts == ["pass"] * 3)
    assert (decided.answer == "refused") == ("fail" in verdicts)


def failed(day: int) -> Try:
    return Try(began=NOW + day * DAY, answer="refused", answered=NOW + day * DAY + timedelta(hours=2))


def test_waits_grow_and_tries_end() -> None:
    assert may_begin(RULE, (), NOW) is None
    soon = may_begin(RULE, (failed(0),), NOW + timedelta(hours=3))
    assert soon is not None
    assert (soon.code, soon.until) == ("retake_wait", NOW + timedelta(hours=26))
    assert may_begin(RULE, (failed(0),), NOW + 2 * DAY) is None
    again = may_begin(RULE, (failed(0), failed(2)), NOW + 5 * DAY)
    assert again is not None
    assert (again.code, again.until) == ("retake_wait", NOW + 9 * DAY + timedelta(hours=2))
    third = may_begin(RULE, (failed(0), failed(2), failed(10)), NOW + 60 * DAY)
    assert third is not None
    assert (third.code, third.until) == ("tries_used", NOW + 365 * DAY)
    assert may_begin(RULE, (failed(0), failed(2), failed(10)), NOW + 366 * DAY) is None


def test_an_award_clears_what_was_before_and_an_open_try_blocks() -> None:
    won = Try(began=NOW + 3 * DAY, answer="awarded", answered=NOW + 3 * DAY)
    assert may_begin(RULE, (failed(0), failed(1), won), NOW + 3 * DAY) is None
    open_try = Try(began=NOW, answer="waiting", answered=NOW)
    blocked = may_begin(RULE, (open_try,), NOW + 40 * DAY)
    assert blocked is not None
    assert (blocked.code, blocked.until) == ("try_open", None)
