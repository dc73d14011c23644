"""Commands of the audit: check that the store holds what was written, sign how far it has come."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from mysterydesk import audit, issuing, manifests
from mysterydesk.clock import now
from mysterydesk.commands.output import pretty, refuse_fault, speaker
from mysterydesk.errors import WorldError
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
        found = audit.verify(opened, read.values(), signer=audit.signer_of(opened))
        heads, documents = opened.events.heads(), len(opened.documents.everything())
        opened.close()
    except WorldError as fault:
        refuse_fault(fault)
    counts = {"streams": len(heads), "events": sum(head.version for head in heads), "documents": documents}
    if json:
        rows = [{"where": one.where, "version": one.version, "code": one.code} for one in found]
        pretty({**counts, "manifests": list(read), "faults": rows})
    else:
        t = speaker()
        typer.echo(t("audit.checked", manifests=len(read), **counts))
        say_faults(found)
        typer.echo(t.count("audit.faults", len(found)) if found else t("audit.clean"))
    if found:
        raise typer.Exit(1)


@app.command("manifest")
def write(
    store: Where = None,
    out: Annotated[Path | None, typer.Option(help="Folder; default is the one beside the store.")] = None,
) -> None:
    """Sign how far every stream has come and write it down; keep a copy of the file elsewhere."""
    settings = from_environment()
    database = store or settings.database
    try:
        opened = SqliteStore(database)
        key = issuing.house(opened, settings).key
        place = audit.keep_manifest(opened, key, out or manifests.folder_of(database), now())
        heads = opened.events.heads()
        opened.close()
    except WorldError as fault:
        refuse_fault(fault)
    t = speaker()
    typer.echo(t("audit.written", path=place, streams=len(heads)))
