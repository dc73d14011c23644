"""What happened when: clocks as bars, people as marks, on one axis of scenario time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import altair as alt
import streamlit as st

from mysterydesk.i18n import Translation
from pages.parts.frame import event_name
from simulator.drill import Attempt
from sla.clock import SlaClock

NAMES = ("ink", "muted", "grid", "run", "ok", "lost", "gate", "rest")
_LIGHT = "#15171D #5C5F68 #E6E2DA #3B6FB6 #0B7A5C #B26A00 #B3401F #DAD6CD"
_DARK = "#E8E6E1 #B3B1AB #3A3E48 #7FB0EE #5CC4A0 #E9A94A #F08A66 #3A3E48"
LIGHT: Mapping[str, str] = dict(zip(NAMES, _LIGHT.split(), strict=True))
DARK: Mapping[str, str] = dict(zip(NAMES, _DARK.split(), strict=True))

MARKED = {
    "ticket.submitted",
    "agent.first_contact",
    "ticket.severity_set",
    "ticket.transferred",
    "tier2.started",
    "tier3.joined",
    "workaround.provided",
    "fix.provided",
    "chase.received",
    "verify.customer",
    "ticket.resolved",
    "ticket.closed",
    "callback.done",
    "fact.grew",
}


def colours() -> Mapping[str, str]:
    """Give the palette of the theme that is on."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def _naive(at: datetime, attempt: Attempt) -> str:
    """Write scenario time as the desk's wall clock; the chart must not shift it into the reader's zone."""
    return at.astimezone(attempt.desk.case.submitted_at.tzinfo).strftime("%Y-%m-%dT%H:%M:%S")


def bars(clocks: Sequence[SlaClock], attempt: Attempt, t: Translation, last: datetime) -> list[dict[str, str]]:
    """Give the bars: what was spent, what was over, what was left."""
    rows: list[dict[str, str]] = []
    for clock in clocks:
        if clock.started_at is None or clock.due is None:
            continue
        stop = min(clock.stopped_at or last, last)
        row = t.of(attempt.desk.handbook.clock(clock.name).title)
        spent = min(stop, clock.due)
        pieces = [(clock.started_at, spent, "run")]
        if stop > clock.due:
            pieces.append((clock.due, stop, "gate"))
        elif clock.due > stop:
            pieces.append((stop, min(clock.due, last), "rest"))
        rows += [
            {"row": row, "from": _naive(start, attempt), "to": _naive(end, attempt), "paint": paint}
            for start, end, paint in pieces
            if end > start
        ]
    return rows


def marks(attempt: Attempt, t: Translation, paints: Mapping[int, str], last: datetime) -> list[dict[str, object]]:
    """Give the marks: circle done, triangle points lost, square gate."""
    rows: list[dict[str, object]] = []
    for event in attempt.events:
        if (event.kind not in MARKED and int(event.id) not in paints) or event.at > last:
            continue
        if event.kind in {"attempt.started", "attempt.ended", "state.changed"}:
            continue
        row = {"trainee": t("chart.you"), "customer": t("chart.customer"), "system": t("chart.customer")}.get(
            event.actor, t("chart.lines")
        )
        paint = paints.get(int(event.id), "ok")
        label = event_name(t, event.kind) if event.kind in MARKED else ""
        rows.append(
            {"row": row, "at": _naive(event.at, attempt), "paint": paint, "label": label, "event": int(event.id)}
        )
    return rows


def end_of_story(attempt: Attempt) -> datetime:
    """Give the instant where the picture ends: the close, not the long wait for the call-back."""
    shown = [
        event.at for event in attempt.events if event.kind in {"ticket.closed", "verify.customer", "csat.received"}
    ]
    ended = [event.at for event in attempt.events if event.kind == "attempt.ended"]
    return max(shown, default=ended[-1] if ended else attempt.state.now)


def _axis(paint: Mapping[str, str], **more: object) -> alt.Axis:
    """Make an axis that is only labels."""
    plain: dict[str, Any] = {"title": None, "ticks": False, "domain": False, "labelFontSize": 12.5, **more}
    return alt.Axis(labelColor=paint["ink"], **plain)


def timeline(clocks: Sequence[SlaClock], attempt: Attempt, paints: Mapping[int, str], t: Translation) -> None:
    """Draw the timeline of an attempt."""
    paint, last = colours(), end_of_story(attempt)
    scale = alt.Scale(domain=list(paint), range=list(paint.values()))
    clock_rows, mark_rows = bars(clocks, attempt, t, last), marks(attempt, t, paints, last)
    order = [*dict.fromkeys(row["row"] for row in clock_rows), t("chart.you"), t("chart.customer"), t("chart.lines")]
    axis_x = _axis(paint, format="%H:%M", tickCount=7, gridColor=paint["grid"], labelFlush=False)
    axis_y = _axis(paint, labelLimit=150)
    y = alt.Y("row:N", sort=order, axis=axis_y)
    drawn = (
        alt.Chart(alt.InlineData(values=clock_rows))
        .mark_bar(height=12, cornerRadius=3)
        .encode(x=alt.X("from:T", axis=axis_x), x2="to:T", y=y, color=alt.Color("paint:N", scale=scale, legend=None))
    )
    base = alt.Chart(alt.InlineData(values=mark_rows)).encode(x=alt.X("at:T", axis=axis_x), y=y)
    shape = alt.Scale(domain=["ok", "lost", "gate"], range=["circle", "triangle-up", "square"])
    points = base.mark_point(size=80, filled=True, opacity=1).encode(
        color=alt.Color("paint:N", scale=scale, legend=None),
        shape=alt.Shape("paint:N", scale=shape, legend=None),
        tooltip=[
            alt.Tooltip("label:N", title=t("chart.what")),
            alt.Tooltip("at:T", format="%H:%M:%S", title=t("chart.when")),
        ],
    )
    chart = (drawn + points).properties(
        height=38 * max(3, len(order)), padding={"left": 0, "top": 4, "right": 8, "bottom": 0}
    )
    st.altair_chart(
        chart.configure(background="transparent").configure_view(strokeWidth=0), width="stretch", key="timeline"
    )
    st.markdown(f":small[:gray[{t('chart.legend')}]]")
