"""Can a trainee begin a shift, serve one of several, change to another and back, and see what it was worth?"""

import pytest
from playwright.sync_api import expect

from mysterydesk import shifts
from tests.pages.conftest import Server, Visit
from tests.pages.driver import settle
from tests.pages.shift_drawn import begun


@pytest.mark.browser
def test_a_shift_from_the_queue_to_the_desk_to_another_and_to_its_result(visit: Visit, server: Server) -> None:
    store = server.store()
    account = store.accounts.by_login("chenxiao")
    assert account is not None
    shift = begun(store, account, "zh")
    page = visit(login="chenxiao", path=f"/shift?shift={shift}")
    rows = page.locator('[class*="st-key-card_row_"]')
    expect(rows).to_have_count(2)
    settle(page)
    rows.first.get_by_role("button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".st-key-shift_strip")
    settle(page)
    first = page.url.rpartition("=")[2]
    box = page.locator('[data-testid="stChatInput"] textarea')
    box.fill("您好，我是技术支持小罗，请问遇到什么情况？")
    box.press("Enter")
    expect(page.locator(".md-said", has_text="小罗")).to_have_count(1)
    settle(page)
    page.locator('.st-key-shift_strip [class*="st-key-strip_"] button').nth(1).click()
    page.wait_for_url(lambda url: url.rpartition("=")[2] not in {first, shift})
    expect(page.locator(".md-said", has_text="小罗")).to_have_count(0)
    settle(page)
    page.locator(".st-key-strip_queue button").click()
    page.wait_for_selector(".st-key-card_row_2")
    settle(page)
    assert shifts.see(store, account, shift).record.served == first
    expect(page.locator('[class*="st-key-card_row_"]', has_text="正在接待")).to_have_count(1)
    page.locator(".st-key-shift_end button").first.click()
    page.locator(".st-key-shift_end_go button").click()
    page.wait_for_selector(".st-key-card_costs")
    settle(page)
    expect(page.locator(".st-key-card_sum")).to_contain_text("达成")
    expect(page.locator(".st-key-card_tickets button")).to_have_count(2)
