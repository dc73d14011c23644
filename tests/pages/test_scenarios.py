"""Can a trainer write a mystery customer, talk to it, have it published by another, and a trainee find it?"""

import re

import pytest
from playwright.sync_api import Page, expect

from mysterydesk import scenario_drafts
from mysterydesk.clock import now
from mysterydesk.scenario_check import checked
from mysterydesk.scenario_files import FIRST
from mysterydesk.scenario_proof import keep_proof
from mysterydesk.scenario_source import NewScenario
from mysterydesk.scenario_trial import trial
from policy.text import Text
from tests.pages.conftest import Server, Visit
from tests.pages.driver import settle
from tests.scenarios.small import SCENARIO, WORLD

pytestmark = pytest.mark.browser

NAME = "S901-kiosk-again"
YAML = ".st-key-pk_yaml textarea"
FILES = {name: text.replace("S900-dark-kiosk", NAME) for name, text in {FIRST: SCENARIO, **WORLD}.items()}


def press(page: Page, key: str) -> None:
    """Press a button by its key."""
    page.locator(f".st-key-{key} button").first.click()
    settle(page)


def opened(page: Page) -> Page:
    """Wait for the editor to be whole."""
    page.wait_for_selector(".st-key-au_talk_acts")
    expect(page.locator(YAML)).not_to_have_value("")
    settle(page)
    return page


def begun(server: Server) -> None:
    """Let the administrator bring the small scenario, tried already."""
    store = server.store()
    boss = store.accounts.by_login("wuhang")
    assert boss is not None
    wanted = NewScenario(slug="", title=Text(zh="", en=""), origin="upload", files=FILES)
    assert scenario_drafts.begin(store, boss, wanted, now()).id == NAME
    found = checked(FILES, NAME)
    assert found.sound is not None
    keep_proof(store, FILES, trial(found.sound, found.world, FILES, seeds=1), now())


def test_a_customer_is_written_talked_to_and_published_by_another(visit: Visit, server: Server) -> None:
    begun(server)
    page = visit(login="wuhang", path="/scenarios")
    press(page, f"au_open_{NAME}")
    opened(page)
    title = page.locator(f".st-key-pk_f_{NAME}_title_en input")
    title.fill("Ring 212-555-8888")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.locator(".gutter .bad")).to_have_text("4")
    expect(page.locator(".st-key-au_problem_0")).to_contain_text("212-555-8888")
    title.fill("A kiosk is dark")
    page.keyboard.press("Enter")
    opened(page)

    said = page.locator(".st-key-scroll_au_talk .md-au-theirs")
    before = said.count()
    page.locator(".st-key-au_say textarea").fill("您好，我是客服。请问您的客户编号是多少？")
    page.keyboard.press("Enter")
    expect(said).not_to_have_count(before)
    settle(page)
    press(page, "au_review")
    press(page, "au_send_in")
    expect(page.get_by_text("已送审。")).to_be_visible()

    second = opened(visit(login="zhoulan", path=f"/scenarios?scenario={NAME}"))
    press(second, "au_review")
    press(second, "au_publish_go")
    expect(second.get_by_text("已发布，练习时能抽到了。")).to_be_visible()
    assert second.evaluate("document.documentElement.scrollHeight - document.documentElement.clientHeight") == 0

    trainee = visit(login="chenxiao", path="/")
    trainee.wait_for_selector(".st-key-card_drills")
    expect(trainee.locator(".st-key-card_drills")).to_contain_text(re.compile("901"))
