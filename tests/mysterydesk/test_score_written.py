"""`mysterydesk score written`: a line a document, in words or for machines, and every mistake of a file at once."""

import json
from pathlib import Path

from typer.testing import CliRunner

from mysterydesk.cli import app

FILE = """\
format: written-work/1
references:
  morning:
    lang: en
    handbook: SMO
    facts:
      - {topic: since, kind: time, value: "09:30"}
      - {topic: place, value: Harbour branch, marks: [[harbour]]}
      - {topic: symptom, value: Card payments are declined, marks: [[card], [declined]]}
      - {topic: scope, kind: figure, value: 12 shops}
documents:
  - id: R-1
    kind: fault_report
    references: morning
    sections: {time: half past nine, place: Harbour branch, symptom: Cards are declined in twelve shops.}
    expected: {verdict: fail}
  - id: R-2
    kind: fault_report
    references: morning
    sections: {time: "11:45", place: "", symptom: Cards are not declined in 12 shops.}
"""


def run(path: Path, *options: str, lang: str = "en") -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["score", "written", str(path), *options], env={"MYSTERYDESK_LANG": lang})
    return result.exit_code, result.stdout, result.stderr


def test_each_document_gets_a_line_for_machines(tmp_path: Path) -> None:
    file = tmp_path / "w.yaml"
    file.write_text(FILE, encoding="utf-8")
    status, out, _ = run(file, "--json")
    good, bad = (json.loads(one) for one in out.splitlines())
    assert status == 0
    assert (good["id"], good["verdict"], good["total"]) == ("R-1", "pass", [100.0, 100.0])
    assert {one["label"]: one["params"]["reason"] for one in bad["findings"] if one["verdict"] == "not_met"} == {
        "time.since": "wrong_figure",
        "place.present": "missing",
        "place.place": "missing",
        "symptom.symptom": "denied",
    }
    assert {one["clause"] for one in bad["findings"] if one["code"] == "written_fact"} == {"SMO-4.1.b"}


def test_people_read_why_with_clause_and_words(tmp_path: Path) -> None:
    file = tmp_path / "w.yaml"
    file.write_text(FILE, encoding="utf-8")
    _, out, _ = run(file)
    assert 'SMO-4.1.b  "Time" tells since when The figure, time or name is another one. [time: 11:45]' in out
    _, out, _ = run(file, lang="zh")
    assert "“现象”写明现象 写成了否定。" in out


def test_every_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "w.yaml"
    file.write_text(FILE.replace("place: Harbour branch, symptom", "weather: x, symptom").replace("SMO", "XYZ"))
    status, out, err = run(file)
    assert (status, out) == (1, "")
    assert f"{file}:5:" in err
    assert f"{file}:15:" in err
