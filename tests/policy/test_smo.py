"""The shipped SMO pack: two priorities, not one figure of its own, and borrowed clocks that say so."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from policy.handbook import Handbook
from policy.parse import parse_handbook
from policy.triage import priority_for
from tests.policy.whole import figures, own_clauses, sketched

Shipped = Callable[[str], Handbook]


@pytest.fixture(scope="session")
def smo(shipped: Shipped) -> Handbook:
    """The shipped SMO handbook."""
    return shipped("SMO")


@pytest.fixture(scope="session")
def draft(shared: Path) -> Mapping[str, Any]:
    """The pack as the interchange files sketch it."""
    return sketched(shared, "SMO")


def test_every_clause_is_there_and_none_has_a_figure(smo: Handbook, shared_clauses: Mapping[str, Any]) -> None:
    assert set(smo.clauses) == set(own_clauses(shared_clauses, "SMO"))
    assert len(smo.clauses) == 21
    assert figures(shared_clauses, "SMO") == {}


def test_priorities_are_the_manuals_two(smo: Handbook, draft: Mapping[str, Any]) -> None:
    written = [(one["code"], one["name_zh"], one["clause"]) for one in draft["severity"]]
    assert [(one.code, one.name.zh, one.basis[0]) for one in smo.priorities] == written
    assert not any(one.examples for one in smo.priorities)


@pytest.mark.parametrize("clock", ["response", "resolution"])
def test_borrowed_targets_are_the_stricter_of_those_a_priority_stands_for(
    smo: Handbook, shipped: Shipped, draft: Mapping[str, Any], clock: str
) -> None:
    theirs, ours = shipped("STD").clock(clock), smo.clock(clock)
    for code, covered in draft["defaults_proposed"]["severity_mapping"].items():
        assert ours.targets[code] == min(theirs.targets[one] for one in covered)
    assert (ours.starts, ours.stops, ours.pausable) == (theirs.starts, theirs.stops, theirs.pausable)
    assert f"A-borrowed-{clock}" in ours.basis


def test_complaints_borrow_their_flow_and_times(smo: Handbook, shipped: Shipped) -> None:
    std = shipped("STD")
    for name in ("complaint_contact", "complaint_corrective", "complaint_followup"):
        ours, theirs = smo.clock(name), std.clock(name)
        assert (ours.starts, ours.stops, ours.targets) == (theirs.starts, theirs.stops, theirs.targets)
    written = [(item.code, item.figures) for item in smo.lists["complaint_steps"]]
    assert written == [(item.code, item.figures) for item in std.lists["complaint_steps"]]


def test_every_clock_stands_on_an_assumption_that_names_its_source(smo: Handbook) -> None:
    for clock in smo.clocks:
        sources = [smo.assumptions[one] for one in smo.assumptions if one in clock.basis]
        assert any("《技术支持服务标准化手册》" in one.text.zh for one in sources)
        assert any("borrowed from the technical-support" in one.text.en for one in sources)


def test_clocks_between_lines_are_not_borrowed_where_the_lines_are_ours(smo: Handbook) -> None:
    assert (smo.escalations, smo.groups, smo.ladder) == ((), (), ())
    # A drill has to know who may carry out which repair; the manual names no lines.
    assert "tiers" in smo.silent
    assert all("A-lines" in one.basis for one in smo.tiers)
    assert not any(one.name.startswith(("t2", "t3")) for one in smo.clocks)
    with pytest.raises(KeyError):
        smo.clock("callback")


def test_silent_sections_are_absent(smo: Handbook) -> None:
    assert (smo.ticket_number, smo.satisfaction, smo.calendar) == (None, None, None)
    absent = {"kpis", "quality_checks", "training", "performance", "article_sections", "statuses"}
    assert absent.isdisjoint(smo.lists)
    assert absent <= set(smo.silent)
    # One tool is there to connect with, and which one is not judged.
    assert [one.basis for one in smo.lists["remote_tools"]] == [("A-remote-tools",)]


def test_the_fault_report_marks_what_was_added(smo: Handbook, draft: Mapping[str, Any]) -> None:
    report = smo.lists["fault_report"]
    stated = [item.code for item in report if "added" not in item.figures]
    added = [item.code for item in report if "added" in item.figures]
    assert stated == [one for one in draft["intake"]["fault_report"] if not one.startswith("(")]
    assert added == draft["defaults_proposed"]["missing_fault_report_fields"]
    assert all(item.basis == ("SMO-4.1.b",) for item in report if item.code in stated)
    assert all(item.basis == ("A-fault-report",) for item in report if item.code in added)


def test_intake_asks_for_customer_issue_and_need(smo: Handbook) -> None:
    required = [one.name for one in smo.intake if one.required]
    assert required == ["contact_name", "contact_method", "description", "need"]
    assert all("SMO-3.1.b" in one.basis for one in smo.intake if one.required)


def test_maintenance_has_the_manuals_four_stages(smo: Handbook, draft: Mapping[str, Any]) -> None:
    stages = smo.lists["maintenance_flow"]
    assert [item.title.zh for item in stages] == draft["maintenance_flow"]["stages"]
    assert [item.basis[0] for item in stages] == draft["maintenance_flow"]["clauses"]


def test_progress_is_told_twice_an_hour_where_it_is_urgent(smo: Handbook) -> None:
    cadence = {
        one.code: timedelta(seconds=smo.settings[f"update_cadence_{one.code}_s"].value) for one in smo.priorities
    }
    assert cadence == {"HIGH": timedelta(minutes=30), "LOW": timedelta(days=1)}


@pytest.mark.parametrize(
    ("measures", "code"),
    [
        ({"core_share_stopped": 1.0, "any_share_hit": 1.0}, "HIGH"),
        ({"any_share_hit": 0.01, "has_alternative": True}, "HIGH"),
        ({"data_lost": True}, "HIGH"),
        ({"money_lost_share": 0.10}, "HIGH"),
        ({"any_share_hit": 0.0, "money_lost_share": 0.09, "advice_wanted": True}, "LOW"),
        ({}, "LOW"),
    ],
)
def test_impact_gives_the_priority_that_the_mapping_wants(
    smo: Handbook, shipped: Shipped, measures: Mapping[str, float | bool], code: str, draft: Mapping[str, Any]
) -> None:
    assert priority_for(smo, measures).code == code
    covered = draft["defaults_proposed"]["severity_mapping"][code]
    assert priority_for(shipped("STD"), measures).code in covered


def test_a_borrowed_clock_without_its_assumption_is_found(
    shipped_files: Callable[[str], Mapping[str, str]],
) -> None:
    files = shipped_files("SMO")
    bare = files["handbook.yaml"].replace("A-borrowed-response, ", "")
    assert bare != files["handbook.yaml"]
    _, problems = parse_handbook({**files, "handbook.yaml": bare})
    # The list of rules still cites it, so it is the clock alone that stands without a reason.
    assert [one.code for one in problems] == ["silent_but_present"]
