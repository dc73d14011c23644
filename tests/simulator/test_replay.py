"""Same case, moves and times: the same bytes on every interpreter (simulation spec, property 2; VALIDITY G9)."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from policy.text import Lang
from simulator.drill import replay
from tests.simulator.ideals import Ideal, ideal
from tests.simulator.replaying import again, as_line, digest

PLAYED: tuple[tuple[str, int, Lang], ...] = (("S006", 2, "en"), ("S047", 2, "zh"))
"""A long handling with other lines and growth, and a short one; `tools/replay.sh` tries every other interpreter."""

OTHERS = tuple(one for one in os.environ.get("MYSTERYDESK_OTHER_PYTHONS", "").split(os.pathsep) if one)


@pytest.fixture(scope="module")
def handlings() -> tuple[Ideal, ...]:
    return tuple(ideal(*one) for one in PLAYED)


@pytest.fixture(scope="module")
def expected(handlings: tuple[Ideal, ...]) -> str:
    """What this interpreter makes of it."""
    return "".join(f"{again(as_line(one.desk, one.moves, one.attempt.events))}\n" for one in handlings)


def in_another(python: str, handlings: tuple[Ideal, ...], root: Path, **environment: str) -> str:
    """Do it all again in another process."""
    lines = "\n".join(as_line(one.desk, one.moves, one.attempt.events) for one in handlings)
    done = subprocess.run(
        [python, "-m", "tests.simulator.replaying"],
        input=lines.encode(),
        capture_output=True,
        check=False,
        cwd=root,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(root), "PYTHONUTF8": "1", **environment},
        timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout.decode()


def test_playing_again_from_json_gives_the_same_bytes(handlings: tuple[Ideal, ...], expected: str) -> None:
    assert [line.split()[0] for line in expected.splitlines()] == [digest(one.attempt.events) for one in handlings]


def test_stored_events_fold_to_the_state_they_were_played_to(handlings: tuple[Ideal, ...]) -> None:
    for one in handlings:
        folded = replay(one.desk, "again", one.attempt.events)
        assert folded.events == one.attempt.events
        assert replace(folded.state, now=one.attempt.state.now) == one.attempt.state


def test_another_process_with_another_hash_seed_gives_the_same_bytes(
    handlings: tuple[Ideal, ...], expected: str, root: Path
) -> None:
    some = "".join(expected.splitlines(keepends=True)[::3])
    assert in_another(sys.executable, handlings[::3], root, PYTHONHASHSEED="4711") == some


@pytest.mark.skipif(not OTHERS, reason="no MYSTERYDESK_OTHER_PYTHONS: tools/replay.sh makes them and runs this test")
@pytest.mark.parametrize("python", OTHERS)
def test_other_interpreters_give_the_same_bytes(
    handlings: tuple[Ideal, ...], expected: str, root: Path, python: str
) -> None:
    assert in_another(python, handlings, root) == expected
