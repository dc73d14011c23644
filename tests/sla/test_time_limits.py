"""Every time limit that the manuals name (ambiguities.md, section A) is a clock of its pack, on its own basis.

Cells of the table that give no figure have no clock, or one that an assumption of the pack stands for.
"""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from policy.handbook import Handbook, Hours
from policy.parse import parse_handbook
from sla.own_hours import in_working_hours

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Limit(NamedTuple):
    """One cell of the table: pack, clock, key of its target, figure, hours, and its clause."""

    pack: str
    clock: str
    code: str
    target: timedelta
    hours: Hours
    clause: str


WRITTEN = (
    Limit("STD", "response", "L1", 30 * MINUTE, "wall", "STD-2.2.2.L1"),
    Limit("STD", "response", "L2", HOUR, "wall", "STD-2.2.2.L2"),
    Limit("STD", "response", "L3", 2 * HOUR, "wall", "STD-2.2.2.L3"),
    Limit("STD", "resolution", "L1", 4 * HOUR, "wall", "STD-2.2.2.L1"),
    Limit("STD", "resolution", "L2", 8 * HOUR, "wall", "STD-2.2.2.L2"),
    Limit("STD", "resolution", "L3", 24 * HOUR, "wall", "STD-2.2.2.L3"),
    Limit("STD", "t2_start", "any", HOUR, "wall", "STD-3.2.2.start"),
    Limit("STD", "t2_unsolved_escalate", "any", 2 * HOUR, "wall", "STD-3.2.2.esc"),
    Limit("STD", "t3_join", "any", 30 * MINUTE, "wall", "STD-3.2.3.join"),
    Limit("STD", "t3_solution", "any", 4 * HOUR, "wall", "STD-3.2.3.plan"),
    Limit("STD", "complaint_contact", "any", 30 * MINUTE, "wall", "STD-4.3.2"),
    Limit("STD", "complaint_corrective", "any", 24 * HOUR, "wall", "STD-4.3.4"),
    Limit("STD", "complaint_followup", "any", 7 * DAY, "wall", "STD-4.3.5"),
    Limit("STD", "callback", "any", 24 * HOUR, "wall", "STD-6.1.call"),
    Limit("ASC", "response", "P1", 2 * HOUR, "wall", "ASC-2.2.P1"),
    Limit("ASC", "response", "P2", 4 * HOUR, "wall", "ASC-2.2.P2"),
    Limit("ASC", "response", "P3", 8 * HOUR, "business", "ASC-2.2.P3"),
    Limit("ASC", "response", "P4", 24 * HOUR, "wall", "ASC-2.2.P4"),
    Limit("ASC", "acknowledge", "any", HOUR, "wall", "ASC-2.3.ack"),
    Limit("ASC", "dissat_contact", "any", 24 * HOUR, "wall", "ASC-2.5.dissat"),
)
"""Figures as the manuals write them."""

ASSUMED = (
    Limit("SMO", "response", "HIGH", 30 * MINUTE, "wall", "SMO-1.3.b"),  # "soon"
    Limit("SMO", "response", "LOW", 2 * HOUR, "wall", "SMO-1.3.b"),  # "reasonable"
    Limit("SMO", "resolution", "HIGH", 4 * HOUR, "wall", "SMO-3.3.c"),
    Limit("DSK", "call_answer", "any", timedelta(seconds=20), "wall", "DSK-12.1"),  # 90 % in X s
    Limit("DSK", "desk_solve_limit", "any", 30 * MINUTE, "wall", "DSK-9.1.esc"),  # "set time"
    Limit("DSK", "t2t3_plan", "any", 4 * HOUR, "wall", "DSK-9.1.inv"),
    Limit("NET", "call_answer", "any", timedelta(seconds=20), "wall", "NET-3.1.chan"),  # "set limit"
    Limit("NET", "chat_answer", "any", timedelta(seconds=60), "wall", "NET-3.1.chan"),
    Limit("NET", "email_answer", "any", 4 * HOUR, "wall", "NET-3.1.chan"),
)
"""Limits that a manual asks for without a figure, or that are borrowed."""


@pytest.fixture(scope="module")
def packs(root: Path) -> Mapping[str, Handbook]:
    """The five shipped packs."""
    found = {}
    for name in ("STD", "ASC", "SMO", "DSK", "NET"):
        files = {one.name: one.read_text(encoding="utf-8") for one in (root / "policy/content" / name).glob("*.yaml")}
        handbook, problems = parse_handbook(files)
        assert handbook is not None, problems
        found[name] = handbook
    return found


def named(limit: Limit) -> str:
    return f"{limit.pack}-{limit.clock}-{limit.code}"


@pytest.mark.parametrize("limit", [*WRITTEN, *ASSUMED], ids=named)
def test_the_limit_is_a_clock_with_its_figure_its_basis_and_its_clause(
    packs: Mapping[str, Handbook], limit: Limit
) -> None:
    rule = packs[limit.pack].clock(limit.clock)
    assert rule.targets[limit.code] == limit.target
    assert limit.clause in rule.basis
    assert in_working_hours(packs[limit.pack], rule, limit.code) is (
        limit.hours == "business" or not _says(packs[limit.pack])
    )


def _says(handbook: Handbook) -> bool:
    """Whether the handbook tells working hours from natural ones; where not, its calendar never closes."""
    return handbook.calendar is not None or any(one.hours for one in handbook.clocks)


@pytest.mark.parametrize("limit", ASSUMED, ids=named)
def test_a_figure_that_no_manual_writes_stands_on_an_assumption(packs: Mapping[str, Handbook], limit: Limit) -> None:
    assumed = [one for one in packs[limit.pack].clock(limit.clock).basis if one.startswith("A-")]
    assert assumed
    assert set(assumed) <= packs[limit.pack].assumptions.keys()


def test_no_pack_has_a_target_beside_those_that_are_told_here_or_borrowed(packs: Mapping[str, Handbook]) -> None:
    told = {(one.pack, one.clock) for one in (*WRITTEN, *ASSUMED)}
    beside = {
        (name, rule.name): {one for one in rule.basis if one.startswith("A-")}
        for name, handbook in packs.items()
        for rule in handbook.clocks
        if (name, str(rule.name)) not in told
    }
    assert all(beside.values()), beside


def test_only_the_resolution_may_pause_and_only_where_the_pack_says_so(packs: Mapping[str, Handbook]) -> None:
    pausable = {(name, str(rule.name)) for name, book in packs.items() for rule in book.clocks if rule.pausable}
    assert pausable == {("STD", "resolution"), ("SMO", "resolution")}


def test_no_automatic_message_stops_a_response_anywhere(packs: Mapping[str, Handbook]) -> None:
    """A contact is a person's (STD-2.2.2.def-resp); no pack lets `auto.ack` stop anything."""
    stops = {trigger.kind for book in packs.values() for rule in book.clocks for trigger in rule.stops}
    assert "auto.ack" not in stops
    assert "assignee.ack" in stops
