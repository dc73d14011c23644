"""Every breach obliges the desk to state its reason (ASC-4.2, A21), until a reason names that clock."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from policy.handbook import Item
from sla.clock import clocks
from sla.obligation import Obligation, obligations
from sla.priorities import priorities_as_set
from tests.sla.std_handbook import BLANK, STD
from tests.sla.timelines import at, timeline

LATE = """
10:00 ticket.submitted
10:00 ticket.accepted
10:01 ticket.severity_set level=L1
10:45 agent.first_contact
"""


def owed(text: str, as_of: str) -> Sequence[Obligation]:
    events = timeline(text)
    read = clocks(STD, events, priorities_as_set(events), at(as_of))
    return obligations(STD, read, events, at(as_of))


def test_nothing_is_owed_up_to_the_due_second_and_the_reason_one_later() -> None:
    assert owed(LATE, "10:30") == ()
    (first,) = [one for one in owed(LATE, "10:30:01") if one.clock == "response"]
    assert (first.since, first.is_open, first.met_at) == (at("10:30"), True, None)


def test_a_stop_that_comes_late_does_not_end_the_obligation() -> None:
    assert [one.clock for one in owed(LATE, "14:00")] == ["response", "t3_join"]
    assert [one.clock for one in owed(LATE, "14:00:01")] == ["response", "resolution", "t3_join", "t3_solution"]


def test_a_reason_meets_the_obligation_of_the_clock_it_names_alone() -> None:
    said = f"{LATE}11:00 breach.reason_logged clock=response reason=staff_short"
    states = {one.clock: (one.is_open, one.met_at, one.met_by) for one in owed(said, "11:30")}
    assert states == {"response": (False, at("11:00"), 4), "t3_join": (True, None, None)}
    assert all(one.is_open for one in owed(said, "10:59"))


@pytest.mark.parametrize(
    "words", ["clock=response", "reason=busy", "clock=response reason=", "clock=nap reason=busy"]
)
def test_a_reason_that_names_no_clock_or_says_nothing_meets_none(words: str) -> None:
    assert all(one.is_open for one in owed(f"{LATE}11:00 breach.reason_logged {words}", "11:30"))


def test_a_reason_stated_while_the_target_runs_out_counts_and_its_text_too() -> None:
    early = f"{LATE}10:29 breach.reason_logged clock=response text=phones_down"
    assert [one.is_open for one in owed(early, "11:30")] == [False, True]


CALLBACK = """
09:00 ticket.submitted
09:00 ticket.accepted
09:01 ticket.severity_set level=L3
09:10 agent.first_contact
10:00 ticket.resolved
10:05 verify.customer
"""


def test_each_round_of_a_clock_owes_its_own_reason() -> None:
    """The callback is due a day after either solution; both are late."""
    text = f"""{CALLBACK}
+1 11:00 breach.reason_logged clock=callback reason=one
+1 12:00 ticket.reopened
+1 13:00 ticket.resolved
"""
    early, late = [one for one in owed(text, "+3 10:00") if one.clock == "callback"]
    assert (early.since, early.met_at) == (at("+1 10:00"), at("+1 11:00"))
    assert (late.since, late.is_open) == (at("+2 13:00"), True)


def test_a_breach_that_a_reopening_takes_up_again_is_one_breach() -> None:
    text = f"""{CALLBACK.replace("10:05 verify", "+1 10:05 verify")}
+1 10:10 breach.reason_logged clock=resolution reason=parts
+1 12:00 ticket.reopened
"""
    (one,) = [one for one in owed(text, "+1 13:00") if one.clock == "resolution"]
    assert (one.since, one.met_at) == (at("+1 09:00"), at("+1 10:10"))


def test_a_round_taken_up_again_and_then_late_owes_a_reason_of_its_own() -> None:
    """What was said before the reopening cannot be the reason for what ran out after it."""
    text = f"""{CALLBACK}
10:06 breach.reason_logged clock=resolution reason=none_yet
+1 10:05 ticket.reopened
"""
    (one,) = [one for one in owed(text, "+3 10:00") if one.clock == "resolution"]
    assert (one.since, one.is_open) == (at("+2 09:00"), True)


def test_where_the_handbook_asks_for_the_reason_is_told() -> None:
    item = Item(code="breach_reason", title=BLANK, basis=("ASC-4.2", "A-breach-reason"))
    asking = replace(STD, lists={"sla_rules": (item,)})
    events = timeline(LATE)
    read = clocks(asking, events, priorities_as_set(events), at("11:00"))
    assert {one.basis for one in obligations(asking, read, events, at("11:00"))} == {("ASC-4.2", "A-breach-reason")}
    assert {one.basis for one in obligations(STD, read, events, at("11:00"))} == {()}
