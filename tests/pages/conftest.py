"""A real server on a demo store, and a real browser to sit down at it."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from mysterydesk.demo_accounts import DEMO_ACCOUNTS
from mysterydesk.store.sqlite import SqliteStore
from tests.conftest import absent
from tests.pages.driver import IDLE_MS, LISTEN

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_S = 120
expect.set_options(timeout=30_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running installation.

    Attributes:
        url: Where it answers.
        database: Its store, for looking behind the pages.
    """

    url: str
    database: Path

    def store(self) -> SqliteStore:
        """Open its store beside it."""
        return SqliteStore(self.database)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=2) as answer:  # noqa: S310  our own server
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def serving(folder: Path) -> Iterator[Server]:
    """Run `mysterydesk demo serve` until the test is done."""
    port, database = _free_port(), folder / "demo.db"
    command = [sys.executable, "-c", "from mysterydesk.cli import app; app()", "demo", "serve"]
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--store", str(database), "--port", str(port)], stdout=log, stderr=subprocess.STDOUT
        )
        url = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + PATIENCE_S
        while not _answers(url):
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                pytest.fail(f"the server did not come up:\n{(folder / 'server.log').read_text()}")
            time.sleep(0.3)
        try:
            yield Server(url=url, database=database)
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all page tests."""
    yield from serving(tmp_path_factory.mktemp("server"))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The browser driver."""
    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, headless; its absence fails in CI and is a skip with its reason elsewhere."""
    place = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if place is None:
        absent("no Chromium on this machine: install the package chromium")
    opened = playwright.chromium.launch(executable_path=place, args=CHROMIUM_FLAGS)
    yield opened
    opened.close()


Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def left(browser: Browser) -> dict[str, list[BrowserContext]]:
    """What earlier tests have left, by language: nobody is signed in, but what the pages load is loaded."""
    assert browser.is_connected()
    return {}


def _context(browser: Browser, lang: str) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale=lang)
    context.set_default_timeout(IDLE_MS)
    context.add_init_script(LISTEN)
    return context


@pytest.fixture
def visit(browser: Browser, server: Server, left: dict[str, list[BrowserContext]]) -> Iterator[Visit]:
    """Open a window in a language; with a login, signed in as that demo account."""
    taken: list[tuple[str, BrowserContext]] = []

    def open_window(lang: str = "zh-CN", login: str = "", path: str = "/") -> Page:
        waiting = left.setdefault(lang, [])
        context = waiting.pop() if waiting else _context(browser, lang)
        taken.append((lang, context))
        page = context.new_page()
        if login:
            phrase = next(one.phrase for one in DEMO_ACCOUNTS if one.login == login)
            page.goto(f"{server.url}/login?next={path}")
            page.fill('input[name="login"]', login)
            page.fill('input[type="password"]', phrase)
            page.click("button")
            page.wait_for_selector('[data-testid="stApp"]')
        else:
            page.goto(server.url + path)
        return page

    yield open_window
    for lang, context in taken:
        for page in context.pages:
            page.close()
        context.clear_cookies()
        left[lang].append(context)
