"""Is everything there that the product needs on this machine, and is the store well?"""

from pathlib import Path
from typing import Annotated

import typer

from mysterydesk.clock import now
from mysterydesk.commands.output import counted, speaker
from mysterydesk.errors import WorldError
from mysterydesk.examining import Check, machine_checks, store_checks
from mysterydesk.i18n import Translation, fault_text
from mysterydesk.settings import from_environment


def _run(t: Translation, check: Check) -> bool:
    """Say how one thing stands; give whether it is well."""
    name = t(f"doctor.{check.name}")
    try:
        remark = check.look()
    except WorldError as fault:
        typer.echo(f"✕ {name}: {fault_text(t, fault)}", err=True)
        return False
    said = t("doctor.fine", name=name)
    if remark is not None:
        said = f"{name}: {t(f'doctor.{remark.code}', **remark.params, **counted(t, remark.counts))}"
    typer.echo(f"✓ {said}")
    return True


def doctor(
    store: Annotated[Path | None, typer.Option(help="SQLite file to check; default MYSTERYDESK_DB.")] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to check; 0 for any.")] = 8501,
) -> None:
    """Check interpreter, content, font, port, place and store; say for each what to do. Changes nothing."""
    t = speaker()
    checks = (*machine_checks(port), *store_checks(store or from_environment().database, now()))
    if sum(not _run(t, check) for check in checks):
        raise typer.Exit(1)
