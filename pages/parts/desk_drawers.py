"""What is asked for before a larger step: drawers over the form, the conversation stays readable beside them."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from pages.parts.desk_drafts import area, drop
from pages.parts.desk_moves import NOTE, Bench, move, nonce

WIDTH = 460

MOMENTS: Mapping[str, str] = {
    "update": "progress",
    "verify": "verify",
    "ask_rating": "ask_rating",
    "call_back": "callback",
    "hold": "hold",
    "resume": "resume",
    "ask_remote": "remote_consent",
    "remote_check": "remote_check",
    "complaint_contact": "complaint_contact",
    "feed_back": "feed_back",
    "follow_up": "follow_up",
}
"""Moves whose purpose is fixed, with the moment of the phrases that suit them."""


def send(bench: Bench, kind: str, keys: Sequence[str], **fields: str | int) -> None:
    """Make the move of a drawer; taken, its words are forgotten and the drawer closes."""
    if move(bench, kind, widget=f"drawer_{kind}", **fields):
        drop(bench, *keys)
        st.rerun()


def note_here() -> None:
    """Say inside the drawer why a move was refused."""
    note = st.session_state.get(NOTE)
    if note:
        st.warning(note[1], icon=":material/info:")


def go_button(bench: Bench, kind: str, label: str, key: str, *, disabled: bool = False) -> bool:
    """Draw the one button that makes the move; Ctrl and Enter press it from inside a field."""
    nonce(bench, f"drawer_{kind}")
    return st.button(label, type="primary", key=key, disabled=disabled, shortcut="Ctrl+Enter")


def open_drawer(title: str, body: Callable[[], None]) -> None:
    """Open a drawer on the right: Esc closes it, and the focus returns to what opened it."""
    st.dialog(title, position="right", width=WIDTH)(body)()


def phrase_for(bench: Bench, moment: str) -> str:
    """Offer the first phrase without open slots, in practice only."""
    desk = bench.attempt.desk
    if bench.attempt.state.mode != "practice":
        return ""
    try:
        options = desk.wording.phrases(moment, desk.case.lang)
    except KeyError:
        return ""
    return next((one for one in options if "{" not in one), "")


def words(bench: Bench, kind: str) -> None:
    """Say something whose purpose is fixed: ask whether it works, tell progress, hold the line or call back."""
    t, key = bench.t, f"words_{kind}"

    def body() -> None:
        st.markdown(f":small[:gray[{t(f'drawer.{kind}_help')}]]")
        text = area(bench, key, t("drawer.words"), default=phrase_for(bench, MOMENTS[kind]), lines=5)
        note_here()
        if go_button(bench, kind, t("drawer.say"), f"{key}_go", disabled=not text.strip()):
            send(bench, kind, (key,), text=text)

    open_drawer(t(f"drawer.{kind}"), body)


def escalate(bench: Bench) -> None:
    """Hand the ticket over: the note goes with it, and is all that the other line sees."""
    t, desk = bench.t, bench.attempt.desk
    fields = bench.attempt.state.ticket.fields
    keys = ("esc_symptom", "esc_done", "esc_ask")

    def body() -> None:
        st.markdown(f":small[:gray[{t('drawer.escalate_help')}]]")
        names = {str(one.code): t.of(one.name) for one in desk.handbook.tiers if one.code != desk.case.seat}
        target = st.segmented_control(
            t("drawer.to"), list(names), format_func=names.__getitem__, key="esc_to", width="stretch"
        )
        glue = "；" if desk.case.lang == "zh" else "; "
        before = glue.join(fields[name] for name in ("symptom", "impact_scope") if fields.get(name))
        symptom = area(bench, "esc_symptom", t("drawer.symptom"), default=before)
        done = area(bench, "esc_done", t("drawer.done"))
        ask = area(bench, "esc_ask", t("drawer.ask"))
        note_here()
        if go_button(bench, "escalate", t("drawer.hand_over"), "esc_go", disabled=target is None):
            send(bench, "escalate", keys, to=str(target), symptom=symptom, done=done, ask=ask)

    open_drawer(t("drawer.escalate"), body)


def close(bench: Bench) -> None:
    """Archive and close: description, steps, feedback (STD-3.3.2)."""
    t, state = bench.t, bench.attempt.state
    fields = state.ticket.fields
    keys = ("arc_description", "arc_steps", "arc_feedback")

    def body() -> None:
        st.markdown(f":small[:gray[{t('drawer.close_help')}]]")
        description = area(bench, "arc_description", t("drawer.description"), default=fields.get("symptom", ""))
        steps = area(bench, "arc_steps", t("drawer.steps"))
        feedback = area(bench, "arc_feedback", t("drawer.feedback"))
        note_here()
        with st.container(horizontal=True):
            if st.button(t("drawer.archive"), key="arc_go", disabled=state.ticket.archived):
                send(bench, "archive", keys, description=description, steps=steps, feedback=feedback)
            if go_button(bench, "close", t("drawer.close_go"), "close_go", disabled=state.ticket.closed):
                send(bench, "close", ())

    open_drawer(t("drawer.close"), body)


def reason(bench: Bench) -> None:
    """Log why a target was missed."""
    t, handbook = bench.t, bench.attempt.desk.handbook

    def body() -> None:
        names = {str(one.name): t.of(one.title) for one in handbook.clocks}
        clock = st.selectbox(t("drawer.clock"), list(names), format_func=names.__getitem__, key="reason_clock")
        text = area(bench, "d_reason", t("drawer.reason_text"))
        note_here()
        if go_button(bench, "reason", t("drawer.log"), "reason_go", disabled=not text.strip()):
            send(bench, "reason", ("d_reason",), clock=str(clock), text=text)

    open_drawer(t("drawer.reason"), body)


def wait(bench: Bench) -> None:
    """Let a while pass, for a call-back later in the day."""
    t = bench.t

    def body() -> None:
        minutes = st.number_input(t("drawer.wait_for"), min_value=1, max_value=1440, value=15, step=5, key="wait_for")
        note_here()
        if go_button(bench, "wait", t("drawer.wait_go"), "wait_go"):
            send(bench, "wait", (), seconds=60 * int(minutes))

    open_drawer(t("drawer.wait"), body)


def finish(bench: Bench) -> None:
    """End the drill; what is left open stays open, and is scored so."""
    t, state = bench.t, bench.attempt.state

    def body() -> None:
        open_points = [
            t(f"finish.{name}")
            for name, is_open in (
                ("not_verified", not state.ticket.verified),
                ("not_closed", not state.ticket.closed),
                ("not_called_back", not any(e.kind == "callback.done" for e in bench.attempt.events)),
            )
            if is_open
        ]
        st.markdown(t("finish.open") if open_points else t("finish.sure"))
        for point in open_points:
            st.markdown(f"- {point}")
        note_here()
        if go_button(bench, "finish", t("drawer.finish_go"), "finish_go"):
            send(bench, "finish", ())

    open_drawer(t("drawer.finish"), body)
