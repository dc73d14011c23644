"""A promised word is kept by what a fair reader would call it, and is missed in whatever order it was promised."""

import pytest

from scenarios.scenario import Scenario
from scoring.validate.exam_room import replayed
from scoring.validate.validate import blemishes
from simulator.owed_word import owed_word
from sla.timeline import Event
from tests.scoring.conftest import FORMS, Row, Scored, Sit, Told, verdict

TEN = 60
"""Minutes after nine at which the promises of these tests fall due."""

FOUND: Row = (20, "trainee", "check.run", {"check": "look_bin", "result": "good", "text": "正常", "via": "log"})
SLIPPED: Row = (20, "T2", "escalation.eta_obtained", {"eta": "2026-03-10T10:30:00+08:00", "due": "T2-1"})

BEFORE_ITS_WORDS = (
    "10点前给您答复，之后仍由我跟您联系。",
    "您的单子已经排在二线的队列里，10点前再给您消息。",
    "10点前，我会给您回电话。",
    "10点我给您打电话。",
    "By 10:00 I'll update you.",
    "At 10:00 I'll call you back.",
)


@pytest.mark.parametrize("promise", BEFORE_ITS_WORDS)
def test_a_time_said_before_its_promise_binds_too(scored: Scored, told: Told, promise: str) -> None:
    made = (*FORMS, told(promise, 5))
    assert verdict(scored(made), "promise_kept") == "not_met"
    assert verdict(scored((*made, told("结果出来了，是筛选开着。", TEN - 2))), "promise_kept") == "met"
    assert verdict(scored((*made, told("结果出来了，是筛选开着。", TEN + 2))), "promise_kept") == "not_met"


@pytest.mark.parametrize(
    "text",
    [
        "您10点报的问题，我会给您回电话。",
        "您10点报的问题我会给您回电话。",
        "10点后我给您回电话。",
        "After 10:00 I'll call you back.",
        "Your shop opens at 10:00. I'll call you back.",
    ],
)
def test_an_hour_of_something_else_is_no_promised_time(scored: Scored, told: Told, text: str) -> None:
    assert verdict(scored((*FORMS, told(text, 5))), "promise_kept") is None


POSTPONED = (
    "很抱歉，原定的时间赶不上了，二线那边还需要一些时间，10:30前我再给您准确的消息。",
    "I'm sorry, the time we had does not hold. By 10:30 I'll update you.",
)


@pytest.mark.parametrize("later", POSTPONED)
def test_a_postponement_told_in_time_keeps_the_first_time_and_binds_to_the_second(
    scored: Scored, told: Told, later: str
) -> None:
    rows = (*FORMS, told("我10点之前给您消息", 5), SLIPPED, told(later, 21))
    assert verdict(scored((*rows, told("请您再试一下，好了吗？", 85))), "promise_kept") == "met"
    assert verdict(scored(rows), "promise_kept") == "not_met"
    assert verdict(scored((*rows, told("请您再试一下，好了吗？", 95))), "promise_kept") == "not_met"
    assert (
        verdict(scored((*FORMS, told("我10点之前给您消息", 5), SLIPPED, told(later, 62))), "promise_kept")
        == "not_met"
    )


@pytest.mark.parametrize(
    ("word", "kept"),
    [
        ("查到了，是您的筛选条件打开了。", "met"),
        ("请问您的客户编号是多少？", "not_met"),
        ("请稍等。", "not_met"),
        ("谢谢您的理解。", "not_met"),
        ("May I have your customer number, please?", "not_met"),
    ],
)
def test_only_news_keeps_a_promise_long_before_its_time(scored: Scored, told: Told, word: str, kept: str) -> None:
    rows = (*FORMS, told("我10点之前给您消息", 5), FOUND, told(word, 22))
    assert verdict(scored(rows), "promise_kept") == kept


def test_news_of_what_was_known_before_the_promise_keeps_nothing(scored: Scored, told: Told) -> None:
    old: Row = (4.5, *FOUND[1:])
    news = told("查到了，是您的筛选条件打开了。", 6)
    assert verdict(scored((*FORMS, old, told("我10点之前给您消息", 5), news)), "promise_kept") == "not_met"


def test_the_ideal_keeps_its_promises_where_answers_take_longer(sit: Sit, scenarios: tuple[Scenario, ...]) -> None:
    scenario = next(one for one in scenarios if one.id.startswith("S040"))
    trial = sit(scenario, 127, "en")
    card = trial.scored(replayed(trial.opened(), trial.ideal))
    assert (blemishes(card), card.verdict) == ((), "pass")


def test_a_question_soon_after_a_promise_leaves_the_word_owed(sit: Sit, scenarios: tuple[Scenario, ...]) -> None:
    scenario = next(one for one in scenarios if one.id.startswith("S040"))
    trial = sit(scenario, 127, "en")
    attempt, asked = trial.opened(), list[Event]()
    for count in range(len(trial.ideal)):
        attempt = replayed(attempt, trial.ideal[count : count + 1])
        owed = owed_word(attempt.state, attempt.events)
        if owed is not None and not any(one.open for one in attempt.state.promises):
            asked.append(attempt.events[-1])
            assert attempt.state.now <= owed.due
        assert owed is None or not attempt.state.ticket.verified
    assert asked
