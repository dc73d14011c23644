"""A caller who wants what belongs to somebody else: three attempts, rising, each after a refusal."""

from dataclasses import replace
from typing import Any

import pytest

from policy.text import Lang
from simulator.drill import Attempt
from simulator.state import Desk
from tests.simulator.desks import ATTEMPTS, YIELDS, all_of, begin, do, heard, phrase, pretext, twisted
from tests.simulator.test_customer import ask

LANGS: tuple[Lang, ...] = ("zh", "en")
NEUTRAL = {"zh": "谢谢您，我记下了。", "en": "Thank you, I have noted that."}
OTHER_WAY = {"zh": "我给您转到专人，半小时内给您回电。", "en": "I will call you back within half an hour."}


def pressing(lang: Lang, **changes: Any) -> Desk:
    """Give a desk with such a caller."""
    return twisted(lang=lang, pretext=pretext(lang), **changes)


def numbers(attempt: Attempt) -> list[object]:
    """Give the numbers of the attempts that were said, in order."""
    return [event.fields["pretext"] for event in all_of(attempt, "customer.msg") if "pretext" in event.fields]


def no(desk: Desk) -> str:
    """Refuse."""
    return phrase(desk, "refuse_disclosure")


@pytest.mark.parametrize("lang", LANGS)
def test_three_refusals_bring_three_attempts_in_order_and_then_the_end(lang: Lang) -> None:
    desk = pressing(lang)
    attempt = do(begin(desk), "say", text=phrase(desk, "thank"))
    assert numbers(attempt) == [1]
    for number in (2, 3):
        attempt = do(attempt, "say", text=no(desk))
        assert numbers(attempt) == list(range(1, number + 1))
        assert ATTEMPTS[lang][number - 1] in str(heard(attempt).fields["text"])
    attempt = do(attempt, "say", text=no(desk))
    assert YIELDS[lang] in str(heard(attempt).fields["text"])
    assert heard(attempt).fields["yielded"] is True
    assert attempt.state.pretext.over
    quiet = do(attempt, "say", text=NEUTRAL[lang])
    assert numbers(quiet) == [1, 2, 3]


@pytest.mark.parametrize("lang", LANGS)
def test_a_second_refusal_with_another_way_ends_it(lang: Lang) -> None:
    desk = pressing(lang)
    attempt = do(begin(desk), "say", text=phrase(desk, "thank"))
    attempt = do(attempt, "say", text=no(desk))
    attempt = do(attempt, "say", text=f"{no(desk)} {OTHER_WAY[lang]}")
    assert heard(attempt).fields["yielded"] is True
    assert numbers(attempt) == [1, 2]
    assert attempt.state.pretext.refused == 2


def test_what_is_neither_refused_nor_granted_is_said_once_more_and_then_goes_on() -> None:
    desk = pressing("zh")
    attempt = do(begin(desk), "say", text=phrase(desk, "thank"))
    for _ in range(7):
        attempt = do(attempt, "say", text=NEUTRAL["zh"])
    assert numbers(attempt) == [1, 1, 2, 2, 3, 3]
    assert attempt.state.pretext.over
    assert not attempt.state.pretext.granted


@pytest.mark.parametrize("lang", LANGS)
def test_whoever_gets_it_thanks_and_stops(lang: Lang) -> None:
    desk = pressing(lang)
    secret = desk.case.secrets["contact_method"]
    attempt = do(begin(desk), "say", text=phrase(desk, "thank"))
    attempt = do(attempt, "say", text=secret)
    assert attempt.state.pretext.granted
    assert numbers(do(attempt, "say", text=NEUTRAL[lang])) == [1]


@pytest.mark.parametrize("lang", LANGS)
def test_the_real_question_is_answered_all_the_same(lang: Lang) -> None:
    desk = pressing(lang)
    fact = desk.case.fact("customer_id")
    assert fact is not None
    attempt = do(begin(desk), "say", text=ask(desk, "customer_id").text("text"))
    assert fact.value in str(heard(attempt).fields["text"])
    assert heard(attempt).fields["pretext"] == 1
    assert "customer_id" in attempt.state.told


def test_an_attempt_that_was_not_said_yet_is_not_counted_as_answered() -> None:
    desk = pressing("zh", channel="email")
    attempt = begin(desk)
    for _ in range(3):
        attempt = do(attempt, "say", text=NEUTRAL["zh"])
    assert (attempt.state.pretext.made, attempt.state.pretext.heard) == (1, 0)
    attempt = do(attempt, "wait", seconds=4 * 3600)
    assert numbers(attempt) == [1]


def test_a_case_without_a_pretext_says_nothing_of_the_kind() -> None:
    desk = replace(pressing("zh"), case=replace(pressing("zh").case, pretext=None))
    attempt = do(do(begin(desk), "say", text=phrase(desk, "thank")), "say", text=no(desk))
    assert numbers(attempt) == []
    assert "yielded" not in heard(attempt).fields
