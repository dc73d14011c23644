"""A confirmation holds until the customer says that it fails again: then it has to be given anew."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scoring.conftest import GOOD, Row, Scored, added, changed, dropped, key_of, unmet

OPEN_END = dropped(
    "ticket.closed", "ticket.resolved", "ticket.archived", "callback.done", "csat.asked", "attempt.ended"
)
REPAIRED: Row = (11.6, "system", "state.changed", {"set": {"filter": "all"}, "cause": "clear_filter"})
BROKEN: Row = (11.4, "system", "state.changed", {"set": {"filter": "mine"}, "cause": "nightly_job"})


def denial(minute: float, act: str | None, text: str) -> Row:
    return (minute, "customer", "customer.msg", {"text": text, "act": act, "slots": []})


AGAIN: Row = (11.8, "customer", "verify.customer", {"text": "这次好了"})

RELAPSES = (
    ("it_is_back", "又不见了"),
    ("deny_fixed", "不对，还是没有"),
    ("reports_not_working", "it's gone again"),
    ("reports_changed_not_working", "different page, still blank"),
    ("callback_bad", "老问题又出来了"),
)


@pytest.mark.parametrize(("act", "text"), RELAPSES)
def test_an_old_confirmation_covers_no_relapse(scored: Scored, act: str, text: str) -> None:
    relapsed = added(BROKEN, denial(11.5, act, text), REPAIRED)
    assert unmet(scored(relapsed))["confirmed"] == "STD-3.3.1"
    assert "confirmed" not in unmet(scored(added(AGAIN, rows=relapsed)))


@pytest.mark.parametrize(("act", "text"), RELAPSES)
def test_nor_where_the_ticket_stays_open(scored: Scored, act: str, text: str) -> None:
    relapsed = added(BROKEN, denial(11.5, act, text), REPAIRED, rows=dropped("ticket.closed"))
    assert "confirmed" in unmet(scored(relapsed))
    assert "confirmed" not in unmet(scored(added(AGAIN, rows=relapsed)))


@pytest.mark.parametrize("text", ["又不见了", "还是不行", "it's back again", "still not working"])
def test_words_of_a_transcript_take_a_confirmation_back(scored: Scored, text: str) -> None:
    relapsed = added(denial(11.5, None, text))
    found = unmet(scored(relapsed, key_of(machine=None, tier="T1"), complete=False))
    assert "closed_against_word" in found


def test_words_that_say_both_go_to_a_person(scored: Scored) -> None:
    mixed = added(BROKEN, denial(11.5, None, "好了一会儿，现在又不行啊"), REPAIRED)
    card = scored(mixed)
    assert {one.code: one.verdict for one in card.findings}.get("confirmed") == "not_judged"


def test_a_denial_before_the_confirmation_costs_nothing(scored: Scored) -> None:
    first = changed("customer.msg", 1, text="还是没有", act="deny_fixed")
    assert "confirmed" not in unmet(scored(first))


@settings(max_examples=25)
@given(moves=st.lists(st.sampled_from(["yes", "no", "talk"]), min_size=1, max_size=6))
def test_a_confirmation_counts_only_after_the_last_denial(scored: Scored, moves: list[str]) -> None:
    rows: list[Row] = []
    for place, move in enumerate(moves):
        minute = 11.1 + place / 10
        if move == "yes":
            rows.append((minute, "customer", "verify.customer", {"text": "好了"}))
        elif move == "talk":
            rows.append(denial(minute, "ack", "嗯"))
        else:
            rows += [(minute, *BROKEN[1:]), denial(minute, "it_is_back", "又没了"), (minute, *REPAIRED[1:])]
    verdict = unmet(scored(added(*rows, rows=dropped("verify.customer"))))
    said = [one for one in moves if one != "talk"]
    assert ("confirmed" in verdict) is (not said or said[-1] == "no")
    assert "closed_against_word" not in verdict


def test_the_faultless_handling_is_confirmed(scored: Scored) -> None:
    assert "confirmed" not in unmet(scored(GOOD))
