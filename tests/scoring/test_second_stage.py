"""What may an act that only the classifier found do to a score?"""

from dataclasses import replace
from datetime import UTC, datetime

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
