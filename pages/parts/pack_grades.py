"""How does the form change, add and take out the grades by which customers rate?"""

import streamlit as st

from mysterydesk.pack_parts import with_grade, with_low, with_scale
from pages.parts.guard import Guest
from pages.parts.pack_add import both_cleared, both_new, both_typed, clause_choice, complaint, remove
from pages.parts.pack_bench import Bench
from pages.parts.pack_fields import LANGS, Line, Path, figure_field, name_of, text_field
from pages.parts.pack_here import here
from pages.parts.text_desk import rewrite

FEWEST = 2
"""Grades that a scale has at least."""


def grades(guest: Guest, found: Bench) -> None:
    """Draw each grade with its names, value and what it obliges to, and the fields of a new one, folded away."""
    t, sheet = guest.t, found.sheet()
    if sheet.at("satisfaction") is None:
        _begin(guest, found)
        return
    held = sheet.at("satisfaction", "grades")
    rows = held if isinstance(held, list) else []
    for at, one in enumerate(rows):
        if not isinstance(one, dict):
            continue
        path: Path = ("satisfaction", "grades", at)
        with st.container(horizontal=True, wrap=False, gap="small", vertical_alignment="bottom"):
            for lang in LANGS:
                label = t("packs.in_lang", what=t("packs.grade", n=at + 1), lang=t(LANGS[lang]))
                text_field(guest, found, (*path, "name", lang), Line(label=label))
            figure_field(guest, found, (*path, "value"), t("packs.value"), 120)
        with st.container(
            horizontal=True, wrap=False, gap="small", horizontal_alignment="distribute", vertical_alignment="center"
        ):
            _low(guest, found, at, str(one.get("code", "")))
            if len(rows) > FEWEST:
                remove(guest, found, path, name_of(guest, one.get("name"), str(one.get("code"))))
    here(guest, found, ("satisfaction",))
    st.markdown(f":small[:gray[{t('packs.grades_help')}]]")
    _adder(guest, found)


def _low(guest: Guest, found: Bench, at: int, code: str) -> None:
    held, key = found.sheet().at("satisfaction", "low"), f"pk_low_{found.pack.id}_{at}"
    st.session_state[key] = isinstance(held, list) and code in held
    st.checkbox(guest.t("packs.low"), key=key, on_change=_set_low, args=(found, guest, key, code))


def _set_low(found: Bench, guest: Guest, key: str, code: str) -> None:
    low = st.session_state.get(key) is True
    rewrite(found, guest, ("satisfaction", "low"), lambda: with_low(found.sheet(), code, low=low))


def _adder(guest: Guest, found: Bench) -> None:
    t = guest.t
    with (
        st.popover(t("packs.grade_add"), icon=":material/add:", key=f"pk_grade_more_{found.rev}"),
        st.container(key="pk_grade_new"),
    ):
        both_new(guest, t("packs.name"), "pk_new_grade")
        st.number_input(t("packs.value"), key="pk_new_grade_value", value=None, step=1.0, format="%g")
        st.button(t("packs.add"), key="pk_grade_go", type="primary", on_click=_add, args=(found, guest))
        complaint(found)


def _add(found: Bench, guest: Guest) -> None:
    name, value = both_typed("pk_new_grade"), st.session_state.get("pk_new_grade_value")
    if not name.zh or not name.en:
        found.said = (guest.t("packs.name_wanted"), False)
        return
    figure = float(value) if isinstance(value, int | float) else None
    if rewrite(found, guest, ("satisfaction", "grades"), lambda: with_grade(found.sheet(), name, figure)):
        both_cleared("pk_new_grade")


def _begin(guest: Guest, found: Bench) -> None:
    """Offer a scale where the pack has none."""
    t = guest.t
    st.markdown(t("packs.scale_none"))
    clause_choice(guest, found, "pk_scale_basis")
    st.button(t("packs.scale_begin"), key="pk_scale_go", type="primary", on_click=_scale, args=(found, guest))


def _scale(found: Bench, guest: Guest) -> None:
    basis = st.session_state.get("pk_scale_basis")
    if basis:
        rewrite(found, guest, ("satisfaction",), lambda: with_scale(found.sheet(), str(basis)))
