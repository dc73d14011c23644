"""How long is left, drawn live in the browser: shape, colour and words for every state (UI section 5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files

import streamlit as st

from mysterydesk.i18n import Translation
from policy.handbook import Handbook
from sla.arithmetic import open_between
from sla.calendar import Calendar
from sla.clock import SlaClock
from sla.timeline import seconds

MOST_TILES = 4
ROUND_DUE = timedelta(days=4)
"""Open hours are told to the browser for so long around the moment and the due time: a long weekend lies within."""
ORDER = {"met": 0, "breached": 1, "running": 1, "paused": 1, "not_started": 3, "cancelled": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When the bar was made, and how scenario time goes on from there.

    Attributes:
        now: Scenario time of the attempt.
        wall: Wall time of its last move.
        server: Wall time of this rerun.
        live: Whether silence counts on this channel.
        grace_s: Seconds of wall time before it does.
        absence_s: Seconds of wall time from which a gap is absence instead.
        calendar: Hours of the desk, for clocks that count in working hours; None where none does.
    """

    now: datetime
    wall: datetime
    server: datetime
    live: bool
    grace_s: int
    absence_s: int
    calendar: Calendar | None = None


def asset(name: str) -> str:
    """Read a file of `assets/`."""
    return files("pages").joinpath("parts", "assets", name).read_text(encoding="utf-8")


def _component() -> object:
    return st.components.v2.component(
        "mysterydesk_clock_bar",
        html='<div class="bar"></div>',
        css=asset("clock_bar.css"),
        js=asset("scenario_time.js") + asset("clock_bar.js"),
    )


def span_slots(t: Translation) -> Mapping[str, str]:
    """Give how longer spans are written, with their slots left open."""
    return {"hours": t("clock.hours", h="{h}", m="{m}"), "days": t("clock.days", d="{d}", h="{h}")}


def ticking(moment: Moment) -> Mapping[str, object]:
    """Give what `assets/scenario_time.js` needs to go on from a moment."""
    return {
        "now_ms": int(moment.now.timestamp() * 1000),
        "wall_ms": int(moment.wall.timestamp() * 1000),
        "server_ms": int(moment.server.timestamp() * 1000),
        "live": moment.live,
        "grace_s": moment.grace_s,
        "absence_s": moment.absence_s,
    }


def _words(t: Translation) -> Mapping[str, str]:
    """Give the wordings with their slots left open: the browser fills in the time."""
    return {
        **span_slots(t),
        "running": t("clock.running", t="{t}"),
        "last": t("clock.last", t="{t}"),
        "breached": t("clock.breached", t="{t}"),
        "met": t("clock.met", t="{t}"),
        "paused": t("clock.paused", t="{t}"),
        "shut": t("clock.shut", t="{t}", until="{until}"),
        "not_started": t("clock.not_started"),
    }


def _open_ms(clock: SlaClock, moment: Moment) -> list[tuple[int, int]] | None:
    """Give the open hours around now and the due time, in milliseconds; None for a clock that never stands still."""
    calendar = moment.calendar
    if calendar is None or calendar.is_always_open or clock.due is None or not clock.aims[-1].working:
        return None
    begins, ends = min(moment.now, clock.due), max(moment.now, clock.due)
    spans = open_between(calendar, begins - ROUND_DUE, ends + ROUND_DUE)
    return [(int(one.start.timestamp() * 1000), int(one.end.timestamp() * 1000)) for one in spans]


def _tile(clock: SlaClock, handbook: Handbook, t: Translation, moment: Moment) -> Mapping[str, object]:
    rule = handbook.clock(clock.name)
    target = clock.target
    title = t.of(rule.title)
    if target is not None:
        title = t("clock.title", name=title, target=span_words(t, seconds(target)))
        if clock.provisional:
            title = t("clock.provisional", title=title)
    over = seconds((clock.stopped_at or moment.now) - clock.due) if clock.due is not None else 0
    open_ms = _open_ms(clock, moment)
    if open_ms is not None and clock.remaining is not None:
        over = -seconds(clock.remaining)
    return {
        "id": clock.name,
        "name": t.of(rule.title),
        "title": title,
        "state": clock.state,
        "due_ms": int(clock.due.timestamp() * 1000) if clock.due else 0,
        "total_s": max(1, seconds(target)) if target else 1,
        "left_s": max(0, seconds(clock.remaining)) if clock.remaining is not None else 0,
        "elapsed_s": seconds(clock.elapsed) if clock.elapsed is not None else 0,
        "over_s": max(0, over),
        "stopped": clock.stopped_at is not None,
        "open_ms": open_ms,
    }


def span_words(t: Translation, whole: int) -> str:
    """Say a target: `20 秒` / `20 s`, `30 分钟` / `30 min`, `4 小时` / `4 h`, `7 天` / `7 days`."""
    if whole % 60:
        return t("span.seconds", n=whole)
    if whole % 86400 == 0 and whole >= 2 * 86400:
        return t("span.days", n=whole // 86400)
    if whole % 3600 == 0:
        return t("span.hours", n=whole // 3600)
    return t("span.minutes", n=whole // 60)


SHORT, HOUR = 120, 3600
"""Seconds up to which a measured time is told to the second, and from which in hours."""


def measured_words(t: Translation, whole: int) -> str:
    """Say a measured time as exactly as people care to know: `95 s`, `26 min`, `17 h 28 min`."""
    if whole < SHORT:
        return t("span.seconds", n=whole)
    minutes = round(whole / 60)
    if whole < HOUR:
        return t("span.minutes", n=minutes)
    return t("clock.hours", h=minutes // 60, m=minutes % 60)


def in_bar_order(clocks: Sequence[SlaClock]) -> tuple[SlaClock, ...]:
    """Order tiles: done, then running by urgency, then not started."""
    shown = [clock for clock in clocks if clock.state != "cancelled"]
    return tuple(
        sorted(shown, key=lambda one: (ORDER[one.state], one.due.timestamp() if one.due else float("inf"), one.name))
    )


def clock_bar(clocks: Sequence[SlaClock], handbook: Handbook, moment: Moment, t: Translation) -> None:
    """Draw the bar; at most four tiles, of those that matter most, the rest are counted."""
    ordered = in_bar_order(clocks)
    begun = [one for one in ordered if one.state != "not_started"]
    rest = [one for one in ordered if one.state == "not_started"]
    met = [one for one in begun if one.state == "met"]
    running = [one for one in begun if one.state != "met"]
    chosen = [*running[:MOST_TILES]]
    chosen = [*met[-max(0, MOST_TILES - len(chosen)) :], *chosen] if len(chosen) < MOST_TILES else chosen
    chosen += rest[: MOST_TILES - len(chosen)]
    hidden = len(begun) - len([one for one in chosen if one.state != "not_started"])
    offset = moment.now.utcoffset()
    data = {
        "clocks": [_tile(one, handbook, t, moment) for one in chosen],
        "words": _words(t),
        "more": t.count("clock.more", hidden) if hidden else "",
        **ticking(moment),
        "offset_ms": int(offset.total_seconds() * 1000) if offset else 0,
    }
    _component()(data=data, key="clock_bar")  # type: ignore[operator]  # Streamlit types its renderer loosely
