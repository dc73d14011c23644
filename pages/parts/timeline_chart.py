"""What happened when: clocks as bars, people and the ideal handling as marks, on one axis of scenario time."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import streamlit as st

from mysterydesk.i18n import Translation
from mysterydesk.ideal import Parting
from pages.parts.timeline_rows import Span, axis_span, bars, marks, parting_rule
from simulator.drill import Attempt
from sla.clock import SlaClock
from sla.timeline import Timeline

NAMES = ("ink", "muted", "grid", "run", "ok", "lost", "gate", "rest", "ideal")
_LIGHT = "#15171D #5C5F68 #E6E2DA #3B6FB6 #0B7A5C #B26A00 #B3401F #DAD6CD #5C5F68"
_DARK = "#E8E6E1 #B3B1AB #3A3E48 #7FB0EE #5CC4A0 #E9A94A #F08A66 #3A3E48 #B3B1AB"
LIGHT: Mapping[str, str] = dict(zip(NAMES, _LIGHT.split(), strict=True))
DARK: Mapping[str, str] = dict(zip(NAMES, _DARK.split(), strict=True))
SHAPES: Mapping[str, str] = {"ok": "circle", "lost": "triangle-up", "gate": "square", "ideal": "diamond"}
PICK = "mark"
ROW_PX = 31


def colours() -> Mapping[str, str]:
    """Give the palette of the theme that is on."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def _axis(paint: Mapping[str, str], **more: object) -> alt.Axis:
    """Make an axis that is only labels."""
    plain: dict[str, Any] = {"title": None, "ticks": False, "domain": False, "labelFontSize": 12.5, **more}
    return alt.Axis(labelColor=paint["ink"], **plain)


def _marks_layer(rows: Sequence[Mapping[str, object]], x: alt.X, y: alt.Y, t: Translation) -> alt.LayerChart:
    """Draw the marks, which can be picked, and their words above them."""
    paint = colours()
    base = alt.Chart(alt.InlineData(values=list(rows))).encode(x=x, y=y)
    pick = alt.selection_point(name=PICK, fields=["event"], on="click", clear="dblclick")
    points = (
        base.mark_point(size=85, filled=True, opacity=1, cursor="pointer")
        .encode(
            color=alt.Color("paint:N", scale=alt.Scale(domain=list(paint), range=list(paint.values())), legend=None),
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
    words: dict[str, Any] = {"fontSize": 11.5, "color": paint["muted"], "clip": False}
    drawn: alt.LayerChart = base.mark_text(dy=-13, **words).encode(text="label:N") + points
    return drawn


def _rule(span: Span, parted: Mapping[str, str] | None, x: Any) -> list[alt.Chart]:  # noqa: ANN401  Altair's loose type
    """Mark where the handling left the ideal one: a dashed line through all rows."""
    if parted is None or not span.first <= parted["at"] <= span.last:
        return []
    drawn = alt.Chart(alt.InlineData(values=[parted])).mark_rule(
        strokeDash=[5, 4], color=colours()["lost"], strokeWidth=1.5
    )
    return [drawn.encode(x=x)]


def timeline(
    clocks: Sequence[SlaClock],
    attempt: Attempt,
    paints: Mapping[int, str],
    ideal: Timeline,
    parted: Parting | None,
    t: Translation,
) -> int | None:
    """Draw the timeline of an attempt beside the ideal handling.

    Returns:
        The id of the event whose mark was picked, None while none is.
    """
    paint, span = colours(), axis_span(attempt)
    bar_rows = bars(clocks, attempt, t, span)
    mark_rows = [*marks(attempt, t, paints, span), *marks_of_ideal(attempt, ideal, t, span)]
    order = [*dict.fromkeys(str(row["row"]) for row in bar_rows)]
    people = (t("chart.you"), t("chart.ideal"), t("chart.customer"), t("chart.lines"))
    order += [one for one in people if any(row["row"] == one for row in mark_rows)]
    axis_x = _axis(paint, format="%H:%M", tickCount=7, gridColor=paint["grid"], labelFlush=False, grid=True)
    scale_x = alt.Scale(domain=[span.first, span.last], type="time", nice=False)
    x = alt.X("at:T", axis=axis_x, scale=scale_x)
    y = alt.Y("row:N", sort=order, scale=alt.Scale(domain=order), axis=_axis(paint, labelLimit=150, grid=False))
    colour = alt.Color("paint:N", scale=alt.Scale(domain=list(paint), range=list(paint.values())), legend=None)
    drawn = (
        alt.Chart(alt.InlineData(values=bar_rows))
        .mark_bar(height=11, cornerRadius=3)
        .encode(x=alt.X("from:T", axis=axis_x, scale=scale_x), x2="to:T", y=y, color=colour)
    )
    layers = [drawn, *_rule(span, parting_rule(attempt, parted), x), _marks_layer(mark_rows, x, y, t)]
    chart = alt.layer(*layers).properties(
        height=ROW_PX * max(4, len(order)), padding={"left": 0, "top": 4, "right": 12, "bottom": 0}
    )
    state = st.altair_chart(
        chart.configure(background="transparent").configure_view(strokeWidth=0),
        width="stretch",
        key="timeline",
        on_select="rerun",
        selection_mode=PICK,
    )
    return _picked(state)


def marks_of_ideal(attempt: Attempt, ideal: Timeline, t: Translation, span: Span) -> list[dict[str, object]]:
    """Give the marks of the ideal handling, in its own row and without judgement."""
    rows = marks(attempt, t, {}, span, events=ideal, own_row=t("chart.ideal"))
    return [{**row, "paint": "ideal", "event": -1} for row in rows]


def _picked(state: object) -> int | None:
    selection = state.get("selection") if isinstance(state, Mapping) else None
    chosen = selection.get(PICK) if isinstance(selection, Mapping) else None
    if not isinstance(chosen, list) or not chosen:
        return None
    number = chosen[0].get("event") if isinstance(chosen[0], Mapping) else None
    return number if isinstance(number, int) and number >= 0 else None
