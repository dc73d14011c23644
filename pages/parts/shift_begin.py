"""What does a person choose before a shift: the manual, how long, how much comes?"""

import secrets
from functools import partial

import streamlit as st

from mysterydesk import shelf, shift_opening, shifts
from mysterydesk.clock import now
from mysterydesk.i18n import Translation
from mysterydesk.shift_plan import HOURS, PER_HOUR, Load, WantedShift
from mysterydesk.shift_record import ShiftRecord
from pages.parts.guard import Guest
from pages.parts.links import go
from pages.parts.shift_words import LOADS
from pages.parts.stretch import stretch

MOST = 6
"""Shifts of a stretch."""

ONCE = "shift_once"
"""Idempotency key of the next shift: renewed when one was begun, so that two clicks begin one."""


def shift_line(t: Translation, record: ShiftRecord) -> str:
    """Say one shift in two lines."""
    day = record.roster[0].at.strftime("%m-%d")
    small = " · ".join((record.handbook, t.count("shift.hours", record.hours), t(LOADS[record.load])))
    if record.score:
        how = t("shift.share", share=share_words(record.attained, record.best))
    else:
        how = t("shift.left" if record.closed == "left" else "shift.unscored" if record.closed else "shift.goes_on")
    return f"{t('shift.of_day', day=day)}　{how}  \n:small[:gray[{small}]]"


def share_words(attained: int, best: int) -> str:
    """Say a share in whole percent."""
    return f"{min(100, round(100 * attained / best)) if best else 100}%"


def _begin(guest: Guest, handbook: str, hours: int, load: Load) -> None:
    once = st.session_state.setdefault(ONCE, secrets.token_hex(8))
    wanted = WantedShift(handbook=handbook, hours=hours, load=load, lang=guest.t.lang, key=once)
    begun = shift_opening.begin(guest.world.store, guest.account, wanted, now())
    st.session_state.pop(ONCE, None)
    st.query_params.from_dict({"shift": begun})


def _choice(guest: Guest) -> None:
    t = guest.t
    books = {name: t.of(shelf.handbook(name).title) for name in shelf.SCORED}
    with st.container(border=True, key="card_shift_begin", gap="small"):
        st.markdown(t("shift.lead"))
        handbook = st.selectbox(
            t("home.handbook"), list(books), format_func=books.__getitem__, key="shift_book", filter_mode=None
        )
        hours = st.segmented_control(
            t("shift.length"), HOURS, default=1, format_func=partial(_hours, t), key="shift_hours", required=True
        )
        load = st.segmented_control(
            t("shift.load"), list(PER_HOUR), default="light", format_func=lambda one: t(LOADS[one]),
            key="shift_load", required=True,
        )  # fmt: skip
        st.markdown(f":small[:gray[{t('shift.rules')}]]")
        st.button(
            t("shift.begin"), type="primary", icon=":material/play_arrow:", key="shift_go", on_click=_begin,
            args=(guest, str(handbook), int(hours or 1), load or "light"),
        )  # fmt: skip


def _hours(t: Translation, hours: int) -> str:
    return t.count("shift.hours", hours)


def shift_begin(guest: Guest) -> None:
    """Draw the choice, and one's own shifts below it, the newest first."""
    t, mine = guest.t, shifts.own_shifts(guest.world.store, guest.account)

    def draw(record: ShiftRecord) -> None:
        left, right = st.columns([3.2, 1], vertical_alignment="center")
        left.markdown(shift_line(t, record))
        words = t("home.see") if record.closed else t("home.go_on")
        right.button(
            words, key=f"own_{record.id}", width="stretch", on_click=st.query_params.from_dict,
            args=({"shift": record.id},),
        )  # fmt: skip

    with st.container(key="narrow_begin"):
        st.header(t("shift.title"), anchor=False)
        _choice(guest)
        if mine:
            with st.container(border=True, key="card_shifts", gap="small"):
                st.markdown(f"**{t('shift.own')}**")
                stretch(t, "shifts", mine[::-1], MOST, draw)
        if st.button(t("error.home"), key="to_home"):
            go("home")
