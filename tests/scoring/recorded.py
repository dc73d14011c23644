"""Blocks of lines kept in files beside the tests; `--snapshot-update` writes them anew."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
HEAD = "## "


@cache
def blocks(path: Path) -> Mapping[str, str]:
    """Read a file: lines by the name over them."""
    parts = path.read_text("utf-8").split(f"\n{HEAD}") if path.exists() else []
    return {part.partition("\n")[0].removeprefix(HEAD): part.partition("\n")[2].rstrip("\n") for part in parts}


def recorded(request: pytest.FixtureRequest, name: str, block: str, lines: Sequence[str]) -> None:
    """Compare lines with a block of a file, or write it."""
    path, text = GOLDEN / f"{name}.txt", "\n".join(lines)
    if request.config.getoption("--snapshot-update", default=False):
        blocks.cache_clear()
        found = {**blocks(path), block: text}
        path.write_text("\n".join(f"{HEAD}{key}\n{found[key]}" for key in sorted(found)) + "\n", "utf-8")
        blocks.cache_clear()
    was = blocks(path).get(block, "").split("\n")
    assert text.split("\n") == was, "run with --snapshot-update if the change is meant"
