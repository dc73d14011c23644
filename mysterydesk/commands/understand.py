"""Command on messages: what does each do, and how does that compare with what people labelled?"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from mysterydesk import understanding
from mysterydesk.commands.output import json_lines, line, read_input, refuse_fault, speaker
from mysterydesk.errors import WorldError
from policy.text import Lang
from simulator.reading.read import read
from simulator.reading.report import Marked, marked, report
from simulator.reading.rules import Rules
from simulator.reading.understood import as_understood


def understand(
    gold: Annotated[
        Path | None,
        typer.Option("--report", help="Labelled messages, JSON lines {text, lang, labels}: print figures an act."),
    ] = None,
    *,
    rules_only: Annotated[bool, typer.Option("--rules", help="Read by rules alone, as drills may.")] = False,
    build: Annotated[bool, typer.Option("--build", help="Train the classifier if it is not there yet, and stop.")] = (
        False
    ),
) -> None:
    """Read messages: standard input JSON lines {"id","text","lang"}, output one line of acts each."""
    t = speaker()
    try:
        rules = (
            understanding.rules_alone()
            if rules_only
            else understanding.rules_and_model(lambda: typer.echo(t("understanding.training"), err=True))
        )
    except WorldError as fault:
        refuse_fault(fault)
    if build:
        return
    if gold is not None:
        for entry in report(_held_against(gold, rules)):
            line(entry)
        return
    for number, row in enumerate(json_lines(sys.stdin.read(), "-"), start=1):
        text, lang = _message(row, number)
        name = str(row.get("id", number)) if isinstance(row, Mapping) else str(number)
        line(as_understood(name, read(text, lang, rules)))


def _message(row: object, number: int) -> tuple[str, Lang]:
    if not isinstance(row, Mapping) or not isinstance(row.get("text"), str):
        refuse_fault(WorldError("not_a_message", line=number))
    return row["text"], "en" if row.get("lang") == "en" else "zh"


def _held_against(gold: Path, rules: Rules) -> Iterator[Marked]:
    for number, row in enumerate(json_lines(read_input(gold), str(gold)), start=1):
        text, lang = _message(row, number)
        yield marked(lang, _labels(row), read(text, lang, rules), _trap(row))


def _labels(row: object) -> Iterator[str]:
    """Give the labels of a message: names in `labels` or `acts`, or acts as this command prints them."""
    given = row.get("labels", row.get("acts")) if isinstance(row, Mapping) else None
    for one in given if isinstance(given, list) else ():
        yield str(one.get("act")) if isinstance(one, Mapping) else str(one)


def _trap(row: object) -> str:
    """Give the kind of near miss that a message is marked as, if any."""
    given = row.get("trap") if isinstance(row, Mapping) else None
    return given if isinstance(given, str) else ""
