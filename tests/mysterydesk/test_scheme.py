"""Does the scheme document say what is in force, in both languages, and own to what nobody has measured?"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from certification.scheme_document import Scheme
from certification.scheme_print import scheme_pdf
from certification.typeface import Unprintable
from mysterydesk.cli import app
from mysterydesk.errors import NotAllowed
from mysterydesk.exams import cuts, levels
from mysterydesk.exams.scheme import compiled, printed, scheme
from mysterydesk.fonts import find_font
from mysterydesk.i18n import translation
from mysterydesk.store.protocol import Store
from mysterydesk.store.sqlite import SqliteStore
from policy.problem import Problem
from policy.text import Lang
from tests.certification.pdf_text import lines
from tests.conftest import absent
from tests.mysterydesk.test_exams import person

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = SqliteStore(tmp_path / "desk.db")
    yield made
    made.close()


def said(told: Scheme) -> str:
    return "\n".join(told.texts())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("level", levels.LEVELS)
def test_everything_that_acts_is_in_it(store: Store, level: str, lang: Lang) -> None:
    plan, told = levels.plan_of(level), compiled(store, level, translation(lang), AT)
    text, book = said(told), levels.handbook()
    assert all(str(one) in text for one in plan.basis)
    assert all(found.text.in_lang(lang) in text for one, found in book.assumptions.items() if one in plan.basis)
    assert all(one.title.in_lang(lang) in text for one in plan.topics)
    assert (
        f"{levels.share_of(store, plan) * 100:.1f} %" in text or f"{levels.share_of(store, plan) * 100:.1f}%" in text
    )
    assert plan.digest in text
    assert book.digest in text
    assert len(told.chapters) == 13


def test_an_approved_cut_takes_the_place_of_the_assumed_one(store: Store) -> None:
    before = said(compiled(store, "senior", translation("en"), AT))
    assert "an assumption: no standard-setting session" in before
    body = {"share": 0.7412, "error": 0.021, "judges": 7, "session": "s1", "approved": ["a", "b"]}
    cuts.put_in_force(store, "senior", body, AT)
    after = said(compiled(store, "senior", translation("en"), AT))
    assert "The cut is 74.1 %, standard error 2.1 points, set by 7 judges" in after
    assert "an assumption: no standard-setting session" not in after


def test_what_nobody_has_measured_says_so(store: Store) -> None:
    text = said(compiled(store, "intermediate", translation("en"), AT))
    assert "Papers handed in: 0." in text
    assert "Reliability: not measured" in text
    assert "this version of the plan has not been simulated" in text


def test_the_simulation_of_this_very_plan_is_told(store: Store) -> None:
    assert "4000 simulated candidates" in said(compiled(store, "junior", translation("en"), AT))


@pytest.mark.parametrize(("lang", "words"), [("zh", "初级支持认证"), ("en", "Junior support certificate")])
def test_it_is_printed_with_text_that_can_be_read_out(store: Store, lang: Lang, words: str) -> None:
    if isinstance(find_font(), Problem):
        absent("no font with Chinese on this machine")
    told = compiled(store, "junior", translation(lang), AT)
    pdf = printed(told)
    text = "\n".join(lines(pdf))
    assert words in text
    assert "A-guard" in text
    assert pdf.count(b"/Type /Page\n") >= 2
    assert printed(told) == pdf, "equal input gives equal bytes"


def test_what_the_font_cannot_draw_is_named(store: Store) -> None:
    font = find_font()
    if isinstance(font, Problem):
        absent("no font with Chinese on this machine")
    told = compiled(store, "junior", translation("en"), AT)
    strange = Scheme(title="\U0001f600", lead=told.lead, chapters=told.chapters, lang="en", at=AT)
    found = scheme_pdf(strange, font)
    assert isinstance(found, Unprintable)
    assert (found.code, found.params["codes"]) == ("glyph_missing", "U+1F600")


def test_the_command_writes_the_file(tmp_path: Path, store: Store) -> None:
    if isinstance(find_font(), Problem):
        absent("no font with Chinese on this machine")
    out, place = tmp_path / "scheme.pdf", tmp_path / "desk.db"
    assert store.events.heads("exam/") is not None
    done = CliRunner().invoke(app, ["exam", "scheme", "--out", str(out), "--lang", "en", "--store", str(place)])
    assert done.exit_code == 0, done.output
    assert out.read_bytes().startswith(b"%PDF")
    wrong = CliRunner().invoke(app, ["exam", "scheme", "--out", str(out), "--store", str(tmp_path / "none.db")])
    assert wrong.exit_code == 1


@pytest.mark.parametrize("role", ["trainee", "qa", "admin"])
def test_others_do_not_get_it(store: Store, role: str) -> None:
    with pytest.raises(NotAllowed):
        scheme(store, person(store, "stranger", role), "junior", translation("en"), AT)
