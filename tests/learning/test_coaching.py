"""Coaching names what fails the whole first, then what costs most and comes back, and never what cost nothing."""

from hypothesis import given
from hypothesis import strategies as st

from learning.coaching import LOOKED_BACK, MOST, Advice, Lapse, Past, advice, past_of

CODES = ("greeting", "priority_right", "risk_told", "closed_loop", "updates")


def lapse(code: str, lost: float = 2.0, *, gate: bool = False) -> Lapse:
    return Lapse(code=code, clause="STD-3.1.2", lost=lost, gate=gate, event=4)


def past(*missed: str, judged: tuple[str, ...] = CODES) -> Past:
    return Past(lapses=tuple(lapse(code) for code in missed), judged=frozenset(judged))


PASTS = st.builds(
    lambda missed, more: past(*missed, judged=tuple(set(missed) | set(more))),
    st.lists(st.sampled_from(CODES), unique=True),
    st.lists(st.sampled_from(CODES), unique=True),
)
LAPSES = st.lists(
    st.builds(lapse, st.sampled_from(CODES), st.sampled_from([0.0, 1.5, 4.0, 8.0]), gate=st.booleans()),
    unique_by=lambda one: one.code,
)


def codes(found: tuple[Advice, ...]) -> list[str]:
    return [one.lapse.code for one in found]


def test_a_habit_goes_before_a_slip_that_cost_as_much() -> None:
    now = Past(lapses=(lapse("greeting"), lapse("updates")), judged=frozenset(CODES))
    assert codes(advice(now, (past("updates"), past("updates")))) == ["updates", "greeting"]
    assert codes(advice(now, (past("greeting"), past()))) == ["greeting", "updates"]


def test_a_gate_goes_first_though_it_cost_no_points() -> None:
    now = Past(lapses=(lapse("greeting", 9.0), lapse("risk_told", 0.0, gate=True)), judged=frozenset(CODES))
    assert codes(advice(now, ())) == ["risk_told", "greeting"]


def test_how_often_is_counted_where_it_was_asked_for_and_no_further_back() -> None:
    elsewhere = past(judged=("greeting",))
    old = (past("updates"), elsewhere, past(), *[past("updates")] * LOOKED_BACK)
    (found,) = advice(Past(lapses=(lapse("updates"),), judged=frozenset(CODES)), old)
    assert (found.before, found.of) == (3, 4)


@given(LAPSES, st.lists(PASTS, max_size=8))
def test_few_things_each_once_in_order_of_worth(lapses: list[Lapse], earlier: list[Past]) -> None:
    found = advice(Past(lapses=tuple(lapses), judged=frozenset(CODES)), earlier)
    costly = [one for one in lapses if one.gate or one.lost]
    assert len(found) == min(MOST, len(costly))
    assert len(set(codes(found))) == len(found)
    assert [one.worth for one in found] == sorted((one.worth for one in found), reverse=True)
    left = [one for one in advice(Past(lapses=tuple(costly), judged=frozenset(CODES)), earlier) if one not in found]
    assert left == []


@given(LAPSES, st.lists(PASTS, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_findings_does_not_matter(lapses: list[Lapse], earlier: list[Past], chance: object) -> None:
    turned = list(lapses)
    chance.shuffle(turned)  # type: ignore[attr-defined]
    ways = [advice(Past(lapses=tuple(one), judged=frozenset(CODES)), earlier) for one in (lapses, turned)]
    assert ways[0] == ways[1]


def test_a_kept_scorecard_is_read_as_it_was_written() -> None:
    row = {"code": "updates", "clause": "STD-3.4", "lost": 2.5, "critical": False, "evidence": [7, 9]}
    card = {
        "findings": [
            {**row, "verdict": "not_met"},
            {**row, "code": "greeting", "verdict": "met", "lost": 0.0},
            {**row, "code": "risk_told", "verdict": "not_judged", "lost": 0.0},
            {**row, "code": "closed_loop", "verdict": "not_met", "evidence": []},
        ]
    }
    read = past_of(card)
    assert read.lapses == (
        Lapse(code="updates", clause="STD-3.4", lost=2.5, gate=False, event=7),
        Lapse(code="closed_loop", clause="STD-3.4", lost=2.5, gate=False, event=None),
    )
    assert read.judged == {"updates", "greeting", "closed_loop"}
