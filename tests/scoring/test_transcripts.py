"""Finished handlings of other desks: read, judged, and held against what people found in them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from policy.document import Plain
from policy.handbook import Handbook
from scoring.finding import Finding
from scoring.rubric import Rubric
from scoring.score import score
from scoring.scorecard import Scorecard
from scoring.transcripts import not_carried, read_transcript, read_transcripts
from simulator.reading.rules import Rules
from tests.scoring.conftest import Desks

HEAD = "format: ticket-transcripts/1\ntranscripts:\n"
ENTRY = """\
  - id: T
    handbook: STD
    lang: zh
    channel: phone
    seat: T1
    calendar: {name: 24x7, tz: Asia/Shanghai}
    options: {pause: none}
    truth: {priority: L3, right_tier: T1, typical: false, facts: {customer_id: K1}}
    as_of: "2026-03-12T12:00:00+08:00"
    timeline:
      - {at: "2026-03-10T09:00:00+08:00", type: ticket.submitted, actor: customer, channel: phone}
"""


def test_an_entry_becomes_a_timeline_a_key_and_a_sheet(handbook: Handbook) -> None:
    entries, problems = read_transcripts(HEAD + ENTRY, "t.yaml")
    assert problems == ()
    one, problems = read_transcript(entries[0], handbook)
    assert problems == ()
    assert one is not None
    assert one.key is not None
    assert (one.sheet.seat, one.sheet.zone, one.key.tier, one.key.typical) == ("T1", "Asia/Shanghai", "T1", False)
    assert [code for _, code in one.key.priorities] == ["L3"]
    assert len(one.timeline) == 1


def test_without_truth_there_is_no_key(handbook: Handbook) -> None:
    bare = "\n".join(line for line in ENTRY.splitlines() if "truth:" not in line)
    entries, _ = read_transcripts(HEAD + bare + "\n", "t.yaml")
    one, problems = read_transcript(entries[0], handbook)
    assert problems == ()
    assert one is not None
    assert one.key is None


def test_a_complaint_handler_sits_in_first_line(handbook: Handbook) -> None:
    entries, _ = read_transcripts(HEAD + ENTRY.replace("seat: T1", "seat: complaint"), "t.yaml")
    one, _ = read_transcript(entries[0], handbook)
    assert one is not None
    assert one.sheet.seat == "T1"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("lang: zh", "lang: fr", "unknown_choice"),
        ("handbook: STD", "handbook: NET", "other_handbook"),
        ("09:00:00+08:00", "09:00:00", "moment_without_zone"),
    ],
)
def test_mistakes_of_an_entry_are_values(handbook: Handbook, old: str, new: str, code: str) -> None:
    entries, _ = read_transcripts(HEAD + ENTRY.replace(old, new), "t.yaml")
    one, problems = read_transcript(entries[0], handbook)
    assert one is None
    assert code in {problem.code for problem in problems}


def test_an_entry_without_events_is_a_mistake(handbook: Handbook) -> None:
    entries, _ = read_transcripts(HEAD + ENTRY.split("    timeline", maxsplit=1)[0] + "    timeline: []\n", "t.yaml")
    assert read_transcript(entries[0], handbook)[0] is None


def test_mistakes_of_the_file_are_values() -> None:
    assert {one.code for one in read_transcripts("format: other\n", "t.yaml")[1]} == {"wrong_format", "expected_list"}
    assert read_transcripts("format: [", "t.yaml")[1]
    assert read_transcripts("- 1", "t.yaml")[0] == ()


def judged_entry(text: str, handbook: Handbook, rubric: Rubric, rules: Rules | None = None) -> Scorecard:
    """Score the only entry of a file."""
    entries, problems = read_transcripts(text, "t.yaml")
    assert problems == ()
    read, problems = read_transcript(entries[0], handbook)
    assert read is not None, problems
    return score(read.timeline, read.key, rubric, handbook, read.sheet, rules)


RELAXED = ENTRY.replace(
    "options: {pause: none}",
    "options: {pause: none, overrides: [{id: feast, from: '2026-03-10T00:00:00+08:00', "
    "to: '2026-03-11T00:00:00+08:00', targets: {L3: {response_s: 14400}}}]}",
)


def test_targets_are_relaxed_only_where_customers_were_told(handbook: Handbook, rubric: Rubric) -> None:
    told = """\
      - {at: "2026-03-09T09:00:00+08:00", type: sla.change_notified, actor: manager, override: feast}
"""
    silent = judged_entry(HEAD + RELAXED, handbook, rubric)
    assert {one.clause for one in silent.findings if one.code == "sla_change_told"} == {"STD-2.2.2.special"}
    verdicts = {one.code: one.verdict for one in silent.findings}
    assert verdicts["sla_change_told"] == "not_met"
    announced = RELAXED.replace("    timeline:\n", "    timeline:\n" + told)
    assert {one.code: one.verdict for one in judged_entry(HEAD + announced, handbook, rubric).findings}[
        "sla_change_told"
    ] == "met"


def test_another_type_than_ours_is_not_compared(handbook: Handbook) -> None:
    entries, _ = read_transcripts(HEAD + ENTRY.replace("right_tier: T1", "right_tier: T1, type: complaint"), "t.yaml")
    one, _ = read_transcript(entries[0], handbook)
    assert one is not None
    assert one.key is not None
    assert (one.key.types, one.key.complaint) == (frozenset({"complaint"}), True)


def test_a_handbook_we_do_not_carry_is_a_problem_of_its_entry() -> None:
    (found,) = not_carried({"id": "A", "handbook": "ASC"}, ("STD",))
    params = dict(found.params)
    assert (found.source, found.code, params["handbook"], params["known"]) == (
        "A",
        "handbook_not_carried",
        "ASC",
        "STD",
    )


def expected_of(entry: Mapping[str, Plain]) -> Mapping[str, Any]:
    expected = entry["expected"]
    assert isinstance(expected, dict)
    return expected


def rows_of(entry: Mapping[str, Plain], name: str) -> list[Mapping[str, Any]]:
    rows = expected_of(entry).get(name, [])
    return [one if isinstance(one, dict) else {"clause": one} for one in rows]


def entries_of(shared: Path) -> tuple[Mapping[str, Plain], ...]:
    entries, _ = read_transcripts((shared / "scoring" / "transcripts.yaml").read_text("utf-8"), "transcripts.yaml")
    return entries


def agrees(row: Mapping[str, Any], unmet: Mapping[str, list[Finding]]) -> bool:
    """Tell whether what people found was found, under its clause or another name of the same fault."""
    named = (row["clause"], *row.get("or", ()))
    return any(
        (one.critical, one.basis) == (row["critical"], row["basis"])
        and {proof.event for proof in one.evidence} & set(row["evidence"])
        for clause in named
        for one in unmet.get(clause, ())
    )


@pytest.mark.shared
def test_the_transcripts_of_every_manual_are_judged_as_people_judged_them(
    shared: Path, desks: Desks, rules: Rules
) -> None:
    entries = entries_of(shared)
    assert {entry["handbook"] for entry in entries} >= {"STD", "ASC", "DSK", "NET"}
    for entry in entries:
        handbook, rubric = desks[str(entry["handbook"])]
        read, problems = read_transcript({**entry, "expected": None}, handbook)
        assert read is not None, problems
        card = score(read.timeline, read.key, rubric, handbook, read.sheet, rules)
        unmet: dict[str, list[Finding]] = {}
        for one in card.findings:
            if one.verdict == "not_met":
                unmet.setdefault(one.clause, []).append(one)
        wanted = rows_of(entry, "not_met")
        assert [row["clause"] for row in wanted if not agrees(row, unmet)] == [], card.id
        met = {one.clause for one in card.findings if one.verdict == "met"}
        assert {row["clause"] for row in rows_of(entry, "met")} <= met
        assert not {row["clause"] for row in rows_of(entry, "must_not_flag")} & set(unmet)
        expected = expected_of(entry)
        if expected["kind"] in {"exemplary", "rough_right"}:
            own = {one for one in unmet if one.startswith(f"{entry['handbook']}-")}
            assert own == {row["clause"] for row in wanted}
        low, high = expected["band"]
        assert card.total[0] <= high, card.id
        assert card.total[1] >= low, card.id
        assert card.verdict == expected["verdict"], (card.id, card.reasons)


def test_a_handbook_without_priorities_has_none_in_its_truth(handbook: Handbook) -> None:
    entries, _ = read_transcripts(HEAD + ENTRY.replace("priority: L3", "priority: null"), "t.yaml")
    one, _ = read_transcript(entries[0], handbook)
    assert one is not None
    assert one.key is not None
    assert one.key.priorities == ()
