"""Other words, other writing, keywords, claims taken back, and what the customer tells (VALIDITY G6, G7, G12).

A small sample of each; the measured runs are `mysterydesk score validate`.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from scoring.validate.caught import Caught
from scoring.validate.customer_turns import Turn, customer_turns, distinct, spoken, unreleased
from scoring.validate.goals import Measured
from scoring.validate.keywords import abuse, gains
from scoring.validate.merged import merged
from scoring.validate.other_words import OtherWords, paraphrase, parse_other_words, retold
from scoring.validate.rewording import NEGATED, retellings, rewritten, taken_back, variants
from scoring.validate.sentences import Sentences
from scoring.validate.validate import Validation
from simulator.drill import Attempt
from simulator.repertoire import MOMENTS
from tests.scoring.conftest import LANGS, Pick, unmet

LEAST = 10


@pytest.fixture(scope="module")
def other(root: Path) -> OtherWords:
    text = (root / "scoring" / "content" / "validate" / "paraphrases.yaml").read_text("utf-8")
    read, problems = parse_other_words(text, "paraphrases.yaml")
    assert read is not None, problems
    return read


def said(attempt: Attempt) -> list[str]:
    return [str(one.fields["text"]) for one in attempt.events if one.kind == "agent.msg" and one.fields.get("text")]


def test_every_moment_has_ten_paraphrases_in_each_language(other: OtherWords) -> None:
    assert set(other.moments) <= set(MOMENTS)
    assert set(other.negated) <= set(NEGATED)
    for name, lines in other.moments.items():
        for lang in LANGS:
            assert len(set(lines[lang])) >= LEAST, (name, lang)


def test_paraphrases_are_read_with_their_mistakes() -> None:
    read, problems = parse_other_words("moments: {greet_intro: {zh: [], en: [a]}}\n", "p.yaml")
    assert read is None
    assert len(problems) >= 2
    assert parse_other_words("moments: [", "p.yaml")[0] is None


def test_a_retold_handling_says_other_words(other: OtherWords, pick: Pick) -> None:
    trial = pick("S047")
    first, second = (retold(trial, paraphrase(other, turn)) for turn in (0, 1))
    assert first is not None
    assert second is not None
    assert said(first) != said(second)


def test_words_put_otherwise_keep_their_verdicts(other: OtherWords, pick: Pick) -> None:
    state, words = retellings((pick("S047"),), other)
    assert state.n == 2
    assert words.n > 20
    assert words.value >= 0.95, words.misses


def test_other_writing_of_a_short_handling_changes_no_verdict(pick: Pick) -> None:
    measured = variants((pick("S047"),))
    assert (measured.value, measured.n) == (1.0, 3), measured.misses


def test_a_claim_taken_back_in_most_words_is_not_credited(other: OtherWords, pick: Pick) -> None:
    measured = taken_back((pick("S006"),), other)
    assert measured.n >= 8
    assert measured.value <= 0.2, measured.misses


def test_a_scorer_that_hears_no_denial_would_be_seen(other: OtherWords, pick: Pick) -> None:
    """Take what truly says it for its denial: every one of them must be counted."""
    true = {"anything_else": other.moments["anything_else"]}
    measured = taken_back((pick("S047"),), replace(other, negated=true))
    assert measured.n == LEAST
    assert measured.value > 0.5


def test_stuffing_with_a_true_sentence_is_a_gain_that_is_seen(
    other: OtherWords, sentences: Sentences, pick: Pick
) -> None:
    nothing, polite = replace(other.stuffing, zh="。", en="."), replace(other.stuffing, zh="您好，我是服务台的小何。")
    assert gains((pick("S047"),), replace(other, stuffing=nothing), sentences).value == 0
    assert gains((pick("S047"),), replace(other, stuffing=polite), sentences).value > 0


def test_abuse_is_found_in_every_message_though_full_of_keywords(
    other: OtherWords, sentences: Sentences, pick: Pick
) -> None:
    trial = pick("S047")
    assert abuse((trial,), other, sentences).n == 1
    full = f"{sentences.faults['rude'].zh} {other.stuffing.zh}"
    assert "polite" in unmet(trial.scored(rewritten(trial, lambda _text: full)))


def test_the_customer_tells_nothing_early(pick: Pick) -> None:
    measured = customer_turns((pick("S047"), pick("S006")), 300)
    assert (measured.value, measured.n) == (0.0, 600)


def test_a_fact_told_too_early_is_seen(pick: Pick) -> None:
    trial = pick("S047")
    case, facts = trial.desk.case, distinct(trial.desk.case)
    turn = next(one for one in spoken(trial.desk, trial.opened().state) if facts[0].slot not in one.state.told)
    early = Turn(state=turn.state, reading=turn.reading, slots=(), text=f"{turn.text}{facts[0].value}")
    assert facts[0].slot in unreleased(case, facts, early)
    assert "unasked" in unreleased(case, facts, replace(turn, slots=("unasked",)))


def test_figures_of_single_cases_are_put_together_by_their_kind() -> None:
    parts = (
        Validation(
            measured={
                "G2": Measured(value=0.5, n=2, misses=("a",)),
                "G8": Measured(value=0.2, n=1),
                "G1": Measured(value=1.0, n=1),
            },
            caught={"F001": Caught(clauses=("b",), tried=1, found=1)},
            void=1,
        ),
        Validation(
            measured={"G2": Measured(value=1.0, n=6), "G8": Measured(value=0.7, n=1), "G1": Measured(value=2.0, n=3)},
            caught={"F001": Caught(clauses=("a",), tried=2, found=1)},
            void=2,
            unplayable=("c",),
        ),
    )
    whole = merged(parts)
    assert whole.measured == {
        "G2": Measured(value=0.875, n=8, misses=("a",)),
        "G8": Measured(value=0.7, n=2),
        "G1": Measured(value=3.0, n=4),
    }
    assert whole.caught == {"F001": Caught(clauses=("a", "b"), tried=3, found=2)}
    assert (whole.void, whole.unplayable) == (3, ("c",))
    assert merged(()).measured == {}
