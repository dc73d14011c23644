"""What does the customer answer to what some manuals have said: number, signature, scope, prevention, low rating?"""

from collections.abc import Callable, Mapping

from policy.handbook import Handbook
from policy.satisfaction import Grade
from scenarios.fault_model import is_working
from simulator.chance import fraction
from simulator.state import Desk, State
from simulator.utterance import Reply, Request, spoken_act

SLOW = frozenset({"waiting", "promise_passed", "promise_broken"})
"""Causes of a bad mood that have to do with time."""

SLOW_SHARE = 0.5
"""Share of those with a grudge to whom it was too slow; the others had to repeat themselves."""

HARSH = frozenset({"rude_words", "cold_words", "blamed", "asked_for_secret", "jargon", "repeated_question"})
"""Causes that have to do with how somebody spoke."""


def number(desk: Desk, state: State, _request: Request) -> Reply:
    """Note the ticket's number, if it was in the words."""
    return spoken_act(desk, state, "notes_number" if state.duties.number_told else "not_clear")


def signature(desk: Desk, state: State, denial: Reply) -> Reply:
    """Sign the ticket where it works and not yet signed, else say what there is to say (ASC-2.5.confirm).

    Args:
        desk: The drill's fixed things.
        state: State with the message folded in.
        denial: What is answered to the question whether it works, as things are.
    """
    if denial.event != "verify.customer" or not is_working(desk.case.fault_model, state.system):
        return denial
    if state.duties.signed:
        return spoken_act(desk, state, "already_said")
    return spoken_act(desk, state, "signs", "customer.signed")


def why_low(desk: Desk, state: State, _request: Request) -> Reply:
    """Tell what was wrong: that it does not work, how long it took, or how one was spoken to (ASC-2.5.dissat)."""
    if not is_working(desk.case.fault_model, state.system):
        return spoken_act(desk, state, "low_unsolved")
    if "low_rating" in desk.case.twists:
        slow = fraction(desk.case.seed, desk.case.id, 0, "low.reason") < SLOW_SHARE
        return spoken_act(desk, state, "low_slow" if slow else "low_repeat")
    felt = set(state.duties.upset)
    if felt & HARSH:
        return spoken_act(desk, state, "low_manner")
    return spoken_act(desk, state, "low_slow" if felt & SLOW else "low_vague")


def _plainly(act: str) -> Callable[[Desk, State, Request], Reply]:
    def answer(desk: Desk, state: State, _request: Request) -> Reply:
        return spoken_act(desk, state, act)

    return answer


ASKED: Mapping[str, Callable[[Desk, State, Request], Reply]] = {
    "number": number,
    "low_rating": why_low,
    "prevent": _plainly("ack_advice"),
    "out_of_scope": _plainly("asks_elsewhere"),
    "decline_gift": _plainly("gift_understood"),
}
"""How each thing that these moves ask is answered; the signature goes by the state of the system."""


def grade_for(handbook: Handbook, stars: int) -> Grade | None:
    """Choose the grade of the handbook's scale for a rating of 1 to 5: the best that is not above it, else the worst.

    None where the handbook has no scale of its own with figures, or one of bare points.
    """
    scale = handbook.satisfaction
    if scale is not None and scale.in_points:
        return None
    grades = [one for one in scale.grades if one.value is not None] if scale else []
    if not grades:
        return None
    ranked = sorted(grades, key=lambda one: one.value or 0, reverse=True)
    return next((one for one in ranked if (one.value or 0) <= stars), ranked[-1])
