"""Every clause of every manual is traced to the places that cite it, and each place to a test that misses it."""

import json
from importlib import import_module

import pytest
from typer.testing import CliRunner

from mysterydesk import shelf
from mysterydesk.cli import app
from mysterydesk.coverage.citation import KINDS, Citation
from mysterydesk.coverage.elsewhere import MOST, elsewhere
from mysterydesk.coverage.matrix import citations, coverage, figures, recorded
from mysterydesk.coverage.shown_by import RECORDED, how_shown, shown
from mysterydesk.coverage.sources import pack_citations

"""Clauses that may end as shown elsewhere."""

SMALL = """\
clocks:
  - {name: response, basis: [TST-1, A-x], start_basis: [TST-2]}
escalations:
  - {source: T1, target: T2, basis: [TST-3]}
lists:
  scope:
    - {code: presales, basis: [TST-1]}
settings:
  pass_total: {value: 80, basis: [TST-4]}
clauses:
  - {id: TST-1, basis: [TST-9]}
"""


@pytest.fixture(scope="module")
def present() -> frozenset[Citation]:
    """Every citation in the shipped content."""
    return frozenset(citations())


def test_everything_on_record_still_cites_its_clauses(present: frozenset[Citation]) -> None:
    """An element that goes, or no longer cites its clause, leaves its line behind; `tools/record_citations.py`."""
    assert sorted(recorded() - {one.record for one in present}) == []


def test_every_clause_of_every_shipped_manual_is_listed(present: frozenset[Citation]) -> None:
    rows = coverage(present)
    listed = [row.clause for row in rows]
    assert listed == [str(one) for name in shelf.HANDBOOKS for one in shelf.handbook(name).clauses]
    assert len(set(listed)) == len(listed)
    assert figures(rows)["uncited"] <= MOST


def test_no_citation_names_a_clause_of_a_shipped_manual_that_is_not_there(present: frozenset[Citation]) -> None:
    known = {str(one) for name in shelf.HANDBOOKS for one in shelf.handbook(name).clauses}
    carried = tuple(f"{name}-" for name in shelf.HANDBOOKS)
    assert {one.clause for one in present if one.clause.startswith(carried)} <= known


@pytest.mark.parametrize("named", sorted({RECORDED, *shown().values()}))
def test_each_named_test_exists(named: str) -> None:
    place, _, function = named.partition("::")
    module = import_module(place.removesuffix(".py").replace("/", "."))
    assert callable(getattr(module, function))
    assert function.startswith("test_")


def test_what_a_test_shows_is_told_apart(present: frozenset[Citation]) -> None:
    ways = [how_shown(one.test) for one in present]
    assert ways.count("behaviour") > ways.count("figures") > 0
    assert how_shown(RECORDED) == "record"
    assert {one.where for one in present} >= set(shown())


def test_parts_of_a_pack_are_named_by_their_codes() -> None:
    found = {(one.clause, one.kind, one.where) for one in pack_citations({"TST/a.yaml": SMALL}, "TST")}
    place = "policy/content/TST/a.yaml#"
    assert found == {
        ("TST-1", "clock", f"{place}clocks.response"),
        ("TST-2", "clock_start", f"{place}clocks.response"),
        ("TST-3", "escalation", f"{place}escalations.T1-T2"),
        ("TST-1", "list", f"{place}lists.scope.presales"),
        ("TST-4", "setting", f"{place}settings.pass_total"),
    }


def test_what_no_test_would_miss_does_not_count(present: frozenset[Citation]) -> None:
    one = next(one for one in sorted(present) if one.test == RECORDED)
    alone = {row.clause: row for row in coverage([one], frozenset())}[one.clause]
    assert (alone.cited_by, alone.unshown) == ((), (one,))
    shown = {row.clause: row for row in coverage([one], frozenset({one.record}))}[one.clause]
    assert (shown.cited_by, shown.unshown) == ((one,), ())


def test_kinds_cover_packs_scoring_and_exams(present: frozenset[Citation]) -> None:
    assert {one.kind for one in present} <= set(KINDS)
    assert {"clock", "list", "seat", "criterion", "fault", "exam_item", "exam_step", "exam_paper"} <= {
        one.kind for one in present
    }


def test_the_command_tells_people_and_machines() -> None:
    machine = CliRunner().invoke(app, ["handbook", "coverage", "--json"])
    assert machine.exit_code == 0
    data = json.loads(machine.stdout)
    whole = data["counts"]["all"]
    assert (
        whole["clauses"] == len(data["clauses"]) == sum(data["counts"][name]["clauses"] for name in shelf.HANDBOOKS)
    )
    assert whole["uncited"] == len(data["uncited"])
    weak = [row["id"] for row in data["clauses"] if row["cited_by"] and not any(map(_acts, row["cited_by"]))]
    assert set(weak) == {*data["on_record_only"], *data["on_figures_only"], *(one["id"] for one in data["elsewhere"])}
    assert (whole["clauses_on_record"], whole["clauses_on_figures"]) == (
        len(data["on_record_only"]),
        len(data["on_figures_only"]),
    )
    assert all(set(one) == {"kind", "where", "test"} for row in data["clauses"] for one in row["cited_by"])
    person = CliRunner().invoke(app, ["handbook", "coverage"], env={"MYSTERYDESK_LANG": "en"})
    assert f"All manuals: {whole['clauses']} clauses" in person.stdout
    assert f"{whole['clauses_on_record']} clauses stand on record only" in person.stdout
    assert all(f"  {one['id']}  {one['where']}" in person.stdout for one in data["elsewhere"])


def _acts(cited: dict[str, str]) -> bool:
    return how_shown(cited["test"]) == "behaviour"


def test_few_clauses_are_shown_elsewhere_and_each_names_a_test_that_is_there() -> None:
    clauses = {str(one) for name in shelf.HANDBOOKS for one in shelf.handbook(name).clauses}
    assert elsewhere().keys() <= clauses
    assert len(elsewhere()) <= MOST
    for named in elsewhere().values():
        test_each_named_test_exists(named)
