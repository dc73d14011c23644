"""What happens at the desk when people click twice, open a second window, reload, sign out, or are not allowed?"""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from mysterydesk import attempts, shelf
from mysterydesk.dossier import dossier
from mysterydesk.i18n import translation
from policy.text import Lang
from simulator.solve import solve
from tests.pages.conftest import Server, Visit
from tests.pages.driver import Hand, attempt_in
from tests.pages.windows import crew_of, names_on_the_page

pytestmark = pytest.mark.browser


def place_of(kind: str) -> int:
    """Give the place on the home page of the first mystery customer of a kind."""
    names = sorted(shelf.scenarios())
    return next(place for place, name in enumerate(names, start=1) if shelf.scenario(name).kind == kind)


def handle(page: Page, server: Server, lang: Lang, button: str, *, moves: int) -> None:
    """Begin a drill and make the first moves of its ideal handling through the page."""
    page.locator(f".st-key-{button} button").click()
    page.locator(".st-key-begin_go button").click()
    page.wait_for_url("**/desk?attempt=*")
    attempt = attempts.load(server.store(), attempt_in(page.url))
    hand = Hand(page, names_on_the_page(translation(lang)), crew_of(attempt))
    hand.settled()
    for timed in solve(attempt.desk, datetime.now(UTC))[:moves]:  # noqa: TID251  a real visit happens now
        hand.perform(timed.move)


def test_the_desk_in_english(visit: Visit, server: Server) -> None:
    """The first moves of a handling in English; then a reload rebuilds the desk with no move lost."""
    page = visit("en-US", "chenxiao")
    expect(page.get_by_role("heading", name="Hello, Chen Xiao")).to_be_visible()
    handle(page, server, "en", "practise_1", moves=10)
    said = page.locator(".md-said").all_inner_texts()
    page.reload()
    expect(page.locator(".md-said").nth(len(said) - 1)).to_be_visible()
    assert page.locator(".md-said").all_inner_texts() == said
    assert page.locator("html").get_attribute("lang") == "en"
    stored = attempts.load(server.store(), attempt_in(page.url)).state.ticket.fields
    expect(page.locator(".st-key-f_customer_id input")).to_have_value(stored["customer_id"])


def test_a_double_click_begins_one_drill_and_makes_one_move(visit: Visit, server: Server) -> None:
    """Two quick clicks on begin lead to one attempt; two on a check run it once; a draft outlives a reload."""
    page = visit("zh-CN", "chenxiao")
    store = server.store()
    account = next(one for one in store.accounts.everyone() if one.login == "chenxiao")
    before = len(dossier(store, account).drills)
    page.locator(f".st-key-practise_{place_of('how_to')} button").click()
    page.locator(".st-key-begin_go button").dblclick()
    page.wait_for_url("**/desk?attempt=*")
    hand = Hand(page, {})
    hand.settled()
    assert len(dossier(store, account).drills) == before + 1
    attempt = attempts.load(store, attempt_in(page.url))
    check = next(one for one in attempt.desk.case.fault_model.checks if one.tier == "T1" and not one.needs)
    hand.tab(1)
    hand.key(f"check_{check.id}").get_by_role("button").first.dblclick()
    hand.settled()
    events = attempts.load(store, attempt.id).events
    assert [event.fields["check"] for event in events if event.kind == "check.run"] == [check.id]
    page.locator('[data-testid="stChatInput"] textarea').fill("先别发出去")
    page.reload()
    expect(page.locator('[data-testid="stChatInput"] textarea')).to_have_value("先别发出去")


def test_a_move_from_a_second_window_is_refused_and_nothing_is_lost(visit: Visit, server: Server) -> None:
    """Two windows on one attempt: the later one is told, its words are not written, the first goes on."""
    page = visit("zh-CN", "chenxiao")
    handle(page, server, "zh", "practise_2", moves=1)
    second = page.context.new_page()
    second.goto(page.url)
    expect(second.locator(".md-said").first).to_be_visible()
    Hand(page, {}).write("f_symptom", "草稿不见了")
    Hand(second, {}).write("f_trigger", "不清楚")
    expect(second.get_by_text("这张工单在另一个窗口里继续了")).to_be_visible()
    fields = attempts.load(server.store(), attempt_in(page.url)).state.ticket.fields
    assert fields == {"symptom": "草稿不见了"}


def test_signing_out_reaches_an_open_tab(visit: Visit, server: Server) -> None:
    """After signing out in one tab, the next click in another finds a stranger."""
    page = visit("zh-CN", "chenxiao")
    expect(page.get_by_role("heading", name="您好，陈晓")).to_be_visible()
    other = page.context.new_page()
    other.goto(f"{server.url}/me")
    other.get_by_role("button", name="退出").click()
    page.locator(".st-key-to_exam button").click()
    expect(page.get_by_role("link", name="登录").first).to_be_visible()


def test_a_trainer_sees_the_drills_of_others_and_a_trainee_does_not(visit: Visit, server: Server) -> None:
    """The list is the trainer's; a trainee who types the address is told."""
    page = visit("zh-CN", "zhoulan")
    expect(page.get_by_role("heading", name="学员演练")).to_be_visible()
    trainee = visit("zh-CN", "chenxiao")
    refused = trainee.goto(f"{server.url}/attempts")
    assert refused is not None
    assert refused.status == 403
