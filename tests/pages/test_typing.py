"""Who is said to be writing: on typed channels, for as long as the words take, and never when nothing is to come."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from mysterydesk import attempts
from mysterydesk.drills import Begin
from pages.parts.desk_typing import is_typing
from simulator.cost import spoken
from simulator.drill import Attempt, advance
from simulator.move import Move
from simulator.state import Due
from tests.pages.conftest import Server, Visit
from tests.pages.driver import settle
from tests.pages.windows import drill_midway, make, wall
from tests.simulator.conftest import drawn
from tests.simulator.desks import begin, do, twisted

DOTS = """async () => {
  const seen = new Set(), dot = document.querySelector(".md-typing i");
  for (let look = 0; look < 40 && seen.size < 3; look++) {
    seen.add(getComputedStyle(dot).opacity);
    await new Promise(requestAnimationFrame);
  }
  return seen.size;
}"""
"""How many brightnesses a dot is seen in: one that stands still has one."""


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


@pytest.mark.browser
def test_the_dots_move_while_the_customer_writes_and_are_gone_with_the_answer(visit: Visit, server: Server) -> None:
    """In a browser: scenario time is let go on to just before the answer, then by the button to the answer."""
    store = server.store()
    trainee = store.accounts.by_login("chenxiao")
    assert trainee is not None
    wanted = Begin(scenario="S033-autosave-off", lang="zh", mode="practice")
    name = drill_midway(store, trainee, wanted, seed=7, moves=0)
    make(store, trainee, name, Move(kind="say", fields={"text": "您好，请问用的是哪个版本？"}), wall())
    attempt = attempts.load(store, name)
    away = (pending(attempt).at - attempt.state.now).total_seconds()
    make(store, trainee, name, Move(kind="wait", fields={"seconds": int(away) - 1}), wall())
    page = visit(login="chenxiao", path=f"/desk?attempt={name}")
    line = page.locator(".md-sys").last
    expect(line).to_contain_text("正在输入")
    assert page.evaluate(DOTS) == 3
    settle(page)
    page.locator(".st-key-b_skip button").first.click()
    expect(page.locator(".md-typing")).to_have_count(0)
    expect(page.locator(".st-key-talk")).to_contain_text(str(pending(attempt).data["text"])[:12])
