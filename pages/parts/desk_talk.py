"""What has been said, and by whom: the conversation in the middle of the desk."""

from collections.abc import Callable, Mapping
from html import escape

import streamlit as st

from pages.parts.desk_moves import Bench, move
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
)
"""Events shown as grey lines; the state of the system and the mood are nobody's to see before the end."""

PHRASE_MOMENTS = (
    "greet_intro",
    "empathise",
    "apologise",
    "explain_plan",
    "escalate_notice",
    "promise_update",
    "progress",
    "verify",
    "anything_else",
    "ask_rating",
    "farewell",
    "callback",
)


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


_LINES: Mapping[str, Callable[[Bench, Event], str]] = {
    "ticket.severity_set": _severity,
    "ticket.transferred": _transferred,
    "action.executed": _executed,
    "escalation.eta_obtained": _eta,
    "csat.received": lambda bench, event: bench.t("line.rated", value=_text(event, "value")),
    "ticket.accepted": lambda bench, event: bench.t("line.accepted", number=_text(event, "number")),
    "workaround.provided": lambda bench, event: bench.t("line.workaround", tier=bench.t(f"tier.{event.actor}")),
    "fix.provided": lambda bench, event: bench.t("line.fix", tier=bench.t(f"tier.{event.actor}")),
}


def _pick(text: str) -> None:
    st.session_state["say"] = text
    st.session_state["phr"] = False


def phrase_picker(bench: Bench) -> None:
    """Offer wordings by moment, in practice only; a phrase is put into the input, never sent by itself."""
    t, desk = bench.t, bench.attempt.desk
    with st.popover(t("desk.phrases"), key="phr", on_change="rerun", icon=":material/format_quote:"):
        labels = {moment: t(f"moment.{moment}") for moment in PHRASE_MOMENTS}
        chosen = st.pills(t("desk.phrases_when"), PHRASE_MOMENTS, format_func=labels.__getitem__, key="phr_moment")
        for number, text in enumerate(desk.wording.phrases(chosen, desk.case.lang) if chosen else ()):
            filled = _filled(bench, text)
            st.button(filled, key=f"phr_{chosen}_{number}", on_click=_pick, args=(filled,))


def _filled(bench: Bench, text: str) -> str:
    name = bench.attempt.state.ticket.fields.get("contact_name", "")
    me = bench.guest.account.name.in_lang(bench.attempt.desk.case.lang)
    return text.replace("{me}", me).replace("{name}", name).replace("{number}", bench.attempt.state.ticket.number)


def _send(bench: Bench) -> None:
    text = str(st.session_state.get("say") or "")
    if "{" in text and "}" in text:
        st.session_state["desk_note"] = ("warning", bench.t("desk.open_slot"))
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
