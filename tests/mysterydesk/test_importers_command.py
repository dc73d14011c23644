"""`mysterydesk sla import`: what it prints, what it writes, and what it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from mysterydesk.cli import app

LOG = """\
Issue key,Status,Priority,Assignee,Reporter,Created,Resolved,[CHART] Date of First Response,Team
H-1,Resolved,Highest,Li Na,Wang Wei,2026-03-10 09:00,2026-03-10 12:00,2026-03-10 09:20,North
H-2,Resolved,Lowest,Li Na,=1+1,2026-03-10 09:00,2026-03-10 08:00,,North
H-3,In Progress,Odd,Li Na,Zhao Min,2026-03-10 09:00,,2026-03-10 12:00,South
"""


def run(*options: object, code: int = 0, lang: str = "en") -> str:
    result = CliRunner().invoke(app, ["sla", "import", *map(str, options)], env={"MYSTERYDESK_LANG": lang})
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "jira.csv"
    path.write_text(LOG, "utf-8-sig")
    return path


def test_the_summary_comes_first_and_then_a_line_a_ticket(log: Path) -> None:
    summary, *tickets = map(json.loads, run(log, "--zone", "Asia/Shanghai", "--json").splitlines())
    assert [summary[name] for name in ("tickets", "rejected", "met", "breached", "open")] == [2, 1, 1, 1, 1]
    assert summary["reasons"] == {"reversed_times": 1}
    assert summary["encoding"] == "utf-8-sig"
    assert summary["format"] == "jira"
    assert [(one["source"], one["ticket"], one["outcome"]) for one in tickets] == [
        ("jira", "H-1", "met"),
        ("jira", "H-3", "breached"),
    ]
    assert tickets[0]["opened_at"] == "2026-03-10T09:00:00+08:00"
    assert summary["levels"] == {"Highest": "L1", "Odd": None}


@pytest.mark.parametrize(("lang", "word"), [("en", "1 breached"), ("zh", "超时 1")])
def test_people_are_told_in_words_of_their_language(log: Path, lang: str, word: str) -> None:
    said = run(log, "--zone", "Asia/Shanghai", "--format", "jsm", lang=lang)
    assert word in said
    assert "{" not in said


def test_the_same_file_twice_gives_every_ticket_once(log: Path, tmp_path: Path) -> None:
    rows, rejects = tmp_path / "rows.jsonl", tmp_path / "left.csv"
    options = ("--zone", "Asia/Shanghai", "--rows", rows, "--rejects", rejects, "--json")
    run(log, *options)
    first = rows.read_text("utf-8")
    run(log, *options)
    assert rows.read_text("utf-8") == first
    log.write_text(
        LOG.replace("H-1,Resolved", "H-9,Resolved").replace("H-3,In Progress,Odd", "H-3,Declined,Odd"), "utf-8"
    )
    run(log, *options)
    merged = {one["ticket"]: one["state"] for one in map(json.loads, rows.read_text("utf-8").splitlines())}
    assert merged == {"H-1": "Resolved", "H-3": "Declined", "H-9": "Resolved"}
    assert rejects.read_text("utf-8-sig").splitlines()[1].startswith("3,H-2,Resolved,2026-03-10 08:00,")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "zh",
            (
                "手册没有的级别：2 张工单",
                "Odd（手册没有的级别）",
                "在对方排第 5 级",
                "没导入",
                "一行也没导入的工单 1 张",
            ),
        ),
        (
            "en",
            ("the priority of 2 tickets", "Odd (not in the handbook)", "rank 5 at the source", "3 taken over", "1"),
        ),
    ],
)
def test_a_priority_that_the_handbook_does_not_have_is_told(log: Path, lang: str, said: tuple[str, ...]) -> None:
    log.write_text(LOG + "H-4,In Progress,Lowest,Li Na,Wei,2026-03-10 09:00,,2026-03-10 12:00,South\n", "utf-8")
    told = run(log, "--zone", "Asia/Shanghai", lang=lang)
    assert [one for one in said if one not in told] == []
    summary = json.loads(run(log, "--zone", "Asia/Shanghai", "--json").splitlines()[0])
    assert [summary[one] for one in ("rows", "rows_taken", "rows_left_out", "rejected_tickets")] == [4, 3, 1, 1]


def test_rejects_are_json_lines_too(log: Path, tmp_path: Path) -> None:
    left = tmp_path / "left.jsonl"
    run(log, "--zone", "Asia/Shanghai", "--rejects", left)
    (one,) = map(json.loads, left.read_text("utf-8").splitlines())
    assert (one["row"], one["ticket"], one["code"]) == (3, "H-2", "reversed_times")
    assert one["reason"] == "the end lies before the beginning"


def test_a_file_of_others_is_not_written_over(log: Path, tmp_path: Path) -> None:
    rows, rejects = tmp_path / "notes.txt", tmp_path / "left.csv"
    rows.write_text("my notes\n", "utf-8")
    said = run(log, "--zone", "Asia/Shanghai", "--rows", rows, "--rejects", rejects, code=1)
    assert "no imported tickets" in said
    assert (rows.read_text("utf-8"), rejects.exists()) == ("my notes\n", False)


def test_nothing_is_half_imported(log: Path, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    log.write_text(LOG.replace("Reporter,", "Reporter,Summary,").replace("Team\n", "Team,Summary\n"), "utf-8")
    said = run(log, "--zone", "Asia/Shanghai", "--rows", rows, code=1)
    assert said.startswith("jira.csv:1: ")
    assert "in columns 6, 11" in said
    assert list(tmp_path.iterdir()) == [log]


def test_rows_that_cannot_be_read_are_listed_and_the_others_judged(log: Path, tmp_path: Path) -> None:
    left = tmp_path / "left.jsonl"
    bad = b"H-4,Open,Low,Li \xff Na,Wei,2026-03-10 09:00,,,North\n" + b'H-5,"Open,Low,Li,Wei\n'
    log.write_bytes(LOG.encode() + bad + b"H-6,Open,,Li,Wei,2026-03-10 09:00,,,North\n")
    summary = json.loads(run(log, "--zone", "Asia/Shanghai", "--rejects", left, "--json").splitlines()[0])
    assert [summary[one] for one in ("rows", "rows_taken", "rows_left_out", "rejected_tickets")] == [6, 3, 3, 3]
    assert [(one["row"], one["ticket"], one["column"], one["value"], one["code"]) for one in map(
        json.loads, left.read_text("utf-8").splitlines()
    )][1:] == [(5, "H-4", "Assignee", "\\xff", "western"), (6, "", "", "", "quote")]  # fmt: skip
    assert summary["assumed_of"]["strictest_without_priority"] == 1
    said = run(log, "--zone", "Asia/Shanghai")
    assert "no priority (held to the strictest)" in said
    assert "(row 5, Assignee: “\\xff”)" in said


def test_what_a_second_import_changes_is_counted(log: Path, tmp_path: Path) -> None:
    options = ("--zone", "Asia/Shanghai", "--rows", tmp_path / "rows.jsonl")
    assert "2 new, 0 changed, 0 as they were, 0 kept" in run(log, *options)
    log.write_text(LOG.replace("H-1,", "H-9,").replace("In Progress,Odd", "Declined,Odd"), "utf-8")
    assert "1 new, 1 changed, 0 as they were, 1 kept" in run(log, *options)
    assert json.loads(run(log, *options, "--json"))["joined"] == {"new": 0, "changed": 0, "same": 2, "kept": 1}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_figures_of_each_clock_stand_under_their_heads(log: Path, lang: str) -> None:
    """Chinese characters are two places wide, so that columns of figures end where their heads do."""
    lines = run(log, "--zone", "Asia/Shanghai", lang=lang).splitlines()
    head = next(place for place, one in enumerate(lines) if one.startswith(("Clock", "时钟")))
    assert len({cell_len(one) for one in lines[head : head + 3]}) == 1


def test_a_saved_profile_is_used_again(log: Path, tmp_path: Path) -> None:
    profile = tmp_path / "mine.yaml"
    run(log, "--zone", "Asia/Shanghai", "--save-profile", profile)
    profile.write_text(profile.read_text("utf-8").replace("- issue key", "- KEY"), "utf-8")
    log.write_text(LOG.replace("Issue key", "Key"), "utf-8")
    found: Any = json.loads(run(log, "--zone", "Asia/Shanghai", "--profile", profile, "--json").splitlines()[0])
    assert found["tickets"] == 2


def test_for_an_unknown_table_a_mapping_is_guessed_and_then_used(tmp_path: Path) -> None:
    log, profile = tmp_path / "own.csv", tmp_path / "mine.yaml"
    log.write_text(
        "Docket,Created at,Solved at,Status,Priority\n7,2026-03-10 09:00,2026-03-10 10:00,Solved,Whoa\n", "utf-8"
    )
    said = run(log, "--zone", "Asia/Shanghai", "--save-profile", profile, code=1)
    assert "A guess at the mapping was written here" in said
    guess = profile.read_text("utf-8")
    assert "whoa: 3" in guess
    assert "solved: resolved" in guess
    assert "column is ticket_id" in run(log, "--zone", "Asia/Shanghai", "--profile", profile, code=1)
    profile.write_text(guess.replace("columns:\n", "columns:\n  ticket_id:\n  - Docket\n"), "utf-8")
    summary = json.loads(run(log, "--zone", "Asia/Shanghai", "--profile", profile, "--json").splitlines()[0])
    assert (summary["tickets"], summary["levels"]) == (1, {"Whoa": "L3"})


def test_a_handbook_may_be_a_folder_of_ones_own(log: Path, tmp_path: Path, root: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    for file in (root / "policy" / "content" / "STD").glob("*.yaml"):
        text = file.read_text("utf-8").replace("{L1: 30m, L2: 1h, L3: 2h}", "{L1: 10m, L2: 1h, L3: 2h}")
        (pack / file.name).write_text(text, "utf-8")
    ours = json.loads(run(log, "--zone", "Asia/Shanghai", "--handbook", pack, "--json").splitlines()[0])
    assert ours["breached"] == 2
    (pack / "handbook.yaml").write_text("pack: {}\n", "utf-8")
    assert "handbook.yaml:1: " in run(log, "--zone", "Asia/Shanghai", "--handbook", pack, code=1)


def test_people_are_named_by_the_secret_that_is_given(log: Path, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_bytes(b"sixteen bytes or more")
    named = run(log, "--zone", "Asia/Shanghai", "--json", "--key-file", key)
    assert '"Reporter": "p-' in named
    assert not any(name in named for name in ("Li Na", "Wang Wei", "Zhao"))
    key.write_bytes(b"short")
    assert "too short" in run(log, "--zone", "Asia/Shanghai", "--key-file", key, code=1)


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ((), "jira.csv:2: "),
        (("--zone", "Nowhere"), "no time zone Nowhere"),
        (("--zone", "Asia/Shanghai", "--format", "lotus"), "no format lotus"),
        (("--zone", "Asia/Shanghai", "--handbook", "XYZ"), "no handbook XYZ"),
        (("--zone", "Asia/Shanghai", "--priority", "L1"), "THEIRS=OURS"),
        (("--zone", "Asia/Shanghai", "--as-of", "later"), "later"),
        (("--delimiter", "::"), "no delimiter"),
        (("--encoding", "klingon"), "no encoding klingon"),
        (("--dates", "week"), "year, day or month"),
    ],
)
def test_what_is_wrong_as_a_whole_is_said_in_one_line(log: Path, options: tuple[str, ...], word: str) -> None:
    said = run(log, *options, code=1)
    assert word in said
    assert len(said.splitlines()) == 1


def test_a_last_moment_that_has_not_come_is_doubted_and_one_that_was_asked_for_is_named(tmp_path: Path) -> None:
    path = tmp_path / "jira.csv"
    rows = "H-1,In Progress,Medium,2026-02-13 17:00\nH-2,In Progress,Medium,2099-02-13 17:00\n"
    path.write_text(f"Issue key,Status,Priority,Created\n{rows}", "utf-8")
    said = run(path, "--zone", "Asia/Shanghai", "--handbook", "STD")
    assert "2099-02-13 17:00" in said
    assert "That moment has not come yet" in said
    asked = run(path, "--zone", "Asia/Shanghai", "--handbook", "STD", "--as-of", "2026-02-13 18:00")
    assert "at the moment that was asked for: 2026-02-13 18:00" in asked
    assert "has not come yet" not in asked


def test_working_hours_keep_to_the_official_days(tmp_path: Path) -> None:
    """Eight working hours from Friday 2026-02-13 17:00: one then, seven on Saturday the 14th, a make-up day."""
    path = tmp_path / "jira.csv"
    head = "Issue key,Status,Priority,Created,[CHART] Date of First Response\n"
    path.write_text(f"{head}H-1,In Progress,Medium,2026-02-13 17:00,2026-02-14 17:01\n", "utf-8")
    said = run(path, "--zone", "Asia/Shanghai", "--handbook", "ASC", "--priority", "Medium=P3", "--json")
    row = json.loads(said.splitlines()[1])
    response = next(one for one in row["clocks"] if one["clock"] == "response")
    assert (response["state"], response["due"][:16]) == ("breached", "2026-02-14T17:00")
