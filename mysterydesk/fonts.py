"""Where is a font that can write Chinese into a PDF?"""

import os
import struct
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from policy.problem import Problem, problem

VARIABLE = "MYSTERYDESK_FONT"
PACKAGE = "fonts-wqy-microhei"
"""Debian's package of a font that covers GB 2312, may be embedded, and has TrueType outlines."""

FOLDERS: tuple[Path, ...] = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
    Path.home() / "Library/Fonts",
    Path("C:/Windows/Fonts"),
)
NAMES = (
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf",
    "DroidSansFallback.ttf",
    "uming.ttc",
    "Arial Unicode.ttf",
    "simhei.ttf",
    "msyh.ttc",
    "Deng.ttf",
)
"""In order of preference; all have TrueType outlines, which keep the text of a PDF extractable."""

TRUETYPE = (b"\x00\x01\x00\x00", b"true")
COLLECTION = b"ttcf"


def find_font(environ: Mapping[str, str] = os.environ, folders: Sequence[Path] = FOLDERS) -> bytes | Problem:
    """Read the font for prints.

    Args:
        environ: Environment; `MYSTERYDESK_FONT` names a file and then decides alone.
        folders: Where fonts usually lie; searched with their sub-folders.

    Returns:
        The bytes of the font file, or a problem: `font_missing` says what to install, `font_not_truetype` that
        a file was found whose text could not be extracted from a PDF.
    """
    named = environ.get(VARIABLE, "")
    if named:
        path = Path(named)
        if not path.is_file():
            return problem(named, 0, "font_missing", package=PACKAGE, variable=VARIABLE)
        data = path.read_bytes()
        return data if is_truetype(data) else problem(named, 0, "font_not_truetype", package=PACKAGE)
    for path in _candidates(folders):
        data = path.read_bytes()
        if is_truetype(data):
            return data
    looked = ", ".join(str(folder) for folder in folders if folder.is_dir())
    return problem(looked, 0, "font_missing", package=PACKAGE, variable=VARIABLE, platform=sys.platform)


def is_truetype(data: bytes) -> bool:
    """Tell TrueType outlines, alone or in a collection, from CFF ones by the signature of the (first) font.

    >>> is_truetype(b"OTTO" + bytes(20)), is_truetype(bytes((0, 1, 0, 0)) + bytes(20))
    (False, True)
    """
    if data[:4] != COLLECTION:
        return data[:4] in TRUETYPE
    if len(data) < 16:  # noqa: PLR2004  header of a collection with one face
        return False
    (first,) = struct.unpack(">I", data[12:16])
    return data[first : first + 4] in TRUETYPE


def _candidates(folders: Sequence[Path]) -> list[Path]:
    """List fonts of known names, the preferred name first, then the earlier folder."""
    present = [path for folder in folders if folder.is_dir() for path in sorted(folder.rglob("*.tt[cf]"))]
    wanted = [name.lower() for name in NAMES]
    known = [path for path in present if path.name.lower() in wanted and path.is_file()]
    return sorted(known, key=lambda path: wanted.index(path.name.lower()))
