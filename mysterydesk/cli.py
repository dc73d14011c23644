"""What can be done from the command line?"""

import sys
from dataclasses import replace
from typing import Annotated

import typer

from mysterydesk.commands.late import LateGroup
from mysterydesk.commands.output import refuse_fault, speaker
from mysterydesk.errors import WorldError
from mysterydesk.i18n import fault_text
from mysterydesk.settings import from_environment

app = typer.Typer(
    name="mysterydesk",
    cls=LateGroup,
    help="Mystery Desk (神秘客训练台): training simulator and certification for technical support.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def mysterydesk() -> None:
    """Keep `serve` a subcommand beside those of the table."""


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
