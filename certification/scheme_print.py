"""How is a document of headings, paragraphs and tables set as PDF, in one language? Equal input gives equal bytes."""

from collections.abc import Sequence

from fpdf import FPDF
from fpdf.enums import TableBordersLayout

from certification.scheme_document import Chapter, Scheme
from certification.typeface import FAMILY, Unprintable, embed, unprintable

MARGIN = 20.0
"""Millimetres, as all lengths here."""
TITLE, HEADING, BODY, SMALL = 20.0, 13.0, 10.0, 9.0
"""Points."""
LEADING = 0.55
"""Line height in millimetres for each point of size."""
INK, GREY, ACCENT = (24, 32, 40), (96, 104, 112), (20, 92, 106)


def scheme_pdf(scheme: Scheme, font: bytes) -> bytes | Unprintable:
    """Set a document as PDF on A4 pages, numbered at the foot.

    Args:
        scheme: What it says.
        font: A TrueType font with Chinese, or a collection of such.

    Returns:
        The PDF, or why there is none, e.g. `glyph_missing` with the characters.
    """
    fault = unprintable(font, scheme.texts())
    if fault is not None:
        return fault
    pdf = _Numbered(orientation="portrait", unit="mm", format="A4")
    pdf.set_creation_date(scheme.at)
    pdf.set_title(scheme.title)
    pdf.set_lang(scheme.lang)
    embed(pdf, font)
    pdf.set_margins(MARGIN, MARGIN, MARGIN)
    pdf.set_auto_page_break(auto=True, margin=MARGIN)
    pdf.add_page()
    _text(pdf, scheme.title, TITLE, ACCENT)
    for one in scheme.lead:
        _text(pdf, one, SMALL, GREY)
    for chapter in scheme.chapters:
        _chapter(pdf, chapter)
    return bytes(pdf.output())


class _Numbered(FPDF):
    def footer(self) -> None:
        """Put the number of the page at its foot."""
        self.set_y(-MARGIN / 2)
        self.set_font(FAMILY, size=SMALL)
        self.set_text_color(*GREY)
        self.cell(0, SMALL * LEADING, f"{self.page_no()}", align="C")


def _text(pdf: FPDF, text: str, size: float, colour: tuple[int, int, int]) -> None:
    pdf.set_font(FAMILY, size=size)
    pdf.set_text_color(*colour)
    pdf.multi_cell(0, size * LEADING, text, new_x="LMARGIN", new_y="NEXT", align="L")


def _chapter(pdf: FPDF, chapter: Chapter) -> None:
    pdf.ln(4)
    if pdf.get_y() > pdf.h - MARGIN - 30:  # no heading alone at the foot of a page
        pdf.add_page()
    _text(pdf, chapter.heading, HEADING, ACCENT)
    pdf.ln(1)
    for one in chapter.paragraphs:
        _text(pdf, one, BODY, INK)
        pdf.ln(1)
    if chapter.rows:
        _table(pdf, chapter.rows, chapter.widths)


def _table(pdf: FPDF, rows: Sequence[tuple[str, ...]], widths: tuple[int, ...]) -> None:
    pdf.set_font(FAMILY, size=SMALL)
    pdf.set_text_color(*INK)
    with pdf.table(
        col_widths=widths or None,
        first_row_as_headings=False,
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        line_height=SMALL * LEADING,
        padding=1,
        text_align="L",
    ) as table:
        for cells in rows:
            row = table.row()
            for cell in cells:
                row.cell(cell)
