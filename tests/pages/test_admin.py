"""From an empty store to a staffed one, in a real browser: first administrator, invitation, role, closing."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.pages.conftest import PATIENCE_S, Server, _answers, _free_port

PHRASE = "a phrase that only I know"


@contextmanager
def empty_installation(folder: Path) -> Iterator[tuple[Server, str]]:
    """Run `mysterydesk serve` on an empty store; give it with what it has printed."""
    port, database, log = _free_port(), folder / "desk.db", folder / "server.log"
    environment = {**os.environ, "MYSTERYDESK_DB": str(database), "MYSTERYDESK_PORT": str(port)}
    command = [sys.executable, "-c", "from mysterydesk.cli import app; app()", "serve"]
    with log.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment)
        server = Server(url=f"http://127.0.0.1:{port}", database=database)
        deadline = time.monotonic() + PATIENCE_S
        while not _answers(server.url):
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                pytest.fail(f"the server did not come up:\n{log.read_text()}")
            time.sleep(0.3)
        try:
            yield server, log.read_text()
        finally:
            process.terminate()
            process.wait(timeout=20)


def window(browser: Browser, lang: str = "en") -> Page:
    """Open a window of a browser of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale=lang)
    context.set_default_timeout(30_000)
    return context.new_page()


def press(page: Page, key: str) -> None:
    page.locator(f".st-key-{key} button").first.click()
    page.wait_for_timeout(150)
    expect(page.locator('[data-testid="stApp"][data-test-script-state="running"]')).to_have_count(0)


def card(page: Page, name: str) -> Locator:
    return page.locator(f".st-key-card_{name}")


def choose(page: Page, name: str) -> None:
    """Choose a person in the list."""
    page.locator(".st-key-admin_chosen label").filter(has_text=name).first.click()
    expect(card(page, "person").get_by_role("heading", name=name)).to_be_visible()


def choose_phrase(page: Page, url: str) -> None:
    page.goto(url)
    page.fill('input[name="phrase"]', PHRASE)
    page.fill('input[name="again"]', PHRASE)
    page.click("button")


def make_first_admin(page: Page, printed: str) -> None:
    links = set(re.findall(r"http://127\.0\.0\.1:\d+/link/[\w-]+", printed))
    assert len(links) == 1, printed
    page.goto(links.pop())
    page.fill('input[name="login"]', "wuhang")
    page.fill('input[name="name"]', "Wu Hang")
    page.fill('input[name="phrase"]', PHRASE)
    page.fill('input[name="again"]', PHRASE)
    page.click("button")
    expect(page.get_by_role("heading", name="Accounts")).to_be_visible()


def invite(page: Page, login: str, name: str) -> str:
    """Fill in the invitation; give the one-time address."""
    form = card(page, "invite")
    form.locator("[class*=st-key-in_login] input").fill(login)
    form.locator("[class*=st-key-in_zh] input").fill("王芳")
    form.locator("[class*=st-key-in_en] input").fill(name)
    form.get_by_role("button", name="Open account").click()
    shown = card(page, "outcome").get_by_label("One-time link")
    expect(shown).to_be_visible()
    return shown.input_value()


@pytest.mark.slow
@pytest.mark.browser
def test_an_empty_store_gets_its_people_through_the_page(browser: Browser, tmp_path: Path) -> None:
    with empty_installation(tmp_path) as (server, printed):
        admin, other = window(browser), window(browser)
        make_first_admin(admin, printed)

        choose(admin, "Wu Hang")
        expect(card(admin, "person")).to_contain_text("Your own account cannot be changed here")

        url = invite(admin, "wangfang", "Wang Fang")
        assert url.startswith(f"{server.url}/link/")
        card(admin, "outcome").get_by_role("button", name="Copy").click()
        expect(card(admin, "outcome").locator("span[role=status]")).to_have_text(re.compile("Copied|Selected"))
        press(admin, "outcome_done")
        expect(card(admin, "outcome")).to_have_count(0)

        choose_phrase(other, url)
        expect(other.locator('[data-testid="stApp"]')).to_be_visible()
        other.goto(f"{server.url}/admin")
        expect(other.get_by_text("This page is not for your role")).to_be_visible()
        other.goto(url)
        expect(other.get_by_text("This link no longer works")).to_be_visible()

        choose(admin, "Wang Fang")
        card(admin, "person").locator(
            "[class*=st-key-role_] [role=combobox], [class*=st-key-role_] input"
        ).first.click()
        admin.get_by_role("option", name="trainer", exact=True).click()
        press(admin, "do_role")
        expect(card(admin, "ask")).to_contain_text("Change the role of Wang Fang to trainer?")
        press(admin, "ask_yes")
        expect(card(admin, "outcome")).to_contain_text("The role of Wang Fang is changed.")
        other.goto(server.url)
        expect(other).to_have_url(f"{server.url}/login")
        expect(other.get_by_role("heading", name="Sign in")).to_be_visible()

        press(admin, "do_close")
        press(admin, "ask_no")
        assert [one.active for one in server.store().accounts.everyone()] == [True, True]
        press(admin, "do_close")
        press(admin, "ask_yes")
        expect(card(admin, "person")).to_contain_text("closed")
        other.goto(f"{server.url}/login")
        other.fill('input[name="login"]', "wangfang")
        other.fill('input[type="password"]', PHRASE)
        other.click("button")
        expect(other.get_by_role("alert")).to_contain_text("Name or password is wrong")
        store = server.store()
        assert [(one.login, one.role, one.active) for one in store.accounts.everyone()] == [
            ("wangfang", "trainer", False),
            ("wuhang", "admin", True),
        ]
        store.close()
        for page in (admin, other):
            page.context.close()
