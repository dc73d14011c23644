"""The record that is kept of a verdict, and of what it is made."""

import json
from dataclasses import replace

import pytest

from policy.handbook import Handbook
from scoring.finding import FAMILIES
from scoring.rubric import Rubric
from scoring.score import EmptyTimelineError, score
from scoring.scorecard import as_data, digest, evidence_as_data, to_json
from tests.scoring.conftest import Scored, changed, dropped, key_of, sheet


def test_a_timeline_without_events_is_refused(rubric: Rubric, handbook: Handbook) -> None:
    with pytest.raises(EmptyTimelineError):
        score((), key_of(), rubric, handbook, sheet())


def test_a_scorecard_is_the_record_that_design_describes(scored: Scored) -> None:
    card = scored(dropped("kb.search"))
    data = json.loads(to_json(card))
    assert data["id"] == "a-1"
    assert data["verdict"] == "pass"
    assert data["total"] == list(card.total)
    one = next(row for row in data["findings"] if row["verdict"] == "not_met")
    assert (one["clause"], one["critical"], one["basis"]) == ("STD-3.1.3", False, "letter")
    assert one["points"] == one["lost"] > 0
    assert one["evidence"]
    assert one["right"] == {"code": "kb_first", "params": {}}
    assert data["handbook"] == card.handbook
    assert as_data(card)["gates"] == []


def test_the_digest_is_that_of_the_content(scored: Scored) -> None:
    first, second = scored(), scored()
    assert digest(first) == digest(second)
    assert digest(first) != digest(replace(first, id="other"))


def test_points_of_families_and_halves_sum_up(scored: Scored) -> None:
    card = scored()
    assert sum(one.possible for one in card.families.values()) == pytest.approx(100, abs=0.05)
    assert card.halves["state"].possible == pytest.approx(60, abs=0.05)
    assert list(card.families) == [one for one in FAMILIES if one in card.families]


def test_a_gate_is_named_and_words_are_quoted_where_they_stand(scored: Scored) -> None:
    card = scored(changed("ticket.severity_set", level="L3"), key_of(level="L1"))
    assert as_data(card)["gates"] == ["priority_bottom"]
    greeting = next(one for one in card.findings if one.code == "greeting")
    proof = evidence_as_data(greeting.evidence[0])
    assert str(proof["quote"]).startswith("您好")
    assert (proof["start"], proof["end"]) == (0, len(str(proof["quote"])))
