"""Does a named test fail once the element that cites a clause is gone? Everything shipped, less one element."""

import importlib
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from inspect import signature
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

import pytest
from ruamel.yaml import YAML

import scoring.score
from certification.bank import Bank
from mysterydesk import shelf
from mysterydesk.coverage.citation import Citation
from mysterydesk.papers import bank
from mysterydesk.scores import rubric_for
from policy.handbook import Handbook
from scoring.checked import judged
from scoring.finding import Judgements
from scoring.question import Question
from scoring.rubric import Rubric
from scoring.validate.published import PUBLISHED

ROOT = Path(__file__).resolve().parents[3]
NAMES = ("source", "target", "code", "name", "level", "moment")
"""What an element of a pack may be named by."""

Given = dict[str, Any]


class CannotRunError(Exception):
    """The test asks for something that is not there outside a run of the suite."""


def book_without(one: Citation) -> Handbook:
    """Give a handbook without one element."""
    book = shelf.handbook(one.owner)
    section, *steps = one.element.split(".")
    changed: Given = {section: None}
    if section == "settings":
        changed = {section: {name: two for name, two in book.settings.items() if name != steps[0]}}
    elif section == "lists":
        kept = tuple(two for two in book.lists[steps[0]] if two.code != steps[1])
        changed = {section: {**book.lists, steps[0]: kept}}
    elif steps:
        whole = getattr(book, section)
        named = [_called({name: getattr(two, name, None) for name in NAMES}) for two in whole]
        changed = {section: tuple(two for two, name in zip(whole, named, strict=True) if name != steps[0])}
        assert steps[0] in named
    return replace(book, **changed)


def _called(one: Mapping[str, Any]) -> str:
    if one.get("source"):
        return f"{one['source']}-{one['target']}"
    return next(str(one[name]) for name in NAMES if isinstance(one.get(name), str))


def rubric_without(one: Citation) -> Rubric:
    """Give a rubric without one criterion."""
    whole = rubric_for(shelf.handbook(one.owner))
    code = one.element.removeprefix("criteria.")
    return replace(whole, criteria={name: two for name, two in whole.criteria.items() if name != code})


def bank_without(one: Citation) -> Bank:
    """Give a bank without one item, step of an ordering, or clause of a paper."""
    whole = bank(one.owner)
    group, _, name = one.element.partition(".")
    if one.kind == "exam_item":
        return replace(whole, items=tuple(two for two in whole.items if str(two.id) != name))
    if one.kind == "exam_step":
        recipe = whole.orderings[group]
        cut = replace(recipe, steps=tuple(two for two in recipe.steps if two.code != name))
        return replace(whole, orderings={**whole.orderings, group: cut})
    paper = whole.blueprints[one.element]
    basis = tuple(two for two in paper.basis if two != one.clause)
    return replace(whole, blueprints={**whole.blueprints, one.element: replace(paper, basis=basis)})


def given_without(one: Citation | None) -> Given:
    """Give the fixtures that hold the shipped content, one of them less an element; None: all whole."""
    books = {name: shelf.handbook(name) for name in shelf.HANDBOOKS}
    rubrics = {name: rubric_for(books[name]) for name in books}
    papers, faults = bank("STD"), dict(PUBLISHED)
    if one is not None and one.kind == "criterion":
        rubrics[one.owner] = rubric_without(one)
    elif one is not None and one.kind == "fault":
        del faults[one.element]
    elif one is not None and one.kind.startswith("exam_"):
        papers = bank_without(one)
    elif one is not None:
        books[one.owner] = book_without(one)
    return {
        "books": books,
        "packs": books,
        "shipped": books.__getitem__,
        **{name.lower(): book for name, book in books.items()},
        "handbook": books["STD"],
        "rubric": rubrics["STD"],
        "desks": {name: (book, rubrics[name]) for name, book in books.items()},
        "papers": papers,
        "published": faults,
        "root": ROOT,
    }


class Stage:
    """Runs named tests on given content, keeping what does not depend on it.

    Attributes:
        given: Fixtures that hold content.
    """

    kept: Given = {}  # noqa: RUF012  shared by all stages on purpose: it does not depend on the content

    def __init__(self, given: Given, owner: str = "") -> None:
        """Take the fixtures that hold content; only rows about the owner are run where a table names its packs."""
        self.given = given
        self._owner = owner
        self._made: Given = {}

    def fails(self, named: str) -> bool:
        """Run a test, each of its rows; say whether any of them fails."""
        place, _, function = named.partition("::")
        module = importlib.import_module(place.removesuffix(".py").replace("/", "."))
        if place.startswith("tests/scoring"):
            # Rows of a table may use themselves up (`fields.pop`), so that each run has them anew.
            importlib.reload(module)
        test: Callable[..., None] = getattr(module, function)
        with ExitStack() as stack:
            self._patch(module, stack)
            stack.enter_context(patch.object(scoring.score, "judged", _known_alone))
            return any(self._row_fails(test, module, row) for row in self._rows(test))

    def _patch(self, module: ModuleType, stack: ExitStack) -> None:
        """Give what some tests read from their module instead of a fixture."""
        papers: Bank = self.given["papers"]
        swapped = {
            "PUBLISHED": self.given["published"],
            "demo": lambda: papers.blueprints["std-junior-short"],
        }
        for name, value in swapped.items():
            if hasattr(module, name):
                stack.enter_context(patch.object(module, name, value))

    def _rows(self, test: Callable[..., None]) -> Iterator[Given]:
        marks = [mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
        for chosen in product(*(list(_sets(mark.args[0], mark.args[1])) for mark in marks)):
            row = {name: value for one in chosen for name, value in one.items()}
            packs = {value for value in _flat(row.values()) if value in shelf.HANDBOOKS}
            if not packs or not self._owner or self._owner in packs:
                yield row

    def _row_fails(self, test: Callable[..., None], module: ModuleType, row: Given) -> bool:
        names = signature(test).parameters
        values = {name: row[name] if name in row else self._find(name, module) for name in names}
        try:
            test(**values)
        except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001  whatever makes a test fail
            return _noticed(error)
        finally:
            if "monkeypatch" in values:
                values["monkeypatch"].undo()
        return False

    def _find(self, name: str, module: ModuleType) -> Any:
        if name == "monkeypatch":
            return pytest.MonkeyPatch()
        for held in (self.given, self._made, self.kept):
            if name in held:
                return held[name]
        made = _fixture(name, module)
        if made is None:
            raise CannotRunError(name)
        value = made(**{one: self._find(one, module) for one in signature(made).parameters})
        (self._made if self._touched(name, module) else self.kept)[name] = value
        return value

    def _touched(self, name: str, module: ModuleType) -> bool:
        """Say whether a fixture rests on content that may lack an element."""
        if name in self.given:
            return name != "root"
        made = _fixture(name, module)
        return made is not None and any(self._touched(one, module) for one in signature(made).parameters)


def _noticed(error: BaseException) -> bool:
    """Say whether a test itself missed something: what breaks down in the product for a lack shows nothing."""
    if isinstance(error, AssertionError | pytest.fail.Exception):
        return True
    *_, last = traceback.walk_tb(error.__traceback__)
    return Path(last[0].f_code.co_filename).is_relative_to(ROOT / "tests")


def _known_alone(asked: Question) -> Judgements:
    """Judge by what the rubric has: a criterion that is gone is not judged, instead of being complained of."""
    return tuple(one for one in judged(asked) if one.code in asked.criteria)


def _flat(values: Any) -> Iterator[str]:
    for one in values:
        if isinstance(one, str):
            yield one
        elif isinstance(one, tuple):
            yield from _flat(one[:1])


def _sets(named: str | tuple[str, ...], values: Any) -> Iterator[Given]:
    names = [one.strip() for one in named.split(",")] if isinstance(named, str) else list(named)
    for value in values:
        row = value.values if hasattr(value, "marks") else value if len(names) > 1 else (value,)
        yield dict(zip(names, row, strict=True))


@cache
def _fixture(name: str, module: ModuleType) -> Callable[..., Any] | None:
    """Find the function behind a fixture: in the test's module, or in a conftest above it."""
    package = module.__name__
    places = [module]
    while "." in package:
        package = package.rpartition(".")[0]
        if (ROOT / package.replace(".", "/") / "conftest.py").is_file():
            places.append(importlib.import_module(f"{package}.conftest"))
    found = next((getattr(one, name) for one in places if hasattr(one, name)), None)
    function: Callable[..., Any] | None = getattr(found, "_fixture_function", None)
    if function is not None and getattr(found, "_fixture_function_marker", None) is not None:
        marker: Any = getattr(found, "_fixture_function_marker")  # noqa: B009  pytest keeps it to itself
        return None if marker.params else function
    return None


@cache
def interchange(place: Path) -> Any:
    """Read one of the interchange files."""
    return YAML(typ="safe", pure=True).load(place.read_text(encoding="utf-8"))
