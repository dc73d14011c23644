"""Are two hundred messages read as they were kept, here and by every other interpreter?

After a change of rules or lexicons that is meant, `python -m tests.simulator.reading.read_again --keep` keeps them
anew, and the diff tells which messages are read otherwise.
"""

import os
import subprocess
from pathlib import Path

import pytest

from tests.simulator.reading.read_again import KEPT, read_again

OTHERS = tuple(one for one in os.environ.get("MYSTERYDESK_OTHER_PYTHONS", "").split(os.pathsep) if one)


def test_messages_are_read_as_they_were_kept() -> None:
    kept = KEPT.read_text(encoding="utf-8").splitlines()
    assert len(kept) == 1 + 200
    assert list(read_again()) == kept


@pytest.mark.skipif(not OTHERS, reason="no MYSTERYDESK_OTHER_PYTHONS: tools/replay.sh makes them and runs this test")
@pytest.mark.parametrize("python", OTHERS)
def test_other_interpreters_read_them_the_same(python: str, root: Path) -> None:
    done = subprocess.run(
        [python, "-m", "tests.simulator.reading.read_again"],
        capture_output=True,
        check=False,
        cwd=root,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(root), "PYTHONUTF8": "1"},
        timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert done.stdout == KEPT.read_bytes()
