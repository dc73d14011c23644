"""Whole attempts with their scorecards, as files; `--snapshot-update` writes them anew."""

import json
from pathlib import Path

import pytest

from scoring.scorecard import as_data
from scoring.validate.exam_room import Trial, replayed
from scoring.validate.meddler import Fault, meddled

DIGESTS = ("handbook", "rubric", "engine")
"""They change with every comma of the content; what they pin is tested elsewhere."""

HASTY = Fault(unsaid=("empathise", "anything_else", "farewell"), skips=lambda kind, _fields: kind == "archive")
"""An average handling: the work is done, the manners and the record are not."""


def golden(folder: Path, name: str, data: object, *, update: bool) -> None:
    """Compare with a golden file, or write it."""
    path = folder / f"{name}.json"
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if update:
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text, "run with --snapshot-update if the change is meant"


def test_scorecards_of_whole_attempts_are_as_recorded(
    trials: tuple[Trial, ...], request: pytest.FixtureRequest
) -> None:
    update = bool(request.config.getoption("--snapshot-update", default=False))
    folder = Path(__file__).parent / "golden"
    for trial in trials:
        attempts = {"ideal": replayed(trial.opened(), trial.ideal), "hasty": meddled(trial, HASTY)}
        for name, attempt in attempts.items():
            assert attempt is not None
            card = {key: one for key, one in as_data(trial.scored(attempt)).items() if key not in DIGESTS}
            golden(folder, f"{trial.desk.case.scenario}-{trial.lang}-{name}", card, update=update)
