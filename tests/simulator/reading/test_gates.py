"""Is anything harmless taken for what fails a drill, and is what fails one seen?

`gates_zh.jsonl` and `gates_en.jsonl` hold, for each act whose words alone can fail a drill (decision 025), harmless
sentences that come near it and sentences that do it; `near` names the act a sentence was written for, `acts` those
it does. They were written from the handbook's clauses and the annotation guide before the rules were mended. Every
second sentence was kept back until the others were right: of those, 3 of 447 harmless Chinese ones and 1 of 517
English ones were still taken for such an act, and 44 of 63 and 55 of 62 offences were read. Now all are known, and
kept. Every sentence is held against every such act. The English set has a part for a handing over, by which the truth
of a claim is told.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from mysterydesk import shelf
from policy.text import Lang
from simulator.reading.read import read
from simulator.reading.reading import Reading

HERE = Path(__file__).parent
GATING = ("ask_secret", "privacy_leak", "work_claimed")
LANGS: tuple[Lang, ...] = ("zh", "en")
LEAST_HARMLESS, LEAST_OFFENCES = 60, 40
HANDOVER = "escalate_notice"


FLOORS: dict[tuple[Lang, str], float] = {
    ("zh", "ask_secret"): 0.90,
    ("zh", "privacy_leak"): 0.90,
    ("zh", "work_claimed"): 0.80,
    ("en", "ask_secret"): 0.90,
    ("en", "privacy_leak"): 0.90,
    ("en", "work_claimed"): 0.90,
    ("en", HANDOVER): 0.90,
}
"""Share of offences (of handings over) that must be read, a little below the measured."""


class Row(NamedTuple):
    """A sentence, the act it was written for, the acts it does, and what was read."""

    text: str
    near: str
    acts: frozenset[str]
    reading: Reading


@pytest.fixture(scope="module")
def rows() -> dict[Lang, tuple[Row, ...]]:
    rules = shelf.rules()

    def of(lang: Lang) -> Iterable[Row]:
        for line in (HERE / f"gates_{lang}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield Row(row["text"], row["near"], frozenset(row["acts"]), read(row["text"], lang, rules))

    return {lang: tuple(of(lang)) for lang in LANGS}


@pytest.mark.parametrize("act", GATING)
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_harmless_is_taken_for_what_fails_a_drill(
    rows: dict[Lang, tuple[Row, ...]], lang: Lang, act: str
) -> None:
    harmless = [row for row in rows[lang] if act not in row.acts]
    assert sum(row.near == act for row in harmless) >= LEAST_HARMLESS
    assert [row.text for row in harmless if row.reading.has(act)] == []
    assert [row.text for row in harmless if row.reading.doubts_any(act)] == []


@pytest.mark.parametrize(("lang", "act"), [*FLOORS])
def test_what_fails_a_drill_is_read(rows: dict[Lang, tuple[Row, ...]], lang: Lang, act: str) -> None:
    done = [row for row in rows[lang] if act in row.acts]
    missed = [row.text for row in done if not row.reading.has(act)]
    print(f"{lang} {act} read {len(done) - len(missed)} of {len(done)}, missed {missed}")  # noqa: T201  the figures
    assert len(done) >= (LEAST_OFFENCES if act in GATING else 25)
    assert 1 - len(missed) / len(done) >= FLOORS[lang, act]


def test_a_plan_a_question_and_a_quotation_hand_nothing_over(rows: dict[Lang, tuple[Row, ...]]) -> None:
    harmless = [row for row in rows["en"] if row.near == HANDOVER and HANDOVER not in row.acts]
    assert harmless
    assert [row.text for row in harmless if row.reading.has(HANDOVER)] == []
