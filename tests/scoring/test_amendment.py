"""A person's word changes one verdict and what follows from it by the same rules, and nothing else."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.amendment import Settled, UnknownFindingError, amended
from scoring.scorecard import Scorecard, as_data, to_json
from scoring.validate.exam_room import Trial
from scoring.validate.meddler import meddled
from tests.scoring.conftest import Pick
from tests.scoring.test_golden import HASTY

SETTLED: tuple[Settled, ...] = ("met", "not_met")


@pytest.fixture(scope="module")
def trial(pick: Pick) -> Trial:
    return pick("S047")


@pytest.fixture(scope="module")
def hasty(trial: Trial) -> Scorecard:
    attempt = meddled(trial, HASTY)
    assert attempt is not None
    return trial.scored(attempt)


def changed(trial: Trial, card: Scorecard, changes: dict[int, Settled]) -> Scorecard:
    return amended(as_data(card), changes, trial.rubric, trial.desk.handbook, trial.desk.case.seat)


def place_of(card: Scorecard, code: str) -> int:
    return next(place for place, one in enumerate(card.findings) if one.code == code)


def test_without_a_change_the_scorecard_is_the_same_bytes(trial: Trial, hasty: Scorecard) -> None:
    assert to_json(changed(trial, hasty, {})) == to_json(hasty)


def test_what_a_person_finds_met_gives_its_points_back(trial: Trial, hasty: Scorecard) -> None:
    place = place_of(hasty, "archived")
    before = hasty.findings[place]
    after = changed(trial, hasty, {place: "met"})
    assert (before.verdict, after.findings[place].verdict) == ("not_met", "met")
    assert after.total[0] == pytest.approx(hasty.total[0] + before.lost, abs=0.02)
    assert after.findings[place].right is None
    assert "missing" in before.params
    assert "missing" not in after.findings[place].params


def test_a_gate_that_a_person_finds_broken_fails_the_whole(trial: Trial, hasty: Scorecard) -> None:
    place = next(place for place, one in enumerate(hasty.findings) if one.critical)
    after = changed(trial, hasty, {place: "not_met"})
    assert (hasty.gates, after.verdict) == ((), "fail")
    assert [one.code for one in after.gates] == [hasty.findings[place].code]


def test_a_finding_that_is_not_there_is_refused(trial: Trial, hasty: Scorecard) -> None:
    with pytest.raises(UnknownFindingError, match="expected findings 0 to"):
        changed(trial, hasty, {len(hasty.findings): "met"})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_points_follow_every_change_by_the_rules_of_the_scorer(
    trial: Trial, hasty: Scorecard, data: st.DataObject
) -> None:
    """Changing there and back is no change; more met never gives less; the total is 100 less what was lost."""
    places, verdicts = st.integers(0, len(hasty.findings) - 1), st.sampled_from(SETTLED)
    changes = data.draw(st.dictionaries(places, verdicts, max_size=5))
    after = changed(trial, hasty, changes)
    assert after.total[0] == pytest.approx(100 - sum(one.lost for one in after.findings), abs=0.02)
    kept = {place: one for place, one in enumerate(after.findings) if place not in changes}
    assert all(one.verdict == hasty.findings[place].verdict for place, one in kept.items())
    back: dict[int, Settled] = {
        place: "met" if hasty.findings[place].verdict == "met" else "not_met" for place in changes
    }
    assert "not_judged" not in {one.verdict for one in hasty.findings}
    assert changed(trial, after, back).total == hasty.total
