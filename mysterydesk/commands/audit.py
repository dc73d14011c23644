"""Commands of the audit: check that the store holds what was written, sign how far it has come."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from mysterydesk import audit, manifests, outlived
from mysterydesk.clock import now
from mysterydesk.commands.output import counted, pretty, refuse_fault, speaker
from mysterydesk.errors import WorldError
from mysterydesk.house_key import house_key
from mysterydesk.i18n import Translation
from mysterydesk.settings import from_environment
from mysterydesk.store.chain import ChainFault
from mysterydesk.store.sqlite import SqliteStore

app = typer.Typer(help="Audit: verify, manifest.", no_args_is_help=True)

Where = Annotated[Path | None, typer.Option(help="SQLite file; default MYSTERYDESK_DB.")]


def say_faults(faults: Sequence[ChainFault]) -> None:
    """Say each fault with its place."""
    t = speaker()
    for fault in faults:
        place = t("audit.place", where=fault.where, version=fault.version) if fault.version else fault.where
        typer.echo(f"✕ {place}: {t(f'audit.{fault.code}')}", err=True)


@app.command()
def verify(
    store: Where = None,
    manifest: Annotated[
        list[Path] | None, typer.Option(help="Signed manifest; default are those that lie beside the store.")
    ] = None,
    *,
    json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Check chains, texts, documents and signed manifests; name every fault, with status 1 if there is one."""
    database = store or from_environment().database
    try:
        opened = SqliteStore(database, upgrade=False)
        places = manifest or manifests.kept_manifests(manifests.folder_of(database))
        read = manifests.manifests_in(places)
        signer = audit.signer_of(opened)
        found = audit.verify(opened, read.values(), signer=signer)
        heads, documents = opened.events.heads(), len(opened.documents.everything())
        opened.close()
    except WorldError as fault:
        refuse_fault(fault)
    counts = {"streams": len(heads), "events": sum(head.version for head in heads), "documents": documents}
    aside = {str(one): len(manifests.kept_manifests(one)) for one in outlived.folders_aside(database)}
    if json:
        rows = [{"where": one.where, "version": one.version, "code": one.code} for one in found]
        pretty({**counts, "manifests": list(read), "aside": list(aside), "faults": rows})
    else:
        t = speaker()
        typer.echo(t("audit.checked", **counted(t, {**counts, "manifests": len(read)})))
        _say_limits(t, signed=bool(signer), compared=bool(read), aside=aside)
        say_faults(found)
        typer.echo(t.count("audit.faults", len(found)) if found else t("audit.clean"))
    if found:
        raise typer.Exit(1)


def _say_limits(t: Translation, *, signed: bool, compared: bool, aside: Mapping[str, int]) -> None:
    """Say what this audit could not see."""
    if not signed:
        typer.echo(t("audit.no_key"))
    elif not compared:
        typer.echo(t("audit.no_manifest"))
    for folder, count in aside.items():
        typer.echo(t.count("audit.aside", count, path=folder))


@app.command("manifest")
def write(
    store: Where = None,
    out: Annotated[Path | None, typer.Option(help="Folder; default is the one beside the store.")] = None,
) -> None:
    """Sign how far every stream has come and write it down; keep a copy of the file elsewhere."""
    database = store or from_environment().database
    try:
        opened = SqliteStore(database)
        place = audit.keep_manifest(opened, house_key(opened), out or manifests.folder_of(database), now())
        heads = opened.events.heads()
        opened.close()
    except WorldError as fault:
        refuse_fault(fault)
    t = speaker()
    typer.echo(t("audit.written", path=place, **counted(t, {"streams": len(heads)})))
