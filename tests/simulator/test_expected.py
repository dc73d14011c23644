"""Who is asked in plain words what is expected of the desk tells the demand of a complaint, else wants a repair."""

import pytest

from policy.text import Lang
from simulator.customer import reply
from simulator.reading.reading import Act, Reading
from simulator.utterance import Request
from tests.simulator.desks import TELL, all_of, begin, do, grievance, twisted

ASKED: dict[Lang, str] = {"zh": "您希望我们怎么处理？", "en": "What do you expect from us?"}


def reading(*acts: str) -> Reading:
    found = tuple(Act(name=name, slot="", quote="x", start=0, end=1) for name in acts)
    return Reading(lang="zh", acts=found, times=(), unsure=False, engine="test")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_demand_of_a_complaint_is_told_in_talk_and_told_again(lang: Lang) -> None:
    desk = twisted(lang=lang, grievance=grievance(lang))
    attempt = begin(desk)
    for act in ("tell_demand", "repeat"):
        attempt = do(attempt, "say", text=ASKED[lang])
        attempt = do(attempt, "wait", seconds=120)
        answers = [one for one in all_of(attempt, "customer.msg") if one.fields["act"] == act]
        assert len(answers) == 1
        assert TELL[lang] in str(answers[0].fields["text"])
    assert "demand" in attempt.state.told


def test_who_does_not_complain_wants_a_repair() -> None:
    desk = twisted(lang="en")
    answer = reply(desk, begin(desk).state, reading("ask_demand"), Request())
    assert (answer.act, answer.slots) == ("wants_repair", ())


def test_a_message_of_marks_alone_is_asked_back_about() -> None:
    desk = twisted(lang="en")
    for acts in ((), ("slang_emoji",)):
        assert reply(desk, begin(desk).state, reading(*acts), Request()).act == "not_clear"
