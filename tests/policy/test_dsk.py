"""The shipped DSK pack: four seats, the phone round the clock, and blanks filled by named assumptions alone."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from policy.handbook import Handbook, Trigger
from policy.parse import parse_handbook
from policy.triage import priority_for
from tests.policy.whole import figures, own_clauses, sketched

Shipped = Callable[[str], Handbook]

COMPLAINT = ("complaint_contact", "complaint_corrective", "complaint_followup")


@pytest.fixture(scope="session")
def dsk(shipped: Shipped) -> Handbook:
    """The shipped DSK handbook."""
    return shipped("DSK")


@pytest.fixture(scope="session")
def draft(shared: Path) -> Mapping[str, Any]:
    """The pack as the interchange files sketch it."""
    return sketched(shared, "DSK")


def items(book: Handbook, name: str) -> dict[str, Mapping[str, str]]:
    """The figures of a list by its codes."""
    return {item.code: item.figures for item in book.lists[name]}


def test_every_clause_of_the_manual_is_there(dsk: Handbook, shared_clauses: Mapping[str, Any]) -> None:
    assert set(dsk.clauses) == set(own_clauses(shared_clauses, "DSK"))
    assert len(dsk.clauses) == 81


def test_the_desk_has_the_manuals_four_seats(
    dsk: Handbook, draft: Mapping[str, Any], shared_clauses: Mapping[str, Any]
) -> None:
    ours = {"A-complaint-seat", "A-supervisor-seat"}
    own = [one for one in dsk.seats if not ours & set(one.basis)]
    assert len(own) == figures(shared_clauses, "DSK")["roles"]["value"]
    assert [(one.code, one.name.zh) for one in own] == [(one["code"], one["zh"]) for one in draft["roles"]]
    for seat, written in zip(own, draft["roles"], strict=True):
        assert {"DSK-4.1", written["clause"]} <= set(seat.basis)
        assert seat.tier == "T1"
        assert seat.duties


def test_a_drill_names_its_seat_and_takes_the_proposed_one_otherwise(dsk: Handbook, draft: Mapping[str, Any]) -> None:
    rule = items(dsk, "seat_rules")["before_drill"]
    assert rule["default"] == draft["defaults_proposed"]["role_mode"]["default"]
    assert rule["default"] in {one.code for one in dsk.seats}


def test_lines_carry_the_duties_of_chapter_eleven(dsk: Handbook, draft: Mapping[str, Any]) -> None:
    tiers = {str(one.code): one for one in dsk.tiers}
    assert list(tiers) == ["T1", "T2", "T3"]
    for code, duties in (("T1", "duties_desk"), ("T2", "duties_t2t3")):
        assert set(draft["tiers"][duties]) <= set(tiers[code].basis)
        assert len(tiers[code].duties) == len(draft["tiers"][duties])
    # Every event is logged at the desk first (DSK-2.a); from there a Critical one goes straight to third line (X15).
    assert {code: one.receives for code, one in tiers.items()} == {"T1": (), "T2": (), "T3": ("L1",)}
    assert "A-critical-path" in tiers["T3"].basis


def test_the_blank_seconds_of_answering_are_an_assumption(
    dsk: Handbook, draft: Mapping[str, Any], shared_clauses: Mapping[str, Any]
) -> None:
    numbers = figures(shared_clauses, "DSK")
    clock = dsk.clock("call_answer")
    assert numbers["answer_time"]["value"] is None
    assert clock.targets == {"any": timedelta(seconds=draft["defaults_proposed"]["answer_seconds_X"])}
    assert clock.hours == {"any": "wall"}
    assert (clock.starts, clock.stops) == ((Trigger(kind="call.rung"),), (Trigger(kind="call.answered"),))
    assert [one.fills for one in dsk.assumptions.values() if one.id in clock.basis] == ["answer_seconds_X"]
    share = next(item for item in dsk.lists["kpis"] if item.code == "call_answer")
    assert float(share.figures["target"]) * 100 == numbers["answered_share"]["value"]
    assert share.figures["clock"] == clock.name


def test_only_the_indicator_of_calls_has_a_target(dsk: Handbook, draft: Mapping[str, Any]) -> None:
    assert [item.code for item in dsk.lists["kpis"] if "target" in item.figures] == ["call_answer"]
    cited = {one for item in dsk.lists["kpis"] for one in item.basis}
    assert {one["clause"] for one in draft["kpi"]} <= cited


def test_the_set_times_of_desk_and_lines_are_borrowed(dsk: Handbook, shipped: Shipped) -> None:
    assert dsk.clock("desk_solve_limit").targets == {"any": timedelta(minutes=30)}
    assert dsk.clock("t2t3_plan").targets == shipped("STD").clock("t3_solution").targets
    for name in ("desk_solve_limit", "t2t3_plan"):
        clock = dsk.clock(name)
        assert name in dsk.silent
        assert name in {one.fills for one in dsk.assumptions.values() if one.id in clock.basis}
        assert clock.start_basis
    limits = {one.limit for one in dsk.escalations if one.source == "T1" and one.limit}
    assert limits == set(dsk.clock("desk_solve_limit").targets.values())


def test_complaints_take_their_flow_and_times_from_the_manual_that_has_them(dsk: Handbook, shipped: Shipped) -> None:
    std = shipped("STD")
    for name in COMPLAINT:
        ours, theirs = dsk.clock(name), std.clock(name)
        assert (ours.starts, ours.stops, ours.targets) == (theirs.starts, theirs.stops, theirs.targets)
        assert "A-borrowed-complaint" in ours.basis
    assert [item.code for item in dsk.lists["complaint_steps"]] == [
        item.code for item in std.lists["complaint_steps"]
    ]
    assert items(dsk, "complaint_steps") == items(std, "complaint_steps")


def test_borrowed_parts_name_the_manual_they_come_from(dsk: Handbook) -> None:
    borrowed = [one for one in dsk.assumptions.values() if one.id.startswith("A-borrowed-") or one.id == "A-plan"]
    assert len(borrowed) == 3
    for one in borrowed:
        assert "《技术支持服务标准化手册》" in one.text.zh
        assert "borrowed from the technical-support service standardisation manual" in one.text.en


@pytest.mark.parametrize("name", ["response", "resolution", "callback", "transfer_to_t2", "dissat_contact"])
def test_clocks_without_a_figure_are_absent(dsk: Handbook, name: str) -> None:
    with pytest.raises(KeyError):
        dsk.clock(name)
    assert name in dsk.silent or name == "dissat_contact"


def test_what_the_manual_does_not_have_is_absent(dsk: Handbook) -> None:
    assert dsk.ticket_number is None
    assert dsk.calendar is None
    assert dsk.ladder == ()
    assert {"statuses", "training", "performance", "article_sections"}.isdisjoint(dsk.lists)
    # One tool is there to connect with, and which one is not judged.
    assert [one.basis for one in dsk.lists["remote_tools"]] == [("A-remote-tools",)]
    assert not any(one.pausable for one in dsk.clocks)


def test_intake_asks_for_a_device_only_where_there_is_one(dsk: Handbook, draft: Mapping[str, Any]) -> None:
    ours = {"name": "contact_name", "phone": "contact_method", "event_description": "description"}
    required = [ours.get(one, one) for one in draft["intake"]["required"]]
    assert [one.name for one in dsk.intake if one.required] == required
    conditional = [one["field"] for one in draft["intake"]["conditional"]]
    assert [one.name for one in dsk.intake if not one.required] == conditional
    assert set(draft["intake"]["assess"]) <= set(items(dsk, "assessment"))


def test_the_process_has_the_eleven_steps_in_order(dsk: Handbook) -> None:
    steps = dsk.lists["process_steps"]
    assert [item.figures["order"] for item in steps] == [str(n) for n in range(1, 12)]
    assert [item.basis[0] for item in steps] == [f"DSK-10.{n:02}" for n in range(1, 12)]


def test_inside_and_outside_events_take_different_ways(dsk: Handbook, draft: Mapping[str, Any]) -> None:
    names = {one.code: one.name.zh for one in dsk.groups}
    ways = {f"{code}_event": names[written["group"]] for code, written in items(dsk, "routes").items()}
    assert ways == {one: draft["groups"][one] for one in ("internal_event", "external_event")}
    assert {one.target for one in dsk.escalations if one.source == "T1"} == {"T2", "T3", "ops_department", "liaison"}


def test_the_chain_of_contact_goes_up_level_by_level(dsk: Handbook) -> None:
    assert [item.figures["level"] for item in dsk.lists["liaison_chain"]] == ["1", "2", "3"]
    up = next(one for one in dsk.escalations if one.source == "liaison")
    assert (up.target, up.limit) == ("department_head", None)
    assert {"DSK-7.3.chain", "DSK-10.05"} <= set(up.basis)


def test_satisfaction_is_the_manuals_form(
    dsk: Handbook, draft: Mapping[str, Any], shared_clauses: Mapping[str, Any]
) -> None:
    scale, numbers = dsk.satisfaction, figures(shared_clauses, "DSK")
    assert scale is not None
    assert [one.name.zh for one in scale.grades] == draft["csat"]["scale"]
    assert len(scale.grades) == numbers["grades"]["value"]
    assert [one.zh for one in scale.dimensions] == [one.split("(")[0] for one in draft["csat"]["items_form"]]
    assert scale.low == ()
    parts = [written["part"] for written in items(dsk, "survey").values()]
    assert parts.count("topic") == numbers["survey_items"]["value"]
    head = [code for code, written in items(dsk, "survey").items() if written["part"] == "head"]
    assert head == draft["csat"]["header"]


def test_phrases_cover_the_moments_of_chapter_six(dsk: Handbook, draft: Mapping[str, Any]) -> None:
    moments = {one.moment: one for one in dsk.phrases}
    assert {one["moment"] for one in draft["communication"]["phrases_by_meaning"]} <= set(moments)
    cited = {one for phrase in dsk.phrases for one in phrase.basis}
    assert {f"DSK-6.{one}" for one in ("greet", "intake", "close", "callback", "chase")} <= cited


def test_what_a_chasing_customer_is_told_has_to_be_true(dsk: Handbook) -> None:
    assert all("A-true-chase" in item.basis for item in dsk.lists["chase_answers"])
    ready = [item.code for item in dsk.lists["chase_answers"] if "DSK-6.chase" in item.basis]
    assert ready == ["wait", "chase_again", "elsewhere"]


def test_the_desk_closes_after_confirmation_and_callback(dsk: Handbook) -> None:
    steps = [item.code for item in dsk.lists["closure_steps"]]
    assert steps.index("confirm") < steps.index("callback") < steps.index("close")
    callback = next(item for item in dsk.lists["closure_steps"] if item.code == "callback")
    assert "A-resident" in callback.basis


@pytest.mark.parametrize(
    ("measures", "code"),
    [({"core_share_stopped": 1.0, "any_share_hit": 1.0}, "L1"), ({"any_share_hit": 0.1}, "L2"), ({}, "L3")],
)
def test_borrowed_priorities_follow_the_impact(
    dsk: Handbook, shipped: Shipped, measures: Mapping[str, float | bool], code: str
) -> None:
    assert priority_for(dsk, measures).code == priority_for(shipped("STD"), measures).code == code
    assert all("A-borrowed-levels" in one.basis for one in dsk.priorities)


def test_a_set_time_without_its_assumption_is_found(shipped_files: Callable[[str], Mapping[str, str]]) -> None:
    files = shipped_files("DSK")
    bare = files["handbook.yaml"].replace("basis: [DSK-9.1.inv, A-plan]", "basis: [DSK-9.1.inv]")
    assert bare != files["handbook.yaml"]
    _, problems = parse_handbook({**files, "handbook.yaml": bare})
    assert [one.code for one in problems] == ["silent_but_present"]
