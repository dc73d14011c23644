"""Does the command say why a clock is due then, and what would be otherwise?"""

import json
import re
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


def test_a_due_time_cites_the_clause_of_the_priority_in_force(cases: Path) -> None:
    (response,) = explained(cases, "--clock", "response")["clocks"]
    cited = {name for step in response["steps"] for name in step["basis"]}
    assert cited == {"ASC-2.2.P3", "ASC-4.2", "A-working-hours", "A-response-start"}


def test_without_a_moment_of_reading_the_last_event_is_it_and_none_is_asked_for(cases: Path) -> None:
    text = cases.read_text(encoding="utf-8")
    cases.write_text(re.sub(r"\n  as_of: .*", "", text), encoding="utf-8")
    found = explained(cases, "--clock", "response")
    assert (found["as_of"], found["clocks"][0]["state"]) == ("2026-03-16T17:30:00+08:00", "breached")
    assert "看时钟的时刻：2026-03-16 17:30:00。" in run(cases, lang="zh").output
    cases.write_text("format: handbook-cases/1\ncases:\n- {id: bare, handbook: ASC}\n", encoding="utf-8")
    for lang, words in (("en", "bare: as_of is missing"), ("zh", "bare: 没有 as_of")):
        done = run(cases, lang=lang)
        assert (done.exit_code, words in done.output, "None" in done.output) == (1, True, False), done.output


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


LATE = """
format: handbook-cases/1
cases:
- id: late
  handbook: STD
  timeline:
  - {at: "2026-03-10T09:00:00+08:00", type: ticket.submitted}
  - {at: "2026-03-10T09:00:00+08:00", type: ticket.accepted}
  - {at: "2026-03-10T09:01:00+08:00", type: ticket.severity_set, level: L1}
  - {at: "2026-03-10T09:10:00+08:00", type: agent.first_contact}
  - {at: "2026-03-10T12:00:00+08:00", type: ticket.transferred, from_tier: T1, to_tier: T3}
  - {at: "2026-03-10T12:30:00+08:00", type: ticket.assigned, to: t3-1, group: T3}
  - {at: "2026-03-10T14:00:00+08:00", type: verify.customer}
  - {at: "2026-03-10T14:05:00+08:00", type: breach.reason_logged, clock: resolution, reason: "parts"}
  as_of: "2026-03-10T15:00:00+08:00"
- id: bad
  handbook: STD
  timeline: {}
  as_of: "2026-03-10T15:00:00+08:00"
- {id: none, handbook: XYZ}
- id: never
  handbook: ASC
  calendar: {tz: UTC, calendar: {}}
  timeline:
  - {at: "2026-03-10T09:00:00+08:00", type: ticket.submitted}
  - {at: "2026-03-10T09:00:00+08:00", type: ticket.severity_set, level: P3}
  as_of: "2026-03-10T10:00:00+08:00"
"""


@pytest.fixture
def late(tmp_path: Path) -> Path:
    file = tmp_path / "late.yaml"
    file.write_text(LATE, encoding="utf-8")
    return file


def test_warnings_reasons_owed_and_who_used_the_time_are_told(late: Path) -> None:
    clocks = {one["clock"]: one for one in explained(late)["clocks"]}
    resolution = clocks["resolution"]
    assert [one["at"][11:16] for one in resolution["warnings"]] == ["11:00", "12:00", "12:36"]
    assert resolution["obligations"] == [
        {
            "since": "2026-03-10T13:00:00+08:00",
            "open": False,
            "met_at": "2026-03-10T14:05:00+08:00",
            "event": 7,
            "basis": [],
        }
    ]
    assert resolution["consumption"] == [
        {"line": "T1", "person": "", "seconds": 3 * 3600, "late_s": 0},
        {"line": "T3", "person": "", "seconds": 1800, "late_s": 0},
        {"line": "T3", "person": "t3-1", "seconds": 5400, "late_s": 3600},
    ]
    assert [one["open"] for one in clocks["t3_join"]["obligations"]] == [True]
    assert clocks["response"]["obligations"] == []


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            ("warning at 75%", "was stated at 2026-03-10 14:05:00", "is owed since", "t3-1) used 1 h 30 min, 1 h of"),
        ),
        ("zh", ("用掉 75% 时提醒", "2026-03-10 14:05:00 已写明", "工单里还没有写", "其中超时 1 小时")),
    ],
)
def test_they_are_said_in_sentences(late: Path, lang: str, words: tuple[str, ...]) -> None:
    said = run(late, lang=lang).output
    assert [one for one in words if one not in said] == []


def test_what_if_tells_what_would_follow_otherwise(late: Path) -> None:
    """Without the hand-over first line has used it all; the reason stated is owed again when nobody states it."""
    rows = {one["clock"]: one["details"] for one in explained(late, "--drop", "4", "--drop", "5")["changes"]}
    used = [
        [(one["line"], one["seconds"]) for one in rows["resolution"][side]["consumption"]]
        for side in rows["callback"]
    ]
    assert used == [[("T1", 10800), ("T3", 1800), ("T3", 5400)], [("T1", 18000)]]
    assert rows["callback"] == {"before": None, "after": None}
    said = run(late, "--drop", "7").output
    assert "No clock would be any different" in said
    assert "Resolution, reason for breach 1: stated at 2026-03-10 14:05:00 → owed since 2026-03-10 13:00:00" in said
    assert "解决，一线用的时间: 3 小时 → 5 小时，其中超时 1 小时" in run(
        late, "--drop", "4", "--drop", "5", lang="zh"
    ).output.replace("：", ": ")


def test_evaluate_gives_details_only_when_asked_and_beside_the_same_result(late: Path) -> None:
    def lines(*options: str) -> list[dict[str, Any]]:
        done = CliRunner().invoke(app, ["sla", "evaluate", str(late), *options])
        assert done.exit_code == 1, done.output
        return [json.loads(one) for one in done.stdout.splitlines()]

    plain, more = lines(), lines("--details")
    assert [set(one) for one in plain] == [{"id", "result"}] * 4
    assert [{"id": one["id"], "result": one["result"]} for one in more] == plain
    assert [bool(one["details"]) for one in more] == [True, False, False, False]
    assert {"warnings", "obligations", "consumption"} == set(more[0]["details"]["resolution"])


def test_days_that_were_added_to_the_store_count(cases: Path, tmp_path: Path) -> None:
    """The desk closes on the Monday that the ticket would be due on."""
    own, db = tmp_path / "own.csv", tmp_path / "desk.db"
    own.write_text("date,kind\n2026-03-16,closed\n", encoding="utf-8")
    assert CliRunner().invoke(app, ["calendar", "add", str(own), "--store", str(db)]).exit_code == 0
    (response,) = explained(cases, "--clock", "response", "--store", str(db))["clocks"]
    assert response["due"] == "2026-03-17T17:00:00+08:00"
    assert run(cases, "--store", str(tmp_path / "gone.db")).exit_code == 1
