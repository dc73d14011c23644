"""Who is said to be writing: on typed channels, for as long as the words take, and never when nothing is to come."""

from datetime import timedelta

from pages.parts.desk_typing import is_typing
from simulator.cost import spoken
from simulator.drill import Attempt, advance
from simulator.state import Due
from tests.simulator.conftest import drawn
from tests.simulator.desks import begin, do, twisted


def pending(attempt: Attempt) -> Due:
    """Give the answer that is under way."""
    return next(due for due in attempt.state.agenda if due.what == "customer")


def asked(channel: str) -> Attempt:
    """Ask for the version on a channel; nothing is waited for."""
    return do(begin(twisted("S047", channel=channel)), "say", text="您好，请问用的是哪个版本？")


def test_the_customer_writes_just_before_the_answer_is_there() -> None:
    attempt = asked("wecom")
    due = pending(attempt)
    writes = spoken(attempt.desk.handbook, attempt.desk.case, str(due.data["text"]))
    just = advance(attempt, max(attempt.state.now, due.at - writes))[0]
    assert is_typing(just)
    early = due.at - writes - timedelta(seconds=1)
    assert early < attempt.state.now or not is_typing(advance(attempt, early)[0])
    assert not is_typing(advance(attempt, due.at)[0])


def test_nobody_is_seen_writing_a_letter_or_on_the_phone() -> None:
    for channel in ("email", "web_form"):
        attempt = asked(channel)
        assert not is_typing(advance(attempt, pending(attempt).at - timedelta(seconds=1))[0])
    assert not is_typing(begin(drawn("S047", 7, "zh")))
