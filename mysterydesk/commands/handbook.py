"""Commands on handbooks: list, show, check packs, trace their clauses."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from mysterydesk import pack_shelf
from mysterydesk.commands.handbook_check import check
from mysterydesk.commands.handbook_coverage import coverage
from mysterydesk.commands.handbook_show import show
from mysterydesk.commands.output import line, refuse_fault, speaker
from mysterydesk.errors import WorldError
from mysterydesk.store.sqlite import SqliteStore
from policy.handbook import Handbook

app = typer.Typer(help="Handbooks: list, show, check, coverage.", no_args_is_help=True)
app.command("show")(show)
app.command("check")(check)
app.command("coverage")(coverage)

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
