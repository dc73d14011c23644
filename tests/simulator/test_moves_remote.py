"""Remote sessions: asked for, looked after, opened, ended, cleaned up; and what the customer makes of it."""

import pytest

from policy.text import Lang
from simulator.drill import Attempt, advance
from simulator.state import Desk
from tests.simulator.conftest import drawn
from tests.simulator.desks import SCREEN, all_of, begin, do, heard, phrase, refused, twisted

LANGS: tuple[Lang, ...] = ("zh", "en")


def agreed(desk: Desk) -> Attempt:
    """Ask for a session, and wait for a yes that is put off."""
    attempt = do(begin(desk), "ask_remote", text=phrase(desk, "remote_consent"))
    return attempt if attempt.state.remote.consented else do(attempt, "wait", seconds=0)


@pytest.mark.parametrize("lang", LANGS)
def test_a_session_is_agreed_to_and_the_private_thing_closed_before_it(lang: Lang) -> None:
    desk = twisted(lang=lang, screen=SCREEN[lang])
    attempt = agreed(desk)
    assert [event.kind for event in attempt.events].index("remote.requested") < attempt.events[-1].id
    assert [event.actor for event in all_of(attempt, "remote.consent")] == ["customer"]
    attempt = do(attempt, "remote_check", text="x" if lang == "en" else "请先关掉不方便给人看的东西。")
    assert heard(attempt).fields["act"] == "closes_private"
    assert SCREEN[lang] in str(heard(attempt).fields["text"])
    before = attempt.state.mood.frustration
    attempt = do(attempt, "remote_start", tool="anydesk")
    assert attempt.state.remote.running
    assert attempt.state.mood.frustration <= before
    said = len(all_of(attempt, "customer.msg"))
    attempt = do(do(attempt, "remote_end"), "remote_cleanup")
    assert (attempt.state.remote.ended, attempt.state.remote.cleaned) == (True, True)
    assert len(all_of(attempt, "customer.msg")) == said


def test_asking_in_plain_words_is_asking() -> None:
    desk = drawn("S047", 7, "zh")
    attempt = do(begin(desk), "say", text=phrase(desk, "remote_consent"))
    assert attempt.state.remote.requested
    assert heard(attempt).fields["act"] in {"consent_remote", "consent_later"}


def test_some_customers_first_finish_something_and_agree_by_themselves() -> None:
    acts = set()
    for seed in range(1, 13):
        desk = drawn("S047", seed, "zh")
        attempt = do(begin(desk), "ask_remote", text=phrase(desk, "remote_consent"))
        acts.add(str(heard(attempt).fields["act"]))
        if heard(attempt).fields["act"] == "consent_later":
            assert not attempt.state.remote.consented
            later = do(attempt, "wait", seconds=200)
            assert later.state.remote.consented
            again = do(attempt, "ask_remote", text=phrase(desk, "remote_consent"))
            assert len(all_of(do(again, "wait", seconds=200), "remote.consent")) == 1
    assert acts == {"consent_remote", "consent_later"}


@pytest.mark.parametrize("lang", LANGS)
def test_a_session_nobody_agreed_to_is_possible_and_protested(lang: Lang) -> None:
    attempt = begin(twisted(lang=lang, screen=SCREEN[lang]))
    before = attempt.state.mood.frustration
    attempt = do(attempt, "remote_start", tool="own_tool")
    assert attempt.state.remote.running
    assert heard(attempt).fields["act"] == "remote_surprise"
    assert "remote_unasked" in str(heard(attempt).fields["cause"])
    assert attempt.state.mood.frustration > before


def test_what_is_private_and_was_not_asked_for_is_seen_and_felt() -> None:
    attempt = agreed(twisted(screen=SCREEN["zh"]))
    attempt = do(attempt, "remote_start", tool="teamviewer")
    assert heard(attempt).fields["act"] == "private_seen"
    assert "private_seen" in str(heard(attempt).fields["cause"])


def test_with_nothing_private_open_nobody_minds_the_missing_question() -> None:
    attempt = agreed(twisted(screen=""))
    said = len(all_of(attempt, "customer.msg"))
    attempt = do(attempt, "remote_start", tool="teamviewer")
    assert len(all_of(attempt, "customer.msg")) == said
    asked = do(attempt, "remote_check", text="还有不方便让我看到的窗口吗？")
    assert heard(asked).fields["act"] == "nothing_private"


def test_consent_holds_for_one_session() -> None:
    attempt = do(agreed(twisted(screen="")), "remote_start", tool="teamviewer")
    attempt = do(do(attempt, "remote_end"), "remote_start", tool="teamviewer")
    assert heard(attempt).fields["act"] == "remote_surprise"


def test_what_no_tool_can_do_is_refused() -> None:
    attempt = begin(drawn("S047", 7, "zh"))
    assert refused(attempt, "remote_start", tool="abacus") == "no_such_tool"
    assert refused(attempt, "remote_end") == "no_remote"
    assert refused(attempt, "remote_cleanup") == "no_remote"
    assert refused(attempt, "ask_remote", text=" ") == "empty_text"
    running = do(attempt, "remote_start", tool="teamviewer")
    assert refused(running, "remote_start", tool="anydesk") == "remote_running"
    assert refused(do(running, "remote_end"), "remote_end") == "no_remote"


def test_a_check_on_the_screen_needs_a_session_that_runs() -> None:
    desk = drawn("S047", 7, "zh")
    needing = [one for one in desk.case.fault_model.checks if "remote" in one.needs and one.tier == "T1"]
    for check in needing:
        attempt = begin(desk)
        assert refused(attempt, "check", check=check.id) == "not_yet"
        attempt = do(do(attempt, "remote_start", tool="teamviewer"), "check", check=check.id)
        assert attempt.state.checks[check.id]
        assert refused(do(attempt, "remote_end"), "check", check=check.id) == "not_yet"
    assert needing or not desk.case.screen


def test_a_yes_put_off_comes_the_same_in_any_partition() -> None:
    desk = next(d for d in (drawn("S047", seed, "en") for seed in range(1, 30)) if _puts_off(d))
    attempt = do(begin(desk), "ask_remote", text=phrase(desk, "remote_consent"))
    end = attempt.state.now.replace(hour=attempt.state.now.hour + 1)
    whole = advance(attempt, end)[0]
    parts = attempt
    for _ in range(30):
        parts = advance(parts, parts.state.now + (end - attempt.state.now) / 31)[0]
    assert advance(parts, end)[0].events == whole.events


def _puts_off(desk: Desk) -> bool:
    attempt = do(begin(desk), "ask_remote", text=phrase(desk, "remote_consent"))
    return heard(attempt).fields["act"] == "consent_later"
