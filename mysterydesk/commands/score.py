"""Commands on scores: validate the scorer on drawn cases."""

from typing import Annotated

import typer

from mysterydesk import shelf, validating
from mysterydesk.commands.output import pretty, refuse_fault, speaker
from mysterydesk.errors import WorldError
from scoring.validate.validate import GOALS, as_data, is_met

app = typer.Typer(help="Scores: validate.", no_args_is_help=True)


@app.callback()
def scores() -> None:
    """Keep `validate` a subcommand, for the others that will stand beside it."""


@app.command()
def validate(
    handbook: Annotated[str, typer.Option(help="Handbook whose scorer is validated.")] = "STD",
    cases: Annotated[int, typer.Option(min=1, help="Drawn cases.")] = 100,
    *,
    json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Measure what makes a score defensible; a figure that was not measured says so."""
    try:
        shelf.handbook(handbook)
        measured = validating.validate(handbook, cases)
    except WorldError as fault:
        refuse_fault(fault)
    if json:
        pretty(as_data(handbook, measured))
        return
    t = speaker()
    for name, goal in GOALS.items():
        one, met = measured.get(name), is_met(name, measured.get(name))
        if one is None or met is None:
            typer.echo(f"{name:4} {t('validate.unmeasured')}")
            continue
        said = t("validate.met") if met else t("validate.missed")
        typer.echo(f"{name:4} {one.value:g}  n={one.n}  {'>=' if goal.least else '<='} {goal.limit:g}  {said}")
        for miss in one.misses[:10]:
            typer.echo(f"     {miss}")
    if any(is_met(name, one) is False for name, one in measured.items()):
        raise typer.Exit(1)
