"""What was it worth in short: the total as an interval, the gates, the three things worth most next time?"""

from collections.abc import Mapping
from html import escape

import streamlit as st

from learning.coaching import Advice
from mysterydesk import coaching, results
from mysterydesk.clock import now
from mysterydesk.i18n import Translation
from pages.parts.begin_card import asking
from pages.parts.clock_bar import measured_words
from pages.parts.frame import badge_row
from pages.parts.guard import Guest
from pages.parts.links import go
from pages.parts.result_findings import Row, finding_title, rows_of
from pages.parts.verdicts import points, total_words
from scoring.diagnostics import Diagnostic, diagnostics
from simulator.drill import Attempt

MARKS = ("A-pass-total", "A-weights", "A-review-share")
"""Assumptions behind the total."""

GATE_ICONS = {"not_met": ":red[:material/dangerous:]", "met": ":green[:material/check_circle:]"}


def number(value: object) -> float:
    """Give a figure of the scorecard."""
    return float(value) if isinstance(value, int | float) else 0.0


def total_of(shown: results.Result) -> tuple[float, float]:
    """Give both ends of the total (DESIGN decision 14)."""
    total = shown.card["total"]
    return (number(total[0]), number(total[1])) if isinstance(total, list) else (0.0, 0.0)


def _half(tally: object) -> str:
    if not isinstance(tally, Mapping):
        return "–"
    reached = number(tally.get("possible")) - number(tally.get("lost")) - number(tally.get("unjudged"))
    return f"{points(reached)} / {points(number(tally.get('possible')))}"


def _bar(low: float, high: float, line: float, words: str) -> str:
    """Draw the interval on a scale of 100 with the pass line; the words say the same."""
    return (
        f'<div class="md-bar" role="img" aria-label="{escape(words)}">'
        f'<i class="md-bar-low" style="width:{low:.1f}%"></i>'
        f'<i class="md-bar-open" style="left:{low:.1f}%;width:{max(0.0, high - low):.1f}%"></i>'
        f'<b style="left:{line:.1f}%"></b></div>'
    )


def totals(t: Translation, shown: results.Result) -> None:
    """Draw the total, its two halves and where the pass line is."""
    low, high = total_of(shown)
    handbook = shown.attempt.desk.handbook
    line = handbook.settings["pass_total"].value
    tallies = shown.card["points"] if isinstance(shown.card["points"], Mapping) else {}
    with st.container(border=True, key="card_totals", gap="small"):
        whole, state, words = st.columns([1.15, 1, 1], gap="small")
        whole.metric(t("result.total"), total_words(t, low, high), help=t("result.total_help"))
        state.metric(t("result.state"), _half(tallies.get("state")))
        words.metric(t("result.words"), _half(tallies.get("words")))
        said = t("result.bar", total=total_words(t, low, high), line=points(line))
        pass_line = f'<small class="md-muted">{escape(t("result.pass_line", total=points(line)))}</small>'
        st.html(_bar(low, high, line, said) + badge_row(t, handbook, *MARKS, lead=pass_line))


def gates(t: Translation, shown: results.Result) -> None:
    """List the gates apart: one that is broken fails at any total."""
    rows = [row for row in rows_of(shown.card["findings"]) if row["critical"]]
    order = {"not_met": 0, "not_judged": 1, "met": 2}
    with st.container(border=True, key="card_gates", gap="xsmall"):
        st.markdown(f"**{t('result.gates')}**")
        for row in sorted(rows, key=lambda one: order.get(str(one["verdict"]), 3)):
            icon = GATE_ICONS.get(str(row["verdict"]), ":gray[:material/help:]")
            words = t(f"gate.{row['code']}")
            state = t(f"gate_is.{row['verdict']}")
            said = f"**{words}**" if row["verdict"] == "not_met" else words
            st.markdown(f"{icon} {said}　:small[:gray[{state}]]")


def practise(scenario: str, after: Attempt) -> None:
    """Lead to the card before a practice drill; the browser's way back leads to the result of `after` again.

    It is taken under the same manual. Streamlit writes the new query under the old page first, so the attempt has to
    stay in it.
    """
    go("home", **asking(scenario, "practice", after.desk.case.handbook), attempt=after.id)


def three(guest: Guest, shown: results.Result) -> None:
    """Name the few things that are worth most next time, each with its moment and, for the trainee, a drill."""
    t = guest.t
    found = coaching.coached(guest.world.store, guest.account, shown) if shown.own else coaching.unaided(shown)
    rows = {str(row["code"]): row for row in rows_of(shown.card["findings"])}
    with st.container(border=True, key="card_three", gap="small"):
        st.markdown(f"**{t.count('result.three', len(found))}**" if found else t("result.nothing_lost"))
        for place, one in enumerate(found, start=1):
            _advice(guest, shown, place, one, rows[one.lapse.code])
        if found and shown.own:
            st.markdown(f":small[:gray[{t('coach.how')}]]")


def _advice(guest: Guest, shown: results.Result, place: int, one: Advice, row: Row) -> None:
    t, lapse = guest.t, one.lapse
    st.markdown(f"{place}. {finding_title(t, shown.attempt, row)}{_habit(t, one)}")
    with st.container(horizontal=True, gap="small", key=f"three_row_{place}"):
        if lapse.event is not None and st.button(
            t("coach.moment"), key=f"three_moment_{place}", icon=":material/play_circle:"
        ):
            go("replay", attempt=shown.attempt.id, step=str(lapse.event))
        if shown.own:
            label = t("result.practise", points=points(lapse.lost)) if lapse.lost else t("coach.practise")
            if st.button(label, key=f"three_{place}", icon=":material/exercise:"):
                practise_one(guest, shown, lapse.code)
        elif lapse.lost:
            st.markdown(f":gray-badge[+{points(lapse.lost)}]", width="content")


def _habit(t: Translation, one: Advice) -> str:
    """Say how often the same was missed before, where it was."""
    said = t("coach.again", n=one.before, of=one.of) if one.before else ""
    return f"  \n:small[:orange[{said}]]" if said else ""


def figures(t: Translation, shown: results.Result) -> None:
    """Show figures that carry no points: they help to see why, and decide nothing."""
    attempt = shown.attempt
    rows = "".join(
        f"<dt>{escape(t(f'diagnostic.{one.code}'))}</dt><dd>{escape(_figure(t, one))}</dd>"
        for one in diagnostics(attempt.events, attempt.desk.case.lang)
    )
    with st.container(border=True, key="card_figures", gap="small"):
        st.markdown(f"**{t('diagnostic.title')}**", help=t("diagnostic.help"))
        st.html(f'<dl class="md-facts">{rows}</dl>')


def _figure(t: Translation, one: Diagnostic) -> str:
    if one.unit == "s":
        return measured_words(t, one.value)
    return t.count("diagnostic.chars", one.value) if one.unit == "chars" else str(one.value)


def practise_one(guest: Guest, shown: results.Result, code: str) -> None:
    """Begin at once a practice drill in which a criterion is asked for."""
    go("desk", attempt=coaching.practise(guest.world.store, guest.account, shown, code, now()))


def drill_on(guest: Guest, shown: results.Result, row: Row) -> None:
    """Offer to practise one finding on another customer."""
    if st.button(guest.t("coach.practise"), key="practise_finding", icon=":material/exercise:"):
        practise_one(guest, shown, str(row["code"]))
