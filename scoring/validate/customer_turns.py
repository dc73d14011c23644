"""Does the customer ever say what nobody knows, or what was not asked for yet? (VALIDITY G12).

In made-up moments of a talk: any questions and acts, any mood, any part of the facts already told.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from policy.text import Lang
from scenarios.case import Case, Fact
from scoring.validate.count import Count
from scoring.validate.exam_room import Trial
from scoring.validate.goals import Measured
from simulator import customer
from simulator.chance import fraction, whole
from simulator.mood import BANDS
from simulator.reading.reading import Act, Reading
from simulator.state import Desk, State, with_ticket
from simulator.utterance import Request, lettered, run_on

TURNS = 2_500
"""Turns of a case: forty cases make the hundred thousand that the goal speaks of."""

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
SHORT: Mapping[Lang, int] = {"zh": 3, "en": 6}
"""Values up to this length may stand in any sentence by chance."""

MOMENTS, READINGS = 60, 211
"""Made-up moments and readings, without a common divisor: each meets every other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One thing the customer says.

    Attributes:
        state: The moment before it.
        reading: What was understood of the trainee's words.
        slots: Facts it tells.
        text: Its words.
    """

    state: State
    reading: Reading
    slots: tuple[str, ...]
    text: str


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


def _reading(desk: Desk, number: int, slots: tuple[str, ...]) -> Reading:
    """Make up what was understood: up to three questions and two other acts."""
    seed = desk.case.seed
    asked = {slots[whole(0, len(slots) - 1, fraction(seed, "ask", number, str(n)))] for n in range(number % 4)}
    acts = {SAID[whole(0, len(SAID) - 1, fraction(seed, "act", number, str(n)))] for n in range(number % 3)}
    found = [Act(name="ask", slot=slot, quote="x", start=0, end=1) for slot in sorted(asked)]
    found += [Act(name=name, slot="", quote="x", start=0, end=1) for name in sorted(acts)]
    return Reading(lang=desk.case.lang, acts=tuple(found), times=(), unsure=False, engine="made up")


def _moment(desk: Desk, start: State, number: int) -> State:
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


def spoken(desk: Desk, start: State) -> Iterator[Turn]:
    """Give what the customer says in one made-up moment after the other, without end."""
    slots = (*(fact.slot for fact in desk.case.facts), "nobody_knows")
    moments = [_moment(desk, start, number) for number in range(MOMENTS)]
    readings = [_reading(desk, number, slots) for number in range(READINGS)]
    number = 0
    while True:
        state, what = moments[number % MOMENTS], readings[number % READINGS]
        request = Request(intent=INTENTS[number % len(INTENTS)], puzzling=number % 5 == 0)
        said = lettered(desk, state, customer.reply(desk, state, what, request))
        yield Turn(state=state, reading=what, slots=said.slots, text=run_on(said.parts, desk.case.lang))
        number += 1


def unreleased(case: Case, facts: tuple[Fact, ...], turn: Turn) -> tuple[str, ...]:
    """Name what a turn tells that nobody knows, that was not asked for, or that belongs to somebody else."""
    asked = {*turn.reading.asked(), "second", "demand"}
    asked |= {"impact_scope"} if "scope" in asked else set()
    asked |= (
        {one.slot for one in case.facts if one.disclosure == "via_attachment"} if "attachment" in asked else set()
    )
    unknown = {one.slot for one in case.facts if one.disclosure == "unknown"}
    early = {one for one in turn.slots if one in unknown or one not in asked}
    free = {*turn.state.told, *turn.slots}
    early |= {one.slot for one in facts if one.slot not in free and one.value in turn.text}
    early |= {name for name, secret in case.secrets.items() if secret in turn.text}
    return tuple(sorted(early))


def customer_turns(trials: Iterable[Trial], turns: int = TURNS) -> Measured:
    """Measure G12: how many turns of the customer hold an ungrounded or early fact.

    Args:
        trials: Cases.
        turns: Turns of each.
    """
    count = Count()
    for trial in trials:
        case = trial.desk.case
        facts = distinct(case)
        for turn in islice(spoken(trial.desk, trial.opened().state), turns):
            found = unreleased(case, facts, turn)
            count.note(f"{case.id} {trial.lang} {' '.join(found)}", hit=not found)
    return count.missed()
