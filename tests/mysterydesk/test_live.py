"""The lock on a running server: strangers, roles, signing out, seen from the websocket that carries the pages."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from mysterydesk.browser import SESSION_COOKIE

ROOT = Path(__file__).resolve().parent.parent.parent
PHRASES = {"chenxiao": "listen-first-then-log", "wuhang": "backups-are-restored"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a run of the script has sent."""

    text: str
    pages: tuple[str, ...]
    not_found: bool


class Tab:
    """A browser tab as Streamlit's websocket sees it."""

    def __init__(self, url: str, cookies: dict[str, str]) -> None:
        header = "; ".join(f"{name}={value}" for name, value in {"md_lang": "en", **cookies}.items())
        self._url = url
        self._socket: ClientConnection = connect(
            url.replace("http:", "ws:") + "/_stcore/stream",
            subprotocols=[Subprotocol("streamlit"), Subprotocol("x")],
            origin=Origin(url),
            additional_headers={"Cookie": header},
            max_size=None,
        )

    def open(self, page: str) -> Shown:
        """Ask for a page by its path segment, as the browser does on loading."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.context_info.url = f"{self._url}/{page}"
        self._socket.send(message.SerializeToString())
        texts: list[str] = []
        pages: list[str] = []
        not_found = False
        while True:
            forward = ForwardMsg()
            forward.ParseFromString(self._socket.recv(timeout=20, decode=False))
            kind = forward.WhichOneof("type")
            if kind == "delta":
                texts.append(str(forward.delta))
            elif kind == "navigation":
                pages = [one.url_pathname for one in forward.navigation.app_pages]
            elif kind == "page_not_found":
                not_found = True
            elif kind == "script_finished" and forward.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return Shown(text="\n".join(texts), pages=tuple(pages), not_found=not_found)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Start a server of its own; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "pages").mkdir()
    arguments = [str(folder / "desk.db"), str(folder / "pages"), str(port)]
    command = [sys.executable, "-m", "tests.mysterydesk.live_server", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "serving\n"
            url = f"http://127.0.0.1:{port}"
            with httpx.Client(transport=httpx.HTTPTransport(retries=5)) as client:
                assert client.get(f"{url}/healthz", timeout=30).json() == {"status": "ok"}
            yield url
        finally:
            process.terminate()


@pytest.fixture
def cold_server(tmp_path: Path) -> Iterator[str]:
    with serving(tmp_path) as url:
        yield url


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("live")) as url:
        yield url


def signed_in(url: str, login: str) -> dict[str, str]:
    """Sign in by the form; give the cookies of that browser."""
    with httpx.Client(base_url=url) as client:
        token = re.search(r'name="token" value="([^"]+)"', client.get("/login").text)
        assert token is not None
        form = {"token": token[1], "login": login, "phrase": PHRASES[login]}
        assert client.post("/auth", data=form).status_code == 303
        return {SESSION_COOKIE: client.cookies[SESSION_COOKIE]}


@pytest.mark.slow
def test_a_stranger_on_a_cold_server_sees_no_page(cold_server: str) -> None:
    """The first request of all asks for a page directly: Streamlit's old page discovery must not answer."""
    for page in ("vault", "today", "", "me", "app", "guard", "vault.py"):
        shown = Tab(cold_server, {}).open(page)
        assert "inside" not in shown.text
        assert "Sign in first" in shown.text
        assert "/login?next=" in shown.text
    forged = Tab(cold_server, {SESSION_COOKIE: "forged"}).open("vault")
    assert ("inside" in forged.text, "Sign in first" in forged.text) == (False, True)


@pytest.mark.slow
def test_a_role_reaches_its_own_pages_and_only_those(server: str) -> None:
    trainee = Tab(server, signed_in(server, "chenxiao"))
    assert "inside today chenxiao" in trainee.open("").text
    assert not trainee.open("broken").not_found
    refused = trainee.open("vault")
    assert "inside vault" not in refused.text
    assert refused.not_found
    assert "vault" not in refused.pages
    admin = Tab(server, signed_in(server, "wuhang"))
    assert "inside vault wuhang" in admin.open("vault").text
    with httpx.Client(base_url=server, cookies=signed_in(server, "chenxiao")) as browser:
        paths = ("/", "/today", "/broken", "/vault", "/nothing")
        assert [browser.get(path).status_code for path in paths] == [200, 303, 200, 403, 404]


@pytest.mark.slow
def test_signing_out_reaches_open_tabs(server: str) -> None:
    cookies = signed_in(server, "chenxiao")
    tabs = [Tab(server, cookies), Tab(server, cookies)]
    assert all("inside today chenxiao" in tab.open("").text for tab in tabs)
    httpx.get(f"{server}/logout", cookies=cookies)
    for tab in tabs:
        shown = tab.open("")
        assert "inside" not in shown.text
        assert "Sign in first" in shown.text


@pytest.mark.slow
def test_an_error_in_a_page_shows_a_number_and_no_trace(server: str) -> None:
    shown = Tab(server, signed_in(server, "chenxiao")).open("broken")
    assert re.search(r"Something broke on our side, number E-[0-9A-F]{4}\.", shown.text)
    assert "ZeroDivisionError" not in shown.text
    assert "division by zero" not in shown.text


@pytest.mark.slow
def test_streamlits_document_is_served_in_the_language_of_the_switch(server: str) -> None:
    who = signed_in(server, "chenxiao")
    zh = httpx.get(f"{server}/", cookies={"md_lang": "zh", **who}).text
    assert '<html lang="zh-CN">' in zh
    assert "<title>神秘客训练台</title>" in zh
    assert "/static/js/" in zh
    en = httpx.get(f"{server}/", headers={"accept-language": "en-GB"}, cookies=who).text
    assert '<html lang="en">' in en


@pytest.mark.slow
def test_a_foreign_origin_gets_no_websocket(server: str) -> None:
    with pytest.raises(InvalidStatus) as caught:
        connect(server.replace("http:", "ws:") + "/_stcore/stream", origin=Origin("https://evil.example"))
    assert caught.value.response.status_code == 403
