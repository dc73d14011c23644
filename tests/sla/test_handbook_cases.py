from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from policy.handbook import Handbook
from policy.parse import parse_handbook
from sla.handbook_cases import evaluate_handbook_case
from sla.inspection import Inspection
from sla.layers import with_official
from sla.official import Notice, OfficialDays
from sla.own_hours import calendar_of
from tests.sla.std_handbook import ASC, STD, handbook

ABSENT = {"state": "not_started", "due": None, "elapsed_s": None}


def case(*events: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {
        "id": "h",
        "handbook": "STD",
        "timeline": [{"at": "2026-03-10T09:00:00+08:00", "type": "ticket.submitted"}, *events],
        "as_of": "2026-03-10T10:00:00+08:00",
        **fields,
    }


def codes(result: Any) -> set[tuple[str, str]]:
    return {(one["code"], one["params"]["place"]) for one in result["problems"]}


def agrees(got: dict[str, Any], expected: dict[str, Any]) -> bool:
    compared = [key for key in ("due", "elapsed_s") if expected[key] is not None]
    return all(got[key] == expected[key] for key in ("state", *compared))


@pytest.fixture(scope="session")
def shipped(root: Path) -> Mapping[str, Handbook]:
    """The shipped handbooks, as they are read anywhere."""

    def read(pack: str) -> Handbook:
        folder = root / "policy" / "content" / pack
        files = {one.name: one.read_text(encoding="utf-8") for one in sorted(folder.glob("*.yaml"))}
        handbook, problems = parse_handbook(files)
        assert problems == ()
        assert handbook is not None
        return handbook

    return {name: read(name) for name in ("STD", "ASC", "SMO", "DSK", "NET")}


@pytest.mark.shared
def test_every_published_timeline_agrees(shared: Path, shipped: Mapping[str, Handbook]) -> None:
    text = (shared / "sla" / "handbook_cases.yaml").read_text(encoding="utf-8")
    wrong, compared = [], 0
    for one in YAML(typ="safe").load(text)["cases"]:
        asked = {key: value for key, value in one.items() if key != "expected"}
        result: Any = evaluate_handbook_case(asked, shipped[one["handbook"]])
        got = {clock["clock"]: clock for clock in result}
        compared += len(one["expected"])
        wrong += [
            (one["id"], expected)
            for expected in one["expected"]
            if not agrees(got.get(expected["clock"], ABSENT), expected)
        ]
    assert (wrong, compared >= 40) == ([], True)


@pytest.mark.parametrize("built", [STD, ASC])
def test_the_shipped_handbook_keeps_the_clocks_these_tests_are_written_for(
    shipped: Mapping[str, Handbook], built: Handbook
) -> None:
    def figures(handbook: Handbook) -> list[object]:
        return [
            (one.name, one.starts, one.starts_by_priority, one.stops, one.targets, one.pausable, one.hours)
            for one in handbook.clocks
        ]

    assert figures(shipped[built.id]) == figures(built)


SUBMITTED = "13T16:00 ticket.submitted"  # a Friday
ASSIGNED = f"{SUBMITTED}; 13T16:10 ticket.severity_set level=P2; 13T17:30 ticket.assigned group=软件组"
P3 = f"{SUBMITTED}; 13T16:05 ticket.severity_set level=P3"


def moment(said: str) -> str:
    """Read `13T16:00` as a moment of March 2026, in the zone of the manual."""
    return f"2026-03-{said}:00+08:00"


def written(timeline: str) -> list[dict[str, Any]]:
    """Read `moment kind field=value; …`."""
    events: list[dict[str, Any]] = []
    for line in timeline.split(";"):
        at, kind, *fields = line.split()
        events.append({"at": moment(at), "type": kind, **dict(one.split("=") for one in fields)})
    return events


@pytest.mark.parametrize(
    ("timeline", "as_of", "found"),
    [
        # Working hours (ASC-2.2.P3): 2 h of Friday, 6 h of Monday with its lunch in between.
        (P3, "13T17:00", "response running 16T16:00 3600"),
        (P3, "14T12:00", "response running 16T16:00 7200"),
        (f"{P3}; 16T12:30 agent.first_contact", "17T09:00", "response met 16T16:00 18000"),
        (f"{P3}; 16T16:00 agent.first_contact", "17T09:00", "response met 16T16:00 28800"),
        (f"{P3}; 16T16:01 agent.first_contact", "17T09:00", "response breached 16T16:00 28860"),
        # A changed priority re-targets from the submission, on its own hours.
        (f"{P3}; 13T16:30 ticket.severity_set level=P2", "13T18:30", "response running 13T20:00 9000"),
        (f"{P3}; 13T19:00 ticket.severity_set level=P4", "14T16:00", "response running 14T16:00 86400"),
        # Natural hours for the first two, and for whoever has not been triaged.
        (f"{SUBMITTED}; 13T16:05 ticket.severity_set level=P1", "13T18:01", "response breached 13T18:00 7260"),
        (SUBMITTED, "13T17:00", "response running 13T18:00 3600"),
        # The acknowledgement counts natural time, the evening included, and is no contact (A15).
        (ASSIGNED, "13T18:30", "acknowledge running 13T18:30 3600"),
        (f"{ASSIGNED}; 13T18:20 assignee.ack", "13T20:01", "acknowledge met 13T18:30 3000"),
        (f"{ASSIGNED}; 13T18:20 assignee.ack", "13T20:01", "response breached 13T20:00 14460"),
        (f"{SUBMITTED}; 13T16:01 auto.ack", "13T17:00", "response running 13T18:00 3600"),
        # Waiting for the customer pauses nothing here (A21).
        (f"{P3}; 13T17:00 clock.paused reason=wait_customer", "16T16:01", "response breached 16T16:00 28860"),
        # A low rating, however it is recorded; a good one owes nothing.
        ("14T20:00 csat.received value=一般", "15T20:01", "dissat_contact breached 15T20:00 86460"),
        ("14T20:00 csat.received value=dissatisfied", "15T08:00", "dissat_contact running 15T20:00 43200"),
        (
            "14T20:00 csat.received value=满意; 15T08:00 csat.received value=不满意; 15T09:00 dissat.contacted",
            "16T20:00",
            "dissat_contact met 16T08:00 3600",
        ),
    ],
)
def test_asc_clocks_count_by_their_clauses(
    shipped: Mapping[str, Handbook], timeline: str, as_of: str, found: str
) -> None:
    clock, state, due, elapsed = found.split()
    asked = {
        "id": "a",
        "handbook": "ASC",
        "timeline": written(timeline),
        "as_of": moment(as_of),
        "options": {"pause": "wait_customer"},
    }
    result: Any = evaluate_handbook_case(asked, shipped["ASC"])
    read = next(one for one in result if one["clock"] == clock)
    assert (read["state"], read["due"], read["elapsed_s"]) == (state, moment(due), int(elapsed))


def test_a_good_rating_obliges_nobody(shipped: Mapping[str, Handbook]) -> None:
    asked = {"id": "a", "timeline": written("14T20:00 csat.received value=满意"), "as_of": moment("16T20:00")}
    result: Any = evaluate_handbook_case(asked, shipped["ASC"])
    assert result[2] == {"clock": "dissat_contact", **ABSENT}


def test_an_announced_change_of_a_target_in_working_hours_is_counted_in_them(shipped: Mapping[str, Handbook]) -> None:
    """Sixteen working hours instead of eight, across a week that the case's own calendar closes."""
    office = [["09:00", "12:00"], ["13:00", "18:00"]]
    asked = {
        "id": "a",
        "handbook": "ASC",
        "calendar": {
            "name": "own",
            "tz": "Asia/Shanghai",
            "calendar": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), office),
            "holidays": ["2026-03-16"],
            "extra": {"2026-03-14": office},
        },
        "options": {
            "overrides": [
                {
                    "id": "move",
                    "from": "2026-03-13T00:00:00+08:00",
                    "to": "2026-03-14T00:00:00+08:00",
                    "targets": {"P3": {"response_s": 57600}},
                }
            ]
        },
        "timeline": written(f"12T09:00 sla.change_notified override=move; {P3}"),
        "as_of": "2026-03-13T18:00:00+08:00",
    }
    result: Any = evaluate_handbook_case(asked, shipped["ASC"])
    # Friday 2 h, the make-up Saturday 8 h, Monday is a holiday, Tuesday 6 h with its lunch.
    assert (result[0]["due"], result[0]["elapsed_s"]) == ("2026-03-17T16:00:00+08:00", 7200)


def test_result_lists_every_clock_in_the_zone_of_the_case() -> None:
    result: Any = evaluate_handbook_case(case(), STD)
    assert [one["clock"] for one in result] == [one.name for one in STD.clocks]
    assert result[0] == {
        "clock": "response",
        "state": "breached",
        "due": "2026-03-10T09:30:00+08:00",
        "elapsed_s": 3600,
    }
    assert result[1] == {"clock": "resolution", **ABSENT}


def test_customer_and_system_are_known_by_the_kind_where_nobody_is_named() -> None:
    events = [
        {"at": "2026-03-10T09:05:00+08:00", "type": "customer.msg"},
        {"at": "2026-03-10T09:06:00+08:00", "type": "auto.ack"},
        {"at": "2026-03-10T09:20:00+08:00", "type": "agent.msg"},
        {"at": "2026-03-10T09:10:00+08:00", "type": "agent.msg", "actor": "system"},
    ]
    result: Any = evaluate_handbook_case(case(*events), STD)
    assert (result[0]["state"], result[0]["elapsed_s"]) == ("met", 1200)


def test_moments_that_yaml_has_read_and_nested_values_are_taken_as_they_are() -> None:
    event = {
        "at": datetime(2026, 3, 10, 1, 10, tzinfo=UTC),
        "type": "clock.paused",
        "until": datetime(2026, 3, 10, 1, 40, tzinfo=UTC),
        "seen": [{"day": date(2026, 3, 10), "moment": datetime(2026, 3, 10, tzinfo=UTC), "note": None}],
    }
    accepted = {"at": "2026-03-10T09:00:00+08:00", "type": "ticket.accepted"}
    asked = case(accepted, event, options={"pause": "wait_customer"})
    result: Any = evaluate_handbook_case(asked, STD)
    assert (result[1]["due"], result[1]["elapsed_s"]) == ("2026-03-10T13:30:00+08:00", 1800)


OVERRIDE = {
    "id": "nd",
    "from": "2026-03-10T00:00:00+08:00",
    "to": "2026-03-11T00:00:00+08:00",
    "targets": {"any": {"response_s": 7200}},
}


def test_announced_change_is_read() -> None:
    told = {"at": "2026-03-09T09:00:00+08:00", "type": "sla.change_notified", "override": "nd"}
    result: Any = evaluate_handbook_case(case(told, options={"overrides": [OVERRIDE]}), STD)
    assert result[0]["due"] == "2026-03-10T11:00:00+08:00"


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (case(handbook="XYZ"), ("other_handbook", "handbook")),
        (case(as_of=None), ("expected_moment", "as_of")),
        (case({"at": "2026-03-10T09:00", "type": "x"}), ("moment_without_zone", "timeline[1].at")),
        (case({"at": "2026-03-10T09:00:00Z"}), ("expected_text", "timeline[1].type")),
        (case({"at": "2026-03-10T09:00:00Z", "type": "x", "actor": 7}), ("expected_text", "timeline[1].actor")),
        (
            case({"at": "2026-03-10T09:00:00Z", "type": "clock.paused", "until": "soon"}),
            ("expected_moment", "timeline[1].until"),
        ),
        (
            case({"at": "2026-03-10T09:00:00Z", "type": "ticket.severity_set", "level": "P9"}),
            ("unknown_priority", "timeline[1].level"),
        ),
        (
            case({"at": "2026-03-10T09:00:00Z", "type": "ticket.severity_set", "level": {}}),
            ("unknown_priority", "timeline[1].level"),
        ),
        (case(timeline={}), ("expected_list", "timeline")),
        (case(options={"pause": "always"}), ("unknown_choice", "options.pause")),
        (case(calendar={"name": "office", "tz": "UTC"}), ("unknown_choice", "calendar.name")),
        (case(calendar={"tz": "UTC", "calendar": {}}), ("calendar_never_opens", "calendar")),
        (
            case(options={"overrides": [{**OVERRIDE, "targets": {"L9": {}}}]}),
            ("unknown_priority", "options.overrides[0].targets"),
        ),
        (
            case(options={"overrides": [{**OVERRIDE, "targets": {"L1": {"nap_s": 1}}}]}),
            ("case_unknown_clock", "options.overrides[0].targets.L1"),
        ),
    ],
)
def test_bad_input_is_answered_with_its_place(asked: dict[str, Any], problem: tuple[str, str]) -> None:
    assert codes(evaluate_handbook_case(asked, STD)) == {problem}


def test_every_mistake_of_a_case_is_told_at_once_with_its_line() -> None:
    """Among them kinds that nobody knows, and what is done before anybody has submitted the ticket."""
    early = {"at": "2026-03-10T08:30:00+08:00", "type": "agent.first_contact"}
    rung = {"at": "2026-03-10T08:00:00+08:00", "type": "call.rung"}
    typo = {"at": "2026-03-10T09:30:00+08:00", "type": "ticket.accpeted"}
    back = {
        "at": "2026-03-10T09:30:00+08:00",
        "type": "clock.paused",
        "until": "2026-03-10T09:20:00+08:00",
    }
    spans = {"mon": [["09:00", "12:00"], ["11:00", "18:00"]], "tue": [["12:00", "18:00"], ["09:00", "12:00"]]}
    turned = {**OVERRIDE, "to": OVERRIDE["from"], "targets": {"L2": {"response_s": 0}}}
    asked = case(
        early, typo, back, options={"overrides": [turned]}, calendar={"tz": "Asia/Shangai", "calendar": spans}
    )
    look = Inspection("a.yaml", lambda place: 7 if place == "timeline[1].at" else 1)
    result: Any = evaluate_handbook_case(asked, STD, look, kinds={"ticket.submitted", "clock.paused", early["type"]})
    assert codes(result) == {
        ("unknown_zone", "calendar.tz"),
        ("case_spans_overlap", "calendar.calendar.mon[1]"),
        ("ends_before_start", "options.overrides[0].to"),
        ("expected_above_zero", "options.overrides[0].targets.L2.response_s"),
        ("before_submission", "timeline[1].at"),
        ("case_unknown_event", "timeline[2].type"),
        ("ends_before_start", "timeline[3].until"),
    }
    assert [(one["source"], one["line"]) for one in result["problems"] if one["code"] == "before_submission"] == [
        ("a.yaml", 7)
    ]
    answered: Any = evaluate_handbook_case(case(rung, early), STD)
    assert isinstance(answered, list)


def test_a_due_time_without_a_notice_for_its_days_is_provisional(shipped: Mapping[str, Handbook]) -> None:
    official = OfficialDays(notices=(Notice(year=2026, spans=()),))

    def response(day: str) -> Any:
        timeline = [
            {"at": f"{day}T16:00:00+08:00", "type": "ticket.submitted"},
            {"at": f"{day}T16:01:00+08:00", "type": "ticket.severity_set", "level": "P3"},
        ]
        hours = with_official(calendar_of(shipped["ASC"]), official)
        asked = {"timeline": timeline, "as_of": f"{day}T17:00:00+08:00"}
        result: Any = evaluate_handbook_case(asked, shipped["ASC"], hours=hours)
        return result[0].get("provisional", False), result[0].get("rests_on_unpublished")

    assert response("2027-03-12") == (True, "2027-03-12")
    assert response("2025-12-31") == (True, "2025-12-31")
    assert response("2026-03-13") == (False, None)


def test_handbook_without_levels_takes_any_level() -> None:
    level = {"at": "2026-03-10T09:00:00Z", "type": "ticket.severity_set", "level": "high"}
    assert evaluate_handbook_case(case(level, handbook="TST"), handbook("TST", (), ())) == []
