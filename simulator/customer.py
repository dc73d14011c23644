"""What does the customer answer? A deterministic person: rules decide what is said, templates the wording.

`reply` is called once, when a message to the customer is folded; what it plans is said after a delay of the
channel. The customer tells facts by their disclosure rules only, and speaks of the state of the system only as it is.
"""

from collections.abc import Callable, Mapping

from scenarios.fault_model import holds_strictly, is_working
from simulator import consent, duty_replies, grievance, twist_second
from simulator.disclosure import fact_replies
from simulator.evolved import evolved
from simulator.reading.reading import Reading
from simulator.state import Desk, State
from simulator.utterance import Reply, Request, say, spoken_act

DISPLEASED = (250, 550, 800)
"""Frustration from which one point each is taken from the rating."""

GRUDGING = 2
"""Best rating of a customer who rates low after a good repair, for a reason of its own."""


def state_reply(desk: Desk, state: State, *, asked: bool) -> Reply:
    """Tell what the state of the system shows: the customer never confirms what is not so."""
    model = desk.case.fault_model
    if holds_strictly(model.lost, state.system):
        return spoken_act(desk, state, "reports_lost")
    if holds_strictly(model.detour, state.system):
        return spoken_act(desk, state, "confirm_detour", "workaround.accepted" if asked else "")
    if is_working(model, state.system):
        return spoken_act(desk, state, *(("confirm_fixed", "verify.customer") if asked else ("reports_working",)))
    if asked and state.twist.relief == "said":
        return spoken_act(desk, state, "relief_gone")
    return spoken_act(desk, state, "deny_fixed" if asked else "reports_not_working")


def rating(state: State, *, grudge: bool = False) -> int:
    """Rate the service from 1 to 5 by what was done and how it felt (STD-4.1.csat); low in any case with a grudge."""
    score = 5 - sum(state.mood.frustration >= limit for limit in DISPLEASED)
    if grudge:
        score = min(score, GRUDGING)
    return max(1, score if state.ticket.verified else score - 2)


def _called_back(desk: Desk, state: State, _request: Request) -> Reply:
    model = desk.case.fault_model
    if holds_strictly(model.detour, state.system):
        return spoken_act(desk, state, "confirm_detour")
    return spoken_act(desk, state, "callback_ok" if is_working(model, state.system) else "callback_bad")


def _waits(desk: Desk, state: State, _request: Request) -> Reply:
    return spoken_act(desk, state, "ack_wait")


def _confirms(desk: Desk, state: State, _request: Request) -> Reply:
    return state_reply(desk, state, asked=True)


def _rates(desk: Desk, state: State, _request: Request) -> Reply:
    value = rating(state, grudge="low_rating" in desk.case.twists)
    grade = duty_replies.grade_for(desk.handbook, value)
    if grade is not None:
        said = spoken_act(desk, state, "rate_grade", "csat.received", grade=grade.name.in_lang(desk.case.lang))
        return evolved(said, grade=grade.code)
    words = (say(desk, state.version, f"rate_{value}"),)
    return Reply(parts=words, act="rate", event="csat.received", value=value)


def _signs(desk: Desk, state: State, _request: Request) -> Reply:
    return duty_replies.signature(desk, state, state_reply(desk, state, asked=True))


_ASKED: Mapping[str, Callable[[Desk, State, Request], Reply]] = {
    "callback": _called_back,
    "confirm_resolved": _confirms,
    "ask_satisfaction": _rates,
    "hold": _waits,
    "explain": consent.to_plan,
    "remote": consent.to_session,
    "remote_check": consent.to_closing,
    "complaint": grievance.demand,
    "demand": grievance.expected,
    "feedback": grievance.measures,
    "sign": _signs,
    **duty_replies.ASKED,
}
"""How each thing that a move may ask is answered."""

_READ = {
    "confirm_resolved": "confirm_resolved",
    "ask_satisfaction": "ask_satisfaction",
    "request_remote_consent": "remote",
    "ask_demand": "demand",
}
"""Acts in plain words that ask for the same."""


_ASKED_BY = {
    "callback": "confirm_resolved",
    "complaint": "demand",
    "sign": "confirm_resolved",
    "low_rating": "ask_satisfaction",
}
"""What a move asks by itself, so that the same words ask nothing more."""


def _wanted(reading: Reading, intent: str) -> tuple[str, ...]:
    """Give what is asked of the customer, by the move or by its words; some moves ask by themselves."""
    read = [want for act, want in _READ.items() if reading.has(act) and want != _ASKED_BY.get(intent)]
    return tuple(dict.fromkeys(want for want in (intent, *read) if want in _ASKED))


HURTS = ("rude", "forbidden_phrase", "blame_shift")

MARKS = {"slang_emoji"}
"""What may be read in a message that has no words, and tells its hearer nothing."""


def _acts(desk: Desk, state: State, reading: Reading, request: Request) -> list[Reply]:
    replies: list[Reply] = []
    if any(reading.has(act) for act in HURTS):
        replies.append(spoken_act(desk, state, "protest"))
    if reading.has("ask_secret"):
        replies.append(spoken_act(desk, state, "refuse_secret"))
    if reading.has("jargon") and not desk.case.persona.jargon_ok:
        replies.append(spoken_act(desk, state, "jargon_lost"))
    replies.extend(_ASKED[want](desk, state, request) for want in _wanted(reading, request.intent))
    if request.vague_promise:
        replies.append(spoken_act(desk, state, "when_exactly"))
    return replies


def _courtesy(desk: Desk, state: State, reading: Reading, request: Request) -> Reply:
    if request.puzzling and not reading.has("greet"):
        return spoken_act(desk, state, "not_clear")
    table = (
        ("farewell", "thanks_bye"),
        ("ask_anything_else", "nothing_else"),
        ("promise_eta", "ack_wait"),
        ("chase_reply", "ack_wait"),
        ("hold_request", "ack_wait"),
        ("escalate_notice", "ack_progress"),
        ("progress_update", "ack_progress"),
        ("explain_plan", "ack_plan"),
        ("give_solution", "ack_plan"),
    )
    for act, wording in table:
        if reading.has(act):
            return spoken_act(desk, state, wording)
    said = {act.name for act in reading.acts} - MARKS
    return spoken_act(desk, state, "ack" if said else "not_clear")


def reply(desk: Desk, state: State, reading: Reading, request: Request) -> Reply:
    """Decide what is said to one message, by its rule-read acts only (DESIGN decision 9).

    Args:
        desk: The drill's fixed things.
        state: State with the message folded in.
        reading: What was understood.
        request: What the move itself asked.
    """
    replies = _acts(desk, state, reading, request) + fact_replies(desk, state, reading)
    if not replies:
        replies = [_courtesy(desk, state, reading, request)]
    elif reading.has("ask_anything_else") and state.ticket.verified:
        replies.append(spoken_act(desk, state, "nothing_else"))
    if twist_second.is_due(desk, state, reading, replies):
        replies = twist_second.told(desk, replies)
    marked = next((one for one in replies if one.event), replies[0])
    return evolved(
        marked,
        parts=tuple(dict.fromkeys(part for one in replies for part in one.parts)),
        slots=tuple(slot for one in replies for slot in one.slots),
        hinted=tuple(slot for one in replies for slot in one.hinted),
    )
