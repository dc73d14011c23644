"""An article on a typical case has four sections, names the step that cured, and is published by others."""

import pytest

from sla.timeline import Json
from tests.scoring.conftest import GOOD, Row, Scored, added, changed, dropped, key_of, unclear, unmet

CLAUSE = "STD-5b.2.content"
WRITTEN: dict[str, Json] = {
    "problem": "促销草稿不见了",
    "applies": "6.3 版",
    "steps": "先看筛选条件，再执行 clear_filter",
    "cautions": "别清空列表",
}


def drafted(**changes: str) -> tuple[Row, ...]:
    return added((15, "trainee", "kb.draft", {"title": "草稿不见", "sections": {**WRITTEN, **changes}}))


def test_a_whole_article_has_no_finding(scored: Scored) -> None:
    assert unmet(scored(drafted(), key_of(typical=True))) == {}


def test_a_blank_section_is_missing(scored: Scored) -> None:
    assert unmet(scored(drafted(cautions="无"), key_of(typical=True))) == {"article_sections": CLAUSE}
    nameless = changed("kb.draft", rows=drafted(), sections=None)
    assert unmet(scored(nameless, key_of(typical=True))) == {"article_sections": CLAUSE}


def test_the_steps_name_what_cured(scored: Scored) -> None:
    assert unmet(scored(drafted(steps="重启就好"), key_of(typical=True))) == {"article_steps": CLAUSE}
    other_words = scored(drafted(steps="请点一下清除筛选"), key_of(typical=True))
    assert (unmet(other_words), unclear(other_words)) == ({}, ["article_steps"])


def test_nobody_knows_the_step_where_nothing_cured(scored: Scored) -> None:
    key = key_of(typical=True)
    broken = dropped("state.changed", rows=drafted())
    assert "article_steps" not in unmet(scored(broken, key))
    elsewhere = changed("state.changed", rows=drafted(), cause="nightly_job")
    assert "article_steps" not in unmet(scored(elsewhere, key))
    assert "article_steps" not in unmet(scored(drafted(), key_of(typical=True, machine=None)))


def test_second_line_may_publish(scored: Scored) -> None:
    published: Row = (15, "trainee", "kb.published", {"article": ""})
    assert "article_rights" in unmet(scored(added(published)))
    assert "article_rights" not in unmet(scored(added(published), seat="T2"))


LIE = changed(
    "ticket.archived", fields={"description": "促销草稿777条不见了", "steps": "清除筛选", "feedback": "好了"}
)
WHOLE: Json = {"problem": "p", "applies": "p", "steps": "ZX 90417", "cautions": "p"}
JUNK: tuple[Json, ...] = (
    {"problem": "1", "applies": "", "steps": "x", "cautions": ""},
    {"problem": "无", "applies": "无", "steps": "重启就好", "cautions": "无"},
    WHOLE,
    {"problem": "a blank page", "applies": "all", "steps": "turn it off and on", "cautions": ""},
    {},
)


@pytest.mark.parametrize("typical", [True, False])
@pytest.mark.parametrize("sections", [*JUNK, WRITTEN])
def test_a_junk_article_never_raises_the_total(scored: Scored, sections: Json, typical: bool) -> None:  # noqa: FBT001  a parameter
    """A second fault does not make up for the first (VALIDITY G4)."""
    key = key_of(typical=typical)
    for rows in (GOOD, LIE):
        draft: Row = (14.5, "trainee", "kb.draft", {"title": "草稿", "sections": sections})
        bare, drafted_too = scored(rows, key), scored(added(draft, rows=rows), key)
        # On a typical case a draft with all its sections is more than none, though it does not tell what cured.
        if not typical or sections not in (WHOLE, WRITTEN):
            assert drafted_too.total <= bare.total


def test_a_good_article_on_a_case_that_asks_for_none_earns_nothing(scored: Scored) -> None:
    card = scored(drafted())
    assert not {one.code for one in card.findings} & {"article", "article_sections", "article_steps"}
    assert scored(LIE).total == scored(added(*(row for row in drafted() if row not in GOOD), rows=LIE)).total


def test_where_nobody_knows_whether_one_is_asked_for_it_is_judged(scored: Scored) -> None:
    codes = {one.code for one in scored(drafted(), key_of(typical=None)).findings}
    assert {"article", "article_sections", "article_steps"} <= codes


def test_a_draft_that_is_neither_whole_nor_tells_what_cured_is_no_article(scored: Scored) -> None:
    empty = drafted(applies="", cautions="", steps="重启就好")
    assert {"article", "article_sections", "article_steps"} == set(unmet(scored(empty, key_of(typical=True))))


def test_neither_article_nor_record_is_no_record_at_all(scored: Scored) -> None:
    """Else the article, a minor thing, would carry the weight of the whole record (decision 026)."""
    bare = unmet(scored(dropped("ticket.archived"), key_of(typical=True)))
    assert {"article", "archive_true"} <= set(bare)
    assert "archive_true" not in unmet(scored(dropped("ticket.archived"), key_of(typical=False)))
