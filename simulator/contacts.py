"""Who is reached, and who is not: the department's liaison, the names above, a customer who does not answer?"""

from datetime import datetime

from simulator.chance import fraction
from simulator.move import Move, Refusal
from simulator.speech import INTENTS, Decision, draft, marks, message, opening
from simulator.state import Desk, State, is_live
from simulator.twist_absence import has_tried_enough
from sla.timeline import Json

LIAISON = 0.6
"""Chance that the liaison is reached."""

CHAIN = {"2": 0.7, "3": 1.0}
"""Chance by level of the list: the next name, and the head of the department, who is always reached."""

PHONE, ELSEWHERE = 0.6, 0.3
"""Chance that a customer who is not on the line is reached by phone, and by other channels."""


def _reached(desk: Desk, state: State, chance: float, purpose: str) -> bool:
    return fraction(desk.case.seed, desk.case.id, state.version, purpose) < chance


def _answers(desk: Desk, state: State, name: str, chance: float, purpose: str) -> bool:
    """Tell whether a name on the list answers: as the case says, else by chance."""
    known = desk.case.setting.reached.get(name) if desk.case.setting else None
    return _reached(desk, state, chance, purpose) if known is None else known


def liaison(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Pass the event to the department's liaison (DSK-7.3); whoever was reached once is reached again."""
    text = move.text("text").strip()
    if not text:
        return Refusal(code="empty_text")
    ok = state.duties.liaison == "reached" or _answers(desk, state, "liaison", LIAISON, "liaison")
    return (*opening(desk, state, at, speaks=False), draft(at, "liaison.contacted", ok=ok, text=text))


def chain(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Go up the list of contacts (DSK-7.3.chain); a level may be skipped, and that is scored."""
    level, text = move.text("level"), move.text("text").strip()
    if level not in CHAIN:
        return Refusal(code="bad_field", params={"field": "level"})
    if not text:
        return Refusal(code="empty_text")
    ok = _answers(desk, state, level, CHAIN[level], f"chain-{level}")
    return (*opening(desk, state, at, speaks=False), draft(at, "chain.escalated", level=int(level), ok=ok, text=text))


def _is_found(desk: Desk, state: State, channel: str) -> bool:
    """Tell whether one more try finds a customer who fell silent half-way: the tries that A19 asks for do."""
    return "falls_silent" in desk.case.twists and has_tried_enough(desk, (*state.duties.tries, channel))


def try_contact(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Try to reach the customer (A19): one who is reached hears the words, and is asked whether it works."""
    channel, text = move.text("channel"), move.text("text").strip()
    if channel not in {one.code for one in desk.handbook.lists.get("channels", ())}:
        return Refusal(code="no_such_channel", params={"channel": channel[:40]})
    if not text:
        return Refusal(code="empty_text")
    chance = PHONE if channel == "phone" else ELSEWHERE
    there = channel == desk.case.channel if state.twist.lost_touch else is_live(desk)
    found = there or _reached(desk, state, chance, f"try-{channel}")
    reached = _is_found(desk, state, channel) if state.twist.away else found
    tried = draft(at, "contact.attempted", channel=channel, reached=reached)
    if not reached:
        return (*opening(desk, state, at, speaks=False), tried)
    # Who fell silent half-way has nothing to confirm yet.
    intent: dict[str, Json] = {} if state.twist.away else {"intent": INTENTS["verify"]}
    words, reading = message(desk, state, text, at, channel=channel, **intent)
    return (*opening(desk, state, at, speaks=True), tried, *words, *marks(desk, state, move.kind, reading, at))
