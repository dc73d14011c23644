"""How does the form change, add and take out the clauses of a pack and what it wants said?"""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from mysterydesk.i18n import message_id
from mysterydesk.pack_parts import OBLIGATIONS, Obligation, with_clause, with_phrase
from pages.parts.guard import Guest
from pages.parts.pack_add import (
    both_cleared,
    both_new,
    both_typed,
    clause_choice,
    complaint,
    remove,
    shortened,
)
from pages.parts.pack_bench import Bench
from pages.parts.pack_fields import LANGS, area_field, chosen_entry, key_of, name_of
from pages.parts.pack_here import here
from pages.parts.text_desk import put, rewrite

OBLIGATION_NAMES: Final[Mapping[Obligation, str]] = {
    "must": message_id("packs.obligation.must"),
    "must_not": message_id("packs.obligation.must_not"),
    "should": message_id("packs.obligation.should"),
    "may": message_id("packs.obligation.may"),
    "info": message_id("packs.obligation.info"),
}


def clauses(guest: Guest, found: Bench) -> None:
    """Draw one clause with its words and how binding it is, and the fields of a new one, folded away."""
    t = guest.t
    rows = list(found.sheet().rows("clauses"))
    names = {at: shortened(f"{one.get('id', '')} {name_of(guest, one, '')}") for at, one in rows}
    at = chosen_entry(guest, t("packs.clause"), names, f"pk_clause_{found.pack.id}")
    if at is not None:
        found.point(("clauses", at))
        for lang in LANGS:
            label = t("packs.in_lang", what=t("packs.words"), lang=t(LANGS[lang]))
            area_field(guest, found, ("clauses", at, lang), label)
        _obligation(guest, found, at)
        here(guest, found, ("clauses", at))
    with st.container(horizontal=True, gap="small"):
        _clause_adder(guest, found)
        if at is not None and len(names) > 1:
            remove(guest, found, ("clauses", at), names[at])


def _obligation(guest: Guest, found: Bench, at: int) -> None:
    t, path = guest.t, ("clauses", at, "obligation")
    key, now = key_of(found, path), found.sheet().at(*path)
    if now not in OBLIGATIONS:
        return
    st.session_state[key] = now
    st.selectbox(
        t("packs.obligation"), list(OBLIGATIONS), format_func=lambda one: t(OBLIGATION_NAMES[one]), filter_mode=None,
        key=key, on_change=put, args=(found, guest, key, path, str),
    )  # fmt: skip


def _clause_adder(guest: Guest, found: Bench) -> None:
    t = guest.t
    with (
        st.popover(t("packs.clause_add"), icon=":material/add:", key=f"pk_clause_more_{found.rev}"),
        st.container(key="pk_clause_new"),
    ):
        st.text_input(
            t("packs.clause_id"), key="pk_new_clause_id", placeholder=f"{found.pack.id}-1.1", autocomplete="off"
        )
        both_new(guest, t("packs.words"), "pk_new_clause")
        st.selectbox(
            t("packs.obligation"), list(OBLIGATIONS), format_func=lambda one: t(OBLIGATION_NAMES[one]),
            filter_mode=None, key="pk_new_clause_obligation",
        )  # fmt: skip
        st.button(t("packs.add"), key="pk_clause_go", type="primary", on_click=_add_clause, args=(found, guest))
        complaint(found)


def _add_clause(found: Bench, guest: Guest) -> None:
    state, text = st.session_state, both_typed("pk_new_clause")
    name = str(state.get("pk_new_clause_id") or "").strip()
    if not name or not text.zh or not text.en:
        found.said = (guest.t("packs.clause_wanted"), False)
        return
    bond: Obligation = next((one for one in OBLIGATIONS if one == state.get("pk_new_clause_obligation")), "must")
    count = len(list(found.sheet().rows("clauses")))
    if rewrite(found, guest, ("clauses", count), lambda: with_clause(found.sheet(), name, bond, text)):
        both_cleared("pk_new_clause")
        state["pk_new_clause_id"] = ""
        state[f"pk_clause_{found.pack.id}"] = count


def phrases(guest: Guest, found: Bench) -> None:
    """Draw what is to be said, one entry at a time, and the fields of a new one, folded away."""
    t = guest.t
    rows = list(found.sheet().rows("phrases"))
    names = {at: name_of(guest, one.get("meaning"), str(one.get("moment", at))) for at, one in rows}
    at = chosen_entry(guest, t("packs.phrase"), names, f"pk_phrase_{found.pack.id}") if names else None
    if at is not None:
        found.point(("phrases", at))
        for lang in LANGS:
            label = t("packs.in_lang", what=t("packs.meaning"), lang=t(LANGS[lang]))
            area_field(guest, found, ("phrases", at, "meaning", lang), label)
        here(guest, found, ("phrases", at))
    else:
        st.markdown(t("packs.phrases_none"))
    with st.container(horizontal=True, gap="small"):
        with (
            st.popover(t("packs.phrase_add"), icon=":material/add:", key=f"pk_phrase_more_{found.rev}"),
            st.container(key="pk_phrase_new"),
        ):
            both_new(guest, t("packs.meaning"), "pk_new_phrase")
            clause_choice(guest, found, "pk_new_phrase_basis")
            st.button(t("packs.add"), key="pk_phrase_go", type="primary", on_click=_add_phrase, args=(found, guest))
            complaint(found)
        if at is not None:
            remove(guest, found, ("phrases", at), names[at])


def _add_phrase(found: Bench, guest: Guest) -> None:
    state, text = st.session_state, both_typed("pk_new_phrase")
    basis = state.get("pk_new_phrase_basis")
    if not text.zh or not text.en or not basis:
        found.said = (guest.t("packs.phrase_wanted"), False)
        return
    count = len(list(found.sheet().rows("phrases")))
    if rewrite(found, guest, ("phrases", count), lambda: with_phrase(found.sheet(), text, str(basis))):
        both_cleared("pk_new_phrase")
        state[f"pk_phrase_{found.pack.id}"] = count
