"""How is a long list read in stretches, so that nothing of it is left out without a word?"""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from mysterydesk.i18n import Translation

Row = TypeVar("Row")


def _place(name: str) -> str:
    return f"from_{name}"


def _to(name: str, first: int) -> None:
    st.session_state[_place(name)] = first


def to_newest(*names: str) -> None:
    """Begin some lists anew."""
    for name in names:
        _to(name, 0)


def stretch(
    t: Translation,
    name: str,
    rows: Sequence[Row],
    most: int,
    draw: Callable[[Row], None],
    *,
    by_time: bool = True,
) -> None:
    """Draw one stretch of a list, and under it which one it is and the ways to the newer and the older.

    Args:
        t: Translation.
        name: Of the list, on its page.
        rows: All of it, the newest first.
        most: Rows of a stretch.
        draw: Draws one.
        by_time: The newest stand first; else the order is the list's own, and the ways are back and on.
    """
    first = min(int(st.session_state.get(_place(name), 0)), (max(len(rows), 1) - 1) // most * most)
    shown = rows[first : first + most]
    for row in shown:
        draw(row)
    if len(rows) <= most:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"turn_{name}"):
        before, after = t("attempts.newer"), t("attempts.older")
        if not by_time:
            before, after = t("home.before"), t("home.after")
        words = t("attempts.stretch", first=first + 1, last=first + len(shown), all=len(rows))
        st.markdown(f":small[:gray[{words}]]", width="content")
        st.button(
            before, key=f"newer_{name}", icon=":material/chevron_left:", disabled=not first,
            on_click=_to, args=(name, first - most),
        )  # fmt: skip
        st.button(
            after, key=f"older_{name}", icon=":material/chevron_right:",
            disabled=first + most >= len(rows), on_click=_to, args=(name, first + most),
        )  # fmt: skip
