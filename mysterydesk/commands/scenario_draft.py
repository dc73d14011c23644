"""The command that drafts a scenario from a real ticket."""

from pathlib import Path
from typing import Annotated

import typer

from mysterydesk.commands.output import pretty, read_bytes, refuse_fault, refuse_problems, speaker
from mysterydesk.errors import WorldError, file_fault
from mysterydesk.i18n import problem_text
from mysterydesk.importers.register import ImportRefused
from mysterydesk.importers.table import open_table
from mysterydesk.real_ticket import RealTicket, read_ticket
from mysterydesk.scenario_check import checked
from mysterydesk.scenario_files import FIRST
from mysterydesk.ticket_draft import checked_id, draft_of
from mysterydesk.ticket_of_log import ENDINGS, ticket_of_log
from policy.problem import as_data, problem


def _ticket(place: Path, wanted: str) -> RealTicket:
    """Read one ticket of a file; what is wrong ends the command in words."""
    if place.suffix.lower() in ENDINGS:
        try:
            return ticket_of_log(open_table(place), wanted)
        except ImportRefused as refused:
            refuse_problems(refused.problems)
    data = read_bytes(place)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        refuse_problems((problem(place.name, data[: error.start].count(b"\n") + 1, "pack_not_utf8"),))
    found, problems = read_ticket(place.name, text, wanted)
    if found is None:
        refuse_problems(problems)
    return found


def draft(
    place: Annotated[Path, typer.Argument(metavar="FILE", help="One ticket as text, YAML or JSON; or a log.")],
    *,
    ticket: Annotated[str, typer.Option(help="Number of the ticket, where the file has several.")] = "",
    name: Annotated[
        str, typer.Option("--id", help="Id of the scenario, S500 to S999 and a short name.")
    ] = "S500-ticket",
    out: Annotated[Path | None, typer.Option(help="A new .yaml file; else YAML on the terminal.")] = None,
    json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Draft a scenario from a real ticket: personal data masked, cause, facts and traps left to be written."""
    drafted = draft_of(_ticket(place, ticket))
    try:
        files = checked_id(drafted, name)
    except WorldError as fault:
        refuse_fault(fault)
    if out is not None:
        try:
            with out.open("x", encoding="utf-8") as kept:
                kept.write(files[FIRST])
        except OSError as error:
            refuse_fault(file_fault("file_unwritable", out, error))
    left = checked(files).problems
    if json:
        # What was masked is counted and not told: the output may go anywhere.
        kinds = [one.kind for one in drafted.masked]
        pretty({
            "draft": files[FIRST],
            "told": list(drafted.told),
            "masked": {kind: kinds.count(kind) for kind in sorted(set(kinds))},
            "problems": [as_data(one) for one in left],
        })  # fmt: skip
        return
    if out is None:
        typer.echo(files[FIRST], nl=False)
    t = speaker()
    for one in drafted.masked:
        typer.echo(t("cli.scenario.masked", kind=t(f"mask.{one.kind}"), words=one.said), err=True)
    typer.echo(t.count("cli.scenario.blanks", len(left)), err=True)
    for each in left if out is not None else ():
        typer.echo(problem_text(t, each), err=True)
