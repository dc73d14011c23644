"""`handbook check` tells what a manual's own figures contradict: a warning, in both languages and for machines."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mysterydesk.cli import app
from mysterydesk.commands.contradiction_words import SENTENCES, as_data, lines, span_words
from mysterydesk.i18n import LANGS, translation
from policy.parse import parse_handbook
from policy.text import Lang
from sla.contradictions.lint import contradictions_in
from tests.policy.small import pack

KPIS = """\
lists:
  kpis:
    - code: art
      title: {zh: "平均响应", en: "Average response"}
      figures: {target: "2700", op: le, unit: second}
      basis: [TST-2]
"""
CLOCKS = """\
clocks:
  - name: response
    title: {zh: "响应", en: "Response"}
    starts: [{kind: ticket.submitted}]
    stops: [{kind: agent.first_contact}]
    targets: {L1: 30m, L2: LESSER}
    owner: T1
    basis: [TST-2]
"""


def written(folder: Path, lesser: str) -> Path:
    """Write a company's own pack, with one figure open."""
    files = pack(
        clocks=CLOCKS.replace("LESSER", lesser), lists=KPIS, silent="silent: [calendar, ladder, escalations]"
    )
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def check(place: Path, *words: str, lang: str = "en") -> Result:
    """Check a pack."""
    return CliRunner().invoke(app, ["handbook", "check", str(place), *words], env={"MYSTERYDESK_LANG": lang})


def test_one_figure_makes_the_contradiction_and_one_mends_it(tmp_path: Path) -> None:
    """2 tickets at 30 min and 3 at 2 h average 84 min; at 45 min nothing is missed."""
    told = check(written(tmp_path, "2h"))
    assert told.exit_code == 0
    assert "“Average response” asks for at most 45 min" in told.stdout
    assert "5 tickets that all meet “Response” average 1 h 24 min (TST-2)" in told.stdout
    mended = check(written(tmp_path, "45m"))
    assert mended.exit_code == 0
    assert "Contradiction" not in mended.stdout


def test_machines_get_the_timeline_and_both_sentences(tmp_path: Path) -> None:
    told = check(written(tmp_path, "2h"), "--json")
    assert told.exit_code == 0
    data = json.loads(told.stdout)
    (found,) = data["contradictions"]
    assert (data["problems"], found["code"], found["clauses"]) == ([], "kpi_over_targets", ["TST-2"])
    assert "平均" in found["text"]["zh"]
    lesser = found["examples"][1]
    assert (lesser["priority"], lesser["count"]) == ("L2", 3)
    assert [one["type"] for one in lesser["timeline"]][-1] == "agent.first_contact"
    assert lesser["dues"][0]["due"] == lesser["timeline"][-1]["at"] == "2026-03-02T11:00:00+08:00"


def test_the_plainest_one_is_shown_beside_the_problem_of_its_line(tmp_path: Path) -> None:
    """The more urgent has 30 min and the lesser 20: one line to mend, and two tickets that show why."""
    place = written(tmp_path, "20m")
    told = check(place)
    assert told.exit_code == 1
    assert told.stderr.count("clocks.yaml:6") == 1
    assert "due at 2026-03-02 09:20: due first" in told.stdout
    assert "due at 2026-03-02 09:30: later, though more urgent" in told.stdout
    (found,) = (one for one in json.loads(check(place, "--json").stdout)["contradictions"])
    assert [one["dues"][0]["due_first"] for one in found["examples"]] == [False, True]


def test_one_broken_line_is_told_once_and_the_rest_is_still_proved(tmp_path: Path) -> None:
    place = written(tmp_path, "2h")
    broken = place / "clauses.yaml"
    text = broken.read_text(encoding="utf-8")
    broken.write_text(text.replace("clauses:", "clauses: []\nclauses:"), encoding="utf-8")
    told = json.loads(check(place, "--json").stdout)
    assert [one["code"] for one in told["problems"]] == ["duplicate_key"]
    assert [one["code"] for one in told["contradictions"]] == ["kpi_over_targets"]


def test_several_packs_are_checked_at_once(tmp_path: Path) -> None:
    own = written(tmp_path, "30x")
    run = CliRunner().invoke(app, ["handbook", "check", "STD", str(own), "--json"])
    assert run.exit_code == 1
    std, other = json.loads(run.stdout)["packs"]
    assert (std["handbook"], std["problems"], len(std["contradictions"])) == ("STD", [], 3)
    assert (other["name"], [one["code"] for one in other["problems"]]) == (str(own), ["bad_duration"])
    files = sorted(str(one) for one in own.glob("*.yaml"))
    assert json.loads(CliRunner().invoke(app, ["handbook", "check", *files, "--json"]).stdout)["problems"]
    assert CliRunner().invoke(app, ["handbook", "check", "NONE"]).exit_code == 1


def test_a_broken_pack_is_refused_as_before(tmp_path: Path) -> None:
    place = written(tmp_path, "30x")
    told = check(place)
    assert (told.exit_code, told.stdout) == (1, "")
    machine = check(place, "--json")
    assert machine.exit_code == 1
    assert [one["code"] for one in json.loads(machine.stdout)["problems"]] == ["bad_duration"]


@pytest.mark.parametrize("lang", LANGS)
def test_every_kind_has_its_sentence(lang: Lang, root: Path) -> None:
    said = translation(lang)
    assert all(key != said.catalogue.gettext(key) for key in SENTENCES.values())
    folder = root / "policy" / "content" / "STD"
    book, _ = parse_handbook({one.name: one.read_text(encoding="utf-8") for one in folder.glob("*.yaml")})
    assert book is not None
    for one in contradictions_in(book):
        words = list(lines(said, one, book))
        assert not any("{" in line or "contradiction." in line for line in words)
        assert as_data(one, book, {lang: said})["code"] == one.code


def test_spans_are_said_in_the_units_they_are_made_of() -> None:
    en, zh = translation("en"), translation("zh")
    assert [span_words(en, one) for one in (0, 61, 30600, 86400, 90000)] == [
        "0 min",
        "1 min 1 s",
        "8 h 30 min",
        "1 d",
        "25 h",
    ]
    assert span_words(zh, 30600) == "8小时30分钟"
