"""The way from the start page to a shift: a new one, or the one that goes on."""

import streamlit as st

from mysterydesk import shifts
from pages.parts.guard import Guest
from pages.parts.links import go
from pages.parts.shift_begin import shift_line


def shift_card(guest: Guest) -> None:
    """Draw the card."""
    t = guest.t
    going = [one for one in shifts.own_shifts(guest.world.store, guest.account) if not one.closed]
    with st.container(border=True, key="card_shift"):
        what, act = st.columns([3.2, 1.2], vertical_alignment="center", gap="small")
        if going:
            what.markdown(shift_line(t, going[-1]))
        else:
            what.markdown(f"**{t('shift.card')}**  \n:small[:gray[{t('shift.card_help')}]]")
        if act.button(t("home.go_on") if going else t("shift.card_go"), key="to_shift", width="stretch"):
            go("shift", **({"shift": going[-1].id} if going else {}))
