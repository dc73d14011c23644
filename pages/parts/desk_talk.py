"""What has been said, and by whom: the conversation in the middle of the desk."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from pages.parts.desk_lines import system_line
from pages.parts.desk_moves import FOCUS, Bench, add_to_note, move
from pages.parts.desk_names import capital, tier_words
from pages.parts.desk_others import PARTNERED, said_by
from pages.parts.desk_shown import shown
from pages.parts.desk_typing import waiting_line
from pages.parts.duty_lines import LINES
from simulator.move import MAX_TEXT
from simulator.state import State
from sla.timeline import Event, Timeline

SYSTEM_KINDS = (
    "ticket.accepted",
    "ticket.severity_set",
    "ticket.transferred",
    "tier2.started",
    "tier3.joined",
    "workaround.provided",
    "fix.provided",
    "escalation.eta_obtained",
    "action.executed",
    "identity.verified",
    "ticket.resolved",
    "ticket.archived",
    "ticket.closed",
    "callback.done",
    "csat.received",
    "attempt.paused",
    "attempt.abandoned",
    "breach.reason_logged",
    "ticket.type_set",
    "ticket.assigned",
    "ticket.reopened",
    "customer.approved",
    "action.logged",
    "supervisor.notified",
    "call.held",
    "call.resumed",
    "remote.consent",
    "remote.started",
    "remote.ended",
    "remote.tempfiles_deleted",
    "complaint.opened",
    "rca.5w1h",
    "corrective.done",
    "kb.cited",
    "kb.draft",
    "kb.published",
    *LINES,
)
"""Events shown as grey lines; the state of the system and the mood are nobody's to see before the end."""

FIRST = ("greet_intro", "empathise", "explain_plan", "promise_update")
WORKING = ("empathise", "apologise", "restate", "explain_plan", "hold", "promise_update", "other_way")
AWAY = ("escalate_notice", "progress", "promise_update", "apologise", "chase_reply", "workaround_offer", "verify")
ENDING = ("verify", "anything_else", "ask_rating", "farewell", "callback")
GUARDED = ("refuse_disclosure", "refuse_reason", "remote_consent")
COMPLAINING = ("hear_demand", "apologise", "delay")

SLOT = re.compile(r"\{(\w+)\}")

PHRASE_MOMENTS = tuple(dict.fromkeys((*FIRST, *WORKING, *AWAY, *ENDING, *GUARDED, *COMPLAINING)))
"""Moments of the phrases, each with its name in the catalogue."""


def moments_now(state: State, seat: str) -> tuple[str, ...]:
    """Choose the moments that may come next, so that the picker is no wall of words."""
    if not state.contacted:
        chosen: tuple[str, ...] = FIRST
    elif state.ticket.verified or state.ticket.resolved:
        chosen = ENDING
    elif state.ticket.tier != seat:
        chosen = AWAY
    else:
        chosen = (*WORKING, *GUARDED, "verify")
    if state.complaint is not None:
        chosen = (*COMPLAINING, *chosen)
    return tuple(dict.fromkeys(chosen))


def conversation(bench: Bench, height: int = 420) -> None:
    """Draw the talk, newest in view; while the phone rings, nobody has heard what the caller is going to say."""
    unheard = bench.attempt.state.duties.ringing
    name = _customer_name(bench)
    with st.container(height=height, key="talk", border=True):
        for event in as_heard(bench.attempt.events):
            if not (unheard and event.kind == "ticket.submitted"):
                _draw(bench, event, name)
        if bench.is_open and any(due.what == "customer" for due in bench.attempt.state.agenda):
            # Only that an answer is to come is said, not when; the key is put behind it by the style sheet.
            st.html(waiting_line(bench.t, bench.attempt, name))


def _draw(bench: Bench, event: Event, name: str) -> None:
    """Draw one event as a bubble or as a grey line; most leave no trace here."""
    desk = bench.attempt.desk
    clock = event.at.astimezone(desk.case.submitted_at.tzinfo).strftime("%H:%M")
    text, own = str(event.fields.get("text") or ""), event.actor == "trainee"
    if event.kind in {"ticket.submitted", "customer.msg"}:
        _bubble(text, name, clock, ":material/person:", "ai")
    elif event.kind == "agent.msg" and own and not event.fields.get("to"):
        _bubble(text, bench.t("desk.me"), clock, ":material/support_agent:", "human")
        if event.fields.get("reached") is False:
            st.html(f'<div class="md-sys">{clock}　{escape(bench.t("desk.unheard"))}</div>')
    elif event.kind == "agent.msg" and not own:
        _bubble(text, tier_words(bench.t, desk.handbook, event.actor), clock, ":material/engineering:", "ai")
    elif event.kind == "handover.note" and not own and desk.case.history is not None:
        who = tier_words(bench.t, desk.handbook, event.actor)
        _bubble(text, bench.t("seat.note_of", line=who), clock, ":material/notes:", "ai")
    elif event.kind in PARTNERED:
        who, icon = said_by(bench, event)
        _bubble(text, who, clock, icon, "human" if own else "ai")
    elif event.kind in SYSTEM_KINDS:
        st.html(f'<div class="md-sys">{clock}　{escape(system_line(bench, event))}</div>')


def as_heard(events: Timeline) -> Timeline:
    """Put what a caller wants behind the answer to the call: before it nobody has heard it."""
    answered = next((one for one in events if one.kind == "call.answered"), None)
    said = next((one for one in events if one.kind == "ticket.submitted"), None)
    if answered is None or said is None or said.id > answered.id:
        return events
    before = tuple(one for one in events if one is not said and one.id <= answered.id)
    return (*before, replace(said, at=answered.at), *(one for one in events if one.id > answered.id))


def _customer_name(bench: Bench) -> str:
    """Name the customer as the customer did; what stands in the ticket is the trainee's, and may be anything."""
    fact = bench.attempt.desk.case.fact("contact_name")
    told = fact is not None and "contact_name" in bench.attempt.state.told
    return fact.value if fact is not None and told else bench.t("desk.customer")


def _bubble(text: str, who: str, clock: str, avatar: str, side: str) -> None:
    with st.chat_message(side, avatar=avatar):
        head = f'<div class="md-who">{escape(capital(who))}　{clock}</div>'
        st.html(f'{head}<div class="md-said">{escape(shown(text))}</div>')


def _pick(text: str) -> None:
    st.session_state["say"] = text
    st.session_state["phr"] = False
    st.session_state[FOCUS] = "say"


def phrase_picker(bench: Bench) -> None:
    """Offer wordings by moment, in practice only; a phrase is put into the input, never sent by itself."""
    t, desk = bench.t, bench.attempt.desk
    with st.popover(t("desk.phrases"), key="phr", on_change="rerun", icon=":material/format_quote:"):
        moments = moments_now(bench.attempt.state, desk.case.seat)
        labels = {moment: t(f"moment.{moment}") for moment in moments}
        chosen = st.pills(t("desk.phrases_when"), moments, format_func=labels.__getitem__, key="phr_moment")
        for number, text in enumerate(_phrases(bench, chosen) if chosen else ()):
            filled = _filled(bench, text)
            st.button(filled, key=f"phr_{chosen}_{number}", on_click=_pick, args=(filled,), width="stretch")


def _phrases(bench: Bench, moment: str) -> tuple[str, ...]:
    try:
        return bench.attempt.desk.wording.phrases(moment, bench.attempt.desk.case.lang)
    except KeyError:  # an attempt that was begun before this moment had phrases
        return ()


def _filled(bench: Bench, text: str) -> str:
    """Fill what is known; what is left open is shown as a slot, and must be filled before sending."""
    state, t = bench.attempt.state, bench.t
    handbook, lang = bench.attempt.desk.handbook, bench.attempt.desk.case.lang
    known = {
        "me": bench.guest.account.name.in_lang(lang),
        "name": handbook.recorded("contact_name", state.ticket.fields),
        "number": state.ticket.number,
        "tier": handbook.tier(state.ticket.tier).name.in_lang(lang),
    }
    open_words = {"time": t("slot.time")}
    return SLOT.sub(lambda found: known.get(found[1]) or f"{{{open_words.get(found[1], '…')}}}", text)


def _send(bench: Bench) -> None:
    text = str(st.session_state.get("say") or "")
    if not text.strip():
        return
    mark = secrets.token_hex(4)
    if "{" in text and "}" in text and len(text) <= MAX_TEXT:
        bench.seat.note("say", "warning", bench.t("desk.open_slot"), bench.t("desk.words_kept"))
        bench.seat.sent = (mark, text)
    elif move(bench, "say", text=text):
        bench.seat.sent = (mark, "")
    else:
        bench.seat.sent = (mark, text)
        add_to_note(bench, "say", bench.t("desk.words_kept"))


def sent(bench: Bench) -> Mapping[str, str | bool]:
    """Say what came of the last message: a mark of its own, and what `assets/desk.js` puts back into the input.

    Streamlit empties the input when a message is sent. That it puts a value back only when it is not the value that
    it put back before is why this is done in the browser. Words longer than a message may be are not sent to and fro
    with each rerun: the browser has them. A page that was loaded anew between the sending and the answer has no mark:
    what was said last tells it that its words were taken.
    """
    mark, text = bench.seat.sent
    is_long = len(text) > MAX_TEXT
    return {"mark": mark, "back": "" if is_long else text, "kept": is_long, "said": "" if mark else _said_last(bench)}


def _said_last(bench: Bench) -> str:
    for event in reversed(bench.attempt.events):
        if event.kind == "agent.msg" and event.actor == "trainee" and not event.fields.get("to"):
            return str(event.fields["text"])
    return ""


def input_line(bench: Bench) -> None:
    """Take what is said to the customer, however long: Streamlit would drop without a word what is over a limit."""
    st.chat_input(
        bench.t("desk.say"),
        key="say",
        on_submit=_send,
        args=(bench,),
        disabled=bench.attempt.state.status != "open",
    )
