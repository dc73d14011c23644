"""Reads the hand-written documents of `tests/scoring/written/`, each with what a fair reader says of it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from policy.document import read_document
from policy.text import Lang
from scoring.written.kind import Kinds
from scoring.written.read import Entry, read_written

HERE = Path(__file__).resolve().parent / "written"
BOOKS = ("STD", "ASC", "SMO", "DSK", "NET")


def later() -> list[Mapping[str, str]]:
    """Give the sections that were written after the first tuning, each with one verdict."""
    read, problems = read_document((HERE / "later.yaml").read_text("utf-8"), "later")
    assert read is not None, problems
    value: Any = read.value
    return list(value["later"])


def documents(lang: Lang, kinds: Kinds) -> Iterator[tuple[Entry, Mapping[str, Any]]]:
    """Give the documents of a language; `of` takes over what another one says."""
    read, problems = read_document((HERE / f"{lang}.yaml").read_text("utf-8"), lang)
    assert read is not None, problems
    value: Any = read.value
    known = {one["id"]: one for one in value["documents"]}
    expected, whole = {}, []
    for one in value["documents"]:
        base = known[one.pop("of")] if "of" in one else {}
        sections = {**base.get("sections", {}), **one["sections"]}
        expected[one["id"]] = one.pop("expected")
        whole.append({**base, **one, "sections": sections})
    import json  # noqa: PLC0415  JSON is the other way in which such a file comes

    text = json.dumps({**value, "documents": whole}, ensure_ascii=False)
    entries, wrong = read_written(text, lang, kinds, BOOKS)
    assert not wrong, wrong
    return ((one, expected[one.written.id]) for one in entries)
