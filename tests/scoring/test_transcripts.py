"""Finished handlings of other desks: read, judged, and held against what people found in them."""

from pathlib import Path

import pytest

from policy.handbook import Handbook
from policy.parse import parse_handbook
from scoring.rubric import Rubric
from scoring.score import score
from scoring.transcripts import read_transcript, read_transcripts
from simulator.reading.rules import Rules

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


@pytest.mark.shared
def test_the_transcripts_of_the_manual_are_judged_as_people_judged_them(
    shared: Path, root: Path, rubric: Rubric, rules: Rules
) -> None:
    folder = root / "policy" / "content" / "STD"
    handbook, _ = parse_handbook({one.name: one.read_text("utf-8") for one in folder.glob("*.yaml")})
    assert handbook is not None
    entries, _ = read_transcripts((shared / "scoring" / "transcripts.yaml").read_text("utf-8"), "transcripts.yaml")
    own = [one for one in entries if one["handbook"] == "STD"]
    assert own
    for entry in own:
        read, problems = read_transcript(entry, handbook)
        assert read is not None, problems
        card = score(read.timeline, read.key, rubric, handbook, read.sheet, rules)
        expected = entry["expected"]
        assert isinstance(expected, dict)
        unmet = {one.clause for one in card.findings if one.verdict == "not_met"}
        met = {one.clause for one in card.findings if one.verdict == "met"}
        assert {row["clause"] for row in expected["not_met"]} <= unmet  # type: ignore[index,union-attr,call-overload]  # the format
        assert set(expected["met"]) <= met  # type: ignore[arg-type]  # the format
        assert not {row["clause"] for row in expected["must_not_flag"]} & unmet  # type: ignore[index,union-attr,call-overload]  # the format
        band = expected["band"]
        assert isinstance(band, list)
        assert card.total[0] <= band[1], card.id  # type: ignore[operator]  # the format
        assert card.total[1] >= band[0], card.id  # type: ignore[operator]  # the format
        assert card.verdict == expected["verdict"], (card.id, card.reasons)


def test_a_handbook_without_priorities_has_none_in_its_truth(handbook: Handbook) -> None:
    entries, _ = read_transcripts(HEAD + ENTRY.replace("priority: L3", "priority: null"), "t.yaml")
    one, _ = read_transcript(entries[0], handbook)
    assert one is not None
    assert one.key is not None
    assert one.key.priorities == ()
