import pytest

from certification.bank import shortfalls
from certification.bank_reading import parse_bank
from certification.blueprint import BANK
from tests.certification.exam import ITEM, PLAN, demo, found_in, shipped, shipped_files, std


def test_shipped_bank_holds_at_least_twice_what_the_demo_paper_asks_of_it() -> None:
    for cell in demo().cells:
        families = {one.family or one.id for one in shipped().active(cell.topic)}
        assert len(families) >= 2 * cell.sources.get(BANK, 0), cell.topic
    assert len(shipped().items) >= 34


def test_shipped_bank_covers_the_topics_that_people_write() -> None:
    """O3 and O4 are mostly generated; T, D, S and C are what the higher levels ask."""
    assert {one.topic for one in shipped().items} >= {"P1", "P2", "O1", "O2", "O5", "O6", "O7", "O8", "T3", "T4"}


def test_demo_paper_holds_twenty_items_in_the_cells_of_the_plan() -> None:
    asked = {cell.topic: cell.count for cell in demo().cells}
    assert asked == {"P1": 3, "O1": 1, "O2": 2, "O3": 4, "O4": 4, "O5": 2, "O6": 1, "O7": 1, "O8": 2}
    assert demo().total == 20
    assert demo().basis == ("STD-5.2.3.junior", "A-paper-pass", "A-paper-form", "A-short-ladder")


def test_shipped_items_are_natural_in_both_languages_and_end_as_questions_or_statements() -> None:
    for item in shipped().items:
        for text in (item.stem, item.explanation, *(one.text for one in item.options)):
            assert text.zh.strip() == text.zh
            assert text.en.strip() == text.en
        assert len({one.text.zh for one in item.options}) == len(item.options)
        assert item.stem.zh.endswith(("？", "）")), item.id
        assert item.stem.en.endswith(("?", ")")), item.id


def test_right_options_are_not_betrayed_by_being_the_longest() -> None:
    singles = [one for one in shipped().items if one.kind == "single"]
    longest = [one for one in singles if max(one.options, key=lambda option: len(option.text.zh)).id == one.key[0]]
    assert len(longest) <= 0.6 * len(singles)


def test_digest_follows_the_content_only() -> None:
    files = shipped_files()
    again, _ = parse_bank({f"x/{name}": f"# note\n{text}" for name, text in files.items()}, std())
    assert again is not None
    assert again.digest == shipped().digest


def test_a_small_bank_parses() -> None:
    bank, problems = parse_bank({"items.yaml": ITEM, "plan.yaml": PLAN}, std())
    assert problems == ()
    assert bank is not None
    assert [one.id for one in bank.items] == ["one"]
    assert bank.items[0].key == ("a",)


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("clauses: [STD-3.1.1]", "clauses: [STD-9.9]", 7, "unknown_clause"),
        ("clauses: [STD-3.1.1]", "clauses: [A-paper-pass]", 7, "unknown_clause"),
        ("clauses: [STD-3.1.1]", "clauses: []", 7, "empty_basis"),
        ("kind: single", "kind: sla", 5, "unknown_value"),
        ("kind: single", "kind: multiple", 16, "wrong_key_count"),
        ("kind: single", "kind: ordering", 16, "wrong_key_count"),
        ("key: [a]", "key: [a, b]", 16, "wrong_key_count"),
        ("key: [a]", "key: [z]", 16, "unknown_option"),
        ("topic: O1", "topic: channels", 6, "wrong_value"),
        ("topic: O1", "topic: X1", 6, "level_of_topic"),
        ("topic: O1", "topic: O1\n    level: senior", 6, "level_of_topic"),
        ("topic: O1", "topic: O1\n    level: emperor", 7, "unknown_value"),
        ("version: 1", "version: 0", 9, "wrong_value"),
        ("status: active", "status: done", 10, "unknown_value"),
        ('en: "Which one?"', 'en: "哪一个？"', 11, "not_translated"),
        ('en: "Which one?"', 'en: ""', 11, "missing_translation"),
        ('b: {zh: "乙", en: "Second"}', 'b: {zh: "甲", en: "Second"}', 14, "repeated_option"),
        ('b: {zh: "乙", en: "Second"}', 'b: {zh: "乙", en: "first"}', 14, "repeated_option"),
        ('c: {zh: "丙", en: "Third"}', 'c: {zh: "以上都对", en: "Third"}', 15, "position_in_option"),
        ('c: {zh: "丙", en: "Third"}', 'c: {zh: "丙", en: "All of the above"}', 15, "position_in_option"),
        ('c: {zh: "丙", en: "Third"}', 'c: {zh: "30分钟", en: "half"}', 11, "manual_not_named"),
        ('c: {zh: "丙", en: "Third"}', 'c: {zh: "丙", en: "2 hours"}', 11, "manual_not_named"),
        ('      c: {zh: "丙", en: "Third"}\n', "", 12, "wrong_option_count"),
        ("handbook: STD", "handbook: ASC", 2, "other_handbook"),
        ("format: items/1", "format: items/2", 1, "unknown_value"),
        ("    author: content\n", "", 4, "missing_field"),
        ("  - id: one", "  - sed: one", 4, "unknown_field"),
    ],
)
def test_a_mistake_in_an_item_is_told_with_its_line(old: str, new: str, line: int, code: str) -> None:
    assert old in ITEM
    assert ("items.yaml", line, code) in found_in({"items.yaml": ITEM.replace(old, new)})


def test_figures_are_free_of_the_manual_in_the_product_part_only() -> None:
    figures = ITEM.replace('c: {zh: "丙", en: "Third"}', 'c: {zh: "30天", en: "30 days"}')
    assert found_in({"items.yaml": figures.replace("topic: O1", "topic: P1")}) == []
    named = figures.replace("哪一个？", f"《{std().title.zh}》说的是哪一个？").replace(
        "Which one?", f"Which one is in the {std().title.en}?"
    )
    assert found_in({"items.yaml": named}) == []


def test_a_fact_that_the_catalogue_lacks_is_told_with_its_line() -> None:
    text = ITEM.replace("author: content", "facts: [TB-1, KB-2]\n    author: content")
    _, problems = parse_bank({"items.yaml": text}, std(), {"TB-1"})
    assert [(one.line, one.code, dict(one.params)["got"]) for one in problems] == [(8, "unknown_fact", "KB-2")]
    assert parse_bank({"items.yaml": text}, std(), {"TB-1", "KB-2"})[1] == ()


def test_a_level_may_be_named_when_it_is_the_topics_own() -> None:
    assert found_in({"items.yaml": ITEM.replace("topic: O1", "topic: O1\n    level: junior")}) == []


def test_a_multiple_item_needs_a_wrong_option() -> None:
    text = ITEM.replace("kind: single", "kind: multiple").replace("key: [a]", "key: [a, b, c]")
    assert found_in({"items.yaml": text}) == [("items.yaml", 16, "no_wrong_option")]
    assert found_in({"items.yaml": text.replace("[a, b, c]", "[a, c]")}) == []


def test_an_ordering_may_be_written_by_people() -> None:
    text = ITEM.replace("kind: single", "kind: ordering").replace("key: [a]", "key: [c, a, b]")
    assert found_in({"items.yaml": text}) == []


def test_all_files_are_read_before_anything_is_told() -> None:
    broken = ITEM.replace("topic: O1", "topic: x")
    found = found_in(
        {"a.yaml": "items: [", "b.yaml": broken, "c.yaml": "format: poem/1", "d.yaml": ITEM, "e.yaml": ITEM}
    )
    assert [(source, code) for source, _, code in found] == [
        ("a.yaml", "yaml_syntax"),
        ("b.yaml", "wrong_value"),
        ("c.yaml", "unknown_value"),
        ("e.yaml", "duplicate_id"),
    ]


def test_items_that_are_no_list_are_told() -> None:
    assert found_in({"x.yaml": "format: items/1\nhandbook: STD\nitems: 3"}) == [("x.yaml", 3, "wrong_type")]


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("handbook: STD", "handbook: NET", 3, "other_handbook"),
        ("level: junior_short", "level: emperor", 4, "unknown_level"),
        ("A-paper-pass]", "A-thin-air]", 10, "unknown_id"),
        ("sources: {bank: 1}", "sources: {bank: 2}", 9, "too_few_items"),
        ("sources: {bank: 1}", "sources: {oracle: 1}", 9, "unknown_source"),
        ("sources: {bank: 1}", "sources: {triage: 1}", 9, "unknown_source"),
        ("sources: {bank: 1}", "sources: {}", 9, "empty_list"),
        ("sources: {bank: 1}", "sources: {bank: 0}", 9, "wrong_value"),
        ("topic: O1", "topic: o1", 7, "wrong_value"),
    ],
)
def test_a_mistake_in_a_blueprint_is_told_with_its_line(old: str, new: str, line: int, code: str) -> None:
    assert old in PLAN
    assert ("plan.yaml", line, code) in found_in({"items.yaml": ITEM, "plan.yaml": PLAN.replace(old, new)})


def test_a_topic_stands_once_in_a_blueprint_and_a_blueprint_once_in_a_bank() -> None:
    cell = PLAN[PLAN.index("  - topic") : PLAN.index("basis")]
    twice = PLAN.replace(cell, cell + cell)
    assert found_in({"items.yaml": ITEM, "plan.yaml": twice}) == [("plan.yaml", 10, "duplicate_topic")]
    assert found_in({"i.yaml": ITEM, "a.yaml": PLAN, "b.yaml": PLAN}) == [("b.yaml", 2, "duplicate_id")]


def test_drafts_and_second_members_of_a_family_do_not_fill_a_cell() -> None:
    second = ITEM[ITEM.index("  - id") :].replace("id: one", "id: two")
    plan = PLAN.replace("{bank: 1}", "{bank: 2}")
    assert found_in({"i.yaml": ITEM + second, "p.yaml": plan}) == []
    draft = second.replace("status: active", "status: draft")
    assert found_in({"i.yaml": ITEM + draft, "p.yaml": plan}) == [("p.yaml", 9, "too_few_items")]
    kin = (ITEM + second).replace("topic: O1", "topic: O1\n    family: same")
    assert found_in({"i.yaml": kin, "p.yaml": plan}) == [("p.yaml", 9, "too_few_items")]


def test_shortfalls_of_another_bank_are_listed() -> None:
    small, _ = parse_bank({"items.yaml": ITEM}, std())
    assert small is not None
    codes = {one.code for one in shortfalls(small, demo())}
    assert codes == {"too_few_items", "unknown_source"}
    assert shortfalls(shipped(), demo()) == ()
