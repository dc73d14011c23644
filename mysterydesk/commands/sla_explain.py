"""The command that says why a clock is due then, and what it would say if events had been otherwise."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from mysterydesk.clock_details import detail_lines, details_as_data
from mysterydesk.clock_lab import Reading
from mysterydesk.commands.output import pretty, refuse_fault, refuse_problems, speaker
from mysterydesk.commands.sla_file import load_cases
from mysterydesk.commands.which_handbook import handbook_meant, hours_of
from mysterydesk.detail_changes import detail_change_lines, detail_changes
from mysterydesk.errors import WorldError
from mysterydesk.explain_words import change_lines, step_lines, time_words
from mysterydesk.interchange import clock_as_data
from policy.problem import problem
from sla.calendar import Calendar, EmptyCalendarError, HorizonError
from sla.clock import SlaClock
from sla.explain import Explanation, Step
from sla.handbook_cases import read_ticket
from sla.inspection import Inspection
from sla.provisional import unsettled_due
from sla.timeline import EventId
from sla.twin import as_under
from sla.what_if import Added, Change, Dropped, Edit, Moved, compared, edited


def explain_case(  # noqa: PLR0913, PLR0917  one option each
    file: Annotated[Path, typer.Argument(help="A file of handbook-cases/1; - for input.")],
    case: Annotated[str, typer.Option(help="Id of the case; the first one where it is left out.")] = "",
    clock: Annotated[str, typer.Option(help="Clock, e.g. resolution; every one that has begun if left out.")] = "",
    handbook: Annotated[
        str, typer.Option(help="Read the same ticket under this handbook too: id, own published one, file, folder.")
    ] = "",
    drop: Annotated[list[int] | None, typer.Option(help="What if this event (from 0) had not happened?")] = None,
    move: Annotated[
        list[str] | None, typer.Option(help="What if this event had been then: 3=2026-03-10T15:00+08:00")
    ] = None,
    add: Annotated[list[str] | None, typer.Option(help='What if this had happened: {"at": …, "type": …}')] = None,
    store: Annotated[
        Path | None, typer.Option(help="SQLite file with own handbooks, notices and dates; default MYSTERYDESK_DB.")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Say why each clock is due then; with edits or a second handbook, what would be otherwise.

    The clocks are read at the moment that the case names as `as_of`; where it names none, at its last event.
    """
    now = _reading(file, case, store)
    edits = [*_drops(drop or [], now), *_moves(move or [], now), *_adds(add or [], now)]
    then = replace(now, timeline=edited(now.timeline, edits))
    if handbook:
        other = handbook_meant(handbook, store)
        renamed = as_under(then.timeline, now.handbook, other)
        then = replace(then, handbook=other, timeline=renamed, calendar=hours_of(other, store))
    compares = bool(edits or handbook)
    _is_known(clock, (now, then))
    try:
        if compares:
            _say_changes(now, then, clock, as_json=as_json)
        _say_steps(then, clock, as_json=as_json and not compares, quiet=as_json and compares)
    except (EmptyCalendarError, HorizonError) as error:
        refuse_problems((problem(str(file), 0, "no_due_time", place="calendar", got=str(error)),))


def _reading(file: Path, wish: str, store: Path | None) -> Reading:
    form, cases = load_cases(file)
    found = next((one for one in cases if not wish or str(one.get("id")) == wish), None)
    if found is None or not form.startswith("handbook-cases"):
        refuse_fault(WorldError("no_such_case", name=wish or "handbook-cases/1", path=file))
    handbook = handbook_meant(str(found.get("handbook", "")), store)
    look = Inspection(str(found.get("id", "")))
    given = {str(name): value for name, value in found.items() if name != "expected"}
    if given.get("as_of") is None:
        given["as_of"] = _last_moment(given.get("timeline"), str(found.get("id") or file))
    timeline, calendar, options, as_of = read_ticket(look, given, handbook)
    if look.problems:
        refuse_problems(look.problems)
    own = calendar if given.get("calendar") is not None else hours_of(handbook, store)
    return Reading(handbook=handbook, timeline=timeline, calendar=own, options=options, as_of=as_of)


def _last_moment(timeline: object, source: str) -> datetime:
    """Give the moment of the last event; where there is none, ask for a moment of reading."""
    rows = timeline if isinstance(timeline, list) else []
    at = [row.get("at") for row in rows if isinstance(row, Mapping)]
    if not at:
        refuse_problems((problem(source, 0, "as_of_missing", place="as_of"),))
    return max(Inspection(source).instant(one, "timeline") for one in at)


def _known(number: int, option: str, now: Reading) -> EventId:
    if not any(one.id == number for one in now.timeline):
        refuse_problems((problem(option, 0, "no_such_event", got=number, last=len(now.timeline) - 1),))
    return EventId(number)


def _drops(numbers: list[int], now: Reading) -> Iterator[Edit]:
    return (Dropped(event=_known(one, "--drop", now)) for one in dict.fromkeys(numbers))


def _moves(written: list[str], now: Reading) -> Iterator[Edit]:
    for one in written:
        number, _, time = one.partition("=")
        try:
            at = datetime.fromisoformat(time)
        except ValueError:
            at = datetime.min  # noqa: DTZ901  refused below
        if not number.isdecimal() or at.utcoffset() is None:
            refuse_problems((problem("--move", 0, "expected_move", got=one),))
        yield Moved(event=_known(int(number), "--move", now), at=at)


def _adds(written: list[str], now: Reading) -> Iterator[Edit]:
    for one in written:
        look = Inspection("--add")
        try:
            row: object = json.loads(one)
        except (ValueError, RecursionError):
            row = one
        if not isinstance(row, Mapping):
            refuse_problems((problem("--add", 0, "expected_event", got=one[:80]),))
        events, *_ = read_ticket(look, {"timeline": [row], "as_of": now.as_of.isoformat()}, now.handbook)
        if look.problems:
            refuse_problems(look.problems)
        yield from (Added(event=event) for event in events)


def _is_known(wish: str, readings: tuple[Reading, ...]) -> None:
    known = list(dict.fromkeys(str(one.name) for each in readings for one in each.handbook.clocks))
    if wish and wish not in known:
        refuse_problems((problem("--clock", 0, "no_such_clock", got=wish, known=", ".join(known)),))


def _wanted(now: Reading, wish: str) -> tuple[SlaClock, ...]:
    return tuple(one for one in now.clocks() if (one.name == wish if wish else one.state != "not_started"))


def _say_changes(now: Reading, then: Reading, wish: str, *, as_json: bool) -> None:
    changes = [one for one in compared(now.clocks(), then.clocks()) if not wish or one.name == wish]
    zone = ZoneInfo(now.calendar.zone)
    more = [each.detailed(*_wanted(each, wish)) for each in (now, then)]
    if as_json:
        found = [{one.clock.name: details_as_data(one, zone) for one in side} for side in more]
        rows = [
            {**_change(one, zone), "details": {"before": found[0].get(one.name), "after": found[1].get(one.name)}}
            for one in changes
        ]
        pretty({"handbooks": [now.handbook.id, then.handbook.id], "changes": rows})
        return
    t = speaker()
    for row in change_lines(t, changes, (now.handbook, then.handbook), now.calendar.zone):
        typer.echo(row)
    different = detail_changes(t, (now.handbook, more[0]), (then.handbook, more[1]), zone)
    for row in detail_change_lines(t, different):
        typer.echo(f"  {row}")
    typer.echo("")


def _clock(clock: SlaClock, zone: ZoneInfo) -> Mapping[str, object]:
    return clock_as_data(replace(clock, due=clock.due.astimezone(zone) if clock.due else None))


def _change(one: Change, zone: ZoneInfo) -> Mapping[str, object]:
    before, after = (_clock(side, zone) if side else None for side in (one.before, one.after))
    return {"clock": one.name, "same": one.is_same, "before": before, "after": after}


def _say_steps(reading: Reading, wish: str, *, as_json: bool, quiet: bool) -> None:
    if quiet:
        return
    found = [reading.explained(one) for one in _wanted(reading, wish)]
    more = reading.detailed(*(one.clock for one in found))
    zone = ZoneInfo(reading.calendar.zone)
    if as_json:
        rows = [
            {**_explained(one, reading.calendar), **details_as_data(each, zone)}
            for one, each in zip(found, more, strict=True)
        ]
        pretty({"handbook": reading.handbook.id, "as_of": reading.as_of.astimezone(zone).isoformat(), "clocks": rows})
        return
    t = speaker()
    typer.echo(t("sla.read_at", at=time_words(reading.as_of, zone)))
    for one, each in zip(found, more, strict=True):
        for row in step_lines(t, one, reading.handbook, reading.calendar):
            typer.echo(row)
        for row in detail_lines(t, each, reading.handbook, zone):
            typer.echo(f"  {row}")


def _explained(one: Explanation, calendar: Calendar) -> Mapping[str, object]:
    zone = ZoneInfo(calendar.zone)
    unsettled: date | None = unsettled_due(one.clock, calendar)
    rests_on = unsettled.isoformat() if unsettled else None
    steps = [_step(step, zone) for step in one.steps]
    return {**_clock(one.clock, zone), "rests_on_unpublished": rests_on, "steps": steps}


def _step(step: Step, zone: ZoneInfo) -> Mapping[str, object]:
    return {
        "code": step.code,
        "at": step.at.astimezone(zone).isoformat() if step.at else None,
        "until": step.until.astimezone(zone).isoformat() if step.until else None,
        "params": dict(step.params),
        "basis": list(step.basis),
    }
