"""Which ticket of a file is meant, under which handbook, and with which events otherwise?"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import typer

from mysterydesk import shelf
from mysterydesk.clock_lab import Reading
from mysterydesk.commands.output import INPUT_WRONG, refuse_fault, refuse_problems, speaker
from mysterydesk.commands.sla_file import CaseFile, load_cases, tell_problems
from mysterydesk.commands.which_handbook import handbook_meant, hours_of
from mysterydesk.errors import WorldError
from policy.problem import problem
from sla.calendar import EmptyCalendarError, HorizonError
from sla.handbook_cases import read_ticket, refuse_endless
from sla.inspection import Inspection
from sla.origin import refuse_disorder
from sla.timeline import EventId
from sla.what_if import Added, Dropped, Edit, Moved, edited


def reading_of(file: Path, wish: str, store: Path | None) -> Reading:
    """Read one case of a file; what is wrong with it ends the command in words.

    Args:
        file: A file of `handbook-cases/1`.
        wish: Id of the case; empty: the first one.
        store: Where own handbooks, notices and dates are; None: the usual one.
    """
    read = load_cases(file)
    number = next((at for at, one in enumerate(read.cases) if not wish or str(one.get("id")) == wish), None)
    if not read.for_handbooks:
        refuse_fault(WorldError("no_timelines", path=file, wanted="handbook-cases/1"))
    if number is None:
        refuse_fault(WorldError("no_such_case" if wish else "file_without_cases", name=wish, path=file))
    found, look = read.cases[number], read.look(number)
    if number in read.broken:
        tell_problems(speaker(), None, look.problems)
        raise typer.Exit(INPUT_WRONG)
    handbook = handbook_meant(str(found.get("handbook", "")), store)
    given = {str(name): value for name, value in found.items() if name != "expected"}
    if given.get("as_of") is None:
        given["as_of"] = _last_moment(read, given)
    timeline, calendar, options, as_of = read_ticket(look, given, handbook, kinds=shelf.vocabulary())
    if look.problems:
        tell_problems(speaker(), found.get("id"), look.problems)
        raise typer.Exit(INPUT_WRONG)
    own = calendar if given.get("calendar") is not None else hours_of(handbook, store)
    now = Reading(handbook=handbook, timeline=timeline, calendar=own, options=options, as_of=as_of)
    try:
        now.clocks()
    except (EmptyCalendarError, HorizonError, OverflowError) as error:
        refuse_endless(look, error)
        tell_problems(speaker(), found.get("id"), look.problems)
        raise typer.Exit(INPUT_WRONG) from error
    return now


def _last_moment(read: CaseFile, given: Mapping[str, object]) -> datetime:
    """Give the moment of the last event; where there is none, ask for a moment of reading."""
    rows = given.get("timeline")
    at = [row.get("at") for row in (rows if isinstance(rows, list) else []) if isinstance(row, Mapping)]
    if not at:
        refuse_problems((problem(str(given.get("id") or read.source), 0, "as_of_missing", place="as_of"),))
    return max(Inspection("").instant(one, "timeline") for one in at)


def otherwise(now: Reading, edits: list[Edit]) -> Reading:
    """Give the ticket as it would be; a timeline that cannot be ends the command in words."""
    then = replace(now, timeline=edited(now.timeline, edits))
    look = Inspection("--move, --add")
    refuse_disorder(look, then.timeline)
    if look.problems:
        refuse_problems(look.problems)
    return then


def edits_of(now: Reading, drop: list[int] | None, move: list[str] | None, add: list[str] | None) -> list[Edit]:
    """Read the options that say what is to be otherwise; what is wrong ends the command in words."""
    edits = [*_drops(drop or [], now), *_moves(move or [], now), *_adds(add or [], now)]
    dropped = {one.event for one in edits if isinstance(one, Dropped)}
    both = sorted({one.event for one in edits if isinstance(one, Moved)} & dropped)
    if both:
        refuse_problems(tuple(problem("--move", 0, "moved_and_dropped", got=one) for one in both))
    return edits


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
        asked = {"timeline": [row], "as_of": now.as_of.isoformat()}
        events, *_ = read_ticket(look, asked, now.handbook, kinds=shelf.vocabulary())
        if look.problems:
            refuse_problems(look.problems)
        yield from (Added(event=event) for event in events)
