"""Verify a credential offline, in whatever form it comes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from certification.document import read_document
from certification.fault import CredentialError
from certification.verification import Material, verify_text
from mysterydesk.bundled import contexts
from mysterydesk.check_words import said
from mysterydesk.clock import now
from mysterydesk.commands.output import pretty, read_bytes, read_input, refuse_fault, speaker
from mysterydesk.errors import WorldError


def _document(place: Path | None) -> Mapping[str, object] | None:
    if place is None:
        return None
    try:
        return read_document(read_input(place).encode())
    except CredentialError as fault:
        refuse_fault(WorldError("not_a_document", path=place, reason=fault.code))


def _listed(places: Sequence[Path]) -> tuple[Mapping[str, object], ...]:
    """Read status lists; a folder stands for all JSON files in it."""
    files = [one for place in places for one in (sorted(place.glob("*.json")) if place.is_dir() else [place])]
    read = (_document(one) for one in files)
    return tuple(one for one in read if one is not None)


def verify(  # noqa: PLR0913  the options of the command, each named
    file: Annotated[Path, typer.Argument(help="The credential, as JSON, VC-JWT, PNG or SVG; - for standard input.")],
    *,
    status: Annotated[list[Path] | None, typer.Option(help="A status list, or a folder of such.")] = None,
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
    if moment.tzinfo is None:
        refuse_fault(WorldError("not_a_time", path="--at", line=0, value=at))
    material = Material(
        contexts=contexts(),
        did_document=_document(did),
        more_lists=_listed(status or ()),
        issuer=issuer or None,
        subject_email=subject or None,
    )
    found = verify_text(read_bytes(file), material, moment)
    t = speaker()
    if json:
        rows = [
            {"check": c.name, "outcome": c.outcome, "code": c.code, "params": dict(c.params)} for c in found.checks
        ]
        pretty({"verdict": found.verdict, "form": found.form, "checks": rows})
    else:
        typer.echo(t(f"cli.{found.verdict}"))
        for check in found.checks:
            if check.outcome == "ok":
                typer.echo(f"  ✓ {t(f'verify.check.{check.name}')}")
            elif check.outcome == "failed" or check.code not in {"none_expected", "no_key", "no_proof"}:
                typer.echo(f"  {'✕' if check.outcome == 'failed' else '–'} {said(t, check)}")
    if found.verdict != "verified":
        raise typer.Exit(1)
