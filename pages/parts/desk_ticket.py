"""What is recorded: the ticket with its priority and fields."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.desk_moves import Bench, add_to_note, move
from pages.parts.desk_owed import owed_row
from pages.parts.frame import ground_words
from pages.parts.verbatim import verbatim
from policy.handbook import IntakeField
from simulator.move import MAX_TEXT

LONG_FIELDS = ("symptom", "")
"""Facts told at length, whatever a handbook calls the field; one that no fact fills is worded at length too."""
SENTENCES = ("trigger", "impact_scope", "tried_steps", "repro_steps", "error_text", "environment")
"""Those of half the width whose answer is a sentence: two lines high, so that it can be read whole."""
TAB_HEIGHT = 460


def save_ticket(bench: Bench) -> bool:
    """Store what was changed in this window since it was drawn; give whether anything was.

    It is compared at the beginning of each run, not in a callback: a burst of changes breaks callbacks off, and what
    stands in the fields is still there in the run that comes next.
    """
    if not bench.is_open:
        return False
    ticket, handbook = bench.attempt.state.ticket, bench.attempt.desk.handbook
    done = [_save_level(bench), _save_type(bench)]
    for one in handbook.intake:
        value = _edited(bench, f"f_{one.name}", ticket.fields.get(one.name, ""))
        if value is not None:
            saved = move(bench, "field", widget=f"f_{one.name}", name=one.name, value=value)
            done.append(_told(bench, f"f_{one.name}", value, value, saved=saved))
    return any(done)


def _edited(bench: Bench, key: str, stored: str) -> str | None:
    """Give what stands in a field and was written or chosen here; None where nothing was."""
    if key not in st.session_state:
        return None
    value = str(st.session_state[key] or "").strip()
    return None if value in {stored, bench.seat.drawn.get(key, stored)} else value


def _told(bench: Bench, key: str, value: str, shown: str, *, saved: bool) -> bool:
    """Say what came of a change; a refused one shows what is stored, with what was not said beside it."""
    seat = bench.seat
    if saved:
        seat.unsaved.pop(key, None)
        seat.drawn[key] = value
    elif len(value) > MAX_TEXT:  # to be shortened where it stands
        add_to_note(bench, key, bench.t("desk.still_there"))
    else:
        seat.unsaved[key] = shown
        add_to_note(bench, key, _not_saved(bench, shown))
        st.session_state.pop(key, None)
    return saved


def _not_saved(bench: Bench, value: str) -> str:
    return bench.t("desk.not_saved", text=verbatim(value) or "—")


def _unsaved(bench: Bench, key: str) -> None:
    """Keep in sight what was written here and not taken."""
    value = bench.seat.unsaved.get(key)
    if value:
        st.markdown(f":small[:material/info: {_not_saved(bench, value)}]")


def _newest(bench: Bench, key: str, stored: str | None) -> None:
    """Show what is stored where it has changed since this window drew it: another may have gone on.

    A field that stands as it was drawn is left alone: somebody may be writing in it.
    """
    shown, now = st.session_state.get(key), stored or ""
    has_changed = bench.seat.drawn.get(key, now) != now
    if key not in st.session_state or (has_changed and str(shown or "").strip() != now):
        st.session_state[key] = stored
    bench.seat.drawing[key] = now


def _save_level(bench: Bench) -> bool:
    """Store the priority, or why it is what it is."""
    ticket = bench.attempt.state.ticket
    chosen, why = _edited(bench, "priority", ticket.level), _edited(bench, "why_level", "")
    level = chosen or ticket.level
    if chosen == "":  # a second click takes the mark away, the ticket keeps its priority
        st.session_state["priority"] = ticket.level or None
    if not level or not (chosen or why):
        return False
    name = bench.t.of(bench.attempt.desk.handbook.priority(level).name)
    reason = {"reason": why} if why else {}
    saved = move(bench, "priority", level=level, **reason)
    if saved and why:
        bench.seat.drawn["why_level"] = why
    return _told(bench, "priority", level, f"{name} {why or ''}".strip(), saved=saved)


def _save_type(bench: Bench) -> bool:
    stored = bench.attempt.state.ticket.type
    value = _edited(bench, "type", stored)
    if value == "":
        st.session_state["type"] = stored or None
    if not value:
        return False
    return _told(bench, "type", value, _types(bench).get(value, value), saved=move(bench, "type", value=value))


def _types(bench: Bench) -> Mapping[str, str]:
    """Give the types of issue by code, in the language of the page; none where the handbook has no such list."""
    return {one.code: bench.t.of(one.title) for one in bench.attempt.desk.handbook.lists.get("ticket_types", ())}


def filled_count(bench: Bench) -> tuple[int, int]:
    """Count required fields that hold something, the priority among them."""
    required = [one.name for one in bench.attempt.desk.handbook.intake if one.required]
    ticket = bench.attempt.state.ticket
    return sum(bool(ticket.fields.get(name)) for name in required) + bool(ticket.level), len(required) + 1


WRITTEN = ("intake.set", "ticket.severity_set", "ticket.type_set")
"""Events of what is written on the ticket."""


def saved_at(bench: Bench) -> datetime | None:
    """Give when something was last written on the ticket, by the clock of the scenario."""
    mine = (e.at for e in reversed(bench.attempt.events) if e.kind in WRITTEN and e.actor == "trainee")
    return next(mine, None)


def ticket_tab(bench: Bench) -> None:
    """Draw the ticket: priority with its definition right below, then the fields, each saved on leaving it."""
    handbook = bench.attempt.desk.handbook
    with st.container(height=TAB_HEIGHT, key="tabbody_ticket", border=False):
        _priority(bench)
        owed_row(bench)
        _fields(bench, [one for one in handbook.intake if one.name != "severity"], closed=not bench.is_open)


def _priority(bench: Bench) -> None:
    t, handbook = bench.t, bench.attempt.desk.handbook
    names = {str(one.code): t.of(one.name) for one in handbook.priorities}
    level = bench.attempt.state.ticket.level or None
    _newest(bench, "priority", level)
    _newest(bench, "why_level", "")
    left, right = st.columns([2.1, 1], gap="small")
    left.segmented_control(
        t("desk.priority"), list(names), format_func=names.__getitem__, key="priority",
        disabled=not bench.is_open, width="stretch",
    )  # fmt: skip
    _type(bench, right)
    said, why = st.columns([3.4, 1], gap="small", vertical_alignment="center")
    if level:
        one = handbook.priority(level)
        basis = ground_words(t, handbook, str(one.basis[0]))
        said.markdown(f":small[:gray[{t.of(one.definition)} · {basis}]]")
    else:
        said.markdown(f":small[:gray[{t('desk.priority_open')}]]")
    with why.popover(t("desk.why"), width="stretch", disabled=not bench.is_open, key="why_box"):
        st.text_input(t("desk.why_level"), key="why_level", placeholder=t("desk.why_hint"))


def _type(bench: Bench, place: DeltaGenerator) -> None:
    """Offer the types of issue where the handbook has such a list."""
    t, types = bench.t, _types(bench)
    if not types:
        return
    _newest(bench, "type", bench.attempt.state.ticket.type or None)
    place.selectbox(
        t("desk.type"), list(types), index=None, format_func=types.__getitem__, key="type",
        disabled=not bench.is_open, placeholder=t("desk.not_set"), filter_mode=None,
    )  # fmt: skip


def _fields(bench: Bench, fields: list[IntakeField], *, closed: bool) -> None:
    row: list[IntakeField] = []
    for one in fields:
        if one.fact in LONG_FIELDS:
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
    _newest(bench, key, bench.attempt.state.ticket.fields.get(one.name, ""))
    wide = one.fact in (*LONG_FIELDS, *SENTENCES)
    more: dict[str, Any] = {"height": 68} if wide else {}
    draw: Callable[..., object] = st.text_area if wide else st.text_input
    with st.container():
        draw(label, key=key, placeholder=t("desk.not_asked"), disabled=closed, **more)
        _unsaved(bench, key)
