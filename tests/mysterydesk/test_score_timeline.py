"""`mysterydesk score timeline`: one line a finished handling, whatever desk recorded it."""

import json
from pathlib import Path

from typer.testing import CliRunner

from mysterydesk.cli import app

FILE = """\
format: ticket-transcripts/1
transcripts:
  - id: OURS
    handbook: STD
    lang: en
    channel: phone
    seat: T1
    calendar: {name: 24x7, tz: Asia/Shanghai}
    options: {pause: none}
    truth: {priority: L3, right_tier: T1, typical: false, facts: {customer_id: K1}}
    as_of: "2026-03-12T12:00:00+08:00"
    expected: {not_met: 1}
    timeline:
      - {at: "2026-03-10T09:00:00+08:00", type: ticket.submitted, actor: customer, channel: phone, text: Help me}
      - {at: "2026-03-10T09:01:00+08:00", type: ticket.closed, actor: trainee}
  - id: THEIRS
    handbook: XYZ
  - id: BROKEN
    handbook: STD
    lang: fr
"""


def run(path: Path, *options: str) -> list[str]:
    result = CliRunner().invoke(app, ["score", "timeline", str(path), *options], env={"MYSTERYDESK_LANG": "en"})
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def test_each_transcript_gets_a_line_and_a_foreign_handbook_stops_no_other(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    path.write_text(FILE, "utf-8")
    ours, theirs, broken = (json.loads(line) for line in run(path, "--json"))
    assert (ours["id"], ours["verdict"]) == ("OURS", "fail")
    assert {"clause", "verdict", "critical", "basis", "points", "evidence"} <= set(ours["findings"][0])
    assert [one["code"] for one in theirs["problems"]] == ["handbook_not_carried"]
    assert "unknown_choice" in {one["code"] for one in broken["problems"]}


def test_people_are_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    path.write_text(FILE, "utf-8")
    said = run(path)
    assert said[0].startswith("OURS  Not passed")
    assert any("STD-3.3.1" in line and "[" in line for line in said)
    assert any("XYZ" in line for line in said)


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    path.write_text("format: other\n", "utf-8")
    result = CliRunner().invoke(app, ["score", "timeline", str(path)], env={"MYSTERYDESK_LANG": "en"})
    assert result.exit_code == 1
