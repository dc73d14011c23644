"""The database that the first release wrote, unpacked where a test may change it.

`golden/first.db.xz` was made once, by the program of that time, and is never made again: seven accounts, S047 and
S006 in both languages, each once played to its end and once left open, one abandoned drill, two papers, one
credential. `golden/first.json` is what that program read in it.
"""

import json
import lzma
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("golden")


def unpack(folder: Path) -> Path:
    """Give a fresh copy of the first database, readable by its owner only."""
    place = folder / "first.db"
    place.touch(mode=0o600)
    place.write_bytes(lzma.decompress((FOLDER / "first.db.xz").read_bytes()))
    return place


def as_it_was() -> dict[str, Any]:
    """Give what the program of that time read in it."""
    loaded: dict[str, Any] = json.loads((FOLDER / "first.json").read_text(encoding="utf-8"))
    return loaded
