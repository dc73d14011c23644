"""How are the variation points of a scenario written without YAML: what differs from one case to the next?"""

import re

import streamlit as st

from pages.parts.author_bench import Bench
from pages.parts.author_fields import as_lines, drop_button, entry_of, titles, whole_field
from pages.parts.author_more import BLANK, begin_part
from pages.parts.guard import Guest
from pages.parts.pack_fields import LANGS, key_of
from pages.parts.text_desk import put
from policy.document import Plain


def draws(guest: Guest, found: Bench) -> None:
    """Draw one variation point: a range of numbers, or texts to choose from."""
    t, sheet = guest.t, found.sheet()
    chosen = entry_of(guest, found, t("author.draw"), ("draws",), titles(found, t.lang, ("draws",), ""))
    add_draw(guest, found)
    if chosen is None:
        return
    drop_button(guest, found, ("draws", chosen), chosen)
    choices = sheet.at("draws", chosen, "choices")
    if not isinstance(choices, list):
        with st.container(horizontal=True, gap="small"):
            for name in ("low", "high", "step"):
                whole_field(guest, found, ("draws", chosen, name), t(f"author.draw.{name}"), 1_000_000)
        return
    st.markdown(f":small[:gray[{t('author.choices_help')}]]")
    for lang, name in LANGS.items():
        key = key_of(found, ("draws", chosen, "choices", lang))
        st.session_state[key] = "\n".join(str(one.get(lang, "")) for one in choices if isinstance(one, dict))
        with st.container():
            st.text_area(
                t("packs.in_lang", what=t("author.choices"), lang=t(name)), key=key, height=150,
                on_change=_choices, args=(found, guest, key, chosen, lang),
            )  # fmt: skip


def _choices(found: Bench, guest: Guest, key: str, name: str, lang: str) -> None:
    """Take the texts of one language; those of the other stay beside them, in their order."""
    typed = [str(one) for one in as_lines(str(st.session_state.get(key) or ""))]
    there = found.sheet().at("draws", name, "choices")
    old = [one for one in there if isinstance(one, dict)] if isinstance(there, list) else []
    if not typed:
        return
    other = "en" if lang == "zh" else "zh"
    rows: list[Plain] = [
        {lang: words, other: old[at].get(other, "") if at < len(old) else ""} for at, words in enumerate(typed)
    ]
    st.session_state[key] = rows
    put(found, guest, key, ("draws", name, "choices"), str)


def add_draw(guest: Guest, found: Bench) -> None:
    """Draw the fields that add a variation point: a range of numbers, or texts to choose from."""
    t = guest.t
    with st.popover(t("author.add_draw"), icon=":material/add:", key="au_draw_more"):
        name = st.text_input(
            t("author.new_name"), key="au_new_draw", help=t("author.new_name_help"), autocomplete="off"
        )
        with st.container(horizontal=True, gap="small"):
            numbers: Plain = {"low": 1, "high": 10}
            texts: Plain = {"choices": [BLANK, BLANK]}
            for key, label, value in (
                ("range", t("author.draw_range"), numbers), ("texts", t("author.draw_texts"), texts),
            ):  # fmt: skip
                st.button(label, key=f"au_draw_{key}", on_click=_draw, args=(found, guest, name, value))


def _draw(found: Bench, guest: Guest, name: str, value: Plain) -> None:
    there = found.sheet().at("draws")
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name.strip()) or (isinstance(there, dict) and name.strip() in there):
        found.said = (guest.t("author.name_unfit"), False)
        return
    begin_part(found, guest, ("draws", name.strip()), value)
    st.session_state.pop("au_new_draw", None)
    st.session_state["au_at_draws"] = name.strip()
