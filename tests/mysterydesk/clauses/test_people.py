"""Who may cure, take, hand on and own what, by the clauses that name them: levels, lines, seats, groups, ways up."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from certification.generate.flow import later_events
from policy.handbook import PriorityCode
from policy.text import Text
from policy.triage import priority_for
from scenarios.fault_model import Action, Cause, Effect, FaultModel
from scenarios.seating import default_post, own_repairs
from scoring.score import line_of
from simulator.diagnose import direct_tier, owner
from sla.contradictions.life import routes
from tests.mysterydesk.clauses.conftest import Books
from tests.simulator.desks import all_of, begin, do
from tests.simulator.duty_plays import desk_under

DOWN, HIT = {"core_share_stopped": 1.0, "any_share_hit": 1.0}, {"any_share_hit": 0.2}
LOST, FINE = {"data_lost": True}, {"any_share_hit": 0.0}

GRADED: tuple[tuple[str, str, Mapping[str, float | bool], str], ...] = (
    ("STD", "STD-2.2.1.L1", DOWN, "L1"),
    ("STD", "STD-3.1.2.prio", LOST, "L1"),
    ("STD", "STD-2.2.1.L2", HIT, "L2"),
    ("STD", "STD-2.2.1.L3", FINE, "L3"),
    ("ASC", "ASC-2.2.P1", {"core_share_stopped": 0.5, "any_share_hit": 0.5}, "P1"),
    ("ASC", "ASC-2.2.P2", HIT, "P2"),
    ("ASC", "ASC-2.2.P3", {"advice_wanted": True}, "P3"),
    ("ASC", "ASC-2.2.P4", FINE, "P4"),
    ("SMO", "SMO-3.2.a", HIT, "HIGH"),
    ("SMO", "SMO-3.2.b", FINE, "LOW"),
    ("DSK", "DSK-7.6", DOWN, "L1"),
    ("DSK", "DSK-7.6", HIT, "L2"),
    ("DSK", "DSK-7.6", FINE, "L3"),
)
"""What was hit, and the level that the clause asks for."""


@pytest.mark.parametrize(("pack", "clause", "impact", "level"), GRADED)
def test_the_impact_has_the_level_of_its_clause(
    books: Books, pack: str, clause: str, impact: Mapping[str, float | bool], level: str
) -> None:
    found = priority_for(books[pack], impact)
    assert found.code == level
    assert clause in found.basis


def broken(repair: str) -> FaultModel:
    """Give a fault that one kind of repair alone puts right."""
    word = Text(zh="x", en="x")
    right = Effect(when=(), sets={"works": "yes"})
    return FaultModel(
        healthy={"works": "yes"},
        works=({"works": "yes"},),
        cured=({"works": "yes"},),
        detour=(),
        lost=(),
        causes=(Cause(id="fault", title=word, sets={"works": "no"}),),
        checks=(),
        actions=(Action(id="a", title=word, hand="desk", repair=repair, cost_s=60, needs=(), effects=(right,)),),
    )


@pytest.mark.parametrize("pack", ["STD", "ASC", "SMO", "DSK", "NET"])
@pytest.mark.parametrize(
    ("repair", "line"),
    [
        ("guidance", "T1"), ("configuration", "T1"),  # STD-3.2.1.scope, ASC-2.4.known, DSK-11.1.3, NET-3.2.check
        ("bug_fix", "T2"), ("integration", "T2"),  # STD-3.2.2.scope, ASC-2.4.unknown, DSK-11.2.2, NET-3.3.pick
        ("core_repair", "T3"), ("architecture", "T3"),  # STD-3.2.3.scope, ASC-4.6, DSK-9.1.esc, NET-3.3.help
    ],
)  # fmt: skip
def test_a_repair_is_owned_by_the_first_line_that_may_do_it(books: Books, pack: str, repair: str, line: str) -> None:
    assert owner(books[pack], broken(repair), "fault") == line


@pytest.mark.parametrize(("pack", "level"), [("STD", "L1"), ("DSK", "L1")])
def test_the_gravest_level_goes_straight_to_third_line(books: Books, pack: str, level: str) -> None:
    """STD-3.2.3.scope, STD-3.2.3.join; DSK-9.1.esc."""
    assert direct_tier(books[pack], level) == "T3"
    assert routes(books[pack], PriorityCode(level)) == (("T1", "T3"),)


SEATED = (
    ("ASC", "agent", "T1"), ("ASC", "dispatcher", "T1"), ("ASC", "handler", "T1"),
    ("ASC", "complaint_handler", "T1"), ("ASC", "experts", "T2"),
    ("SMO", "agent", "T1"), ("SMO", "maintainer", "T2"),
    ("DSK", "operator", "T1"), ("DSK", "junior", "T1"), ("DSK", "skilled", "T1"), ("DSK", "expert", "T1"),
    ("NET", "agent", "T1"), ("NET", "superior", "T3"), ("NET", "experts", "T2"),
)  # fmt: skip


@pytest.mark.parametrize(("pack", "seat", "line"), SEATED)
def test_what_a_seat_did_is_judged_at_its_line(books: Books, pack: str, seat: str, line: str) -> None:
    assert line_of(books[pack], seat) == line


def test_an_operator_carries_out_nothing_and_a_skilled_agent_what_is_documented(books: Books) -> None:
    """DSK-4.1.op, DSK-4.1.skilled."""
    assert own_repairs(books["DSK"], "T1", "operator") == ()
    assert own_repairs(books["DSK"], "T1", "skilled") == ("guidance", "configuration")
    assert default_post(books["DSK"], "T1") == "skilled"


@pytest.mark.parametrize(
    ("pack", "clause", "group"),
    [
        ("ASC", "ASC-2.3.route", "hardware"), ("ASC", "ASC-2.3.route", "software"),
        ("ASC", "ASC-2.3.route", "training"), ("ASC", "ASC-2.3.route", "complaint"),
        ("DSK", "DSK-10.04", "ops_department"), ("DSK", "DSK-10.02", "liaison"),
        ("DSK", "DSK-10.06", "department_head"),
    ],
)  # fmt: skip
def test_a_ticket_can_be_sent_to_each_group_of_the_manual(books: Books, pack: str, clause: str, group: str) -> None:
    sent = do(begin(replace(desk_under(pack), handbook=books[pack])), "route", group=group)
    assert [one.fields["group"] for one in all_of(sent, "ticket.assigned")] == [group]
    assert clause in next(one.basis for one in books[pack].groups if one.code == group)


@pytest.mark.parametrize(
    ("pack", "clause", "first", "target"),
    [
        ("STD", "STD-3.1.3", "kb.search", "T2"),
        ("STD", "STD-3.2.2.esc", "tier2.started", "T3"),
        ("ASC", "ASC-2.2.known", "kb.search", "handler"),
        ("ASC", "ASC-2.1.type", "ticket.type_set", "handler"),
        ("ASC", "ASC-2.3.route", "ticket.severity_set", "handler"),
        ("ASC", "ASC-2.4.unknown", "kb.search", "experts"),
        ("DSK", "DSK-4.1.skilled", "kb.search", "T2"),
        ("DSK", "DSK-10.04", "ticket.accepted", "ops_department"),
        ("DSK", "DSK-3.a", "ticket.accepted", "liaison"),
        ("NET", "NET-3.3.pick", "kb.search", "experts"),
    ],
)
def test_what_a_way_up_asks_for_comes_before_it(
    books: Books, pack: str, clause: str, first: str, target: str
) -> None:
    assert f"ticket.transferred-{target}" in later_events(books[pack], None)[first]
    assert clause in {one for way in books[pack].escalations if way.target == target for one in way.basis}


@pytest.mark.parametrize("pack", ["STD", "DSK"])
def test_what_second_line_cannot_solve_goes_to_third(books: Books, pack: str) -> None:
    """STD-3.2.2.esc, DSK-9.1.esc."""
    assert ("T1", "T2", "T3") in routes(books[pack], PriorityCode("L2"))
