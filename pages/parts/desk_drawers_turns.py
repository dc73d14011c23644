"""What is asked for when the customer goes over to another channel, or brings up another problem?"""

import streamlit as st

from pages.parts.desk_drafts import area
from pages.parts.desk_drawers import go_button, open_drawer, send
from pages.parts.desk_moves import Bench
from pages.parts.desk_names import channel_words


def other_channel(bench: Bench) -> None:
    """Take the contact up on another channel of the handbook."""
    t, handbook = bench.t, bench.attempt.desk.handbook

    def body() -> None:
        names = {one.code: channel_words(t, handbook, one.code) for one in handbook.lists.get("channels", ())}
        channel = st.radio(
            t("turns.channel"), list(names), index=None, format_func=names.__getitem__, key="d_channel"
        )
        if go_button(bench, "switch_channel", t("turns.channel_go"), "d_channel_go", {t("turns.channel"): channel}):
            send(bench, "switch_channel", (), channel=str(channel))

    open_drawer(t("act.channel"), body)


def second_ticket(bench: Bench) -> None:
    """Open a ticket of its own for a problem that does not belong to this one."""
    t = bench.t

    def body() -> None:
        text = area(bench, "d_second", t("turns.about"), lines=4)
        if go_button(bench, "second_ticket", t("turns.second_go"), "d_second_go", {t("turns.about"): text}):
            send(bench, "second_ticket", ("d_second",), text=text)

    open_drawer(t("act.second"), body)
