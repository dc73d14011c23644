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
