"""From findings to pass, fail or person, and what taking evidence away is worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.handbook import Handbook
from scoring.finding import Finding, Verdict
from scoring.rubric import Rubric
from scoring.score import decide, score
from tests.scoring.conftest import GOOD, Scored, changed, dropped, said, sheet, words, written


def finding(verdict: Verdict = "met", *, critical: bool = False, possible: float = 10.0) -> Finding:
    return Finding(
        code="x",
        clause="STD-1",
        family="closure",
        verdict=verdict,
        critical=critical,
        basis="letter",
        weight="major",
        possible=possible,
        lost=possible if verdict == "not_met" else 0.0,
        evidence=(),
        params={},
        right=None,
        assumptions=(),
    )


CASES = (
    ((finding(),), (100.0, 100.0), "pass", "reached_pass"),
    ((finding(),), (80.0, 80.0), "pass", "reached_pass"),
    ((finding(),), (79.99, 79.99), "fail", "below_pass"),
    ((finding("not_judged", possible=5),), (78.0, 83.0), "person", "around_pass"),
    ((finding("not_judged", possible=10),), (88.0, 98.0), "pass", "reached_pass"),
    ((finding("not_judged", possible=10.01),), (88.0, 98.01), "person", "too_much_unjudged"),
    ((finding("not_judged", possible=11),), (10.0, 21.0), "person", "too_much_unjudged"),
    ((finding("not_met", critical=True),), (99.0, 99.0), "fail", "critical_not_met"),
    ((finding("not_judged", critical=True, possible=1),), (99.0, 100.0), "person", "critical_not_judged"),
    (
        (finding("not_met", critical=True), finding("not_judged", critical=True)),
        (0.0, 9.0),
        "fail",
        "critical_not_met",
    ),
)


@pytest.mark.parametrize(("found", "total", "verdict", "reason"), CASES)
def test_the_verdict_follows_decision_14(
    found: tuple[Finding, ...], total: tuple[float, float], verdict: str, reason: str, handbook: Handbook
) -> None:
    decided, reasons = decide(found, total, handbook)
    assert decided == verdict
    assert reason in [one.code for one in reasons]


def test_without_a_key_hidden_truth_is_not_judged(rubric: Rubric, handbook: Handbook) -> None:
    card = score(written(*GOOD), None, rubric, handbook, sheet())
    verdicts = {one.code: one.verdict for one in card.findings}
    assert verdicts["priority_right"] == verdicts["clock.resolution"] == "not_judged"
    assert verdicts["priority_set"] == verdicts["confirmed"] == "met"
    assert card.verdict == "person"


def test_words_that_nobody_read_are_not_judged(scored: Scored) -> None:
    bare = tuple(
        (minute, actor, kind, {name: one for name, one in fields.items() if name != "reading"})
        for minute, actor, kind, fields in GOOD
    )
    card = scored(bare)
    verdicts = {one.code: one.verdict for one in card.findings}
    assert verdicts["greeting"] == verdicts["no_secret_asked"] == "not_judged"
    assert card.verdict == "person"


def test_the_interval_holds_what_was_not_judged(scored: Scored) -> None:
    card = scored(said(2, words("啊", unsure=True), said(3, words("好", unsure=True))))
    open_points = sum(one.possible for one in card.findings if one.verdict == "not_judged")
    assert card.total[1] - card.total[0] == pytest.approx(open_points, abs=0.02)


@given(st.sets(st.sampled_from(sorted({row[2] for row in GOOD} - {"ticket.submitted"}))))
def test_taking_evidence_away_never_raises_the_score(scored: Scored, kinds: set[str]) -> None:
    assert scored(dropped(*kinds)).total[0] <= scored().total[0]


def test_events_after_the_moment_of_judging_are_unknown(scored: Scored) -> None:
    early = scored(as_of=written(*GOOD)[9].at)
    assert "cured" not in [one.code for one in early.findings if one.verdict == "met"]


def test_a_second_fault_never_raises_the_score(scored: Scored) -> None:
    first = changed("intake.set", fields={"customer_id": "K20881"})
    assert scored(dropped("kb.search", rows=first)).total[0] < scored(first).total[0] < scored().total[0]
