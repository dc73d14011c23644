"""Logs of one row an event, and what a handbook says to their tickets; all rows are ours."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mysterydesk import shelf
from mysterydesk.importers import snapshot
from mysterydesk.importers.profile_text import parse_profile
from mysterydesk.importers.reading import reading, zone_of
from mysterydesk.importers.register import ImportRefused
from mysterydesk.importers.shipped import profile_for, shipped
from mysterydesk.importers.survival import quantile
from mysterydesk.importers.table import open_table
from mysterydesk.importers.ticket import ImportedTicket
from mysterydesk.importing import Imported, Order, imported
from policy.handbook import ClockName, Trigger

LABELLED = "number,incident_state,active,reassignment_count,reopen_count,sys_mod_count,made_sla,caller_id,opened_at,"
LABELLED += (
    "sys_created_at,sys_updated_at,contact_type,category,subcategory,priority,assignment_group,assigned_to,rfc\n"
)
DAMAGED = LABELLED.replace("incident_state", "ident_state").replace("subcategory", "category")

Step = tuple[str, str, int]
"""State, time as day-hour-minute of March 2026, number of the change."""


def rows(number: int, steps: Sequence[Step], *, damaged: bool = False, priority: int = 2) -> str:
    """Write a ticket's rows in one of the two dialects of the log."""
    names = {1: "Critical", 2: "High", 3: "Moderate", 4: "Low"}

    def moment(said: str) -> str:
        day, time = said.split(" ")
        return f"{int(day)}/3/2026 {time}" if damaged else f"{int(day):02d}-03-2026 {time}"

    def word(label: str, value: int) -> str:
        return str(value) if damaged else f"{label} {value}"

    text = ""
    for state, said, change in steps:
        cells = [f"{number:07d}" if damaged else f"INC{number:07d}", state, "true" if damaged else "TRUE", "0", "0"]
        cells += [
            str(change),
            "true" if damaged else "TRUE",
            word("Caller", 31),
            moment("10 09:00"),
            moment("10 09:01"),
        ]
        cells += [moment(said), "Phone", word("Category", 4), word("Subcategory", 9)]
        cells += [
            str(priority) if damaged else f"{priority} - {names[priority]}",
            word("Group", 7),
            word("Resolver", 8),
        ]
        text += ",".join([*cells, "0000012" if damaged else "CHG0000012"]) + "\n"
    return text


def tickets(folder: Path, text: str) -> tuple[list[ImportedTicket], dict[str, int], list[tuple[int, str]]]:
    path = folder / "log.csv"
    path.write_text(text, "utf-8")
    table = open_table(path)
    with reading(table, profile_for("servicenow", table.header, "log.csv"), zone=zone_of("Asia/Shanghai")) as found:
        taken = list(found.tickets)
    return taken, dict(found.register.notes), [(one.row, one.code) for one in found.register.rejected]


def told(ticket: ImportedTicket) -> list[tuple[str, str]]:
    local = timedelta(hours=8)
    return [((event.at + local).strftime("%d %H:%M"), event.kind) for event in ticket.timeline]


WHOLE: list[Step] = [
    ("New", "10 09:05", 0),
    ("Active", "10 09:20", 1),
    ("Awaiting User Info", "10 10:00", 2),
    ("Active", "10 11:00", 3),
    ("Resolved", "10 12:00", 4),
    ("Active", "10 14:00", 5),
    ("Resolved", "10 15:00", 6),
    ("Closed", "15 15:00", 7),
]


def test_states_become_events_of_our_vocabulary(tmp_path: Path) -> None:
    (one,), notes, left = tickets(tmp_path, LABELLED + rows(1, WHOLE))
    assert told(one) == [
        ("10 09:00", "ticket.submitted"),
        ("10 09:00", "ticket.severity_set"),
        ("10 09:00", "ticket.assigned"),
        ("10 09:20", "agent.first_contact"),
        ("10 09:20", "ticket.accepted"),
        ("10 10:00", "waiting.started"),
        ("10 11:00", "waiting.ended"),
        ("10 12:00", "ticket.resolved"),
        ("10 14:00", "ticket.reopened"),
        ("10 14:00", "ticket.accepted"),
        ("10 15:00", "ticket.resolved"),
        ("10 15:00", "verify.customer"),
        ("15 15:00", "ticket.closed"),
    ]
    assert {event.kind for event in one.timeline} <= set(shelf.vocabulary())
    assert (one.id, one.is_open, one.priority, one.rank) == ("INC0000001", False, "2", 2)
    assert (notes, left) == ({}, [])


def test_both_dialects_give_the_same_ticket(tmp_path: Path) -> None:
    labelled, _, _ = tickets(tmp_path, LABELLED + rows(1, WHOLE) + rows(2, WHOLE[:3], priority=4))
    damaged, _, _ = tickets(
        tmp_path, DAMAGED + rows(1, WHOLE, damaged=True) + rows(2, WHOLE[:3], damaged=True, priority=4)
    )
    assert labelled == damaged
    assert labelled[0].other == {
        "active": True, "sys_created_at": "2026-03-10T01:01:00+00:00", "subcategory": "9", "rfc": "0000012",
    }  # fmt: skip


@settings(max_examples=20)
@given(order=st.permutations(range(len(WHOLE))))
def test_the_order_of_the_rows_changes_nothing(tmp_path_factory: pytest.TempPathFactory, order: list[int]) -> None:
    folder = tmp_path_factory.mktemp("order")
    shuffled = [WHOLE[index] for index in order]
    (one,), notes, _ = tickets(folder, LABELLED + rows(1, shuffled))
    (sorted_,), _, _ = tickets(folder, LABELLED + rows(1, WHOLE))
    assert replace(one, last_row=0) == replace(sorted_, last_row=0)
    assert bool(notes.get("out_of_order")) == (order != sorted(order))


def test_hazards_of_a_real_log_are_said_and_good_rows_kept(tmp_path: Path) -> None:
    text = LABELLED + rows(
        1, [WHOLE[0], ("-100", "10 09:10", 1), ("Active", "10 08:00", 2), *WHOLE[1:2], *WHOLE[4:5]]
    )
    text += rows(2, [("Active", "10 08:59", 0)]) + rows(1, WHOLE[1:2]) + rows(3, WHOLE[:1])
    found, notes, left = tickets(tmp_path, text)
    assert [one.id for one in found] == ["INC0000001", "INC0000003"]
    assert notes == {"out_of_order": 3, "repeated": 1}
    assert left == [(3, "unknown_state"), (4, "before_opening"), (7, "before_opening")]
    assert found[1].is_open


def test_a_ticket_that_nobody_worked_on_is_taken_up_when_it_is_solved(tmp_path: Path) -> None:
    (one,), _, _ = tickets(tmp_path, LABELLED + rows(1, [WHOLE[0], WHOLE[4]]))
    assert told(one)[-4:] == [
        ("10 12:00", "agent.first_contact"),
        ("10 12:00", "ticket.accepted"),
        ("10 12:00", "ticket.resolved"),
        ("10 12:00", "verify.customer"),
    ]


def test_more_rows_than_memory_should_hold_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "MOST_ROWS", 3)
    with pytest.raises(ImportRefused) as caught:
        tickets(tmp_path, LABELLED + rows(1, WHOLE))
    assert [(one.line, one.code) for one in caught.value.problems] == [(5, "import_rows_many")]


def judged(folder: Path, text: str, **options: Any) -> Imported:
    path = folder / "log.csv"
    path.write_text(text, "utf-8")
    profile = options.pop("profile", None) or shipped()["servicenow"]
    order = Order(profile=profile, handbook=shelf.handbook("STD"), zone=zone_of("Asia/Shanghai"), **options)
    return imported(open_table(path), order)


def clock_states(found: Imported) -> list[dict[str, str]]:
    lines = [json.loads(line) for line in found.rows.values()]
    return [{clock["clock"]: clock["state"] for clock in line["clocks"]} for line in lines]


LOG = (
    LABELLED
    + rows(1, [*WHOLE[:2], ("Resolved", "10 12:00", 2)], priority=1)  # response 20 min, resolution 2 h 40
    + rows(2, [*WHOLE[:2], ("Resolved", "10 18:00", 2)], priority=2)  # resolution 8 h 40: too late
    + rows(3, WHOLE[:2], priority=3)  # still open
    + rows(4, [("New", "10 09:30", 0)], priority=4)  # nobody answered
    + rows(5, [("New", "10 09:30", 0), ("Closed", "10 19:00", 1)], priority=4)
)


def test_the_rows_of_a_log_add_up_with_its_tickets_left_out(tmp_path: Path) -> None:
    good = rows(1, [("New", "10 09:30", 0), ("Active", "10 09:40", 1), ("Active", "10 09:40", 1)])
    early = rows(2, [("New", "9 08:00", 0), ("Active", "9 09:00", 1)])
    lost = rows(3, [("New", "10 09:30", 0)]).replace("10-03-2026 09:30", "soon")
    partly = rows(4, [("New", "10 09:30", 0), ("Nonsense", "10 09:40", 1)])
    found = judged(tmp_path, LABELLED + good + early + lost + partly)
    counted = ("rows", "rows_taken", "rows_repeated", "rows_left_out", "rejected", "rejected_tickets", "tickets")
    assert [found.summary[one] for one in counted] == [8, 3, 1, 4, 4, 2, 2]
    quoted = {(one.code, one.value) for one in found.rejected}
    assert quoted == {
        ("before_opening", "09-03-2026 08:00"), ("before_opening", "09-03-2026 09:00"), ("time", "soon"),
        ("unknown_state", "Nonsense"),
    }  # fmt: skip


def test_every_ticket_is_judged_and_the_open_ones_stay_in(tmp_path: Path) -> None:
    found = judged(tmp_path, LOG)
    assert clock_states(found) == [
        {"response": "met", "resolution": "met"},
        {"response": "met", "resolution": "breached"},
        {"response": "met", "resolution": "running"},
        {"response": "breached"},
        {"response": "breached", "resolution": "met"},
    ]
    figures = found.summary
    assert [figures[name] for name in ("tickets", "met", "breached", "running", "open")] == [5, 1, 3, 1, 2]
    assert figures["levels"] == {"1": "L1", "2": "L2", "3": "L3", "4": "L3"}
    per_priority: Any = figures["per_priority"]
    assert [per_priority[code]["tickets"] for code in ("L1", "L2", "L3")] == [1, 1, 3]
    per_group: Any = figures["per_group"]
    assert per_group["7"]["breached"] == 3
    resolution: Any = figures["clocks"]
    # 0 (closed at once), 2 h 40, 8 h 40 ended, and one that had lasted 9 h 40 when the log ends.
    assert (resolution["resolution"]["median_s"], resolution["resolution"]["p90_s"]) == (9_600, None)
    assert (resolution["resolution"]["running"], resolution["response"]["not_stopped"]) == (1, 1)


def test_clocks_that_the_record_does_not_tell_are_not_judged(tmp_path: Path) -> None:
    figures: Any = judged(tmp_path, LOG).summary
    unjudged = {one["clock"]: one["why"] for one in figures["not_judged_clocks"]}
    assert unjudged["callback"] == "stop_not_recorded"
    assert unjudged["complaint_contact"] == "start_not_recorded"
    assert set(unjudged) | {"response", "resolution"} == {str(rule.name) for rule in shelf.handbook("STD").clocks}
    assert "resolved_is_confirmed" in figures["assumptions"]


def test_a_handbook_whose_clocks_no_record_tells_counts_all_and_judges_nothing(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(LOG, "utf-8")
    std = shelf.handbook("STD")
    silent = replace(std, clocks=tuple(rule for rule in std.clocks if rule.name == "complaint_contact"))
    order = Order(profile=shipped()["servicenow"], handbook=silent, zone=zone_of("Asia/Shanghai"))
    summary = imported(open_table(path), order).summary
    assert [summary[name] for name in ("tickets", "not_judged", "clocks")] == [5, 5, {}]


def test_a_clock_of_one_channel_is_judged_where_the_record_tells_the_channel(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(LOG.replace("Phone", "Email", 3), "utf-8")
    std = shelf.handbook("STD")
    response = std.clock("response")
    mail, fax = (
        replace(response, starts=(Trigger(kind="ticket.submitted", fields={"channel": one}),))
        for one in ("email", "fax")
    )
    call = replace(response, starts=(Trigger(kind="call.rung"), *response.starts))
    rules = tuple(
        replace(rule, name=ClockName(name)) for name, rule in (("mail", mail), ("fax", fax), ("call", call))
    )
    order = Order(profile=shipped()["servicenow"], handbook=replace(std, clocks=rules), zone=zone_of("Asia/Shanghai"))
    found = imported(open_table(path), order)
    assert clock_states(found) == [{"mail": "met"}, {}, {}, {}, {}]
    assert found.summary["not_judged_clocks"] == [
        {"clock": "fax", "why": "start_not_recorded", "columns": []},
        {"clock": "call", "why": "start_not_recorded", "columns": []},
    ]


def test_groups_that_are_tiers_tell_when_each_of_them_began(tmp_path: Path) -> None:
    first = rows(1, [("New", "10 09:05", 0), ("Active", "10 09:20", 1)], priority=2)
    second = rows(1, [("Active", "10 10:00", 2), ("Active", "10 11:30", 3), ("Resolved", "10 11:40", 4)], priority=2)
    text = LABELLED + first + second.replace("Group 7", "Group 9")
    profile = replace(shipped()["servicenow"], tiers={"7": "T1", "9": "T2"})
    found = judged(tmp_path, text, profile=profile)
    # Second line began after 1 h 30, half an hour late (STD-3.2.2.start), and solved it within its two hours.
    assert clock_states(found) == [
        {"response": "met", "resolution": "met", "t2_start": "breached", "t2_unsolved_escalate": "met"}
    ]
    assert "tier_begins_with_next_row" in list(found.summary["assumptions"])  # type: ignore[arg-type]


def test_the_moment_of_reading_can_be_chosen(tmp_path: Path) -> None:
    early = judged(tmp_path, LOG, as_of=datetime(2026, 3, 10, 2, tzinfo=UTC))
    assert clock_states(early)[3] == {"response": "running"}
    late = judged(tmp_path, LOG, as_of=datetime(2026, 3, 12, tzinfo=UTC))
    assert clock_states(late)[2] == {"response": "met", "resolution": "breached"}


def test_priorities_go_together_as_somebody_says(tmp_path: Path) -> None:
    assert judged(tmp_path, LOG, chosen={"4": "L1"}).summary["levels"] == {"1": "L1", "2": "L2", "3": "L3", "4": "L1"}
    with pytest.raises(ImportRefused) as caught:
        judged(tmp_path, LOG, chosen={"4": "P1"})
    assert caught.value.problems[0].code == "import_level_unknown"


def test_waiting_pauses_where_it_is_asked_for(tmp_path: Path) -> None:
    long = [*WHOLE[:2], ("Awaiting User Info", "10 09:30", 2), ("Active", "10 21:30", 3), ("Resolved", "10 22:00", 4)]
    assert clock_states(judged(tmp_path, LABELLED + rows(1, long)))[0]["resolution"] == "breached"
    assert clock_states(judged(tmp_path, LABELLED + rows(1, long), wait_customer=True))[0]["resolution"] == "met"


def test_a_log_of_named_activities_needs_only_a_profile(tmp_path: Path) -> None:
    text = 'id: mine\ntitle: {zh: "日志", en: "Log"}\nsource: mine\nform: events\n'
    text += "columns: {ticket_id: [case], event_at: [when], state: [what]}\n"
    text += 'states: {open: new, take: active, ask: "wait:customer", solve: resolved, "*": same}\n'
    profile, problems = parse_profile(text, "mine.yaml")
    assert profile is not None, problems
    log = "case,what,when\nb,open,2026-03-10T09:00Z\na,open,2026-03-10T09:10Z\nb,take,2026-03-10T09:20Z\n"
    log += "a,take,2026-03-10T11:11Z\nb,rename,2026-03-10T09:40Z\nb,solve,2026-03-10T10:00Z\n"
    found = judged(tmp_path, log, profile=profile)
    # Without priorities the strictest target stands in: a response within 30 minutes.
    assert clock_states(found) == [
        {"response": "met", "resolution": "met"},
        {"response": "breached", "resolution": "running"},
    ]
    assert found.summary["zone"] == "Asia/Shanghai"


SPANS = st.lists(st.tuples(st.integers(0, 50), st.booleans()), min_size=1, max_size=30)


@settings(max_examples=50)
@given(lengths=st.lists(st.integers(0, 50), min_size=1, max_size=30), share=st.sampled_from([0.1, 0.5, 0.9]))
def test_without_open_tickets_the_quantile_is_the_plain_one(lengths: list[int], share: float) -> None:
    found = quantile([(length, True) for length in lengths], share)
    ordered = sorted(lengths)
    assert found == next(one for n, one in enumerate(ordered, start=1) if n >= share * len(ordered) - 1e-6)


@settings(max_examples=50)
@given(spans=SPANS, later=st.integers(51, 60))
def test_an_open_ticket_never_makes_a_desk_look_faster(spans: list[tuple[int, bool]], later: int) -> None:
    before, after = quantile(spans, 0.5), quantile([*spans, (later, False)], 0.5)
    assert after is None or (before is not None and after >= before)
