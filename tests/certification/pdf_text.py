"""Read the words of a PDF back, as a reader would: through the maps from glyphs to characters it carries."""

import re
import zlib

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
SHOWN = re.compile(rb"\(((?:\\.|[^\\)])*)\) Tj", re.DOTALL)
SINGLE = re.compile(r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>\s*$")
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def streams(pdf: bytes) -> list[bytes]:
    """Unpack every stream that is packed."""
    found = []
    for match in STREAM.finditer(pdf):
        try:
            found.append(zlib.decompress(match[1]))
        except zlib.error:
            found.append(match[1])
    return found


def characters(pdf: bytes) -> dict[int, str]:
    """Read the map from glyph to text (ToUnicode) of the one font."""
    (cmap,) = [one.decode("latin-1") for one in streams(pdf) if b"begincmap" in one]
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for line in block.strip().splitlines():
            match = SINGLE.match(line.strip())
            assert match is not None, line
            found[int(match[1], 16)] = bytes.fromhex(match[2]).decode("utf-16-be")
    return found


def lines(pdf: bytes) -> list[str]:
    """Give the text of every drawing of text, in order."""
    known = characters(pdf)
    found = []
    for content in streams(pdf):
        if b" Tf" not in content or b"begincmap" in content:
            continue
        for match in SHOWN.finditer(content):
            raw = re.sub(rb"\\(.)", lambda one: ESCAPES.get(one[1], one[1]), match[1], flags=re.DOTALL)
            glyphs = [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]
            found.append("".join(known[glyph] for glyph in glyphs))
    return found
