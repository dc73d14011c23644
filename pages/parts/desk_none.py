"""What does the desk offer when no ticket is on it: the drills to go on with, or the way to a first one?"""

from functools import partial

import streamlit as st

from mysterydesk.dossier import DrillEntry, dossier
from mysterydesk.i18n import Translation
from pages.parts.guard import Guest
from pages.parts.links import go
from pages.parts.stretch import stretch
from pages.parts.verdicts import drill_line

MOST = 8
"""Unfinished drills of a stretch."""


def _go_on(attempt: str) -> None:
    st.query_params.from_dict({"attempt": attempt})


def _row(t: Translation, newest: str, entry: DrillEntry) -> None:
    left, right = st.columns([3.6, 1.25], vertical_alignment="center")
    left.markdown(drill_line(t, entry))
    right.button(
        t("home.go_on"), key=f"open_{entry.attempt}", width="stretch", on_click=_go_on,
        args=(entry.attempt,), type="primary" if entry.attempt == newest else "secondary",
    )  # fmt: skip


def nothing_open(guest: Guest) -> None:
    """List the drills that were left half done, newest first; with none, say where to begin."""
    t = guest.t
    unfinished = [one for one in dossier(guest.world.store, guest.account).drills if not one.is_over]
    with st.container(key="narrow_none"):
        if unfinished:
            with st.container(border=True, key="card_open", gap="small"):
                st.markdown(f"**{t('desk.unfinished')}**")
                stretch(t, "unfinished", unfinished[::-1], MOST, partial(_row, t, unfinished[-1].attempt))
        else:
            st.info(t("desk.none"), icon=":material/support_agent:")
        if st.button(t("desk.to_home"), type="secondary" if unfinished else "primary", key="to_home"):
            go("home")
