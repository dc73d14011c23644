"""What is asked for before a larger step: drawers over the form, the conversation stays readable beside them."""

import streamlit as st

from pages.parts.desk_moves import Bench, move


def _done(bench: Bench, kind: str, **fields: str | int) -> None:
    if move(bench, kind, **fields):
        st.rerun()


def _note() -> None:
    note = st.session_state.get("desk_note")
    if note:
        st.warning(note[1])


def escalate(bench: Bench) -> None:
    """Hand the ticket over: the note goes with it, and is all that the other line sees."""
    t, desk = bench.t, bench.attempt.desk
    fields = bench.attempt.state.ticket.fields

    @st.dialog(t("drawer.escalate"), position="right", width=460)
    def drawer() -> None:
        st.markdown(f":small[:gray[{t('drawer.escalate_help')}]]")
        names = {str(one.code): t.of(one.name) for one in desk.handbook.tiers if one.code != desk.case.seat}
        target = st.segmented_control(
            t("drawer.to"), list(names), format_func=names.__getitem__, key="esc_to", width="stretch"
        )
        before = "；".join(fields[name] for name in ("symptom", "impact_scope") if fields.get(name))
        symptom = st.text_area(t("drawer.symptom"), value=before, key="esc_symptom", max_chars=1000)
        done = st.text_area(t("drawer.done"), key="esc_done", max_chars=1000)
        ask = st.text_area(t("drawer.ask"), key="esc_ask", max_chars=1000)
        _note()
        if st.button(t("drawer.hand_over"), type="primary", disabled=target is None, key="esc_go"):
            _done(bench, "escalate", to=str(target), symptom=symptom, done=done, ask=ask)

    drawer()


def words(bench: Bench, kind: str, moment: str) -> None:
    """Say something whose purpose is fixed: ask whether it works, ask for a rating, tell progress, call back."""
    t, desk = bench.t, bench.attempt.desk
    practice = bench.attempt.state.mode == "practice"
    options = desk.wording.phrases(moment, desk.case.lang) if practice else ()
    first = next((one for one in options if "{" not in one), "")

    @st.dialog(t(f"drawer.{kind}"), position="right", width=460)
    def drawer() -> None:
        st.markdown(f":small[:gray[{t(f'drawer.{kind}_help')}]]")
        text = st.text_area(t("drawer.words"), value=first, key=f"words_{kind}", max_chars=1500)
        _note()
        if st.button(t("drawer.say"), type="primary", disabled=not text.strip(), key=f"words_{kind}_go"):
            _done(bench, kind, text=text)

    drawer()


def close(bench: Bench) -> None:
    """Archive and close: description, steps, feedback (STD-3.3.2)."""
    t, state = bench.t, bench.attempt.state
    fields = state.ticket.fields

    @st.dialog(t("drawer.close"), position="right", width=460)
    def drawer() -> None:
        st.markdown(f":small[:gray[{t('drawer.close_help')}]]")
        description = st.text_area(t("drawer.description"), value=fields.get("symptom", ""), key="arc_description")
        steps = st.text_area(t("drawer.steps"), key="arc_steps", max_chars=1500)
        feedback = st.text_area(t("drawer.feedback"), key="arc_feedback", max_chars=1500)
        _note()
        with st.container(horizontal=True):
            if st.button(t("drawer.archive"), key="arc_go", disabled=state.ticket.archived):
                _done(bench, "archive", description=description, steps=steps, feedback=feedback)
            if st.button(t("drawer.close_go"), type="primary", key="close_go", disabled=state.ticket.closed):
                _done(bench, "close")

    drawer()


def reason(bench: Bench) -> None:
    """Log why a target was missed."""
    t, handbook = bench.t, bench.attempt.desk.handbook

    @st.dialog(t("drawer.reason"), position="right", width=460)
    def drawer() -> None:
        names = {str(one.name): t.of(one.title) for one in handbook.clocks}
        clock = st.selectbox(t("drawer.clock"), list(names), format_func=names.__getitem__, key="reason_clock")
        text = st.text_area(t("drawer.reason_text"), key="reason_text", max_chars=800)
        _note()
        if st.button(t("drawer.log"), type="primary", disabled=not text.strip(), key="reason_go"):
            _done(bench, "reason", clock=str(clock), text=text)

    drawer()


def wait(bench: Bench) -> None:
    """Let a while pass, for a call-back later in the day."""
    t = bench.t

    @st.dialog(t("drawer.wait"), position="right", width=460)
    def drawer() -> None:
        minutes = st.number_input(t("drawer.wait_for"), min_value=1, max_value=1440, value=15, step=5, key="wait_for")
        _note()
        if st.button(t("drawer.wait_go"), type="primary", key="wait_go"):
            _done(bench, "wait", seconds=60 * int(minutes))

    drawer()


def finish(bench: Bench) -> None:
    """End the drill; what is left open stays open, and is scored so."""
    t, state = bench.t, bench.attempt.state

    @st.dialog(t("drawer.finish"), position="right", width=460)
    def drawer() -> None:
        open_points = [
            t(f"finish.{name}")
            for name, is_open in (
                ("not_verified", not state.ticket.verified),
                ("not_closed", not state.ticket.closed),
                ("not_called_back", not any(e.kind == "callback.done" for e in bench.attempt.events)),
            )
            if is_open
        ]
        st.markdown(t("finish.sure") if not open_points else t("finish.open"))
        for point in open_points:
            st.markdown(f"- {point}")
        _note()
        if st.button(t("drawer.finish_go"), type="primary", key="finish_go"):
            _done(bench, "finish")

    drawer()
