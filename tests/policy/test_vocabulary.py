"""The vocabulary of events: what it says, and which events it lets through."""

from collections.abc import Mapping

import pytest

from policy.vocabulary import EventField, Vocabulary, parse_vocabulary, problems_of_event
from tests.policy.small import told

SMALL = """\
envelope: {cost_s: "number?"}
events:
  intake.set: {zh: "填写", en: "Filled", fields: {fields: table, display: "table?"}}
  call.held: {zh: "等候", en: "Held", fields: {seconds: "number?", live: "flag?", names: "texts?"}}
  csat.received: {zh: "评价", en: "Rating", schema: 2, fields: {value: scalar, more: "any?", text: "text?"}}
  sla.breached: {zh: "超限", en: "Breached", stored: false}
"""


def small() -> Vocabulary:
    vocabulary, problems = parse_vocabulary(SMALL, "events.yaml")
    assert problems == ()
    assert vocabulary is not None
    return vocabulary


def test_a_kind_has_words_version_and_fields() -> None:
    known = small()["csat.received"]
    assert known.kind == "csat.received"
    assert known.text.en == "Rating"
    assert known.schema == 2
    assert known.stored
    assert known.fields["value"] == EventField(type="scalar", required=True)
    assert known.fields["text"] == EventField(type="text", required=False)
    assert small()["sla.breached"].schema == 1


def test_the_envelope_belongs_to_every_kind() -> None:
    assert {"cost_s" in kind.fields for kind in small().values()} == {True}


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("intake.set", {"fields": {"symptom": "x"}}),
        ("intake.set", {"fields": {}, "display": None, "cost_s": 5}),
        ("call.held", {"seconds": 2.5, "live": False, "names": ["a"]}),
        ("call.held", {"names": ("a", "b")}),
        ("csat.received", {"value": 5, "more": [{"x": 1}]}),
        ("csat.received", {"value": "满意"}),
        ("csat.received", {"value": True}),
    ],
)
def test_a_right_event_has_no_problem(kind: str, fields: Mapping[str, object]) -> None:
    assert problems_of_event(small(), kind, fields) == ()


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("made.up", {}, ["made.up:0 unknown_event_kind"]),
        ("sla.breached", {}, ["sla.breached:0 derived_event"]),
        ("intake.set", {}, ["intake.set:0 missing_field"]),
        ("intake.set", {"fields": None}, ["intake.set:0 missing_field"]),
        ("intake.set", {"fields": {}, "colour": 1}, ["intake.set:0 unknown_field"]),
        ("intake.set", {"fields": "x"}, ["intake.set:0 wrong_type"]),
        ("call.held", {"seconds": True}, ["call.held:0 wrong_type"]),
        ("call.held", {"live": 1, "names": "ab"}, ["call.held:0 wrong_type", "call.held:0 wrong_type"]),
        ("call.held", {"names": [1]}, ["call.held:0 wrong_type"]),
        ("csat.received", {"value": [5], "text": 1}, ["csat.received:0 wrong_type", "csat.received:0 wrong_type"]),
    ],
)
def test_a_wrong_event_is_told_what_is_wrong(kind: str, fields: Mapping[str, object], expected: list[str]) -> None:
    assert told(problems_of_event(small(), kind, fields)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("events: [", ["v:1 yaml_syntax"]),
        ("kinds: {}\n", ["v:1 missing_field", "v:1 unknown_field"]),
        ('events:\n  a.b: {zh: "甲"}\n', ["v:2 missing_translation"]),
        ('events:\n  a.b:\n    zh: "甲"\n    en: "A"\n    fields: {x: colour}\n', ["v:5 unknown_value"]),
        ("events: {}\nenvelope:\n  wall: text\n", ["v:3 wrong_value"]),
        ('events: {}\nenvelope:\n  wall: "colour?"\n', ["v:3 unknown_value"]),
        ('events:\n  a.b: {zh: "甲", en: "A", schema: 0}\n', ["v:2 wrong_value"]),
    ],
)
def test_mistakes_of_its_author_are_told_with_their_line(text: str, expected: list[str]) -> None:
    vocabulary, problems = parse_vocabulary(text, "v")
    assert vocabulary is None
    assert told(problems) == expected
