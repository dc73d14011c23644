"""Reading authored YAML: plain data with lines, and nothing else, from anybody."""

from itertools import pairwise
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy import document as reading
from policy.document import Document, Plain, read_document
from policy.problem import Problems, as_data


def read(text: str) -> Document:
    document, problems = read_document(dedent(text), "a.yaml")
    assert problems == ()
    assert document is not None
    return document


def refused(text: str) -> list[tuple[int, str]]:
    document, problems = read_document(text, "a.yaml")
    assert document is None
    return [(one.line, one.code) for one in problems]


def test_values_keep_the_line_of_their_key() -> None:
    document = read(
        """\
        clocks:
          - name: response
            targets:
              L1: 30m
          - name: resolution
        """
    )
    assert document.line(("clocks", 0, "targets", "L1")) == 4
    assert document.line(("clocks", 0, "targets")) == 3
    assert document.line(("clocks", 1)) == 5


def test_a_missing_value_takes_the_line_of_what_should_hold_it() -> None:
    document = read("a:\n  b: {}\n")
    assert document.line(("a", "b", "c", "d")) == 2
    assert Document(source="x", value=None, lines={}).line(("a",)) == 0


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("30", 30),
        ("-4", -4),
        ("4.5", 4.5),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("yes", "yes"),
        ("on", "on"),
        ("30m", "30m"),
        ("0x10", "0x10"),
        ("1e9", "1e9"),
        (".inf", ".inf"),
        ("2026-03-10", "2026-03-10"),
        ("'30'", "30"),
        ('"true"', "true"),
        ("|\n  two\n  lines", "two\nlines\n"),
        ("9" * 19, "9" * 19),
        ("[]", []),
        ("{}", {}),
    ],
)
def test_plain_scalars_follow_the_core_schema(written: str, value: Plain) -> None:
    assert read(f"a: {written}\n").value == {"a": value}


def test_keys_are_words_whatever_they_look_like() -> None:
    assert read("1: a\ntrue: b\nnull: c\n").value == {"1": "a", "true": "b", "null": "c"}


def test_an_alias_repeats_a_value_at_its_own_line() -> None:
    document = read("a: &x [1, 2]\nb: *x\n")
    assert document.value == {"a": [1, 2], "b": [1, 2]}
    assert document.line(("b",)) == 2
    assert document.line(("b", 1)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, "not_a_mapping")]),
        ("- a\n", [(1, "not_a_mapping")]),
        ("words", [(1, "not_a_mapping")]),
        ("a: 1\na: 2\nb: {c: 1, c: 2}\n", [(2, "duplicate_key"), (3, "duplicate_key")]),
        ("a: !!python/object/apply:os.system [ls]\nb: !x 1\n", [(1, "tag_refused"), (2, "tag_refused")]),
        ("? [a]\n: 1\n", [(1, "key_not_text")]),
        ("? {a: 1}\n: 1\n? [b]\n: 2\n", [(1, "key_not_text"), (3, "key_not_text")]),
        ("a: *b\n", [(1, "unknown_alias")]),
        ("a: &x [*x]\n", [(1, "alias_bomb")]),
        ("a: 1\n---\nb: 2\n", [(2, "many_documents")]),
        ("a: [1\nb: 2\n", [(2, "yaml_syntax")]),
        ("a: 1\n\tb: 2\n", [(2, "yaml_syntax")]),
        ('a: "\\x00"\nb: "\\ud800"\n', [(1, "bad_character"), (2, "yaml_syntax")]),
        ("a: \x00\n", [(0, "yaml_syntax")]),
        ('a: "\\U00110000"\n', [(1, "yaml_syntax")]),
        ("a: " + "[" * 30, [(1, "too_deep")]),
    ],
)
def test_mistakes_and_attacks_are_problems_with_their_line(text: str, expected: list[tuple[int, str]]) -> None:
    assert refused(text) == expected


def test_a_text_longer_than_the_limit_is_not_parsed() -> None:
    assert refused("a" * (reading.MAX_CHARS + 1)) == [(0, "too_large")]


def test_more_values_than_the_limit_stop_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_NODES", 100)
    assert refused("- a\n" * 105) == [(100, "too_large")]


def test_aliases_do_not_unfold_beyond_the_limit() -> None:
    """Nine times nine times ... : ten lines that would be a billion values."""
    names = "abcdefghij"
    lines = ["a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    for before, name in pairwise(names):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")
    assert refused("\n".join(lines)) == [(5, "alias_bomb")]


def test_aliases_do_not_nest_beyond_the_limit() -> None:
    lines = ["k0: &a0 []"] + [f"k{at}: &a{at} [*a{at - 1}]" for at in range(1, 40)]
    assert refused("\n".join(lines)) == [(26, "alias_bomb")]


MARKS = list("a:- [],{}\"'\n?|>#\t\\~@`%&*!<\x00\ufeff\u2028\x85")
TOKENS = [
    "a: ",
    "- ",
    "&x ",
    "*x",
    "!!map ",
    "!x ",
    "\n  ",
    "? ",
    "%YAML 9.9\n",
    "%TAG",
    "---",
    "...",
    "<<: *x",
    "|9",
]
YAML_PIECES = st.sampled_from([*MARKS, *TOKENS, '"\\ud800"'])


@given(st.lists(YAML_PIECES, max_size=20).map("".join) | st.text(max_size=60))
def test_no_text_raises_and_none_is_silently_lost(text: str) -> None:
    document, problems = read_document(text, "a.yaml")
    assert (document is None) == bool(problems)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-999, 999) | st.text("abc 甲:#-", max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("xyz"), inner, max_size=3),
        max_leaves=12,
    )
)
def test_what_json_can_say_is_read_back_as_it_was(value: Plain) -> None:
    """JSON is a subset of YAML."""
    import json  # noqa: PLC0415  the oracle of this test alone

    assert read(json.dumps({"top": value}, ensure_ascii=False)).value == {"top": value}


def test_a_problem_is_ready_for_json() -> None:
    problems: Problems = read_document("a: *b\n", "a.yaml")[1]
    expected = {"source": "a.yaml", "line": 1, "code": "unknown_alias", "params": {"alias": "b"}}
    assert as_data(problems[0]) == expected
