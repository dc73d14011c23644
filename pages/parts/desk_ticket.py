"""What is recorded: the ticket with its priority and fields."""

from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.desk_moves import NOTE, Bench, move
from pages.parts.frame import clause_words
from policy.handbook import IntakeField

LONG_FIELDS = ("symptom",)
SENTENCES = ("trigger", "impact_scope")
"""Fields of half the width whose answer is a sentence: two lines high, so that it can be read whole."""
TAB_HEIGHT = 460


def _tell_unsaved(bench: Bench, key: str, value: str, *, saved: bool) -> None:
    """Let a refused entry show what is stored, and say what was not."""
    if saved:
        return
    st.session_state.pop(key, None)
    level, text = st.session_state.get(NOTE) or ("warning", "")
    st.session_state[NOTE] = (level, f"{text}{bench.t('desk.not_saved', text=value)}")


def _save_field(bench: Bench, name: str) -> None:
    value = str(st.session_state.get(f"f_{name}") or "").strip()
    if value != bench.attempt.state.ticket.fields.get(name, ""):
        _tell_unsaved(bench, f"f_{name}", value, saved=move(bench, "field", name=name, value=value))


def _save_priority(bench: Bench) -> None:
    level = st.session_state.get("priority")
    why = str(st.session_state.get("why_level") or "").strip()
    ticket = bench.attempt.state.ticket
    if not level:
        st.session_state["priority"] = ticket.level or None
    elif level != ticket.level or why:
        name = bench.t.of(bench.attempt.desk.handbook.priority(str(level)).name)
        reason = {"reason": why} if why else {}
        saved = move(bench, "priority", level=str(level), **reason)
        _tell_unsaved(bench, "priority", name, saved=saved)
        if saved:
            st.session_state["why_level"] = ""


def _save_type(bench: Bench) -> None:
    value = st.session_state.get("type")
    if value and value != bench.attempt.state.ticket.type:
        _tell_unsaved(bench, "type", str(value), saved=move(bench, "type", value=str(value)))


def filled_count(bench: Bench) -> tuple[int, int]:
    """Count required fields that hold something, the priority among them."""
    required = [one.name for one in bench.attempt.desk.handbook.intake if one.required]
    ticket = bench.attempt.state.ticket
    return sum(bool(ticket.fields.get(name)) for name in required) + bool(ticket.level), len(required) + 1


def ticket_tab(bench: Bench) -> None:
    """Draw the ticket: priority with its definition right below, then the fields, each saved on leaving it."""
    handbook = bench.attempt.desk.handbook
    with st.container(height=TAB_HEIGHT, key="tabbody_ticket", border=False):
        _priority(bench)
        _fields(bench, [one for one in handbook.intake if one.name != "severity"], closed=not bench.is_open)


def _priority(bench: Bench) -> None:
    t, handbook = bench.t, bench.attempt.desk.handbook
    names = {str(one.code): t.of(one.name) for one in handbook.priorities}
    level = bench.attempt.state.ticket.level or None
    st.session_state.setdefault("priority", level)
    left, right = st.columns([2.1, 1], gap="small")
    left.segmented_control(
        t("desk.priority"), list(names), format_func=names.__getitem__, key="priority", on_change=_save_priority,
        args=(bench,), disabled=not bench.is_open, width="stretch",
    )  # fmt: skip
    _type(bench, right)
    said, why = st.columns([3.4, 1], gap="small", vertical_alignment="center")
    if level:
        one = handbook.priority(level)
        said.markdown(f":small[:gray[{t.of(one.definition)} · {clause_words(one.basis[0])}]]")
    else:
        said.markdown(f":small[:gray[{t('desk.priority_open')}]]")
    with why.popover(t("desk.why"), width="stretch", disabled=not bench.is_open, key="why_box"):
        st.text_input(
            t("desk.why_level"), key="why_level", max_chars=300, on_change=_save_priority, args=(bench,),
            placeholder=t("desk.why_hint"),
        )  # fmt: skip


def _type(bench: Bench, place: DeltaGenerator) -> None:
    """Offer the types of issue where the handbook has such a list."""
    t = bench.t
    types = {one.code: t.of(one.title) for one in bench.attempt.desk.handbook.lists.get("ticket_types", ())}
    if not types:
        return
    st.session_state.setdefault("type", bench.attempt.state.ticket.type or None)
    place.selectbox(
        t("desk.type"), list(types), index=None, format_func=types.__getitem__, key="type", on_change=_save_type,
        args=(bench,), disabled=not bench.is_open, placeholder=t("desk.not_set"), filter_mode=None,
    )  # fmt: skip


def _fields(bench: Bench, fields: list[IntakeField], *, closed: bool) -> None:
    row: list[IntakeField] = []
    for one in fields:
        if one.name in LONG_FIELDS:
            _field(bench, one, closed=closed)
            continue
        row.append(one)
        if len(row) == 2:  # noqa: PLR2004  two short fields stand in a row
            _field_row(bench, row, closed=closed)
            row = []
    if row:
        _field_row(bench, row, closed=closed)


def _field_row(bench: Bench, row: list[IntakeField], *, closed: bool) -> None:
    with st.container(horizontal=True, wrap=False, gap="xsmall", key=f"fieldrow_{row[0].name}"):
        for one in row:
            _field(bench, one, closed=closed)


def _field(bench: Bench, one: IntakeField, *, closed: bool) -> None:
    t = bench.t
    label = t.of(one.title) if one.required else t("desk.optional", name=t.of(one.title))
    key = f"f_{one.name}"
    stored = bench.attempt.state.ticket.fields.get(one.name, "")
    if key not in st.session_state:
        st.session_state[key] = stored
    wide = one.name in (*LONG_FIELDS, *SENTENCES)
    more: dict[str, Any] = {"height": 68} if wide else {}
    draw: Callable[..., object] = st.text_area if wide else st.text_input
    with st.container():
        draw(
            label,
            key=key,
            placeholder=t("desk.not_asked"),
            max_chars=400,
            on_change=_save_field,
            args=(bench, one.name),
            disabled=closed,
            **more,
        )
