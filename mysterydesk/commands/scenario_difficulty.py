"""The command that estimates how hard a scenario is."""

from dataclasses import asdict
from typing import Annotated

import typer

from mysterydesk.commands.kept_store import kept_store
from mysterydesk.commands.output import pretty, refuse_fault, speaker
from mysterydesk.commands.scenario_files import Json, Store, side
from mysterydesk.difficulty_words import difficulty_lines
from mysterydesk.errors import WorldError
from mysterydesk.scenario_difficulty import difficulty_of


def difficulty(
    names: Annotated[list[str], typer.Argument(metavar="NAME…", help="Files, or ids, shipped or own.")],
    *,
    store: Store = None,
    json: Json = False,
) -> None:
    """Estimate how many points a scenario costs a trainee of the middle, and how sure that is."""
    t, rows = speaker(), []
    for name in names:
        files = side(name, store)
        with kept_store(store) as opened:
            try:
                found = difficulty_of(files, opened)
            except WorldError as fault:
                refuse_fault(fault)
        rows.append({"scenario": name, **asdict(found)})
        if not json:
            typer.echo(name)
            for line in difficulty_lines(t, found):
                typer.echo(f"  {line}")
    if json:
        pretty({"difficulty": rows})
