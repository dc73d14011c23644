"""A handbook's own calendar: which targets count on it, and when a case's calendar takes its place."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from policy.handbook import Handbook, OpenDate, OpenSpan, WorkingHours
from policy.text import Text
from sla.calendar import Calendar
from sla.clock import clocks
from sla.explain import explain
from sla.handbook_cases import evaluate_handbook_case
from sla.own_hours import calendar_of, in_working_hours
from sla.priorities import PrioritySteps, priorities_as_set
from tests.sla.std_handbook import ASC, HOUR, STD, handbook, rule, trigger
from tests.sla.timelines import at, timeline

OFFICE = (OpenSpan(start=9 * HOUR, end=12 * HOUR), OpenSpan(start=13 * HOUR, end=18 * HOUR))

WEEK = WorkingHours(
    name=Text(zh="工作日", en="Working days"),
    zone="Asia/Shanghai",
    weekly=(OFFICE,) * 5 + ((), ()),
    holidays=(date(2026, 10, 1), date(2026, 10, 2)),
    extra=(OpenDate(day=date(2026, 10, 10), spans=OFFICE),),
    basis=("T-1",),
)

OWN = replace(ASC, calendar=WEEK)


def test_the_handbooks_hours_are_compiled_once_and_hold_its_dates() -> None:
    own = calendar_of(OWN)
    assert own is calendar_of(replace(OWN, calendar=replace(WEEK)))
    assert own.spans_on(date(2026, 10, 1)) == ()
    assert own.spans_on(date(2026, 10, 10)) == own.spans_on(date(2026, 10, 12)) != ()
    assert calendar_of(STD).is_always_open
    assert calendar_of(STD).zone == "Asia/Shanghai"


def test_a_calendar_that_is_named_takes_the_place_of_the_own() -> None:
    named = Calendar.always_open("UTC")
    assert calendar_of(OWN, named) is named


def case(level: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": "c",
        "handbook": "ASC",
        "timeline": [
            {"at": "2026-03-13T17:00:00+08:00", "type": "ticket.submitted"},
            {"at": "2026-03-13T17:05:00+08:00", "type": "ticket.severity_set", "level": level},
        ],
        "as_of": "2026-03-13T18:00:00+08:00",
        **fields,
    }


@pytest.mark.parametrize(
    ("level", "due"),
    [("P3", "2026-03-16T17:00:00+08:00"), ("P4", "2026-03-14T17:00:00+08:00"), ("P1", "2026-03-13T19:00:00+08:00")],
)
def test_a_case_without_a_calendar_counts_on_the_handbooks(level: str, due: str) -> None:
    result: Any = evaluate_handbook_case(case(level), OWN)
    assert result[0]["due"] == due


def test_a_case_may_name_another_calendar() -> None:
    result: Any = evaluate_handbook_case(case("P3", calendar={"name": "24x7", "tz": "Asia/Shanghai"}), OWN)
    assert result[0]["due"] == "2026-03-14T01:00:00+08:00"


def test_clocks_and_explanations_agree_on_the_own_hours() -> None:
    friday = timeline("+3 17:00 ticket.submitted\n+3 17:05 ticket.severity_set level=P3")
    steps = priorities_as_set(friday)
    read = clocks(OWN, friday, steps, at("+3 18:00"))[0]
    assert (read.due, read.elapsed) == (at("+6 17:00"), HOUR)
    told = explain(OWN, friday, read.name, steps, at("+3 18:00"))
    counted = sum(int(one.params["seconds"]) for one in told.steps if one.code == "counted")
    assert timedelta(seconds=counted) == 8 * HOUR


def test_hours_hold_for_one_priority_for_any_or_for_none() -> None:
    response = rule("response", starts=(trigger("a"),), stops=(trigger("b"),), targets={"any": HOUR})
    book = handbook("T", (), (response,), WEEK)
    assert not in_working_hours(book, response, "any")
    assert in_working_hours(book, replace(response, hours={"any": "business"}), "P1")
    assert not in_working_hours(book, replace(response, hours={"any": "business", "P1": "wall"}), "P1")


def test_a_handbook_that_says_nothing_of_hours_counts_on_whatever_a_case_names() -> None:
    assert in_working_hours(STD, STD.clocks[0], "L1")


def books() -> tuple[Handbook, Handbook]:
    """The shorter target in working hours, and the same in natural hours."""
    response = rule(
        "response",
        starts=(trigger("ticket.submitted"),),
        stops=(trigger("x"),),
        targets={"A": 2 * HOUR, "B": 3 * HOUR},
    )
    own = replace(response, hours={"A": "business"})
    return handbook("T", ("A", "B"), (own,), WEEK), handbook("T", ("A", "B"), (response,), WEEK)


def test_before_triage_the_target_due_first_stands_in_even_where_its_figure_is_the_longer() -> None:
    late = timeline("+3 17:30 ticket.submitted")  # a Friday: two working hours reach into Monday
    ungraded = PrioritySteps(steps=())
    business, wall = (clocks(book, late, ungraded, at("+3 18:00"))[0] for book in books())
    assert (business.due, business.target, business.provisional) == (at("+3 20:30"), 3 * HOUR, True)
    assert (wall.due, wall.target) == (at("+3 19:30"), 2 * HOUR)
