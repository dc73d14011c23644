"""What does the credential look like on paper?

One A4 sheet in both languages, with a code that leads to the page that verifies it. The print proves nothing
(DESIGN section 2: the PDF is only its print); the assumptions that acted are on it all the same.
"""

from collections.abc import Sequence
from typing import cast

import segno
from fpdf import FPDF
from fpdf.enums import Align, MethodReturnValue, WrapMode, XPos, YPos

from certification.award import Award
from certification.credential import Issuer
from certification.sheet import Sheet, sheet
from certification.typeface import FAMILY, Unprintable, embed, unprintable
from certification.wording import Wording

WIDTH, HEIGHT = 297.0, 210.0
"""A4 landscape, in millimetres, as all lengths here."""
LEFT, TEXT_WIDTH = 24.0, 249.0
INK, GREY, ACCENT, PALE = (24, 32, 40), (96, 104, 112), (20, 92, 106), (228, 232, 235)
QR_SIDE = 34.0
QUIET_MODULES = 4
"""ISO/IEC 18004: white modules around a QR code."""
NAME_SIZES = (30, 26, 22, 18, 14)
NOTE_SIZES = (7.5, 7.0, 6.5, 6.0)
LEADING = 0.5
"""Line height in millimetres for each point of size."""
NOTE_TOP, NOTE_BOTTOM, NOTE_WIDTH = 150.0, 196.0, 200.0


def certificate(award: Award, issuer: Issuer, address: str, wording: Wording, font: bytes) -> bytes | Unprintable:
    """Print an award as PDF; equal input gives equal bytes.

    Args:
        award: What was proven.
        issuer: Who awards.
        address: URL of the page that verifies this credential.
        wording: The sentences of `content/credential.yaml`.
        font: A TrueType font with Chinese, or a collection of such.

    Returns:
        The PDF, or why there is none, e.g. `glyph_missing` with the characters.
    """
    page = sheet(award, issuer, address, wording)
    fault = unprintable(font, page.texts())
    if fault is not None:
        return fault
    pdf = FPDF(orientation="landscape", unit="mm", format="A4")
    pdf.set_creation_date(award.awarded_at)
    pdf.set_title(f"{page.heading.zh} / {page.heading.en}")
    pdf.set_lang("zh-CN")
    embed(pdf, font)
    pdf.set_auto_page_break(auto=False)
    pdf.add_page()
    size = _name_size(pdf, page.name)
    if size is None:
        return Unprintable(code="name_too_long", params={"name": page.name})
    _frame(pdf, page)
    _body(pdf, page, size)
    _code(pdf, page)
    _notes(pdf, page)
    return bytes(pdf.output())


def _name_size(pdf: FPDF, name: str) -> int | None:
    for size in NAME_SIZES:
        pdf.set_font(FAMILY, size=size)
        if pdf.get_string_width(name) <= TEXT_WIDTH:
            return size
    return None


def _frame(pdf: FPDF, page: Sheet) -> None:
    """Draw the border and, on a demo, the mark nobody can overlook: behind the text and above it."""
    pdf.set_draw_color(*ACCENT)
    for inset, width in ((8.0, 1.2), (10.5, 0.3)):
        pdf.set_line_width(width)
        pdf.rect(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset)
    if page.demo is None:
        return
    mark, note = page.demo
    pdf.set_text_color(*PALE)
    pdf.set_font(FAMILY, size=110)
    words = f"{mark.zh} {mark.en}"
    with pdf.rotation(24, WIDTH / 2, HEIGHT / 2):
        pdf.text((WIDTH - pdf.get_string_width(words)) / 2, HEIGHT / 2 + 14, words)
    pdf.set_text_color(*ACCENT)
    pdf.set_font(FAMILY, size=9)
    label = f"{words}  {note.zh} / {note.en}"
    width = pdf.get_string_width(label) + 6
    pdf.set_line_width(0.3)
    pdf.rect(WIDTH - 14 - width, 13.5, width, 7)
    pdf.text(WIDTH - 11 - width, 18.4, label)


def _line(pdf: FPDF, text: str, size: float, color: tuple[int, int, int]) -> None:
    """Set one centred line, shrunk where it is wider than the sheet."""
    pdf.set_font(FAMILY, size=size)
    width = pdf.get_string_width(text)
    if width > TEXT_WIDTH:
        size *= TEXT_WIDTH / width * 0.99
        pdf.set_font(FAMILY, size=size)
    pdf.set_text_color(*color)
    pdf.set_x(LEFT)
    pdf.cell(TEXT_WIDTH, size * 0.52, text, align=Align.C, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _body(pdf: FPDF, page: Sheet, name_size: int) -> None:
    pdf.set_y(23)
    _line(pdf, page.heading.zh, 26, ACCENT)
    _line(pdf, page.heading.en, 13, ACCENT)
    pdf.ln(5)
    _line(pdf, f"{page.holder.zh}  {page.holder.en}", 10, GREY)
    pdf.ln(1)
    _line(pdf, page.name, name_size, INK)
    pdf.ln(2)
    _line(pdf, page.statement.zh, 11, GREY)
    _line(pdf, page.statement.en, 9.5, GREY)
    pdf.ln(2)
    _line(pdf, page.level.zh, 22, INK)
    _line(pdf, page.level.en, 12, INK)
    pdf.ln(4)
    for fact in page.facts:
        _line(pdf, f"{fact.zh}    {fact.en}", 9.5, INK)
        pdf.ln(0.8)


def _code(pdf: FPDF, page: Sheet) -> None:
    """Draw the QR code as vectors, with its quiet zone."""
    modules = segno.make(page.address, error="m", micro=False).matrix
    side = QR_SIDE / (len(modules) + 2 * QUIET_MODULES)
    left, top = WIDTH - 18 - QR_SIDE, NOTE_TOP - 2
    pdf.set_fill_color(255, 255, 255)
    pdf.rect(left, top, QR_SIDE, QR_SIDE, style="F")
    pdf.set_fill_color(0, 0, 0)
    for row, line in enumerate(modules):
        for column, dark in enumerate(line):
            if dark:
                x, y = left + (column + QUIET_MODULES) * side, top + (row + QUIET_MODULES) * side
                pdf.rect(x, y, side, side, style="F")
    pdf.set_text_color(*GREY)
    pdf.set_font(FAMILY, size=8)
    pdf.set_xy(left - 8, top + QR_SIDE)
    pdf.cell(QR_SIDE + 16, 4, f"{page.scan.zh} {page.scan.en}", align=Align.C)
    pdf.set_xy(left - 6, top + QR_SIDE + 4)
    pdf.set_font(FAMILY, size=5.5)
    pdf.multi_cell(QR_SIDE + 12, 2.4, page.address, align=Align.C)


def _notes(pdf: FPDF, page: Sheet) -> None:
    """Set the assumptions beside the code, or on a second page where they are too many to be read there."""
    pdf.set_text_color(*GREY)
    for size in NOTE_SIZES:
        pdf.set_font(FAMILY, size=size)
        lines = _note_lines(pdf, page, NOTE_WIDTH)
        if sum(_height(pdf, *line) for line in lines) <= NOTE_BOTTOM - NOTE_TOP:
            pdf.set_y(NOTE_TOP)
            _set_lines(pdf, lines, LEFT - 6, NOTE_WIDTH)
            return
    pdf.add_page()
    _frame(pdf, page)
    pdf.set_auto_page_break(auto=True, margin=18)
    number = page.facts[-1]
    pdf.set_text_color(*GREY)
    pdf.set_font(FAMILY, size=9)
    pdf.set_y(26)
    head = (f"{page.name}  {number.zh}  {number.en}", WrapMode.WORD)
    _set_lines(pdf, (head, *_note_lines(pdf, page, TEXT_WIDTH)), LEFT, TEXT_WIDTH)


def _note_lines(pdf: FPDF, page: Sheet, width: float) -> tuple[tuple[str, WrapMode], ...]:
    """Put both languages on one line where they fit; else Chinese, which may break anywhere, above English."""
    lines: list[tuple[str, WrapMode]] = []
    for note in page.notes:
        whole = f"{note.zh}  {note.en}"
        if pdf.get_string_width(whole) < width - 2 * pdf.c_margin:
            lines.append((whole, WrapMode.WORD))
        else:
            lines += [(note.zh, WrapMode.CHAR), (note.en, WrapMode.WORD)]
    return tuple(lines)


def _height(pdf: FPDF, text: str, wrap: WrapMode) -> float:
    height = MethodReturnValue.HEIGHT
    room = pdf.multi_cell(NOTE_WIDTH, pdf.font_size_pt * LEADING, text, dry_run=True, output=height, wrapmode=wrap)
    return cast("float", room)


def _set_lines(pdf: FPDF, lines: Sequence[tuple[str, WrapMode]], left: float, width: float) -> None:
    for text, wrap in lines:
        pdf.set_x(left)
        leading = pdf.font_size_pt * LEADING
        pdf.multi_cell(width, leading, text, align=Align.L, wrapmode=wrap, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
