"""How does one value of a pack look as a field of the form, and how does what is put there reach the text?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st

from mysterydesk.i18n import message_id
from pages.parts.guard import Guest
from pages.parts.text_desk import Reader, TextDesk, put
from pages.parts.verbatim import verbatim

Path = tuple[str | int, ...]

LANGS: Final[Mapping[str, str]] = {"zh": message_id("packs.lang_zh"), "en": message_id("packs.lang_en")}
"""Languages of the words of a pack, each with its name."""


def name_of(guest: Guest, value: object, otherwise: str) -> str:
    """Give the name of an entry in the reader's language."""
    words = value.get(guest.t.lang) if isinstance(value, dict) else None
    return words if isinstance(words, str) and words.strip() else otherwise


def key_of(found: TextDesk, path: Path) -> str:
    """Name the widget of a value."""
    return f"pk_f_{found.name}_{'_'.join(map(str, path))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How a value is typed on one line.

    Attributes:
        label: What it is called.
        read: Makes the value of what was typed.
        wrong: Message id of what is said below when it cannot be read.
        shown: How the value is written there; None: as it is.
    """

    label: str
    read: Reader = str
    wrong: str = ""
    shown: str | None = None


def text_field(guest: Guest, found: TextDesk, path: Path, line: Line) -> None:
    """Draw a line of text for one value, and below it what is wrong with what was typed."""
    key, current = key_of(found, path), found.sheet().at(*path)
    shown = line.shown if line.shown is not None else "" if current is None else str(current)
    st.session_state[key] = found.wrong.get(key, shown)
    st.text_input(line.label, key=key, on_change=put, args=(found, guest, key, path, line.read), autocomplete="off")
    if key in found.wrong and line.wrong:
        st.markdown(f":red[:material/error: {guest.t(line.wrong)}]")


def area_field(guest: Guest, found: TextDesk, path: Path, label: str) -> None:
    """Draw several lines of text for one value."""
    key = key_of(found, path)
    st.session_state[key] = found.wrong.get(key, found.sheet().words(*path))
    with st.container():
        st.text_area(label, key=key, height=76, on_change=put, args=(found, guest, key, path, str))


def check_field(guest: Guest, found: TextDesk, path: Path, label: str) -> None:
    """Draw a box to tick for one value."""
    key = key_of(found, path)
    st.session_state[key] = found.sheet().at(*path) is True
    st.checkbox(verbatim(label), key=key, on_change=put, args=(found, guest, key, path, str))


def figure_field(guest: Guest, found: TextDesk, path: Path, label: str, width: int, *, hidden: bool = False) -> None:
    """Draw a number for one value; nothing where the text has none."""
    key, value = key_of(found, path), found.sheet().at(*path)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return
    st.session_state[key] = float(value)
    st.number_input(
        label, key=key, step=1.0 if float(value).is_integer() else 0.05, format="%g", width=width,
        label_visibility="collapsed" if hidden else "visible", on_change=put, args=(found, guest, key, path, str),
    )  # fmt: skip


def chosen_entry(guest: Guest, label: str, names: Mapping[int, str], key: str) -> int | None:
    """Let one entry of a section be chosen."""
    if not names:
        st.info(guest.t("packs.part_absent"))
        return None
    if st.session_state.get(key) not in names:
        st.session_state[key] = next(iter(names))
    return st.selectbox(label, list(names), format_func=names.__getitem__, filter_mode=None, key=key)


def both_field(guest: Guest, found: TextDesk, path: Path, label: str) -> None:
    """Draw the words in both languages, side by side."""
    with st.container(horizontal=True, wrap=False, gap="small"):
        for lang in LANGS:
            said_as = guest.t("packs.in_lang", what=label, lang=guest.t(LANGS[lang]))
            text_field(guest, found, (*path, lang), Line(label=said_as))
