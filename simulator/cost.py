"""How much scenario time does an act take? (DESIGN decision 3; the figures are the handbook's, basis A-costs)."""

from collections.abc import Mapping
from datetime import timedelta

from policy.handbook import Handbook
from scenarios.case import Case
from simulator.move import Move

SPOKEN = ("say", "update", "verify", "ask_rating", "call_back")
"""Moves whose cost is what saying the words takes."""

SETTING: Mapping[str, str] = {
    "field": "cost_field_s",
    "priority": "cost_priority_s",
    "kb_search": "cost_search_s",
    "kb_open": "cost_open_article_s",
    "kb_cite": "cost_cite_article_s",
    "identify": "cost_identity_s",
    "ask_approval": "cost_note_s",
    "escalate": "cost_escalate_s",
    "ask_eta": "cost_eta_s",
    "resolve": "cost_resolve_s",
    "reason": "cost_reason_s",
    "archive": "cost_archive_s",
    "close": "cost_close_s",
}
"""Setting of the handbook that prices a move; moves not named cost nothing by themselves."""


def spoken(handbook: Handbook, case: Case, text: str) -> timedelta:
    """Give the time that saying or writing a text takes on the channel of the case, in whole seconds."""
    rate = handbook.settings[f"rate_{case.channel}_{case.lang}"].value
    length = len(text) if case.lang == "zh" else len(text.split())
    return timedelta(seconds=round(handbook.settings["cost_message_s"].value + length / rate))


def cost_of(handbook: Handbook, case: Case, move: Move) -> timedelta:
    """Give the scenario time that a move is charged.

    Checks and actions carry their own cost in the fault model; waiting is not an act.
    """
    if move.kind in SPOKEN:
        dialling = handbook.settings["cost_callback_s"].value if move.kind == "call_back" else 0
        return spoken(handbook, case, move.text("text")) + timedelta(seconds=dialling)
    if move.kind == "check":
        check = case.fault_model.check(move.text("check"))
        return timedelta(seconds=check.cost_s if check else 0)
    if move.kind == "act":
        action = case.fault_model.action(move.text("action"))
        return timedelta(seconds=action.cost_s if action else 0)
    setting = SETTING.get(move.kind)
    return timedelta(seconds=handbook.settings[setting].value if setting else 0)
