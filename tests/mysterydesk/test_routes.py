"""The plain HTTP side, through Starlette's own client; Streamlit's side is in test_live.py."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from mysterydesk import accounts
from mysterydesk.administration import Invitation, invite, set_active
from mysterydesk.asgi import error_page
from mysterydesk.browser import FORM_COOKIE, SESSION_COOKIE, local_path
from mysterydesk.clock import now
from mysterydesk.demo_accounts import make_demo
from mysterydesk.doors import DocumentDoor, LoopbackDoor
from mysterydesk.errors import StoreError
from mysterydesk.page_table import PageRow
from mysterydesk.routes import own_routes
from mysterydesk.settings import Settings
from mysterydesk.store import SqliteStore
from mysterydesk.world import World, open_world
from policy.text import Text

HERE = "http://127.0.0.1:8501"
INDEX = '<!DOCTYPE html>\n<html lang="en"><head><title>Streamlit</title></head></html>'


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    store = SqliteStore(tmp_path / "desk.db")
    make_demo(store, at=now())
    store.close()
    opened = open_world(Settings(database=tmp_path / "desk.db"))
    yield opened
    opened.store.close()


@pytest.fixture
def client(world: World) -> TestClient:
    return client_of(world)


def client_of(world: World, base_url: str = HERE, lang: str = "en") -> TestClient:
    app = Starlette(routes=list(own_routes(world)))
    return TestClient(app, base_url=base_url, follow_redirects=False, headers={"accept-language": lang})


def token_in(page: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def sign_in(client: TestClient, phrase: str = "listen-first-then-log", wish: str = "/", **headers: str) -> Any:
    token = token_in(client.get("/login").text)
    form = {"token": token, "next": wish, "login": "chenxiao", "phrase": phrase}
    return client.post("/auth", data=form, headers={"origin": str(client.base_url), **headers})


def test_health_is_told_and_a_broken_store_is_not_healthy(world: World, client: TestClient, tmp_path: Path) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    world.store.close()
    for path in tmp_path.iterdir():
        path.unlink()
    (tmp_path / "desk.db").write_bytes(b"no database" * 1000)
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (503, {"status": "store_foreign"})


def test_signing_in_sets_a_cookie_that_no_script_reads(client: TestClient) -> None:
    response = sign_in(client, wish="/today?attempt=7")
    assert (response.status_code, response.headers["location"]) == (303, "/today?attempt=7")
    cookie = response.headers["set-cookie"]
    assert cookie.startswith(f"{SESSION_COOKIE}=")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert client.get("/login?next=/today").headers["location"] == "/today"


def test_behind_https_cookies_are_secure(world: World) -> None:
    url = "https://desk.example.com"
    behind = World(settings=Settings(database=Path("x"), public_url=url), store=world.store, demo=False)
    client = client_of(behind, base_url=url)
    response = sign_in(client)
    assert response.status_code == 303
    assert "Secure" in response.headers["set-cookie"].split("; ")


@pytest.mark.parametrize(("lang", "words"), [("en", "You may try 4 more times."), ("zh", "还可以再试 4 次。")])
def test_a_wrong_phrase_says_how_many_tries_are_left(world: World, lang: str, words: str) -> None:
    client = client_of(world, lang=lang)
    response = sign_in(client, "wrong")
    text = response.text
    assert response.status_code == 401
    assert text.index('role="alert"') < text.index(words) < text.index('name="phrase"')
    assert 'value="chenxiao"' in text
    assert "wrong" not in re.sub(r"Name or password is wrong", "", text)
    assert SESSION_COOKIE not in response.headers.get("set-cookie", "")


def test_after_five_tries_the_right_phrase_has_to_wait(client: TestClient) -> None:
    for _ in range(5):
        sign_in(client, "wrong")
    response = sign_in(client)
    assert response.status_code == 429
    assert 0 < int(response.headers["retry-after"]) <= timedelta(minutes=15).total_seconds()
    assert "Try again in 15 minutes." in response.text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_from_elsewhere_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    response = sign_in(client, **headers)
    assert response.status_code == 403
    assert SESSION_COOKIE not in client.cookies


def test_a_form_without_its_token_is_refused(client: TestClient) -> None:
    form = {"login": "chenxiao", "phrase": "listen-first-then-log"}
    assert client.post("/auth", data=form).status_code == 403
    assert client.post("/auth", data={**form, "token": ""}).status_code == 403
    client.get("/login")
    assert client.post("/auth", data={**form, "token": "guessed"}).status_code == 403
    assert client.post("/auth", data={**form, "token": client.cookies[FORM_COOKIE]}).status_code == 303


def test_two_tabs_with_the_form_both_work(client: TestClient) -> None:
    assert token_in(client.get("/login").text) == token_in(client.get("/login").text)


def test_a_huge_form_is_refused(client: TestClient) -> None:
    token = token_in(client.get("/login").text)
    response = client.post("/auth", data={"token": token, "login": "x" * 9000, "phrase": "y"})
    assert response.status_code == 403


@pytest.mark.parametrize(
    "wish",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie:x=y\r\nX: y",
        "login",
        "",
    ],
)
def test_nobody_is_led_away(client: TestClient, wish: str) -> None:
    assert local_path(wish) == "/"
    assert sign_in(client, wish=wish).headers["location"] == "/"
    assert client.get("/lang", params={"to": "en", "next": wish}).headers["location"] == "/"


def test_signing_in_anew_ends_the_session_before(world: World, client: TestClient) -> None:
    token = accounts.sign_in(world.store, "chenxiao", "listen-first-then-log", at=now())
    assert isinstance(token, accounts.SignedIn)
    form = token_in(client.get("/login").text)
    client.cookies.set(SESSION_COOKIE, token.token)
    client.post("/auth", data={"token": form, "login": "zhoulan", "phrase": "a-clause-per-finding"})
    assert accounts.account_of(world.store, token.token, at=now()) is None


def test_signing_out_ends_the_session_in_the_store(world: World, client: TestClient) -> None:
    sign_in(client)
    token = client.cookies[SESSION_COOKIE]
    assert accounts.account_of(world.store, token, at=now()) is not None
    response = client.get("/logout", headers={"sec-fetch-site": "same-origin"})
    assert response.status_code == 200
    assert accounts.account_of(world.store, token, at=now()) is None
    assert SESSION_COOKIE not in client.cookies


def test_a_foreign_link_cannot_sign_out_but_its_button_can(world: World, client: TestClient) -> None:
    sign_in(client)
    token = client.cookies[SESSION_COOKIE]
    question = client.get("/logout", headers={"sec-fetch-site": "cross-site"})
    assert accounts.account_of(world.store, token, at=now()) is not None
    client.post("/logout", data={"token": token_in(question.text)})
    assert accounts.account_of(world.store, token, at=now()) is None


def test_the_switch_of_language_is_kept(client: TestClient) -> None:
    assert '<html lang="en">' in client.get("/login").text
    response = client.get("/lang?to=zh&next=%2Flogin%3Fnext%3D%252Ftoday")
    assert response.headers["location"] == "/login?next=%2Ftoday"
    page = client.get(response.headers["location"]).text
    assert '<html lang="zh-CN">' in page
    assert 'name="next" value="/today"' in page
    assert client.get("/lang?to=klingon").headers["location"] == "/"
    assert '<html lang="zh-CN">' in client.get("/login").text


def test_the_page_loads_nothing_and_runs_nothing(client: TestClient) -> None:
    response = client.get("/login")
    assert "script-src" not in response.headers["content-security-policy"]
    assert response.headers["content-security-policy"].startswith("default-src 'none'")
    assert "<script" not in response.text
    assert not re.findall(r'(?:src|href)="(?!/)', response.text)
    css = re.search("<style>(.*)</style>", response.text)
    assert css is not None
    assert len(css[1]) < 3072
    assert "prefers-color-scheme:dark" in css[1]


def test_what_a_person_typed_is_escaped(client: TestClient) -> None:
    token = token_in(client.get("/login").text)
    nasty = '"><script>alert(1)</script>'
    page = client.post("/auth", data={"token": token, "login": nasty, "phrase": "x", "next": f"/{nasty}"}).text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_demo_store_says_so(client: TestClient) -> None:
    assert "Demo: no real data" in client.get("/login").text


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[World]:
    opened = open_world(Settings(database=tmp_path / "real.db"))
    yield opened
    opened.store.close()


def test_the_first_administrator_comes_in_by_a_link(empty: World) -> None:
    client = client_of(empty)
    token = accounts.first_admin_link(empty.store, at=now())
    page = client.get(f"/link/{token}")
    assert page.status_code == 200
    form = {"token": token_in(page.text), "login": "wu", "name": "吴航", "phrase": "short", "again": "short"}
    weak = client.post(f"/link/{token}", data=form)
    assert (weak.status_code, "at least 12 characters" in weak.text) == (422, True)
    unlike = client.post(f"/link/{token}", data={**form, "phrase": "long enough for us"})
    assert (unlike.status_code, "The two passwords differ" in unlike.text) == (422, True)
    good = {**form, "phrase": "long enough for us", "again": "long enough for us"}
    assert client.post(f"/link/{token}", data={**good, "token": "guessed"}).status_code == 403
    assert client.post(f"/link/{token}", data=good).headers["location"] == "/"
    account = accounts.account_of(empty.store, client.cookies[SESSION_COOKIE], at=now())
    assert account is not None
    assert (account.role, account.name.zh) == ("admin", "吴航")
    assert client.get(f"/link/{token}").status_code == 410
    assert client.post(f"/link/{token}", data=good).status_code == 410


def test_a_forgotten_phrase_is_replaced_by_a_link(world: World, client: TestClient) -> None:
    trainee, trainer = (world.store.accounts.by_login(login) for login in ("chenxiao", "zhoulan"))
    assert trainee is not None
    assert trainer is not None
    token = accounts.pass_phrase_link(world.store, trainee.id, by=trainer, at=now())
    page = client.get(f"/link/{token}").text
    form = {"token": token_in(page), "phrase": "a new one to remember", "again": "a new one to remember"}
    assert client.post(f"/link/{token}", data=form).status_code == 303
    assert sign_in(client_of(world), "a new one to remember").status_code == 303
    token = accounts.pass_phrase_link(world.store, trainee.id, by=trainer, at=now())
    assert "Chen Xiao, choose a new password" in client.get(f"/link/{token}").text


@pytest.mark.parametrize(
    ("lang", "title", "foreign"),
    [("en", "Wang Fang, choose a password", "elsewhere"), ("zh", "王芳，设一个密码", "别处")],
)
def test_the_link_of_an_invitation_names_the_person_and_the_login(
    world: World, lang: str, title: str, foreign: str
) -> None:
    """A newcomer has no other window to lose, and has never seen the login name."""
    admin = world.store.accounts.by_login("wuhang")
    assert admin is not None
    wanted = Invitation(login="wangfang", name=Text(zh="王芳", en="Wang Fang"), role="trainee")
    invited = invite(world.store, admin, wanted, now())
    client = client_of(world, lang=lang)
    page = client.get(f"/link/{invited.token}").text
    assert (title in page, foreign in page) == (True, False)
    assert re.search(r'<input id="login"[^>]*value="wangfang" autocomplete="username"[^>]* readonly>', page)
    form = {"token": token_in(page), "phrase": "short", "again": "short", "login": "wuhang"}
    assert title in client.post(f"/link/{invited.token}", data=form).text
    set_active(world.store, admin, invited.account.id, now(), active=False)
    assert client.get(f"/link/{invited.token}").status_code == 410


# The doors, before a stand-in for Streamlit that serves its index for every address.


def _streamlit(request: Request) -> Response:
    if request.url.path.startswith("/static"):
        return PlainTextResponse('<html lang="en">')
    etag = {"etag": '"abc"', "last-modified": "Tue, 24 Nov 2026 00:00:00 GMT"}
    if "if-none-match" in request.headers:
        return Response(status_code=304, headers=etag)
    return HTMLResponse(INDEX, headers=etag)


ROWS = (
    PageRow(path="t.py", roles=frozenset({"trainee"}), title="page.t", icon="", url="today"),
    PageRow(path="a.py", roles=frozenset({"admin"}), title="page.a", icon="", url="admin"),
    PageRow(path="h.py", roles=frozenset({"trainee", "admin"}), title="page.h", icon="", url="help"),
)


@pytest.fixture
def doors(world: World, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr("mysterydesk.doors.load_table", lambda: ROWS)
    app = Starlette(
        routes=[*own_routes(world), Route("/{path:path}", _streamlit)],
        middleware=[
            Middleware(LoopbackDoor, demo=world.demo),
            Middleware(DocumentDoor, world=world, own=["login", "auth", "healthz"]),
        ],
    )
    return TestClient(app, base_url=HERE, follow_redirects=False)


def test_streamlits_document_speaks_the_visitors_language(doors: TestClient) -> None:
    sign_in(doors)
    zh = doors.get("/", headers={"accept-language": "zh"})
    assert '<html lang="zh-CN">' in zh.text
    assert "<title>神秘客训练台</title>" in zh.text
    assert int(zh.headers["content-length"]) == len(zh.content)
    en = doors.get("/help", headers={"accept-language": "en", "if-none-match": '"abc"'})
    assert (en.status_code, "<title>Mystery Desk</title>" in en.text) == (200, True)
    assert "etag" not in en.headers
    assert {"Cookie", "Accept-Language"} == set(en.headers["vary"].split(", "))


def test_what_is_no_document_passes_untouched(doors: TestClient) -> None:
    assert doors.get("/static/js/x").text == '<html lang="en">'
    assert doors.get("/healthz").json() == {"status": "ok"}
    sign_in(doors)
    assert doors.head("/").status_code == 200


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/", "/login"),
        ("/today", "/login?next=%2Ftoday"),
        ("/help?attempt=7&step=2", "/login?next=%2Fhelp%3Fattempt%3D7%26step%3D2"),
        ("/?next=//evil.example", "/login?next=%2F%3Fnext%3D%2F%2Fevil.example"),
    ],
)
def test_a_stranger_is_led_to_the_form_and_back(doors: TestClient, path: str, place: str) -> None:
    doors.cookies.set(SESSION_COOKIE, "forged")
    for response in (doors.get(path), doors.head(path)):
        assert (response.status_code, response.headers["location"], response.text) == (303, place, "")
        assert response.headers["cache-control"] == "no-store"
    form = doors.get(place).text
    wish = re.search(r'name="next" value="([^"]*)"', form)
    assert wish is not None
    assert unescape(wish[1]) == path


def test_a_page_that_is_not_there_is_said_in_ones_language(doors: TestClient) -> None:
    for path in ("/nothing", "/nothing/deeper"):
        response = doors.get(path, headers={"accept-language": "zh"})
        assert (response.status_code, "没有这个页面" in response.text) == (404, True)


def test_a_page_for_another_role_is_refused(doors: TestClient) -> None:
    sign_in(doors)
    assert doors.get("/admin").status_code == 403
    assert doors.get("/help").status_code == 200


def test_the_first_page_of_a_role_lies_at_the_root(doors: TestClient) -> None:
    sign_in(doors)
    assert doors.get("/today?attempt=7").headers["location"] == "/?attempt=7"
    assert doors.get("/today").headers["location"] == "/"
    assert doors.get("/").status_code == 200


@pytest.mark.parametrize(
    ("base_url", "headers", "status"),
    [
        (HERE, {}, 200),
        ("http://localhost:8501", {}, 200),
        ("http://192.168.0.7:8501", {}, 403),
        (HERE, {"x-forwarded-for": "203.0.113.5"}, 403),
        (HERE, {"forwarded": "for=203.0.113.5"}, 403),
        (HERE, {"host": "localhost:8501"}, 200),
        (HERE, {"host": "[::1]:8501"}, 200),
        (HERE, {"host": "127.1.2.3"}, 200),
        # DNS rebinding: the name of a page elsewhere leads here, and its scripts read what we answer.
        (HERE, {"host": "evil.example:8501"}, 403),
        (HERE, {"host": "127.0.0.1.evil.example"}, 403),
        (HERE, {"host": "localhost@evil.example"}, 403),
        (HERE, {"host": ""}, 403),
    ],
)
def test_a_demo_store_answers_this_machine_only(
    doors: TestClient, base_url: str, headers: dict[str, str], status: int
) -> None:
    client = TestClient(doors.app, base_url=base_url)
    assert client.get("/healthz", headers=headers).status_code == status


def test_a_demo_store_opens_no_websocket_under_a_foreign_name(world: World) -> None:
    """Streamlit's own check compares Origin with Host; after rebinding both are the foreign name."""

    async def opened(_scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.close", "code": 1000})

    client = TestClient(LoopbackDoor(opened, demo=world.demo), base_url=HERE)
    stream = HERE.replace("http:", "ws:") + "/_stcore/stream"
    with client.websocket_connect(stream):
        pass
    foreign = {"host": "evil.example:8501", "origin": "http://evil.example:8501"}
    with pytest.raises(WebSocketDisconnect) as caught, client.websocket_connect(stream, headers=foreign):
        pass
    assert caught.value.code == 1008


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ZeroDivisionError("secret detail"), "Something broke on our side"),
        (StoreError("store_full", path="desk.db"), "Make room and try again"),
    ],
)
def test_our_fault_shows_a_number_that_the_log_knows(
    world: World, caplog: pytest.LogCaptureFixture, error: Exception, words: str
) -> None:
    def broken(_request: Request) -> Response:
        raise error

    app = Starlette(routes=[Route("/broken", broken)], exception_handlers={Exception: error_page(world)})
    client = TestClient(app, base_url=HERE, raise_server_exceptions=False, headers={"accept-language": "en"})
    response = client.get("/broken")
    number = re.search(r"E-[0-9A-F]{4}", response.text)
    assert number is not None
    assert (response.status_code, words in response.text) == (500, True)
    assert "secret detail" not in response.text
    assert [record.message for record in caplog.records if record.exc_info] == [number[0]]
