"""Written work: what a fair reader says of documents written before the scorer was tuned, and laws of its points."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.text import Lang
from scoring.written.document import LONGEST, Written
from scoring.written.kind import Kinds, parse_kinds
from scoring.written.read import Entry, read_written
from scoring.written.score import Sheet, label_of, score_written
from scoring.written.told import telling
from tests.scoring.conftest import Desks
from tests.scoring.written_set import BOOKS, documents, later

CONTENT = Path(__file__).resolve().parent.parent.parent / "scoring" / "content" / "written.yaml"
LANGS: tuple[Lang, ...] = ("zh", "en")


@pytest.fixture(scope="module")
def kinds() -> Kinds:
    parsed, problems = parse_kinds(CONTENT.read_text("utf-8"), "written.yaml")
    assert parsed is not None, problems
    return parsed


@pytest.fixture(scope="module")
def score(kinds: Kinds, desks: Desks) -> Any:
    """Score a document under the manual it names."""
    return lambda one: score_written(one.written, one.kind, one.references, kinds, desks[one.handbook][0])


def _labels(sheet: Sheet, verdict: str) -> dict[str, str]:
    return {label_of(one): one.params["reason"] for one in sheet.findings if one.verdict == verdict}


def _differs(sheet: Sheet, expected: Mapping[str, Any]) -> bool:
    found = {
        "verdict": sheet.verdict,
        "not_met": _labels(sheet, "not_met"),
        "not_judged": _labels(sheet, "not_judged"),
        "total": sheet.total[1],
    }
    return any(found[name] != wanted for name, wanted in expected.items())


@pytest.mark.parametrize("lang", LANGS)
def test_documents_come_out_as_a_fair_reader_says(lang: Lang, kinds: Kinds, score: Any) -> None:
    found = [(one, score(one), expected) for one, expected in documents(lang, kinds)]
    assert {one.kind.code for one, *_ in found} == {one.code for one in kinds.kinds}
    wrong = [
        (one.written.id, sheet.verdict, _labels(sheet, "not_met"), _labels(sheet, "not_judged"), expected)
        for one, sheet, expected in found
        if _differs(sheet, expected)
    ]
    assert wrong == []


def test_sections_written_after_the_tuning_come_out_too(kinds: Kinds, score: Any) -> None:
    good = {(lang, one.written.id): one for lang in LANGS for one, _ in documents(lang, kinds)}
    wrong = []
    for row in later():
        one = good["zh" if row["lang"] == "zh" else "en", row["of"]]
        sections = {**one.written.sections, row["section"]: row["text"]}
        sheet = score(replace(one, written=Written(id="later", sections=sections)))
        got = next((found.verdict for found in sheet.findings if label_of(found) == row["label"]), "none")
        either = {"not_judged"} if row["verdict"].endswith("?") else set()
        if got not in {row["verdict"].rstrip("?")} | either:
            wrong.append((row["text"], row["label"], got))
    assert wrong == []


@pytest.mark.parametrize("lang", LANGS)
def test_four_facts_turned_round_in_every_section_never_pass(lang: Lang, kinds: Kinds, score: Any) -> None:
    one = next(entry for entry, _ in documents(lang, kinds) if entry.written.id == "fault-good")
    facts = [fact.value for topic in ("since", "place", "symptom", "scope") for fact in one.references.of(topic)]
    gap = "。" if lang == "zh" else ". "
    turned = {section.code: gap.join(facts[at:] + facts[:at]) for at, section in enumerate(one.kind.sections)}
    assert score(replace(one, written=Written(id="heap", sections=turned))).verdict == "fail"


@pytest.mark.parametrize("lang", LANGS)
def test_points_add_up_and_quotes_stand_where_they_say(lang: Lang, kinds: Kinds, score: Any) -> None:
    for one, _ in documents(lang, kinds):
        sheet = score(one)
        assert sum(found.possible for found in sheet.findings) == pytest.approx(100)
        assert 0 <= sheet.total[0] <= sheet.total[1] <= 100.01
        for found in sheet.findings:
            for proof in found.evidence:
                assert one.written.sections[proof.section][proof.start : proof.end] == proof.quote


@pytest.mark.parametrize("lang", LANGS)
def test_all_facts_pasted_into_every_section_never_pass(lang: Lang, kinds: Kinds, score: Any) -> None:
    seen: set[str] = set()
    for one, expected in documents(lang, kinds):
        if one.kind.code in seen or expected.get("verdict") != "pass" or one.kind.code == "survey_form":
            continue
        seen.add(one.kind.code)
        topics = {topic for section in one.kind.sections for topic in section.carries}
        heap = ("。" if lang == "zh" else ". ").join(
            fact.value for fact in one.references.facts if fact.topic in topics
        )
        pasted = Written(id="heap", sections={section.code: heap for section in one.kind.sections})
        sheet = score(Entry(written=pasted, kind=one.kind, references=one.references, handbook=one.handbook))
        assert sheet.verdict == "fail", (one.kind.code, sheet.total)
    assert len(seen) == 11


@pytest.mark.parametrize("lang", LANGS)
def test_a_longer_way_of_saying_nothing_earns_nothing(lang: Lang, kinds: Kinds, score: Any) -> None:
    said = "我会认真负责地把这件事情处理到位。" if lang == "zh" else "I will take good care of it all with pleasure."
    for one in (entry for entry, expected in documents(lang, kinds) if expected.get("verdict") == "pass"):
        vague = Written(
            id="vague", sections={section.code: f"{said}{at}" for at, section in enumerate(one.kind.sections)}
        )
        sheet = score(Entry(written=vague, kind=one.kind, references=one.references, handbook=one.handbook))
        assert sheet.total[0] == 0
        assert sheet.verdict != "pass"


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("不是路由器的问题", "denied"),
        ("路由器没有坏", "told"),
        ("已排除路由器", "denied"),
        ("问题和路由器无关", "denied"),
        ("可能是路由器", "hedged"),
        ("是不是路由器？", "hedged"),
        ("不仅是路由器", "told"),
        ("路由器", "told"),
        ("交换机", "absent"),
    ],
)
def test_negation_in_chinese(text: str, manner: str) -> None:
    assert telling(text, (("路由器",),)).manner == manner


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("It was not the router.", "denied"),
        ("It isn't the router, but the cable.", "denied"),
        ("The router was ruled out.", "denied"),
        ("This has nothing to do with it: the router.", "told"),
        ("Perhaps the router did it.", "hedged"),
        ("Not only the router failed.", "told"),
        ("Is it the router?", "hedged"),
        ("The ROUTERS failed", "told"),
        ("a routerless net", "absent"),
    ],
)
def test_negation_in_english(text: str, manner: str) -> None:
    assert telling(text, (("router",),)).manner == manner


HOSTILE = st.text(max_size=300) | st.sampled_from(("<b>" * 60, "\u202e" * 90, "一" * 999, "1" * 999, "ａ１。" * 90))


@settings(max_examples=20)
@given(texts=st.lists(HOSTILE, min_size=4, max_size=4))
def test_no_text_breaks_the_scorer(texts: list[str], kinds: Kinds, score: Any) -> None:
    one = next(entry for entry, _ in documents("zh", kinds) if entry.kind.code == "kb_article")
    sections = {section.code: text for section, text in zip(one.kind.sections, texts, strict=True)}
    sheet = score(
        Entry(written=Written(id="x", sections=sections), kind=one.kind, references=one.references, handbook="STD")
    )
    assert sheet.verdict != "pass"


def _file(**changes: object) -> str:
    facts = [{"topic": "since", "value": "09:30", "kind": "time"}]
    whole = {
        "format": "written-work/1",
        "references": {"a": {"lang": "zh", "handbook": "SMO", "facts": facts}},
        "documents": [{"id": "d", "kind": "fault_report", "references": "a", "sections": {"time": "九点半"}}],
    }
    return json.dumps(whole | changes, ensure_ascii=False, indent=1)


def test_every_mistake_of_a_file_is_told_at_once_with_its_line(kinds: Kinds) -> None:
    bad = [
        {"id": "one", "kind": "poem", "references": "a", "sections": {}},
        {
            "id": "two",
            "kind": "fault_report",
            "references": "b",
            "sections": {"weather": "x", "time": "x" * (LONGEST + 1)},
        },
        {"id": "three", "kind": "fault_report", "references": "a", "sections": {"time": 930}},
    ]
    entries, problems = read_written(_file(documents=bad), "w.json", kinds, BOOKS)
    assert entries == ()
    codes = ["written_kind", "written_references", "written_section", "written_too_long", "wrong_type"]
    assert sorted(one.code for one in problems) == codes
    assert all(one.source == "w.json" and one.line > 0 for one in problems)


def test_a_megabyte_is_refused_and_what_was_expected_is_not_read(kinds: Kinds) -> None:
    assert [one.code for one in read_written("x" * 1_000_000, "w", kinds, BOOKS)[1]] == ["too_large"]
    told = [
        {
            "id": "d",
            "kind": "fault_report",
            "references": "a",
            "sections": {"time": "九点半"},
            "expected": {"verdict": "pass"},
        }
    ]
    with_it, _ = read_written(_file(documents=told), "w", kinds, BOOKS)
    without, problems = read_written(_file(), "w", kinds, BOOKS)
    assert not problems
    assert with_it == without


def test_the_desks_own_clause_counts_and_another_is_borrowed(kinds: Kinds, score: Any) -> None:
    one = next(entry for entry, _ in documents("zh", kinds) if entry.written.id == "article-good")
    bases = {
        book: {
            (found.clause, found.basis) for found in score(_under(one, book)).findings if found.code == "written_fact"
        }
        for book in ("STD", "ASC", "DSK")
    }
    assert bases["STD"] == {("STD-5b.2.content", "letter")}
    assert bases["ASC"] == {("ASC-2.6.case", "letter"), ("STD-5b.2.content", "borrowed")}
    assert bases["DSK"] == {("STD-5b.2.content", "borrowed")}


def _under(one: Entry, book: str) -> Entry:
    return Entry(written=one.written, kind=one.kind, references=one.references, handbook=book)
