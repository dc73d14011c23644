"""Where are words kept that were written and not yet sent?

In the memory of the server, for this person and attempt: a closed drawer, a rerun or a reload brings them back.
What is in the input of the conversation stays in the browser's own tab (`assets/desk.js`).
"""

from collections import OrderedDict

import streamlit as st

from pages.parts.desk_moves import Bench

MOST = 400
"""Attempts whose drafts are kept; the oldest go first."""

Drafts = dict[str, str]


@st.cache_resource(show_spinner=False)
def _kept() -> OrderedDict[str, Drafts]:
    return OrderedDict()


def drafts(bench: Bench) -> Drafts:
    """Give the drafts of this person on this attempt."""
    kept = _kept()
    found = kept.setdefault(f"{bench.guest.account.id}|{bench.attempt.id}", {})
    while len(kept) > MOST:
        kept.popitem(last=False)
    return found


def _keep(bench: Bench, key: str) -> None:
    drafts(bench)[key] = str(st.session_state.get(key) or "")


def drop(bench: Bench, *keys: str) -> None:
    """Forget what has been sent."""
    for key in keys:
        drafts(bench).pop(key, None)
        st.session_state.pop(key, None)


def area(bench: Bench, key: str, label: str, *, default: str = "", lines: int = 3, disabled: bool = False) -> str:
    """Draw a text area that remembers what was written in it; one that is not to be changed shows what is stored."""
    if disabled or key not in st.session_state:
        st.session_state[key] = default if disabled else drafts(bench).get(key, default)
    return st.text_area(
        label, key=key, height=28 + 24 * lines, on_change=_keep, args=(bench, key),
        disabled=disabled,
    )  # fmt: skip


def line(bench: Bench, key: str, label: str, *, default: str = "") -> str:
    """Draw a line of text that remembers what was written in it."""
    if key not in st.session_state:
        st.session_state[key] = drafts(bench).get(key, default)
    return st.text_input(label, key=key, on_change=_keep, args=(bench, key))
