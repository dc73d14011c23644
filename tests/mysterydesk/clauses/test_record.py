"""What a clause wants in a record is missed there: parts of an archive or article, topics of a survey."""

# ruff: noqa: F811  a fixture that is imported is asked for by its name

import pytest

from scoring.finding import Finding
from scoring.scorecard import Scorecard
from tests.mysterydesk.clauses.conftest import Books
from tests.scoring.conftest import (  # noqa: F401  fixtures of scoring, asked for by name
    Row,
    Scored,
    added,
    desks,
    handbook,
    rubric,
    rubric_text,
    rules,
    scored,
    verdict,
)
from tests.scoring.test_manuals import Judge, good, judge, put  # noqa: F401  as above

WANTED: tuple[tuple[str, str, str, str, str], ...] = (
    ("ASC", "ASC-2.6.close", "ticket.archived", "closure_record", "process solution feedback"),
    ("NET", "NET-3.5.rec", "ticket.archived", "closure_record", "diagnosis solution result feedback"),
    ("ASC", "ASC-2.6.case", "kb.draft", "article_sections", "problem diagnosis solution"),
)
"""Manual, clause, what is written, the list of what it has to hold, and what that is; an empty one lacks it all."""
FIELD = {"ticket.archived": ("record_whole", "fields"), "kb.draft": ("article_sections", "sections")}


def lacking(card: Scorecard, code: str) -> list[str]:
    """Name what a finding says is missing."""
    found: list[Finding] = [one for one in card.findings if one.code == code and one.verdict == "not_met"]
    return [name for one in found for name in str(one.params.get("missing", "")).split()]


@pytest.mark.parametrize(("pack", "clause", "kind", "listed", "names"), WANTED)
def test_what_the_clause_wants_in_a_record_is_missed(  # noqa: PLR0913, PLR0917  columns of the table
    books: Books, judge: Judge, pack: str, clause: str, kind: str, listed: str, names: str
) -> None:
    code, field = FIELD[kind]
    assert lacking(judge(pack, put(kind, 0, **{field: []})), code) == names.split()
    for item in books[pack].lists[listed]:
        assert clause in item.basis or item.code not in names.split()


def test_an_article_lacks_each_section_that_the_clause_names(scored: Scored) -> None:
    """STD-5b.2.content."""
    draft: Row = (16.5, "trainee", "kb.draft", {"title": "x", "sections": {}})
    assert lacking(scored(added(draft)), "article_sections") == ["problem", "scene", "steps", "cautions"]


def test_a_survey_that_leaves_out_one_of_four_topics_is_found(judge: Judge) -> None:
    """DSK-9.3."""
    asked = ["响应速度", "现场服务质量", "服务态度"]
    assert verdict(judge("DSK", put("csat.asked", dimensions=asked)), "satisfaction_topics") == "not_met"
    all_four = put("csat.asked", dimensions=[*asked, "意见和建议"])
    assert verdict(judge("DSK", all_four), "satisfaction_topics") == "met"
