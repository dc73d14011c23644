"""The command line as a machine and a person meet it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mysterydesk import shelf
from mysterydesk.cli import app
from mysterydesk.shelf import HANDBOOKS

DAY = "2026-11-23"


def run(*words: str, stdin: str = "") -> Result:
    """Run a command in English."""
    return CliRunner().invoke(app, [*words], input=stdin, env={"MYSTERYDESK_LANG": "en", "COLUMNS": "120"})


def lines(result: Result) -> list[dict[str, object]]:
    """Read JSON lines."""
    return [json.loads(one) for one in result.stdout.splitlines()]


def test_handbook_list_names_the_packs_with_their_counts() -> None:
    rows = lines(run("handbook", "list", "--json"))
    assert [row["id"] for row in rows] == list(HANDBOOKS)
    counts = {row["id"]: row["clauses"] for row in rows}
    assert counts == {"STD": 78, "ASC": 47, "SMO": 21, "DSK": 81, "NET": 42}


@pytest.mark.parametrize("name", HANDBOOKS)
def test_every_handbook_that_ships_can_be_shown_and_checked(name: str, root: Path) -> None:
    shown = json.loads(run("handbook", "show", name, "--json").stdout)
    assert {one["id"].partition("-")[0] for one in shown["clauses"]} == {name}
    assert {one["badge"] for one in shown["assumptions"]} == {"assumed"}
    checked = run("handbook", "check", str(root / "policy" / "content" / name))
    assert (checked.exit_code, name in checked.output) == (0, True)
    assert run("handbook", "check", name).output == checked.output


def test_no_drill_is_scored_under_a_handbook_without_a_rubric(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mysterydesk.shelf.SCORED", ("STD",))
    result = run("score", "validate", "--handbook", "ASC")
    assert result.exit_code == 1
    assert "under the handbook ASC" in result.output


@pytest.mark.parametrize("name", HANDBOOKS)
def test_cases_are_drawn_under_every_handbook(name: str) -> None:
    drawn = run("case", "draw", "--handbook", name, "--seed", "3", "--count", "2", "--day", "2026-03-12")
    cases = [json.loads(line) for line in drawn.stdout.splitlines()]
    assert [(one["handbook"], one["seat"]) for one in cases] == [(name, "T1")] * 2
    assert {one.get("post", "") for one in cases} == {POSTS[name]}


def test_a_case_is_drawn_for_a_seat_of_the_manual() -> None:
    words = ("case", "draw", "--handbook", "DSK", "--scenario", "S033-autosave-off", "--day", "2026-03-12")
    drawn = run(*words, "--post", "operator")
    assert json.loads(drawn.stdout)["post"] == "operator"
    refused = run(*words, "--post", "pilot")
    assert (refused.exit_code, "operator" in refused.output) == (1, True)


POSTS = {"STD": "", "ASC": "agent", "SMO": "agent", "DSK": "skilled", "NET": "agent"}
"""Seat at which each manual's drills are taken when nobody chose."""


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("en", ["  Normal  8 h  in working hours only", "  starts: Customer submits  ([assumed A-response-start])"]),
        ("zh", ["  周一至周五  09:00–12:00、13:00–18:00  休息 12:00–13:00"]),
    ],
)
def test_handbook_show_says_clocks_hours_and_assumptions(lang: str, lines: list[str]) -> None:
    told = run("handbook", "show", "ASC", "--lang", lang).stdout.splitlines()
    assert set(lines) <= set(told)
    assert any(one.startswith(("[assumed A-two-clocks]", "【产品默认 A-two-clocks】")) for one in told)


def test_handbook_show_gives_machines_every_clock_with_what_it_stands_on() -> None:
    shown = json.loads(run("handbook", "show", "ASC", "--json").stdout)
    book = shelf.handbook("ASC")
    response = shown["clocks"][0]
    assert [one["name"] for one in shown["clocks"]] == [one.name for one in book.clocks]
    assert response["targets"]["P3"] == {
        "seconds": 28800,
        "counts_in": "business",
        "calendar": {"zh": book.calendar.name.zh, "en": book.calendar.name.en} if book.calendar else None,
    }
    assert response["starts"] == [{"kind": "ticket.submitted"}]
    assert "A-response-start" in response["assumptions"]
    assert [one["code"] for one in shown["seats"]] == [one.code for one in book.seats]


def test_handbook_show_gives_a_clause_in_both_languages() -> None:
    shown = json.loads(run("handbook", "show", "STD", "--clause", "STD-3.3.1", "--json").stdout)
    assert shown[0]["id"] == "STD-3.3.1"
    assert shown[0]["zh"]
    assert shown[0]["en"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("handbook", "show", "XYZ"), "XYZ"),
        (("handbook", "show", "STD", "--clause", "STD-99"), "STD-99"),
        (("case", "draw", "--scenario", "nope"), "nope"),
        (("case", "draw", "--lang", "fr"), "fr"),
        (("case", "draw", "--day", "tomorrow"), "tomorrow"),
        (("sla", "evaluate", "no-such-file.json"), "no-such-file.json"),
        (("drill", "solve", "no-such-case.json"), "no-such-case.json"),
        (("credential", "verify", "no-such-file.json"), "no-such-file.json"),
    ],
)
def test_wrong_input_says_what_came_and_ends_with_status_1(words: tuple[str, ...], said: str) -> None:
    result = run(*words)
    assert result.exit_code == 1
    assert said in result.output
    assert "Traceback" not in result.output


def test_an_unknown_command_is_a_usage_error() -> None:
    assert run("dance").exit_code == 2


def test_handbook_check_lists_every_problem_with_file_and_line(tmp_path: Path) -> None:
    broken = tmp_path / "pack.yaml"
    broken.write_text("pack: {id: XYZ}\npriorities:\n  - {code: L1}\nsurprise: 1\n", encoding="utf-8")
    result = run("handbook", "check", str(broken))
    assert result.exit_code == 1
    found = [one for one in result.output.splitlines() if one.startswith(str(broken))]
    assert len(found) >= 3
    assert any(one.startswith(f"{broken}:4:") for one in found)


def test_scenario_check_lists_every_problem_with_file_and_line(tmp_path: Path) -> None:
    broken = tmp_path / "scenario.yaml"
    broken.write_text("format: scenario/1\nid: x\npriority: L1\n", encoding="utf-8")
    result = run("scenario", "check", str(broken))
    assert result.exit_code == 1
    assert any(one.startswith(f"{broken}:3:") for one in result.output.splitlines()), result.output


def test_the_shipped_scenarios_have_no_problem(root: Path) -> None:
    """Two files are enough for the command: all are checked under all handbooks beside the scenarios."""
    shipped = sorted(str(place) for place in (root / "scenarios/content/scenarios").glob("*.yaml"))
    result = run("scenario", "check", *shipped[:2])
    assert result.exit_code == 0, result.output
    assert len(shipped) == len(shelf.scenarios())


def test_scenario_list_as_json() -> None:
    listed = json.loads(run("scenario", "list", "--json").stdout)["scenarios"]
    assert {row["id"] for row in listed} == set(shelf.scenarios())
    assert {row["seat"] for row in listed} <= {one.code for one in shelf.handbook("STD").tiers}
    assert all(row["handbooks"] for row in listed)


def test_case_draw_is_the_same_for_the_same_seed_and_differs_otherwise() -> None:
    first = run("case", "draw", "--seed", "5", "--count", "2", "--day", DAY).stdout
    assert first == run("case", "draw", "--seed", "5", "--count", "2", "--day", DAY).stdout
    assert first != run("case", "draw", "--seed", "7", "--count", "2", "--day", DAY).stdout
    assert len(first.splitlines()) == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_solve_then_play_passes_and_prints_events_clocks_and_scorecard(tmp_path: Path, lang: str) -> None:
    case = tmp_path / "case.json"
    case.write_text(run("case", "draw", "--seed", "4", "--day", DAY, "--lang", lang).stdout, encoding="utf-8")
    moves = tmp_path / "moves.jsonl"
    moves.write_text(run("drill", "solve", str(case)).stdout, encoding="utf-8")
    played = json.loads(run("drill", "play", str(case), "--moves", str(moves)).stdout)
    assert played["scorecard"]["verdict"] == "pass"
    assert played["scorecard"]["total"] == [100.0, 100.0]
    assert {one["clock"] for one in played["clocks"]} >= {"response", "resolution", "callback"}
    assert played["events"][0]["type"] == "attempt.started"


def test_a_refused_move_ends_play_with_its_line(tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    case.write_text(run("case", "draw", "--day", DAY).stdout, encoding="utf-8")
    moves = tmp_path / "moves.jsonl"
    moves.write_text('{"kind": "say", "text": "您好"}\n{"kind": "check", "check": "tea"}\n', encoding="utf-8")
    result = run("drill", "play", str(case), "--moves", str(moves))
    assert result.exit_code == 1
    assert f"{moves}:2" in result.output


def test_understand_reads_json_lines() -> None:
    stdin = '{"id": "a", "text": "请问您怎么称呼？", "lang": "zh"}\n{"id": "b", "text": "嗯", "lang": "zh"}\n'
    read = lines(run("understand", "--rules", stdin=stdin))
    assert read[0]["id"] == "a"
    assert "ask:contact_name" in json.dumps(read[0]["acts"])
    assert read[1] == {"id": "b", "acts": [], "unsure": False}


def test_sla_evaluate_agrees_with_every_undisputed_case(shared: Path) -> None:
    cases = json.loads((shared / "sla/cases.json").read_text(encoding="utf-8"))["cases"]
    answers = {one["id"]: one["result"] for one in lines(run("sla", "evaluate", str(shared / "sla/cases.json")))}
    undisputed = [one for one in cases if "disputed" not in one and one["kind"] != "ticket"]
    wrong = [one["id"] for one in undisputed if answers[one["id"]] != one["expected"]]
    assert wrong == []
    assert len(undisputed) > 100


def test_doctor_says_what_is_fine(tmp_path: Path) -> None:
    result = run("doctor", "--store", str(tmp_path / "new.db"), "--port", "0")
    assert f"✓ Shipped content: {len(HANDBOOKS)} handbooks," in result.output
    assert "is not there yet; it is made when first opened" in result.output.replace("\n", " ")
    assert list(tmp_path.iterdir()) == []


def test_a_corrupt_store_says_what_to_do(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database" * 100)
    result = run("doctor", "--store", str(broken), "--port", "0")
    assert result.exit_code == 1
    assert "broken.db" in result.output
    assert "Traceback" not in result.output


def test_demo_walk_goes_from_drill_to_a_verified_credential(tmp_path: Path) -> None:
    out = tmp_path / "walk"
    result = run("demo", "walk", "--out", str(out))
    assert result.exit_code == 0, result.output
    names = {place.name for place in out.iterdir()}
    assert names >= {
        "cases.jsonl",
        "events.jsonl",
        "scorecards.json",
        "credential.json",
        "status-list.json",
        "did.json",
        "credential.pdf",
    }
    verified = run(
        "credential", "verify", str(out / "credential.json"), "--status", str(out / "status-list.json"), "--json"
    )
    assert json.loads(verified.stdout)["verdict"] == "verified"
    tampered = out / "tampered.json"
    text = (out / "credential.json").read_text(encoding="utf-8")
    tampered.write_text(text.replace("Chen Xiao", "Chen Xia"), encoding="utf-8")
    assert run("credential", "verify", str(tampered), "--status", str(out / "status-list.json")).exit_code == 1
