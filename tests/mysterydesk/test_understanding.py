"""Is the classifier trained once, kept, read back, and made anew where what is kept is broken?"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mysterydesk import shelf, understanding
from mysterydesk.cli import app
from mysterydesk.model_cache import model_for
from simulator.reading.model import model_to_bytes

CORPUS = {
    "small.jsonl": "\n".join(
        json.dumps({"text": text, "lang": "en", "labels": labels})
        for text, labels in (
            *(
                (f"flurbish the {thing} {how}", ["give_solution"])
                for thing in ("wimple", "gadger")
                for how in "abcdef"
            ),
            *((f"the {thing} was {how}", list[str]()) for thing in ("wimple", "gadger") for how in "abcdef"),
        )
    )
}
SAID = json.dumps({"id": "m", "text": "Hello, flurbish the gadger a", "lang": "en"}) + "\n"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A corpus that is learnt in no time, and a folder of its own."""
    monkeypatch.setattr(shelf, "corpus", lambda: CORPUS)
    monkeypatch.setenv("MYSTERYDESK_CACHE", str(tmp_path / "kept"))
    understanding.rules_and_model.cache_clear()
    yield tmp_path / "kept"
    understanding.rules_and_model.cache_clear()


def test_a_model_is_trained_once_and_then_read_back(small: Path) -> None:
    trainings: list[str] = []
    first = model_for(CORPUS, shelf.rules(), small, lambda: trainings.append("now"))
    again = model_for(CORPUS, shelf.rules(), small, lambda: trainings.append("again"))
    assert trainings == ["now"]
    assert model_to_bytes(again) == model_to_bytes(first)
    assert [one.suffix for one in small.iterdir()] == [".npz"]
    other = model_for({**CORPUS, "more.jsonl": ""}, shelf.rules(), small)
    assert other.digest != first.digest


def test_a_broken_model_is_made_anew_and_a_folder_that_cannot_be_written_is_no_fault(small: Path) -> None:
    first = model_for(CORPUS, shelf.rules(), small)
    place = next(small.iterdir())
    place.write_bytes(b"broken")
    assert model_to_bytes(model_for(CORPUS, shelf.rules(), small)) == model_to_bytes(first)
    assert place.read_bytes() == model_to_bytes(first)
    assert model_for(CORPUS, shelf.rules(), place / "below a file").digest == first.digest


@pytest.mark.usefixtures("small")
def test_understand_reads_with_rules_and_classifier_and_says_when_it_trains() -> None:
    done = CliRunner().invoke(app, ["understand"], input=SAID, env={"MYSTERYDESK_LANG": "en"})
    assert done.exit_code == 0
    assert "Training the classifier" in done.stderr
    told = json.loads(done.stdout)
    assert [one["act"] for one in told["acts"]] == ["greet", "give_solution"]
    assert told["acts"][1]["evidence"] == "flurbish the gadger a"
    assert set(told) == {"id", "acts", "unsure"}
    alone = CliRunner().invoke(app, ["understand", "--rules"], input=SAID)
    assert [one["act"] for one in json.loads(alone.stdout)["acts"]] == ["greet"]


@pytest.mark.usefixtures("small")
def test_a_report_holds_readings_against_labels(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"text": "Hello, flurbish the gadger a", "lang": "en", "labels": ["greet", "thank"]}\n', "utf-8")
    done = CliRunner().invoke(app, ["understand", "--report", str(gold)])
    *acts, total = (json.loads(line) for line in done.stdout.splitlines())
    assert {one["act"]: one["n"] for one in acts} == {"greet": 1, "thank": 1, "give_solution": 0}
    assert total["micro"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5}


@pytest.mark.usefixtures("small")
def test_a_bundle_with_labelled_messages_reads_with_their_classifier_and_one_without_reads_by_rules() -> None:
    alone, both = (shelf.rules_of(shelf.reading_bundle(model=with_model)) for with_model in (False, True))
    assert alone.model is None
    assert both.model is not None
    assert alone.digest == both.digest == shelf.rules().digest
    assert both.engine != alone.engine == alone.digest
