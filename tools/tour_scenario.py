# ruff: noqa: INP001  a script
"""Tour: a trainer writes a scenario in the browser, a second person publishes it, a trainee finds it.

`python -m tools.tour_scenario en docs/pictures` starts a demo server of its own, goes through the pages as a person
does, takes a picture of each step and prints how long it took by the machine's clock. Status 1 where that was ten
minutes or more.
"""

import io
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from mysterydesk.demo_accounts import DEMO_ACCOUNTS
from tests.pages.conftest import CHROMIUM_FLAGS, Server, serving
from tests.pages.driver import LISTEN, settle

MOST_S = 600
SIZE = {"width": 1280, "height": 800}
SAID = {
    "zh": ("您好，我是客服。请问影响了多少人？", "报销单交上去就退回，打13912345678找我。",
           "您好，我们的报销单交上去，马上就被退回来。"),
    "en": ("Hello, this is the service desk. How many people does it concern?",
           "Our claims come straight back, ring me on 212-555-8888.",
           "Hello, our expense claims come straight back the moment we submit them."),
}  # fmt: skip
"""What the trainer says to the customer; first words with a real number in them; and those that are right."""
TITLES = ("报销单总被退回", "Expense claims come back")
TEMPLATE = 3
"""Place of the template on the list: a fault for second line."""


@dataclass(slots=True, kw_only=True)
class Tour:
    """One way through the pages.

    Attributes:
        server: A demo server.
        browser: A browser.
        lang: Of the people.
        shot: Keeps a picture of a page under a name.
    """

    server: Server
    browser: Browser
    lang: str
    shot: Callable[[Page, str], None]

    def visit(self, login: str, path: str) -> Page:
        """Sign somebody in and open a page."""
        context = self.browser.new_context(viewport=SIZE, locale="zh-CN" if self.lang == "zh" else "en-GB")
        context.add_init_script(LISTEN)
        page = context.new_page()
        page.goto(f"{self.server.url}/login")
        page.fill("#login", login)
        page.fill("#phrase", next(one.phrase for one in DEMO_ACCOUNTS if one.login == login))
        page.locator("form button").first.click()
        page.goto(f"{self.server.url}{path}")
        page.wait_for_selector("h2")
        settle(page)
        return page

    def go(self) -> None:
        """Write, try, send in, publish, find."""
        page = self.visit("zhoulan", "/scenarios")
        pick(page, "au_from", TEMPLATE)
        for key, words in (("au_slug", "claims-come-back"), ("au_zh", TITLES[0]), ("au_en", TITLES[1])):
            write(page, key, words)
        press(page, "au_begin")
        page.wait_for_selector(".st-key-au_talk_acts")
        settle(page)
        self.opening(page)
        self.talk(page)
        page.get_by_role("tab").last.click()
        settle(page)
        press(page, "au_try")
        expect(page.locator('[data-testid="stAlertContentSuccess"]')).to_be_visible(timeout=180_000)
        expect(page.locator(".st-key-au_difficulty .md-muted").first).to_be_visible(timeout=60_000)
        settle(page)
        expect(page.locator('[data-testid="stAlertContentError"]')).to_have_count(0)
        page.locator(".st-key-au_difficulty").scroll_into_view_if_needed()
        self.shot(page, "trial")
        press(page, "au_save")
        press(page, "au_review")
        press(page, "au_send_in")
        self.publish(page.url.partition("?")[2])

    def opening(self, page: Page) -> None:
        """Write first words with a real number in them, see it said at its line, and mend it."""
        pick(page, "au_part", 1)
        _, wrong, right = SAID[self.lang]
        field = page.locator(f'[class*="opening_{self.lang}"] textarea').first
        for words in (wrong, right):
            field.fill(words)
            page.keyboard.press("Tab")
            settle(page)
            if words == wrong:
                expect(page.locator(".st-key-au_problem_0")).to_be_visible()
                self.shot(page, "problem")
        expect(page.locator(".st-key-au_problem_0")).to_have_count(0)

    def talk(self, page: Page) -> None:
        """Talk to the customer as it is written now."""
        heard = page.locator(".st-key-scroll_au_talk .md-au-theirs")
        before = heard.count()
        page.locator(".st-key-au_say textarea").fill(SAID[self.lang][0])
        page.keyboard.press("Enter")
        expect(heard).not_to_have_count(before)
        settle(page)

    def publish(self, query: str) -> None:
        """Let a second person read and publish it, and a trainee find it."""
        page = self.visit("wuhang", f"/scenarios?{query}")
        page.wait_for_selector(".st-key-au_review")
        settle(page)
        press(page, "au_review")
        self.shot(page, "publish")
        press(page, "au_publish_go")
        expect(page.locator('[data-testid="stAlertContentSuccess"]')).to_be_visible()
        trainee = self.visit("chenxiao", "/")
        trainee.wait_for_selector(".st-key-card_drills")
        expect(trainee.locator(".st-key-card_drills")).to_contain_text("500")


def press(page: Page, key: str) -> None:
    """Press a button by its key."""
    page.locator(f".st-key-{key} button").first.click()
    settle(page)


def write(page: Page, key: str, words: str) -> None:
    """Fill a field in."""
    page.locator(f".st-key-{key} input").fill(words)
    page.keyboard.press("Tab")
    settle(page)


def pick(page: Page, key: str, place: int) -> None:
    """Choose from a list."""
    page.locator(f".st-key-{key} [role=group], .st-key-{key} [data-baseweb=select]").first.click()
    page.get_by_role("option").nth(place).click()
    settle(page)


def main(lang: str, folder: str) -> int:
    """Go, and say how long it took."""

    def shot(page: Page, name: str) -> None:
        drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(128)
        drawn.save(Path(folder) / f"author-{name}-{lang}-light.png", optimize=True)

    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS)
        for server in serving(Path(place)):
            began = time.monotonic()
            Tour(server=server, browser=browser, lang=lang, shot=shot).go()
            took = time.monotonic() - began
        browser.close()
    sys.stdout.write(f"{lang}: from the empty list to a trainee's home page in {took:.0f} s\n")
    return int(took >= MOST_S)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "en", sys.argv[2] if len(sys.argv) > 2 else "."))  # noqa: PLR2004
