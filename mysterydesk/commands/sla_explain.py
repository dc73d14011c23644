"""The command that says why a clock is due then, and what it would say if events had been otherwise."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from mysterydesk.clock_details import detail_lines, details_as_data
from mysterydesk.clock_lab import Reading
from mysterydesk.commands.output import pretty, refuse_problems, speaker
from mysterydesk.commands.sla_file import refuse_untimed
from mysterydesk.commands.sla_reading import edits_of, otherwise, reading_of
from mysterydesk.commands.which_handbook import handbook_meant, hours_of
from mysterydesk.detail_changes import detail_change_lines, detail_changes
from mysterydesk.explain_data import change_as_data, explained_as_data
from mysterydesk.explain_words import assumed_lines, change_lines, step_lines, time_words
from policy.problem import problem
from sla.calendar import EmptyCalendarError, HorizonError
from sla.clock import SlaClock
from sla.twin import as_under
from sla.what_if import compared

Edits = Annotated[list[str] | None, typer.Option(help="What if this event had been then: 3=2026-03-10T15:00+08:00")]
Added = Annotated[list[str] | None, typer.Option(help='What if this had happened: {"at": …, "type": …}')]
Dropped = Annotated[list[int] | None, typer.Option(help="What if this event (from 0) had not happened?")]


def explain_case(  # noqa: PLR0913, PLR0917  one option each
    file: Annotated[Path, typer.Argument(help="A file of handbook-cases/1; - for input.")],
    case: Annotated[str, typer.Option(help="Id of the case; the first one where it is left out.")] = "",
    clock: Annotated[str, typer.Option(help="Clock, e.g. resolution; every one that has begun if left out.")] = "",
    handbook: Annotated[
        str, typer.Option(help="Read the same ticket under this handbook too: id, own published one, file, folder.")
    ] = "",
    drop: Dropped = None,
    move: Edits = None,
    add: Added = None,
    store: Annotated[
        Path | None, typer.Option(help="SQLite file with own handbooks, notices and dates; default MYSTERYDESK_DB.")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Say why each clock is due then; with edits or a second handbook, what would be otherwise.

    The clocks are read at the moment that the case names as `as_of`; where it names none, at its last event.
    """
    now = reading_of(file, case, store)
    edits = edits_of(now, drop, move, add)
    then = otherwise(now, edits)
    if handbook:
        other = handbook_meant(handbook, store)
        renamed = as_under(then.timeline, now.handbook, other)
        then = replace(then, handbook=other, timeline=renamed, calendar=hours_of(other, store))
    compares = bool(edits or handbook)
    is_known(clock, (now, then))
    try:
        if compares:
            _say_changes(now, then, clock, as_json=as_json)
        _say_steps(then, clock, as_json=as_json and not compares, quiet=as_json and compares)
    except (EmptyCalendarError, HorizonError, OverflowError) as error:
        refuse_untimed(str(file), error)


def is_known(wish: str, readings: tuple[Reading, ...]) -> None:
    """Refuse the name of a clock that none of the handbooks has."""
    known = list(dict.fromkeys(str(one.name) for each in readings for one in each.handbook.clocks))
    if wish and wish not in known:
        refuse_problems((problem("--clock", 0, "no_such_clock", got=wish, known=", ".join(known)),))


def wanted(now: Reading, wish: str) -> tuple[SlaClock, ...]:
    """Give the clock that is meant, or every one that has begun."""
    return tuple(one for one in now.clocks() if (one.name == wish if wish else one.state != "not_started"))


def _say_changes(now: Reading, then: Reading, wish: str, *, as_json: bool) -> None:
    changes = [one for one in compared(now.clocks(), then.clocks()) if not wish or one.name == wish]
    zone = ZoneInfo(now.calendar.zone)
    more = [each.detailed(*wanted(each, wish)) for each in (now, then)]
    if as_json:
        found = [{one.clock.name: details_as_data(one, zone) for one in side} for side in more]
        rows: list[Mapping[str, object]] = [
            {
                **change_as_data(one, zone),
                "details": {"before": found[0].get(one.name), "after": found[1].get(one.name)},
            }
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


def _say_steps(reading: Reading, wish: str, *, as_json: bool, quiet: bool) -> None:
    if quiet:
        return
    found = [reading.explained(one) for one in wanted(reading, wish)]
    more = reading.detailed(*(one.clock for one in found))
    zone = ZoneInfo(reading.calendar.zone)
    if as_json:
        rows = [
            {**explained_as_data(one, reading.handbook, reading.calendar), **details_as_data(each, zone)}
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
    for row in assumed_lines(t, found, reading.handbook):
        typer.echo(row)
