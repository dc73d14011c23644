"""Commands on service levels: evaluate interchange files."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from mysterydesk import shelf
from mysterydesk.commands.output import line, read_input, refuse_fault
from mysterydesk.errors import WorldError
from sla.business_cases import evaluate_business_case
from sla.handbook_cases import evaluate_handbook_case

app = typer.Typer(help="Service levels: evaluate.", no_args_is_help=True)

MOST_BYTES = 20_000_000


def _load(place: Path) -> Mapping[str, object]:
    text = read_input(place)
    if len(text) > MOST_BYTES:
        refuse_fault(WorldError("file_too_large", path=place, most=MOST_BYTES))
    try:
        data = json.loads(text) if text.lstrip().startswith(("{", "[")) else YAML(typ="safe", pure=True).load(text)
    except (ValueError, YAMLError, RecursionError) as error:
        refuse_fault(WorldError("file_not_read", path=place, reason=str(error).splitlines()[0]))
    if not isinstance(data, Mapping) or not isinstance(data.get("cases"), list):
        refuse_fault(WorldError("file_without_cases", path=place))
    return data


@app.command()
def evaluate(
    file: Annotated[Path, typer.Argument(help="A file of sla-cases/1 or handbook-cases/1; - for input.")],
) -> None:
    """Evaluate each case: one JSON line {"id", "result"}; never reads what was expected."""
    data = _load(file)
    cases = data["cases"]
    for_handbooks = str(data.get("format", "")).startswith("handbook-cases")
    for number, case in enumerate(cases if isinstance(cases, list) else (), start=1):
        if not isinstance(case, Mapping):
            refuse_fault(WorldError("case_not_a_mapping", path=file, number=number))
        given = {str(name): value for name, value in case.items() if name != "expected"}
        line({"id": case.get("id"), "result": _result(given, for_handbooks=for_handbooks)})


def _result(case: Mapping[str, object], *, for_handbooks: bool) -> object:
    if not for_handbooks:
        return evaluate_business_case(case)
    name = str(case.get("handbook"))
    if name not in shelf.HANDBOOKS:
        return {"error": "no_such_handbook", "handbook": name}
    return evaluate_handbook_case(case, shelf.handbook(name))
