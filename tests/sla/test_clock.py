from dataclasses import replace
from datetime import timedelta

import pytest

from policy.handbook import PriorityCode
from sla.clock import STRICT, ClockOptions, clocks
from sla.priorities import PrioritySteps, priorities_as_set
from sla.segment import Segment
from sla.targets import Override
from sla.timeline import NaiveTimeError
from tests.sla.std_handbook import ASC, DAY, HOUR, MINUTE, STD, handbook, rule, trigger
from tests.sla.timelines import ASC_HOURS, at, read, timeline, truth, utc

WAITING = ClockOptions(wait_customer=True)
JUDGED = ClockOptions(reading="judged")

L2 = """
10:00 ticket.submitted by=customer
10:05 ticket.accepted
10:06 ticket.severity_set level=L2
"""


def test_nothing_has_begun_before_the_ticket_is_submitted() -> None:
    found = read("", "10:00")
    assert len(found) == 10
    assert {one.state for one in found.values()} == {"not_started"}
    assert found["response"].basis == ("STD-2.2.2.def-resp",)


@pytest.mark.parametrize(("contact", "state"), [("10:59:59", "met"), ("11:00", "met"), ("11:00:01", "breached")])
def test_response_is_met_up_to_and_including_the_due_second(contact: str, state: str) -> None:
    clock = read(f"{L2}{contact} agent.first_contact", "12:00")["response"]
    assert (clock.state, clock.due, clock.stopped_at) == (state, at("11:00"), at(contact))
    assert clock.elapsed == at(contact) - at("10:00")
    assert clock.remaining == at("11:00") - at(contact)


@pytest.mark.parametrize(("as_of", "state"), [("11:00", "running"), ("11:00:01", "breached")])
def test_open_clock_runs_at_its_due_second_and_is_breached_one_later(as_of: str, state: str) -> None:
    assert read(L2, as_of)["response"].state == state


def test_automatic_receipt_is_no_contact() -> None:
    text = f"{L2}10:07 auto.ack by=system\n10:08 agent.msg by=system\n10:09 agent.first_contact by=bot"
    assert read(text, "10:30")["response"].state == "running"


def test_first_message_of_a_person_to_the_customer_is_the_first_contact() -> None:
    text = f"""{L2}
10:10 agent.msg to=T2
10:12 agent.msg reached=false
10:20 agent.msg
10:30 agent.msg by=T2"""
    clock = read(text, "12:00")["response"]
    assert (clock.state, clock.stopped_at, clock.stopped_by) == ("met", at("10:20"), 5)


def test_a_written_first_contact_outranks_messages() -> None:
    clock = read(f"{L2}10:10 agent.msg\n10:20 agent.first_contact", "12:00")["response"]
    assert clock.stopped_at == at("10:20")


def test_before_triage_the_strictest_target_stands_in_provisionally() -> None:
    text = "10:00 ticket.submitted by=customer\n10:05 ticket.accepted\n10:09 ticket.severity_set level=L3"
    before, after = read(text, "10:08"), read(text, "10:09")
    assert (before["response"].due, before["response"].provisional) == (at("10:30"), True)
    assert before["t3_solution"].state == "not_started"
    assert (after["response"].due, after["response"].provisional) == (at("12:00"), False)


def test_changed_priority_retargets_from_the_original_start() -> None:
    text = f"{L2}11:00 ticket.severity_set level=L1\n11:30 ticket.severity_set level=L3"
    assert read(text, "10:59")["resolution"].due == at("18:05")
    assert read(text, "11:00")["resolution"].due == at("14:05")
    assert read(text, "12:00")["resolution"].due == at("+1 10:05")


def test_later_events_are_unknown() -> None:
    text = f"{L2}10:30 agent.first_contact"
    assert read(text, "10:29")["response"].state == "running"


def test_workaround_stops_the_solution_of_the_third_line_but_not_the_resolution() -> None:
    text = """
10:00 ticket.submitted
10:05 ticket.accepted
10:06 ticket.severity_set level=L1
10:12 ticket.transferred to_tier=T3
10:25 tier3.joined by=T3
13:00 workaround.provided by=T3
"""
    found = read(text, "14:06")
    assert (found["t3_join"].started_at, found["t3_join"].state) == (at("10:06"), "met")
    assert (found["t3_solution"].started_at, found["t3_solution"].state) == (at("10:05"), "met")
    assert found["resolution"].state == "breached"


def test_l1_found_after_the_third_line_has_joined_does_not_start_joining_anew() -> None:
    text = f"""{L2}
11:00 ticket.transferred to_tier=T3
11:10 tier3.joined by=T3
11:30 ticket.severity_set level=L1"""
    clock = read(text, "12:30")["t3_join"]
    assert (clock.state, clock.started_at, clock.stopped_at) == ("met", at("11:00"), at("11:10"))


def test_clock_that_only_a_withdrawn_priority_asked_for_is_cancelled() -> None:
    text = f"{L2}10:10 ticket.severity_set level=L1\n10:20 ticket.severity_set level=L2"
    clock = read(text, "13:00")["t3_join"]
    assert (clock.state, clock.due, clock.stopped_at) == ("cancelled", None, at("10:20"))
    assert clock.elapsed == 10 * MINUTE


def test_lowering_the_priority_does_not_undo_a_breach_that_has_happened() -> None:
    text = f"{L2}10:10 ticket.severity_set level=L1\n10:50 ticket.severity_set level=L2"
    assert read(text, "13:00")["t3_join"].state == "breached"


def test_withdrawn_ticket_cancels_what_is_open_and_keeps_what_is_decided() -> None:
    text = f"{L2}10:30 agent.first_contact\n11:00 ticket.cancelled\n11:30 verify.customer"
    found = read(text, "19:00")
    assert (found["response"].state, found["resolution"].state) == ("met", "cancelled")
    assert read(f"{L2}11:30 ticket.cancelled", "12:00")["response"].state == "breached"


PAUSED = """
09:00 ticket.submitted
09:00 ticket.accepted
09:01 ticket.severity_set level=L2
10:00 clock.paused reason=wait_customer until=@10:30
12:00 waiting.started for=customer
13:00 clock.resumed
"""


def test_waiting_for_the_customer_pauses_resolution_alone() -> None:
    found = read(PAUSED, "14:00", WAITING)
    resolution = found["resolution"]
    assert (resolution.due, resolution.elapsed) == (at("18:30"), 3.5 * HOUR)
    assert resolution.pauses == (
        Segment(start=at("10:00"), end=at("10:30")),
        Segment(start=at("12:00"), end=at("13:00")),
    )
    assert (found["response"].due, found["response"].pauses) == (at("10:00"), ())


def test_a_changed_priority_retargets_from_the_original_start_and_keeps_the_pauses() -> None:
    """4 h from 9:00 with an hour and a half of waiting behind it; raised and lowered again it is as before."""
    raised = f"{PAUSED}13:30 ticket.severity_set level=L1"
    assert read(raised, "13:40", WAITING)["resolution"].due == at("14:30")
    lowered = f"{raised}\n13:45 ticket.severity_set level=L2"
    assert read(lowered, "14:00", WAITING)["resolution"] == read(PAUSED, "14:00", WAITING)["resolution"]


def test_strict_mode_ignores_pauses() -> None:
    assert read(PAUSED, "14:00")["resolution"].due == at("17:00")


def test_clock_is_paused_from_the_beginning_of_a_wait_to_before_its_end() -> None:
    states = [read(PAUSED, moment, WAITING)["resolution"].state for moment in ("09:59", "10:00", "10:29", "10:30")]
    assert states == ["running", "paused", "paused", "running"]


def test_announced_end_of_a_wait_counts_at_once_and_an_open_wait_up_to_now() -> None:
    assert read(PAUSED, "10:10", WAITING)["resolution"].due == at("17:30")
    open_wait = read(PAUSED, "12:20", WAITING)["resolution"]
    assert (open_wait.due, open_wait.remaining) == (at("17:50"), 5.5 * HOUR)


def test_nothing_is_breached_while_the_customer_is_waited_for() -> None:
    text = f"{L2}18:05 clock.paused"
    assert read(text, "+3 10:00", WAITING)["resolution"].state == "paused"
    late = f"{L2}18:05:01 clock.paused"
    assert read(late, "+3 10:00", WAITING)["resolution"].state == "breached"


def test_waiting_for_somebody_else_pauses_nothing() -> None:
    text = f"{L2}11:00 clock.paused reason=third_party\n12:00 waiting.started for=T2"
    assert read(text, "13:00", WAITING)["resolution"].due == at("18:05")


def test_resuming_at_the_second_of_the_next_pause_ends_only_the_pause_before() -> None:
    text = f"{L2}11:00 clock.paused\n12:00 clock.resumed\n12:00 clock.paused\n13:00 clock.resumed"
    assert read(text, "14:00", WAITING)["resolution"].due == at("20:05")


def test_stop_within_a_wait_ends_the_wait() -> None:
    text = f"{L2}11:00 clock.paused until=@15:00\n12:00 verify.customer"
    clock = read(text, "16:00", WAITING)["resolution"]
    assert (clock.state, clock.elapsed) == ("met", 55 * MINUTE)
    assert clock.pauses == (Segment(start=at("11:00"), end=at("12:00")),)


def test_wait_before_the_start_is_not_counted() -> None:
    text = "09:00 clock.paused until=@09:30\n10:00 ticket.accepted\n10:01 ticket.severity_set level=L2"
    assert read(text, "11:00", WAITING)["resolution"].pauses == ()


REOPENED = """
09:00 ticket.submitted
09:00 ticket.accepted
09:01 ticket.severity_set level=L2
09:20 agent.first_contact
11:00 ticket.resolved
11:10 verify.customer
+1 10:00 customer.msg by=customer
+1 10:05 ticket.accepted reopen=true
+1 10:06 agent.first_contact
"""


def test_closed_time_is_a_pause_when_a_ticket_is_reopened_and_verdicts_stay() -> None:
    """Of 8 h, 2 h 10 min were used when the customer confirmed; they are not given back."""
    found = read(REOPENED, "+1 10:30")
    assert (found["response"].state, found["response"].elapsed) == ("met", 20 * MINUTE)
    resolution = found["resolution"]
    assert (resolution.state, resolution.due) == ("running", at("+1 10:05") + 8 * HOUR - 130 * MINUTE)
    assert (resolution.started_at, resolution.elapsed) == (at("09:00"), 130 * MINUTE + 25 * MINUTE)
    assert resolution.closed == resolution.pauses == (Segment(start=at("11:10"), end=at("+1 10:05")),)
    assert [(one.state, one.stopped_at) for one in resolution.earlier] == [("met", at("11:10"))]


def test_a_second_reopening_adds_its_own_closed_time() -> None:
    twice = f"{REOPENED}+1 11:00 verify.customer\n+2 09:00 ticket.reopened"
    resolution = read(twice, "+2 09:30")["resolution"]
    assert resolution.elapsed == 130 * MINUTE + 55 * MINUTE + 30 * MINUTE
    assert [(one.state, one.elapsed) for one in resolution.earlier] == [("met", 130 * MINUTE), ("met", 185 * MINUTE)]


def test_a_wait_and_closed_time_are_counted_once_where_they_overlap() -> None:
    text = REOPENED.replace("11:10 verify", "11:00 clock.paused until=@12:00\n11:10 verify")
    resolution = read(text, "+1 10:30", WAITING)["resolution"]
    assert resolution.pauses == (Segment(start=at("11:00"), end=at("+1 10:05")),)
    assert resolution.elapsed == 120 * MINUTE + 25 * MINUTE


def test_a_breach_stays_a_breach_when_the_ticket_is_reopened() -> None:
    late = REOPENED.replace("11:10 verify", "17:30 verify")
    resolution = read(late, "+1 10:30")["resolution"]
    assert (resolution.state, resolution.due) == ("breached", at("17:00"))
    assert [one.state for one in resolution.earlier] == ["breached"]


def test_a_reopening_may_be_chosen_to_give_the_whole_target_again() -> None:
    resolution = read(REOPENED, "+1 10:30", ClockOptions(reopening="anew"))["resolution"]
    assert (resolution.state, resolution.due, resolution.closed) == ("running", at("+1 18:05"), ())
    assert [(one.state, one.stopped_at) for one in resolution.earlier] == [("met", at("11:10"))]


def test_a_reopening_that_is_also_accepted_anew_takes_up_the_same_clock() -> None:
    """A foreign log writes both at one second, in either order."""
    for lines in (
        "+1 10:05 ticket.reopened\n+1 10:05 ticket.accepted",
        "+1 10:05 ticket.accepted\n+1 10:05 ticket.reopened",
    ):
        text = REOPENED.replace("+1 10:05 ticket.accepted reopen=true", lines)
        assert read(text, "+1 10:30")["resolution"].due == at("+1 15:55")


def test_reopening_voids_the_callback_of_the_solution_that_failed() -> None:
    callback = read(REOPENED, "+1 10:30")["callback"]
    assert (callback.state, callback.stopped_at) == ("cancelled", at("+1 10:05"))
    again = f"{REOPENED}+1 12:00 ticket.resolved\n+1 12:30 callback.done"
    second = read(again, "+1 13:00")["callback"]
    assert (second.state, second.started_at) == ("met", at("+1 12:00"))
    assert [one.state for one in second.earlier] == ["cancelled"]


def test_callback_done_before_reopening_stays_done() -> None:
    done = REOPENED.replace("11:10 verify.customer", "11:10 callback.done")
    assert read(done, "+1 10:30")["callback"].state == "met"


def test_reopening_what_was_never_verified_wins_no_time() -> None:
    text = f"{L2}11:00 ticket.resolved\n12:00 ticket.reopened"
    assert read(text, "13:00")["resolution"].due == at("18:05")


OVERRIDE = Override(id="nd", start=at("09:00"), end=at("20:00"), targets={"L2": {"response": 2 * HOUR}})


@pytest.mark.parametrize(("announced", "due"), [("08:00", "12:00"), ("09:00", "11:00"), ("08:00 wrong", "11:00")])
def test_changed_targets_bind_only_if_announced_before(announced: str, due: str) -> None:
    time, _, wrong = announced.partition(" ")
    text = f"{time} sla.change_notified override={wrong or 'nd'}\n{L2.strip()}"
    assert read(text, "10:30", ClockOptions(overrides=(OVERRIDE,)))["response"].due == at(due)


def test_changed_targets_bind_tickets_submitted_within_them() -> None:
    early = replace(OVERRIDE, start=at("10:01"))
    ended = replace(OVERRIDE, end=at("10:00"))
    text = f"08:00 sla.change_notified override=nd\n{L2.strip()}"
    for other in (early, ended):
        assert read(text, "10:30", ClockOptions(overrides=(other,)))["response"].due == at("11:00")
    assert read("10:05 ticket.accepted", "11:00", ClockOptions(overrides=(OVERRIDE,)))["resolution"].provisional


def test_changed_target_for_any_priority_replaces_all() -> None:
    every = replace(OVERRIDE, targets={"any": {"response": 3 * HOUR}})
    text = f"08:00 sla.change_notified override=nd\n{L2.strip()}"
    clock = read(text, "10:30", ClockOptions(overrides=(every,)))["response"]
    assert clock.due == at("13:00")


def test_growing_impact_gives_the_earlier_of_the_old_due_and_growth_plus_the_new_target() -> None:
    early = read(L2, "20:00", JUDGED, priorities=truth(("00:00", "L2"), ("12:00", "L1")))["resolution"]
    assert (early.due, early.target, early.priority) == (at("16:00"), 4 * HOUR, "L1")
    late = read(L2, "20:00", JUDGED, priorities=truth(("00:00", "L2"), ("17:00", "L1")))["resolution"]
    assert (late.due, late.target) == (at("18:05"), 8 * HOUR)


def test_judged_reading_ignores_the_priority_set_and_growth_after_the_stop() -> None:
    text = f"{L2}12:00 verify.customer"
    steps = truth(("00:00", "L3"), ("13:00", "L1"))
    clock = read(text, "20:00", JUDGED, priorities=steps)["resolution"]
    assert (clock.due, clock.priority, clock.provisional) == (at("+1 10:05"), "L3", False)


def test_judged_reading_starts_with_the_first_truth_and_shrinking_gives_no_time_away() -> None:
    steps = truth(("11:00", "L1"), ("12:00", "L3"))
    assert read(L2, "20:00", JUDGED, priorities=steps)["resolution"].due == at("14:05")


def test_nobody_owed_the_third_line_before_the_impact_grew() -> None:
    steps = truth(("00:00", "L2"), ("13:00", "L1"))
    clock = read(L2, "14:00", JUDGED, priorities=steps)["t3_solution"]
    assert (clock.started_at, clock.due) == (at("13:00"), at("17:00"))
    solved = f"{L2}12:00 fix.provided"
    assert read(solved, "14:00", JUDGED, priorities=steps)["t3_solution"].state == "met"


def test_without_any_truth_the_strictest_target_stands_in() -> None:
    clock = read(L2, "12:00", JUDGED, priorities=PrioritySteps(steps=()))["response"]
    assert (clock.due, clock.provisional) == (at("10:30"), True)


def test_clock_without_a_target_for_the_priority_does_not_run() -> None:
    only = rule(
        "vip",
        starts=(trigger("ticket.submitted"),),
        stops=(trigger("agent.first_contact"),),
        targets={"L1": HOUR},
    )
    assert read(L2, "12:00", handbook=handbook("T", ("L1", "L2"), (only,)))["vip"].state == "not_started"
    none = replace(only, targets={})
    ungraded = "10:00 ticket.submitted"
    assert read(ungraded, "12:00", handbook=handbook("T", ("L1",), (none,)))["vip"].state == "not_started"


def test_only_the_third_priority_of_asc_counts_in_working_hours() -> None:
    friday = timeline("+3 17:00 ticket.submitted\n+3 17:05 ticket.severity_set level=P3")
    p4 = PrioritySteps(steps=((at("+3 17:05"), PriorityCode("P4")),))
    p3 = priorities_as_set(friday)
    dues = [clocks(ASC, friday, steps, at("+3 18:00"), ASC_HOURS)[0].due for steps in (p3, p4)]
    assert dues == [at("+6 17:00"), at("+4 17:00")]  # the lower priority is due first (A14)


def test_moment_of_reading_needs_a_zone() -> None:
    with pytest.raises(NaiveTimeError):
        clocks(STD, (), PrioritySteps(steps=()), utc(2026, 3, 10).replace(tzinfo=None))


def test_latest_entry_wins_among_priorities_of_one_instant() -> None:
    text = f"{L2}10:06 ticket.severity_set level=L3"
    steps = priorities_as_set(timeline(text))
    assert steps.at(at("10:06")) == "L3"
    assert steps.at(at("10:05")) is None


def test_options_default_to_the_strict_operational_reading() -> None:
    assert (STRICT.reading, STRICT.wait_customer, STRICT.overrides) == ("operational", False, ())
    assert read(L2, "10:30")["callback"].target is None
    assert timedelta(days=1) == DAY


CALLED = "08:00 call.rung by=customer\n09:00 ticket.submitted by=customer\n09:01 ticket.severity_set level=L1\n"


@pytest.mark.parametrize("again", ["", "12:00 agent.first_contact"])
def test_contact_before_the_ticket_is_written_is_contact(again: str) -> None:
    clock = read(f"{CALLED}08:30 agent.first_contact\n{again}", "13:00")["response"]
    assert (clock.state, clock.started_at, clock.stopped_at, clock.stopped_by) == ("met", at("09:00"), at("09:00"), 3)
    assert (clock.elapsed, clock.remaining) == (timedelta(), 30 * MINUTE)


@pytest.mark.parametrize("early", ["07:59 agent.first_contact", "08:30 auto.ack by=system"])
def test_what_came_before_the_customer_or_from_nobody_is_no_contact(early: str) -> None:
    assert read(f"{CALLED}{early}", "09:30:01")["response"].state == "breached"


@pytest.mark.parametrize("minute", [0, 20, 59, 60, 89, 90, 91])
def test_to_speak_earlier_never_makes_the_verdict_worse(minute: int) -> None:
    contact = at("08:00") + minute * MINUTE
    clock = read(f"{CALLED}{contact:%H:%M} agent.first_contact", "13:00")["response"]
    assert clock.state == ("met" if contact <= at("09:30") else "breached")


def test_a_bot_that_calls_itself_the_first_contact_hides_no_person() -> None:
    text = f"{L2}10:01 agent.first_contact by=bot\n10:30 agent.msg"
    clock = read(text, "12:00")["response"]
    assert (clock.state, clock.stopped_at) == ("met", at("10:30"))


def test_a_resumption_ends_the_wait_whatever_it_gives_as_its_reason() -> None:
    paused = f"{L2}11:00 clock.paused reason=wait_customer\n12:00 clock.resumed reason=customer_answered"
    assert read(paused, "14:00", WAITING)["resolution"].due == at("19:05")
    other = f"{L2}11:00 clock.paused\n11:10 clock.paused reason=vendor\n12:00 clock.resumed reason=vendor"
    assert read(other, "14:00", WAITING)["resolution"].state == "paused"
