"""When does the customer tell a fact? (simulation spec: disclosure rules)."""

from collections.abc import Mapping

from scenarios.case import Fact
from simulator.reading.reading import Reading
from simulator.state import Desk, State
from simulator.utterance import Reply, say, spoken_act

MOST_SLOTS = 2
"""Slots answered per message (simulation spec)."""

ASKED_AS: Mapping[str, str] = {"impact_scope": "scope"}
"""Facts that the annotation guide asks for under another name."""

IMPACT = "impact_scope"
"""Fact that some people paint blacker or brighter than it is before they give the figures."""

GIVES_IN = 2
"""Questions after which nobody holds back any longer, so that every fact can be reached."""


def _withheld(desk: Desk, state: State, fact: Fact) -> str:
    """Name what the customer does instead of telling, empty if the fact may be told."""
    if state.asked.get(ASKED_AS.get(fact.slot, fact.slot), 0) >= GIVES_IN:
        return ""
    if fact.disclosure == "after_empathy" and not state.soothed and state.mood.band != "calm":
        return "holds_back"
    if fact.disclosure == "after_verify" and not state.introduced:
        return "who_is_it"
    if fact.disclosure == "after_consent" and not (state.remote.consented or state.approved):
        return "holds_back"
    in_picture = fact.disclosure == "via_attachment" and desk.case.fact("attachment") is not None
    return "in_picture" if in_picture and "attachment" not in state.told else ""


def _fact_reply(desk: Desk, state: State, fact: Fact) -> Reply:
    """Answer one question by the disclosure rule of its fact."""
    if fact.disclosure == "unknown":
        return spoken_act(desk, state, "dont_know")
    if fact.slot in state.told:
        again = say(desk, state.version, "already_said")
        return Reply(parts=(again, fact.say), act="repeat", slots=(fact.slot,))
    held = _withheld(desk, state, fact)
    if _colours(desk, state, fact):
        return Reply(parts=(say(desk, state.version, desk.case.persona.tells),), act="vague", hinted=(fact.slot,))
    vague_first = fact.disclosure == "on_clarify" and fact.slot not in state.hinted
    if (vague_first or held) and fact.vague:
        return Reply(parts=(fact.vague,), act="vague", hinted=(fact.slot,))
    if held:
        return spoken_act(desk, state, held)
    return _with_picture(desk, state, fact) if fact.slot == "attachment" else _told(fact)


def _colours(desk: Desk, state: State, fact: Fact) -> bool:
    """Tell whether the impact is painted blacker or brighter than it is: once, and never with a figure."""
    told_first = fact.slot in state.hinted or fact.disclosure == "open"
    return fact.slot == IMPACT and desk.case.persona.tells != "plain" and not told_first


def _told(*facts: Fact) -> Reply:
    return Reply(parts=tuple(one.say for one in facts), act="tell", slots=tuple(one.slot for one in facts))


def _with_picture(desk: Desk, state: State, fact: Fact) -> Reply:
    """Send the picture or file, and with it everything that stands only there."""
    inside = [one for one in desk.case.facts if one.disclosure == "via_attachment" and one.slot not in state.told]
    return _told(fact, *inside)


def fact_replies(desk: Desk, state: State, reading: Reading) -> list[Reply]:
    """Answer the questions of one message, two at most.

    Args:
        desk: The drill's fixed things.
        state: State with the message felt, before its questions are counted.
        reading: What was understood.
    """
    named = {asked: slot for slot, asked in ASKED_AS.items()}
    asked = [named.get(slot, slot) for slot in reading.asked()]
    known = [fact for slot in asked if (fact := desk.case.fact(slot)) is not None]
    new = [fact for fact in known if fact.slot not in state.told] or known
    replies = [_fact_reply(desk, state, fact) for fact in new[:MOST_SLOTS]]
    if len(asked) > len(known) and not replies:
        replies.append(spoken_act(desk, state, "dont_know"))
    if len(new) > MOST_SLOTS:
        replies.append(spoken_act(desk, state, "too_many"))
    return replies
