from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from policy.handbook import Handbook
from policy.parse import parse_handbook
from sla.handbook_cases import evaluate_handbook_case, problems_of
from tests.sla.std_handbook import DSK, HANDBOOKS, STD

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


@pytest.mark.shared
def test_every_published_timeline_agrees(shared: Path) -> None:
    text = (shared / "sla" / "handbook_cases.yaml").read_text(encoding="utf-8")
    wrong = []
    for one in YAML(typ="safe").load(text)["cases"]:
        asked = {key: value for key, value in one.items() if key != "expected"}
        result: Any = evaluate_handbook_case(asked, HANDBOOKS[one["handbook"]])
        got = {clock["clock"]: clock for clock in result}
        wrong += [
            (one["id"], expected)
            for expected in one["expected"]
            if not agrees(got.get(expected["clock"], ABSENT), expected)
        ]
    assert wrong == []


def test_the_shipped_handbook_keeps_the_clocks_these_tests_are_written_for(root: Path) -> None:
    folder = root / "policy" / "content" / "STD"
    files = {one.name: one.read_text(encoding="utf-8") for one in sorted(folder.glob("*.yaml"))}
    shipped, problems = parse_handbook(files)
    assert problems == ()
    assert shipped is not None

    def figures(handbook: Handbook) -> list[object]:
        return [
            (one.name, one.starts, one.starts_by_priority, one.stops, one.targets, one.pausable)
            for one in handbook.clocks
        ]

    assert figures(shipped) == figures(STD)


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
        (case(calendar={"tz": "UTC", "calendar": {}}), ("no_due_time", "calendar")),
        (
            case(options={"overrides": [{**OVERRIDE, "targets": {"L9": {}}}]}),
            ("unknown_priority", "options.overrides[0].targets"),
        ),
        (
            case(options={"overrides": [{**OVERRIDE, "targets": {"L1": {"nap_s": 1}}}]}),
            ("unknown_clock", "options.overrides[0].targets.L1"),
        ),
    ],
)
def test_bad_input_is_answered_with_its_place(asked: dict[str, Any], problem: tuple[str, str]) -> None:
    assert codes(evaluate_handbook_case(asked, STD)) == {problem}


def test_problems_can_be_listed_without_evaluating() -> None:
    assert problems_of(case(), STD) == ()
    assert [one.code for one in problems_of(case(as_of=7), STD)] == ["expected_moment"]


def test_handbook_without_levels_takes_any_level() -> None:
    level = {"at": "2026-03-10T09:00:00Z", "type": "ticket.severity_set", "level": "high"}
    assert problems_of(case(level, handbook="DSK"), DSK) == ()
