from dataclasses import replace
from datetime import timedelta

import pytest

from policy.handbook import ClockName, WorkingHours
from policy.text import Text
from sla.aims import Aim
from sla.clock import ClockOptions
from sla.explain import Explanation, explain
from sla.grounds import grounds_of
from sla.priorities import PrioritySteps, priorities_as_set
from sla.targets import Override
from tests.sla.std_handbook import ASC, HOUR, STD
from tests.sla.timelines import ASC_HOURS, at, timeline, truth

FRIDAY = """
+3 17:00 ticket.submitted by=customer
+3 17:05 ticket.severity_set level=P3
"""


def codes(explanation: Explanation) -> list[str]:
    return [step.code for step in explanation.steps]


def total(explanation: Explanation, code: str) -> timedelta:
    return sum(
        (step.until - step.at for step in explanation.steps if step.code == code and step.until and step.at),
        timedelta(),
    )


def test_weekend_and_lunch_are_named_as_closed_and_the_rest_adds_up_to_the_target() -> None:
    events = timeline(FRIDAY)
    found = explain(ASC, events, ClockName("response"), priorities_as_set(events), at("+3 18:00"), ASC_HOURS)
    assert codes(found) == [
        "started",
        "priority_changed",
        "target",
        "counted",
        "closed",
        "counted",
        "closed",
        "counted",
        "due",
    ]
    assert total(found, "counted") == 8 * HOUR
    assert total(found, "closed") == at("+6 09:00") - at("+3 18:00") + HOUR
    assert found.steps[0].params == {"event": 0, "kind": "ticket.submitted"}
    assert found.steps[-1].at == at("+6 17:00")
    assert "ASC-2.2.P3" in found.steps[2].basis


def test_each_target_stands_on_the_clauses_of_its_own_priority() -> None:
    """ASC-2.2.P3 is cited for a P3 ticket and for no other; what speaks of every priority stays."""
    rule = replace(
        ASC.clock(ClockName("response")),
        basis=("ASC-2.2.P1", "ASC-2.2.P2", "ASC-2.2.P3", "ASC-2.2.P4", "ASC-4.2", "A-hours", "A-p4-letter"),
    )
    hours = WorkingHours(
        name=Text(zh="", en=""), zone="Asia/Shanghai", weekly=((),) * 7, holidays=(), extra=(), basis=("A-hours",)
    )
    book = replace(ASC, clocks=(rule,), calendar=hours)

    def cited(level: str) -> set[tuple[str, ...]]:
        events = timeline(FRIDAY.replace("P3", level) + "+9 17:00 agent.first_contact")
        found = explain(book, events, rule.name, priorities_as_set(events), at("+9 18:00"), ASC_HOURS)
        return {step.basis for step in found.steps if step.basis}

    assert cited("P3") == {("ASC-2.2.P3", "ASC-4.2", "A-hours")}
    assert cited("P4") == {("ASC-2.2.P4", "ASC-4.2", "A-p4-letter")}
    assert cited("P1") == {("ASC-2.2.P1", "ASC-4.2")}


def test_a_clause_that_one_priority_alone_stands_on_is_that_priority_s_whatever_its_id() -> None:
    """A company's own ids bear no codes; a clause of several priorities, or the only one there is, stays."""
    rule = replace(ASC.clock(ClockName("response")), basis=("OWN-1", "OWN-2", "OWN-3"))
    own = {"P1": ("OWN-1", "OWN-3"), "P2": ("OWN-2", "OWN-3")}
    ranks = tuple(replace(one, basis=own.get(one.code, ())) for one in ASC.priorities)
    book = replace(ASC, clocks=(rule,), priorities=ranks)

    def grounds(code: str, basis: tuple[str, ...] = rule.basis) -> tuple[str, ...]:
        aim = Aim(since=at("10:00"), code=code, target=HOUR, due=at("11:00"), working=False)
        return grounds_of(book, replace(rule, basis=basis), aim)

    assert grounds("P1") == ("OWN-1", "OWN-3")
    assert grounds("P2") == ("OWN-2", "OWN-3")
    assert grounds("any") == rule.basis
    assert grounds("P2", ("OWN-1",)) == ("OWN-1",)


def test_provisional_target_and_late_stop_are_said() -> None:
    events = timeline("10:00 ticket.submitted\n10:31 agent.first_contact")
    found = explain(STD, events, ClockName("response"), priorities_as_set(events), at("11:00"))
    assert codes(found) == ["started", "provisional", "target", "counted", "due", "breached"]
    assert found.steps[-1].params == {"seconds_left": -60, "event": 1, "kind": "agent.first_contact"}


def test_pauses_and_changed_targets_are_said() -> None:
    events = timeline(
        """
08:00 sla.change_notified override=nd
10:00 ticket.submitted
10:00 ticket.accepted
10:01 ticket.severity_set level=L2
11:00 clock.paused until=@12:00
"""
    )
    targets = {"L2": {"resolution": 10 * HOUR}}
    options = ClockOptions(
        wait_customer=True,
        overrides=(Override(id="nd", start=at("09:00"), end=at("20:00"), targets=targets),),
    )
    found = explain(STD, events, ClockName("resolution"), priorities_as_set(events), at("13:00"), options=options)
    assert "changed_targets" in codes(found)
    assert total(found, "paused") == HOUR
    assert total(found, "counted") == 10 * HOUR
    assert found.clock.due == at("21:00")


def test_time_while_the_ticket_was_closed_is_told_apart_from_waiting() -> None:
    events = timeline(
        """
10:00 ticket.accepted
10:01 ticket.severity_set level=L2
11:00 clock.paused until=@11:30
12:00 verify.customer
15:00 ticket.reopened
"""
    )
    options = ClockOptions(wait_customer=True)
    found = explain(STD, events, ClockName("resolution"), priorities_as_set(events), at("16:00"), options=options)
    assert (total(found, "shut"), total(found, "paused")) == (3 * HOUR, HOUR / 2)
    assert total(found, "counted") == 8 * HOUR
    assert found.clock.due == at("21:30")


def test_judged_growth_shows_both_targets_and_reckons_from_the_one_that_counts() -> None:
    events = timeline("10:00 ticket.accepted\n18:30 verify.customer")
    steps = truth(("00:00", "L2"), ("12:00", "L1"))
    found = explain(STD, events, ClockName("resolution"), steps, at("20:00"), options=ClockOptions(reading="judged"))
    dues = [step.at for step in found.steps if step.code == "target"]
    assert dues == [at("10:00"), at("12:00")]
    assert total(found, "counted") == 4 * HOUR
    assert codes(found)[-1] == "breached"


def test_cancelled_clock_has_no_due_line() -> None:
    events = timeline("10:00 ticket.accepted\n11:00 ticket.cancelled")
    found = explain(STD, events, ClockName("resolution"), PrioritySteps(steps=()), at("12:00"))
    assert "due" not in codes(found)
    assert codes(found)[-1] == "cancelled"
    assert found.steps[-1].params == {"seconds_left": 3 * 3600}


def test_clock_that_has_not_begun_says_so() -> None:
    found = explain(STD, (), ClockName("callback"), PrioritySteps(steps=()), at("12:00"))
    assert codes(found) == ["not_started"]


def test_target_of_no_time_at_all_has_no_spans() -> None:
    events = timeline("08:00 sla.change_notified override=now\n10:00 ticket.submitted")
    targets = {"any": {"response": timedelta()}}
    options = ClockOptions(overrides=(Override(id="now", start=at("09:00"), end=at("20:00"), targets=targets),))
    found = explain(STD, events, ClockName("response"), PrioritySteps(steps=()), at("10:00"), options=options)
    assert codes(found) == ["started", "changed_targets", "target", "due"]


def test_unknown_clock_is_refused() -> None:
    with pytest.raises(KeyError):
        explain(STD, (), ClockName("nap"), PrioritySteps(steps=()), at("12:00"))


def test_contact_before_the_ticket_is_named_with_its_own_time() -> None:
    events = timeline(
        "08:00 customer.msg by=customer\n08:30 agent.first_contact\n09:00 ticket.submitted by=customer\n"
        "09:01 ticket.severity_set level=L1"
    )
    found = explain(STD, events, ClockName("response"), priorities_as_set(events), at("09:30"))
    told = next(step for step in found.steps if step.code == "done_before")
    assert (told.at, told.params["kind"], told.basis) == (at("08:30"), "agent.first_contact", ("STD-2.2.2.def-resp",))
    assert (found.steps[-1].code, found.steps[-1].at) == ("met", at("09:00"))
