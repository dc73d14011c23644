"""How are the figures of an import drawn: what was met by priority, and how long it took?"""

import json
from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any, Final

import altair as alt
import streamlit as st

from mysterydesk.i18n import Translation
from mysterydesk.import_spread import Class, Part
from pages.parts.import_words import figure
from sla.timeline import Json

INK, GRID = "#15171D", "#E6E2DA"
PAINT: Final[Mapping[str, str]] = {
    "met": "#0B7A5C",
    "breached": "#B3401F",
    "running": "#3B6FB6",
    "not_judged": "#DAD6CD",
}
"""Colours of the day; `assets/imports.css` has the counterpart of each by night: the chart turns with the page."""

ROW_PX, AXIS_PX = 34, 34
LINE, HAN_LINE, MOST_LINES = 24, 13, 2
"""Characters of a line of a label, and lines: more leave the bars no room."""
SPREAD_PX = 210
HOUR, DAY = 60, 24 * 60


def _axis(**more: object) -> alt.Axis:
    plain: dict[str, Any] = {"title": None, "ticks": False, "domain": False, "labelFontSize": 12.5, "aria": False}
    return alt.Axis(labelColor=INK, **(plain | more))


def _drawn(rows: Sequence[Mapping[str, object]], *, x: alt.X, y: alt.Y, t: Translation) -> alt.Chart:
    colour = alt.Color("part:N", scale=alt.Scale(domain=list(PAINT), range=list(PAINT.values())), legend=None)
    tips = [
        alt.Tooltip("name:N", title=t("imports.chart_where")),
        alt.Tooltip("said:N", title=t("imports.chart_what")),
        alt.Tooltip("n:Q", title=t("imports.tickets")),
    ]
    base = alt.Chart(alt.InlineData(values=list(rows))).mark_bar(cornerRadius=2, aria=False)
    drawn: alt.Chart = base.encode(x=x, y=y, color=colour, order=alt.Order("place:Q"), tooltip=tips)
    return drawn


def _show(chart: alt.Chart, *, height: int, key: str, says: str) -> None:
    padding = {"left": 0, "top": 4, "right": 12, "bottom": 0}
    whole = chart.properties(height=height, padding=padding)
    with st.container(key=key):
        st.altair_chart(whole.configure(background="transparent").configure_view(strokeWidth=0), alt=says)


def legend(t: Translation, parts: Sequence[str]) -> str:
    """Say in words which colour is which, in the order in which they are drawn, as HTML."""
    marks = "".join(
        f'<span class="md-imp-key md-imp-{one}"><i aria-hidden="true"></i>{t(f"imports.part.{one}")}</span>'
        for one in parts
    )
    return f'<div class="md-imp-legend">{marks}</div>'


def lines(name: str) -> str:
    r"""Write a long name in two lines, cut where even they do not hold it.

    >>> lines("Not urgent at all"), lines("Extremely urgent, the whole company stands still since nine")
    ('Not urgent at all', 'Extremely urgent, the\nwhole company stands…')
    """
    width = LINE if name.isascii() else HAN_LINE
    return "\n".join(wrap(name, width, max_lines=MOST_LINES, placeholder="…")) or name


def _in_lines(names: Sequence[str]) -> str:
    """Give what makes labels of names; the names stay what they are, so that two cut alike are still two rows."""
    return f"split({json.dumps({name: lines(name) for name in names})}[datum.label], '\\n')"


def by_priority(t: Translation, parts: Mapping[str, tuple[str, Mapping[str, Json]]]) -> None:
    """Draw for every priority how many tickets were met, breached, are running.

    Args:
        t: Words.
        parts: Code to name and figures, the most urgent first.
    """
    rows = [
        {"name": name, "part": part, "said": t(f"imports.part.{part}"), "n": figure(part_of, part), "place": place}
        for name, part_of in parts.values()
        for place, part in enumerate(PAINT)
        if figure(part_of, part)
    ]
    names = [name for name, _ in parts.values()]
    x = alt.X("sum(n):Q", axis=_axis(gridColor=GRID, grid=True, tickMinStep=1, tickCount=5, format=",d"))
    y = alt.Y(
        "name:N",
        sort=names,
        scale=alt.Scale(domain=names),
        axis=_axis(labelLimit=0, labelExpr=_in_lines(names), grid=False),
    )
    says = " ".join(
        t(
            "imports.chart_priority_alt",
            name=name,
            **{one: figure(part, one) for one in ("met", "breached", "running")},
        )
        for name, part in parts.values()
    )
    _show(_drawn(rows, x=x, y=y, t=t), height=AXIS_PX + ROW_PX * len(names), key="imp_chart_priority", says=says)


def spread(t: Translation, clock: str, classes: Sequence[Class]) -> None:
    """Draw how many tickets took how long on a clock."""
    parts: tuple[Part, ...] = ("met", "breached", "running")
    labels = [_upto(t, one) for one in classes]
    rows = [
        {"name": label, "part": part, "said": t(f"imports.part.{part}"), "n": one.counts[part], "place": place}
        for label, one in zip(labels, classes, strict=True)
        for place, part in enumerate(parts)
        if one.counts.get(part)
    ]
    x = alt.X("name:N", sort=labels, scale=alt.Scale(domain=labels), axis=_axis(grid=False, labelAngle=0))
    y = alt.Y("sum(n):Q", axis=_axis(gridColor=GRID, grid=True, tickMinStep=1, tickCount=4, format=",d"))
    most = max(classes, key=lambda one: sum(one.counts.values()))
    says = t("imports.chart_spread_alt", clock=clock, most=_upto(t, most), n=sum(most.counts.values()))
    _show(_drawn(rows, x=x, y=y, t=t), height=SPREAD_PX, key="imp_chart_spread", says=says)


def _upto(t: Translation, one: Class) -> str:
    """Say a class by its end: short, since a dozen stand side by side."""
    end = one.over if one.up_to is None else one.up_to
    said = t("imports.chart_hours", n=end // HOUR) if end >= HOUR else t("imports.chart_minutes", n=end)
    return f">{said}" if one.up_to is None else f"≤{said}"
