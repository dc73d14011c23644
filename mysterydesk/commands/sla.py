"""Commands on service levels: evaluate interchange files, explain, ask what if, import logs."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from mysterydesk import shelf
from mysterydesk.clock_details import details_as_data
from mysterydesk.clock_lab import Reading
from mysterydesk.commands.output import INPUT_WRONG, line, speaker
from mysterydesk.commands.sla_evaluated import evaluated_lines
from mysterydesk.commands.sla_explain import explain_case
from mysterydesk.commands.sla_file import load_cases, tell_problems
from mysterydesk.commands.sla_import import import_log
from mysterydesk.commands.sla_what_if import what_if
from mysterydesk.commands.which_handbook import hours_of
from sla.business_cases import evaluate_business_case
from sla.calendar import Calendar
from sla.handbook_cases import evaluate_handbook_case, read_ticket
from sla.inspection import Inspection, refusal
from sla.timeline import Json

Hours = Callable[[str], Calendar]

app = typer.Typer(help="Service levels: evaluate, explain, what-if, import.", no_args_is_help=True)
app.command("import")(import_log)
app.command("explain")(explain_case)
app.command("what-if")(what_if)


@app.command()
def evaluate(
    file: Annotated[Path, typer.Argument(help="A file of sla-cases/1 or handbook-cases/1; - for input.")],
    store: Annotated[
        Path | None, typer.Option(help="SQLite file with own notices and dates; default MYSTERYDESK_DB.")
    ] = None,
    *,
    details: Annotated[
        bool, typer.Option("--details", help="Of handbook cases also warnings, reasons owed, and who used the time.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json/--text", help="A JSON line a case, or sentences.")] = True,
) -> None:
    """Evaluate each case: one JSON line {"id", "result"}; never reads what was expected.

    What is wrong with a case is told with file and line, on standard error too; the others are evaluated all the
    same, and the status is then 1.
    """
    read, t, wrong = load_cases(file), speaker(), 0
    hours = _hours(store)
    for number, case in enumerate(read.cases):
        given = {str(name): value for name, value in case.items() if name != "expected"}
        look = read.look(number)
        if number in read.broken:
            result = refusal(look.problems)
        else:
            result = _result(look, given, hours) if read.for_handbooks else evaluate_business_case(given, look)
        if as_json:
            told = {"id": case.get("id"), "result": result}
            line({**told, "details": _details(look, given, hours)} if details and read.for_handbooks else told)
        else:
            for row in () if look.problems else evaluated_lines(t, given, result):
                typer.echo(row)
        wrong += bool(look.problems)
        tell_problems(t, case.get("id"), look.problems)
    if wrong:
        typer.echo(t("sla.some_refused", wrong=wrong, judged=len(read.cases) - wrong), err=True)
        raise typer.Exit(INPUT_WRONG)


def _result(look: Inspection, case: Mapping[str, object], hours: Hours) -> Json:
    name = str(case.get("handbook"))
    if name not in shelf.HANDBOOKS:
        look.refuse("no_handbook_named", "handbook", case.get("handbook"))
        return refusal(look.problems)
    return evaluate_handbook_case(case, shelf.handbook(name), look, hours(name), shelf.vocabulary())


def _hours(store: Path | None) -> Hours:
    """Give the working hours of each handbook that is named, asked of the store once."""
    return cache(lambda name: hours_of(shelf.handbook(name), store))


def _details(look: Inspection, case: Mapping[str, object], hours: Hours) -> Mapping[str, object]:
    """Say what follows from each clock that has begun; nothing where the case could not be evaluated."""
    if look.problems:
        return {}
    handbook = shelf.handbook(str(case.get("handbook")))
    timeline, calendar, options, as_of = read_ticket(look, case, handbook)
    own = calendar if case.get("calendar") is not None else hours(str(handbook.id))
    now = Reading(handbook=handbook, timeline=timeline, calendar=own, options=options, as_of=as_of)
    begun = [one for one in now.clocks() if one.state != "not_started"]
    zone = ZoneInfo(own.zone)
    return {str(one.clock.name): details_as_data(one, zone) for one in now.detailed(*begun)}
