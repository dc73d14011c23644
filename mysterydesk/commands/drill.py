"""Commands on drills: play moves, find the ideal handling."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from mysterydesk.attempts import desk_for
from mysterydesk.commands.output import json_lines, line, pretty, read_input, refuse_fault
from mysterydesk.errors import WorldError
from mysterydesk.interchange import clock_as_data, event_as_data
from mysterydesk.scores import score_attempt
from scenarios.case import Case
from scenarios.codec import case_from_json
from scoring.scorecard import as_data
from simulator.drill import Attempt, as_of, open_attempt, step
from simulator.move import MOVES, Move, Refusal
from simulator.player import TimedMove
from simulator.solve import solve
from sla.clock import clocks
from sla.own_options import options_of
from sla.priorities import priorities_as_set

app = typer.Typer(help="Drills: play, solve.", no_args_is_help=True)


def _case(place: Path) -> Case:
    text = read_input(place).strip()
    if not text:
        refuse_fault(WorldError("not_a_case", path=place, reason="-"))
    try:
        return case_from_json(text.splitlines()[0])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        refuse_fault(WorldError("not_a_case", path=place, reason=str(error).splitlines()[0][:120]))


def _moves(place: Path, begin: datetime) -> list[TimedMove]:
    moves: list[TimedMove] = []
    for number, row in enumerate(json_lines(read_input(place), str(place)), start=1):
        if not isinstance(row, Mapping) or str(row.get("kind")) not in MOVES:
            refuse_fault(WorldError("not_a_move", path=place, line=number, known=", ".join(MOVES)))
        fields = {str(name): value for name, value in row.items() if name not in {"kind", "at", "key"}}
        given = row.get("fields")
        if isinstance(given, Mapping):
            fields = {str(name): value for name, value in given.items()}
        try:
            at = datetime.fromisoformat(str(row["at"])) if "at" in row else begin + timedelta(seconds=10 * number)
        except ValueError:
            refuse_fault(WorldError("not_a_time", path=place, line=number, value=row["at"]))
        if at.utcoffset() is None:
            refuse_fault(WorldError("not_a_time", path=place, line=number, value=row["at"]))
        key = str(row.get("key", f"move-{number}"))
        moves.append(TimedMove(wall=at, move=Move(kind=str(row["kind"]), fields=fields, key=key)))
    return moves


def outcome(attempt: Attempt) -> Mapping[str, object]:
    """Give what `drill play` prints: events, operational clocks, scorecard."""
    read_clocks = clocks(
        attempt.desk.handbook,
        attempt.events,
        priorities_as_set(attempt.events),
        as_of(attempt),
        attempt.desk.calendar,
        options_of(attempt.desk.handbook),
    )
    return {
        "events": [event_as_data(event) for event in attempt.events],
        "clocks": [clock_as_data(clock) for clock in read_clocks],
        "scorecard": as_data(score_attempt(attempt)),
    }


@app.command()
def play(
    case: Annotated[Path, typer.Argument(help="A case as `case draw` prints it; - for standard input.")],
    moves: Annotated[Path, typer.Option(help="JSON lines: kind, at (wall time), and the fields of the move.")],
) -> None:
    """Play moves on a case and print events, clocks and scorecard; a refused move ends it with its line."""
    drawn = _case(case)
    try:
        desk = desk_for(drawn)
    except WorldError as fault:
        refuse_fault(fault)
    todo = _moves(moves, drawn.submitted_at)
    begin = todo[0].wall if todo else drawn.submitted_at
    attempt = open_attempt(desk, drawn.id, "practice", begin)
    for number, timed in enumerate(todo, start=1):
        done = step(attempt, timed.move, timed.wall)
        if isinstance(done, Refusal):
            given = ", ".join(f"{name}={value}" for name, value in done.params.items())
            refuse_fault(
                WorldError(
                    "move_refused", path=moves, line=number, kind=timed.move.kind, refusal=done.code, given=given
                )
            )
        attempt = done[0]
    pretty(outcome(attempt))


@app.command("solve")
def solve_case(case: Annotated[Path, typer.Argument(help="A case; - for standard input.")]) -> None:
    """Find the ideal handling of a case by search, as moves in JSON lines."""
    drawn = _case(case)
    try:
        found = solve(desk_for(drawn), drawn.submitted_at)
    except WorldError as fault:
        refuse_fault(fault)
    for timed in found:
        fields = dict(timed.move.fields)
        line({"at": timed.wall.isoformat(), "kind": timed.move.kind, "key": timed.move.key, "fields": fields})
