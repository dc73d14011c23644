"""Is every page locked, from the first request of a cold server on, for strangers and for each role?"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from mysterydesk.browser import SESSION_COOKIE
from mysterydesk.demo_accounts import DEMO_ACCOUNTS
from mysterydesk.page_table import rows_for
from pages.table import PAGES
from tests.mysterydesk.test_live import Tab
from tests.pages.conftest import Server, serving

ADDRESSES = [row.url for row in PAGES]


@pytest.fixture
def cold_server(tmp_path: Path) -> Iterator[Server]:
    """A server that nobody has asked anything yet."""
    yield from serving(tmp_path)


def signed_in(url: str, login: str) -> dict[str, str]:
    """Sign in by the form; give the cookie of that browser."""
    phrase = next(one.phrase for one in DEMO_ACCOUNTS if one.login == login)
    with httpx.Client(base_url=url) as client:
        token = re.search(r'name="token" value="([^"]+)"', client.get("/login").text)
        assert token is not None
        form = {"token": token[1], "login": login, "phrase": phrase}
        assert client.post("/auth", data=form).status_code == 303
        return {SESSION_COOKIE: client.cookies[SESSION_COOKIE]}


@pytest.mark.parametrize("row", PAGES, ids=ADDRESSES)
def test_the_first_statement_of_every_page_is_its_guard(row: object) -> None:
    """Nothing of a page runs before its guard has asked who is there (platform/STREAMLIT)."""
    file = next(one.file for one in PAGES if one is row)
    body = ast.parse(file.read_text(encoding="utf-8")).body
    first = next(
        one
        for one in body
        if not isinstance(one, ast.Import | ast.ImportFrom)
        and not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))
    )
    assert ast.unparse(first) == f"guest = guard('{file.stem}')"


def test_every_page_file_stands_in_the_table() -> None:
    """A page that the table does not know would have no roles."""
    folder = PAGES[0].file.parent
    files = {place.name for place in folder.glob("*.py")} - {"__init__.py", "table.py"}
    assert files == {row.path for row in PAGES}


def shows_a_stranger_nothing(url: str, address: str) -> None:
    """Ask for a page over the websocket, without and with a forged cookie."""
    for cookies in ({}, {SESSION_COOKIE: "forged"}):
        shown = Tab(url, cookies).open(address)
        assert "Sign in first" in shown.text
        assert "card_" not in shown.text
        assert shown.pages == () or set(shown.pages) <= {*ADDRESSES, "start", "me", ""}


BROKEN = re.compile(r"\bE-[0-9A-F]{4}\b")
"""Number of a fault of ours, as a page shows it."""


@pytest.mark.slow
def test_a_stranger_on_a_cold_server_sees_no_page(cold_server: Server) -> None:
    """The very first request of all, before any other has brought the router up; then every other page."""
    first = "admin"
    assert first in ADDRESSES
    for one in (first, *ADDRESSES):
        shows_a_stranger_nothing(cold_server.url, one)


@pytest.mark.slow
@pytest.mark.parametrize("login", [one.login for one in DEMO_ACCOUNTS])
def test_each_role_reaches_its_own_pages_and_no_other(server: Server, login: str) -> None:
    """What a role may not open is not found for it, and shows nothing of itself."""
    role = next(one.role for one in DEMO_ACCOUNTS if one.login == login)
    own = {row.url for row in rows_for(role, PAGES)}
    tab = Tab(server.url, signed_in(server.url, login))
    for address in ADDRESSES:
        shown = tab.open(address)
        assert "Sign in first" not in shown.text
        if address in own:
            assert address in shown.pages or "" in shown.pages, (address, shown.pages)
            assert not BROKEN.search(shown.text), shown.text[-400:]
        else:
            assert shown.not_found, address
            assert address not in shown.pages
