"""What is said of a file that is wrong: each part left out, of another kind, or too much; as recorded."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from policy.document import read_document
from policy.problem import Problem
from scoring.rubric import parse_rubric
from scoring.transcripts import read_transcript, read_transcripts
from scoring.written.kind import parse_kinds
from scoring.written.read import read_written
from tests.scoring.conftest import Desks
from tests.scoring.recorded import recorded
from tests.scoring.test_own_transcripts import entries

HERE = Path(__file__).resolve().parent
CONTENT = HERE.parent.parent / "scoring" / "content"
WRONG: tuple[object, ...] = (None, 7, "?", [], {"?": 1})
LONG = "字" * 20_001
MOST = 2
"""Entries of a list that are tried; the others are of their kind."""


def plain(path: Path) -> Any:
    read, problems = read_document(path.read_text("utf-8"), path.name)
    assert read is not None, problems
    return read.value


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(value, dict):
        for name in list(value)[: MOST * 8]:
            yield from _places(value[name], (*path, name))
    elif isinstance(value, list):
        for at in range(min(MOST, len(value))):
            yield from _places(value[at], (*path, at))


def _put(value: Any, path: tuple[Any, ...], new: object) -> Any:
    whole = deepcopy(value)
    inner = whole
    for step in path[:-1]:
        inner = inner[step]
    if new is LONG or not isinstance(new, type(...)):
        inner[path[-1]] = new
    else:
        del inner[path[-1]]
    return whole


def tried(value: Any, refuse: Callable[[Any], tuple[Problem, ...]], most: int) -> list[str]:
    """Spoil a file in one place after another, and tell what is said of each."""
    places = list(_places(value))
    lines = []
    for number, path in enumerate(places[:: max(1, len(places) // most)]):
        for new in (..., WRONG[number % len(WRONG)], *((LONG,) if number % 5 == 0 else ())):
            said = sorted(f"{one.code}:{one.line}:{dict(one.params)}" for one in refuse(_put(value, path, new)))
            name = "nothing" if new is ... else "long" if new is LONG else repr(new)
            lines.append(f"{'.'.join(map(str, path))} = {name}: {'; '.join(said)}".replace(LONG, "<long>")[:600])
    return lines


def test_a_rubric_that_is_wrong_is_told_where(request: pytest.FixtureRequest, desks: Desks) -> None:
    value = plain(CONTENT / "DSK" / "rubric.yaml")
    value["criteria"] = value["criteria"][:6] if isinstance(value.get("criteria"), list) else value.get("criteria")

    def refuse(one: Any) -> tuple[Problem, ...]:
        return tuple(parse_rubric(json.dumps(one, ensure_ascii=False), "r", desks["DSK"][0])[1])[:6]

    recorded(request, "refusals", "rubric", tried(value, refuse, 60))


def test_kinds_of_work_that_are_wrong_are_told_where(request: pytest.FixtureRequest) -> None:
    value = plain(CONTENT / "written.yaml")
    value["kinds"] = value["kinds"][:3]

    def refuse(one: Any) -> tuple[Problem, ...]:
        return tuple(parse_kinds(json.dumps(one, ensure_ascii=False), "k")[1])[:6]

    recorded(request, "refusals", "kinds", tried(value, refuse, 60))


def test_written_work_that_is_wrong_is_told_where(request: pytest.FixtureRequest) -> None:
    kinds, problems = parse_kinds((CONTENT / "written.yaml").read_text("utf-8"), "w")
    assert kinds is not None, problems
    value = plain(HERE / "written" / "zh.yaml")
    value["documents"] = [{k: v for k, v in one.items() if k != "expected"} for one in value["documents"][:1]]
    value["references"] = dict(list(value["references"].items())[:2])

    def refuse(one: Any) -> tuple[Problem, ...]:
        return tuple(read_written(json.dumps(one, ensure_ascii=False), "w", kinds, ("STD", "NET"))[1])[:6]

    recorded(request, "refusals", "written", tried(value, refuse, 90))


def test_a_transcript_that_is_wrong_is_told_where(request: pytest.FixtureRequest, desks: Desks) -> None:
    value = {key: one for key, one in entries()[0].items() if key != "expected"}

    def refuse(one: Any) -> tuple[Problem, ...]:
        return tuple(read_transcript(one, desks["ASC"][0])[1])[:6]

    recorded(request, "refusals", "transcript", tried(value, refuse, 90))


@pytest.mark.parametrize(
    "text",
    [
        "format: other\ntranscripts: []\n",
        "format: ticket-transcripts/1\n",
        "format: ticket-transcripts/1\ntranscripts: 3\n",
        "[]\n",
        "format: ticket-transcripts/1\ntranscripts: [1, {id: a}]\n",
        ": :\n",
    ],
)
def test_a_file_of_transcripts_that_is_none_is_told(text: str, request: pytest.FixtureRequest) -> None:
    read, problems = read_transcripts(text, "t.yaml")
    said = [f"{one.source}:{one.line} {one.code} {dict(one.params)}" for one in problems]
    recorded(request, "refusals", f"transcripts {text!r}", [repr([dict(one) for one in read]), *said])
