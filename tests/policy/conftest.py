"""The shipped pack, read once."""

from collections.abc import Mapping
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
def std_files(root: Path) -> Mapping[str, str]:
    """The shipped files of STD."""
    folder = root / "policy" / "content" / "STD"
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.yaml"))}


@pytest.fixture(scope="session")
def std(std_files: Mapping[str, str], vocabulary: Vocabulary) -> Handbook:
    """The shipped STD handbook."""
    handbook, problems = parse_handbook(std_files, vocabulary)
    assert told(problems) == []
    assert handbook is not None
    return handbook


@pytest.fixture(scope="session")
def shared_clauses(shared: Path) -> Raw:
    """`clauses.yaml` of the interchange files, read by ruamel's own safe loader."""
    text = (shared / "handbooks" / "clauses.yaml").read_text(encoding="utf-8")
    loaded: Raw = YAML(typ="safe", pure=True).load(text)
    return loaded
