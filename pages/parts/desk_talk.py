"""What has been said, and by whom: the conversation in the middle of the desk."""

import re
from collections.abc import Callable, Mapping
from html import escape

import streamlit as st

from pages.parts.desk_moves import FOCUS, NOTE, Bench, move
from simulator.state import State
from sla.timeline import Event

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
    """Draw the talk, newest in view."""
    case = bench.attempt.desk.case
    name = _customer_name(bench)
    with st.container(height=height, key="talk", border=True):
        for event in bench.attempt.events:
            clock = event.at.astimezone(case.submitted_at.tzinfo).strftime("%H:%M")
            if event.kind in {"ticket.submitted", "customer.msg"}:
                _bubble(str(event.fields["text"]), name, clock, ":material/person:", "ai")
            elif event.kind == "agent.msg" and event.actor == "trainee" and not event.fields.get("to"):
                _bubble(str(event.fields["text"]), bench.t("desk.me"), clock, ":material/support_agent:", "human")
            elif event.kind == "agent.msg" and event.actor != "trainee":
                _bubble(
                    str(event.fields["text"]), bench.t(f"tier.{event.actor}"), clock, ":material/engineering:", "ai"
                )
            elif event.kind in SYSTEM_KINDS:
                st.html(f'<div class="md-sys">{clock}　{escape(system_line(bench, event))}</div>')
        if bench.is_open and any(due.what == "customer" for due in bench.attempt.state.agenda):
            # Only that an answer is to come is said, not when; the key is put behind it by the style sheet.
            st.html(f'<div class="md-sys" data-key="Alt+6">{escape(bench.t("desk.no_answer_yet", who=name))}</div>')


def _customer_name(bench: Bench) -> str:
    fact = bench.attempt.desk.case.fact("contact_name")
    known = bench.attempt.state.ticket.fields.get("contact_name", "")
    told = fact is not None and "contact_name" in bench.attempt.state.told
    return known or (fact.value if fact is not None and told else bench.t("desk.customer"))


def _bubble(text: str, who: str, clock: str, avatar: str, side: str) -> None:
    with st.chat_message(side, avatar=avatar):
        st.html(f'<div class="md-who">{escape(who)}　{clock}</div><div class="md-said">{escape(text)}</div>')


def system_line(bench: Bench, event: Event) -> str:
    """Say a fact of the ticket in one line."""
    say = _LINES.get(event.kind)
    return say(bench, event) if say else bench.t(f"line.{event.kind}")


def _text(event: Event, name: str) -> str:
    return str(event.fields.get(name, ""))


def _severity(bench: Bench, event: Event) -> str:
    name = bench.attempt.desk.handbook.priority(_text(event, "level")).name
    return bench.t("line.severity", level=bench.t.of(name))


def _transferred(bench: Bench, event: Event) -> str:
    t = bench.t
    source, target = t(f"tier.{_text(event, 'from_tier')}"), t(f"tier.{_text(event, 'to_tier')}")
    return t("line.transferred", source=source, target=target)


def _executed(bench: Bench, event: Event) -> str:
    t, name = bench.t, _text(event, "action")
    action = bench.attempt.desk.case.fault_model.action(name)
    who = t("desk.me") if event.actor == "trainee" else t(f"tier.{event.actor}")
    return t("line.action", who=who, action=t.of(action.title) if action else name)


def _eta(bench: Bench, event: Event) -> str:
    return bench.t("line.eta", time=_text(event, "eta")[11:16], tier=bench.t(f"tier.{event.actor}"))


def _type(bench: Bench, event: Event) -> str:
    types = {one.code: bench.t.of(one.title) for one in bench.attempt.desk.handbook.lists.get("ticket_types", ())}
    return bench.t("line.ticket.type_set", value=types.get(_text(event, "value"), ""))


def _assigned(bench: Bench, event: Event) -> str:
    to = _text(event, "to")
    crew = {one.id: one.name for one in bench.attempt.desk.case.coworkers}
    return bench.t("line.ticket.assigned", to=bench.t("desk.me") if to == "me" else crew.get(to, to))


_LINES: Mapping[str, Callable[[Bench, Event], str]] = {
    "ticket.severity_set": _severity,
    "ticket.transferred": _transferred,
    "action.executed": _executed,
    "escalation.eta_obtained": _eta,
    "csat.received": lambda bench, event: bench.t("line.rated", value=_text(event, "value")),
    "ticket.accepted": lambda bench, event: bench.t("line.accepted", number=_text(event, "number")),
    "workaround.provided": lambda bench, event: bench.t("line.workaround", tier=bench.t(f"tier.{event.actor}")),
    "fix.provided": lambda bench, event: bench.t("line.fix", tier=bench.t(f"tier.{event.actor}")),
    "ticket.type_set": _type,
    "ticket.assigned": _assigned,
    "action.logged": lambda bench, event: bench.t("line.action.logged", text=_text(event, "text")),
    "kb.cited": lambda bench, event: bench.t("line.kb.cited", article=_text(event, "article")),
    "kb.draft": lambda bench, event: bench.t("line.kb.draft", title=_text(event, "title")),
}


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
        "name": state.ticket.fields.get("contact_name", ""),
        "number": state.ticket.number,
        "tier": handbook.tier(state.ticket.tier).name.in_lang(lang),
    }
    open_words = {"time": t("slot.time")}
    return SLOT.sub(lambda found: known.get(found[1]) or f"{{{open_words.get(found[1], '…')}}}", text)


def _send(bench: Bench) -> None:
    text = str(st.session_state.get("say") or "")
    if "{" in text and "}" in text:
        st.session_state[NOTE] = ("warning", bench.t("desk.open_slot"))
        st.session_state["say"] = text
        return
    if text.strip():
        move(bench, "say", text=text)


def input_line(bench: Bench) -> None:
    """Take what is said to the customer."""
    st.chat_input(
        bench.t("desk.say"),
        key="say",
        max_chars=2000,
        on_submit=_send,
        args=(bench,),
        disabled=bench.attempt.state.status != "open",
    )
