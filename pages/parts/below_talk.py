"""What can be done in the conversation besides writing: phrases, words with a purpose, going on to what comes?"""

from datetime import timedelta

import streamlit as st

from pages.parts import desk_drawers as drawers
from pages.parts.desk_moves import Bench, move_button
from pages.parts.desk_talk import phrase_picker
from simulator.drill import LONGEST_WAIT
from simulator.state import is_live
from simulator.urging import next_due

LONG_SKIP = timedelta(minutes=30)
"""A skip that goes on for longer says so before it is made."""

SKIP_H = (1, 2, 4, 8, 16, LONGEST_WAIT // timedelta(hours=1))
"""Bounds that it is said in, in hours."""


def below_talk(bench: Bench) -> None:
    """Draw the row below the conversation: phrases, what is said with a purpose, and the way ahead."""
    t, state = bench.t, bench.attempt.state
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="under_talk"):
        if state.mode == "practice" and bench.is_open:
            phrase_picker(bench)
        if st.button(t("desk.progress"), icon=":material/campaign:", disabled=not bench.is_open, key="b_progress"):
            drawers.words(bench, "update")
        if is_live(bench.attempt.here) and not bench.attempt.state.duties.ringing:
            _hold(bench)
        if st.button(t("act.verify"), icon=":material/task_alt:", disabled=not bench.is_open, key="b_verify"):
            drawers.words(bench, "verify")
        move_button(
            bench, "b_skip", t("desk.skip"), "wait", {"seconds": 0}, icon=":material/fast_forward:",
            disabled=not bench.is_open,
        )  # fmt: skip
        _skip_far(bench)


def _skip_far(bench: Bench) -> None:
    """Say beside a long skip how far it goes at most: in steps so wide that they tell neither what comes nor when."""
    due = next_due(bench.attempt.desk, bench.attempt.state) if bench.is_open else None
    ahead = due.at - bench.attempt.state.now if due else timedelta()
    if LONG_SKIP < ahead <= LONGEST_WAIT:
        most_h = next(hours for hours in SKIP_H if ahead <= timedelta(hours=hours))
        with st.container(key="skip_far", width="content"):
            st.markdown(f":small[:gray[{bench.t('desk.skip_far', n=most_h)}]]", width="content")


def _hold(bench: Bench) -> None:
    t = bench.t
    if bench.attempt.state.held_at is None:
        if st.button(t("desk.hold"), icon=":material/pause:", disabled=not bench.is_open, key="b_hold"):
            drawers.words(bench, "hold")
    elif st.button(t("desk.resume"), icon=":material/play_arrow:", disabled=not bench.is_open, key="b_resume"):
        drawers.words(bench, "resume")
