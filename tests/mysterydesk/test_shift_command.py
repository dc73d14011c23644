"""A shift is drawn, played and scored from the command line, and the score tells a good order from a bad one."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mysterydesk import shelf, shift_plan
from mysterydesk.cli import app


def run(*words: str) -> Result:
    """Run a command in English."""
    return CliRunner().invoke(app, ["shift", *words], env={"MYSTERYDESK_LANG": "en", "COLUMNS": "120"})


@pytest.fixture
def drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two customers of scenarios that are quick to solve."""
    known = {name: one for name, one in shelf.scenarios().items() if name[:4] in {"S040", "S044"}}
    monkeypatch.setattr(shelf, "scenarios", lambda: known)
    monkeypatch.setattr(shift_plan, "MOST", 2)
    done = run("draw", "--handbook", "ASC", "--hours", "1", "--load", "light", "--seed", "3", "--day", "2026-03-10")
    assert done.exit_code == 0, done.output
    place = tmp_path / "shift.json"
    place.write_text(done.stdout, encoding="utf-8")
    return place


def test_hands_and_moves_are_played_and_scored(drawn: Path, tmp_path: Path) -> None:
    shares = {}
    for hand in ("by-due", "nobody"):
        played = tmp_path / f"{hand}.json"
        played.write_text(run("play", str(drawn), "--hand", hand).stdout, encoding="utf-8")
        found = json.loads(run("score", str(played), "--json").stdout)
        shares[hand] = found["share"]
        assert {one["ticket"] for one in found["deadlines"]} == {"shift.1", "shift.2"}
        assert [one["id"] for one in found["tickets"]] == ["shift.1", "shift.2"]
    assert shares["nobody"] == 0 < shares["by-due"] <= 1
    assert "attained" in run("score", str(tmp_path / "nobody.json")).stdout
    moves = tmp_path / "moves.jsonl"
    rows = ({"ticket": 1, "kind": "say", "text": "您好，请问遇到什么情况？"}, {"kind": "wait", "seconds": 60})
    moves.write_text("\n".join(json.dumps(one) for one in rows), encoding="utf-8")
    said = json.loads(run("play", str(drawn), "--moves", str(moves)).stdout)
    assert [one["type"] for one in said["tickets"][0]].count("agent.msg") == 1
    assert all(one["actor"] != "trainee" for one in said["tickets"][1])


def test_what_is_wrong_is_said_with_its_place(drawn: Path, tmp_path: Path) -> None:
    moves = tmp_path / "moves.jsonl"
    for content, said in (
        ('{"ticket": 2, "kind": "say", "text": "x"}', "moves.jsonl"),
        ('{"ticket": -1, "kind": "say"}', "moves.jsonl"),
        ('{"kind": "say"}', "moves.jsonl"),
        ("[1]", "moves.jsonl"),
    ):
        moves.write_text(content, encoding="utf-8")
        refused = run("play", str(drawn), "--moves", str(moves))
        assert (refused.exit_code, said in refused.output) == (1, True), refused.output
    broken = tmp_path / "broken.json"
    for content in ("", "{}", "[]", '{"format": "mysterydesk-shift/1", "cases": []}', drawn.read_text("utf-8")):
        broken.write_text(content, encoding="utf-8")
        assert run("score", str(broken)).exit_code == 1
    for content in ("", "{}", '{"format": "mysterydesk-shift/1", "cases": [{}]}'):
        broken.write_text(content, encoding="utf-8")
        assert run("play", str(broken), "--hand", "nobody").exit_code == 1
    assert run("play", str(drawn)).exit_code == 1
    assert run("play", str(drawn), "--hand", "magic").exit_code == 1
    for words in (("--hours", "9"), ("--load", "mad"), ("--lang", "fr"), ("--day", "soon"), ("--handbook", "XYZ")):
        assert run("draw", *words).exit_code == 1
