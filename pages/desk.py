"""Where a trainee handles one mystery customer: clocks, talk, ticket, actions."""

import streamlit as st

from mysterydesk import drills
from mysterydesk.clock import now
from mysterydesk.errors import WorldError
from pages.parts import desk_drawers as drawers
from pages.parts.clock_bar import Moment, clock_bar
from pages.parts.desk_diagnose import check_tab
from pages.parts.desk_moves import Bench, press, say_note
from pages.parts.desk_reading import handbook_tab, knowledge_tab, log_tab
from pages.parts.desk_talk import conversation, input_line, phrase_picker
from pages.parts.desk_ticket import filled_count, ticket_tab
from pages.parts.frame import style
from pages.parts.guard import Guest, guard
from pages.parts.links import go
from simulator.state import is_live
from sla.calendar import Calendar
from sla.clock import clocks
from sla.priorities import priorities_as_set

guest = guard("desk")


def _bench(guest: Guest) -> Bench | None:
    name = st.query_params.get("attempt", "")
    if not name:
        return None
    try:
        sight = drills.see(guest.world.store, guest.account, name, now())
    except WorldError:
        return None
    return Bench(guest=guest, attempt=sight.attempt, seen=sight.seen)


def _clocks(bench: Bench) -> None:
    attempt, settings = bench.attempt, bench.attempt.desk.handbook.settings
    read = clocks(
        attempt.desk.handbook,
        attempt.events,
        priorities_as_set(attempt.events),
        attempt.state.now,
        Calendar.always_open(attempt.desk.case.zone),
    )
    moment = Moment(
        now=attempt.state.now,
        wall=attempt.state.wall,
        server=now(),
        live=is_live(attempt.desk) and attempt.state.status == "open",
        grace_s=int(settings["grace_s"].value),
        absence_s=int(settings["absence_s"].value),
    )
    owed = [one for one in read if one.state != "not_started" or one.name in {"response", "resolution", "callback"}]
    clock_bar(owed, attempt.desk.handbook, moment, bench.t)


def _head(bench: Bench) -> None:
    t, case, state = bench.t, bench.attempt.desk.case, bench.attempt.state
    left, right = st.columns([3.2, 2])
    number = state.ticket.number or t("desk.no_number")
    left.markdown(f"**{case.company}**　:gray-badge[{t(f'channel.{case.channel}')}]　:gray-badge[{number}]")
    clock = state.now.astimezone(case.submitted_at.tzinfo).strftime("%H:%M:%S")
    mode = t(f"mode.{state.mode}")
    right.markdown(f":small[:gray[{t('desk.scenario_time', time=clock)} · {mode}]]", text_alignment="right")


def _under_talk(bench: Bench) -> None:
    t, open_ = bench.t, bench.attempt.state.status == "open"
    with st.container(horizontal=True, gap="xsmall"):
        if bench.attempt.state.mode == "practice" and open_:
            phrase_picker(bench)
        if st.button(t("desk.progress"), icon=":material/campaign:", disabled=not open_, key="b_progress"):
            drawers.words(bench, "update", "progress")
        st.button(
            t("desk.skip"),
            icon=":material/fast_forward:",
            disabled=not open_,
            key="b_skip",
            help=t("desk.skip_help"),
            on_click=press,
            args=(bench, "wait"),
            kwargs={"seconds": 0},
        )
        if st.button(t("desk.later"), icon=":material/schedule:", disabled=not open_, key="b_later"):
            drawers.wait(bench)


def _actions(bench: Bench) -> None:
    t, state = bench.t, bench.attempt.state
    open_ = state.status == "open"
    with st.container(horizontal=True, gap="xsmall", key="actions"):
        if st.button(t("act.escalate"), icon=":material/trending_up:", disabled=not open_, key="b_escalate"):
            drawers.escalate(bench)
        if st.button(t("act.verify"), icon=":material/task_alt:", disabled=not open_, key="b_verify"):
            drawers.words(bench, "verify", "verify")
        st.button(
            t("act.resolve"),
            icon=":material/check_circle:",
            disabled=not open_ or state.ticket.resolved,
            key="b_resolve",
            on_click=press,
            args=(bench, "resolve"),
        )
        if st.button(t("act.close"), icon=":material/archive:", disabled=not open_, key="b_close"):
            drawers.close(bench)
        with st.popover(t("act.more"), icon=":material/more_horiz:", disabled=not open_):
            _more(bench)


def _more(bench: Bench) -> None:
    t = bench.t
    st.button(
        t("act.ask_eta"), key="b_eta", width="stretch", on_click=press, args=(bench, "ask_eta"),
        disabled=bench.attempt.state.ticket.transferred_at is None,
    )  # fmt: skip
    st.button(
        t("act.identify"), key="b_identify", width="stretch", on_click=press, args=(bench, "identify"),
        disabled=bench.attempt.state.identified,
    )  # fmt: skip
    if st.button(t("act.rating"), key="b_rating", width="stretch"):
        drawers.words(bench, "ask_rating", "ask_rating")
    if st.button(t("act.call_back"), key="b_callback", width="stretch"):
        drawers.words(bench, "call_back", "callback")
    if st.button(t("act.reason"), key="b_reason", width="stretch"):
        drawers.reason(bench)
    if st.button(t("act.finish"), key="b_finish", width="stretch"):
        drawers.finish(bench)


def _over(bench: Bench) -> None:
    t, status = bench.t, bench.attempt.state.status
    with st.container(key="card_over", border=True):
        st.markdown(t(f"desk.{status}"))
        if status == "ended" and st.button(t("desk.to_result"), type="primary", key="to_result"):
            go("result", attempt=bench.attempt.id)


def main(guest: Guest) -> None:
    """Draw the desk for the attempt in the address."""
    t = guest.t
    style(t, "desk")
    bench = _bench(guest)
    if bench is None:
        st.info(t("desk.none"), icon=":material/support_agent:")
        return
    _clocks(bench)
    if bench.attempt.state.status != "open":
        _over(bench)
    _head(bench)
    middle, right = st.columns([2.5, 2.2], gap="small")
    with middle:
        conversation(bench)
        say_note()
        _under_talk(bench)
        input_line(bench)
    with right:
        filled, asked = filled_count(bench)
        names = (
            t("tab.ticket", filled=filled, asked=asked),
            t("tab.check"),
            t("tab.kb"),
            t("tab.handbook"),
            t("tab.log"),
        )
        for tab, draw in zip(
            st.tabs(names, key="tabs"), (ticket_tab, check_tab, knowledge_tab, handbook_tab, log_tab), strict=True
        ):
            with tab:
                draw(bench)
        _actions(bench)


main(guest)
