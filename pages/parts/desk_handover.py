"""What does a trainee of a later line see and do: how the ticket came, taking it, sending it back, reporting?"""

import streamlit as st

from mysterydesk.i18n import message_id
from pages.parts.desk_drafts import area
from pages.parts.desk_drawers import go_button, open_drawer, send
from pages.parts.desk_drawers_more import assign, complaint
from pages.parts.desk_moves import Bench, move_button
from pages.parts.desk_names import tier_words
from simulator.record import ME
from simulator.seat_moves import HANDED_IN, line_before
from simulator.supervise import is_supervisor

KINDS = {"fix": message_id("seat.fix"), "workaround": message_id("seat.workaround")}
"""What can be reported, with its name in the catalogue."""


def came_over(bench: Bench) -> None:
    """Say where the ticket comes from, and offer what only a later line does; nothing at first line."""
    t, attempt = bench.t, bench.attempt
    desk, ticket = attempt.desk, attempt.state.ticket
    if desk.case.history is None or not bench.is_open:
        return
    if is_supervisor(desk):
        reported(bench)
        return
    if not line_before(desk):
        complaint_came(bench)
        return
    line, here = tier_words(t, desk.handbook, line_before(desk)), ticket.tier == desk.case.seat
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="came_over"):
        words = t("seat.came", line=line, minutes=desk.case.history.minutes)
        st.markdown(f":small[:gray[{words}]]", width="content")
        move_button(
            bench, "b_take", t("seat.take"), "take", {}, icon=":material/front_hand:",
            type="secondary" if ticket.joined else "primary", disabled=ticket.joined or not here,
        )  # fmt: skip
        if st.button(t("seat.send_back"), key="b_send_back", icon=":material/undo:", disabled=not here):
            send_back(bench)
        if st.button(t("seat.hand_in"), key="b_hand_in", icon=":material/assignment_turned_in:"):
            hand_in(bench)


def reported(bench: Bench) -> None:
    """Say which line reported the ticket upwards, and that it still has it; giving it to others is the next step."""
    t, attempt = bench.t, bench.attempt
    history, state = attempt.desk.case.history, attempt.state
    if history is None:
        return
    line = tier_words(t, attempt.desk.handbook, history.turns[-1].line)
    holds = tier_words(t, attempt.desk.handbook, state.ticket.tier)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="came_over"):
        words = t("seat.reported", line=line, minutes=history.minutes, holds=holds)
        st.markdown(f":small[:gray[{words}]]", width="content")
        if st.button(t("seat.reassign"), key="b_reassign", icon=":material/group:"):
            assign(bench)


def complaint_came(bench: Bench) -> None:
    """Say who opened the complaint and when, and offer its next step; the clocks above say what is owed."""
    t, attempt = bench.t, bench.attempt
    opened = attempt.state.complaint
    if attempt.desk.case.history is None or opened is None:
        return
    minutes = int((attempt.state.now - opened.opened_at).total_seconds()) // 60
    line = tier_words(t, attempt.desk.handbook, attempt.desk.case.history.turns[-1].line)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="came_over"):
        st.markdown(f":small[:gray[{t('seat.complaint_came', line=line, minutes=minutes)}]]", width="content")
        mine = attempt.state.ticket.assigned == ME
        move_button(
            bench, "b_take", t("seat.take"), "assign", {"to": ME}, icon=":material/front_hand:",
            type="secondary" if mine else "primary", disabled=mine,
        )  # fmt: skip
        if st.button(t("seat.complaint_next"), key="b_complaint_next", icon=":material/gavel:", disabled=not mine):
            complaint(bench)


def send_back(bench: Bench) -> None:
    """Send the ticket back with what is missing."""
    t = bench.t

    def body() -> None:
        st.markdown(f":small[:gray[{t('seat.send_back_help')}]]")
        text = area(bench, "d_send_back", t("seat.missing"), lines=4)
        if go_button(bench, "send_back", t("seat.send_back"), "send_back_go", {t("seat.missing"): text}):
            send(bench, "send_back", ("d_send_back",), text=text)

    open_drawer(t("seat.send_back"), body)


def hand_in(bench: Bench) -> None:
    """Report to the line before what was done."""
    t = bench.t

    def body() -> None:
        st.markdown(f":small[:gray[{t('seat.hand_in_help')}]]")
        names = {name: t(KINDS[name]) for name in HANDED_IN}
        what = st.radio(t("seat.what"), list(names), format_func=names.__getitem__, key="hand_in_what", index=None)
        text = area(bench, "d_hand_in", t("seat.report"), lines=4)
        if go_button(
            bench, "hand_in", t("seat.hand_in"), "hand_in_go", {t("seat.what"): what, t("seat.report"): text}
        ):
            send(bench, "hand_in", ("d_hand_in",), what=str(what), text=text)

    open_drawer(t("seat.hand_in"), body)
