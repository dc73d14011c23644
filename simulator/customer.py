"""What does the customer answer? A deterministic person: rules decide what is said, templates the wording.

`reply` is called once, when a message to the customer is folded; what it plans is said after a delay of the
channel. The customer tells facts by their disclosure rules only, and speaks of the state of the system only as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scenarios.case import Fact
from scenarios.fault_model import holds_strictly, is_working
from scenarios.fill import fill
from simulator.chance import fraction, whole
from simulator.reading.reading import Reading
from simulator.state import Desk, Due, State

MOST_SLOTS = 2
"""Slots answered per message (simulation spec)."""

DELAYS: Mapping[str, tuple[int, int]] = {
    "phone": (2, 7),
    "chat": (8, 40),
    "wecom": (20, 120),
    "web_form": (300, 1500),
    "email": (600, 2400),
}
"""Seconds before the customer answers, by channel."""

DISPLEASED = (250, 550, 800)
"""Frustration from which one point each is taken from the rating."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the customer is going to say.

    Attributes:
        parts: Sentences, in order.
        act: Name of what the reply mainly does.
        slots: Facts told in it.
        hinted: Facts told vaguely.
        event: An event beside the words: `verify.customer`, `workaround.accepted`, `csat.received`, or empty.
        value: Rating, when the event is one.
        about: Check or action, when the event is an approval.
    """

    parts: tuple[str, ...]
    act: str
    slots: tuple[str, ...] = ()
    hinted: tuple[str, ...] = ()
    event: str = ""
    value: int = 0
    about: str = ""


def say(desk: Desk, turn: int, act: str, **values: str) -> str:
    """Choose the wording of an act for this case and turn, and fill it; turns that follow each other differ."""
    case = desk.case
    options = desk.wording.customer(act, case.lang, case.persona.temper_words)
    first = int(fraction(case.seed, case.id, 0, act) * len(options))
    return fill(options[(first + turn) % len(options)], values)


def fact_reply(desk: Desk, state: State, fact: Fact, *, soothed: bool) -> Reply:
    """Answer one question by the disclosure rule of its fact."""
    turn = state.version
    if fact.disclosure == "unknown":
        return Reply(parts=(say(desk, turn, "dont_know"),), act="dont_know")
    if fact.slot in state.told:
        return Reply(parts=(say(desk, turn, "already_said"), fact.say), act="repeat", slots=(fact.slot,))
    vague_first = fact.disclosure == "on_clarify" and fact.slot not in state.hinted
    cold = fact.disclosure == "after_empathy" and not (soothed or state.mood.empathies)
    unsure_who = fact.disclosure in {"after_verify", "after_consent"}
    if (vague_first or cold) and fact.vague:
        return Reply(parts=(fact.vague,), act="vague", hinted=(fact.slot,))
    if unsure_who and not state.contacted:
        return Reply(parts=(say(desk, turn, "not_clear"),), act="vague")
    return Reply(parts=(fact.say,), act="tell", slots=(fact.slot,))


def _facts(desk: Desk, state: State, reading: Reading) -> list[Reply]:
    alias = {"scope": "impact_scope"}
    asked = [alias.get(slot, slot) for slot in reading.asked()]
    soothed = reading.has("empathise")
    known = [fact for slot in asked if (fact := desk.case.fact(slot)) is not None]
    new = [fact for fact in known if fact.slot not in state.told] or known
    replies = [fact_reply(desk, state, fact, soothed=soothed) for fact in new[:MOST_SLOTS]]
    if len(asked) > len(known) and not replies:
        replies.append(Reply(parts=(say(desk, state.version, "dont_know"),), act="dont_know"))
    if len(new) > MOST_SLOTS:
        replies.append(Reply(parts=(say(desk, state.version, "too_many"),), act="too_many"))
    return replies


def state_reply(desk: Desk, state: State, *, asked: bool) -> Reply:
    """Tell what the state of the system shows: the customer never confirms what is not so."""
    turn, model = state.version, desk.case.fault_model
    if holds_strictly(model.lost, state.system):
        return Reply(parts=(say(desk, turn, "reports_lost"),), act="reports_lost")
    if holds_strictly(model.detour, state.system):
        event = "workaround.accepted" if asked else ""
        return Reply(parts=(say(desk, turn, "confirm_detour"),), act="confirm_detour", event=event)
    if is_working(model, state.system):
        act = "confirm_fixed" if asked else "reports_working"
        return Reply(parts=(say(desk, turn, act),), act=act, event="verify.customer" if asked else "")
    act = "deny_fixed" if asked else "reports_not_working"
    return Reply(parts=(say(desk, turn, act),), act=act)


def rating(state: State) -> int:
    """Rate the service from 1 to 5 by what was done and how it felt (STD-4.1.csat)."""
    score = 5 - sum(state.mood.frustration >= limit for limit in DISPLEASED)
    return max(1, score if state.ticket.verified else score - 2)


def _acts(desk: Desk, state: State, reading: Reading, intent: str, *, vague_promise: bool) -> list[Reply]:
    turn = state.version
    replies: list[Reply] = []
    if any(reading.has(act) for act in ("rude", "forbidden_phrase", "blame_shift")):
        replies.append(Reply(parts=(say(desk, turn, "protest"),), act="protest"))
    if reading.has("ask_secret"):
        replies.append(Reply(parts=(say(desk, turn, "refuse_secret"),), act="refuse_secret"))
    if reading.has("jargon") and not desk.case.persona.jargon_ok:
        replies.append(Reply(parts=(say(desk, turn, "jargon_lost"),), act="jargon_lost"))
    if intent == "callback":
        working = is_working(desk.case.fault_model, state.system)
        act = "callback_ok" if working else "callback_bad"
        replies.append(Reply(parts=(say(desk, turn, act),), act=act))
    elif intent == "confirm_resolved" or reading.has("confirm_resolved"):
        replies.append(state_reply(desk, state, asked=True))
    if intent == "ask_satisfaction" or reading.has("ask_satisfaction"):
        value = rating(state)
        replies.append(
            Reply(parts=(say(desk, turn, f"rate_{value}"),), act="rate", event="csat.received", value=value)
        )
    if vague_promise:
        replies.append(Reply(parts=(say(desk, turn, "when_exactly"),), act="when_exactly"))
    return replies


def _courtesy(desk: Desk, state: State, reading: Reading) -> Reply:
    turn = state.version
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
            return Reply(parts=(say(desk, turn, wording),), act=wording)
    wording = "ack" if reading.acts else "not_clear"
    return Reply(parts=(say(desk, turn, wording),), act=wording)


def reply(desk: Desk, state: State, reading: Reading, intent: str, *, vague_promise: bool) -> Reply:
    """Decide what is said to one message, by its rule-read acts only (DESIGN decision 9).

    Args:
        desk: The drill's fixed things.
        state: State with the message folded in.
        reading: What was understood.
        intent: What the move itself asked: `confirm_resolved`, `ask_satisfaction`, `callback`, or empty.
        vague_promise: Whether a time was promised that nobody can put on a clock.
    """
    replies = _acts(desk, state, reading, intent, vague_promise=vague_promise) + _facts(desk, state, reading)
    if not replies:
        replies = [_courtesy(desk, state, reading)]
    elif reading.has("ask_anything_else") and state.ticket.verified:
        replies.append(Reply(parts=(say(desk, state.version, "nothing_else"),), act="nothing_else"))
    marked = next((one for one in replies if one.event), replies[0])
    parts = tuple(dict.fromkeys(part for one in replies for part in one.parts))
    return replace(
        marked,
        parts=parts,
        slots=tuple(slot for one in replies for slot in one.slots),
        hinted=tuple(slot for one in replies for slot in one.hinted),
    )


def reply_at(desk: Desk, state: State, heard: datetime) -> datetime:
    """Give the moment the customer answers, after having heard the message."""
    low, high = DELAYS.get(desk.case.channel, DELAYS["wecom"])
    delay = whole(low, high, fraction(desk.case.seed, desk.case.id, state.version, "delay"))
    return heard + timedelta(seconds=delay)


def as_due(desk: Desk, state: State, said: Reply, heard: datetime) -> Due:
    """Plan a reply as something that will happen."""
    glue = "" if desk.case.lang == "zh" else " "
    return Due(
        id=f"reply-{state.version}",
        at=reply_at(desk, state, heard),
        what="customer",
        data={
            "text": glue.join(said.parts),
            "act": said.act,
            "slots": said.slots,
            "hinted": said.hinted,
            "event": said.event,
            "value": said.value,
            "about": said.about,
        },
    )
