"""Commands on credentials: verify a file offline."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from certification.document import read_document
from certification.fault import CredentialError
from certification.verification import Material, verify_text
from mysterydesk import issuing
from mysterydesk.clock import now
from mysterydesk.commands.output import pretty, read_input, refuse_fault, speaker
from mysterydesk.errors import WorldError

app = typer.Typer(help="Credentials: verify.", no_args_is_help=True)


@app.callback()
def credentials() -> None:
    """Keep `verify` a subcommand, for the others that will stand beside it."""


def _document(place: Path | None) -> Mapping[str, object] | None:
    if place is None:
        return None
    try:
        return read_document(read_input(place).encode())
    except CredentialError as fault:
        refuse_fault(WorldError("not_a_document", path=place, reason=fault.code))


@app.command()
def verify(  # noqa: PLR0913  the options of the command, each named
    file: Annotated[Path, typer.Argument(help="The credential; - for standard input.")],
    *,
    status: Annotated[Path | None, typer.Option(help="The status list.")] = None,
    did: Annotated[Path | None, typer.Option(help="The issuer's DID document, for did:web.")] = None,
    issuer: Annotated[str, typer.Option(help="The DID that ought to have issued it.")] = "",
    subject: Annotated[str, typer.Option(help="Address of the person who shows it.")] = "",
    at: Annotated[str, typer.Option(help="For which moment, ISO with zone.")] = "",
    json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Verify a credential offline: status 0 verified, 1 rejected or not to be confirmed."""
    try:
        moment = datetime.fromisoformat(at) if at else now()
    except ValueError:
        refuse_fault(WorldError("not_a_time", path="--at", line=0, value=at))
    material = Material(
        contexts=issuing.contexts(),
        did_document=_document(did),
        status_list=_document(status),
        issuer=issuer or None,
        subject_email=subject or None,
    )
    found = verify_text(read_input(file), material, moment)
    t = speaker()
    if json:
        rows = [
            {"check": c.name, "outcome": c.outcome, "code": c.code, "params": dict(c.params)} for c in found.checks
        ]
        pretty({"verdict": found.verdict, "checks": rows})
    else:
        typer.echo(t(f"cli.{found.verdict}"))
        for check in found.checks:
            if check.outcome == "ok":
                typer.echo(f"  ✓ {t(f'verify.check.{check.name}')}")
            elif check.outcome == "failed":
                typer.echo(f"  ✕ {t(f'verify.why.{check.name}', code=check.code)}")
    if found.verdict != "verified":
        raise typer.Exit(1)
