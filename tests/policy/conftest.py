"""The shipped pack, read once."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from policy.handbook import Handbook
from policy.parse import parse_handbook
from policy.vocabulary import Vocabulary, parse_vocabulary
from tests.policy.small import told

Raw = Mapping[str, object]


@pytest.fixture(scope="session")
def vocabulary(root: Path) -> Vocabulary:
    """The shipped vocabulary of events."""
    text = (root / "policy" / "content" / "events.yaml").read_text(encoding="utf-8")
    read, problems = parse_vocabulary(text, "events.yaml")
    assert told(problems) == []
    assert read is not None
    return read


@pytest.fixture(scope="session")
def shipped_files(root: Path) -> Callable[[str], Mapping[str, str]]:
    """The shipped files of a pack, by its id."""

    def read(pack: str) -> Mapping[str, str]:
        folder = root / "policy" / "content" / pack
        return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.yaml"))}

    return cache(read)


@pytest.fixture(scope="session")
def shipped(shipped_files: Callable[[str], Mapping[str, str]], vocabulary: Vocabulary) -> Callable[[str], Handbook]:
    """A shipped handbook, by its id; parsed once."""

    def parse(pack: str) -> Handbook:
        handbook, problems = parse_handbook(shipped_files(pack), vocabulary)
        assert told(problems) == []
        assert handbook is not None
        return handbook

    return cache(parse)


@pytest.fixture(scope="session")
def std_files(shipped_files: Callable[[str], Mapping[str, str]]) -> Mapping[str, str]:
    """The shipped files of STD."""
    return shipped_files("STD")


@pytest.fixture(scope="session")
def std(shipped: Callable[[str], Handbook]) -> Handbook:
    """The shipped STD handbook."""
    return shipped("STD")


@pytest.fixture(scope="session")
def shared_clauses(shared: Path) -> Raw:
    """`clauses.yaml` of the interchange files, read by ruamel's own safe loader."""
    text = (shared / "handbooks" / "clauses.yaml").read_text(encoding="utf-8")
    loaded: Raw = YAML(typ="safe", pure=True).load(text)
    return loaded
