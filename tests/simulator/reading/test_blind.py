"""How are texts read whose writer has never seen the rules?

`blind_zh.jsonl` and `blind_en.jsonl` were written and labelled from the annotation guide alone, with many near
misses of what gates. Nobody may tune a rule on them or copy one of their sentences into a lexicon; a set that was
looked at is no longer blind and has to be written anew: `seen_zh.jsonl` and `seen_en.jsonl` were such sets once, and
now keep what was learnt. Run with `-s` for the table of every act. The figures of the blind sets stand in the
documents for quality assurance, and are compared with them here.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from mysterydesk import shelf
from policy.text import Lang
from simulator.reading.read import read
from simulator.reading.reading import UNSHOWN, Reading

HERE = Path(__file__).parent
LANGS: tuple[Lang, ...] = ("zh", "en")
DOCUMENTS = tuple(HERE.parents[2] / "docs" / lang / "qa.md" for lang in LANGS)
"""Where people read the figures."""

LEAST = 300
CLAIM = "work_claimed"
"""A narrow reading within `progress_update` that a gate rests on. The guide has no such label: of a blind set it is
only told how often it stands where the guide's label stands, and `test_gates` judges it."""

GATING = frozenset({"ask_secret", "privacy_leak"})
"""Acts of the guide that can fail a drill by themselves (decision 025)."""

GATING_PRECISION = 0.95
GATING_LEAST, GATING_REACHED = 10, 0.85
"""How many of each a set must hold, and what part must be found or left open: to find none is no feat."""

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
    labelled = [act for act in reading.acts if act.name == CLAIM or act.name not in UNSHOWN]
    slotted = {f"ask:{act.slot}" for act in labelled if act.name == "ask"}
    return frozenset(slotted | {act.name for act in labelled if act.name != "ask"})


def _count(name: str, lang: Lang) -> tuple[Counter[tuple[str, str]], int]:
    """Count, for each act, how often it was found, invented, missed, and missed though left open."""
    rules, counts = shelf.rules(), Counter[tuple[str, str]]()
    rows = [json.loads(line) for line in (HERE / f"{name}_{lang}.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        reading, wanted = read(row["text"], lang, rules), frozenset(row["acts"])
        found = _labels(reading)
        if name == "blind" and CLAIM in found:
            found -= {CLAIM}
            counts["inside" if "progress_update" in wanted else "outside", CLAIM] += 1
        counts.update(("right" if act in wanted else "wrong", act) for act in found)
        missed = wanted - found
        counts.update(("missed", act) for act in missed)
        counts.update(("open", act) for act in missed if reading.unread or reading.doubts_any(act))
    return counts, len(rows)


def _printed(page: Path, lang: Lang) -> list[list[str]]:
    """Give the numbers that a document prints of a language: of each row of the table that follows our own name.

    Counts come in the order of the reader's language ("21 of 22", "22 次里 21 次对") and are sorted; shares are not.
    """
    after = page.read_text(encoding="utf-8").partition(Path(__file__).name)[2].partition("\n#")[0]
    rows = [line.split("|")[2:4] for line in after.splitlines() if line.startswith("|")]
    found = [re.findall(r"\d*\.?\d+", row[LANGS.index(lang)]) for row in rows[2:]]
    return [row if "." in "".join(row) else sorted(row) for row in found]


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
    named = set(acts) - {CLAIM}
    right, wrong, missed = _sums(counts, named)
    precision, recall = _share(right, wrong), _share(right, missed)
    judged = [_sums(counts, group)[:2] for group in (GATING, COSTING)]
    gating, costing = (_share(*found) for found in judged)
    left_open = sum(counts["open", act] for act in named) / missed
    figures = f"precision {precision:.3f} recall {recall:.3f} gating {gating:.3f} costing {costing:.3f}"
    print(f"{name} {lang} n {size} {figures} open {left_open:.3f}")  # noqa: T201  as above
    if name == "blind":
        inside, outside = counts["inside", CLAIM], counts["outside", CLAIM]
        print(f"{name} {lang} {CLAIM} inside progress_update {inside}, elsewhere {outside}")  # noqa: T201  as above
    else:
        assert counts["wrong", CLAIM] == 0
        assert counts["right", CLAIM] > 0
    for act in GATING:
        reached, labelled = counts["right", act] + counts["open", act], counts["right", act] + counts["missed", act]
        assert labelled >= GATING_LEAST
        assert reached / labelled >= GATING_REACHED
    assert size >= LEAST
    assert gating >= GATING_PRECISION
    assert precision >= floor.precision
    assert recall >= floor.recall
    assert costing >= floor.costing
    assert left_open >= floor.open
    if name == "blind":
        shares = [[f"{one:.2f}".lstrip("0") for one in row] for row in ((precision, recall), (left_open,))]
        expected = [*(sorted((str(right), str(right + wrong))) for right, wrong in judged), *shares]
        for page in DOCUMENTS:
            assert _printed(page, lang) == expected, page
            assert f" {size} " in page.read_text(encoding="utf-8").replace("\n", " ")
