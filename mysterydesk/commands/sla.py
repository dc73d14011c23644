"""Commands on service levels: evaluate interchange files, explain, import logs."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from mysterydesk import shelf
from mysterydesk.commands.output import line
from mysterydesk.commands.sla_explain import explain_case
from mysterydesk.commands.sla_file import load_cases
from mysterydesk.commands.sla_import import import_log
from sla.business_cases import evaluate_business_case
from sla.handbook_cases import evaluate_handbook_case

app = typer.Typer(help="Service levels: evaluate, explain, import.", no_args_is_help=True)
app.command("import")(import_log)
app.command("explain")(explain_case)


@app.command()
def evaluate(
    file: Annotated[Path, typer.Argument(help="A file of sla-cases/1 or handbook-cases/1; - for input.")],
) -> None:
    """Evaluate each case: one JSON line {"id", "result"}; never reads what was expected."""
    form, cases = load_cases(file)
    for_handbooks = form.startswith("handbook-cases")
    for case in cases:
        given = {str(name): value for name, value in case.items() if name != "expected"}
        line({"id": case.get("id"), "result": _result(given, for_handbooks=for_handbooks)})


def _result(case: Mapping[str, object], *, for_handbooks: bool) -> object:
    if not for_handbooks:
        return evaluate_business_case(case)
    name = str(case.get("handbook"))
    if name not in shelf.HANDBOOKS:
        return {"error": "no_such_handbook", "handbook": name}
    return evaluate_handbook_case(case, shelf.handbook(name))
