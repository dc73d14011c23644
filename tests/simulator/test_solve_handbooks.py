"""The ideal handling under each manual solves, closes in time, and does what that manual asks."""

from dataclasses import replace
from functools import lru_cache

import pytest

from policy.handbook import Handbook
from policy.text import Lang
from scenarios.draw import seated
from simulator.colleague import missing
from simulator.drill import open_attempt, replay
from simulator.form import identity_slots, needed_slots
from simulator.intake import wanted_slots
from simulator.slack import LEAST, broken_by_dawdling, slacks
from simulator.state import Desk, is_live
from tests.simulator.conftest import WALL, drawn
from tests.simulator.ideals import Ideal, played

DRAWS: tuple[tuple[str, str, Lang], ...] = (
    ("ASC", "S024", "zh"), ("ASC", "S033", "en"),
    ("SMO", "S006", "en"), ("SMO", "S067", "zh"),
    ("DSK", "S006", "zh"), ("DSK", "S040", "en"), ("DSK", "S055", "zh"),
    ("NET", "S047", "zh"), ("NET", "S024", "en"),
)  # fmt: skip
"""An outage, a transfer, how-tos, a complaint and a remote session, each manual with what it asks beside."""


@lru_cache(maxsize=16)
def under(handbook: str, scenario: str, lang: Lang) -> Ideal:
    """Play the ideal handling of a case under a manual, once."""
    return played(drawn(scenario, 2, lang, handbook))


def kinds(one: Ideal) -> list[str]:
    return [event.kind for event in one.attempt.events]


def before(one: Ideal, first: str, then: str) -> bool:
    """Tell whether one kind of event first came before another."""
    seen = kinds(one)
    return seen.index(first) < seen.index(then)


@pytest.mark.parametrize(("handbook", "scenario", "lang"), DRAWS)
def test_it_is_solved_confirmed_and_closed_in_time(handbook: str, scenario: str, lang: Lang) -> None:
    one = under(handbook, scenario, lang)
    ticket = one.attempt.state.ticket
    assert (ticket.verified, ticket.closed) == (True, True)
    left = slacks(one.attempt)
    assert left
    assert all(clock.state == "met" and clock.share >= LEAST for clock in left), left


@pytest.mark.parametrize(("handbook", "scenario", "lang"), DRAWS)
def test_the_form_of_the_manual_is_filled_with_what_was_told(handbook: str, scenario: str, lang: Lang) -> None:
    one = under(handbook, scenario, lang)
    desk, fields, told = one.desk, one.attempt.state.ticket.fields, one.attempt.state.told
    for field in desk.handbook.intake:
        fact = desk.case.fact(field.fact)
        if fact is not None and field.fact in told:
            assert fields[field.name] == fact.value
        elif field.required and not field.fact:
            assert fields[field.name]


@pytest.mark.parametrize("scenario", ["S024", "S033"])
def test_asc_tells_the_number_routes_by_type_acknowledges_and_has_it_signed(scenario: str) -> None:
    one = under("ASC", scenario, "zh" if scenario == "S024" else "en")
    group = {"S024": "software", "S033": "training"}[scenario]
    routed = [event.fields.get("group") for event in one.attempt.events if event.kind == "ticket.assigned"]
    assert group in routed
    assert {"ticket.number_told", "assignee.ack", "customer.signed"} <= set(kinds(one))
    assert before(one, "ticket.type_set", "ticket.assigned")
    assert before(one, "ticket.assigned", "assignee.ack")
    assert before(one, "customer.signed", "ticket.closed")
    assert "callback.done" not in kinds(one)


def test_smo_reports_a_fault_and_nothing_else_as_one() -> None:
    fault = under("SMO", "S006", "en")
    fields = next(event.fields["fields"] for event in fault.attempt.events if event.kind == "fault.reported")
    assert isinstance(fields, dict)
    assert {"occurred_at", "place", "symptom"} <= set(fields)
    assert "fault.reported" not in kinds(under("SMO", "S067", "zh"))


def test_dsk_answers_enters_the_event_and_closes_after_the_call_back() -> None:
    one = under("DSK", "S040", "en")
    rows = [event.fields["complete"] for event in one.attempt.events if event.kind == "eventlist.row"]
    assert (rows[0], rows[-1]) == (False, True)
    assert kinds(one).index("call.answered") == kinds(one).index("call.rung") + 1
    assert before(one, "prevention.advised", "ticket.closed")
    assert before(one, "callback.done", "ticket.closed")
    assert "ticket.transferred" not in kinds(one)


def test_dsk_hands_a_critical_event_on_within_the_minute_and_reaches_somebody_up_the_list() -> None:
    one = under("DSK", "S006", "zh")
    by_kind = {event.kind: event for event in reversed(one.attempt.events)}
    waited = by_kind["ticket.transferred"].at - by_kind["ticket.severity_set"].at
    assert by_kind["ticket.transferred"].fields["to_tier"] == "T3"
    assert waited.total_seconds() <= one.desk.handbook.settings["critical_handoff_s"].value
    duties = one.attempt.state.duties
    assert duties.liaison == "reached" or duties.level
    assert before(one, "eventlist.row", "ticket.transferred")


def test_net_says_that_it_is_in_scope_tags_it_and_takes_no_gift() -> None:
    for one in (under("NET", "S047", "zh"), under("NET", "S024", "en")):
        assert {"scope.confirmed", "ticket.tagged"} <= set(kinds(one))
        assert one.attempt.state.duties.gift in {"", "declined"}
        assert before(one, "ticket.tagged", "ticket.closed")


def test_an_operator_gives_no_solution_and_hands_everything_on() -> None:
    desk = drawn("S047", 2, "zh", "DSK")
    one = played(replace(desk, case=seated(desk.case, "operator")))
    mine = [event for event in one.attempt.events if event.actor == "trainee"]
    assert not [event for event in mine if event.kind in {"action.executed", "check.run"}]
    assert "ticket.transferred" in {event.kind for event in mine}
    assert one.attempt.state.ticket.closed


def test_a_chat_is_live_and_its_attempt_replays() -> None:
    one = under("ASC", "S033", "en")
    assert (one.desk.case.channel, is_live(one.desk)) == ("online_chat", True)
    again = replay(one.desk, one.attempt.id, one.attempt.events).state
    assert (again.ticket, again.duties) == (one.attempt.state.ticket, one.attempt.state.duties)


def test_dawdling_is_held_against_the_least_target_where_there_is_no_resolution() -> None:
    assert "desk_solve_limit" in broken_by_dawdling(drawn("S040", 2, "en", "DSK"), WALL)


def _book(handbook: str) -> Handbook:
    return drawn("S033", 2, "en", handbook).handbook


def test_who_is_calling_is_known_by_the_surest_two_things_of_the_form() -> None:
    assert identity_slots(_book("STD")) == ("customer_id", "contact_name")
    assert identity_slots(_book("ASC")) == ("contact_name", "organisation")
    assert identity_slots(_book("NET")) == ("contact_name", "contact_method")


def test_a_colleague_misses_only_what_the_form_has_room_for() -> None:
    needed = ("symptom", "impact_scope", "product_version", "contact_method")
    assert needed_slots(_book("STD"), needed) == needed
    assert needed_slots(_book("DSK"), needed) == ("symptom", "contact_method")
    desk = drawn("S033", 2, "en", "DSK")
    state = open_attempt(desk, "a", "practice", WALL).state
    assert missing(desk, state, "the screen stays white") == ("contact_method",)


def test_the_impact_is_asked_for_whether_the_form_has_a_field_or_not() -> None:
    def desk(handbook: str) -> Desk:
        return drawn("S033", 2, "en", handbook)

    assert "impact_scope" in wanted_slots(desk("DSK"))
    assert "attachment" in wanted_slots(desk("NET"))
    assert "attachment" not in wanted_slots(desk("STD"))
    assert "organisation" in wanted_slots(desk("ASC"))
