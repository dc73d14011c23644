"""Is everything there that the product needs on this machine?"""

import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from mysterydesk import papers, scores, shelf
from mysterydesk.commands.output import speaker
from mysterydesk.errors import WorldError
from mysterydesk.fonts import find_font
from mysterydesk.i18n import fault_text
from mysterydesk.port import listen
from mysterydesk.settings import Settings
from mysterydesk.store.sqlite import SqliteStore
from policy.problem import Problem

LEAST_PYTHON = (3, 11)


def _python() -> None:
    if sys.version_info < LEAST_PYTHON:
        raise WorldError("python_too_old", version=sys.version.split()[0])


def _content() -> None:
    scores.rubric_for(shelf.handbook())
    shelf.scenarios()
    shelf.world()
    shelf.rules()
    shelf.wording()
    papers.bank()


def _font() -> None:
    found = find_font()
    if isinstance(found, Problem):
        raise WorldError(found.code, **dict(found.params))


def doctor(
    store: Annotated[Path | None, typer.Option(help="SQLite file to check.")] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to check.")] = 8501,
) -> None:
    """Check interpreter, content, font, store and port; say for each what to do."""
    t = speaker()

    def check_store() -> None:
        if store is not None:
            SqliteStore(store).close()

    def check_port() -> None:
        listener: socket.socket = listen(Settings(database=Path("unused"), port=port))
        listener.close()

    checks: tuple[tuple[str, Callable[[], None]], ...] = (
        (t("doctor.python"), _python),
        (t("doctor.content"), _content),
        (t("doctor.font"), _font),
        (t("doctor.store"), check_store),
        (t("doctor.port"), check_port),
    )
    faults = 0
    for name, check in checks:
        try:
            check()
        except WorldError as fault:
            faults += 1
            typer.echo(f"✕ {name}: {fault_text(t, fault)}", err=True)
        else:
            typer.echo(f"✓ {t('doctor.fine', name=name)}")
    if faults:
        raise typer.Exit(1)
