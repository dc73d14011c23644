"""Commands on credentials: issue, verify, revoke, status, rotate-key."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from mysterydesk import credential_forms, issuing, status_lists, withdrawing
from mysterydesk.clock import now
from mysterydesk.commands.credential_status import lines_of, rows_of, said_state, write_public
from mysterydesk.commands.credential_verify import verify
from mysterydesk.commands.output import pretty, refuse_fault, speaker
from mysterydesk.errors import WorldError, file_fault
from mysterydesk.exams import registry
from mysterydesk.house_key import rotate
from mysterydesk.settings import Settings, from_environment
from mysterydesk.store.records import Account
from mysterydesk.store.sqlite import SqliteStore

app = typer.Typer(help="Credentials: issue, verify, revoke, status, rotate-key.", no_args_is_help=True)
app.command()(verify)

Number = Annotated[str, typer.Argument(help="Number of the credential.")]
Where = Annotated[Path | None, typer.Option(help="SQLite file; default MYSTERYDESK_DB.")]
Json = Annotated[bool, typer.Option("--json", help="For machines.")]


@contextmanager
def _opened(place: Path | None) -> Iterator[tuple[SqliteStore, Settings]]:
    """Open a store that is there; what goes wrong meanwhile is said in words, with status 1."""
    settings = from_environment()
    settings = replace(settings, database=place or settings.database)
    if not settings.database.exists():
        refuse_fault(WorldError("file_unreadable", path=settings.database, cause="absent"))
    try:
        with closing(SqliteStore(settings.database)) as store:
            yield store, settings
    except WorldError as fault:
        refuse_fault(fault)


@app.command()
def issue(
    number: Number,
    out: Annotated[Path, typer.Option(help="Folder for the files.")],
    form: Annotated[str, typer.Option(help="Forms, separated by commas.")] = "json,jwt,png,svg,pdf",
    store: Where = None,
    *,
    json: Json = False,
) -> None:
    """Write a credential that was awarded in the forms asked for; an award is made by the ladder and nowhere else."""
    t = speaker()
    with _opened(store) as (opened, settings):
        forms = [credential_forms.as_form(one) for one in form.split(",")]
        number = issuing.number_of(number)
        files = {
            out / f"credential-{number}.{one}": credential_forms.credential_as(opened, settings, number, one)
            for one in forms
        }
        for place, data in files.items():
            try:
                out.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
            except OSError as error:
                refuse_fault(file_fault("file_unwritable", place, error))
    if json:
        pretty({"credential": withdrawing.urn(number), "files": [str(place) for place in files]})
    else:
        for place in files:
            typer.echo(t("credential.written", path=place))


@app.command()
def revoke(  # noqa: PLR0913  the options of the command, each named
    number: Number,
    by: Annotated[str, typer.Option(help="Login of the examiner who decided it.")],
    reason: Annotated[str, typer.Option(help="Why; the holder reads it.")],
    store: Where = None,
    *,
    suspend: Annotated[bool, typer.Option("--suspend", help="Only for now.")] = False,
    lift: Annotated[bool, typer.Option("--lift", help="End a suspension.")] = False,
    second: Annotated[str, typer.Option(help="Login of the second examiner, asked for above junior level.")] = "",
    json: Json = False,
) -> None:
    """Revoke a credential for good, suspend it, or end its suspension, and publish that at once.

    Each examiner named is asked for the pass phrase.
    """
    if suspend and lift:
        raise typer.BadParameter("--suspend, --lift")
    state: status_lists.State = "suspended" if suspend else "valid" if lift else "revoked"
    with _opened(store) as (opened, settings):
        wanted = withdrawing.Change(number=number, state=state, reason=reason)
        first = _proven(opened, by)
        waiting = registry.proposal_of(opened, number)
        if waiting is not None and waiting.state == state:
            done: status_lists.Status | None = registry.confirm(opened, first, number, settings.url, now())
        else:
            done = registry.propose(opened, first, wanted, settings.url, now())
        if done is None and second:
            done = registry.confirm(opened, _proven(opened, second), number, settings.url, now())
        if done is None:
            refuse_fault(WorldError("change_second_person"))
    if json:
        pretty({"credential": withdrawing.urn(number), "state": done.state, "list": done.list, "index": done.index})
    else:
        typer.echo(said_state(speaker(), withdrawing.urn(number), done))


def _proven(store: SqliteStore, login: str) -> Account:
    """Ask somebody for their pass phrase; a change in another's name is none."""
    t = speaker()
    phrase = typer.prompt(t("credential.phrase", login=login), hide_input=True, err=True)
    return withdrawing.examiner(store, login, str(phrase), now())


@app.command()
def status(
    number: Annotated[str, typer.Argument(help="Number of one credential; else all.")] = "",
    out: Annotated[Path | None, typer.Option(help="Folder for the signed lists and DID documents.")] = None,
    store: Where = None,
    *,
    json: Json = False,
) -> None:
    """Say how credentials, lists and keys stand; write what others need to verify offline."""
    t = speaker()
    with _opened(store) as (opened, settings):
        wanted = withdrawing.urn(number) if number else ""
        rows = rows_of(opened, wanted, settings.url)
        written = write_public(opened, settings.url, now(), out) if out else ()
        if json:
            pretty({**rows, "files": [str(place) for place in written]})
        else:
            for line in lines_of(t, rows):
                typer.echo(line)
            for place in written:
                typer.echo(t("credential.written", path=place))


@app.command("rotate-key")
def rotate_key(
    store: Where = None,
    *,
    compromised: Annotated[
        bool, typer.Option("--compromised", help="Somebody else may have the old key: believe nothing it signed.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json: Json = False,
) -> None:
    """Put a new signing key in the place of the old one; what the old one signed still verifies."""
    t = speaker()
    with _opened(store) as (opened, settings):
        if not yes and not typer.confirm(t("credential.rotate_sure")):
            raise typer.Exit(1)
        done = rotate(opened, issuing.did_for(opened, settings), now(), compromised=compromised)
        issuing.house(opened, settings)
        status_lists.refresh(opened, settings.url, now())
    old = f"{done.old.did}#{done.old.fragment}" if done.old else ""
    if json:
        pretty({"old": old, "new": f"{done.new.did}#{done.new.fragment}", "compromised": compromised})
    else:
        typer.echo(t("credential.rotated", new=f"{done.new.did}#{done.new.fragment}"))
        if old:
            typer.echo(t("credential.disowned" if compromised else "credential.retired", old=old))
