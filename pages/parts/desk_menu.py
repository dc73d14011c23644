"""What else can be done at the desk: everything that is not needed in every drill."""

import streamlit as st

from pages.parts import desk_drawers as drawers
from pages.parts import desk_drawers_more as more
from pages.parts import desk_drawers_turns as turns
from pages.parts import desk_ending as ending
from pages.parts import desk_notes as notes
from pages.parts.desk_duties import own_menu
from pages.parts.desk_moves import Bench, move_button, shut_menu
from pages.parts.desk_names import own_moves


def _entry(label: str, key: str, *, disabled: bool = False) -> bool:
    """Draw an entry that opens a drawer, and closes the menu."""
    return st.button(label, key=key, width="stretch", disabled=disabled, on_click=shut_menu)


def more_menu(bench: Bench) -> None:
    """Draw the menu behind the last action, in columns: people, ticket and record, what this handbook has beside."""
    has_own = bool(own_moves(bench.attempt.desk.handbook))
    people, record, *own = st.columns([1, 1, 1.6] if has_own else 2, gap="small")
    with people:
        _people(bench)
    with record:
        _record(bench)
    for column in own:
        with column:
            own_menu(bench)


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
    if _entry(t("act.channel"), "b_channel"):
        turns.other_channel(bench)


def _record(bench: Bench) -> None:
    t, ticket = bench.t, bench.attempt.state.ticket
    st.markdown(f":small[:gray[{t('desk.menu_record')}]]")
    if _entry(t("act.log"), "b_log"):
        notes.log(bench)
    if _entry(t("act.assign"), "b_assign"):
        more.assign(bench)
    if _entry(t("act.second"), "b_second"):
        turns.second_ticket(bench)
    if _entry(t("act.reason"), "b_reason"):
        drawers.reason(bench)
    if _entry(t("act.article"), "b_article"):
        more.article(bench)
    if _entry(t("act.reopen"), "b_reopen", disabled=not (ticket.resolved or ticket.closed)):
        notes.reopen(bench)
    if _entry(t("desk.later"), "b_later"):
        drawers.wait(bench)
    if _entry(t("act.finish"), "b_finish"):
        ending.finish(bench)
