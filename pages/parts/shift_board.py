"""Who waits in this shift, whom to serve next, and the way on: the queue of a shift that goes on."""

from collections.abc import Callable

import streamlit as st

from mysterydesk import shifts
from mysterydesk.clock import now
from mysterydesk.errors import Conflict
from mysterydesk.shift_queue import Waiting, is_all_done, queue
from mysterydesk.shifts import ShiftSight
from pages.parts.guard import Guest
from pages.parts.links import go
from pages.parts.shift_words import due_words, length_words, who_words
from simulator.move import Refusal

NOTE = "shift_note"
"""Why the last click here was not taken, in words."""


def _try(guest: Guest, done: Callable[[], ShiftSight | Refusal]) -> None:
    """Do something with the shift; what was not taken is said on the next draw."""
    st.session_state.pop(NOTE, None)
    try:
        came = done()
    except Conflict:
        st.session_state[NOTE] = guest.t("shift.moved_on")
        return
    if isinstance(came, Refusal):
        st.session_state[NOTE] = guest.t(f"refusal.{came.code}", **came.params)


def _wait(guest: Guest, shift: str, seen: int) -> None:
    # The same click twice is one: whoever has seen the same, and waits, waits for the same.
    store, key = guest.world.store, f"wait-{seen}"
    _try(guest, lambda: shifts.wait(store, guest.account, shift, key=key, seen=seen, at=now()))


def _end(guest: Guest, shift: str, seen: int) -> None:
    store, key = guest.world.store, f"end-{seen}"
    _try(guest, lambda: shifts.finish(store, guest.account, shift, key=key, seen=seen, at=now()))


def _row(guest: Guest, sight: ShiftSight, number: int, one: Waiting) -> None:
    t = guest.t
    with st.container(border=True, key=f"card_row_{number}"):
        who, due, act = st.columns([3, 2.4, 1.1], vertical_alignment="center", gap="small")
        who.markdown(who_words(t, sight.record, one))
        if one.standing != "over":
            due.markdown(due_words(t, one))
        words = t(
            "shift.look" if one.standing == "over" else "shift.serve" if one.standing == "new" else "home.go_on"
        )
        first = number == 1 and one.standing != "over"
        if act.button(
            words, key=f"serve_{one.attempt.id.rpartition('.')[2]}", width="stretch",
            type="primary" if first else "secondary",
        ):  # fmt: skip
            go("desk", attempt=one.attempt.id)


def _head(guest: Guest, sight: ShiftSight, rows: tuple[Waiting, ...]) -> None:
    t, record = guest.t, sight.record
    zone = record.roster[0].at.tzinfo
    clock = record.now.astimezone(zone).strftime("%H:%M:%S")
    left = int((record.ends - record.now).total_seconds())
    ahead = t("shift.still_coming", left=length_words(t, left)) if left > 0 else t("shift.nobody_comes")
    open_now = sum(one.standing != "over" for one in rows)
    facts = (t("desk.scenario_time", time=clock), t.count("shift.waiting", open_now), ahead)
    what, acts = st.columns([2.4, 1.6], vertical_alignment="center")
    with what:
        st.header(t("shift.title"), anchor=False)
        st.markdown(f":small[:gray[{' · '.join(facts)}]]")
    with acts, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        st.button(
            t("desk.skip"), icon=":material/fast_forward:", key="shift_wait", on_click=_wait,
            args=(guest, record.id, sight.seen), help=t("shift.wait_help"),
        )  # fmt: skip
        with st.popover(t("shift.end"), icon=":material/logout:", key="shift_end"):
            done = is_all_done(sight, rows)
            st.markdown(t("shift.end_done" if done else "shift.end_sure"))
            st.button(
                t("shift.end_go"), type="primary", key="shift_end_go", on_click=_end,
                args=(guest, record.id, sight.seen),
            )  # fmt: skip


def shift_board(guest: Guest, shift: str) -> None:
    """Draw the queue of a shift that goes on."""
    t = guest.t
    sight = shifts.see(guest.world.store, guest.account, shift)
    rows = queue(sight)
    with st.container(key="narrow_shift"):
        _head(guest, sight, rows)
        if NOTE in st.session_state:
            st.warning(str(st.session_state.pop(NOTE)), icon=":material/info:")
        fresh = [one.attempt.desk.case.company for one in rows if one.fresh]
        if fresh:
            who = ("、" if t.lang == "zh" else ", ").join(fresh)
            st.info(t.count("shift.came", len(fresh), who=who))
        for number, one in enumerate(rows, start=1):
            _row(guest, sight, number, one)
        if is_all_done(sight, rows):
            st.success(t("shift.all_done"))
