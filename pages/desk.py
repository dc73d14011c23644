"""Where a trainee handles one mystery customer: clocks, talk, ticket, actions."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from mysterydesk import drills
from mysterydesk.clock import now
from mysterydesk.errors import WorldError
from mysterydesk.i18n import Translation, message_id
from pages.parts import desk_drawers as drawers
from pages.parts import desk_drawers_more as more
from pages.parts import desk_ending as ending
from pages.parts.below_talk import below_talk
from pages.parts.call_bar import call_bar
from pages.parts.clock_bar import Moment, clock_bar
from pages.parts.clocks_owed import hours_of, owed
from pages.parts.desk_diagnose import check_tab
from pages.parts.desk_duties import ringing
from pages.parts.desk_handover import came_over
from pages.parts.desk_menu import more_menu
from pages.parts.desk_moves import BELONGS, MENU, Bench, lead_focus, menu_key, move_button
from pages.parts.desk_names import channel_words
from pages.parts.desk_none import nothing_open
from pages.parts.desk_others import others
from pages.parts.desk_reading import handbook_tab, knowledge_tab, log_tab, search_now
from pages.parts.desk_seat import say_notes, seat_of
from pages.parts.desk_talk import conversation, input_line, sent
from pages.parts.desk_ticket import filled_count, save_ticket, saved_at, ticket_tab
from pages.parts.frame import Regions, script, style
from pages.parts.guard import Guest, guard
from pages.parts.links import go
from pages.parts.shift_strip import shift_strip
from scenarios.seating import BY_SCENARIO, SEAT_RULES
from scenarios.seating import seat_of as seat_of_manual
from simulator.drill import look
from simulator.state import is_live
from sla.clock import clocks
from sla.own_options import options_of
from sla.priorities import priorities_as_set

guest = guard("desk")


def _bench(guest: Guest) -> Bench | None:
    name = st.query_params.get("attempt", "")
    if not name:
        return None
    try:
        sight = drills.see(guest.world.store, guest.account, name, now())
    except WorldError as fault:
        if fault.code == "no_such_attempt":
            return None
        raise
    return Bench(guest=guest, attempt=sight.attempt, seen=sight.seen, seat=seat_of(name, BELONGS))


def _clocks(bench: Bench) -> Moment:
    attempt, settings = bench.attempt, bench.attempt.desk.handbook.settings
    hours = hours_of(attempt, bench.guest.world.store)
    steps = priorities_as_set(attempt.events)
    read = clocks(
        attempt.desk.handbook, attempt.events, steps, attempt.state.now, hours, options_of(attempt.desk.handbook)
    )
    moment = Moment(
        now=attempt.state.now,
        wall=attempt.state.wall,
        server=now(),
        live=is_live(attempt.here) and bench.is_open,
        grace_s=int(settings["grace_s"].value),
        absence_s=int(settings["absence_s"].value),
        calendar=hours,
    )
    clock_bar(owed(attempt, read, with_later=True), attempt.desk.handbook, moment, bench.t)
    return moment


def _post(bench: Bench) -> list[str]:
    """Name the seat, where the manual has several side by side."""
    handbook = bench.attempt.desk.handbook
    post = bench.attempt.desk.case.post
    seat = seat_of_manual(handbook, post) if SEAT_RULES in handbook.lists or post in BY_SCENARIO else None
    return [bench.t.of(seat.name)] if seat else []


def _head(bench: Bench) -> None:
    t, case, state = bench.t, bench.attempt.desk.case, bench.attempt.state
    left, right = st.columns([3.2, 2], vertical_alignment="center")
    number = state.ticket.number or t("desk.no_number")
    marks = f":gray-badge[{channel_words(t, bench.attempt.desk.handbook, case.channel)}]　:gray-badge[{number}]"
    if state.held_at is not None:
        marks += f"　:orange-badge[{t('desk.on_hold')}]"
    if state.ticket.closed:
        marks += f"　:green-badge[{t('desk.closed')}]"
    if state.remote.running:
        marks += f"　:orange-badge[{t('desk.remote_runs')}]"
    left.markdown(f"**{case.company}**　{marks}")
    clock = state.now.astimezone(case.submitted_at.tzinfo).strftime("%H:%M:%S")
    facts = [*_post(bench), t("desk.scenario_time", time=clock), t(f"mode.{state.mode}")]
    saved = saved_at(bench)
    if saved is not None:
        facts.append(t("desk.saved", time=saved.astimezone(case.submitted_at.tzinfo).strftime("%H:%M")))
    right.markdown(f":small[:gray[{' · '.join(facts)}]]", text_alignment="right")


def _actions(bench: Bench) -> None:
    t, ticket, shut = bench.t, bench.attempt.state.ticket, not bench.is_open
    with st.container(horizontal=True, gap="xsmall", key="actions"):
        done, tip = shut or ticket.closed, t("desk.closed_already") if ticket.closed else None
        if st.button(t("act.escalate"), icon=":material/trending_up:", disabled=done, help=tip, key="b_escalate"):
            drawers.escalate(bench)
        if st.button(t("act.remote"), icon=":material/screen_share:", disabled=shut, key="b_remote"):
            more.remote(bench)
        move_button(
            bench, "b_resolve", t("act.resolve"), "resolve", {}, icon=":material/check_circle:",
            disabled=shut or ticket.resolved, help=t("desk.resolved_already") if ticket.resolved else None,
        )  # fmt: skip
        if st.button(t("act.close"), icon=":material/archive:", disabled=done, help=tip, key="b_close"):
            drawers.close(bench)
        with (
            st.container(key=MENU, width="content"),
            st.popover(t("act.more"), icon=":material/more_horiz:", disabled=shut, key=menu_key(), on_change="rerun"),
        ):
            more_menu(bench)


# What may still be due on a closed ticket.
OWED: Mapping[str, str] = {
    "not_verified": message_id("owed.not_verified"),
    "not_called_back": message_id("owed.not_called_back"),
}


def _over(bench: Bench) -> None:
    t, status = bench.t, bench.attempt.state.status
    with st.container(key="card_over", border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(t(f"desk.{status}"), width="content")
        if status == "ended" and st.button(t("desk.to_result"), type="primary", key="to_result"):
            go("result", attempt=bench.attempt.id)


def _next(bench: Bench) -> None:
    """Say what is still due once the ticket is closed, and end the drill from here."""
    t, due = bench.t, ending.still_due(bench)
    points = (", " if t.lang == "en" else "、").join(t(OWED[name]) for name in due if name in OWED)
    with st.container(key="card_next", border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(t("desk.next_owed", points=points) if due else t("desk.next_done"), width="content")
        if "not_called_back" in due and st.button(t("act.call_back"), key="next_callback"):
            drawers.words(bench, "call_back")
        if st.button(t("act.finish"), type="secondary" if due else "primary", key="next_finish"):
            if due:
                ending.finish(bench)
            else:
                ending.finish_now(bench)


def _right(bench: Bench) -> None:
    t = bench.t
    filled, asked = filled_count(bench)
    names = (
        t("tab.ticket", filled=filled, asked=asked),
        t("tab.check"),
        t("tab.kb"),
        t("tab.handbook"),
        t("tab.log"),
    )
    bodies = (ticket_tab, check_tab, knowledge_tab, handbook_tab, log_tab)
    for tab, draw in zip(st.tabs(names, key="tabs"), bodies, strict=True):
        with tab:
            draw(bench)
    _actions(bench)


def _regions(t: Translation) -> Regions:
    return {
        "talk": ("log", t("desk.talk")),
        "tabbody_ticket": ("region", t("desk.region_ticket")),
        "tabbody_check": ("region", t("tab.check")),
        "tabbody_kb": ("region", t("tab.kb")),
        "tabbody_handbook": ("region", t("tab.handbook")),
        "tabbody_log": ("region", t("tab.log")),
    }


def _page_script(bench: Bench) -> None:
    """Name who speaks, keep what is typed, and let keys press the actions and the tabs."""
    script(
        "desk",
        {
            "attempt": bench.attempt.id,
            "sent": sent(bench),
            "keys": ["b_escalate", "b_remote", "b_resolve", "b_close", "b_more", "b_skip", "b_verify", "b_answer"],
            "moves": ["b_resolve", "b_skip", "b_answer"],
        },
    )


def main(guest: Guest) -> None:
    """Draw the desk for the attempt in the address."""
    t = guest.t
    style(t, "desk", "shift", regions=_regions(t))
    lead_focus()
    bench = _bench(guest)
    if bench is None:
        nothing_open(guest)
        return
    if any((save_ticket(bench), search_now(bench))) and bench.seat.made is not None:
        bench = replace(bench, attempt=look(bench.seat.made, now()), seen=bench.seat.seen)
    shift_strip(guest, bench.attempt.id)
    moment = _clocks(bench)
    if not bench.is_open:
        _over(bench)
    elif bench.attempt.state.ticket.closed:
        _next(bench)
    _head(bench)
    middle, right = st.columns([2.5, 2.2], gap="small")
    with middle:
        call_bar(bench, moment)
        conversation(bench)
        say_notes(bench.t, bench.seat, can_shut=True)
        ringing(bench)
        came_over(bench)
        others(bench)
        below_talk(bench)
        input_line(bench)
    with right:
        _right(bench)
    _page_script(bench)
    bench.seat.drawn_whole(bench.seen)


main(guest)
