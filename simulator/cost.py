"""How much scenario time does an act take? (DESIGN decision 3; the figures are the handbook's, basis A-costs)."""

from collections.abc import Mapping
from datetime import timedelta

from policy.handbook import Handbook
from scenarios.case import Case
from simulator.move import Move

SPOKEN = (
    "say", "update", "verify", "ask_rating", "call_back", "explain", "hold", "resume", "ask_remote", "remote_check",
    "complaint_contact", "feed_back", "follow_up", "tell_number", "sign_off", "low_rating_contact", "prevent",
    "decline_gift", "try_contact",
)  # fmt: skip
"""Moves whose cost is what saying the words takes."""

DIALS = ("call_back", "follow_up")
"""Moves for which the customer is called first."""

WORDS = ("text", "steps", "effect", "risk")
"""Fields of a spoken move that are said."""

SETTING: Mapping[str, str] = {
    "field": "cost_field_s",
    "type": "cost_type_s",
    "priority": "cost_priority_s",
    "log": "cost_log_s",
    "assign": "cost_assign_s",
    "notify": "cost_notify_s",
    "kb_search": "cost_search_s",
    "kb_open": "cost_open_article_s",
    "kb_cite": "cost_cite_article_s",
    "identify": "cost_identity_s",
    "kb_draft": "cost_draft_s",
    "kb_publish": "cost_publish_s",
    "remote_start": "cost_remote_start_s",
    "remote_end": "cost_remote_end_s",
    "remote_cleanup": "cost_remote_cleanup_s",
    "escalate": "cost_escalate_s",
    "ask_eta": "cost_eta_s",
    "resolve": "cost_resolve_s",
    "reason": "cost_reason_s",
    "archive": "cost_archive_s",
    "close": "cost_close_s",
    "reopen": "cost_reopen_s",
    "complaint_open": "cost_complaint_s",
    "analyse": "cost_analysis_s",
    "correct": "cost_measure_s",
    "switch_channel": "cost_field_s",
    "second_ticket": "cost_complaint_s",
    "take": "cost_assign_s",
    "send_back": "cost_escalate_s",
    "hand_in": "cost_log_s",
    "engage": "cost_escalate_s",
    "chase_partner": "cost_log_s",
    "authorise": "cost_log_s",
}
"""Setting of the handbook that prices a move; moves not named cost nothing by themselves."""

OWN: Mapping[str, str] = {
    **dict.fromkeys(("answer_call", "forward_call", "acknowledge", "accept_gift"), "cost_field_s"),
    **dict.fromkeys(("route", "tag"), "cost_assign_s"),
    **dict.fromkeys(
        (
            "event_row", "liaison", "chain", "dispatch", "update_asset", "inspection_plan", "inspection_report",
            "scope", "fault_report",
        ),
        "cost_note_s",
    ),
}  # fmt: skip
"""Moves of some manuals only, each with the setting that prices it where the pack has no `cost_<move>_s`."""

NOTE = "cost_note_s"


def spoken(handbook: Handbook, case: Case, text: str) -> timedelta:
    """Give the time that saying or writing a text takes on the channel of the case, in whole seconds."""
    rate = handbook.settings[f"rate_{case.channel}_{case.lang}"].value
    length = len(text) if case.lang == "zh" else len(text.split())
    return timedelta(seconds=round(handbook.settings["cost_message_s"].value + length / rate))


def is_spoken(move: Move) -> bool:
    """Tell whether a move costs what saying its words takes; of the scope only that it is not ours is said."""
    return move.kind in SPOKEN or (move.kind == "scope" and move.text("verdict") == "out")


def words_of(move: Move) -> str:
    """Give what a spoken move says, in order."""
    return " ".join(text for name in WORDS if (text := move.text(name).strip()))


def cost_of(handbook: Handbook, case: Case, move: Move) -> timedelta:
    """Give the scenario time that a move is charged.

    Checks and actions carry their own cost in the fault model; waiting is not an act. A handbook from before a move
    was there prices it like a note.
    """
    if is_spoken(move):
        dialling = handbook.settings["cost_callback_s"].value if move.kind in DIALS else 0
        return spoken(handbook, case, words_of(move)) + timedelta(seconds=dialling)
    if move.kind == "check":
        check = case.fault_model.check(move.text("check"))
        return timedelta(seconds=check.cost_s if check else 0)
    if move.kind == "act":
        action = case.fault_model.action(move.text("action"))
        return timedelta(seconds=action.cost_s if action else 0)
    own = OWN.get(move.kind)
    name = SETTING.get(move.kind) or (f"cost_{move.kind}_s" if own else "")
    if not name:
        return timedelta()
    price = handbook.settings.get(name) or handbook.settings.get(own or NOTE) or handbook.settings[NOTE]
    return timedelta(seconds=price.value)
