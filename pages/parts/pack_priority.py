"""How does the form change, add and take out the priorities of a pack, and what does that do to its clocks?"""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from mysterydesk.i18n import message_id
from mysterydesk.pack_parts import NewPriority, clocks_with, with_priority
from pages.parts.guard import Guest
from pages.parts.pack_add import both_cleared, both_new, both_typed, clause_choice, complaint, remove
from pages.parts.pack_bench import Bench
from pages.parts.pack_fields import LANGS, area_field, both_field, chosen_entry, name_of
from pages.parts.pack_here import here
from pages.parts.text_desk import rewrite
from pages.parts.verbatim import verbatim
from policy.lint import MEASURES

MEASURE_NAMES: Final[Mapping[str, str]] = {
    "core_share_stopped": message_id("packs.measure.core_share_stopped"),
    "any_share_hit": message_id("packs.measure.any_share_hit"),
    "has_alternative": message_id("packs.measure.has_alternative"),
    "data_lost": message_id("packs.measure.data_lost"),
    "money_lost_share": message_id("packs.measure.money_lost_share"),
    "advice_wanted": message_id("packs.measure.advice_wanted"),
}
FEWEST: Final = 1


def priority(guest: Guest, found: Bench) -> None:
    """Draw one priority with its words, and the fields of a new one, folded away."""
    t, sheet = guest.t, found.sheet()
    rows = list(sheet.rows("priorities"))
    names = {at: name_of(guest, one.get("name"), str(one.get("code", at))) for at, one in rows}
    at = chosen_entry(guest, t("packs.priority"), names, f"pk_priority_{found.pack.id}")
    if at is None:
        return
    found.point(("priorities", at))
    both_field(guest, found, ("priorities", at, "name"), t("packs.name"))
    for lang in LANGS:
        label = t("packs.in_lang", what=t("packs.definition"), lang=t(LANGS[lang]))
        area_field(guest, found, ("priorities", at, "definition", lang), label)
    _clocks(guest, found, at)
    here(guest, found, ("priorities", at))
    with st.container(horizontal=True, gap="small"):
        _adder(guest, found, names)
        if len(names) > FEWEST:
            remove(guest, found, ("priorities", at), names[at])


def _clocks(guest: Guest, found: Bench, at: int) -> None:
    """Say which clocks have a target of their own for it: they are asked about once it goes."""
    t, sheet = guest.t, found.sheet()
    code = sheet.words("priorities", at, "code")
    rules = dict(sheet.rows("clocks"))
    own = [name_of(guest, rules[one].get("title"), str(rules[one].get("name"))) for one in clocks_with(sheet, code)]
    if own:
        said = t("packs.priority_clocks", names=t("handbooks.and").join(own))
        st.markdown(f":small[:gray[{verbatim(said)}]]")


def _adder(guest: Guest, found: Bench, names: Mapping[int, str]) -> None:
    t = guest.t
    with (
        st.popover(t("packs.priority_add"), icon=":material/add:", key=f"pk_priority_more_{found.rev}"),
        st.container(key="pk_priority_new"),
    ):
        both_new(guest, t("packs.name"), "pk_new_priority")
        both_new(guest, t("packs.definition"), "pk_new_definition")
        st.selectbox(
            t("packs.comes_before"), list(names), format_func=lambda one: names.get(one, ""), index=len(names) - 1,
            filter_mode=None, key=f"pk_new_before_{found.rev}",
        )  # fmt: skip
        measure = st.selectbox(
            t("packs.measure"), list(MEASURES), format_func=lambda one: t(MEASURE_NAMES[one]), filter_mode=None,
            key="pk_new_measure",
        )  # fmt: skip
        if MEASURES.get(measure) is float:
            st.number_input(
                t("packs.measure_least"), key="pk_new_least", value=50, min_value=1, max_value=100, step=5
            )
        clause_choice(guest, found, "pk_new_priority_basis")
        st.markdown(f":small[:gray[{t('packs.priority_help')}]]")
        st.button(t("packs.add"), key="pk_priority_go", type="primary", on_click=_add, args=(found, guest))
        complaint(found)


def _add(found: Bench, guest: Guest) -> None:
    state = st.session_state
    name, definition = both_typed("pk_new_priority"), both_typed("pk_new_definition")
    basis, before = state.get("pk_new_priority_basis"), state.get(f"pk_new_before_{found.rev}")
    if not all((name.zh, name.en, definition.zh, definition.en, basis)) or not isinstance(before, int):
        found.said = (guest.t("packs.priority_wanted"), False)
        return
    wanted = NewPriority(
        name=name,
        definition=definition,
        measure=str(state.get("pk_new_measure")),
        least=int(state.get("pk_new_least") or 100) / 100,
        basis=str(basis),
    )
    if rewrite(found, guest, ("priorities", before), lambda: with_priority(found.sheet(), wanted, before)):
        both_cleared("pk_new_priority")
        both_cleared("pk_new_definition")
        state[f"pk_priority_{found.pack.id}"] = before
        often = len(clocks_with(found.sheet(), found.sheet().words("priorities", before, "code")))
        found.said = (guest.t.count("packs.priority_added", often), True)
