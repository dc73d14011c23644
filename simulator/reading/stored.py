"""How is a reading read back from the event it was stored in?"""

from collections.abc import Mapping

from policy.text import Lang
from simulator.by_identity import kept_by_identity
from simulator.reading.reading import Act, Reading, Second, Span, TimePhrase
from sla.timeline import Json

_LOOSE_WEEK = -1
"""The words leave the week open; what older events, which carry no week, are read as."""

_ENDS = 2
"""Numbers that a place has."""


def _rows(value: Json | None) -> tuple[Mapping[str, Json], ...]:
    return tuple(row for row in value if isinstance(row, Mapping)) if isinstance(value, list | tuple) else ()


def _int(value: Json | None) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _act(row: Mapping[str, Json]) -> Act:
    return Act(
        name=str(row["name"]),
        slot=str(row["slot"]),
        quote=str(row["quote"]),
        start=_int(row["start"]) or 0,
        end=_int(row["end"]) or 0,
        source=str(row.get("source", "rule")),
    )


def _second(value: Json | None) -> Second | None:
    """Rebuild what the classifier found; where only rules read there is none."""
    if not isinstance(value, Mapping):
        return None
    return Second(
        acts=tuple(_act(row) for row in _rows(value.get("acts"))),
        wavering=_names(value.get("wavering")),
        faint=value.get("faint") is True,
        disputed=_names(value.get("disputed")),
    )


def _names(value: Json | None) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()


def _time(row: Mapping[str, Json]) -> TimePhrase:
    return TimePhrase(
        quote=str(row["quote"]),
        start=_int(row["start"]) or 0,
        end=_int(row["end"]) or 0,
        kind=str(row["kind"]),
        span_s=_int(row["span_s"]),
        day=_int(row["day"]),
        minute_of_day=_int(row["minute_of_day"]),
        weekday=_int(row.get("weekday")),
        week=_LOOSE_WEEK if (week := _int(row.get("week"))) is None else week,
        day_of_month=_int(row.get("day_of_month")),
        month=_int(row.get("month")),
        half_day=row.get("half_day") is True,
    )


def _spans(value: Json | None) -> tuple[Span, ...]:
    """Rebuild places; what older events do not carry has none."""
    found: list[Span] = []
    for pair in value if isinstance(value, list | tuple) else ():
        start, end = pair if isinstance(pair, list | tuple) and len(pair) == _ENDS else (None, None)
        if (first := _int(start)) is not None and (last := _int(end)) is not None:
            found.append(Span(start=first, end=last))
    return tuple(found)


KEPT = 512
"""Readings that are kept as they were rebuilt: a message is folded, answered and scored with the same one."""


@kept_by_identity(KEPT)
def reading_from(data: Json) -> Reading:
    """Rebuild a reading from JSON data; replay never reads a message again (DESIGN decision 9).

    Raises:
        TypeError: The data is not a mapping.
    """
    if not isinstance(data, Mapping):
        raise TypeError(f"expected the data of a reading, got {type(data).__name__}")
    acts = tuple(_act(row) for row in _rows(data["acts"]))
    times = tuple(_time(row) for row in _rows(data["times"]))
    lang: Lang = "zh" if data["lang"] == "zh" else "en"
    return Reading(
        lang=lang,
        acts=acts,
        times=times,
        unsure=bool(data["unsure"]),
        engine=str(data["engine"]),
        doubts=_names(data.get("doubts")),
        unread=data.get("unread") is True,
        unread_at=_spans(data.get("unread_at")),
        doubted_at=_spans(data.get("doubted_at")),
        heaps_at=_spans(data.get("heaps_at")),
        second=_second(data.get("second")),
    )
