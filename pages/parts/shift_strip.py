"""Who else waits while one ticket of a shift is served? A slim strip over the desk, and the way to each of them."""

import streamlit as st

from mysterydesk import shifts
from mysterydesk.shift_queue import queue
from pages.parts.guard import Guest
from pages.parts.links import go
from pages.parts.shift_words import clock_words, paint_of

MOST = 5
"""Tickets in view; the rest are counted on the way to the queue."""


def shift_strip(guest: Guest, attempt: str) -> None:
    """Draw the strip for a ticket of a shift; nothing for a drill of its own."""
    t, store = guest.t, guest.world.store
    shift = shifts.of_ticket(store, guest.account, attempt)
    if not shift:
        return
    rows = queue(shifts.see(store, guest.account, shift))
    others = [one for one in rows if one.attempt.id != attempt and one.standing != "over"]
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="shift_strip"):
        if st.button(
            t.count("shift.to_queue", len(others)), icon=":material/format_list_bulleted:", key="strip_queue"
        ):
            go("shift", shift=shift)
        for one in others[:MOST]:
            urgent = paint_of(one) != "gray"
            st.button(
                clock_words(t, one), key=f"strip_{one.attempt.id.rpartition('.')[2]}",
                icon=":material/priority_high:" if urgent else None,
                on_click=st.query_params.from_dict, args=({"attempt": one.attempt.id},),
            )  # fmt: skip
        if not others:
            st.markdown(f":small[:gray[{t('shift.nobody_else')}]]", width="content")
