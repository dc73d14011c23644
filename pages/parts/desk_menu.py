"""What else can be done at the desk: everything that is not needed in every drill."""

import streamlit as st

from pages.parts import desk_drawers as drawers
from pages.parts import desk_drawers_more as more
from pages.parts.desk_moves import Bench, move_button, shut_menu


def _entry(label: str, key: str, *, disabled: bool = False) -> bool:
    """Draw an entry that opens a drawer, and closes the menu."""
    return st.button(label, key=key, width="stretch", disabled=disabled, on_click=shut_menu)


def more_menu(bench: Bench) -> None:
    """Draw the menu behind the last action, in two columns: people, then ticket and record."""
    people, record = st.columns(2, gap="small")
    with people:
        _people(bench)
    with record:
        _record(bench)


def _people(bench: Bench) -> None:
    t, state = bench.t, bench.attempt.state
    st.markdown(f":small[:gray[{t('desk.menu_people')}]]")
    move_button(bench, "b_identify", t("act.identify"), "identify", {}, width="stretch", disabled=state.identified)
    if _entry(t("act.explain"), "b_explain"):
        more.explain(bench, "", "")
    if _entry(t("act.rating"), "b_rating"):
        drawers.words(bench, "ask_rating")
    if _entry(t("act.call_back"), "b_callback"):
        drawers.words(bench, "call_back")
    away = state.ticket.transferred_at is not None
    move_button(bench, "b_eta", t("act.ask_eta"), "ask_eta", {}, width="stretch", disabled=not away)
    if _entry(t("act.supervisor"), "b_supervisor"):
        more.supervisor(bench)
    if _entry(t("act.complaint"), "b_complaint"):
        more.complaint(bench)


def _record(bench: Bench) -> None:
    t, ticket = bench.t, bench.attempt.state.ticket
    st.markdown(f":small[:gray[{t('desk.menu_record')}]]")
    if _entry(t("act.log"), "b_log"):
        more.log(bench)
    if _entry(t("act.assign"), "b_assign"):
        more.assign(bench)
    if _entry(t("act.reason"), "b_reason"):
        drawers.reason(bench)
    if _entry(t("act.article"), "b_article"):
        more.article(bench)
    if _entry(t("act.reopen"), "b_reopen", disabled=not (ticket.resolved or ticket.closed)):
        more.reopen(bench)
    if _entry(t("desk.later"), "b_later"):
        drawers.wait(bench)
    if _entry(t("act.finish"), "b_finish"):
        drawers.finish(bench)
