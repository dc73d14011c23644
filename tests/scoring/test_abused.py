"""What follows from being rude again and again (A-abuse), and whether writing otherwise changes a verdict."""

import pytest

from policy.handbook import Handbook
from scoring.amendment import Settled, amended
from scoring.plain import Plain
from scoring.rubric import Rubric
from scoring.score import decide
from scoring.scorecard import as_data
from sla.timeline import Json
from tests.scoring.conftest import GOOD, Scored, added, changed, verdict, words, written

RUDE, MINUTE = "你是不是听不懂人话？", 4.5


def rude(times: int) -> tuple[tuple[float, str, str, dict[str, Json]], ...]:
    return tuple((MINUTE, "trainee", "agent.msg", words(RUDE, "rude")) for _ in range(times))


def test_who_is_rude_once_loses_points_and_may_pass(scored: Scored) -> None:
    card = scored(added(*rude(1)))
    assert (verdict(card, "polite"), verdict(card, "abused"), card.verdict) == ("not_met", None, "pass")


@pytest.mark.parametrize("times", [2, 5])
def test_who_is_rude_again_passes_only_if_a_person_says_so(times: int, scored: Scored) -> None:
    card = scored(added(*rude(times)))
    abused = next(one for one in card.findings if one.code == "abused")
    assert (abused.verdict, abused.possible, card.verdict) == ("not_judged", 0.0, "person")
    assert len(abused.evidence) == times
    assert card.total[0] == card.total[1] >= 80


def test_who_fails_by_points_fails_without_waiting_for_a_person(scored: Scored, handbook: Handbook) -> None:
    found = scored(added(*rude(3))).findings
    assert [decide(found, (total, total), handbook)[0] for total in (79.99, 80.0)] == ["fail", "person"]


def test_traditional_and_full_width_words_are_judged_as_any_and_quoted_as_written() -> None:
    text = "請您放心，ＶＰＮ已經恢復。Is it？"
    timeline = written(*changed("agent.msg", text=text, rows=GOOD))
    plain = Plain(timeline, {"請": "请", "經": "经", "復": "复"})
    said = [one.fields.get("text") for one in plain.timeline]
    assert "请您放心，VPN已经恢复。Is it？" in said
    assert list(plain.written.values()) == [text]
    pairs = zip(timeline, plain.timeline, strict=True)
    assert all(len(str(one.fields.get("text"))) == len(str(other.fields.get("text"))) for one, other in pairs)


@pytest.mark.parametrize(("said", "verdict"), [("met", "pass"), ("not_met", "fail")])
def test_a_person_who_looked_lets_it_pass_or_fails_it(
    said: Settled, verdict: str, scored: Scored, rubric: Rubric, handbook: Handbook
) -> None:
    card = as_data(scored(added(*rude(2))))
    rows = card["findings"]
    assert isinstance(rows, list)
    place = next(at for at, row in enumerate(rows) if row["code"] == "abused")
    assert amended(card, {place: said}, rubric, handbook, "T1").verdict == verdict
