"""Commands on handbooks: list, show a clause, check a pack."""

from pathlib import Path
from typing import Annotated

import typer

from mysterydesk import shelf
from mysterydesk.commands.output import line, pretty, read_input, refuse_fault, refuse_problems, speaker
from mysterydesk.errors import WorldError
from policy.parse import parse_handbook

app = typer.Typer(help="Handbooks: list, show, check.", no_args_is_help=True)


@app.command("list")
def list_all(*, json: Annotated[bool, typer.Option("--json", help="For machines.")] = False) -> None:
    """List the handbooks that ship."""
    t = speaker()
    for name in shelf.HANDBOOKS:
        one = shelf.handbook(name)
        if json:
            counts = {"clauses": len(one.clauses), "assumptions": len(one.assumptions)}
            line({"id": one.id, "zh": one.title.zh, "en": one.title.en, "version": one.version, **counts})
        else:
            typer.echo(f"{one.id}  {t.of(one.title)}  {one.version}  {one.digest[:12]}")


@app.command()
def show(
    handbook_id: Annotated[str, typer.Argument(metavar="ID")],
    clause: Annotated[str, typer.Option("--clause", help="Clause or assumption, e.g. STD-3.3.1.")] = "",
    *,
    json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Show a handbook, or one clause or assumption of it."""
    try:
        one = shelf.handbook(handbook_id)
    except WorldError as fault:
        refuse_fault(fault)
    t = speaker()
    if not clause:
        rows = [(str(found.id), found.text) for found in one.clauses.values()]
        rows += [(str(assumed.id), assumed.text) for assumed in one.assumptions.values()]
    else:
        by_id = {str(name): found.text for name, found in one.clauses.items()}
        by_id |= {str(name): assumed.text for name, assumed in one.assumptions.items()}
        if clause not in by_id:
            refuse_fault(WorldError("no_such_clause", name=clause, handbook=handbook_id))
        rows = [(clause, by_id[clause])]
    if json:
        pretty([{"id": name, "zh": text.zh, "en": text.en} for name, text in rows])
    else:
        for name, text in rows:
            typer.echo(f"{name}  {t.of(text)}")


@app.command()
def check(pack: Annotated[list[Path], typer.Argument(help="YAML files or folders of one pack.")]) -> None:
    """Check a pack: every problem with file and line; status 1 if there is one."""
    files: dict[str, str] = {}
    for place in pack:
        inside = sorted(place.glob("*.yaml")) if place.is_dir() else [place]
        if not inside:
            refuse_fault(WorldError("folder_without_pack", path=place))
        files |= {str(one): read_input(one) for one in inside}
    parsed, problems = parse_handbook(files, shelf.vocabulary())
    if problems or parsed is None:
        refuse_problems(problems)
    t = speaker()
    typer.echo(t("cli.handbook.fine", name=parsed.id, clauses=len(parsed.clauses), digest=parsed.digest[:12]))
