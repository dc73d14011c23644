"""Commands on accounts: open one, give a link for a new pass phrase, erase a person. For whoever holds the file."""

import secrets
from pathlib import Path
from typing import Annotated

import typer

from mysterydesk.accounts import NewAccount, open_account, operator_link
from mysterydesk.clock import now
from mysterydesk.commands.output import counted, refuse_fault, speaker
from mysterydesk.erasing import erase_person
from mysterydesk.errors import WorldError
from mysterydesk.roles import ROLES
from mysterydesk.settings import from_environment
from mysterydesk.store.sqlite import SqliteStore
from policy.text import Text

app = typer.Typer(help="Accounts: open, reset, erase.", no_args_is_help=True)

Where = Annotated[Path | None, typer.Option(help="SQLite file; default MYSTERYDESK_DB.")]


@app.command("open")
def open_one(
    login: Annotated[str, typer.Argument(help="What the person types.")],
    zh: Annotated[str, typer.Option(help="Name in Chinese.")],
    en: Annotated[str, typer.Option(help="Name in English.")],
    role: Annotated[str, typer.Option(help="trainee, trainer, examiner, qa, manager or admin.")] = "trainee",
    store: Where = None,
) -> None:
    """Open an account and print the one-time address at which its owner chooses a pass phrase."""
    settings, t = from_environment(), speaker()
    found = next((one for one in ROLES if one == role), None)
    if found is None:
        refuse_fault(WorldError("no_such_role", role=role, known=", ".join(ROLES)))
    try:
        opened = SqliteStore(store or settings.database)
        new = NewAccount(login=login, name=Text(zh=zh, en=en), role=found, phrase=secrets.token_urlsafe(32))
        account = open_account(opened, new, by=None, at=now())
        token = operator_link(opened, account.id, at=now())
        opened.close()
    except WorldError as fault:
        refuse_fault(fault)
    typer.echo(t("account.opened", login=login, url=f"{settings.url}/link/{token}"))


@app.command()
def reset(login: Annotated[str, typer.Argument(help="Whose pass phrase.")], store: Where = None) -> None:
    """Print a one-time address at which the owner of an account chooses a new pass phrase."""
    settings, t = from_environment(), speaker()
    try:
        opened = SqliteStore(store or settings.database)
        account = opened.accounts.by_login(login)
        if account is None:
            refuse_fault(WorldError("no_such_account", login=login))
        token = operator_link(opened, account.id, at=now())
        opened.close()
    except WorldError as fault:
        refuse_fault(fault)
    typer.echo(t("account.reset", login=login, url=f"{settings.url}/link/{token}"))


@app.command()
def erase(
    login: Annotated[str, typer.Argument(help="Whose words and names are deleted.")],
    store: Where = None,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete a person's words, names, scorecards and credentials for good; verdicts and every chain stay."""
    settings, t = from_environment(), speaker()
    database = store or settings.database
    try:
        opened = SqliteStore(database)
        account = opened.accounts.by_login(login)
        if account is None:
            refuse_fault(WorldError("no_such_account", login=login))
        if not yes and not typer.confirm(t("account.erase_sure", login=login, name=t.of(account.name))):
            raise typer.Exit(1)
        done = erase_person(opened, account, at=now())
        opened.close()
    except WorldError as fault:
        refuse_fault(fault)
    typer.echo(t("account.erased", login=login, **counted(t, {"texts": done.texts, "documents": done.documents})))
