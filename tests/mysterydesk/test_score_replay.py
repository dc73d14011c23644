"""A store is scored again by one process, by two and through Dask alike, and says whose verdict would change."""

import json
import sys
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner, Result

from benchmarks import stored
from mysterydesk import rescoring
from mysterydesk.cli import app
from mysterydesk.errors import WorldError
from mysterydesk.scores import rubric_text
from mysterydesk.sharing import SHARINGS
from mysterydesk.store.sqlite import SqliteStore
from tests.conftest import absent


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two cases, each handled well once and broken off once."""
    place = tmp_path_factory.mktemp("replay") / "desk.db"
    assert stored.make(place, "STD", 2) == 4
    return place


def run(*words: str) -> Result:
    """Run the command in English."""
    return CliRunner().invoke(app, ["score", "replay", *words], env={"MYSTERYDESK_LANG": "en"})


def found(*words: str) -> dict[str, object]:
    """Run it for machines, and leave out what depends on the machine."""
    done = run(*words, "--json")
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert data["run"].keys() == {"seconds", "rate", "workers", "peak_mb"}
    assert data["run"]["rate"] > 0 < data["run"]["peak_mb"]
    return {name: one for name, one in data.items() if name != "run"}


def test_the_same_scorer_changes_no_verdict_and_writes_nothing(database: Path) -> None:
    before = database.read_bytes()
    data = found("--store", str(database), "--workers", "1")
    assert (data["attempts"], data["scored"], data["not_scored"], data["changed"]) == (4, 4, {}, [])
    results = data["results"]
    assert isinstance(results, list)
    assert [one["verdict"] for one in results[::2]] == ["pass", "pass"]
    assert database.read_bytes() == before


@pytest.mark.slow
def test_two_workers_say_what_one_says(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rescoring, "CHUNK", 1)
    one, two = (found("--store", str(database), "--workers", workers) for workers in ("1", "2"))
    assert one == two


@pytest.mark.slow
def test_dask_says_the_same(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if find_spec("dask") is None:
        absent("the extra `cluster` is not installed: no Dask to share the work")
    # A page that was run in this process before stands as the main module, and each new process would run it again.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    with closing(SqliteStore(database, upgrade=False)) as store:
        names = [one.attempt for one in rescoring.finished(store)[0]]
    jobs = rescoring.jobs(database, names, {})
    ways = [{one.attempt: one for part in way(jobs, 2) for one in part.rescored} for way in SHARINGS.values()]
    assert ways[0] == ways[1]
    assert len(ways[0]) == 4


def test_without_dask_its_absence_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dask", None)
    with pytest.raises(WorldError, match="no_dask"):
        list(SHARINGS["dask"]((), 2))


def test_another_rubric_says_who_would_change_verdict(database: Path, tmp_path: Path) -> None:
    text = rubric_text("STD").replace("weight: major", "weight: minor")
    rubric = tmp_path / "rubric.yaml"
    rubric.write_text(text, encoding="utf-8")
    whole = found("--store", str(database), "--workers", "1", "--rubric", str(rubric))
    plain = found("--store", str(database), "--workers", "1")
    assert whole["results"] != plain["results"], "other weights, other totals"
    with closing(SqliteStore(database, upgrade=False)) as store:
        kept = rescoring.finished(store)[0]
    now = {one.attempt: rescoring.Rescored(attempt=one.attempt, verdict="person") for one in kept}
    assert len(rescoring.changed(kept, now)) == 4


def test_what_cannot_be_done_is_said(database: Path, tmp_path: Path) -> None:
    bad = tmp_path / "rubric.yaml"
    bad.write_text("rubric: {handbook: STD, version: '9'}\ncriteria: []\n", encoding="utf-8")
    for words, said in (
        (("--store", str(tmp_path / "none.db")), "none.db"),
        (("--store", str(database), "--rubric", str(bad)), "rubric.yaml"),
        (("--store", str(database), "--backend", "smoke"), "joblib, dask"),
    ):
        refused = run(*words)
        assert (refused.exit_code, said in refused.output) == (1, True), refused.output
