"""How are the moves made that only this desk's handbook has: the menu's own column, one drawer, the ringing phone?"""

from html import escape

import streamlit as st

from pages.parts.desk_drafts import area, drafts, line
from pages.parts.desk_drawers import go_button, open_drawer, phrase_for, send
from pages.parts.desk_moves import Bench, move_button, shut_menu
from pages.parts.desk_names import own_moves
from pages.parts.duty_forms import FORMS, Blank, Form
from pages.parts.frame import ground_words
from policy.handbook import Item
from simulator.calls import is_unmanned

ONE_COLUMN = 8
"""So many entries stand one below the other; more of them, side by side."""


def own_menu(bench: Bench) -> None:
    """Offer the handbook's own moves in its order, each with the clause that asks for it."""
    items = [item for item in own_moves(bench.attempt.desk.handbook) if item.code in FORMS]
    st.markdown(f":small[:gray[{bench.t('duty.menu')}]]")
    with st.container(key="own_wide" if len(items) > ONE_COLUMN else "own_menu"):
        for item in items:
            _entry(bench, item, FORMS[item.code])


def _entry(bench: Bench, item: Item, form: Form) -> None:
    """Draw an entry: it opens a drawer, or makes the move where nothing is asked; what cannot be done says why."""
    t = bench.t
    basis = str(item.basis[0])
    assumed = basis in map(str, bench.attempt.desk.handbook.assumptions)
    label = f"{t.of(item.title)}　:small[:gray[{ground_words(t, bench.attempt.desk.handbook, basis)}]]"
    stop = form.stop(bench.attempt.state)
    tip = t(stop) if stop else _said(bench, basis) if assumed else None
    if not form.blanks:
        move_button(
            bench, f"b_{item.code}", label, item.code, {}, width="stretch", disabled=stop != "", help=tip,
        )  # fmt: skip
    elif st.button(label, key=f"b_{item.code}", width="stretch", disabled=stop != "", help=tip, on_click=shut_menu):
        duty(bench, item)


def duty(bench: Bench, item: Item) -> None:
    """Open the drawer of a move: the clause that asks for it, its blanks, one button."""
    t, form, code = bench.t, FORMS[item.code], item.code

    def body() -> None:
        st.html(_asked(bench, item))
        values = {one.name: _fill(bench, form, code, one) for one in form.blanks}
        needs = {t(one.title): values[one.name] for one in form.blanks if one.needed}
        if go_button(bench, code, t(form.go), f"d_{code}_go", needs):
            kept = {one.name for one in form.blanks if one.needed or one.sent_empty}
            sent = {name: value for name, value in values.items() if value.strip() or name in kept}
            keys = tuple(f"d_{code}_{one.name}" for one in form.blanks)
            send(bench, code, keys, **sent)

    open_drawer(t.of(item.title), body)


def _asked(bench: Bench, item: Item) -> str:
    """Give the clause, or the assumption, that the move rests on, in its own words, as HTML."""
    name = str(item.basis[0])
    said, named = escape(_said(bench, name)), escape(ground_words(bench.t, bench.attempt.desk.handbook, name))
    return f'<div class="md-muted"><span class="md-said">{said}</span> · {named}</div>'


def _said(bench: Bench, name: str) -> str:
    """Give a clause or an assumption in its own words."""
    handbook = bench.attempt.desk.handbook
    texts = {str(key): one.text for key, one in handbook.clauses.items()}
    texts |= {str(key): one.text for key, one in handbook.assumptions.items()}
    return bench.t.of(texts[name]) if name in texts else ""


def _fill(bench: Bench, form: Form, code: str, one: Blank) -> str:
    """Draw one blank; give what stands in it."""
    t, key = bench.t, f"d_{code}_{one.name}"
    label = t(one.title) if one.needed else t("desk.optional", name=t(one.title))
    proposed = one.proposed(bench.attempt) if one.proposed else ""
    if one.choices is not None:
        return _choose(bench, one, key, label, proposed)
    if one.kind == "line":
        return line(bench, key, label, default=proposed)
    if form.spoken and form.moment and not proposed:
        proposed = phrase_for(bench, form.moment)
    return area(bench, key, label, default=proposed, lines=5 if len(form.blanks) == 1 else 3)


def _choose(bench: Bench, one: Blank, key: str, label: str, proposed: str) -> str:
    """Let one of the handbook's own words be chosen; nothing is proposed that the ticket does not hold already."""
    names = one.choices(bench.t, bench.attempt.desk.handbook) if one.choices else {}
    before = str(drafts(bench).get(key) or proposed)
    at = list(names).index(before) if before in names else None
    if one.kind == "radio":
        chosen = st.radio(
            label, list(names), index=at, format_func=names.__getitem__, key=key, on_change=_keep, args=(bench, key)
        )
    else:
        chosen = st.selectbox(
            label, list(names), index=at, format_func=names.__getitem__, key=key, on_change=_keep, args=(bench, key),
            placeholder=bench.t("desk.choose"), filter_mode=None,
        )  # fmt: skip
    return str(chosen or "")


def _keep(bench: Bench, key: str) -> None:
    drafts(bench)[key] = str(st.session_state.get(key) or "")


def ringing(bench: Bench) -> None:
    """While the phone rings, say so, and offer to answer it before anything else."""
    t, form = bench.t, FORMS["answer_call"]
    items = {item.code: item for item in own_moves(bench.attempt.desk.handbook)}
    if "answer_call" not in items or not bench.is_open or form.stop(bench.attempt.state):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="ring"):
        st.markdown(f":orange-badge[:material/phone_in_talk: {t('duty.rings')}]", width="content")
        empty = is_unmanned(bench.attempt.desk)
        if empty:
            st.markdown(f":small[{t('duty.unmanned')}]", width="content")
        move_button(
            bench, "b_answer", t("duty.answer"), "answer_call", {}, icon=":material/call:",
            type="secondary" if empty else "primary", disabled=empty,
        )  # fmt: skip
        forward = items.get("forward_call")
        if forward is not None and st.button(
            t("duty.forward"), key="b_forward", icon=":material/phone_forwarded:",
            type="primary" if empty else "secondary", disabled=bench.attempt.state.duties.forwarded,
        ):  # fmt: skip
            duty(bench, forward)
