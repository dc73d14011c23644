import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sla.business_cases import DISPUTED, evaluate_business_case

NINE_TO_FIVE = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


def case(kind: str, **fields: Any) -> dict[str, Any]:
    return {"id": "c", "kind": kind, "tz": "UTC", "calendar": NINE_TO_FIVE, **fields}


def codes(result: Any) -> set[tuple[str, str]]:
    return {(one["code"], one["params"]["place"]) for one in result["problems"]}


@pytest.mark.shared
def test_every_undisputed_published_case_agrees(shared: Path) -> None:
    cases = json.loads((shared / "sla" / "cases.json").read_text(encoding="utf-8"))["cases"]
    wrong = []
    for one in cases:
        asked = {key: value for key, value in one.items() if key != "expected"}
        got: Any = evaluate_business_case(asked)
        expected = one["expected"]
        if isinstance(expected, dict):
            got = {key: got.get(key, "missing") for key in expected}
        if got != expected:
            wrong.append(one)
    assert [one["id"] for one in wrong if "disputed" not in one] == []
    # All eight disputed ones are answered by exact arithmetic, as the table says.
    assert len(wrong) == sum("disputed" in one for one in cases) == 8
    assert len(DISPUTED) == 5


def test_neighbouring_open_time_is_found() -> None:
    assert evaluate_business_case(case("next_open", start="2026-03-13T17:00:00Z")) == "2026-03-16T09:00:00Z"
    assert evaluate_business_case(case("prev_close", start="2026-03-16T09:00:00Z")) == "2026-03-13T17:00:00Z"
    asked = case("segments", start="2026-03-13T16:00:00Z", direction="before", take=1)
    assert evaluate_business_case(asked) == [["2026-03-13T09:00:00Z", "2026-03-13T16:00:00Z"]]


def test_reversed_interval_is_negative() -> None:
    asked = case("between", start="2026-03-10T12:00:00Z", end="2026-03-10T10:00:00Z")
    assert evaluate_business_case(asked) == -7200


def test_fraction_of_a_second_is_kept() -> None:
    asked = case("add", start="2026-03-10T12:00:00Z", duration_s=0.25)
    assert evaluate_business_case(asked) == "2026-03-10T12:00:00.250Z"
    finer = case("add", start="2026-03-10T12:00:00Z", duration_s=0.000001)
    assert evaluate_business_case(finer) == "2026-03-10T12:00:00.000001Z"
    span = case("between", start="2026-03-10T12:00:00Z", end="2026-03-10T12:00:00.5Z")
    assert evaluate_business_case(span) == 0.5


def test_dates_that_yaml_has_read_are_taken_as_they_are() -> None:
    off = case("within", at="2026-03-10T12:00:00Z", holidays=[date(2026, 3, 10)])
    assert evaluate_business_case(off) is False
    on = case("within", at="2026-03-14T12:00:00Z", extra={date(2026, 3, 14): [["09:00", "13:00:30"]]})
    assert evaluate_business_case(on) is True


def test_days_may_be_followed_by_business_time() -> None:
    asked = case("add_days", start="2026-03-10T12:00:00Z", days=1, end_of_day=True, then_add_s=3600)
    assert evaluate_business_case(asked) == "2026-03-12T10:00:00Z"


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (case("nap"), ("unknown_choice", "kind")),
        (case("within"), ("expected_moment", "at")),
        (case("within", at="tomorrow"), ("expected_moment", "at")),
        (case("within", at="2026-03-10T12:00:00"), ("moment_without_zone", "at")),
        (case("within", at="2026-03-10T12:00:00Z", tz="Mars/Base"), ("unknown_zone", "tz")),
        (case("within", at="2026-03-10T12:00:00Z", tz="../etc"), ("unknown_zone", "tz")),
        (case("within", at="2026-03-10T12:00:00Z", tz=8), ("unknown_zone", "tz")),
        (case("add", start="2026-03-10T12:00:00Z", duration_s="1h"), ("expected_seconds", "duration_s")),
        (case("add", start="2026-03-10T12:00:00Z", duration_s=1e30), ("expected_seconds", "duration_s")),
        (case("add", start="2026-03-10T12:00:00Z", duration_s=1, boundary="x"), ("unknown_choice", "boundary")),
        (case("add", start="2026-03-10T12:00:00Z", duration_s=1e12), ("beyond_horizon", "add")),
        (case("add", start="9999-12-31T23:59:59-08:00", duration_s=0), ("beyond_horizon", "add")),
        (case("add_days", start="0001-01-01T00:00:00Z", days=-1), ("beyond_horizon", "add_days")),
        (case("add", start="2026-03-10T12:00:00Z", duration_s=1, calendar={}), ("empty_calendar", "calendar")),
        (
            case("segments", start="2026-03-10T12:00:00Z", direction="up", take=1),
            ("unknown_choice", "direction"),
        ),
        (
            case("segments", start="2026-03-10T12:00:00Z", direction="after", take=-1),
            ("number_out_of_range", "take"),
        ),
        (
            case("segments", start="2026-03-10T12:00:00Z", direction="after", take=1.5),
            ("expected_whole_number", "take"),
        ),
        (
            case("add_days", start="2026-03-10T12:00:00Z", days=1, end_of_day="yes"),
            ("expected_flag", "end_of_day"),
        ),
        (case("within", at="2026-03-10T12:00:00Z", calendar=[]), ("expected_mapping", "calendar")),
        (case("within", at="2026-03-10T12:00:00Z", calendar={"day": []}), ("unknown_weekday", "calendar")),
        (
            case("within", at="2026-03-10T12:00:00Z", calendar={"mon": "9-5"}),
            ("expected_list", "calendar.mon"),
        ),
        (
            case("within", at="2026-03-10T12:00:00Z", calendar={"mon": [["17:00", "09:00"]]}),
            ("expected_span", "calendar.mon[0]"),
        ),
        (
            case("within", at="2026-03-10T12:00:00Z", calendar={"mon": [["09:00", "24:01"]]}),
            ("expected_span", "calendar.mon[0]"),
        ),
        (
            case("within", at="2026-03-10T12:00:00Z", calendar={"mon": [["nine", "five"]]}),
            ("expected_span", "calendar.mon[0]"),
        ),
        (case("within", at="2026-03-10T12:00:00Z", holidays=["someday"]), ("expected_date", "holidays[0]")),
        (case("within", at="2026-03-10T12:00:00Z", holidays=[7]), ("expected_date", "holidays[0]")),
        (case("within", at="2026-03-10T12:00:00Z", extra={"someday": []}), ("expected_date", "extra")),
        (
            {"id": "c", "kind": "within", "at": "2026-03-10T12:00:00Z", "tz": "UTC"},
            ("unknown_choice", "name"),
        ),
        (
            case("ticket", created="2026-03-10T12:00:00Z", sla={}, events=[{"at": "2026-03-10T12:00:00Z"}]),
            ("expected_text", "events[0].type"),
        ),
    ],
)
def test_bad_input_is_answered_with_its_place(asked: dict[str, Any], problem: tuple[str, str]) -> None:
    assert codes(evaluate_business_case(asked)) == {problem}


def ticket(events: list[tuple[str, str]], **fields: Any) -> Any:
    log = [{"at": f"2026-03-10T{time}:00Z", "type": kind} for time, kind in events]
    return evaluate_business_case(
        {
            "id": "t",
            "kind": "ticket",
            "tz": "UTC",
            "calendar": NINE_TO_FIVE,
            "created": "2026-03-10T09:00:00Z",
            "sla": {"response_s": 1800, "update_s": 3600, "resolve_s": 7200},
            "pauses_apply": ["resolve"],
            "events": log,
            **fields,
        }
    )


def test_pause_moves_the_clocks_it_applies_to() -> None:
    found = ticket([("09:10", "first_response"), ("10:00", "pause"), ("10:00", "pause"), ("10:30", "resume")])
    assert (found["response_due"], found["resolve_due"]) == ("2026-03-10T09:30:00Z", "2026-03-10T11:30:00Z")
    assert (found["paused_business_s"], found["status"]) == (1800, "running")
    assert ticket([("10:30", "resume")])["paused_business_s"] == 0


def test_ticket_on_hold_is_paused_and_never_late_meanwhile() -> None:
    found = ticket(
        [("09:10", "agent_message"), ("10:00", "pause")],
        as_of="2026-03-10T15:00:00Z",
    )
    assert (found["status"], found["resolve_status"], found["response_status"]) == ("paused", "paused", "met")
    assert found["resolve_due"] == "2026-03-10T16:00:00Z"


def test_overrun_is_business_time_past_the_due_instant() -> None:
    found = ticket([("09:39", "first_response"), ("11:15", "resolve")])
    assert (found["response_overrun_s"], found["resolve_overrun_s"]) == (540, 900)
    assert (found["response_elapsed_s"], found["status"]) == (2340, "breached")


def test_solution_without_an_answer_before_it_is_the_answer() -> None:
    found = ticket([("09:10", "resolve")])
    assert (found["response_status"], found["resolve_status"], found["status"]) == ("met", "met", "met")


def test_reopened_ticket_goes_on_and_its_closed_time_is_not_counted() -> None:
    found = ticket([("09:10", "first_response"), ("10:00", "close"), ("10:30", "reopen"), ("10:45", "resolve")])
    assert (found["resolve_due"], found["resolve_elapsed_s"]) == ("2026-03-10T11:30:00Z", 4500)
    assert found["paused_business_s"] == 0
    assert ticket([("10:00", "close"), ("10:30", "reopen")])["resolve_status"] == "running"


def test_update_counts_from_the_first_message_without_an_answer() -> None:
    asked = [("10:00", "customer_message"), ("10:20", "customer_message")]
    found = ticket(asked, as_of="2026-03-10T10:30:00Z")
    assert (found["update_due"], found["update_elapsed_max_s"]) == ("2026-03-10T11:00:00Z", None)
    paused = [("09:10", "pause"), ("09:20", "resume"), *asked]
    assert ticket(paused, pauses_apply=["update"])["update_due"] == "2026-03-10T11:00:00Z"
    answered = ticket([*asked, ("10:40", "agent_message")])
    assert (answered["update_due"], answered["update_elapsed_max_s"]) == (None, 2400)


def test_warning_comes_at_its_offset_from_the_due_time() -> None:
    sla = {"response_s": 1800, "resolve_s": 28800, "warn_offset_s": -600}
    found = ticket([], sla=sla, as_of="2026-03-10T09:05:00Z")
    assert (found["warn_response"], found["warn_resolve"]) == ("2026-03-10T09:20:00Z", "2026-03-10T16:50:00Z")
    assert "update_due" not in found


def test_nobody_is_warned_before_the_clock_began() -> None:
    sla = {"response_s": 1800, "update_s": 1800, "resolve_s": 28800, "warn_offset_s": -3600}
    found = ticket([("09:10", "customer_message")], sla=sla, as_of="2026-03-10T09:15:00Z")
    warned = (found["warn_response"], found["warn_update"], found["warn_resolve"])
    assert warned == ("2026-03-10T09:00:00Z", "2026-03-10T09:10:00Z", "2026-03-10T16:00:00Z")


def test_open_clock_past_its_due_time_is_breached() -> None:
    assert ticket([], as_of="2026-03-10T09:31:00Z")["status"] == "breached"


def test_ticket_without_targets_runs() -> None:
    assert ticket([], sla={})["status"] == "running"
