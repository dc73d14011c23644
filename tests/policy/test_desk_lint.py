"""Seats, groups, numbers, ratings and hours as an author writes them: what they become, and every mistake in them."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from json import dumps
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from policy.handbook import Handbook, OpenDate, OpenSpan
from policy.parse import parse_handbook
from policy.text import Text
from tests.policy.small import pack, param, told

SILENT = "silent: [calendar, ladder, lists, escalations]\n"

DESK: Mapping[str, str] = {
    "seats": """\
        seats:
          - {code: operator, name: {zh: "坐席", en: "Operator"}, tier: T1, group: hard, basis: [TST-1]}
          - {code: expert, name: {zh: "专家", en: "Expert"}, duties: [{zh: "排障", en: "Repairs"}], basis: [TST-1]}
        """,
    "groups": """\
        groups:
          - {code: hard, name: {zh: "硬件组", en: "Hardware"}, takes: [device], basis: [TST-1]}
          - {code: soft, name: {zh: "软件组", en: "Software"}, takes: [program], basis: [TST-1]}
        """,
    "lists": """\
        lists:
          ticket_types:
            - {code: device, title: {zh: "设备", en: "Device"}, basis: [TST-1]}
            - {code: program, title: {zh: "程序", en: "Program"}, basis: [TST-1]}
        """,
    "ticket_number": """\
        ticket_number:
          pattern: "TS{date:%Y%m%d}{serial:03d}"
          regex: '^TS\\d{8}\\d{3}$'
          example: TS20231027001
          tell_customer: true
          basis: [TST-1]
        """,
    "satisfaction": """\
        satisfaction:
          grades:
            - {code: good, name: {zh: "满意", en: "Satisfied"}, value: 5}
            - {code: fair, name: {zh: "一般", en: "Average"}, value: 3}
            - {code: poor, name: {zh: "不满意", en: "Dissatisfied"}, value: 1}
          low: [fair, poor]
          dimensions: [{zh: "效率", en: "Speed"}]
          basis: [TST-1]
        """,
    "calendar": """\
        calendar:
          name: {zh: "周一", en: "Mondays"}
          zone: Asia/Shanghai
          weekly:
            mon: [["13:00", "18:00"], ["09:00", "12:00"]]
          holidays: ["2026-10-05", "2026-10-12"]
          extra: {"2026-10-10": [["09:00", "24:00"]]}
          basis: [TST-2, A-calendar]
        """,
    "clocks": """\
        clocks:
          - name: response
            title: {zh: "响应", en: "Response"}
            starts: [{kind: ticket.submitted}]
            stops: [{kind: agent.first_contact}]
            targets: {L1: 30m, L2: 1h}
            hours: {L2: business}
            owner: operator
            basis: [TST-2]
          - name: contact
            title: {zh: "联系", en: "Contact"}
            starts: [{kind: csat.received, fields: {value: fair}}, {kind: csat.received, fields: {value: "不满意"}}]
            stops: [{kind: dissat.contacted}]
            targets: {any: 1d}
            owner: hard
            basis: [TST-2]
        """,
    "phrases": """\
        phrases:
          - {moment: end, meaning: {zh: "道谢", en: "Thank"}, basis: [TST-1]}
        """,
}


def desk(**changed: str | None) -> dict[str, str]:
    """The small handbook with a desk described; a section that is given replaces its own."""
    whole: dict[str, str | None] = {**DESK, "silent": SILENT.replace("lists, ", ""), **changed}
    return pack(**whole)


def problems_of(**changed: str | None) -> list[str]:
    handbook, problems = parse_handbook(desk(**changed))
    assert (handbook is None) == bool(problems)
    return told(problems)


def edited(section: str, old: str, new: str) -> dict[str, str]:
    """One section with one thing written otherwise."""
    text = dedent(DESK[section])
    assert old in text
    return {section: text.replace(old, new)}


@pytest.fixture(scope="module")
def described() -> Handbook:
    handbook, problems = parse_handbook(desk())
    assert told(problems) == []
    assert handbook is not None
    return handbook


def test_seats_groups_and_phrases_become_what_they_say(described: Handbook) -> None:
    operator, expert = described.seats
    assert (operator.code, operator.tier, operator.group, operator.duties) == ("operator", "T1", "hard", ())
    assert (expert.tier, expert.group, expert.duties) == (None, None, (Text(zh="排障", en="Repairs"),))
    assert [(one.code, one.takes) for one in described.groups] == [("hard", ("device",)), ("soft", ("program",))]
    assert [(one.moment, one.meaning.en) for one in described.phrases] == [("end", "Thank")]
    assert described.ticket_number is not None
    assert (described.ticket_number.example, described.ticket_number.tell_customer) == ("TS20231027001", True)


def test_the_scale_keeps_its_order_and_finds_a_grade_by_any_name(described: Handbook) -> None:
    scale = described.satisfaction
    assert scale is not None
    assert [one.value for one in scale.grades] == [5.0, 3.0, 1.0]
    assert scale.low == ("fair", "poor")
    assert {scale.grade(said) for said in ("fair", "一般", "Average")} == {scale.grades[1]}
    assert scale.grade("excellent") is None


def test_hours_are_sorted_and_dates_read(described: Handbook) -> None:
    hour = timedelta(hours=1)
    calendar = described.calendar
    assert calendar is not None
    assert calendar.weekly[0] == (OpenSpan(start=9 * hour, end=12 * hour), OpenSpan(start=13 * hour, end=18 * hour))
    assert calendar.weekly[1:] == ((),) * 6
    assert calendar.holidays == (date(2026, 10, 5), date(2026, 10, 12))
    assert calendar.extra == (OpenDate(day=date(2026, 10, 10), spans=(OpenSpan(start=9 * hour, end=24 * hour),)),)
    assert described.clock("response").hours == {"L2": "business"}


@pytest.mark.parametrize(
    ("section", "old", "new", "found"),
    [
        ("seats", "group: hard", "group: huge", "seats.yaml:2 unknown_group"),
        ("seats", "tier: T1", "tier: T9", "seats.yaml:2 unknown_tier"),
        ("seats", "code: expert", "code: operator", "seats.yaml:1 duplicate_code"),
        ("seats", "[TST-1]}\n", "[TST-9]}\n", "seats.yaml:2 unknown_clause"),
        ("groups", "[program]", "[program, music]", "groups.yaml:3 unknown_type"),
        ("groups", "[program]", "[program, device]", "groups.yaml:3 type_taken_twice"),
        ("groups", "code: soft", "code: hard", "groups.yaml:1 duplicate_code"),
        ("groups", "basis: [TST-1]}\n", "basis: []}\n", "groups.yaml:2 empty_basis"),
        ("ticket_number", "serial:03d", "serial:xx", "ticket_number.yaml:2 bad_number_pattern"),
        ("ticket_number", "{serial:03d}", "", "ticket_number.yaml:2 bad_number_pattern"),
        ("ticket_number", "{serial:03d}", "{serial:03d}{serial:03d}", "ticket_number.yaml:2 bad_number_pattern"),
        ("ticket_number", "{serial:03d}", "{serial:03d}{who}", "ticket_number.yaml:2 bad_number_pattern"),
        ("ticket_number", "%Y%m%d", "%Q", "ticket_number.yaml:2 bad_number_pattern"),
        ("ticket_number", "'^TS\\d{8}\\d{3}$'", "'^(TS)+$'", "ticket_number.yaml:3 bad_number_form"),
        ("ticket_number", "\\d{8}", "[9-0]{8}", "ticket_number.yaml:3 bad_number_form"),
        ("ticket_number", "\\d{8}\\d{3}", "\\d+\\d+\\d+", "ticket_number.yaml:3 bad_number_form"),
        ("ticket_number", "20231027001", "20231027", "ticket_number.yaml:4 example_misfits"),
        ("ticket_number", "%Y%m%d", "%y%m%d", "ticket_number.yaml:2 pattern_misfits"),
        ("satisfaction", "code: fair", "code: good", "satisfaction.yaml:2 duplicate_code"),
        ("satisfaction", "low: [fair, poor]", "low: [poor, awful]", "satisfaction.yaml:6 unknown_grade"),
        ("satisfaction", "low: [fair, poor]", "low: [fair]", "satisfaction.yaml:4 grade_out_of_order"),
        ("satisfaction", "value: 3", "value: 5", "satisfaction.yaml:4 grade_out_of_order"),
        ("satisfaction", ", value: 3", "", "satisfaction.yaml:2 grade_without_number"),
        ("satisfaction", 'zh: "效率", ', "", "satisfaction.yaml:7 missing_translation"),
        ("clocks", "value: fair", "value: splendid", "clocks.yaml:12 unknown_grade"),
        ("clocks", "hours: {L2", "hours: {L9", "clocks.yaml:7 unknown_priority"),
        ("clocks", "hours: {L2: business}", "hours: {L2: sometimes}", "clocks.yaml:7 unknown_value"),
        ("clocks", "owner: operator", "owner: nobody", "clocks.yaml:8 unknown_tier"),
        ("calendar", '"18:00"', '"12:00"', "calendar.yaml:5 span_reversed"),
        ("calendar", '"13:00"', '"18:00"', "calendar.yaml:5 span_reversed"),
        ("calendar", '"13:00"', '"11:30"', "calendar.yaml:5 spans_overlap"),
        ("calendar", '"18:00"', '"25:00"', "calendar.yaml:5 bad_wall_time"),
        ("calendar", '["13:00", "18:00"]', '["13:00"]', "calendar.yaml:5 empty_list"),
        ("calendar", "mon:", "montag:", "calendar.yaml:5 unknown_field"),
        ("calendar", "2026-10-12", "2026-10-05", "calendar.yaml:6 duplicate_code"),
        ("calendar", '"2026-10-12"', '"2026-13-12"', "calendar.yaml:6 bad_date"),
        ("calendar", '"2026-10-12"', '"soon"', "calendar.yaml:6 wrong_value"),
        ("calendar", "zone: Asia/Shanghai", "zone: Asia/Atlantis", "calendar.yaml:3 unknown_zone"),
        ("phrases", "moment: end, ", "", "phrases.yaml:2 missing_field"),
    ],
)
def test_a_mistake_is_told_with_its_line(section: str, old: str, new: str, found: str) -> None:
    assert found in problems_of(**edited(section, old, new))


def test_one_mistake_is_told_once() -> None:
    assert problems_of(**edited("seats", "group: hard", "group: huge")) == ["seats.yaml:2 unknown_group"]
    assert problems_of(**edited("calendar", '"13:00"', '"11:30"')) == ["calendar.yaml:5 spans_overlap"]


def test_a_group_is_told_where_its_type_went_first() -> None:
    _, problems = parse_handbook(desk(**edited("groups", "[program]", "[device]")))
    assert (param(problems[0], "got"), param(problems[0], "first")) == ("device", "hard")


def test_groups_without_a_list_of_types_take_nothing_that_is_known() -> None:
    found = problems_of(lists=None, silent=SILENT)
    assert found == ["groups.yaml:2 unknown_type", "groups.yaml:3 unknown_type"]


def test_working_hours_need_a_calendar() -> None:
    assert problems_of(calendar=None, settings=CITED) == ["clocks.yaml:7 hours_without_calendar"]


def test_a_broken_calendar_is_not_called_missing() -> None:
    assert problems_of(**edited("calendar", '"18:00"', '"6pm"')) == ["calendar.yaml:5 bad_wall_time"]


CITED = """\
settings:
  hours: {value: 24, basis: [A-calendar]}
"""


def test_a_calendar_that_never_opens_or_that_nobody_counts_on_is_found() -> None:
    shut = """\
    calendar:
      name: {zh: "从不", en: "Never"}
      zone: Asia/Shanghai
      weekly: {}
      extra: {"2026-10-10": []}
      basis: [A-calendar]
    """
    assert problems_of(calendar=shut) == ["calendar.yaml:4 never_open"]
    assert problems_of(**edited("clocks", "business", "wall")) == ["calendar.yaml:1 calendar_unused"]
    misshapen = edited("clocks", "hours: {L2: business}", "hours: 7")
    assert problems_of(**misshapen) == ["clocks.yaml:7 wrong_type"]


def test_hours_for_a_priority_without_a_target_are_found() -> None:
    found = problems_of(**edited("clocks", "targets: {L1: 30m, L2: 1h}", "targets: {L1: 30m}"))
    assert found == ["clocks.yaml:6 missing_target", "clocks.yaml:7 hours_without_target"]


def test_hours_may_be_stated_for_any_priority() -> None:
    text = dedent(DESK["clocks"]).replace(
        "targets: {any: 1d}", "targets: {any: 1d}\n    hours: {any: business, L1: wall}"
    )
    assert problems_of(clocks=text) == []


def test_a_scale_without_numbers_and_without_low_grades_is_one() -> None:
    bare = """\
    satisfaction:
      grades:
        - {code: good, name: {zh: "满意", en: "Satisfied"}}
        - {code: fair, name: {zh: "一般", en: "Average"}}
      basis: [TST-1]
    """
    contact = edited("clocks", "value: fair", "value: good")
    contact["clocks"] = contact["clocks"].replace(', {kind: csat.received, fields: {value: "不满意"}}', "")
    assert problems_of(satisfaction=bare, **contact) == []


def test_a_rating_may_start_a_clock_where_no_scale_is_known() -> None:
    assert problems_of(satisfaction=None) == []
    any_rating = edited("clocks", "{kind: csat.received, fields: {value: fair}}", "{kind: csat.received}")
    assert problems_of(**any_rating) == []


ODD: tuple[object, ...] = (
    None,
    "",
    7,
    -1.5,
    True,
    [],
    {},
    ["a", 1],
    {"zh": 1},
    "25:00",
    "2026-02-30",
    "{serial:999d}",
    "^(a+)+$",
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place inside plain data."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in inside:
        yield (*path, key)
        yield from places(member, (*path, key))


@settings(max_examples=40)
@given(st.data())
def test_whatever_stands_at_any_place_is_answered_with_problems(data: st.DataObject) -> None:
    section = data.draw(st.sampled_from(sorted(DESK)))
    plain = YAML(typ="safe", pure=True).load(dedent(DESK[section]))
    *way, last = data.draw(st.sampled_from(sorted(places(plain), key=str)))
    around = plain
    for step in way:
        around = around[step]
    around[last] = data.draw(st.sampled_from(ODD))
    handbook, problems = parse_handbook(desk(**{section: dumps(plain)}))
    assert (handbook is None) == bool(problems)


@pytest.mark.parametrize("section", ["seats", "groups", "phrases", "ticket_number", "satisfaction"])
def test_what_is_called_silent_may_only_be_there_by_an_assumption(section: str) -> None:
    found = problems_of(silent=f"silent: [calendar, ladder, escalations, {section}]\n")
    assert {one.partition(" ")[2] for one in found} == {"silent_but_present"}
    assert all(one.startswith(f"{section}.yaml") for one in found)


def test_a_manual_without_priorities_tiers_and_clocks_says_so_and_is_whole() -> None:
    bare = {"priorities": "priorities: []\n", "tiers": "tiers: []\n", "clocks": "clocks: []\n"}
    named = "silent: [calendar, ladder, lists, escalations, priorities, tiers, clocks]\n"
    handbook, problems = parse_handbook(pack(**bare, silent=named))
    assert told(problems) == []
    assert handbook is not None
    assert (handbook.priorities, handbook.tiers, handbook.clocks) == ((), (), ())
    _, problems = parse_handbook(pack(**bare))
    assert {param(one, "field") for one in problems} == {"priorities", "tiers", "clocks"}
    assert {one.code for one in problems} == {"missing_field"}


def test_seats_and_groups_hold_tickets_where_there_are_no_tiers() -> None:
    ways = """\
    escalations:
      - {source: operator, target: soft, when: {zh: "软件", en: "Software"}, basis: [TST-1]}
      - {source: operator, target: moon, when: {zh: "远", en: "Far"}, basis: [TST-1]}
    """
    seats = edited("seats", "tier: T1, ", "")
    found = problems_of(tiers=None, escalations=ways, silent="silent: [calendar, ladder, tiers]\n", **seats)
    assert found == ["escalations.yaml:3 unknown_tier"]


def test_a_clause_may_forbid() -> None:
    clauses = pack()["clauses.yaml"].replace("obligation: must,", "obligation: must_not,", 1)
    handbook, problems = parse_handbook({**pack(), "clauses.yaml": clauses})
    assert told(problems) == []
    assert handbook is not None
    assert [one.obligation for one in handbook.clauses.values()] == ["must_not", "must"]
