"""What happened when: clocks as bars, people and the ideal handling as marks, on one axis of scenario time."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import streamlit as st

from mysterydesk.i18n import Translation
from mysterydesk.ideal import Parting
from mysterydesk.results import Result
from pages.parts.step_words import doer_of
from pages.parts.timeline_rows import Span, axis_span, bars, marks, parting_rule
from simulator.drill import Attempt
from sla.timeline import Timeline

NAMES = ("ink", "muted", "grid", "run", "ok", "lost", "gate", "rest", "ideal")
_COLOURS = "#15171D #5C5F68 #E6E2DA #3B6FB6 #0B7A5C #B26A00 #B3401F #DAD6CD #5C5F68"
PAINT: Mapping[str, str] = dict(zip(NAMES, _COLOURS.split(), strict=True))
"""Colours of the day; `assets/result.css` has the counterpart of each by night: the chart turns with the page."""

SHAPES: Mapping[str, str] = {"ok": "circle", "lost": "triangle-up", "gate": "square", "ideal": "diamond"}
PICK = "mark"
ROW_PX, LEAST_PX, FULL_PX, AXIS_PX = 27, 23, 216, 30
"""Height of a row, of one among many, of all rows from which on they are drawn closer, and of the axis below."""


def _axis(**more: object) -> alt.Axis:
    """Make an axis that is only labels."""
    plain: dict[str, Any] = {"title": None, "ticks": False, "domain": False, "labelFontSize": 12.5, "aria": False}
    return alt.Axis(labelColor=PAINT["ink"], **(plain | more))


def _marks_layer(rows: Sequence[Mapping[str, object]], x: alt.X, y: alt.Y, t: Translation) -> alt.LayerChart:
    """Draw the marks, which can be picked, and their words above them."""
    base = alt.Chart(alt.InlineData(values=list(rows))).encode(x=x, y=y)
    pick = alt.selection_point(name=PICK, fields=["event"], on="click", clear="dblclick")
    points = (
        base.mark_point(size=85, filled=True, opacity=1, cursor="pointer", aria=False)
        .encode(
            color=alt.Color("paint:N", scale=alt.Scale(domain=list(PAINT), range=list(PAINT.values())), legend=None),
            shape=alt.Shape(
                "paint:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values())), legend=None
            ),
            size=alt.condition(pick, alt.value(150), alt.value(85), empty=False),
            tooltip=[
                alt.Tooltip("what:N", title=t("chart.what")),
                alt.Tooltip("at:T", format="%H:%M:%S", title=t("chart.when")),
            ],
        )
        .add_params(pick)
    )
    words: dict[str, Any] = {"fontSize": 11.5, "color": PAINT["muted"], "clip": False, "aria": False}
    drawn: alt.LayerChart = base.mark_text(dy=-12, **words).encode(text="label:N") + points
    return drawn


def _rule(parted: Mapping[str, str] | None, x: Any) -> list[alt.Chart]:  # noqa: ANN401  Altair's loose type
    """Mark where the handling left the ideal one: a dashed line through all rows."""
    if parted is None:
        return []
    drawn = alt.Chart(alt.InlineData(values=[parted])).mark_rule(
        strokeDash=[5, 4], color=PAINT["lost"], strokeWidth=1.5, aria=False
    )
    return [drawn.encode(x=x)]


def _height(rows: int) -> int:
    """Give the height of so many rows with the axis below them; many rows lie closer.

    >>> _height(3), _height(7), _height(9)
    (138, 219, 246)
    """
    most = max(4, rows)
    return AXIS_PX + most * max(LEAST_PX, min(ROW_PX, FULL_PX // most))


def timeline(
    shown: Result,
    paints: Mapping[int, str],
    ideal: Timeline,
    parted: Parting | None,
    t: Translation,
) -> int | None:
    """Draw the timeline of an attempt beside the ideal handling.

    Returns:
        The id of the event whose mark was picked, None while none is.
    """
    attempt, doer = shown.attempt, doer_of(t, shown)
    span = axis_span(attempt)
    bar_rows = bars(shown.clocks, attempt, t, span)
    mark_rows = [*marks(attempt, t, paints, span, doer=doer), *marks_of_ideal(attempt, ideal, t, span)]
    order = [*dict.fromkeys(str(row["row"]) for row in bar_rows)]
    people = (doer, t("chart.ideal"), t("chart.customer"), t("chart.lines"))
    order += [one for one in people if any(row["row"] == one for row in mark_rows)]
    axis_x = _axis(format="%H:%M", tickCount=7, gridColor=PAINT["grid"], labelFlush=False, grid=True)
    scale_x = alt.Scale(domain=[span.first, span.last], type="time", nice=False)
    x, marks_x = (alt.X(name, axis=axis_x, scale=scale_x) for name in ("at:T", "x:T"))
    y = alt.Y("row:N", sort=order, scale=alt.Scale(domain=order), axis=_axis(labelLimit=200, grid=False))
    colour = alt.Color("paint:N", scale=alt.Scale(domain=list(PAINT), range=list(PAINT.values())), legend=None)
    drawn = (
        alt.Chart(alt.InlineData(values=bar_rows))
        .mark_bar(height=11, cornerRadius=3, aria=False)
        .encode(x=alt.X("from:T", axis=axis_x, scale=scale_x), x2="to:T", y=y, color=colour)
    )
    layers = [drawn, *_rule(parting_rule(attempt, parted), x), _marks_layer(mark_rows, marks_x, y, t)]
    padding = {"left": 0, "top": 4, "right": 12, "bottom": 0}
    chart = alt.layer(*layers).properties(height=_height(len(order)), padding=padding)
    state = st.altair_chart(
        chart.configure(background="transparent").configure_view(strokeWidth=0),
        width="stretch",
        key="timeline",
        on_select="rerun",
        selection_mode=PICK,
        alt=f"{t('chart.alt')} {t('chart.legend')}",
    )
    return _picked(state)


def marks_of_ideal(attempt: Attempt, ideal: Timeline, t: Translation, span: Span) -> list[dict[str, object]]:
    """Give the marks of the ideal handling, in its own row and without judgement."""
    rows = marks(attempt, t, {}, span, doer=t("chart.ideal"), events=ideal)
    return [{**row, "paint": "ideal", "event": -1} for row in rows]


def _picked(state: object) -> int | None:
    selection = state.get("selection") if isinstance(state, Mapping) else None
    chosen = selection.get(PICK) if isinstance(selection, Mapping) else None
    if not isinstance(chosen, list) or not chosen:
        return None
    number = chosen[0].get("event") if isinstance(chosen[0], Mapping) else None
    return number if isinstance(number, int) and number >= 0 else None
