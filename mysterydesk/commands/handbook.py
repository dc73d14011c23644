"""Commands on handbooks: list, show a clause, check a pack, trace its clauses."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from mysterydesk import pack_shelf, shelf
from mysterydesk.commands.contradiction_words import as_data, lines
from mysterydesk.commands.output import (
    INPUT_WRONG,
    line,
    pretty,
    read_input,
    refuse_fault,
    refuse_problems,
    speaker,
)
from mysterydesk.errors import WorldError
from mysterydesk.i18n import LANGS, translation
from mysterydesk.store.sqlite import SqliteStore
from policy.handbook import Handbook
from policy.parse import parse_handbook
from policy.problem import as_data as problem_data
from sla.contradictions.lint import contradictions_in

app = typer.Typer(help="Handbooks: list, show, check, coverage.", no_args_is_help=True)


Where = Annotated[Path | None, typer.Option(help="SQLite file; with it, a company's own published handbooks too.")]


def _books(store: Path | None) -> Mapping[str, Handbook]:
    """Give the handbooks that ship and, of a store that is named, the published own ones."""
    if store is None:
        return pack_shelf.handbooks(None)
    if not store.exists():
        refuse_fault(WorldError("file_unreadable", path=store, cause="absent"))
    try:
        with closing(SqliteStore(store, upgrade=False)) as opened:
            return pack_shelf.handbooks(opened)
    except WorldError as fault:
        refuse_fault(fault)


@app.command("list")
def list_all(
    store: Where = None, *, json: Annotated[bool, typer.Option("--json", help="For machines.")] = False
) -> None:
    """List the handbooks that ship, and those that a company has published."""
    t = speaker()
    for one in _books(store).values():
        if json:
            counts = {"clauses": len(one.clauses), "assumptions": len(one.assumptions)}
            line({"id": one.id, "zh": one.title.zh, "en": one.title.en, "version": one.version, **counts})
        else:
            typer.echo(f"{one.id}  {t.of(one.title)}  {one.version}  {one.digest[:12]}")


def _named(handbook_id: str, store: Path | None) -> Handbook:
    try:
        own = {} if store is None or handbook_id in shelf.HANDBOOKS else _books(store)
        return own[handbook_id] if handbook_id in own else shelf.handbook(handbook_id)
    except WorldError as fault:
        refuse_fault(fault)


@app.command()
def show(
    handbook_id: Annotated[str, typer.Argument(metavar="ID")],
    clause: Annotated[str, typer.Option("--clause", help="Clause or assumption, e.g. STD-3.3.1.")] = "",
    store: Where = None,
    *,
    json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Show a handbook, or one clause or assumption of it."""
    one, t = _named(handbook_id, store), speaker()
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
def check(
    pack: Annotated[list[Path], typer.Argument(help="YAML files or folders of one pack.")],
    *,
    json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Check a pack: every problem with file and line, status 1 if there is one; then what its figures contradict."""
    files: dict[str, str] = {}
    for place in pack:
        inside = sorted(place.glob("*.yaml")) if place.is_dir() else [place]
        if not inside:
            refuse_fault(WorldError("folder_without_pack", path=place))
        files |= {str(one): read_input(one) for one in inside}
    parsed, problems = parse_handbook(files, shelf.vocabulary())
    if parsed is None and json:
        pretty({"problems": [problem_data(one) for one in problems], "contradictions": []})
        raise typer.Exit(INPUT_WRONG)
    if problems or parsed is None:
        refuse_problems(problems)
    found = contradictions_in(parsed)
    if json:
        said = {lang: translation(lang) for lang in LANGS}
        rows = [as_data(one, parsed, said) for one in found]
        pretty({"handbook": parsed.id, "digest": parsed.digest, "problems": [], "contradictions": rows})
        return
    t = speaker()
    typer.echo(t("cli.handbook.fine", name=parsed.id, clauses=len(parsed.clauses), digest=parsed.digest[:12]))
    if found:
        typer.echo(t.count("contradiction.count", len(found)))
    for one in found:
        for words in lines(t, one, parsed):
            typer.echo(words)


@app.command()
def coverage(*, json: Annotated[bool, typer.Option("--json", help="For machines.")] = False) -> None:
    """List every clause with each place that cites it and the test that shows it; count what no one cites."""
    from mysterydesk.coverage import matrix  # noqa: PLC0415  scoring and exams are slow to load

    rows = matrix.coverage()
    if json:
        pretty(matrix.as_data(rows))
        return
    t = speaker()
    for row in rows:
        typer.echo(row.clause)
        for one in row.cited_by:
            typer.echo("  " + t("coverage.place", where=one.where, test=one.test))
    for name in shelf.HANDBOOKS:
        typer.echo(t("coverage.manual", name=name, **matrix.figures(row for row in rows if row.handbook == name)))
    whole = matrix.figures(rows)
    typer.echo(t("coverage.manual", name=t("coverage.all"), **whole))
    if whole["unshown"]:
        typer.echo(t.count("coverage.unshown", whole["unshown"]))
    if whole["uncited"]:
        typer.echo(t("coverage.uncited", ids=" ".join(row.clause for row in rows if not row.cited_by)))
