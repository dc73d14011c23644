"""The command that shows a handbook, or one clause or assumption of it."""

from pathlib import Path
from typing import Annotated

import typer

from mysterydesk.commands.output import pretty, refuse_fault, speaker
from mysterydesk.commands.which_handbook import published_or_shipped
from mysterydesk.errors import WorldError, shown
from mysterydesk.handbook_data import as_data
from mysterydesk.handbook_told import grounds, told
from mysterydesk.i18n import LANGS, Translation, as_lang, translation
from policy.handbook import Handbook


def show(
    handbook_id: Annotated[str, typer.Argument(metavar="ID")],
    clause: Annotated[str, typer.Option("--clause", help="Clause or assumption, e.g. STD-3.3.1.")] = "",
    store: Annotated[
        Path | None, typer.Option(help="SQLite file; with it, a company's own published handbooks too.")
    ] = None,
    lang: Annotated[str, typer.Option(help="zh or en; else as for every command.")] = "",
    *,
    json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Show a handbook: clocks, hours, people, assumptions, clauses; or one clause or assumption of it."""
    t, one = _language(lang), published_or_shipped(handbook_id, store)
    if clause:
        _one(t, one, clause, json=json)
    elif json:
        pretty(as_data(one, {name: translation(name) for name in LANGS}))
    else:
        typer.echo("\n".join(told(t, one)))


def _language(wish: str) -> Translation:
    lang = as_lang(wish) if wish else None
    if wish and lang is None:
        refuse_fault(WorldError("no_such_language", value=shown(wish)))
    return speaker() if lang is None else translation(lang)


def _one(t: Translation, handbook: Handbook, name: str, *, json: bool) -> None:
    clauses = {str(one): found.text for one, found in handbook.clauses.items()}
    assumed = {str(one): found.text for one, found in handbook.assumptions.items()}
    if name not in clauses | assumed:
        refuse_fault(WorldError("no_such_clause", name=shown(name), handbook=handbook.id))
    text = (clauses | assumed)[name]
    if json:
        pretty([{"id": name, "zh": text.zh, "en": text.en}])
    else:
        typer.echo(f"{grounds(t, (name,))}  {t.of(text)}")
