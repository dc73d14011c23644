"""Can this font write these words, and may it be embedded?"""

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, cast

from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]  # fontTools carries no types
from fpdf import FPDF
from fpdf.fonts import TTFFont

FAMILY = "cjk"
RESTRICTED = 0x0002
"""OpenType OS/2 fsType, bit 1: the font may not be embedded without leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unprintable:
    """Why there is no print; worded at the edge as `print.<code>`.

    Attributes:
        code: `glyph_missing`, `name_too_long`, `font_unreadable`, `font_not_truetype`, `font_not_embeddable`.
        params: Values of the sentence, e.g. the characters nobody can draw.
    """

    code: str
    params: Mapping[str, str]


def usable(font: bytes) -> Unprintable | None:
    """Say what keeps a font from being embedded, or None.

    Outlines must be TrueType: text set in CFF outlines cannot be extracted from what fpdf2 writes.
    """
    try:
        face = TTFont(BytesIO(font), fontNumber=0, lazy=True)
        tables = frozenset(face.keys())
        restricted = "OS/2" in tables and face["OS/2"].fsType & 0x000F == RESTRICTED
        readable = bool(face.getBestCmap()) if "cmap" in tables else False
    except (TTLibError, struct.error, ValueError, KeyError, AssertionError) as cause:
        return Unprintable(code="font_unreadable", params={"reason": type(cause).__name__})
    if "glyf" not in tables or not readable:
        return Unprintable(code="font_not_truetype", params={})
    if restricted:
        return Unprintable(code="font_not_embeddable", params={})
    return None


def missing_glyphs(font: bytes, texts: Iterable[str]) -> tuple[str, ...]:
    """List the characters the font cannot draw, in order of code point.

    fpdf2 only warns of them and leaves blanks, which on a certificate is a person's name.
    """
    known = TTFont(BytesIO(font), fontNumber=0, lazy=True).getBestCmap()
    return tuple(sorted({char for text in texts for char in text if ord(char) not in known}))


def unprintable(font: bytes, texts: Iterable[str]) -> Unprintable | None:
    """Say why these texts cannot be set in a font, or None: it cannot be embedded, or lacks characters."""
    fault = usable(font)
    if fault is not None:
        return fault
    missing = missing_glyphs(font, texts)
    if not missing:
        return None
    codes = ", ".join(f"U+{ord(char):04X}" for char in missing)
    return Unprintable(code="glyph_missing", params={"characters": "".join(missing), "codes": codes})


def embed(pdf: FPDF, font: bytes) -> None:
    """Make the font available under `FAMILY`, the first face where the bytes are a collection.

    fpdf2's own `add_font` wants a file; its font class reads from memory just as well.
    """
    source = cast("Any", BytesIO(font))
    pdf.fonts[FAMILY] = TTFFont(pdf, source, FAMILY, "")
