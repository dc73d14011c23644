"""How are texts read whose writer has never seen the rules?

`blind_zh.jsonl` and `blind_en.jsonl` were written and labelled from the annotation guide alone, with many near
misses of what gates. Nobody may tune a rule on them or copy one of their sentences into a lexicon; a set that was
looked at is no longer blind and has to be written anew: `seen_zh.jsonl` and `seen_en.jsonl` were such sets once, and
now keep what was learnt. Run with `-s` for the table of every act.
"""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from mysterydesk import shelf
from policy.text import Lang
from simulator.reading.read import read
from simulator.reading.reading import Reading

HERE = Path(__file__).parent
LEAST = 300
CLAIMED = {"work_claimed": "progress_update"}
"""The narrow reading that a gate rests on, and what the guide calls it."""

GATING = frozenset({"ask_secret", "privacy_leak", "work_claimed"})
"""Readings that can fail a drill by themselves (decision 025)."""

GATING_PRECISION = 0.95
COSTING = frozenset({"rude", "forbidden_phrase", "blame_shift", "overpromise", "slang_emoji", "jargon"})
"""Acts that cost points when they are found."""


class Floor(NamedTuple):
    """What must be reached, a little below the measured: over all acts, on what costs, and of missed acts left open.

    Left open is an act in doubt, or missed in a message that was not understood as a whole.
    """

    precision: float
    recall: float
    costing: float
    open: float


FLOORS: dict[tuple[str, Lang], Floor] = {
    ("blind", "zh"): Floor(0.82, 0.74, 0.82, 0.70),
    ("blind", "en"): Floor(0.87, 0.75, 0.90, 0.75),
    ("seen", "zh"): Floor(0.97, 0.88, 0.97, 0.70),
    ("seen", "en"): Floor(0.95, 0.86, 0.95, 0.75),
}


def _labels(reading: Reading) -> frozenset[str]:
    slotted = {f"ask:{act.slot}" for act in reading.acts if act.name == "ask"}
    return frozenset(slotted | {act.name for act in reading.acts if act.name != "ask"})


def _count(name: str, lang: Lang) -> tuple[Counter[tuple[str, str]], int]:
    """Count, for each act, how often it was found, invented, missed, and missed though left open."""
    rules, counts = shelf.rules(), Counter[tuple[str, str]]()
    rows = [json.loads(line) for line in (HERE / f"{name}_{lang}.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        reading, wanted = read(row["text"], lang, rules), frozenset(row["acts"])
        found = _labels(reading)
        counts.update(("right" if CLAIMED.get(act, act) in wanted else "wrong", act) for act in found)
        missed = wanted - found
        counts.update(("missed", act) for act in missed)
        counts.update(("open", act) for act in missed if reading.unread or reading.doubts_any(act))
    return counts, len(rows)


def _share(part: int, rest: int) -> float:
    return part / (part + rest) if part + rest else 1.0


def _sums(counts: Counter[tuple[str, str]], acts: Iterable[str]) -> tuple[int, int, int]:
    right, wrong, missed = (sum(counts[state, act] for act in acts) for state in ("right", "wrong", "missed"))
    return right, wrong, missed


@pytest.mark.parametrize(("name", "lang"), list(FLOORS))
def test_words_of_people_who_never_saw_the_rules_are_read_or_left_open(name: str, lang: Lang) -> None:
    counts, size = _count(name, lang)
    acts, floor = sorted({act for _, act in counts}), FLOORS[name, lang]
    for act in acts:
        right, wrong, missed = _sums(counts, [act])
        print(  # noqa: T201  the figures are the point
            f"{name} {lang} {act:24} found {right:3} wrong {wrong:3} missed {missed:3} of these open "
            f"{counts['open', act]:3}  precision {_share(right, wrong):.2f} recall {_share(right, missed):.2f}"
        )
    right, wrong, missed = _sums(counts, set(acts) - set(CLAIMED))
    precision, recall = _share(right, wrong), _share(right, missed)
    gating, costing = (_share(*_sums(counts, group)[:2]) for group in (GATING, COSTING))
    left_open = sum(counts["open", act] for act in acts) / missed
    figures = f"precision {precision:.3f} recall {recall:.3f} gating {gating:.3f} costing {costing:.3f}"
    print(f"{name} {lang} n {size} {figures} open {left_open:.3f}")  # noqa: T201  as above
    assert size >= LEAST
    assert gating >= GATING_PRECISION
    assert precision >= floor.precision
    assert recall >= floor.recall
    assert costing >= floor.costing
    assert left_open >= floor.open
