"""How does somebody ask what the clocks would be if one event had been otherwise?"""

from collections.abc import Mapping
from html import escape
from typing import Final, get_args
from zoneinfo import ZoneInfo

import streamlit as st

from mysterydesk.clock_lab import Act, Lab, Reading, Tried, Wish, tried
from mysterydesk.detail_changes import detail_changes
from mysterydesk.explain_words import side_words
from mysterydesk.i18n import Translation, message_id
from mysterydesk.lab_text import line_of
from pages.parts.lab_details import lab_table
from pages.parts.lab_input import told
from sla.timeline import EventId

ACTS: Final[Mapping[Act, str]] = {
    "drop": message_id("lab.act_drop"),
    "move": message_id("lab.act_move"),
    "rewrite": message_id("lab.act_rewrite"),
    "add": message_id("lab.act_add"),
}


def what_if(t: Translation, lab: Lab) -> None:
    """Let one event be left out, moved, rewritten or added; draw each clock that would be otherwise."""
    reading = lab.reading
    if reading is None:
        return
    act = st.radio(t("lab.act"), get_args(Act), key="lab_act", horizontal=True, format_func=lambda one: t(ACTS[one]))
    wish = _wish(t, reading, act)
    then = tried(lab, wish)
    if then.problems:
        told(t, then.problems)
    elif then.reading is not None:
        _changes(t, lab, reading, then)


def _wish(t: Translation, reading: Reading, act: Act) -> Wish:
    lines = {event.id: line_of(event, reading.handbook, t.lang) for event in reading.timeline}
    event: EventId | None = None
    if act != "add":
        if st.session_state.get("lab_event") not in lines:
            st.session_state["lab_event"] = next(iter(lines))
        event = st.selectbox(
            t("lab.event"), list(lines), key="lab_event",
            format_func=lambda one: t("lab.event_line", n=one, line=lines[one]),
        )  # fmt: skip
    if act == "drop":
        return Wish(act=act, event=event)
    last = lines[event] if event is not None else next(reversed(lines.values()))
    moment = " ".join(last.split()[:2])
    begins, label = (moment, t("lab.new_time")) if act == "move" else (last, t("lab.new_line"))
    words = st.text_input(label, value=begins, key=f"lab_words_{act}_{event}")
    return Wish(act=act, event=event, words=words)


def _changes(t: Translation, lab: Lab, reading: Reading, then: Tried) -> None:
    """Draw the clocks that would be otherwise, then the warnings, reasons and shares that would be."""
    zone = ZoneInfo(reading.calendar.zone)
    book = reading.handbook
    more = detail_changes(t, (book, lab.details), (book, then.details), zone)
    different = [one for one in then.changes if not one.is_same]
    rows = [
        f'<tr><th scope="row">{escape(t.of(reading.handbook.clock(one.name).title))}</th>'
        f"<td>{escape(side_words(t, one.before, zone))}</td><td>{escape(side_words(t, one.after, zone))}</td></tr>"
        for one in different
    ]
    if rows:
        st.html(lab_table((t("lab.clock"), t("lab.before"), t("lab.after")), rows, t("lab.region_out")))
    else:
        st.info(t("sla.no_change"))
    if more:
        lines = [
            f'<tr><th scope="row">{escape(t.of(one.clock))}</th><td>{escape(one.what)}</td>'
            f"<td>{escape(one.before or t('sla.none'))}</td><td>{escape(one.after or t('sla.none'))}</td></tr>"
            for one in more
        ]
        heads = (t("lab.clock"), t("lab.what"), t("lab.before"), t("lab.after"))
        st.html(
            f'<div class="md-lab-head">{escape(t("lab.follows"))}</div>{lab_table(heads, lines, t("lab.follows"))}'
        )
