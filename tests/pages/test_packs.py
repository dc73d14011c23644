"""Can a trainer make a handbook of their own, see in form, text and changes what it is, and another publish it?"""

import re

import pytest
from playwright.sync_api import Page, expect

from mysterydesk import pack_shelf
from tests.pages.conftest import Server, Visit
from tests.pages.driver import settle

pytestmark = pytest.mark.browser

L1 = ".st-key-pk_f_K7_clocks_0_targets_L1 input"
YAML = ".st-key-pk_yaml textarea"


def press(page: Page, key: str) -> None:
    """Press a button by its key."""
    page.locator(f".st-key-{key} button").first.click()
    settle(page)


def opened(page: Page) -> Page:
    """Wait for the editor to be whole."""
    page.wait_for_selector(YAML)
    expect(page.locator(YAML)).not_to_have_value("")
    settle(page)
    return page


def tab(page: Page, number: int) -> None:
    page.locator(".st-key-scroll_pk_left").get_by_role("tab").nth(number).click()
    settle(page)


def a_target_goes_and_comes_back(page: Page) -> None:
    """Take a target out by its button and type it again; the text follows."""
    press(page, "pk_drop_K7_clocks_0_targets_L3")
    expect(page.locator(YAML)).to_have_value(re.compile("targets: {L1: 45m, L2: 1h}"))
    page.locator(".st-key-pk_f_K7_clocks_0_targets_L3 input").fill("3h")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.locator(YAML)).to_have_value(re.compile("targets: {L1: 45m, L2: 1h, L3: 3h}"))


def a_priority_goes_and_comes_back(page: Page) -> None:
    """Its target stays in the clock, told as a problem at its place, until the priority is given back."""
    for name in ("级别", "时限"):
        page.locator(".st-key-pk_part input").first.click()
        page.get_by_role("option", name=name, exact=True).click()
        settle(page)
        if name == "级别":
            press(page, "pk_drop_K7_priorities_0")
    expect(page.locator(".st-key-pk_left .md-pk-bad")).to_contain_text("手册里没有级别 L1")
    expect(page.locator(L1)).to_have_value("45m")
    press(page, "pk_undo")
    expect(page.locator(".st-key-pk_left .md-pk-bad")).to_have_count(0)


def what_is_wrong_is_told(page: Page, text: str) -> None:
    """What cannot be read at all is not passed off as a part that the pack does not have."""
    page.locator(YAML).fill(
        text.replace("targets: {L1: 45m", "targets: {L1: 50m").replace("owner: T1", "owner: T9", 1)
    )
    tab(page, 1)
    expect(page.locator(".st-key-pk_problem_0")).to_contain_text("手册里没有这一线")
    expect(page.locator(".gutter .bad")).to_have_count(1)
    page.locator(YAML).fill(text.replace("\nclocks:\n", "\nclocks: [\n"))
    tab(page, 0)
    expect(page.locator(".st-key-pk_left")).to_contain_text("读不下去")


def test_a_handbook_is_copied_changed_and_published_by_another(visit: Visit, server: Server) -> None:
    page = visit(login="zhoulan", path="/handbooks")
    page.wait_for_selector(".st-key-hb_own button")
    press(page, "hb_own")
    page.wait_for_selector(".st-key-pk_begin button")
    for key, words in (("pk_new_id", "K7"), ("pk_new_zh", "七号手册"), ("pk_new_en", "Manual seven")):
        page.locator(f".st-key-{key} input").fill(words)
        page.keyboard.press("Tab")
        settle(page)
    press(page, "pk_begin")
    opened(page)

    page.locator(L1).fill("45 分钟")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.locator(L1)).to_have_value("45m")
    expect(page.locator(YAML)).to_have_value(re.compile("targets: {L1: 45m, L2: 1h, L3: 2h}"))
    a_target_goes_and_comes_back(page)
    a_priority_goes_and_comes_back(page)
    tab(page, 2)
    row = page.locator(".st-key-scroll_pk_left .md-table").first.locator("tbody tr").first
    expect(row).to_contain_text("响应")
    assert [row.locator("td").nth(at).inner_text().split()[1] for at in (1, 2)] == ["30", "45"]
    expect(page.locator(".st-key-pk_example .md-differs").first).to_be_visible()

    text = page.locator(YAML).input_value()
    what_is_wrong_is_told(page, text)
    page.locator(YAML).fill(text.replace("targets: {L1: 45m", "targets: {L1: 50m"))
    tab(page, 0)
    expect(page.locator(L1)).to_have_value("50m")
    press(page, "pk_save")
    press(page, "pk_publish")
    expect(page.get_by_text("由另一位带教或管理员来发布")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight - document.documentElement.clientHeight") == 0

    second = opened(visit(login="wuhang", path="/packs?pack=K7"))
    press(second, "pk_publish")
    digest = second.locator(".md-pk-digest").inner_text()
    press(second, "pk_publish_go")
    expect(second.locator('[data-testid="stPopoverBody"]')).to_have_count(0)
    tab(second, 3)
    expect(second.locator(".st-key-pk_version_1")).to_contain_text("吴航")
    assert pack_shelf.handbook(server.store(), "K7").digest == digest

    page.locator(L1).fill("55m")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_text("在别处保存过了")).to_be_visible()
    expect(page.locator(".st-key-pk_save button")).to_be_disabled()
    press(page, "pk_on_top")
    press(page, "pk_save")
    tab(page, 3)
    expect(page.locator(".st-key-pk_version_1")).to_contain_text(digest[:12])
    assert pack_shelf.handbook(server.store(), "K7").digest == digest
