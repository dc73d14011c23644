"""What does the picture look like that carries a credential?

A ring in the colour of the level around a code that leads to the page that verifies it: who only sees the picture can
check it too. Drawn once as modules and rings, then written as PNG by Pillow or as SVG, both in equal bytes for equal
input. The picture proves nothing; what is baked into it does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO

import segno
from PIL import Image, ImageDraw

from certification.award import Award
from certification.credential import Issuer

SIDE = 640
"""Pixels, and units of the drawing."""
FINER = 3
"""How much larger the PNG is drawn before it is scaled down, so that rings are smooth."""
COLOURS: Mapping[str, str] = {"junior": "#146C7A", "intermediate": "#3B4CA8", "senior": "#8A5A00"}
OTHER = "#444B57"
STARS: Mapping[str, int] = {"junior": 1, "intermediate": 2, "senior": 3}
DEMO = "#B3401F"
RING, WHITE, CODE = 316.0, 268.0, 372.0
"""Radius of the ring, of the white within, and side of the code with its quiet zone."""
QUIET = 4
"""ISO/IEC 18004: white modules around a QR code."""
STAR_AT = 292.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """What is drawn.

    Attributes:
        title: Words for who cannot see it, both languages.
        level: Code of the level.
        demo: Whether the ring is broken by the colour of a demo.
        modules: The code, row by row, True for dark.
    """

    title: str
    level: str
    demo: bool
    modules: tuple[tuple[bool, ...], ...]


def badge(award: Award, issuer: Issuer, address: str) -> Badge:
    """Give the picture of an award.

    Args:
        award: What was proven.
        issuer: Who awards; a demo issuer shows.
        address: URL of the page that verifies this credential.
    """
    matrix = segno.make(address, error="m", micro=False).matrix
    return Badge(
        title=f"{award.title.zh} / {award.title.en}",
        level=award.level,
        demo=issuer.is_demo,
        modules=tuple(tuple(bool(one) for one in row) for row in matrix),
    )


def as_svg(picture: Badge) -> str:
    """Draw as SVG; nothing in it runs, links or loads."""
    middle = SIDE / 2
    side, left = _grid(picture.modules)
    dark = "".join(
        f"M{left + column * side:.3f} {left + row * side:.3f}h{side:.3f}v{side:.3f}h-{side:.3f}z"
        for row, column in _dark(picture.modules)
    )
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="13" fill="#FFFFFF"/>' for x, y in _stars(picture.level))
    band = ""
    if picture.demo:
        band = (
            f'<circle cx="{middle}" cy="{middle}" r="{WHITE + 6}" fill="none" stroke="{DEMO}" stroke-width="12" '
            'stroke-dasharray="36 18"/>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" width="{SIDE}" height="{SIDE}" '
        f'role="img"><title>{escape(picture.title)}</title>'
        f'<circle cx="{middle}" cy="{middle}" r="{RING}" fill="{COLOURS.get(picture.level, OTHER)}"/>'
        f'<circle cx="{middle}" cy="{middle}" r="{WHITE}" fill="#FFFFFF"/>{band}{dots}'
        f'<path d="{dark}" fill="#000000" shape-rendering="crispEdges"/></svg>'
    )


def as_png(picture: Badge) -> bytes:
    """Draw as PNG."""
    big = SIDE * FINER
    image = Image.new("RGBA", (big, big), (255, 255, 255, 0))
    pen = ImageDraw.Draw(image)
    _disc(pen, RING, COLOURS.get(picture.level, OTHER))
    _disc(pen, WHITE, "#FFFFFF")
    if picture.demo:
        outer, middle = (WHITE + 12) * FINER, big / 2
        box = (middle - outer, middle - outer, middle + outer, middle + outer)
        for start in range(0, 360, 12):
            pen.arc(box, start, start + 8, fill=DEMO, width=12 * FINER)
    for x, y in _stars(picture.level):
        pen.ellipse([(x - 13) * FINER, (y - 13) * FINER, (x + 13) * FINER, (y + 13) * FINER], fill="#FFFFFF")
    small = image.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    _code(ImageDraw.Draw(small), picture.modules)
    out = BytesIO()
    small.save(out, "PNG")
    return out.getvalue()


def _disc(pen: ImageDraw.ImageDraw, radius: float, colour: str) -> None:
    middle = SIDE / 2
    pen.ellipse([(middle - radius) * FINER] * 2 + [(middle + radius) * FINER] * 2, fill=colour)


def _code(pen: ImageDraw.ImageDraw, modules: Sequence[Sequence[bool]]) -> None:
    """Draw the modules at whole pixels, so that no camera meets a blurred edge."""
    side = max(int(CODE // (len(modules) + 2 * QUIET)), 1)
    left = (SIDE - side * len(modules)) // 2
    for row, column in _dark(modules):
        x, y = left + column * side, left + row * side
        pen.rectangle([x, y, x + side - 1, y + side - 1], fill="#000000")


def _grid(modules: Sequence[Sequence[bool]]) -> tuple[float, float]:
    """Give the side of a module and where the first one begins."""
    side = CODE / (len(modules) + 2 * QUIET)
    return side, (SIDE - side * len(modules)) / 2


def _dark(modules: Sequence[Sequence[bool]]) -> list[tuple[int, int]]:
    return [(row, column) for row, line in enumerate(modules) for column, dark in enumerate(line) if dark]


def _stars(level: str) -> list[tuple[float, float]]:
    """Place one dot for each level up to this one, below the code."""
    count = STARS.get(level, 0)
    return [(SIDE / 2 + (index - (count - 1) / 2) * 42, SIDE / 2 + STAR_AT) for index in range(count)]
