"""Tickets by somebody who had seen neither checks nor word lists: how much of what they saw in them is found?

Measured first on 2026-11-23, before anything was mended for them: 78 of 88 faults, 7 clauses falsely flagged, 44 of
48 totals and 35 of 48 verdicts as expected. Once something is mended for them, they are no longer unseen.
"""

from pathlib import Path
from typing import Any

from scoring.transcripts import read_transcripts
from simulator.reading.rules import Rules
from tests.scoring.conftest import Desks
from tests.scoring.test_own_transcripts import clauses, judged, named

UNSEEN = Path(__file__).parent / "unseen"
MOST_FALSE = 7
LEAST_FOUND, LEAST_BAND, LEAST_VERDICT = 78, 44, 35


def test_no_less_is_found_than_at_first(desks: Desks, rules: Rules) -> None:
    faults = found = false = bands = verdicts = 0
    for path in sorted(UNSEEN.glob("*.yaml")):
        read, problems = read_transcripts(path.read_text("utf-8"), path.name)
        assert problems == ()
        for one in read:
            entry: dict[str, Any] = dict(one)
            wanted, card = entry["expected"], judged(entry, desks, rules)
            unmet = clauses(card, "not_met")
            faults += len(wanted["not_met"])
            found += sum(bool(named(row) & unmet) for row in wanted["not_met"])
            false += sum(row["clause"] in unmet for row in wanted["must_not_flag"])
            low, high = wanted["band"]
            bands += low <= card.total[1] and card.total[0] <= high
            verdicts += card.verdict == wanted["verdict"]
    print(f"{found} of {faults}, {false} false, {bands} bands, {verdicts} verdicts")  # noqa: T201  the point
    assert faults == 88
    assert found >= LEAST_FOUND
    assert false <= MOST_FALSE
    assert bands >= LEAST_BAND
    assert verdicts >= LEAST_VERDICT
