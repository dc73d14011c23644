"""Commands on the store as a whole: back up, restore, bring up to date, rebuild what is derived."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from mysterydesk import copies, drill_rows
from mysterydesk.clock import now
from mysterydesk.commands.audit import say_faults
from mysterydesk.commands.output import counted, refuse_fault, speaker
from mysterydesk.errors import WorldError
from mysterydesk.i18n import Translation, fault_text
from mysterydesk.outlived import Aside
from mysterydesk.settings import from_environment
from mysterydesk.store.sqlite import SqliteStore

Where = Annotated[Path | None, typer.Option(help="SQLite file; default MYSTERYDESK_DB.")]


def _moment(t: Translation, at: datetime | None) -> str:
    return t("upkeep.never") if at is None else f"{at:%Y-%m-%d %H:%M:%S} UTC"


def backup(
    file: Annotated[Path, typer.Argument(help="The copy to be made.")],
    store: Where = None,
    *,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an earlier copy.")] = False,
) -> None:
    """Copy the store to a file while the server runs, and check the copy; status 1 if something in it is wrong."""
    t = speaker()
    try:
        stock = copies.backup(store or from_environment().database, file, overwrite=overwrite)
    except WorldError as fault:
        refuse_fault(fault)
    newest = _moment(t, stock.newest)
    numbers = counted(t, {"streams": stock.streams, "events": stock.events})
    typer.echo(t("upkeep.backed_up", path=file, newest=newest, **numbers))
    if stock.faults:
        say_faults(stock.faults)
        raise typer.Exit(1)


def restore(
    file: Annotated[Path, typer.Argument(help="The copy to be put in place.")],
    store: Where = None,
) -> None:
    """Put a copy in the place of the store of a stopped server; the file that was there is kept beside it."""
    t, database = speaker(), store or from_environment().database
    try:
        done = copies.restore(file, database, at=now())
    except WorldError as fault:
        refuse_fault(fault)
    newest = _moment(t, done.stock.newest)
    typer.echo(t("upkeep.restored", path=database, newest=newest, **counted(t, {"events": done.stock.events})))
    if done.kept is not None:
        typer.echo(t("upkeep.kept", path=done.kept))
    _say_aside(t, done.aside)


def _say_aside(t: Translation, aside: Aside) -> None:
    """Say which manifests went, and which a person has to move; status 1 if there are such."""
    if aside.moved:
        typer.echo(t.count("upkeep.aside", len(aside.moved), days=_days(aside.moved), path=aside.folder))
    if aside.fault is not None:
        values = {"days": _days(aside.left), "path": aside.left[0].parent, "folder": aside.folder}
        typer.echo(f"{fault_text(t, aside.fault)} {t.count('upkeep.left', len(aside.left), **values)}", err=True)
        raise typer.Exit(1)


def _days(places: tuple[Path, ...]) -> str:
    return ", ".join(place.stem for place in places)


def migrate(store: Where = None) -> None:
    """Bring the store up to date with this program, with a copy of it as it was before."""
    t, database = speaker(), store or from_environment().database
    try:
        done = copies.migrate(database)
    except WorldError as fault:
        refuse_fault(fault)
    if not done.steps:
        typer.echo(t("upkeep.up_to_date", path=database))
        return
    typer.echo(t("upkeep.migrated", path=database, steps=", ".join(done.steps)))
    typer.echo(t("upkeep.kept", path=done.copy))


def rebuild(store: Where = None) -> None:
    """Make the lists that fast pages read anew from the events."""
    t, database = speaker(), store or from_environment().database
    try:
        opened = SqliteStore(database, upgrade=False)
        if opened.pending():
            refuse_fault(WorldError("store_older", path=database))
        done = drill_rows.rebuild(opened)
        opened.close()
    except WorldError as fault:
        refuse_fault(fault)
    typer.echo(t("upkeep.rebuilt", differed=done.differed, **counted(t, {"rows": done.rows})))
