"""Does the command say why a clock is due then, and what would be otherwise?"""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from mysterydesk.cli import app

CASES = """
format: handbook-cases/1
cases:
- id: friday
  handbook: ASC
  timeline:
  - {at: "2026-03-13T17:00:00+08:00", type: ticket.submitted}
  - {at: "2026-03-13T17:05:00+08:00", type: ticket.severity_set, level: P3}
  - {at: "2026-03-16T17:30:00+08:00", type: agent.first_contact}
  - {at: "2026-03-13T17:01:00+08:00", type: ticket.accepted}
  as_of: "2026-03-17T09:00:00+08:00"
- id: new-year
  handbook: ASC
  timeline:
  - {at: "2026-12-31T17:00:00+08:00", type: ticket.submitted}
  - {at: "2026-12-31T17:05:00+08:00", type: ticket.severity_set, level: P3}
  as_of: "2026-12-31T17:30:00+08:00"
"""


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    file = tmp_path / "cases.yaml"
    file.write_text(CASES, encoding="utf-8")
    return file


def run(cases: Path, *options: str, lang: str = "en") -> Result:
    return CliRunner().invoke(app, ["sla", "explain", str(cases), *options], env={"MYSTERYDESK_LANG": lang})


def explained(cases: Path, *options: str) -> Any:
    done = run(cases, "--json", *options)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_the_spans_that_count_add_up_to_the_target(cases: Path) -> None:
    """Eight working hours from Friday 17:00: one on Friday, seven on Monday (ambiguities.md A14)."""
    (response,) = explained(cases, "--clock", "response")["clocks"]
    counted = [step["params"]["seconds"] for step in response["steps"] if step["code"] == "counted"]
    assert (counted, response["due"]) == ([3600, 3 * 3600, 4 * 3600], "2026-03-16T17:00:00+08:00")
    assert response["state"] == "breached"
    assert all(name.startswith(("ASC-", "A-")) for step in response["steps"] for name in step["basis"])


@pytest.mark.parametrize(("lang", "words"), [("en", "late by 30 min"), ("zh", "超时 30 分")])
def test_it_is_said_in_sentences(cases: Path, lang: str, words: str) -> None:
    said = run(cases, lang=lang).output
    assert words in said
    assert "2026-03-16 17:00:00" in said


def test_what_if_the_contact_had_come_in_time(cases: Path) -> None:
    (change,) = explained(cases, "--move", "2=2026-03-16T16:59:00+08:00")["changes"][:1]
    assert (change["before"]["state"], change["after"]["state"], change["same"]) == ("breached", "met", False)
    assert "Response: breached" in run(cases, "--move", "2=2026-03-16T16:59:00+08:00").output


def test_what_if_it_had_been_urgent_or_never_answered(cases: Path) -> None:
    urgent = '{"at": "2026-03-13T17:06:00+08:00", "type": "ticket.severity_set", "level": "P1"}'
    first = explained(cases, "--add", urgent, "--drop", "2")["changes"][0]
    assert first["after"] == {
        "clock": "response",
        "state": "breached",
        "due": "2026-03-13T19:00:00+08:00",
        "elapsed_s": first["after"]["elapsed_s"],
    }


def test_the_same_ticket_under_another_handbook(cases: Path) -> None:
    changes = {one["clock"]: one for one in explained(cases, "--handbook", "STD")["changes"]}
    assert changes["response"]["after"]["due"] == "2026-03-13T19:00:00+08:00"
    assert changes["resolution"]["before"] is None
    assert "not in this handbook → breached" in run(cases, "--handbook", "STD", "--clock", "resolution").output


def test_a_due_time_on_days_not_published_is_provisional(cases: Path) -> None:
    (response,) = explained(cases, "--case", "new-year", "--clock", "response")["clocks"]
    assert response["rests_on_unpublished"] == "2026-12-31"
    assert "not published yet" in run(cases, "--case", "new-year").output
    (settled,) = explained(cases, "--clock", "response")["clocks"]
    assert settled["rests_on_unpublished"] is None


def test_nothing_otherwise_is_said_too(cases: Path) -> None:
    assert "No clock would be any different" in run(cases, "--move", "2=2026-03-16T17:30:00+08:00").output


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--case", "gone"), "gone"),
        (("--clock", "tea"), "response"),
        (("--drop", "9"), "events count from 0 to 3"),
        (("--move", "2"), "a time with its zone"),
        (("--move", "x=2026-03-16T17:00:00+08:00"), "a time with its zone"),
        (("--move", "2=2026-03-16T17:00:00"), "a time with its zone"),
        (("--add", "{"), "expected JSON"),
        (("--add", '{"type": "ticket.submitted"}'), "at"),
        (("--handbook", "XYZ"), "XYZ"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(cases: Path, options: tuple[str, ...], words: str) -> None:
    done = run(cases, *options)
    assert (done.exit_code, words in done.output) == (1, True), done.output


def test_a_file_of_another_format_or_without_cases_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.yaml"
    file.write_text("format: sla-cases/1\ncases: [{id: a}]\n", encoding="utf-8")
    assert run(file).exit_code == 1
    file.write_text("cases: [1]\n", encoding="utf-8")
    assert run(file).exit_code == 1
    file.write_text("x: 1\n", encoding="utf-8")
    assert run(file).exit_code == 1
