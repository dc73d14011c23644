"""Who leaves a ticket early pays for one lapse once, and only for what was missed while there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from policy.handbook import Handbook
from scoring.checks.timeliness import timeliness
from scoring.ending import until_end
from scoring.finding import Finding, met, not_met
from scoring.rubric import Rubric
from scoring.score import question_of, score
from scoring.scorecard import Scorecard
from tests.scoring.conftest import (
    GOOD,
    Row,
    Scored,
    added,
    changed,
    dropped,
    key_of,
    said,
    sheet,
    unmet,
    verdict,
    words,
    written,
)


def ended(minute: float) -> Row:
    return (minute, "trainee", "attempt.ended", {"reason": "finished"})


def broken_off(minute: float, rows: tuple[Row, ...] = GOOD) -> tuple[Row, ...]:
    """Do everything up to a minute, and leave."""
    return (*(row for row in rows if row[0] <= minute and row[2] != "attempt.ended"), ended(minute + 0.1))


def of(card: Scorecard, code: str) -> Finding:
    return next(one for one in card.findings if one.code == code)


LEFT = tuple(row for row in broken_off(8) if row[2] not in {"action.executed", "state.changed"})
"""Left with the fault still there, hours before its time is over."""


def test_leaving_a_fault_costs_more_than_mending_it_late(scored: Scored) -> None:
    left = scored(LEFT)
    late = tuple((row[0] + 1500 if row[0] >= 9 else row[0], *row[1:]) for row in GOOD)
    reason: Row = (1510, "trainee", "breach.reason_logged", {"clock": "resolution", "reason": "x"})
    assert left.total[1] < scored(added(reason, rows=late)).total[0]
    assert left.verdict == "fail"


def test_a_fault_only_hidden_and_left_open_does_not_pass(scored: Scored) -> None:
    """The customer is content with a mask; the ticket is neither marked nor closed."""
    masked = changed("state.changed", set={"filter": "all", "cache": "hidden"})
    for minute in (8, 9, 11):
        card = scored(broken_off(minute, masked))
        assert "closed_uncured" in unmet(card)
        assert card.verdict == "fail", (minute, card.total)


def test_what_can_only_follow_the_end_is_not_asked_for(scored: Scored) -> None:
    gone = unmet(scored(LEFT, key_of(typical=True)))
    assert {"closed_uncured", "confirmed", "archived"} <= set(gone)
    assert not {"cured", "clock.resolution", "breach_reason", "callback", "article", "archive_true"} & set(gone)


def test_a_breach_that_was_seen_is_to_be_explained(scored: Scored) -> None:
    stayed = (*LEFT[:-1], ended(25 * 60))
    assert {"breach_reason", "clock.resolution"} <= set(unmet(scored(stayed)))


def test_a_clock_that_ran_out_after_the_end_is_proven_by_the_end(scored: Scored) -> None:
    silent = (GOOD[0], GOOD[1], ended(5))
    clock, end = of(scored(silent), "clock.response"), len(silent) - 1
    assert max(one.event for one in clock.evidence) == end
    assert clock.right is not None
    assert clock.right.code == "stay_until_done"


def test_a_solved_ticket_still_owes_its_callback(scored: Scored) -> None:
    assert "callback" in unmet(scored(broken_off(12)))


def test_an_article_is_owed_on_what_was_solved_and_weighs_as_a_minor_thing(scored: Scored) -> None:
    key = key_of(typical=True)
    solved = scored(broken_off(14), key)
    assert {"article", "archive_true", "archived"} <= set(unmet(solved))
    assert of(solved, "article").lost < of(solved, "archive_true").lost
    assert max(one.event for one in of(solved, "article").evidence) == len(broken_off(14)) - 1
    recorded = scored(GOOD, key)
    assert set(unmet(recorded)) == {"article"}
    after: Row = (600, "customer", "customer.msg", {"text": "嗯", "act": "ack", "mood": "calm", "slots": []})
    assert max(one.event for one in of(scored(added(after), key), "article").evidence) < len(GOOD)


def test_nothing_is_proven_by_what_came_after_the_end(handbook: Handbook, rubric: Rubric) -> None:
    back: Row = (
        600,
        "customer",
        "customer.msg",
        {"text": "又没了", "act": "it_is_back", "mood": "upset", "slots": []},
    )
    events = written(*added(back))
    repaired = next(one for one in events if one.kind == "action.executed")
    asked, (end, after) = question_of(events, key_of(), rubric, handbook, sheet()), events[-2:]
    kept = until_end(asked, not_met("cured", repaired, after))
    assert [one.event for one in kept.evidence] == [repaired.id]
    late = until_end(asked, not_met("cured", after))
    assert (late.verdict, [one.event for one in late.evidence]) == ("not_met", [end.id])
    assert until_end(asked, met("cured", after)).evidence[0].event == after.id


# -- silence -----------------------------------------------------------------------------------------------

STAYS = tuple(row for row in GOOD if row[0] <= 8 and row[2] not in {"action.executed", "state.changed"})
"""Everything before the repair, at an outage: the customer is to hear something every half hour."""


def silent_until(scored: Scored, minute: float, *more: Row) -> Scorecard:
    return scored((*STAYS, *more, ended(minute)), key_of(level="L1"))


def test_silence_counts_only_while_the_trainee_was_there(scored: Scored) -> None:
    """Decision 026: what the customer missed after the end is the ticket that was left."""
    assert "closed_uncured" in unmet(silent_until(scored, 12))
    assert verdict(silent_until(scored, 12), "updates") is None
    assert verdict(silent_until(scored, 30), "updates") is None
    assert verdict(silent_until(scored, 38), "updates") == "met"
    assert verdict(silent_until(scored, 60), "updates") == "not_met"
    heard: Row = (30, "trainee", "agent.msg", words("还在查", "progress_update"))
    assert verdict(silent_until(scored, 55, heard), "updates") == "met"
    assert verdict(silent_until(scored, 75, heard), "updates") == "not_met"


@pytest.mark.parametrize(("via", "found"), [("ask", "met"), ("log", "not_met")])
def test_who_has_the_customer_look_at_something_is_not_silent(scored: Scored, via: str, found: str) -> None:
    looked: Row = (30, "trainee", "check.run", {"check": "filter", "result": "off", "text": "没有", "via": via})
    assert verdict(silent_until(scored, 55, looked), "updates") == found
    assert verdict(silent_until(scored, 75, looked), "updates") == "not_met"


def test_who_left_before_the_first_word_was_silent_as_long_as_it_lasted(scored: Scored) -> None:
    key = key_of(level="L1")
    assert not {"updates"} & set(unmet(scored((*GOOD[:2], ended(5)), key)))
    assert {"clock.response", "greeting"} <= set(unmet(scored((*GOOD[:2], ended(5)), key)))
    assert "updates" in unmet(scored((*GOOD[:2], ended(45)), key))
    assert "updates" in unmet(scored(GOOD[:2], key))


def test_silence_before_an_early_end_is_proven_by_words_of_before(scored: Scored) -> None:
    card = silent_until(scored, 60)
    assert max(one.event for one in of(card, "updates").evidence) < len(STAYS)


def test_an_attempt_still_open_is_held_to_the_silence_so_far(scored: Scored) -> None:
    assert verdict(scored(STAYS, key_of(level="L1")), "updates") == "not_met"


# -- the first plan ----------------------------------------------------------------------------------------

BARE = said(
    2, words("请看一下", "thank"), said(0, words("您好，我是小何，别急", "greet", "self_introduce", "empathise"))
)
UNDONE = dropped("action.executed", rows=BARE)


@pytest.mark.parametrize(("minute", "verdict"), [(8, "met"), (119, "met"), (121, "not_met")])
def test_a_plan_counts_within_the_response_target_however_many_words_precede_it(
    scored: Scored, minute: float, verdict: str
) -> None:
    talk = tuple((3 + index / 10, "trainee", "agent.msg", words("好的", "thank")) for index in range(6))
    plan: Row = (minute, "trainee", "agent.msg", words("我来查日志", "explain_plan"))
    card = scored(added(*talk, plan, rows=UNDONE))
    assert of(card, "preliminary").verdict == verdict


@pytest.mark.parametrize(("minute", "verdict"), [(8, "met"), (45, "not_judged"), (121, "not_met")])
def test_where_nobody_knows_the_target_a_person_decides_between(scored: Scored, minute: float, verdict: str) -> None:
    plan: Row = (minute, "trainee", "agent.msg", words("我来查日志", "explain_plan"))
    card = scored(added(plan, rows=UNDONE), key_of(priorities=()))
    assert of(card, "preliminary").verdict == verdict


def test_a_manual_without_a_response_time_leaves_a_plan_in_words_to_a_person(
    handbook: Handbook, rubric: Rubric
) -> None:
    bare = replace(handbook, clocks=tuple(one for one in handbook.clocks if one.name != "response"))
    plan: Row = (45, "trainee", "agent.msg", words("我来查日志", "explain_plan"))
    asked = question_of(written(*added(plan, rows=UNDONE)), None, rubric, bare, sheet())
    assert {one.code: one.verdict for one in timeliness(asked)}["preliminary"] == "met"


def test_a_manual_without_a_cadence_asks_for_no_updates_in_a_set_time(handbook: Handbook, rubric: Rubric) -> None:
    """What the manual and its assumptions leave open charges nobody, however long the silence was."""
    silent = {name: one for name, one in handbook.settings.items() if not name.startswith("update_cadence_")}
    rows = tuple(row for row in GOOD if row[0] <= 8 and row[2] != "attempt.ended")
    late = sheet(as_of=written(*GOOD)[0].at + timedelta(days=2))
    with_cadence, without = (
        score(written(*rows), key_of(), rubric, replace(handbook, settings=settings), late)
        for settings in (handbook.settings, silent)
    )
    assert verdict(with_cadence, "updates") == "not_met"
    assert verdict(without, "updates") == "met"
