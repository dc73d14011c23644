"""The shipped ASC pack: four priorities, one of them in working hours, groups, numbers and ratings."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from policy.handbook import Handbook, Trigger
from policy.numbering import number_on
from policy.parse import parse_handbook
from policy.triage import priority_for
from tests.policy.whole import figures, sketched, span

HOUR = timedelta(hours=1)


@pytest.fixture(scope="session")
def asc(shipped: Callable[[str], Handbook]) -> Handbook:
    """The shipped ASC handbook."""
    return shipped("ASC")


@pytest.fixture(scope="session")
def draft(shared: Path) -> Mapping[str, Any]:
    """The pack as the interchange files sketch it."""
    return sketched(shared, "ASC")


@pytest.mark.parametrize("code", ["P1", "P2", "P3", "P4"])
def test_response_targets_and_their_hours_are_the_manuals(
    asc: Handbook, shared_clauses: Mapping[str, Any], code: str
) -> None:
    figure = figures(shared_clauses, "ASC")[f"response.{code}"]
    clock = asc.clock("response")
    assert clock.targets[code] == span(figure)
    assert clock.hours[code] == ("business" if figure["unit"] == "working_hour" else "wall")
    assert f"ASC-2.2.{code}" in clock.basis


def test_only_the_third_priority_is_in_working_hours(asc: Handbook) -> None:
    assert {code for one in asc.clocks for code, hours in one.hours.items() if hours == "business"} == {"P3"}
    assert asc.calendar is not None
    assert asc.calendar.basis == ("ASC-2.2.P3", "A-working-hours")
    opened = [sum((one.end - one.start for one in day), timedelta()) for day in asc.calendar.weekly]
    assert opened == [8 * HOUR] * 5 + [timedelta()] * 2


@pytest.mark.parametrize(
    ("clock", "number", "clause"),
    [("acknowledge", "ack", "ASC-2.3.ack"), ("dissat_contact", "dissat_contact", "ASC-2.5.dissat")],
)
def test_targets_for_any_priority_are_the_manuals(
    asc: Handbook, shared_clauses: Mapping[str, Any], clock: str, number: str, clause: str
) -> None:
    assert asc.clock(clock).targets == {"any": span(figures(shared_clauses, "ASC")[number])}
    assert clause in asc.clock(clock).basis


def test_clocks_that_other_manuals_have_are_not_borrowed(asc: Handbook, draft: Mapping[str, Any]) -> None:
    stated = [one["name"] for one in draft["clocks"]["items"] if one["targets"]]
    assert [one.name for one in asc.clocks] == stated
    assert "resolution" in asc.silent
    assert not any(one.pausable for one in asc.clocks)


def test_a_low_rating_starts_the_contact_however_it_is_recorded(asc: Handbook) -> None:
    scale = asc.satisfaction
    assert scale is not None
    low = [one for one in scale.grades if one.code in scale.low]
    said = {word for one in low for word in (one.code, one.name.zh)}
    starts = asc.clock("dissat_contact").starts
    assert {one.kind for one in starts} == {"csat.received"}
    assert {one.fields["value"] for one in starts} == said
    assert scale.grade("满意") == scale.grade("satisfied")
    assert scale.grade("五星") is None


def test_the_scale_is_the_manuals(asc: Handbook, draft: Mapping[str, Any]) -> None:
    scale = asc.satisfaction
    assert scale is not None
    assert [one.name.zh for one in scale.grades] == draft["csat"]["scale"]
    assert [one.zh for one in scale.dimensions] == draft["csat"]["dimensions"]
    assert [one.value for one in scale.grades] == [5, 4, 3, 1]


def test_groups_take_the_types_that_the_route_names(asc: Handbook, draft: Mapping[str, Any]) -> None:
    types = {item.code: item.title.zh for item in asc.lists["ticket_types"]}
    route = {types[one]: group.name.zh for group in asc.groups for one in group.takes}
    assert route == draft["groups"]["routing"]


def test_numbers_look_like_the_manuals_example(asc: Handbook, draft: Mapping[str, Any]) -> None:
    rule = asc.ticket_number
    assert rule is not None
    assert number_on(rule.pattern, date(2023, 10, 27), 1) == draft["ticket_number"]["example"] == rule.example
    assert rule.tell_customer
    for serial in (1, 999, 1000):
        assert re.fullmatch(rule.regex, number_on(rule.pattern, date(2026, 12, 31), serial))
    assert not re.fullmatch(rule.regex, "TS2026123101")


def test_the_template_and_the_intake_are_the_manuals(asc: Handbook, draft: Mapping[str, Any]) -> None:
    template = [item.code for item in asc.lists["record_fields"]]
    assert template == [*draft["intake"]["required"], *draft["intake"]["later"]]
    assert [item.basis[0] for item in asc.lists["record_fields"]] == [f"ASC-3.{n:02}" for n in range(1, 13)]
    required = [one.name for one in asc.intake if one.required]
    assert required == ["org", "contact_name", "contact_method", "description"]
    assert set(required) <= set(template)
    assert [item.title.zh for item in asc.lists["statuses"]] == draft["closure"]["statuses"]


def test_defaults_that_were_proposed_are_assumptions(asc: Handbook, draft: Mapping[str, Any]) -> None:
    value = {name: one.value for name, one in asc.settings.items()}
    proposed = draft["defaults_proposed"]
    assert asc.clock("response").starts == (Trigger(kind=proposed["response_start"]),)
    assert asc.clock("response").start_basis == ("A-response-start",)
    assert f"{int(value['log_limit_s'] / 60)}m after action" == proposed["log_within"]
    assert f"{int(value['supervisor_limit_s'] / 60)}m" == proposed["supervisor_notify_limit"]
    supervisor = next(one for one in asc.escalations if one.target == "supervisor")
    assert supervisor.limit == timedelta(seconds=value["supervisor_limit_s"])
    assert (value["unreachable_tries"], value["unreachable_channels"], value["unreachable_working_days"]) == (3, 2, 3)
    assert [value[f"update_cadence_{one.code}_s"] for one in asc.priorities] == [1800, 7200, 86400, 86400]


@pytest.mark.parametrize(
    ("measures", "code"),
    [
        ({"core_share_stopped": 0.5, "any_share_hit": 0.5}, "P1"),
        ({"core_share_stopped": 1.0, "any_share_hit": 1.0}, "P1"),
        ({"core_share_stopped": 0.49, "any_share_hit": 1.0}, "P2"),  # one dead server of several (A16)
        ({"any_share_hit": 1.0, "has_alternative": True}, "P2"),
        ({"any_share_hit": 0.01, "advice_wanted": True}, "P2"),
        ({"any_share_hit": 0.0, "advice_wanted": True}, "P3"),
        ({"any_share_hit": 0.0, "advice_wanted": False}, "P4"),
        ({}, "P4"),
    ],
)
def test_impact_gives_the_priority(asc: Handbook, measures: Mapping[str, float | bool], code: str) -> None:
    assert priority_for(asc, measures).code == code


def test_working_hours_without_a_calendar_are_found(shipped_files: Callable[[str], Mapping[str, str]]) -> None:
    files = shipped_files("ASC")
    text = files["handbook.yaml"]
    start, end = text.index("\ncalendar:"), text.index("\nclocks:")
    _, problems = parse_handbook({**files, "handbook.yaml": text[:start] + text[end:]})
    assert [one.code for one in problems] == ["hours_without_calendar"]
