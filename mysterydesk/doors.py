"""What happens to a request before Streamlit sees it?

Pure ASGI: Starlette's BaseHTTPMiddleware never sees websockets.
"""

from collections.abc import Iterable
from html import escape
from urllib.parse import quote, urlsplit

from anyio import to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mysterydesk.accounts import account_of
from mysterydesk.browser import SESSION_COOKIE, local_path, words_for
from mysterydesk.clock import now
from mysterydesk.i18n import Translation
from mysterydesk.page_table import load_table, start_of
from mysterydesk.plain_html import PlainPage, notice_card, respond
from mysterydesk.settings import is_loopback
from mysterydesk.world import World

_STREAMLITS = frozenset({"_stcore", "static", "media", "component", "app"})
# What would make Streamlit answer "not modified", a part, or a compressed page that cannot be rewritten.
_UNASKED = frozenset({b"if-none-match", b"if-modified-since", b"range", b"accept-encoding"})
_FORWARDED = frozenset({b"forwarded", b"x-forwarded-for", b"x-forwarded-host"})


class LoopbackDoor:
    """Let a demo store answer this machine only, however the server was started: its pass phrases are public.

    Args:
        app: The application behind.
        demo: Whether the store is a demo store; else everything passes.
    """

    def __init__(self, app: ASGIApp, *, demo: bool) -> None:
        self._app = app
        self._demo = demo

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        if self._demo and scope["type"] in {"http", "websocket"} and not _stays_here(scope):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                await PlainTextResponse("demo store: this machine only\n", status_code=403)(scope, receive, send)
            return
        await self._app(scope, receive, send)


class DocumentDoor:
    """Answer for pages that are not there or not for this role, and serve the others in the right language.

    Streamlit answers every address with the same English document and says "page not found" in English.

    Args:
        app: The application behind.
        world: The installation.
        own: First path segments of the routes that are not Streamlit's.
    """

    def __init__(self, app: ASGIApp, *, world: World, own: Iterable[str]) -> None:
        self._app = app
        self._world = world
        self._passing = _STREAMLITS | frozenset(own)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, rewrite, or pass on."""
        if scope["type"] != "http" or not self._is_document(scope):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        t = words_for(request)
        answer = await self._own_answer(request, t)
        if answer is not None:
            await answer(scope, receive, send)
            return
        headers = [(name, value) for name, value in scope["headers"] if name not in _UNASKED]
        await self._app({**scope, "headers": headers}, receive, _Rewriting(send, t))

    def _is_document(self, scope: Scope) -> bool:
        if scope["method"] not in {"GET", "HEAD"}:
            return False
        segments = scope["path"].strip("/").split("/")
        return "." not in segments[-1] and segments[0] not in self._passing and "_stcore" not in segments

    async def _own_answer(self, request: Request, t: Translation) -> Response | None:
        """Answer for a page that is not there, or not for this role; lead strangers to the sign-in form and back.

        Streamlit serves a role's first page at `/` only, so its own address leads there.
        """
        url = request.url.path.strip("/")
        rows = load_table()
        row = next((row for row in rows if row.url == url), None)
        if url and row is None:
            return self._notice(request, t, (t("error.not_found_title"), t("error.not_found")), 404)
        token = request.cookies.get(SESSION_COOKIE)
        account = await to_thread.run_sync(lambda: account_of(self._world.store, token, at=now()))
        if account is None:
            return _to_sign_in(request)
        if row is None:
            return None
        if account.role in row.roles:
            first = row == start_of(account.role, rows)
            return RedirectResponse(f"/?{request.url.query}".rstrip("?"), status_code=303) if first else None
        return self._notice(request, t, (t("error.not_for_role_title"), t("error.not_for_role")), 403)

    def _notice(self, request: Request, t: Translation, words: tuple[str, str], status: int) -> Response:
        body = notice_card(*words, ("/", t("error.home")))
        page = PlainPage(t=t, title=words[0], body=body, here=request.url.path, demo=self._world.demo)
        return respond(page, status)


def _to_sign_in(request: Request) -> Response:
    """Lead to the sign-in form, which leads back to what was asked for."""
    query = f"?{request.url.query}" if request.url.query else ""
    wish = local_path(f"{request.url.path}{query}")
    place = "/login" if wish == "/" else f"/login?next={quote(wish, safe='')}"
    return RedirectResponse(place, status_code=303, headers={"Cache-Control": "no-store"})


class _Rewriting:
    """Hold an answer back until it is whole; put language and product name into an HTML one."""

    def __init__(self, send: Send, t: Translation) -> None:
        self._send = send
        self._t = t
        self._start: Message = {}
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if not message.get("more_body", False):
            await self._finish()

    async def _finish(self) -> None:
        headers = MutableHeaders(raw=list(self._start["headers"]))
        if headers.get("content-type", "").startswith("text/html"):
            title = escape(self._t("frame.product")).encode()
            body = self._body.replace(b'<html lang="en">', f'<html lang="{self._t.html_lang}">'.encode(), 1)
            self._body = body.replace(b"<title>Streamlit</title>", b"<title>" + title + b"</title>", 1)
            for name in ("etag", "last-modified", "content-length"):
                if name in headers:
                    del headers[name]
            headers["Vary"] = "Cookie, Accept-Language"
            headers["Cache-Control"] = "no-store"
            if self._body:
                headers["Content-Length"] = str(len(self._body))
        await self._send({**self._start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": self._body})


def _stays_here(scope: Scope) -> bool:
    """Tell whether a request came to a loopback address under a loopback name, and not through a proxy.

    The name counts too: a page elsewhere whose own name suddenly leads to 127.0.0.1 (DNS rebinding) would otherwise
    speak to this server as if it were that page's own.
    """
    address = (scope.get("server") or ("", None))[0]
    forwarded = any(name in _FORWARDED for name, _ in scope["headers"])
    named = [value for name, value in scope["headers"] if name == b"host"]
    return is_loopback(address) and len(named) == 1 and is_loopback(_host_name(named[0])) and not forwarded


def _host_name(header: bytes) -> str:
    """Give the host of a Host header without its port (RFC 9110, 7.2).

    >>> _host_name(b"127.0.0.1:8501"), _host_name(b"[::1]:8501"), _host_name(b"evil.example"), _host_name(b"[")
    ('127.0.0.1', '::1', 'evil.example', '')
    """
    try:
        return urlsplit(f"//{header.decode('ascii')}").hostname or ""
    except ValueError:
        return ""
