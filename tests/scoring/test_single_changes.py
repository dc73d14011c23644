"""What each finding of whole handlings says, and what one change in them does, as recorded.

Every handling of the own set is kept with all that its findings say: verdict, clause, points, the events and words
that prove it, what was amiss and what would have been right. Then one event is left out, comes an hour late, or
loses one field, for every kind of event of every manual; what that changes is kept too. So no verdict, no proof and
no advice changes unseen; `--snapshot-update` writes the files anew, and their difference is then to be read.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from policy.document import Plain
from scoring.finding import Evidence, Finding
from scoring.score import score
from scoring.scorecard import Scorecard
from scoring.transcripts import read_transcript
from simulator.history import BEFORE
from simulator.reading.rules import Rules
from tests.scoring.conftest import MANUALS, Desks
from tests.scoring.recorded import recorded
from tests.scoring.test_own_transcripts import entries, judged

HOUR = timedelta(hours=1)
NO_FIELD = ("at", "type", "actor")
NOTHING = -1


def _proof(one: Evidence, gone: int) -> str:
    event = one.event + (0 <= gone <= one.event)
    return f"{event}“{one.quote}”{one.start}-{one.end}" if one.quote else str(event)


def _pairs(params: Mapping[str, str]) -> str:
    return ",".join(f"{name}={value}" for name, value in sorted(params.items()))


def line(one: Finding, gone: int = NOTHING) -> str:
    """Write all that a finding says on one line; events are numbered as before one of them was left out."""
    said = [one.code, one.verdict, one.clause, f"{one.lost:.4g}/{one.possible:.4g}", one.basis, one.weight]
    said += ["critical"] * one.critical + [f"({_pairs(one.params)})"] * bool(one.params)
    said += [f"right={one.right.code}({_pairs(one.right.params)})"] if one.right else []
    said += [f"also={' '.join(one.also)}"] if one.also else []
    said += [f"by={' '.join(one.assumptions)}"] if one.assumptions else []
    return " ".join([*said, "@", " ".join(_proof(proof, gone) for proof in one.evidence)]).rstrip().replace("\n", "⏎")


def whole(card: Scorecard, gone: int = NOTHING) -> list[str]:
    """Write a scorecard, a line each for its verdict and its findings."""
    why = " ".join(f"{one.code}:{one.criterion}" for one in card.reasons)
    return [
        f"{card.verdict} {card.total[0]:.4g}..{card.total[1]:.4g} {why}".rstrip(),
        *(line(one, gone) for one in card.findings),
    ]


Unchanged = Callable[[Mapping[str, Any]], list[str]]


@pytest.fixture(scope="module")
def unchanged(desks: Desks, rules: Rules) -> Unchanged:
    """Give the lines of a handling as it is, each worked out once."""
    found: dict[str, list[str]] = {}

    def lines(entry: Mapping[str, Any]) -> list[str]:
        name = str(entry["id"])
        if name not in found:
            found[name] = whole(judged(entry, desks, rules))
        return found[name]

    return lines


@pytest.mark.parametrize("name", [str(one["id"]) for one in entries()])
def test_whole_handlings_are_judged_as_recorded(
    name: str, request: pytest.FixtureRequest, unchanged: Unchanged
) -> None:
    entry = next(one for one in entries() if one["id"] == name)
    recorded(request, f"own-{entry['handbook']}", name, unchanged(entry))


def _holding(manual: str, kind: str, change: str, field: str = "") -> tuple[Mapping[str, Any], int]:
    places = [
        (entry, at)
        for entry in entries()
        if entry["handbook"] == manual
        for at, row in enumerate(entry["timeline"])
        if row["type"] == kind and (not field or field in row)
    ]
    return places[int(sha256(f"{manual} {kind} {change} {field}".encode()).hexdigest(), 16) % len(places)]


def _without(rows: list[dict[str, Plain]], at: int) -> list[dict[str, Plain]]:
    return rows[:at] + rows[at + 1 :]


def _late(rows: list[dict[str, Plain]], at: int) -> list[dict[str, Plain]]:
    after = [{**row, "at": (datetime.fromisoformat(str(row["at"])) + HOUR).isoformat()} for row in rows[at:]]
    return rows[:at] + after


def _bare(rows: list[dict[str, Plain]], at: int, field: str) -> list[dict[str, Plain]]:
    return [*rows[:at], {name: value for name, value in rows[at].items() if name != field}, *rows[at + 1 :]]


KINDS = sorted({(str(one["handbook"]), str(row["type"])) for one in entries() for row in one["timeline"]})


Change = tuple[str, Mapping[str, Any], list[dict[str, Plain]], int]
"""What is done, the handling, its rows afterwards, and which event is gone."""


def _changes(manual: str, kind: str) -> list[Change]:
    entry, at = _holding(manual, kind, "without")
    made: list[Change] = [(f"{entry['id']} without {kind} {at}", entry, _without(entry["timeline"], at), at)]
    entry, at = _holding(manual, kind, "an hour late")
    made.append((f"{entry['id']} an hour late {kind} {at}", entry, _late(entry["timeline"], at), NOTHING))
    of_kind = (
        row for one in entries() if one["handbook"] == manual for row in one["timeline"] if row["type"] == kind
    )
    for field in sorted({name for row in of_kind for name in row if name not in NO_FIELD}):
        entry, at = _holding(manual, kind, "bare", field)
        made.append((f"{entry['id']} {kind} {at} no {field}", entry, _bare(entry["timeline"], at, field), NOTHING))
    return made


def _judged(entry: Mapping[str, Any], gone: int, desks: Desks, rules: Rules) -> list[str]:
    """Judge a changed handling, or say why it cannot be read."""
    handbook, rubric = desks[str(entry["handbook"])]
    read, problems = read_transcript({**entry, "expected": None}, handbook)
    if read is None:
        return [f"refused {one.code} {_pairs(dict(one.params))}" for one in problems]
    return whole(score(read.timeline, read.key, rubric, handbook, read.sheet, rules), gone)


@pytest.mark.parametrize(("manual", "kind"), KINDS)
def test_one_change_does_what_is_recorded(
    manual: str, kind: str, request: pytest.FixtureRequest, unchanged: Unchanged, desks: Desks, rules: Rules
) -> None:
    said: list[str] = []
    for name, entry, rows, gone in _changes(manual, kind):
        after = _judged({**entry, "timeline": rows}, gone, desks, rules)
        said += [f"# {name}", *(one for one in after if one not in unchanged(entry))]
    recorded(request, f"changes-{manual}", kind, said)


TOLD = sorted({(str(one["handbook"]), name) for one in entries() for name in one["truth"] or ()})


@pytest.mark.parametrize(("manual", "name"), TOLD)
def test_what_is_not_known_of_the_truth_is_judged_as_recorded(
    manual: str, name: str, request: pytest.FixtureRequest, unchanged: Unchanged, desks: Desks, rules: Rules
) -> None:
    known = [one for one in entries() if one["handbook"] == manual and name in (one["truth"] or {})]
    entry = known[int(sha256(name.encode()).hexdigest(), 16) % len(known)]
    less = {**entry, "truth": {key: value for key, value in entry["truth"].items() if key != name}}
    after = whole(judged(less, desks, rules))
    said = [f"# {entry['id']}", *(one for one in after if one not in unchanged(entry))]
    recorded(request, f"changes-{manual}", f"truth without {name}", said)


@pytest.mark.parametrize("manual", MANUALS)
def test_entries_are_read_as_recorded(manual: str, request: pytest.FixtureRequest, desks: Desks) -> None:
    lines = []
    for entry in (one for one in entries() if one["handbook"] == manual):
        read, problems = read_transcript({**entry, "expected": None}, desks[manual][0])
        assert read is not None, problems
        before = [one.id for one in read.timeline if one.fields.get(BEFORE)]
        sheet, key = read.sheet, read.key
        said = (
            sheet.as_of.isoformat(),
            sheet.lang,
            sheet.seat,
            sheet.zone,
            sheet.complete,
            sheet.wait_customer,
            before,
        )
        lines += [f"# {sheet.id}", repr(said)]
        if key is not None:
            case = (key.tier, key.group, key.origin, sorted(key.types), key.typical, key.complaint)
            asked = (key.vague, key.user_error, key.out_of_scope)
            lines += [repr(case), repr(asked), repr([(at.isoformat(), str(code)) for at, code in key.priorities])]
            lines += [repr({one.name: one.value for one in key.slots})]
    recorded(request, f"own-{manual}", "as read", lines)


def test_every_manual_is_kept() -> None:
    assert {manual for manual, _ in KINDS} == set(MANUALS)
