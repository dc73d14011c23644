"""Commands on service levels: evaluate interchange files, explain, import logs."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from mysterydesk import shelf
from mysterydesk.clock_details import details_as_data
from mysterydesk.clock_lab import Reading
from mysterydesk.commands.output import line
from mysterydesk.commands.sla_explain import explain_case
from mysterydesk.commands.sla_file import load_cases
from mysterydesk.commands.sla_import import import_log
from sla.business_cases import evaluate_business_case
from sla.calendar import EmptyCalendarError, HorizonError
from sla.handbook_cases import evaluate_handbook_case, read_ticket
from sla.inspection import Inspection

app = typer.Typer(help="Service levels: evaluate, explain, import.", no_args_is_help=True)
app.command("import")(import_log)
app.command("explain")(explain_case)


@app.command()
def evaluate(
    file: Annotated[Path, typer.Argument(help="A file of sla-cases/1 or handbook-cases/1; - for input.")],
    *,
    details: Annotated[
        bool, typer.Option("--details", help="Of handbook cases also warnings, reasons owed, and who used the time.")
    ] = False,
) -> None:
    """Evaluate each case: one JSON line {"id", "result"}; never reads what was expected."""
    form, cases = load_cases(file)
    for_handbooks = form.startswith("handbook-cases")
    for case in cases:
        given = {str(name): value for name, value in case.items() if name != "expected"}
        told = {"id": case.get("id"), "result": _result(given, for_handbooks=for_handbooks)}
        line({**told, "details": _details(given)} if details and for_handbooks else told)


def _result(case: Mapping[str, object], *, for_handbooks: bool) -> object:
    if not for_handbooks:
        return evaluate_business_case(case)
    name = str(case.get("handbook"))
    if name not in shelf.HANDBOOKS:
        return {"error": "no_such_handbook", "handbook": name}
    return evaluate_handbook_case(case, shelf.handbook(name))


def _details(case: Mapping[str, object]) -> Mapping[str, object]:
    """Say what follows from each clock that has begun; nothing where the case could not be evaluated."""
    name, look = str(case.get("handbook")), Inspection(str(case.get("id", "")))
    if name not in shelf.HANDBOOKS:
        return {}
    handbook = shelf.handbook(name)
    timeline, calendar, options, as_of = read_ticket(look, case, handbook)
    if look.problems:
        return {}
    now = Reading(handbook=handbook, timeline=timeline, calendar=calendar, options=options, as_of=as_of)
    try:
        begun = [one for one in now.clocks() if one.state != "not_started"]
    except (EmptyCalendarError, HorizonError):
        return {}
    zone = ZoneInfo(calendar.zone)
    return {str(one.clock.name): details_as_data(one, zone) for one in now.detailed(*begun)}
