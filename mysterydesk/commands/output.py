"""How does a command speak: JSON for machines, sentences for people, problems with their place?"""

import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NoReturn

import typer

from mysterydesk.errors import WorldError, file_fault
from mysterydesk.i18n import Translation, as_lang, fault_text, problem_text, translation
from policy.problem import Problems

INPUT_WRONG = 1
"""Exit status when the input is wrong; 2 is usage."""


def speaker() -> Translation:
    """Speak the language of MYSTERYDESK_LANG, else of the terminal, else Chinese."""
    wishes = (os.environ.get(name) for name in ("MYSTERYDESK_LANG", "LC_ALL", "LANG"))
    return translation(next((lang for wish in wishes if (lang := as_lang((wish or "").split(".")[0]))), "zh"))


def counted(t: Translation, counts: Mapping[str, int]) -> Mapping[str, str]:
    """Say numbers of things, each in the form that its number asks for, to be put into a sentence by their names."""
    return {name: t.count(f"count.{name}", n) for name, n in counts.items()}


def line(value: object) -> None:
    """Print one JSON line."""
    typer.echo(json.dumps(value, ensure_ascii=False, sort_keys=True))


def pretty(value: object) -> None:
    """Print JSON for a person to read."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def refuse_problems(problems: Problems) -> NoReturn:
    """Print every problem with its place and stop with status 1."""
    t = speaker()
    for problem in problems:
        typer.echo(problem_text(t, problem), err=True)
    raise typer.Exit(INPUT_WRONG)


def refuse_fault(fault: WorldError) -> NoReturn:
    """Say what broke and what to do, and stop with status 1."""
    typer.echo(fault_text(speaker(), fault), err=True)
    raise typer.Exit(INPUT_WRONG)


def read_input(place: Path) -> str:
    """Read a UTF-8 file, `-` being the standard input; what cannot be read is refused in words."""
    try:
        return sys.stdin.read() if str(place) == "-" else place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        if isinstance(error, OSError):
            refuse_fault(file_fault("file_unreadable", place, error))
        refuse_fault(WorldError("file_unreadable", path=place, cause="not_utf8"))


def read_bytes(place: Path) -> bytes:
    """Read a file as it is, `-` being the standard input; what cannot be read is refused in words."""
    try:
        return sys.stdin.buffer.read() if str(place) == "-" else place.read_bytes()
    except OSError as error:
        refuse_fault(file_fault("file_unreadable", place, error))


def json_lines(text: str, source: str) -> Iterable[object]:
    """Parse JSON lines; a broken one is refused with its number."""
    for number, one in enumerate(text.splitlines(), start=1):
        if not one.strip():
            continue
        try:
            loaded = json.loads(one)
            one.encode()
            json.dumps(loaded, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            refuse_fault(WorldError("not_json", path=source, line=number, reason=str(error)[:120]))
        yield loaded
