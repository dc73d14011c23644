"""Where do the bytes of a room's content come from?

The pure rooms open no file: the text of packs, scenarios and phrases is read here and handed to them.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal

from mysterydesk.errors import FileMissing

Room = Literal["policy", "sla", "scenarios", "simulator", "scoring", "certification", "mysterydesk"]


def _content(room: Room, parts: tuple[str, ...]) -> Traversable:
    steps = tuple(step for part in parts for step in part.split("/"))
    if any(step in {"", ".", ".."} or "\\" in step for step in steps):
        raise FileMissing("content_missing", room=room, path="/".join(parts))
    return files(room).joinpath("content", *steps)


def read_bytes(room: Room, *path: str) -> bytes:
    """Read one file under a room's `content/`.

    Args:
        room: Room that owns the file.
        path: Steps below `content/`; a step may itself contain slashes.

    Raises:
        FileMissing: When the file is not there, or the path tries to leave the folder.
    """
    place = _content(room, path)
    try:
        return place.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise FileMissing("content_missing", room=room, path="/".join(path)) from error


def read_text(room: Room, *path: str) -> str:
    """Read one UTF-8 file under a room's `content/`; see `read_bytes`."""
    return read_bytes(room, *path).decode("utf-8")


def list_files(room: Room, folder: str = "") -> tuple[str, ...]:
    """List every file below a folder of a room's `content/`, folders within included.

    Returns:
        Paths relative to `content/`, with slashes, in order; empty when there is no such folder.
    """
    start = _content(room, (folder,) if folder else ())
    found: list[str] = []
    open_folders = [(folder, start)] if start.is_dir() else []
    while open_folders:
        prefix, place = open_folders.pop()
        for entry in place.iterdir():
            name = f"{prefix}/{entry.name}" if prefix else entry.name
            if entry.is_dir():
                open_folders.append((name, entry))
            else:
                found.append(name)
    return tuple(sorted(found))
