"""How are texts read whose writer has never seen the rules?

`blind_zh.jsonl` and `blind_en.jsonl` were written and labelled from the annotation guide alone. Nobody may tune a
rule on them or copy one of their sentences into a lexicon; a set that was looked at is no longer blind and has to
be written anew. Run with `-s` for the table of every act.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from mysterydesk import shelf
from policy.text import Lang
from simulator.reading.read import read
from simulator.reading.reading import Reading

HERE = Path(__file__).parent
LEAST = 300
GATING = frozenset({"ask_secret", "privacy_leak"})
"""Acts that fail a drill by themselves when they are found."""
GATING_PRECISION = 0.95
COSTING = frozenset({"rude", "forbidden_phrase", "blame_shift", "overpromise", "slang_emoji", "jargon"})
"""Acts that cost points when they are found."""
COSTING_PRECISION = 0.90
COVERED = 0.85
"""Share of missed acts that are in doubt, or stand in a message that was not understood as a whole."""
FLOORS: dict[Lang, tuple[float, float]] = {"zh": (0.85, 0.60), "en": (0.85, 0.40)}
"""Precision and recall over all acts, a little below what was measured."""


def _labels(reading: Reading) -> frozenset[str]:
    slotted = {f"ask:{act.slot}" for act in reading.acts if act.name == "ask"}
    return frozenset(slotted | {act.name for act in reading.acts if act.name != "ask"})


def _rows(lang: Lang) -> list[tuple[str, frozenset[str]]]:
    lines = (HERE / f"blind_{lang}.jsonl").read_text(encoding="utf-8").splitlines()
    return [(one["text"], frozenset(one["acts"])) for one in map(json.loads, lines)]


def _count(lang: Lang) -> tuple[Counter[tuple[str, str]], int]:
    """Count, for each act, how often it was found, invented, missed, and missed though covered."""
    rules, counts = shelf.rules(), Counter[tuple[str, str]]()
    rows = _rows(lang)
    for text, wanted in rows:
        reading = read(text, lang, rules)
        found = _labels(reading)
        counts.update(("right", act) for act in found & wanted)
        counts.update(("wrong", act) for act in found - wanted)
        counts.update(("missed", act) for act in wanted - found)
        counts.update(("covered", act) for act in wanted - found if reading.unread or reading.doubts_any(act))
    return counts, len(rows)


def _share(part: int, rest: int) -> float:
    return part / (part + rest) if part + rest else 1.0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_words_of_people_who_never_saw_the_rules_are_read_or_left_open(lang: Lang) -> None:
    counts, size = _count(lang)
    acts = sorted({act for _, act in counts})
    sums = {state: sum(n for (one, _), n in counts.items() if one == state) for state in ("right", "wrong", "missed")}
    for act in acts:
        right, wrong, missed = (counts[state, act] for state in ("right", "wrong", "missed"))
        print(  # noqa: T201  the figures are the point
            f"{lang} {act:24} found {right:3} wrong {wrong:3} missed {missed:3} of these open "
            f"{counts['covered', act]:3}  precision {_share(right, wrong):.2f} recall {_share(right, missed):.2f}"
        )
    covered = sum(counts["covered", act] for act in acts)
    precision, recall = _share(sums["right"], sums["wrong"]), _share(sums["right"], sums["missed"])
    gating, costing = (
        _share(*(sum(counts[state, act] for act in group) for state in ("right", "wrong")))
        for group in (GATING, COSTING)
    )
    figures = f"precision {precision:.3f} recall {recall:.3f} gating {gating:.3f} costing {costing:.3f}"
    print(f"{lang} n {size} {figures}")  # noqa: T201  as above
    assert size >= LEAST
    assert gating >= GATING_PRECISION
    assert costing >= COSTING_PRECISION
    assert precision >= FLOORS[lang][0]
    assert recall >= FLOORS[lang][1]
    assert covered >= COVERED * sums["missed"]
