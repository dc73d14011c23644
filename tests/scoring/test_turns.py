"""What a customer does half-way, scored: the ideal handling wins on every turn and channel, and faults are found."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache

import pytest

from mysterydesk import shelf
from mysterydesk.attempts import desk_for
from mysterydesk.scores import rubric_for
from mysterydesk.validating import sentences
from policy.text import Lang
from scenarios.draw import draw_case
from scenarios.seating import offered
from scenarios.twist import Second, TwistCode
from scoring.scorecard import Scorecard
from scoring.validate.exam_room import Trial, prepared, replayed
from scoring.validate.faults import mutants
from scoring.validate.meddler import Fault, Meddler, meddled
from scoring.validate.mutant import moves_of
from scoring.validate.turn_faults import with_turns
from simulator.drill import Attempt, open_attempt, step
from simulator.move import Move, Refusal
from simulator.player import Player
from simulator.slack import slacks
from simulator.state import Desk
from tests.simulator.conftest import WALL

SECOND = Second(tell="对了，前台的扫码枪也连不上。", symptom="前台扫码枪连不上", marks=(("扫码枪",),))
OPENED = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def desk(scenario: str, handbook: str, code: TwistCode | None = None, channel: str = "", lang: Lang = "zh") -> Desk:
    """Draw a case, with a twist or on a channel of our own choice."""
    name = next(one for one in shelf.scenarios() if one.startswith(scenario))
    manual = shelf.handbook(handbook)
    case = draw_case(shelf.scenario(name), manual, shelf.world(), 7, lang, day=date(2026, 11, 23))
    twists = (code,) if code else ()
    second = SECOND if code == "second_problem" else None
    return desk_for(replace(case, twists=twists, second=second, channel=channel or case.channel))


@lru_cache(maxsize=40)
def trial(scenario: str, handbook: str, code: TwistCode | None = None, channel: str = "", lang: Lang = "zh") -> Trial:
    one = desk(scenario, handbook, code, channel, lang)
    return prepared(one, rubric_for(one.handbook), OPENED)


def card_of(one: Trial) -> Scorecard:
    return one.scored(replayed(one.opened(), one.ideal))


def not_met(card: Scorecard) -> set[str]:
    return {one.code for one in card.findings if one.verdict == "not_met"}


def is_met(card: Scorecard, code: str) -> bool:
    return [one.verdict for one in card.findings if one.code == code] == ["met"]


TURNS: tuple[tuple[TwistCode, str, str], ...] = (
    ("early_relief", "S067", "relief_tested"),
    ("withdraws_consent", "S067", "consent_withdrawn"),
    ("changes_channel", "S006", "channel_followed"),
    ("second_problem", "S047", "second_recorded"),
)
"""Turns that come about in an ideal handling, with the criterion of each."""

CELLS = tuple(
    (code, scenario, criterion, handbook)
    for number, (code, scenario, criterion) in enumerate(TURNS)
    for handbook in ("STD", ("ASC", "DSK", "NET", "SMO")[number])
)


@pytest.mark.parametrize(("code", "scenario", "criterion", "handbook"), CELLS)
def test_the_ideal_handling_wins_and_each_fault_of_the_turn_is_found(
    code: TwistCode, scenario: str, criterion: str, handbook: str
) -> None:
    one = trial(scenario, handbook, code)
    card = card_of(one)
    assert card.verdict == "pass"
    assert is_met(card, criterion)
    faults = with_turns(one)
    assert criterion in {fault.code for fault in faults}
    for fault in faults:
        attempt = meddled(one, fault.fault)
        assert attempt is not None, fault.name
        worse = one.scored(attempt)
        assert fault.code in not_met(worse), fault.name
        assert not_met(worse) - not_met(card) <= {fault.code, *fault.also}, fault.name
        assert not fault.critical or worse.verdict == "fail"


@pytest.mark.parametrize("handbook", ["STD", "ASC", "DSK", "NET", "SMO"])
def test_whoever_waits_for_somebody_who_is_away_loses_nothing(handbook: str) -> None:
    one = trial("S006", handbook, "goes_silent")
    assert any(event.fields.get("act") == "back_again" for event in one.timeline)
    card = card_of(one)
    assert (card.verdict, not_met(card)) == ("pass", set())


def test_closing_on_silence_is_closing_unconfirmed() -> None:
    one = trial("S006", "STD", "goes_silent")

    def closes(player: object) -> None:
        for kind in ("resolve", "close"):
            player.make(kind)  # type: ignore[attr-defined]  # every player makes moves

    attempt = meddled(one, Fault(before="verify", then=closes, skips=lambda kind, _f: kind in {"resolve", "close"}))
    assert attempt is not None
    assert "confirmed" in not_met(one.scored(attempt))


def _waited_past_a_promise(handbook: str) -> Attempt:
    attempt = open_attempt(desk("S006", handbook, "turns_complaint"), "a", "practice", WALL)
    moves = (
        Move(kind="say", fields={"text": "您好，我正在处理，半小时内给您回电。"}),
        Move(kind="wait", fields={"seconds": 2400}),
    )
    for move in moves:
        attempt = done(attempt, move)
    return attempt


def done(attempt: Attempt, move: Move) -> Attempt:
    result = step(attempt, move, attempt.state.wall)
    assert not isinstance(result, Refusal), result
    return result[0]


@pytest.mark.parametrize("handbook", ["STD", "ASC", "DSK", "NET", "SMO"])
def test_a_customer_who_turns_to_a_complaint_gets_one_with_its_clock(handbook: str) -> None:
    one = trial("S006", handbook, "turns_complaint")
    attempt = _waited_past_a_promise(handbook)
    assert "complaint_turned" in not_met(one.scored(attempt))
    opened = done(attempt, Move(kind="complaint_open", fields={"text": "等得太久", "urgent": "yes"}))
    card = one.scored(opened)
    assert is_met(card, "complaint_turned")
    if handbook == "STD":
        late = done(opened, Move(kind="wait", fields={"seconds": 3600}))
        assert "complaint_contact" in not_met(one.scored(late))
        words = Move(kind="complaint_contact", fields={"text": "非常抱歉让您久等。请问您希望我们怎么处理？"})
        assert "complaint_contact" not in not_met(one.scored(done(opened, words)))


def _offers() -> list[tuple[str, str, str]]:
    """Give every channel of every handbook once for each of two scenarios, in turn."""
    cells = []
    for handbook in shelf.HANDBOOKS:
        manual = shelf.handbook(handbook)
        for number, item in enumerate(manual.lists["channels"]):
            cells.append((("S033", "S040")[number % 2], handbook, item.code))
    return [*cells, ("S040", "STD", "web_form"), ("S033", "STD", "wecom"), ("S033", "STD", "email")]


@pytest.mark.parametrize(("scenario", "handbook", "channel"), sorted(set(_offers())))
def test_the_ideal_handling_wins_on_every_channel_that_a_handbook_offers(
    scenario: str, handbook: str, channel: str
) -> None:
    assert offered(shelf.handbook(handbook), (channel,)) == (channel,)
    one = trial(scenario, handbook, None, channel, "en" if scenario == "S040" else "zh")
    card = card_of(one)
    assert (card.verdict, not_met(card)) == ("pass", set())
    kinds = [event.kind for event in one.timeline]
    assert kinds[1] == "ticket.submitted"
    assert {"ticket.closed", "verify.customer", "attempt.ended"} <= set(kinds)


@pytest.mark.parametrize("handbook", ["ASC", "SMO", "DSK", "NET"])
def test_who_never_returns_is_tried_as_the_manual_says_and_then_closed_upon(handbook: str) -> None:
    """A-unreachable (A19): three tries on two channels, and nobody who goes by fewer may close unconfirmed."""
    one = trial("S047", handbook, "never_returns")
    handled = replayed(one.opened(), one.ideal)
    tried = [event for event in handled.events if event.kind == "contact.attempted"]
    assert {event.fields["reached"] for event in tried} == {False}
    assert (len(tried), len({event.fields["channel"] for event in tried}) >= 2) == (3, True)
    assert "verify.customer" not in {event.kind for event in handled.events}
    assert (handled.state.ticket.closed, one.scored(handled).total) == (True, (100.0, 100.0))

    def tries_once(player: object) -> None:
        player.make("try_contact", channel="phone", text="您好，请问现在恢复了吗？")  # type: ignore[attr-defined]
        for kind in ("resolve", "close"):
            player.make(kind)  # type: ignore[attr-defined]  # every player makes moves

    fault = Fault(before="verify", then=tries_once, skips=lambda kind, _f: kind in {"resolve", "close"})
    once = meddled(one, fault)
    assert once is not None
    assert "confirmed" in not_met(one.scored(once))


@pytest.mark.parametrize("handbook", ["SMO", "DSK"])
def test_closing_on_somebody_out_of_reach_is_approved_first(handbook: str) -> None:
    """A-unreachable: the supervisor approves after the last try; told before it does not count."""
    one = trial("S047", handbook, "never_returns")
    assert is_met(card_of(one), "unreached_approved")
    found = [mutant for mutant in mutants(one, sentences()) if mutant.name == "unapproved"]
    assert [mutant.code for mutant in found] == ["unreached_approved"]
    unasked = meddled(one, found[0].fault)
    assert unasked is not None
    assert not_met(one.scored(unasked)) == {"unreached_approved"}

    def early(player: Meddler) -> None:
        Player.do(player, "notify", reason="unreachable", text="客户一直没有回音，请批准关单。")

    before = meddled(one, Fault(before="verify", then=early, skips=moves_of("notify", reason="unreachable")))
    assert before is not None
    assert not_met(one.scored(before)) == {"unreached_approved"}

    def elsewhere(_player: object, kind: str, fields: dict[str, str | int]) -> dict[str, str | int]:
        return {**fields, "reason": "breach"} if kind == "notify" else fields

    other = meddled(one, Fault(rewrite=elsewhere))
    assert other is not None
    verdicts = {finding.code: finding.verdict for finding in one.scored(other).findings}
    assert verdicts["unreached_approved"] == "not_judged"


def test_nobody_is_asked_for_an_approval_that_the_manual_does_not_want() -> None:
    one = trial("S047", "NET", "never_returns")
    assert "unreached_approved" not in {finding.code for finding in card_of(one).findings}
    assert [mutant for mutant in mutants(one, sentences()) if mutant.name == "unapproved"] == []


def test_who_cannot_ask_looks_for_oneself_after_a_remote_repair() -> None:
    """NET-3.4.verify asks the desk to see that it works; with nobody to confirm it, a check of its own does."""
    one = trial("S067", "NET", "never_returns")
    handled = replayed(one.opened(), one.ideal)
    kinds = [event.kind for event in handled.events]
    assert "check.run" in kinds[len(kinds) - kinds[::-1].index("contact.attempted") :]
    assert one.scored(handled).total == (100.0, 100.0)
    checks = [move for move in one.ideal if move.move.kind == "check"]
    without = tuple(move for move in one.ideal if move is not checks[-1])
    assert not_met(one.scored(replayed(one.opened(), without))) == {"verified_self"}


def test_a_complaint_that_a_letter_turns_into_is_worked_off_to_the_end() -> None:
    """STD-4.3.4, 4.3.5: the contact alone is not all that is owed; without the measure told, its day runs out."""
    one = trial("S020", "STD", "turns_complaint", "web_form")
    handled = replayed(one.opened(), one.ideal)
    assert "turns_complaint" in {event.fields.get("act") for event in handled.events}
    assert card_of(one).total == (100.0, 100.0)
    assert {clock.clock for clock in slacks(handled) if clock.state == "met"} >= {
        "complaint_contact", "complaint_corrective", "complaint_followup",
    }  # fmt: skip
    silent = meddled(one, Fault(skips=lambda kind, _fields: kind == "feed_back"))
    assert silent is not None
    assert "complaint_corrective" in not_met(one.scored(silent))
