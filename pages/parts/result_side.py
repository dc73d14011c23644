"""What was it worth in short: the total as an interval, the gates, the three things worth most next time?"""

from collections.abc import Mapping
from html import escape

import streamlit as st

from mysterydesk import results, shelf
from mysterydesk.i18n import Translation
from pages.parts.begin_card import asking
from pages.parts.frame import badge_row
from pages.parts.links import go
from pages.parts.result_findings import Row, finding_title, lost, rows_of
from pages.parts.verdicts import points, total_words
from scenarios.scenario import Scenario
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


def drill_for(shown: results.Result) -> Scenario:
    """Choose a drill to practise on: another customer of the same kind where there is one."""
    own = shown.attempt.desk.case.scenario
    known = shelf.scenarios()
    if own not in known:
        return next(iter(known.values()))
    kind = known[own].kind
    alike = [one for name, one in sorted(known.items()) if one.kind == kind and name != own]
    return alike[0] if alike else known[own]


def practise(scenario: str, after: Attempt) -> None:
    """Lead to the card before a practice drill; the browser's way back leads to the result of `after` again.

    It is taken under the same manual. Streamlit writes the new query under the old page first, so the attempt has to
    stay in it.
    """
    go("home", **asking(scenario, "practice", after.desk.case.handbook), attempt=after.id)


def three(t: Translation, shown: results.Result) -> None:
    """Name the three things that cost most, each with its points and a drill."""
    worst: list[Row] = [
        row for row in sorted(rows_of(shown.card["findings"]), key=lost, reverse=True)[:3] if lost(row)
    ]
    with st.container(border=True, key="card_three", gap="small"):
        st.markdown(f"**{t.count('result.three', len(worst))}**" if worst else t("result.nothing_lost"))
        for place, row in enumerate(worst, start=1):
            left, right = st.columns([2.1, 1.15], vertical_alignment="center", gap="small")
            left.markdown(f"{place}. {finding_title(t, shown.attempt, row)}")
            label = t("result.practise", points=points(lost(row)))
            if shown.own and right.button(label, key=f"three_{place}", width="stretch"):
                practise(drill_for(shown).id, shown.attempt)
            elif not shown.own:
                right.markdown(f":gray-badge[+{points(lost(row))}]")
