"""What do a handbook's clocks say to a timeline, why, and what would they say if an event had been otherwise?"""

import streamlit as st

from mysterydesk import pack_shelf
from mysterydesk.clock_lab import read_lab
from mysterydesk.i18n import Translation
from pages.parts.frame import Regions, style
from pages.parts.guard import Guest, guard
from pages.parts.lab_clocks import board, reckoning
from pages.parts.lab_details import follows
from pages.parts.lab_if import what_if
from pages.parts.lab_input import ask, told
from pages.parts.lab_used import used

guest = guard("clocks")

HEIGHT = 560  # of what scrolls where the style sheet does not reach: it makes them as high as the window


def _regions(t: Translation) -> Regions:
    return {"scroll_lab_in": ("region", t("lab.timeline")), "scroll_lab_out": ("region", t("lab.region_out"))}


def main(guest: Guest) -> None:
    """Draw the timeline on the left, and on the right what comes of it."""
    t = guest.t
    style(t, "lab", regions=_regions(t))
    st.header(t("page.clock_lab"), anchor=False)
    left, right = st.columns([1, 1.35], gap="medium")
    with left, st.container(height=HEIGHT, border=True, key="scroll_lab_in"), st.container(key="lab_in"):
        asked = ask(t, pack_shelf.handbooks(guest.world.store))
        lab = read_lab(asked.text, asked.as_of, asked.handbook, guest.world.store, waits=asked.waits)
    with right, st.container(height=HEIGHT, border=True, key="scroll_lab_out"), st.container(key="lab_out"):
        if lab.problems:
            told(t, lab.problems)
        elif lab.reading is None:
            st.info(t("lab.empty"))
        else:
            board(t, lab)
            why, otherwise, then, whose = st.tabs([
                t("lab.why"), t("lab.what_if"), t("lab.follows_tab"), t("lab.used"),
            ])  # fmt: skip
            with why:
                reckoning(t, lab)
            with otherwise:
                what_if(t, lab)
            with then:
                follows(t, lab)
            with whose:
                used(t, lab)


main(guest)
