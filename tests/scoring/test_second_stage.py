"""What may an act that only the classifier found, or that it disputes, do to a score?"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.finding import Right
from scoring.words import Word, owed, shunned
from simulator.reading.reading import Act, Reading, Second
from sla.timeline import Event, EventId

TEXT = "Hello there, you poor thing"
GREETED = Act(name="greet", slot="", quote="Hello there", start=0, end=11)
RULED = Reading(lang="en", acts=(GREETED,), times=(), unsure=False, engine="e")
RIGHT = Right(code="x")


def word(reading: Reading) -> Word:
    event = Event(id=EventId(3), at=datetime(2026, 11, 23, tzinfo=UTC), kind="agent.message", actor="trainee")
    return Word(event=event, text=TEXT, reading=reading)


def with_rule(name: str, slot: str = "", *, disputed: bool) -> Word:
    act = replace(GREETED, name=name, slot=slot)
    return word(replace(RULED, acts=(act,), second=Second(disputed=(act.label,) if disputed else ())))


def with_model(*names: str, wavering: tuple[str, ...] = ()) -> Word:
    acts = tuple(Act(name=one, slot="", quote="you poor thing", start=13, end=27, source="model") for one in names)
    return word(replace(RULED, second=Second(acts=acts, wavering=wavering)))


def test_what_had_to_be_said_counts_whoever_found_it() -> None:
    assert owed("c", (word(RULED),), ("empathise",), RIGHT).verdict == "not_met"
    judged = owed("c", (with_model("empathise"),), ("empathise",), RIGHT)
    assert judged.verdict == "met"
    assert [one.quote for one in judged.evidence] == ["you poor thing"]


def test_what_the_classifier_cannot_decide_is_not_judged() -> None:
    assert owed("c", (with_model(wavering=("empathise",)),), ("empathise",), RIGHT).verdict == "not_judged"


def test_a_fault_that_only_the_classifier_found_goes_to_a_person() -> None:
    assert [one.verdict for one in shunned("c", (word(RULED),), ("rude",), RIGHT)] == ["met"]
    for critical in (False, True):
        judged = shunned("c", (with_model("rude"),), ("rude",), RIGHT, critical=critical)
        assert [one.verdict for one in judged] == ["not_judged"]


def test_a_fault_that_a_rule_found_costs_as_before() -> None:
    rude = replace(GREETED, name="rude")
    found = word(replace(RULED, acts=(rude,), second=Second(acts=(replace(rude, source="model"),))))
    assert [one.verdict for one in shunned("c", (found,), ("rude",), RIGHT)] == ["not_met"]


def test_other_checks_see_only_what_rules_found() -> None:
    assert with_model("promise_eta").acts("promise_eta") == ()


def test_what_had_to_be_said_is_not_judged_in_dispute_and_does_not_hide_a_clear_one() -> None:
    agreed, disputed = (with_rule("greet", disputed=one) for one in (False, True))
    assert owed("c", (agreed,), ("greet",), RIGHT).verdict == "met"
    assert owed("c", (disputed,), ("greet",), RIGHT).verdict == "not_judged"
    assert owed("c", (disputed, agreed), ("greet",), RIGHT).verdict == "met"


@pytest.mark.parametrize("critical", [False, True])
@pytest.mark.parametrize("name", ["rude", "privacy_leak", "forbidden_phrase"])
def test_a_fault_in_dispute_goes_to_a_person(name: str, *, critical: bool) -> None:
    agreed, disputed = (
        [one.verdict for one in shunned("c", (with_rule(name, disputed=it),), (name,), RIGHT, critical=critical)]
        for it in (False, True)
    )
    assert agreed == ["not_met"]
    assert disputed == ["not_judged"]


def test_an_act_in_dispute_shows_nothing_that_costs_and_no_gate_rests_on_it() -> None:
    one = with_rule("promise_eta", disputed=True)
    act = one.acts("promise_eta")[0]
    assert one.agreed("promise_eta") == ()
    assert one.disputed("promise_eta") == (act,)
    assert one.doubts("promise_eta")
    assert not one.doubts("greet")
    assert not one.sure
    assert not one.clear
    assert not one.sure_of(act)


def test_a_question_is_in_dispute_slot_by_slot() -> None:
    one = with_rule("ask", "scope", disputed=True)
    assert one.doubts("ask")
    assert one.agreed("ask") == ()
    assert with_rule("ask", "symptom", disputed=False).agreed("ask") != ()


def test_work_that_is_claimed_is_in_dispute_with_the_news_it_is_read_from() -> None:
    claim = replace(GREETED, name="work_claimed")
    told = word(replace(RULED, acts=(claim,), second=Second(disputed=("progress_update",))))
    assert told.agreed("work_claimed") == ()
    assert not told.sure_of(claim)


@given(
    fault=st.sampled_from(["rude", "privacy_leak", "overpromise"]),
    said=st.lists(st.sampled_from(["greet", "thank", "rude", "privacy_leak", "overpromise"]), min_size=1, max_size=4),
    disputed=st.sets(st.sampled_from(["greet", "thank", "rude", "privacy_leak", "overpromise"])),
)
def test_a_dispute_never_costs_a_point(fault: str, said: list[str], disputed: set[str]) -> None:
    """Whatever is disputed, what was owed is not missed more often and no fault is proven more often."""
    acts = tuple(replace(GREETED, name=one) for one in dict.fromkeys(said))
    plain = word(replace(RULED, acts=acts, second=Second()))
    doubted = word(replace(RULED, acts=acts, second=Second(disputed=tuple(sorted(disputed)))))
    if owed("c", (plain,), ("thank",), RIGHT).verdict != "not_met":
        assert owed("c", (doubted,), ("thank",), RIGHT).verdict != "not_met"
    for critical in (False, True):
        before, after = (shunned("c", (one,), (fault,), RIGHT, critical=critical)[0] for one in (plain, doubted))
        if before.verdict != "not_met":
            assert after.verdict != "not_met"
        if fault in disputed and fault in said:
            assert after.verdict == "not_judged"
