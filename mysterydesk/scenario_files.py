"""How do the files of a scenario come in from a person's machine, and go out again?

A scenario is one YAML text, and with it the products and articles that it brings. What comes in is a stranger's:
sizes are measured while it is read, nothing is unpacked, and a name that leads out of its folder is refused.
"""

import io
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from mysterydesk import pack_files
from mysterydesk.pack_files import Files, tidy
from policy.document import read_document
from policy.problem import Problem, Problems, in_order, problem

FIRST: Final = "scenario.yaml"
"""File that holds the scenario itself; the others are its products and articles."""

FORMAT: Final = "scenario/1"


def read_upload(name: str, data: bytes) -> tuple[Files, Problems]:
    """Read what somebody brings: a zip of YAML files, or one YAML document.

    Args:
        name: What the file is called there.
        data: Its bytes.

    Returns:
        The files, the scenario under `FIRST`; or none of them with every problem. What is wrong inside the YAML of a
        scenario is not looked at here.
    """
    climbing = _climbing(data)
    if climbing:
        return {}, climbing
    files, problems = pack_files.read_upload(name, data)
    if problems:
        return {}, tuple(_named(one, name, data) for one in problems)
    if set(files) == {pack_files.FIRST} and not data.startswith(b"PK"):
        return {FIRST: files[pack_files.FIRST]}, ()
    return _arranged(name, files)


def _named(one: Problem, name: str, data: bytes) -> Problem:
    """Name a single document as its author knows it."""
    if one.source == pack_files.FIRST and not data.startswith(b"PK"):
        return Problem(source=name, line=one.line, code=one.code, params=one.params)
    return one


def _climbing(data: bytes) -> Problems:
    """Find members of a zip whose name leads out of the folder it would be unpacked to."""
    if not data.startswith(b"PK"):
        return ()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [one.filename for one in archive.infolist()]
    except (zipfile.BadZipFile, ValueError, OSError):
        return ()  # the reading says what is wrong with it
    return in_order(problem(_shown(name), 0, "zip_climbs_out") for name in names if leads_out(name))


def leads_out(name: str) -> bool:
    """Tell whether a member's name leaves the folder of its zip.

    >>> [leads_out(one) for one in ("a/b.yaml", "../b.yaml", "/etc/b.yaml", "a/../../b.yaml", "C:b.yaml")]
    [False, True, True, True, True]
    """
    parts = PurePosixPath(name.replace("\\", "/"))
    return parts.is_absolute() or ".." in parts.parts or ":" in name


def _shown(name: str) -> str:
    return "".join(char if char.isalnum() or char in "-_./" else "·" for char in name)[:60]


def format_of(text: str) -> str:
    """Give what a YAML text says of its form; empty where it cannot be read."""
    document, _ = read_document(text, "")
    found = document.value.get("format") if document and isinstance(document.value, dict) else None
    return found if isinstance(found, str) else ""


def _arranged(name: str, files: Files) -> tuple[Files, Problems]:
    """Put the scenario of a zip under its own name; the others keep theirs."""
    mine = [one for one, text in files.items() if format_of(text) == FORMAT or one == FIRST]
    if len(mine) != 1:
        return {}, (problem(_shown(name), 0, "scenario_of_zip", count=len(mine)),)
    return {FIRST if one == mine[0] else one: tidy(text) for one, text in files.items()}, ()


def out_files(scenario_id: str, files: Files) -> Files:
    """Give the files under the names they have outside: the scenario under its id."""
    return {f"{scenario_id}.yaml" if name == FIRST else name: text for name, text in files.items()}


def brought(files: Files) -> Mapping[str, str]:
    """Give the products and articles among the files."""
    return {name: text for name, text in files.items() if name != FIRST}
