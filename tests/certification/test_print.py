from datetime import timedelta
from io import BytesIO

import pytest
import segno
from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]  # fontTools carries no types
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]  # the same

from certification.credential import Issuer
from certification.keys import key_pair
from certification.print import certificate
from certification.sheet import sheet
from certification.typeface import Unprintable, missing_glyphs, usable
from mysterydesk.fonts import find_font
from policy.problem import Problem
from policy.text import Text
from tests.certification.issued import AWARDED, SEED, VERIFY_ADDRESS, award, issuer, wording
from tests.certification.pdf_text import lines, streams
from tests.conftest import absent

DEMO = issuer(key_pair(SEED))
REAL = Issuer(id="did:web:desk.example", name=Text(zh="某某服务台", en="Some Desk"))


@pytest.fixture(scope="module")
def font() -> bytes:
    found = find_font()
    if isinstance(found, Problem):
        absent(f"no font to print with: install {dict(found.params).get('package')}")
    return found


def printed(font: bytes, who: Issuer = DEMO, **changes: object) -> bytes:
    found = certificate(award(**changes), who, VERIFY_ADDRESS, wording(), font)
    assert isinstance(found, bytes), found
    return found


@pytest.fixture(scope="module")
def demo_pdf(font: bytes) -> bytes:
    """Print one demo credential for the tests that only read it."""
    return printed(font)


def pages(pdf: bytes) -> int:
    return pdf.count(b"/Type /Page\n")


def test_what_is_printed_can_be_read_out_again_in_both_languages(demo_pdf: bytes) -> None:
    text = "\n".join(lines(demo_pdf))
    for words in (
        "王芳",
        "初级·简版",
        "Junior, short form",
        "技术支持能力认证证书",
        "Certificate of Competence in Technical Support",
        "笔试 42 分 / 满分 50 分（及格线 40 分）",
        "84.5–88, 91, 84.5–88",
        "2026-03-02",
        "2028-03-01",
        "产品默认 A-pass-total",
        "assumed A-pass-total",
        "urn:uuid:3f0a4a7e-96d5-4f2b-8f3e-1a2b3c4d5e6f",
        "神秘客训练台",
    ):
        assert words in text


def test_a_demo_is_marked_and_a_real_credential_is_not(font: bytes, demo_pdf: bytes) -> None:
    title = Text(zh="初级", en="Junior level")
    assert "演示 DEMO" in lines(demo_pdf)
    text = "\n".join(lines(printed(font, REAL, title=title)))
    assert "演示" not in text
    assert "DEMO" not in text


def test_a_sheet_is_one_page_of_a4_landscape_with_its_font_inside(demo_pdf: bytes) -> None:
    assert demo_pdf.startswith(b"%PDF-")
    assert pages(demo_pdf) == 1
    assert b"/MediaBox [0 0 841.89 595.28]" in demo_pdf
    assert b"/FontFile2" in demo_pdf


def test_equal_awards_print_to_equal_bytes(font: bytes, demo_pdf: bytes) -> None:
    assert printed(font) == demo_pdf


def test_the_code_leads_to_the_page_that_verifies(demo_pdf: bytes) -> None:
    """The sheet has as many black squares as the code of the address has dark modules, on one white ground."""
    squares = next(one for one in streams(demo_pdf) if b" re f" in one).count(b" re f")
    dark = sum(map(sum, segno.make(VERIFY_ADDRESS, error="m", micro=False).matrix))
    assert squares == dark + 1


def test_a_name_the_font_cannot_write_is_refused_with_its_characters(font: bytes) -> None:
    found = certificate(award(holder_name="王\U0002a6d6🙂"), DEMO, VERIFY_ADDRESS, wording(), font)
    assert isinstance(found, Unprintable)
    assert found.code == "glyph_missing"
    assert found.params["codes"] == "U+1F642, U+2A6D6"


def test_a_long_name_is_set_smaller_and_an_endless_one_refused(font: bytes) -> None:
    long = "Maria Aurelia Constantina de la Santísima Trinidad Fernández y Ruiz de los Paños"
    assert long in lines(printed(font, holder_name=long))
    found = certificate(award(holder_name=long * 3), DEMO, VERIFY_ADDRESS, wording(), font)
    assert isinstance(found, Unprintable)
    assert found.code == "name_too_long"


def test_assumptions_beyond_the_room_of_the_sheet_go_to_a_second_page(font: bytes) -> None:
    (one,) = award().assumptions
    many = tuple(
        type(one)(id=f"A-{number}", text=Text(zh="很长的默认规则。" * 9, en="A long rule of ours. " * 6))
        for number in range(9)
    )
    pdf = printed(font, assumptions=many)
    assert pages(pdf) == 2
    text = "".join(lines(pdf)).replace(" ", "")
    assert all(f"assumedA-{number}]" in text for number in range(9))
    assert lines(pdf).count("演示 DEMO") == 2


def test_every_text_of_the_sheet_is_checked_against_the_font(font: bytes) -> None:
    page = sheet(award(), DEMO, VERIFY_ADDRESS, wording())
    assert missing_glyphs(font, page.texts()) == ()
    assert {"王芳", VERIFY_ADDRESS, "演示", "DEMO"} <= set(page.texts())


def test_the_dates_are_those_of_the_zone_the_award_was_made_in() -> None:
    page = sheet(award(valid_until=AWARDED + timedelta(days=365)), DEMO, VERIFY_ADDRESS, wording())
    assert any("2027-03-02" in fact.zh for fact in page.facts)


@pytest.mark.parametrize(
    "data", [b"", b"no font at all", b"ttcf" + bytes(30), b"\x00\x01\x00\x00\xff\xff" + bytes(40)]
)
def test_bytes_that_are_no_font_are_named_so(data: bytes) -> None:
    found = certificate(award(), DEMO, VERIFY_ADDRESS, wording(), data)
    assert isinstance(found, Unprintable)
    assert found.code in {"font_unreadable", "font_not_truetype"}


def test_a_font_that_may_not_be_embedded_is_refused() -> None:
    assert usable(small_font(rights=0)) is None
    found = usable(small_font(rights=2))
    assert found is not None
    assert found.code == "font_not_embeddable"


def small_font(rights: int) -> bytes:
    """Build a font of one letter with these embedding rights (OS/2 fsType)."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    empty = TTGlyphPen(None).glyph()
    builder.setupGlyf({".notdef": empty, "A": empty})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "A": (500, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Small", "styleName": "Regular"})
    builder.setupOS2(fsType=rights)
    builder.setupPost()
    target = BytesIO()
    builder.save(target)
    return target.getvalue()
