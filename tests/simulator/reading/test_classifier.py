"""What does the second stage of reading find, and what may it never do?"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from policy.text import Lang
from simulator.reading.corpus import ACTS, FAULTS, LABELS, Utterance, kin_groups, parse_corpus
from simulator.reading.model import NEVER, Model, model_from_bytes, model_to_bytes
from simulator.reading.read import read_anew
from simulator.reading.reading import Act, Reading, Second, as_data
from simulator.reading.report import marked, report
from simulator.reading.rules import Rules
from simulator.reading.stored import reading_from
from simulator.reading.train import samples_of, train
from simulator.reading.understood import as_understood
from tests.simulator.reading.figures import shipped_rules

FOREIGN = (
    "flurbish the wimple",
    "flurbish the gadger",
    "flurbish every wimple",
    "we flurbish wimples",
    "flurbish it",
)
"""Words that no rule knows: what is found in them, the classifier found."""

SMALL: tuple[Utterance, ...] = tuple(
    Utterance(text=text, lang="en", labels=frozenset(labels))
    for text, labels in (
        *((f"{words} {ending}", {"give_solution"}) for words in FOREIGN for ending in ("now", "at noon", "slowly")),
        *(
            (f"the wimple was {colour} in {year}", set[str]())
            for colour in ("red", "blue", "grey")
            for year in "12345"
        ),
        *((f"{name} likes a gadger", set[str]()) for name in ("ann", "bob", "cid", "dee", "eve", "fay")),
    )
)


@pytest.fixture(scope="module")
def rules(root: Path) -> Rules:
    return shipped_rules(root)


@pytest.fixture(scope="module")
def model(rules: Rules) -> Model:
    return train(samples_of(SMALL, rules), "small")


@pytest.fixture(scope="module")
def both(rules: Rules, model: Model) -> Rules:
    return replace(rules, model=model)


def found(text: str, rules: Rules, lang: Lang = "en") -> list[str]:
    reading = read_anew(text, lang, rules)
    assert reading.second is not None
    return [act.label for act in reading.second.acts]


def test_the_classifier_finds_what_no_rule_knows_and_says_that_it_was_the_classifier(both: Rules) -> None:
    reading = read_anew("Hello Susan, flurbish the wimple now", "en", both)
    assert [(act.name, act.source) for act in reading.acts] == [("greet", "rule")]
    assert reading.second is not None
    assert [(act.name, act.source) for act in reading.second.acts] == [("give_solution", "model")]
    assert reading.second.acts[0].quote == "flurbish the wimple now"
    assert [act.name for act in reading.understood] == ["greet", "give_solution"]


@pytest.mark.parametrize(
    "text",
    [
        'The label says "flurbish the wimple now".',
        "If it rains, flurbish the wimple now.",
        "The customer said flurbish the wimple now.",
        "OK",
        "",
    ],
)
def test_guards_hold_for_the_classifier_too(text: str, both: Rules) -> None:
    assert found(text, both) == []


def test_where_a_rule_finds_an_act_the_classifier_adds_none_of_the_same(both: Rules) -> None:
    reading = read_anew("Please restart the router, then flurbish the wimple now.", "en", both)
    assert reading.has("give_solution")
    assert reading.second is not None
    assert [act.name for act in reading.second.acts] == []


def test_what_rules_found_is_the_same_with_and_without_a_classifier(rules: Rules, both: Rules) -> None:
    for one in SMALL[::4]:
        alone, second = read_anew(one.text, "en", rules), read_anew(one.text, "en", both)
        assert alone.second is None
        assert replace(second, second=None, engine=alone.engine) == alone
        assert second.engine != alone.engine


def test_a_probability_near_its_threshold_is_unsure_and_finds_nothing(rules: Rules, model: Model) -> None:
    text, index = "flurbish the wimple now", LABELS.index("give_solution")
    outcomes = set()
    for least in range(0, 1101, 10):
        thresholds = np.full(len(LABELS), NEVER, dtype=np.int32)
        thresholds[index] = least
        en = replace(model.weights["en"], least=thresholds)
        trained = replace(model, weights={**model.weights, "en": en})
        second = read_anew(text, "en", replace(rules, model=trained)).second
        assert second is not None
        outcomes.add((bool(second.acts), second.wavering))
        assert not (second.acts and second.wavering)
    assert outcomes == {(True, ()), (False, ("give_solution",)), (False, ())}


def test_training_gives_the_same_bytes_and_they_can_be_read_back(rules: Rules, model: Model) -> None:
    data = model_to_bytes(model)
    assert data == model_to_bytes(train(samples_of(SMALL, rules), "again"))
    back = model_from_bytes(data, "small")
    assert back is not None
    assert model_to_bytes(back) == data
    assert all(one.dtype.kind == "i" for one in (back.weights["en"].grams, back.weights["en"].slope))


@pytest.mark.parametrize("data", [b"", b"PK nothing", b"\x80\x04]\x94."])
def test_what_is_no_model_is_not_read(data: bytes) -> None:
    assert model_from_bytes(data, "x") is None


def test_what_a_rule_found_against_all_likelihood_is_in_dispute_and_the_message_unsure(
    rules: Rules, model: Model
) -> None:
    text, index = "Please restart the router.", LABELS.index("give_solution")
    doubted = np.zeros(len(LABELS), dtype=np.int32)
    doubted[index] = NEVER
    en = replace(model.weights["en"], doubted=doubted)
    disputing = replace(rules, model=replace(model, weights={**model.weights, "en": en}))
    reading = read_anew(text, "en", disputing)
    assert reading.has("give_solution")
    assert reading.second is not None
    assert reading.second.disputed == ("give_solution",)
    assert "give_solution" not in {act.label for act in reading.understood}
    assert as_understood("a", reading)["unsure"] is True
    assert reading_from(json.loads(json.dumps(as_data(reading)))) == reading


def test_a_strict_label_that_reaches_no_precision_is_never_found(rules: Rules) -> None:
    noise = tuple(
        Utterance(text=f"{word} gadger {n}", lang="en", labels=frozenset(() if n % 3 else {"blame_shift"}))
        for n, word in enumerate(("tip", "tap", "top", "tup") * 9)
    )
    weights = train(samples_of(noise, rules), "noise").weights["en"]
    assert weights.least[LABELS.index("blame_shift")] == NEVER


def test_a_reading_with_a_second_stage_is_stored_without_floats_and_comes_back(both: Rules) -> None:
    reading = read_anew("flurbish the wimple now", "en", both)
    written = json.dumps(as_data(reading))
    assert "." not in written
    assert reading_from(json.loads(written)) == reading


def test_readings_from_before_the_classifier_are_stored_and_replayed_as_they_were(rules: Rules) -> None:
    data = json.loads(json.dumps(as_data(read_anew("Hello, which version is it?", "en", rules))))
    assert "second" not in data
    assert all(set(row) == {"name", "slot", "quote", "start", "end"} for row in data["acts"])
    assert reading_from(data).second is None


def test_understood_is_unsure_where_the_classifier_wavers_or_nearly_found_something() -> None:
    alone = Reading(lang="en", acts=(), times=(), unsure=True, engine="e")
    assert as_understood("a", alone)["unsure"] is True
    assert as_understood("a", replace(alone, second=Second()))["unsure"] is False
    assert as_understood("a", replace(alone, second=Second(faint=True)))["unsure"] is True
    assert as_understood("a", replace(alone, second=Second(wavering=("rude",))))["unsure"] is True
    asked = Act(name="ask", slot="scope", quote="how many", start=0, end=8, source="model")
    acts = as_understood("a", replace(alone, second=Second(acts=(asked,))))["acts"]
    assert acts == [{"act": "ask:scope", "slot": "scope", "evidence": "how many"}]


def test_a_corpus_names_every_line_that_cannot_be_used() -> None:
    lines = (
        '{"text": "Hello", "lang": "en", "labels": ["greet"]}',
        "{",
        '{"text": "", "lang": "en", "labels": []}',
        '{"text": "Bye", "lang": "en", "labels": ["good_bye"]}',
        '{"text": "Hello", "lang": "en", "labels": []}',
        '{"text": "' + "x" * 5000 + '", "lang": "en", "labels": []}',
    )
    kept, problems = parse_corpus({"a.jsonl": "\n".join(lines)})
    assert [one.text for one in kept] == ["Hello"]
    assert [(one.line, one.code) for one in problems] == [
        (2, "not_json"),
        (3, "not_a_message"),
        (4, "unknown_label"),
        (5, "labelled_twice"),
        (6, "too_long"),
    ]


def test_the_shipped_corpus_is_whole_and_holds_every_label_in_both_languages(root: Path) -> None:
    files = {one.name: one.read_text("utf-8") for one in (root / "simulator/content/corpus").glob("*.jsonl")}
    kept, problems = parse_corpus(files)
    assert problems == ()
    assert len(kept) >= 4_000
    for lang in ("zh", "en"):
        assert {label for one in kept if one.lang == lang for label in one.labels} == set(LABELS)


def test_near_duplicates_stand_in_one_group() -> None:
    assert kin_groups(["restart the router please", "which floor", "restart the router please!", "restart"]) == (
        0,
        1,
        0,
        3,
    )


def test_labels_are_those_of_the_guide(shared: Path) -> None:
    guide = (shared / "simulation/ACTS.md").read_text("utf-8")
    assert all(f"**{label}**" in guide for label in LABELS)
    assert all(f"**{act}** (fault" in guide for act in FAULTS)
    assert len(ACTS) == 27


def test_a_report_counts_what_was_right_wrong_and_missed() -> None:
    hello = Act(name="greet", slot="", quote="hi", start=0, end=2)
    reading = Reading(lang="en", acts=(hello,), times=(), unsure=False, engine="e")
    entries = report(
        [
            marked("en", ["greet", "thank"], reading),
            marked("en", ["thank"], replace(reading, unsure=True)),
        ]
    )
    total = entries[-1]
    assert total["n"] == 2
    assert total["micro"] == {"precision": 0.5, "recall": 0.3333, "f1": 0.4}
    assert total["macro_f1"] == 0.3333
    assert total["unsure"] == 0.5
    assert total["traps"] == {"n": 0, "right": 1.0}
    assert report([marked("en", [], reading), marked("en", [], replace(reading, acts=()))])[-1]["traps"] == {
        "n": 2,
        "right": 0.5,
    }


def test_a_report_tells_traps_by_their_kind() -> None:
    hello = Act(name="greet", slot="", quote="hi", start=0, end=2)
    reading = Reading(lang="en", acts=(hello,), times=(), unsure=False, engine="e")
    total = report(
        [
            marked("en", ["greet"], reading, "idiom"),
            marked("en", [], reading, "negation"),
            marked("en", ["thank"], replace(reading, acts=()), "negation"),
            marked("en", ["thank"], reading),
        ]
    )[-1]
    assert total["trap_kinds"] == {"idiom": {"n": 1, "right": 1.0}, "negation": {"n": 2, "right": 0.5}}


def test_near_duplicates_of_two_files_are_kept_with_the_first_of_them(rules: Rules) -> None:
    line = '{{"text": "{}", "lang": "en", "labels": []}}'
    kept, _ = parse_corpus(
        {
            "a.jsonl": line.format("flurbish the wimple please"),
            "b.jsonl": "\n".join((line.format("flurbish the wimple please!"), line.format("ann likes a gadger"))),
        }
    )
    assert [one.source for one in kept] == ["a.jsonl", "b.jsonl", "b.jsonl"]
    assert [one.source for one in samples_of(kept, rules)] == ["a.jsonl", "a.jsonl", "b.jsonl"]
