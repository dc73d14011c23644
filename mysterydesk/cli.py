"""What can be done from the command line?"""

import sys
from dataclasses import replace
from typing import Annotated

import typer

from mysterydesk.commands import account, audit, credential, demo, drill, handbook, scenario, sla, upkeep
from mysterydesk.commands.doctor import doctor
from mysterydesk.commands.output import refuse_fault, speaker
from mysterydesk.commands.score import app as score_app
from mysterydesk.errors import WorldError
from mysterydesk.i18n import fault_text
from mysterydesk.settings import from_environment

app = typer.Typer(
    name="mysterydesk",
    help="Mystery Desk (神秘客训练台): training simulator and certification for technical support.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(account.app, name="account")
app.add_typer(handbook.app, name="handbook")
app.add_typer(sla.app, name="sla")
app.add_typer(scenario.app, name="scenario")
app.add_typer(scenario.case_app, name="case")
app.add_typer(drill.app, name="drill")
app.add_typer(score_app, name="score")
app.add_typer(credential.app, name="credential")
app.add_typer(demo.app, name="demo")
app.add_typer(audit.app, name="audit")
app.command("understand")(drill.understand)
app.command("doctor")(doctor)
app.command("backup")(upkeep.backup)
app.command("restore")(upkeep.restore)
app.command("migrate")(upkeep.migrate)
app.command("rebuild")(upkeep.rebuild)


@app.command()
def serve(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes MYSTERYDESK_PORT.")] = 0,
) -> None:
    """Serve the store named by MYSTERYDESK_DB (see `mysterydesk.settings`)."""
    try:
        settings = from_environment()
        if port:
            settings = replace(settings, port=port)
        settings.database.parent.mkdir(parents=True, exist_ok=True)
        from mysterydesk.serve import serve as serve_app  # noqa: PLC0415  Streamlit is slow to load

        serve_app(settings, say=typer.echo)
    except WorldError as fault:
        refuse_fault(fault)


def main() -> None:
    """Run the command line; what broke in the world is said in words, with status 1."""
    try:
        app()
    except WorldError as fault:
        typer.echo(fault_text(speaker(), fault), err=True)
        sys.exit(1)
