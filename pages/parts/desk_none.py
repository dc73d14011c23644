"""What does the desk offer when no ticket is on it: the drills to go on with, or the way to a first one?"""

import streamlit as st

from mysterydesk.dossier import dossier
from pages.parts.guard import Guest
from pages.parts.links import go
from pages.parts.verdicts import drill_line

MOST = 8
"""Unfinished drills that are listed."""


def _go_on(attempt: str) -> None:
    st.query_params.from_dict({"attempt": attempt})


def nothing_open(guest: Guest) -> None:
    """List the drills that were left half done, newest first; with none, say where to begin."""
    t = guest.t
    unfinished = [one for one in dossier(guest.world.store, guest.account).drills if not one.is_over]
    with st.container(key="narrow_none"):
        if unfinished:
            with st.container(border=True, key="card_open", gap="small"):
                st.markdown(f"**{t('desk.unfinished')}**")
                for place, entry in enumerate(unfinished[-MOST:][::-1]):
                    left, right = st.columns([3.6, 1.25], vertical_alignment="center")
                    left.markdown(drill_line(t, entry))
                    right.button(
                        t("home.go_on"), key=f"open_{entry.attempt}", width="stretch", on_click=_go_on,
                        args=(entry.attempt,), type="secondary" if place else "primary",
                    )  # fmt: skip
        else:
            st.info(t("desk.none"), icon=":material/support_agent:")
        if st.button(t("desk.to_home"), type="secondary" if unfinished else "primary", key="to_home"):
            go("home")
