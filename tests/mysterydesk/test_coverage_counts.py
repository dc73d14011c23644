"""A citation counts only because its test fails without the citing element: tried on a sample of each kind."""

import json
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from functools import cache
from importlib import import_module
from inspect import signature
from itertools import product
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest
from ruamel.yaml import YAML

from mysterydesk import shelf
from mysterydesk.coverage.citation import KINDS, Citation, Kind
from mysterydesk.coverage.matrix import citations, coverage, is_shown, recorded
from mysterydesk.coverage.shown_by import RECORDED
from mysterydesk.coverage.sources import document_citations, exam_citations, fault_citations, rubric_citations
from mysterydesk.papers import bank
from mysterydesk.scores import rubric_for
from policy.document import Plain, read_document
from policy.handbook import Handbook
from scoring.validate.published import PUBLISHED
from tests.certification import test_bank
from tests.mysterydesk import test_catalogue_codes
from tests.mysterydesk.test_coverage import test_everything_on_record_still_cites_its_clauses as still_on_record


@pytest.fixture(scope="module")
def present() -> frozenset[Citation]:
    """Every citation in the shipped content."""
    return frozenset(citations())


def _sample(present: frozenset[Citation], kind: Kind) -> Iterator[Citation]:
    """Draw the same few elements of a kind every time: one for each test, and of the record one more."""
    counted = sorted(one for one in present if one.kind == kind and is_shown(one, recorded()))
    for test in sorted({one.test for one in counted}):
        own = [one for one in counted if one.test == test]
        yield from Random(f"{kind} {test}").sample(own, min(2 if test == RECORDED else 1, len(own)))  # noqa: S311  fixed


@cache
def _read(owner: str, name: str) -> Plain:
    """Read one file of a pack."""
    document, problems = read_document(json.loads(shelf.handbook_bundle(owner))[name], name)
    assert document is not None, problems
    return document.value


def _document_without(one: Citation) -> frozenset[Citation]:
    """Read a file of a pack without one element."""
    name = one.file.removeprefix("policy/content/")
    document = deepcopy(_read(one.owner, name))
    _cut(document, one.element.split("."))
    return frozenset(document_citations(document, name, one.owner))


def _book_without(one: Citation) -> Handbook:
    """Give a handbook without one element."""
    book = shelf.handbook(one.owner)
    section, *steps = one.element.split(".")
    changed: dict[str, Any] = {section: None}
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


def _cut(inside: Any, steps: list[str]) -> None:
    """Take out the member that a path of codes leads to."""
    at: Any = steps[0]
    if isinstance(inside, list):
        at = next(index for index, one in enumerate(inside) if _called(one) == at)
    if len(steps) == 1:
        del inside[at]
    else:
        _cut(inside[at], steps[1:])


NAMES = ("source", "target", "code", "name", "level", "moment")


def _called(one: Mapping[str, Any]) -> str:
    if one.get("source"):
        return f"{one['source']}-{one['target']}"
    return next(str(one[name]) for name in NAMES if isinstance(one.get(name), str))


def _fails(test: Callable[..., None], fixtures: Mapping[str, object]) -> bool:
    """Run a test function by hand, each of its parameter sets; say whether any of them fails."""
    for given in _parameters(test):
        values = {**fixtures, **given}
        try:
            test(**{name: values[name] for name in signature(test).parameters})
        except Exception:  # noqa: BLE001  whatever makes a test fail
            return True
    return False


def _parameters(test: Callable[..., None]) -> Iterator[Mapping[str, object]]:
    marks = [mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
    for chosen in product(*(list(_sets(mark.args[0], mark.args[1])) for mark in marks)):
        yield {name: value for one in chosen for name, value in one.items()}


def _sets(named: str | tuple[str, ...], values: list[Any]) -> Iterator[dict[str, object]]:
    names = [one.strip() for one in named.split(",")] if isinstance(named, str) else list(named)
    for value in values:
        yield dict(zip(names, value if len(names) > 1 else (value,), strict=True))


def _citations_without(one: Citation, present: frozenset[Citation]) -> frozenset[Citation]:
    """Read the content anew without the citing element."""
    others = {two for two in present if two.file != one.file}
    if one.kind == "criterion":
        handbook = shelf.handbook(one.owner)
        whole = rubric_for(handbook)
        code = one.element.removeprefix("criteria.")
        kept = {name: two for name, two in whole.criteria.items() if name != code}
        return frozenset({*others, *rubric_citations(replace(whole, criteria=kept), handbook)})
    if one.kind == "fault":
        return frozenset(
            {*others, *fault_citations({name: two for name, two in PUBLISHED.items() if name != one.element})}
        )
    if one.kind.startswith("exam_"):
        return frozenset({*others, *exam_citations(_bank_without(one))})
    return frozenset({*others, *_document_without(one)})


def _bank_without(one: Citation) -> Any:
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


@pytest.mark.parametrize("kind", [one for one in KINDS if one != "clock_start"])
def test_without_the_element_its_test_fails(
    kind: Kind, present: frozenset[Citation], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = 0
    for one in _sample(present, kind):
        left = _citations_without(one, present)
        assert one not in left
        rows = {row.clause: row for row in coverage(left)}
        assert one.clause not in rows or one not in rows[one.clause].cited_by
        assert _its_test_fails(one, left, request, monkeypatch), one.record
        tried += 1
    assert tried > 0


def _its_test_fails(
    one: Citation, left: frozenset[Citation], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> bool:
    if one.test == RECORDED:
        return _fails(still_on_record, {"present": left})
    if one.kind == "criterion":
        handbook = shelf.handbook(one.owner)
        whole = rubric_for(handbook)
        code = one.element.removeprefix("criteria.")
        cut = replace(whole, criteria={name: two for name, two in whole.criteria.items() if name != code})
        _replaced(monkeypatch, test_catalogue_codes, "rubric_for", cut)
        return _fails(_named(test_catalogue_codes, one), {})
    if one.kind == "exam_paper":
        _replaced(monkeypatch, test_bank, "demo", _bank_without(one).blueprints[one.element])
        return _fails(_named(test_bank, one), {})
    return _fails_of_pack(one, request)


def _fails_of_pack(one: Citation, request: pytest.FixtureRequest) -> bool:
    module = import_module(one.test.partition("::")[0].removesuffix(".py").replace("/", "."))
    test = _named(module, one)
    return _fails(test, _fixtures(test, {**_books(), one.owner: _book_without(one)}, one.owner, request))


def _books() -> dict[str, Handbook]:
    return {name: shelf.handbook(name) for name in shelf.HANDBOOKS}


def _fixtures(
    test: Callable[..., None], books: Mapping[str, Handbook], owner: str, request: pytest.FixtureRequest
) -> Mapping[str, object]:
    """Give what a test of packs asks for, with these handbooks."""
    asked = signature(test).parameters
    given: dict[str, object] = {owner.lower(): books[owner]}
    given["shipped"] = books if "built" in asked else books.__getitem__
    if asked.keys() & {"shared", "shared_clauses", "draft"}:
        folder: Path = request.getfixturevalue("shared")
        given["shared"] = folder
        given["shared_clauses"] = _interchange(folder / "handbooks" / "clauses.yaml")
        given["draft"] = _interchange(folder / "handbooks" / "packs" / f"{owner.lower()}.yaml")
    return given


@cache
def _interchange(place: Path) -> Any:
    return YAML(typ="safe", pure=True).load(place.read_text(encoding="utf-8"))


def _named(module: ModuleType, one: Citation) -> Callable[..., None]:
    test: Callable[..., None] = getattr(module, one.test.partition("::")[2])
    return test


def _replaced(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, value: object) -> None:
    monkeypatch.setattr(module, name, lambda *_: value)


def test_every_test_passes_on_the_content_as_it_is(
    present: frozenset[Citation], request: pytest.FixtureRequest
) -> None:
    """Else the sample above would prove nothing."""
    for named, owner in sorted({(one.test, one.owner) for one in present}):
        place, _, function = named.partition("::")
        test = getattr(import_module(place.removesuffix(".py").replace("/", ".")), function)
        pack = place.startswith(("tests/policy", "tests/sla"))
        given = _fixtures(test, _books(), owner, request) if pack else {"present": present}
        assert not _fails(test, given), named
