from pathlib import Path

import pytest

from simulator.reading.lexicon import digest_of, parse_rules

GOOD = """
classes:
  hello: '您好|你好'
rules:
- act: greet
  any: ['^(?:{hello})']
slots:
- name: scope
  nouns: ['范围']
"""


def codes(text: str) -> list[str]:
    return [one.code for one in parse_rules({"zh.yaml": text}, tried=True)[1]]


def test_a_whole_lexicon_makes_rules() -> None:
    rules, problems = parse_rules({"zh.yaml": GOOD})
    assert problems == ()
    assert rules is not None
    assert [rule.act for rule in rules.rules] == ["greet"]
    assert [slot.name for slot in rules.slots] == ["scope"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("rules: [", "yaml_syntax"),
        ("- 1", "not_a_mapping"),
        ("ruled: []", "unknown_section"),
        ("rules:\n- act: greet\n  any: ['您好']\n  scop: clause", "unknown_field"),
        ("rules:\n- act: greet", "missing_field"),
        ("rules:\n- act: greet\n  any: ['您好']\n  scope: page", "bad_value"),
        ("rules:\n- act: greet\n  any: ['{nobody}']", "unknown_class"),
        ("rules:\n- act: greet\n  any: ['{hello2}']", "unknown_class"),
        ("rules:\n- act: greet\n  any: ['{Hello}']", "unknown_class"),
        ("classes:\n  hello2: '您好'", "bad_value"),
        ("rules:\n- act: greet\n  any: ['(您好']", "bad_pattern"),
        ("rules:\n- act: greet\n  any: ['您好，']", "pattern_not_plain"),
        ("pairs:\n- ['們', '们们']", "uneven_pair"),
        ("concepts:\n  part: cable USB", "pattern_not_plain"),
    ],
)
def test_each_mistake_of_an_author_is_named(text: str, code: str) -> None:
    assert code in codes(text)


def test_all_mistakes_are_reported_with_their_lines() -> None:
    rules, problems = parse_rules({"zh.yaml": "rules:\n- act: greet\n- act: thank\n  any: ['(']\n"}, tried=True)
    assert rules is None
    assert [(one.line, one.code) for one in problems] == [(2, "missing_field"), (3, "bad_pattern")]


def test_the_digest_changes_with_any_text() -> None:
    assert digest_of({"a": "1"}) != digest_of({"a": "2"})
    assert digest_of({"a": "1"}) != digest_of({"b": "1"})


def test_a_word_stands_for_what_its_kin_stands_for() -> None:
    rules, problems = parse_rules({"en.yaml": "concepts:\n  org: depot branch 网点\n  part: branch\n"})
    assert problems == ()
    assert rules is not None
    assert rules.concepts.words["branch"] == ("org", "part")
    both = [rules.concepts.sequence(text, han=False)[0] for text in ("the depots", "the branch")]
    assert both == [["the", "<org>"]] * 2
    assert rules.concepts.sequence("换depot", han=True) == (["换", "<org>"], {"org"})
    assert rules.concepts.sequence("换depotx", han=True)[1] == set()


def test_a_count_in_braces_is_no_class() -> None:
    assert codes("rules:\n- act: greet\n  any: ['您{1}好{0,2}呀{,3}啊{2,}']") == []


def test_a_broken_cue_is_reported_in_the_file_it_stands_in() -> None:
    texts = {"en.yaml": "cues:\n  condition: ['if']\n", "zh.yaml": "sense: {}\ncues:\n  condition: ['(如果']\n"}
    _, problems = parse_rules(texts, tried=True)
    assert [(one.source, one.line, one.code) for one in problems] == [("zh.yaml", 3, "bad_pattern")]


def test_what_ships_compiles(root: Path) -> None:
    folder = root / "simulator" / "content" / "lexicon"
    assert parse_rules({one.name: one.read_text("utf-8") for one in folder.glob("*.yaml")}, tried=True)[1] == ()
