"""The seven properties of the customer (simulation spec), each at the number given there.

Equal bytes on other interpreters are tested in `test_replay`, templates and what they leak in `test_wording`, what
typography does to a reading in `reading/test_invariance`; here is what is seen in whole talks.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from mysterydesk import shelf
from policy.text import Lang
from scenarios.case import Case, Fact
from scenarios.codec import case_to_json
from scenarios.scenario import Persona
from scenarios.twist import Second, TwistCode
from simulator import customer
from simulator.chance import fraction, whole
from simulator.drill import Attempt, open_attempt, step
from simulator.intake import wanted_slots
from simulator.mood import BANDS, HYSTERESIS, after_words, band_of, waited
from simulator.move import Refusal
from simulator.reading.reading import Act, Reading
from simulator.state import Desk, Mood, State, with_ticket
from simulator.strand import Promise
from simulator.utterance import Request, lettered, run_on
from tests.simulator.conftest import WALL, drawn
from tests.simulator.desks import all_of, begin, do
from tests.simulator.ideals import Ideal, ideal, played

TURNS = 100_000
"""Turns in which no unreleased fact may be heard (simulation spec, property 1)."""

LANGS: tuple[Lang, ...] = ("zh", "en")
SAID = (
    "greet", "self_introduce", "empathise", "apologise", "thank", "confirm_resolved", "ask_satisfaction",
    "ask_anything_else", "farewell", "promise_eta", "progress_update", "chase_reply", "hold_request",
    "escalate_notice", "explain_plan", "give_solution", "jargon", "rude", "ask_secret", "request_remote_consent",
    "ask_demand", "blame_shift",
)  # fmt: skip
INTENTS = (
    "", "confirm_resolved", "ask_satisfaction", "callback", "explain", "hold", "remote", "remote_check", "complaint",
    "feedback", "sign", "number", "low_rating", "prevent", "out_of_scope", "decline_gift",
)  # fmt: skip
SHORT: dict[Lang, int] = {"zh": 3, "en": 6}
"""Values up to this length may stand in any sentence by chance."""

SECOND: dict[Lang, Second] = {
    "zh": Second(tell="还有，会议室的投影也花屏。", symptom="投影花屏", marks=(("投影",),)),
    "en": Second(tell="And the projector flickers.", symptom="projector flickers", marks=(("projector",),)),
}


TURNING: tuple[TwistCode, ...] = ("second_problem", "low_rating", "early_relief", "withdraws_consent")
"""Twists that change what is answered."""


def sampled() -> list[str]:
    """Give eight of the scenarios that ship, from all over the library; `scenario check` plays every one."""
    names = sorted(shelf.scenarios())
    return names[:: max(1, len(names) // 8)][:8]


@lru_cache(maxsize=1)
def desks() -> tuple[Desk, ...]:
    """Draw eight scenarios in both languages, each with another twist, on its own channel or by letter."""
    found = []
    for number, name in enumerate(sampled()):
        for lang in LANGS:
            desk = drawn(name[:4], number + 1, lang)
            twists = (TURNING[number % len(TURNING)],)
            channel = desk.case.channel if number % 2 else "email"
            second = SECOND[lang] if twists == ("second_problem",) else None
            found.append(replace(desk, case=replace(desk.case, twists=twists, second=second, channel=channel)))
    return tuple(found)


def distinct(case: Case) -> tuple[Fact, ...]:
    """Give the facts whose value stands in nothing else that this customer says."""
    others = "".join((case.opening, *(one.news for one in case.stages), case.title))
    facts = []
    for fact in case.facts:
        told = "".join(f"{one.say} {one.vague}" for one in case.facts if one.slot != fact.slot)
        plain = len(fact.value) > SHORT[case.lang] and fact.value not in others + told
        if plain and fact.disclosure != "open":
            facts.append(fact)
    return tuple(facts)


def reading(desk: Desk, number: int, slots: tuple[str, ...]) -> Reading:
    """Make up what was understood: up to three questions and two other acts."""
    seed = desk.case.seed
    asked = {slots[whole(0, len(slots) - 1, fraction(seed, "ask", number, str(n)))] for n in range(number % 4)}
    acts = {SAID[whole(0, len(SAID) - 1, fraction(seed, "act", number, str(n)))] for n in range(number % 3)}
    found = [Act(name="ask", slot=slot, quote="x", start=0, end=1) for slot in sorted(asked)]
    found += [Act(name=name, slot="", quote="x", start=0, end=1) for name in sorted(acts)]
    return Reading(lang=desk.case.lang, acts=tuple(found), times=(), unsure=False, engine="made up")


def moment(desk: Desk, start: State, number: int) -> State:
    """Make up how far the talk has come: what was told, how it feels, whether it works."""
    seed, case = desk.case.seed, desk.case
    told = tuple(one.slot for one in case.facts if fraction(seed, one.slot, number, "told") < number % 5 / 5)
    bands = tuple(name for name, _ in BANDS)
    band = bands[number % len(bands)]
    mood = replace(start.mood, frustration=dict(BANDS)[band], band=band)
    system = case.fault_model.healthy if number % 3 == 0 else start.system
    twist = replace(start.twist, relief="said" if number % 7 == 0 else "")
    then = replace(
        start, version=number, told=told, hinted=told[1:], mood=mood, system=system, twist=twist,
        introduced=number % 2 == 0, soothed=number % 4 == 0,
    )  # fmt: skip
    return with_ticket(then, verified=number % 3 == 0)


def spoken(desk: Desk) -> Iterator[tuple[State, Reading, tuple[str, ...], str]]:
    """Give what the customer says in one made-up moment after the other, with what it tells."""
    start = begin(desk).state
    slots = (*(fact.slot for fact in desk.case.facts), "nobody_knows")
    moments = [moment(desk, start, number) for number in range(60)]
    readings = [reading(desk, number, slots) for number in range(211)]
    number = 0
    while True:
        state = moments[number % len(moments)]
        what = readings[number % len(readings)]
        request = Request(intent=INTENTS[number % len(INTENTS)], puzzling=number % 5 == 0)
        said = lettered(desk, state, customer.reply(desk, state, what, request))
        yield state, what, said.slots, run_on(said.parts, desk.case.lang)
        number += 1


def test_no_sentence_carries_a_fact_that_was_not_released_in_100000_turns() -> None:
    """Property 1: 0 in 100,000 turns; nor is a fact told that was not asked for, or that nobody knows."""
    turns = 0
    for desk in desks():
        case = desk.case
        facts = distinct(case)
        assert {fact.slot for fact in facts} & {"customer_id", "contact_method"}
        hidden = {fact.slot for fact in case.facts if fact.disclosure == "unknown"}
        inside = {fact.slot for fact in case.facts if fact.disclosure == "via_attachment"}
        for state, what, slots, text in islice(spoken(desk), -(-TURNS // len(desks()))):
            turns += 1
            asked = {*what.asked(), "second", "demand"}
            asked |= {"impact_scope"} if "scope" in asked else set()
            asked |= inside if "attachment" in asked else set()
            assert not set(slots) & hidden
            assert set(slots) <= asked
            for fact in facts:
                released = fact.slot in state.told or fact.slot in slots
                assert released or fact.value not in text, (fact.slot, text)
            for secret in case.secrets.values():
                assert secret not in text
    assert turns >= TURNS


def talks() -> tuple[Ideal, ...]:
    """Give one ideal handling of each of eight scenarios, the languages in turn."""
    return tuple(ideal(name[:4], 2, LANGS[number % 2]) for number, name in enumerate(sampled()))


def test_every_required_fact_is_reached_by_the_ideal_handling() -> None:
    """Property 3; the check of every scenario plays its ideal handling too."""
    for one in talks():
        known = {fact.slot for fact in one.desk.case.facts if fact.disclosure not in {"unknown", "via_attachment"}}
        # What the first words tell is not asked for again.
        first = {fact.slot for fact in one.desk.case.facts if fact.disclosure == "open"}
        assert set(wanted_slots(one.desk)) & known <= first | set(one.attempt.state.told), one.desk.case.id


def person(temper: int) -> Persona:
    return replace(drawn("S006", 3, "zh").case.persona, temper=temper)


@given(
    frustration=st.integers(0, 1000),
    temper=st.integers(0, 1000),
    seconds=st.lists(st.integers(0, 9000), min_size=1, max_size=6),
    promised=st.integers(-3600, 3600),
)
def test_waiting_never_lowers_frustration(frustration: int, temper: int, seconds: list[int], promised: int) -> None:
    """Property 4; and waiting past a promised time costs at least as much as waiting without one."""
    mood = Mood(frustration=frustration, band=band_of(frustration, "calm"), felt_at=WALL)
    promise = Promise(due=WALL + timedelta(seconds=promised), made_at=WALL - timedelta(hours=1), event=0)
    at, without = WALL, mood
    for more in seconds:
        at += timedelta(seconds=more)
        then = waited(mood, person(temper), at, (promise,), relieved=False)
        without = waited(without, person(temper), at, (), relieved=False)
        assert then.frustration >= mood.frustration
        assert then.frustration >= without.frustration
        assert (then.frustration == mood.frustration) or set(then.causes) & {"waiting", "promise_passed"}
        mood = then


@given(frustration=st.integers(300, 1000), times=st.integers(1, 400))
def test_empathy_is_bounded_however_often_it_is_shown(frustration: int, times: int) -> None:
    """Property 4: the n-th time is worth 1/n, so that nobody talks an angry customer calm by repeating it."""
    kind = Act(name="empathise", slot="", quote="x", start=0, end=1)
    said = Reading(lang="zh", acts=(kind,), times=(), unsure=False, engine="made up")
    mood = Mood(frustration=frustration, band=band_of(frustration, "calm"), felt_at=WALL)
    for _ in range(times):
        mood = after_words(mood, person(500), said)
    assert frustration - mood.frustration <= 150 * sum(1 / n for n in range(1, 151))
    assert mood.empathies <= times


@given(frustration=st.integers(0, 1000), before=st.sampled_from([name for name, _ in BANDS]))
def test_bands_are_left_downwards_only_below_their_threshold(frustration: int, before: str) -> None:
    """Property 4: hysteresis; a band holds until the frustration is well below where it began."""
    names = [name for name, _ in BANDS]
    after = band_of(frustration, before)
    if names.index(after) < names.index(before):
        assert frustration < dict(BANDS)[before] - HYSTERESIS
    assert dict(BANDS)[after] - HYSTERESIS <= frustration


CALMING = {"reports_working", "confirm_fixed", "confirm_detour", "callback_ok", "signs", "accepts_measures"}
"""Words that are the named cause themselves: the customer has seen that it works, or what came of a complaint."""


def test_bands_move_only_by_causes_that_stand_in_an_event() -> None:
    """Property 4, on ideal handlings and on talks that hurt and let wait."""
    attempts = [one.attempt for one in talks()]
    for lang, rude in (("zh", "你眼神不好吗？"), ("en", "Are you stupid?")):
        bad = do(begin(drawn("S006", 3, "zh" if lang == "zh" else "en")), "say", text=rude)
        attempts.append(do(bad, "wait", seconds=7200))
    for attempt in attempts:
        mood = band_of(attempt.desk.case.persona.start_mood, "calm")
        calming = False
        for event in all_of(attempt, "customer.msg"):
            if event.fields["mood"] != mood:
                assert event.fields["cause"] or calming, event
            mood, calming = str(event.fields["mood"]), event.fields["act"] in CALMING


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def other_marks(text: str) -> str:
    return text.translate(str.maketrans("，；：！？（）", ",;:!?()"))


WAYS: dict[str, Lang] = {"full_width": "en", "other_marks": "zh", "traditional": "zh"}
"""Ways of writing, each with the language in which it makes a difference."""


def customers_part(attempt: Attempt) -> list[tuple[object, ...]]:
    """Give what the customer did, and when."""
    said = [event for event in attempt.events if event.actor == "customer"]
    return [(event.at, event.kind, sorted(event.fields.items(), key=str)) for event in said]


@pytest.mark.parametrize("name", ["S006", "S047"])
@pytest.mark.parametrize("how", WAYS)
def test_how_the_trainees_words_are_written_changes_nothing(name: str, how: str) -> None:
    """Property 6, on whole talks: acts, facts, mood, and the time of everything stay the same."""
    one = ideal(name, 2, WAYS[how])
    back = {simple: written for written, simple in one.desk.rules.script.items()}
    written: dict[str, Callable[[str], str]] = {
        "full_width": full_width,
        "other_marks": other_marks,
        "traditional": lambda text: "".join(back.get(char, char) for char in text),
    }
    attempt, changed = open_attempt(one.desk, "ideal", "practice", WALL), 0
    for timed in one.moves:
        fields = dict(timed.move.fields)
        if timed.move.kind in {"say", "verify", "ask_rating", "update", "call_back"}:
            fields["text"] = written[how](str(fields["text"]))
            changed += fields["text"] != timed.move.fields["text"]
        done = step(attempt, replace(timed.move, fields=fields), timed.wall)
        assert not isinstance(done, Refusal), done
        attempt = done[0]
    assert changed > 3
    assert customers_part(attempt) == customers_part(one.attempt)


@pytest.mark.parametrize("name", ["S006", "S047"])
def test_who_calls_changes_nothing_but_the_words_of_it(name: str) -> None:
    """Property 7: another name, gender, region and company, as long as the first, and the same talk."""
    one = ideal(name, 2, "zh")
    case = one.desk.case
    number, person_ = case.fact("contact_method"), case.fact("contact_name")
    assert number is not None
    assert person_ is not None
    other = {
        person_.value: "娜" * len(person_.value),
        case.company: "远" * len(case.company),
        number.value: f"{number.value[:-4]}0917",
    }

    def swapped(text: str) -> str:
        for old, new in other.items():
            text = text.replace(old, new)
        return text

    changed = TypeAdapter(Case).validate_python(json.loads(swapped(case_to_json(case))))
    assert changed != case
    again = played(replace(one.desk, case=replace(changed, digest=case.digest)))
    before, after = one.attempt.events, again.attempt.events
    assert [(event.at, event.kind) for event in before] == [(event.at, event.kind) for event in after]
    for mine, theirs in zip(before, after, strict=True):
        if mine.actor == "customer":
            assert swapped(str(sorted(mine.fields.items()))) == str(sorted(theirs.fields.items()))
    assert again.attempt.state.mood == one.attempt.state.mood
