"""What does the credential look like on paper?

One A4 sheet in both languages, with a code that leads to the page that verifies it. The print proves nothing
(DESIGN section 2: the PDF is only its print); the assumptions that acted are on it all the same.
"""

from dataclasses import dataclass
from typing import cast

import segno
from fpdf import FPDF
from fpdf.enums import Align, MethodReturnValue, XPos, YPos

from certification.award import Award
from certification.credential import Issuer
from certification.evidence import figure
from certification.typeface import FAMILY, Unprintable, embed, missing_glyphs, usable
from certification.wording import Wording
from policy.text import Text

WIDTH, HEIGHT = 297.0, 210.0
"""A4 landscape, in millimetres, as all lengths here."""
LEFT, TEXT_WIDTH = 24.0, 249.0
INK, GREY, ACCENT, PALE = (24, 32, 40), (96, 104, 112), (20, 92, 106), (228, 232, 235)
QR_SIDE = 34.0
QUIET_MODULES = 4
"""ISO/IEC 18004: white modules around a QR code."""
NAME_SIZES = (30, 26, 22, 18, 14)
NOTE_SIZES = (7.5, 7.0, 6.5, 6.0)
NOTE_TOP, NOTE_BOTTOM, NOTE_WIDTH = 150.0, 196.0, 200.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything that is set on the paper, already in words.

    Attributes:
        heading: Kind of document.
        holder: Words before the name.
        name: Name of the person.
        statement: Words before the level.
        level: Name of the level.
        facts: Paper, drills, period, issuer, number.
        notes: Assumptions with their badges, and what the print is worth.
        demo: Mark and note of a demo; None on the real thing.
        scan: Words under the code.
        address: What the code leads to.
    """

    heading: Text
    holder: Text
    name: str
    statement: Text
    level: Text
    facts: tuple[Text, ...]
    notes: tuple[Text, ...]
    demo: tuple[Text, Text] | None
    scan: Text
    address: str

    def texts(self) -> tuple[str, ...]:
        """List every text of the sheet, to be checked against the font."""
        pairs = (self.heading, self.holder, self.statement, self.level, self.scan, *self.facts, *self.notes)
        said = (*pairs, *(self.demo or ()))
        return (self.name, self.address, *(one.zh for one in said), *(one.en for one in said))


def sheet(award: Award, issuer: Issuer, address: str, wording: Wording) -> Sheet:
    """Put an award into the words of its print.

    Args:
        award: What was proven.
        issuer: Who awards; a demo issuer puts the demo mark on the sheet.
        address: URL of the page that verifies this credential.
        wording: The sentences of `content/credential.yaml`.
    """
    paper = award.paper
    scores = ", ".join(_span(drill.score_low, drill.score_high) for drill in award.drills)
    start, end = award.awarded_at.date().isoformat(), award.valid_until.date().isoformat()
    assumed = (wording.both("assumption", id=one.id, text=one.text) for one in award.assumptions)
    return Sheet(
        heading=wording.both("print_heading"),
        holder=wording.both("print_holder"),
        name=award.holder_name,
        statement=wording.both("print_statement", handbook=award.handbook_title),
        level=award.title,
        facts=(
            wording.both(
                "print_paper", points=figure(paper.points), total=figure(paper.total), cut=figure(paper.cut)
            ),
            wording.both("print_drills", count=len(award.drills), scores=scores),
            wording.both("print_period", start=start, end=end),
            wording.both("print_issuer", issuer=issuer.name),
            wording.both("print_number", id=award.id),
        ),
        notes=(*assumed, wording.both("print_subject")),
        demo=(wording.both("print_demo"), wording.both("print_demo_note")) if issuer.is_demo else None,
        scan=wording.both("print_verify"),
        address=address,
    )


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
    fault = usable(font)
    if fault is not None:
        return fault
    page = sheet(award, issuer, address, wording)
    missing = missing_glyphs(font, page.texts())
    if missing:
        codes = ", ".join(f"U+{ord(char):04X}" for char in missing)
        return Unprintable(code="glyph_missing", params={"characters": "".join(missing), "codes": codes})
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


def _span(low: float, high: float) -> str:
    return figure(low) if low == high else f"{figure(low)}–{figure(high)}"


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
    text = "\n".join(f"{note.zh}  {note.en}" for note in page.notes)
    pdf.set_text_color(*GREY)
    for size in NOTE_SIZES:
        pdf.set_font(FAMILY, size=size)
        height = MethodReturnValue.HEIGHT
        room = pdf.multi_cell(NOTE_WIDTH, size * 0.5, text, dry_run=True, output=height, align=Align.L)
        if cast("float", room) <= NOTE_BOTTOM - NOTE_TOP:
            pdf.set_xy(LEFT - 6, NOTE_TOP)
            pdf.multi_cell(NOTE_WIDTH, size * 0.5, text, align=Align.L)
            return
    pdf.set_auto_page_break(auto=True, margin=16)
    pdf.add_page()
    pdf.set_font(FAMILY, size=9)
    pdf.set_xy(LEFT, 20)
    pdf.multi_cell(TEXT_WIDTH, 5, text, align=Align.L)
