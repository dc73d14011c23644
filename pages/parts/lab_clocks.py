"""How are the clocks of a timeline shown, and how is said why one is due then?"""

from collections.abc import Mapping
from html import escape
from typing import Final
from zoneinfo import ZoneInfo

import streamlit as st

from mysterydesk.clock_lab import Lab, Reading, clock_named
from mysterydesk.explain_words import STATES, span, step_words, time_words, unsettled_words
from mysterydesk.i18n import Translation
from pages.parts.frame import badge, clause_words
from policy.clause import ClockName
from policy.handbook import Handbook
from sla.clock import SlaClock, State
from sla.explain import Explanation, Step
from sla.provisional import unsettled_due
from sla.timeline import seconds

MOST_STEPS = 120  # lines of a reckoning drawn at once; how many more there are is said

SHAPES: Final[Mapping[State, str]] = {
    "not_started": "○",
    "running": "◔",
    "paused": "‖",
    "met": "✓",
    "breached": "×",
    "cancelled": "–",
}


def state_words(t: Translation, clock: SlaClock) -> str:
    """Give shape and word of a state as HTML: colour never says it alone."""
    shape = f'<span aria-hidden="true">{SHAPES[clock.state]}</span>'
    return f'<span class="md-state md-state-{clock.state}">{shape} {escape(t(STATES[clock.state]))}</span>'


def _row(t: Translation, reading: Reading, clock: SlaClock) -> str:
    zone = ZoneInfo(reading.calendar.zone)
    due = escape(time_words(clock.due, zone)) if clock.due else "–"
    if (day := unsettled_due(clock, reading.calendar)) is not None:
        due += f'<div class="md-muted">{escape(unsettled_words(t, day))}</div>'
    used = escape(span(t, seconds(clock.elapsed))) if clock.elapsed is not None else "–"
    name = escape(t.of(reading.handbook.clock(clock.name).title))
    return f'<tr><th scope="row">{name}</th><td>{state_words(t, clock)}</td><td>{due}</td><td>{used}</td></tr>'


def board(t: Translation, lab: Lab) -> None:
    """Draw every clock of the handbook: those that have begun first."""
    reading = lab.reading
    if reading is None:
        return
    if lab.cases > 1:
        st.info(t("lab.first_case", n=lab.cases))
    at = time_words(reading.as_of, ZoneInfo(reading.calendar.zone))
    st.markdown(f":small[:gray[{t('lab.read_at', at=at)}]]")
    head = "".join(
        f'<th scope="col">{escape(words)}</th>'
        for words in (t("lab.clock"), t("lab.state"), t("lab.due"), t("lab.elapsed"))
    )
    begun = [one for one in lab.clocks if one.state != "not_started"]
    rows = "".join(_row(t, reading, one) for one in begun) + _waiting(t, reading, lab)
    st.html(f'<table class="md-lab"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>')


def _waiting(t: Translation, reading: Reading, lab: Lab) -> str:
    """Name the clocks that have not begun in one row: each of them would say the same."""
    idle = [one for one in lab.clocks if one.state == "not_started"]
    names = t("lab.comma").join(t.of(reading.handbook.clock(one.name).title) for one in idle)
    said = (
        f'<td colspan="4">{state_words(t, idle[0])} <span class="md-muted">{escape(names)}</span></td>'
        if idle
        else ""
    )
    return f"<tr>{said}</tr>" if said else ""


def _basis(t: Translation, reading: Reading, step: Step) -> str:
    known = {str(name) for name in reading.handbook.assumptions}
    assumed = "".join(badge(t, reading.handbook, str(one)) for one in step.basis if str(one) in known)
    clauses = " ".join(clause_words(str(one)) for one in step.basis if str(one) not in known)
    return f' <span class="md-muted">{escape(clauses)}</span> {assumed}' if step.basis else ""


def reckoning(t: Translation, lab: Lab) -> None:
    """Let a clock be chosen, and say step by step how it comes to its due time."""
    reading = lab.reading
    if reading is None:
        return
    names = [one.name for one in sorted(lab.clocks, key=lambda one: one.started_at is None)]
    if st.session_state.get("lab_clock") not in names:
        st.session_state["lab_clock"] = names[0]
    titles: Mapping[ClockName, str] = {name: t.of(reading.handbook.clock(name).title) for name in names}
    chosen = st.selectbox(t("lab.which"), names, key="lab_clock", format_func=titles.__getitem__)
    found = reading.explained(clock_named(lab, chosen))
    steps = found.steps
    said = (
        f"<li>{escape(step_words(t, step, reading.handbook, reading.calendar))}{_basis(t, reading, step)}</li>"
        for step in steps[:MOST_STEPS]
    )
    st.html(f'<ol class="md-lab-steps">{"".join(said)}</ol>')
    if len(steps) > MOST_STEPS:
        st.markdown(t("lab.more_steps", n=len(steps) - MOST_STEPS))
    st.html(_assumed(t, found, reading.handbook))


def _assumed(t: Translation, found: Explanation, handbook: Handbook) -> str:
    """Say each assumption that acted behind its badge, with its reason, as HTML."""
    known = (handbook.assumptions[name] for name in found.assumed(handbook))
    rows = "".join(
        f"<li>{badge(t, handbook, str(one.id))} {escape(t.of(one.text))} {escape(t.of(one.reason))}</li>"
        for one in known
    )
    return f'<ul class="md-lab-assumed md-muted">{rows}</ul>' if rows else ""
