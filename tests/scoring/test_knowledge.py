"""An article on a typical case has four sections, names the step that cured, and is published by others."""

from sla.timeline import Json
from tests.scoring.conftest import Row, Scored, added, changed, dropped, key_of, unclear, unmet

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
