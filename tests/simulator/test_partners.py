"""Whoever works outside the lines: shown or not, silent or chased, done or only said to be."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.twist import Manner
from simulator.drill import Attempt, advance, replay
from simulator.state import Desk
from tests.simulator.conftest import drawn
from tests.simulator.desks import all_of, begin, do, refused
from tests.simulator.ideals import ideal

CARRIER = {"partner": "carrier", "action": "file_numbers_again"}
SEED = 5
"""Seed of S102 under which the carrier has dropped the numbers."""


def desk_with(manner: Manner, lang: str = "zh") -> Desk:
    """Give third line's case with a carrier of one manner, and nothing of the customer's that interrupts."""
    desk = drawn("S102", SEED, "zh" if lang == "zh" else "en")
    crew = tuple(replace(one, manner=manner) if one.id == "carrier" else one for one in desk.case.coworkers)
    return replace(desk, case=replace(desk.case, coworkers=crew))


def engaged(manner: Manner, *, shown: bool = True) -> Attempt:
    """Bring the carrier in, with the check that shows their part or without it, and wait for the answer."""
    attempt = do(begin(desk_with(manner)), "take")
    if shown:
        attempt = do(attempt, "check", check="capture_signalling")
    attempt = do(attempt, "engage", **CARRIER, text="局端回主叫号码未登记")
    return until(attempt, "partner.answered")


def until(attempt: Attempt, kind: str, more: int = 1) -> Attempt:
    """Wait until there is one more event of a kind."""
    wanted = len(all_of(attempt, kind)) + more
    for _ in range(60):
        if len(all_of(attempt, kind)) >= wanted:
            return attempt
        attempt = do(attempt, "wait", seconds=0)
    raise AssertionError(f"no {kind}")


def test_a_partner_who_was_shown_nothing_says_that_it_is_not_theirs() -> None:
    attempt = engaged("steady", shown=False)
    answer = all_of(attempt, "partner.answered")[0]
    assert answer.fields["stance"] == "denies"
    assert answer.fields["text"] == attempt.desk.case.partners[0].denies
    again = do(do(attempt, "check", check="capture_signalling"), "engage", **CARRIER, text="信令见工单")
    assert until(again, "partner.answered").state.partners["carrier"].stance == "accepts"


def test_whose_trouble_it_is_not_declines_whatever_is_shown() -> None:
    attempt = do(do(begin(desk_with("steady")), "take"), "check", check="profile_dialler")
    attempt = until(do(attempt, "engage", partner="makers", action="patch_dialler", text="请看"), "partner.answered")
    assert attempt.state.partners["makers"].stance == "denies"


def test_a_steady_partner_does_it_by_the_time_that_was_named() -> None:
    attempt = until(engaged("steady"), "partner.reported")
    known = attempt.state.partners["carrier"]
    assert known.done
    assert known.eta is not None
    assert attempt.state.now <= known.eta
    assert attempt.state.system["number_file"] == "current"


def test_a_slow_partner_lets_the_time_pass_in_silence_until_somebody_asks() -> None:
    attempt = engaged("slow")
    eta = attempt.state.partners["carrier"].eta
    assert eta is not None
    early = do(attempt, "chase_partner", partner="carrier", text="进展如何")
    assert until(early, "partner.answered").state.partners["carrier"].stance == "stands"
    late = advance(attempt, eta + timedelta(hours=2))[0]
    assert all_of(late, "partner.reported") == []
    asked = until(do(late, "chase_partner", partner="carrier", text="时间过了"), "partner.answered")
    assert asked.state.partners["carrier"].stance == "slips"
    assert until(asked, "partner.reported").state.system["number_file"] == "current"


def test_a_wrong_partner_calls_it_done_when_nothing_has_changed() -> None:
    attempt = until(engaged("wrong"), "partner.reported")
    assert attempt.state.system["number_file"] == "dropped"
    seen = all_of(do(attempt, "check", check="capture_signalling"), "check.run")[-1]
    assert seen.fields["result"] == "refused_there"
    asked = until(do(attempt, "chase_partner", partner="carrier", text="没有变化"), "partner.answered")
    assert asked.state.partners["carrier"].stance == "again"
    assert until(asked, "partner.reported").state.system["number_file"] == "current"


def test_what_only_a_partner_can_do_nobody_does_for_them() -> None:
    attempt = do(begin(desk_with("steady")), "take")
    assert refused(attempt, "act", action="file_numbers_again") == "partner_does_it"
    assert refused(attempt, "engage", partner="carrier", action="patch_dialler", text="x") == "no_such_action"
    assert refused(attempt, "engage", partner="nobody", action="patch_dialler", text="x") == "no_such_partner"
    assert refused(attempt, "chase_partner", partner="carrier", text="x") == "not_engaged"
    assert refused(engaged("steady"), "engage", **CARRIER, text="x") == "already_engaged"


def test_a_line_that_cannot_go_on_asks_the_desk_to_bring_the_partner_in() -> None:
    """DSK-7.5: what the line has seen stands in the ticket, and convinces."""
    one = ideal("S101", 2, "en")
    needed, engaged_at = all_of(one.attempt, "partner.needed")[0], all_of(one.attempt, "partner.engaged")[0]
    looked = [event for event in all_of(one.attempt, "check.run") if event.fields["check"] == "trace_replies"]
    assert needed.actor == looked[0].actor
    assert needed.actor in {"T2", "T3"}
    assert looked[0].at <= needed.at <= engaged_at.at


@settings(max_examples=12)
@given(st.data())
def test_partners_and_requests_keep_the_laws(data: st.DataObject) -> None:
    """Whatever the instants of waiting, the same events; folding the stored ones gives the same state."""
    one = ideal(*data.draw(st.sampled_from((("S101", 2, "zh"), ("S102", SEED, "en"))), label="handling"))
    ends = next(place for place, event in enumerate(one.attempt.events) if event.kind == "attempt.ended")
    cut = data.draw(st.integers(2, ends), label="moment")
    attempt = replay(one.desk, "ideal", one.attempt.events[:cut])
    begins, until_at = attempt.state.now, attempt.state.now + timedelta(hours=5)
    parts = attempt
    for seconds in sorted(data.draw(st.lists(st.integers(1, 17_999), max_size=4), label="cuts")):
        parts = advance(parts, begins + timedelta(seconds=seconds))[0]
    parts, whole = advance(parts, until_at)[0], advance(attempt, until_at)[0]
    assert parts.events == whole.events
    assert replace(replay(one.desk, "ideal", whole.events).state, now=until_at) == replace(whole.state, now=until_at)
