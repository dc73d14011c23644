"""Do the commands on timelines name every mistake with its place, mark what is not settled, and show both sides?"""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from mysterydesk.cli import app
from mysterydesk.commands.sla_lines import json_text, yaml_text

BAD = """format: handbook-cases/1
cases:
- id: good
  handbook: ASC
  timeline:
  - {at: 2027-03-12T16:00:00+08:00, type: ticket.submitted}
  - {at: "2027-03-12T16:01:00+08:00", type: ticket.severity_set, level: P3}
  as_of: "2027-03-12T17:00:00+08:00"
- id: twice
  handbook: STD
  handbook: STD
  timeline:
  - {at: "2026-03-10T09:00:00+08:00", type: ticket.submitted}
  - {at: "2026-03-10T08:00:00+08:00", type: agent.first_contact}
  - at: 2026-03-10T09:30:00
    type: ticket.accpeted
  as_of: "2026-03-10T10:00:00+08:00"
- id: empty
  handbook: ASC
  calendar: {tz: Asia/Shanghai, calendar: {}}
  timeline:
  - {at: "2026-03-10T09:00:00+08:00", type: ticket.submitted}
  - {at: "2026-03-10T10:00:00+08:00", type: ticket.severity_set, level: P3}
  as_of: "2026-03-10T12:00:00+08:00"
- {id: good, handbook: XYZ}
"""

LATE = """format: handbook-cases/1
cases:
- id: a
  handbook: STD
  options:
    pause: wait_customer
    overrides:
    - id: spring
      from: "2026-03-01T00:00:00+08:00"
      to: "2026-04-01T00:00:00+08:00"
      targets: {L2: {response_s: 7200}}
  timeline:
  - {at: "2026-03-02T09:00:00+08:00", type: sla.change_notified, override: spring}
  - {at: "2026-03-10T09:00:00+08:00", type: ticket.submitted}
  - {at: "2026-03-10T09:20:00+08:00", type: agent.first_contact}
  - {at: "2026-03-10T09:01:00+08:00", type: ticket.severity_set, level: L3}
  - {at: "2026-03-10T09:05:00+08:00", type: ticket.severity_set, level: L2}
  as_of: "2026-03-10T12:00:00+08:00"
- id: b
  handbook: STD
  timeline:
  - {at: "2026-03-10T09:00:00+08:00", type: ticket.submitted}
  as_of: "2026-03-10T09:10:00+08:00"
"""


def run(text: str, folder: Path, command: str, *options: str, lang: str = "en") -> Result:
    file = folder / "cases.yaml"
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(app, ["sla", command, str(file), *options], env={"MYSTERYDESK_LANG": lang})


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            (
                "cases.yaml:11: case twice: handbook is written twice",
                "cases.yaml:14: case twice: timeline[1].at",
                "before the ticket was submitted",
                "cases.yaml:15: case twice: timeline[2].at has no offset",
                "cases.yaml:16: case twice: timeline[2].type is 'ticket.accpeted'; there is no such kind",
                "cases.yaml:20: case empty: No due time can be computed: the calendar never opens again",
                "cases.yaml:25: case good: handbook is 'XYZ'",
                "belongs to an earlier case too",
                "Cases evaluated: 1; with problems and not evaluated: 3.",
            ),
        ),
        (
            "zh",
            (
                "cases.yaml:11: 案例 twice: handbook 写了两次",
                "那时工单还没有提交",
                "cases.yaml:16: 案例 twice: timeline[2].type 是 'ticket.accpeted'，没有这种事件",
                "cases.yaml:20: 案例 empty: 日历里再没有工作时间",
                "1 个案例算出了结果；3 个有错",
            ),
        ),
    ],
)
def test_every_mistake_is_told_with_file_line_and_case_and_the_good_cases_are_judged(
    tmp_path: Path, lang: str, words: tuple[str, ...]
) -> None:
    done = run(BAD, tmp_path, "evaluate", lang=lang)
    assert done.exit_code == 1
    assert [one for one in words if one not in done.stderr] == []
    rows: list[Any] = [json.loads(one) for one in done.stdout.splitlines()]
    assert [("problems" in row["result"]) for row in rows] == [False, True, True, True]
    assert {one["line"] for one in rows[1]["result"]["problems"]} == {11, 14, 15, 16}


def test_a_due_time_beyond_the_notices_is_marked_in_both_forms(tmp_path: Path) -> None:
    told = json.loads(run(BAD, tmp_path, "evaluate").stdout.splitlines()[0])["result"][0]
    assert (told["provisional"], told["rests_on_unpublished"]) == (True, "2027-03-12")
    said = run(BAD, tmp_path, "evaluate", "--text", lang="zh").stdout
    assert "good（ASC）" in said
    assert "暂定：2027-03-12 起的放假安排还没有公布" in said


def test_before_the_first_notice_a_due_time_is_marked_too(tmp_path: Path) -> None:
    said = run(BAD.replace("2027-03-12", "2003-12-31"), tmp_path, "explain").output
    assert "holidays are known from 2004-01-01 on and not for 2003-12-31" in said


def test_explain_refuses_the_case_with_all_its_mistakes(tmp_path: Path) -> None:
    done = run(BAD, tmp_path, "explain", "--case", "twice")
    assert (done.exit_code, done.stderr.count("case twice:")) == (1, 4)
    empty = run(BAD, tmp_path, "explain", "--case", "empty", lang="zh")
    assert (empty.exit_code, "案例 empty: 日历里再没有工作时间" in empty.stderr) == (1, True)


def test_explain_names_the_assumptions_that_acted_and_the_change_that_came_too_late(tmp_path: Path) -> None:
    (told,) = json.loads(run(LATE, tmp_path, "explain", "--json").stdout)["clocks"]
    assert [one["id"] for one in told["assumptions"]] == ["A-regrade", "A-calendar"]
    assert all(one["reason"]["zh"] and one["reason"]["en"] for one in told["assumptions"])
    (late,) = [one for one in told["steps"] if one["code"] == "override_late"]
    assert (late["at"], late["until"]) == ("2026-03-02T09:00:00+08:00", "2026-03-01T00:00:00+08:00")
    said = run(LATE, tmp_path, "explain", lang="zh").stdout
    assert "变更 spring 不适用：2026-03-02 09:00:00 才通知，而它 2026-03-01 00:00:00 就开始了" in said
    assert "用到的假设 A-calendar：所有时限按自然时间计算" in said
    assert "用到的假设 A-provisional" in run(LATE, tmp_path, "explain", "--case", "b", lang="zh").stdout


def test_what_if_prints_both_sides_and_what_makes_the_difference(tmp_path: Path) -> None:
    asked = ("--move", "2=2026-03-10T10:30:00+08:00", "--drop", "3")
    (change,) = json.loads(run(LATE, tmp_path, "what-if", *asked, "--json").stdout)["changes"]
    assert (change["before"]["state"], change["after"]["state"], change["same"]) == ("met", "breached", False)
    assert [one["code"] for one in change["why"]["before"]] == ["priority_changed", "priority_changed", "met"]
    said = run(LATE, tmp_path, "what-if", *asked).stdout
    words = (
        "If event 2 (First contact by a support person) had been at 2026-03-10 10:30:00",
        "before: met, due 2026-03-10 10:00:00",
        "after:  breached, due 2026-03-10 10:00:00",
        "    + 2026-03-10 10:30:00  late by 30 min",
    )
    assert [one for one in words if one not in said] == []
    later = run(LATE, tmp_path, "what-if", "--move", "4=2026-03-10T13:00:00+08:00", lang="zh").stdout
    assert "这在看时钟的时刻之后" in later


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ((), "what-if: "),
        (("--move", "2=2026-03-10T08:00:00+08:00"), "before the ticket was submitted"),
        (("--clock", "tea", "--drop", "1"), "no clock “tea”"),
        (("--drop", "2", "--move", "2=2026-03-10T10:00:00+08:00"), "Event 2 is both dropped and moved"),
    ],
)
def test_what_if_refuses_what_cannot_be(tmp_path: Path, asked: tuple[str, ...], words: str) -> None:
    done = run(LATE, tmp_path, "what-if", *asked)
    assert (done.exit_code, words in done.stderr) == (1, True)


def test_what_is_no_case_is_told_and_the_others_are_evaluated(tmp_path: Path) -> None:
    done = run(f"{LATE}- 7\n", tmp_path, "evaluate")
    rows = [json.loads(one)["result"] for one in done.stdout.splitlines()]
    assert (done.exit_code, ["problems" in one for one in rows]) == (1, [False, False, True])
    assert "cases[2] has to be a mapping, found 7" in done.stderr


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    done = run(LATE.replace("handbook-cases/1", "tickets/2"), tmp_path, "evaluate")
    assert (done.exit_code, "handbook-cases/1" in done.stderr) == (1, True)
    plain = run(LATE.replace("handbook-cases/1", "sla-cases/1"), tmp_path, "explain")
    assert (plain.exit_code, "no timelines of handbooks" in plain.stderr) == (1, True)


def test_lines_of_json_and_yaml_agree() -> None:
    text = '{\n"a": [\n1,\n{"b": "x\\n]",\n"b": 2}\n],\n"c": {}\n}'
    for data, lines in (json_text(text), yaml_text(text)):
        assert data == {"a": [1, {"b": 2}], "c": {}}
        assert lines.twice() == (("a", 1, "b"),)
        places = [("a",), ("a", 0), ("a", 1), ("a", 1, "b"), ("c", "nothing")]
        assert [lines.line(place) for place in places] == [2, 3, 4, 5, 7]
