"""Commands on shifts: draw one, play it, score it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from mysterydesk import clock, shelf, shift_headless, shift_plan
from mysterydesk.commands.output import json_lines, line, pretty, read_input, refuse_fault, speaker
from mysterydesk.errors import WorldError
from mysterydesk.shift_headless import Hand, Step
from scenarios.case import Case
from simulator.move import MOVES, Move, Refusal
from simulator.shift import Shift

app = typer.Typer(help="Shifts: draw, play, score.", no_args_is_help=True)

HANDS: Mapping[str, Hand] = {"first-come": "first-come", "by-due": "by-due", "nobody": "nobody"}


@app.command()
def draw(
    *,
    handbook: Annotated[str, typer.Option(help="Handbook of the desk.")] = "STD",
    hours: Annotated[int, typer.Option(help="Hours in which customers come, 1 to 4.")] = 2,
    load: Annotated[str, typer.Option(help="light, normal or heavy.")] = "normal",
    seed: Annotated[int, typer.Option(help="Of the whole shift.")] = 1,
    lang: Annotated[str, typer.Option(help="zh or en.")] = "zh",
    day: Annotated[str, typer.Option(help="Day of the shift, YYYY-MM-DD; else the next working day.")] = "",
) -> None:
    """Draw the customers of a shift, as JSON: frozen cases in the order in which they come."""
    try:
        wanted = shift_plan.WantedShift(
            handbook=handbook, hours=hours, load=shift_plan.as_load(load), lang=shift_plan.as_language(lang)
        )
        when = date.fromisoformat(day) if day else shift_plan.working_day(None, shelf.scored(handbook), clock.now())
        line(shift_headless.roster_data(shift_plan.draw(wanted, seed, when)))
    except WorldError as fault:
        refuse_fault(fault)
    except ValueError:
        refuse_fault(WorldError("not_a_day", value=day))


def _loaded(place: Path) -> object:
    return next(iter(json_lines(read_input(place), str(place))), None)


def _cases(place: Path) -> tuple[Case, ...]:
    try:
        return shift_headless.cases_in(_loaded(place))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        refuse_fault(WorldError("not_a_shift", path=place, reason=str(error).splitlines()[0][:120]))


def _begun(place: Path, cases: tuple[Case, ...]) -> Shift:
    try:
        return shift_headless.opened(cases)
    except WorldError as fault:
        refuse_fault(fault)
    except ValueError as error:
        refuse_fault(WorldError("not_a_shift", path=place, reason=str(error).splitlines()[0][:120]))


def _steps(place: Path) -> list[Step]:
    """Read moves: `{"ticket": 2, "kind": "say", "text": …}`, or `{"kind": "wait", "seconds": 60}` for all."""
    steps: list[Step] = []
    for number, row in enumerate(json_lines(read_input(place), str(place)), start=1):
        kind = str(row.get("kind")) if isinstance(row, Mapping) else ""
        ticket = row.get("ticket", 0) if isinstance(row, Mapping) else 0
        named = isinstance(ticket, int) and (ticket > 0 or kind == "wait")
        if not isinstance(row, Mapping) or kind not in MOVES or not named:
            refuse_fault(WorldError("not_a_move", path=place, line=number, known=", ".join(MOVES)))
        given = row.get("fields")
        fields = given if isinstance(given, Mapping) else row
        kept = {str(name): value for name, value in fields.items() if name not in {"kind", "ticket", "key"}}
        move = Move(kind=kind, fields=kept, key=f"move-{number}")
        steps.append(Step(line=number, ticket=0 if kind == "wait" else int(ticket), move=move))
    return steps


@app.command()
def play(
    shift: Annotated[Path, typer.Argument(help="A shift as `shift draw` prints it; - for standard input.")],
    *,
    moves: Annotated[Path | None, typer.Option(help="JSON lines: ticket (its number), kind, fields.")] = None,
    hand: Annotated[str, typer.Option(help="first-come, by-due or nobody, instead of moves.")] = "",
) -> None:
    """Play a shift by moves or by a known hand, and print it with the events of every ticket."""
    if (moves is None) == (not hand) or (hand and hand not in HANDS):
        refuse_fault(WorldError("no_hand", known=", ".join(HANDS)))
    cases = _cases(shift)
    now = _begun(shift, cases)
    if moves is None:
        line(
            shift_headless.played_data(cases, shift_headless.served_by(now, HANDS[hand], shift_headless.ideals(now)))
        )
        return
    for one, after in shift_headless.moved(now, _steps(moves)):
        if isinstance(after, Refusal):
            given = ", ".join(f"{name}={value}" for name, value in after.params.items())
            kind, code = one.move.kind, after.code
            refuse_fault(WorldError("move_refused", path=moves, line=one.line, kind=kind, refusal=code, given=given))
        now = after
    line(shift_headless.played_data(cases, now))


@app.command()
def score(
    played: Annotated[Path, typer.Argument(help="A shift as `shift play` prints it; - for standard input.")],
    *,
    json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Score a played shift: deadlines met, by weight, against the best achievable; and every ticket by itself."""
    data = _loaded(played)
    try:
        shift = shift_headless.played_in(data)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        refuse_fault(WorldError("not_a_shift", path=played, reason=str(error).splitlines()[0][:120]))
    found = shift_headless.scored(shift, shift_headless.ideals(shift))
    if json:
        pretty(found)
        return
    _say(found)


def _say(found: Mapping[str, object]) -> None:
    t = speaker()
    share = f"{float(str(found['share'])) * 100:.0f}"
    typer.echo(t("cli.shift.share", attained=found["attained"], best=found["best"], share=share))
    deadlines, tickets = found["deadlines"], found["tickets"]
    for one in deadlines if isinstance(deadlines, list) else ():
        met = t("cli.shift.met") if one["met"] else t("cli.shift.missed")
        due = str(one["due"])[11:16]
        typer.echo(t("cli.shift.deadline", ticket=one["ticket"], clock=one["clock"], due=due, outcome=met))
    for one in tickets if isinstance(tickets, list) else ():
        low, high = one["total"]
        verdict = t(f"verdict.{one['verdict']}")
        typer.echo(t("cli.shift.ticket", ticket=one["id"], verdict=verdict, low=low, high=high))
