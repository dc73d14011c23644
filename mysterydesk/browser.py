"""What does a browser tell us, and may we believe it?"""

import hmac
import secrets
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from mysterydesk.accounts import SESSION_LIFE, SignedIn
from mysterydesk.i18n import LANG_COOKIE, Translation, choose_lang, translation
from mysterydesk.settings import Settings

SESSION_COOKIE = "md_session"
FORM_COOKIE = "md_form"
MAX_FORM = 8192
"""Bytes; our longest form has four short fields."""

_NO_RETURN = ("/login", "/auth", "/logout", "/lang", "/link")


def words_for(request: Request) -> Translation:
    """Give the translation for whoever asks."""
    return translation(choose_lang(request.cookies.get(LANG_COOKIE), request.headers.get("accept-language")))


def local_path(wish: str | None, *, stops: tuple[str, ...] = _NO_RETURN) -> str:
    """Give a path of ours to go on to; anything that leaves this site becomes the start page.

    Args:
        wish: What a query or a form asks for.
        stops: Paths that one must not come back to.

    >>> local_path("/today?attempt=7"), local_path("//evil.example"), local_path("https://evil.example/")
    ('/today?attempt=7', '/', '/')
    >>> local_path("/logout"), local_path(chr(92) * 2 + "evil.example"), local_path(None)
    ('/', '/', '/')
    """
    path = wish or "/"
    # Browsers read a backslash as a slash and drop tabs and line ends (WHATWG URL, 4.4).
    odd = "\\" in path or any(not char.isprintable() or char == " " for char in path)
    if odd or not path.startswith("/") or path.startswith("//"):
        return "/"
    loops = any(urlsplit(path).path.rstrip("/") == stop or path.startswith(f"{stop}/") for stop in stops)
    return "/" if loops else path


def comes_from_us(request: Request, settings: Settings) -> bool:
    """Tell whether a form was sent from a page of ours (Fetch Metadata and Origin; old browsers send neither)."""
    site = request.headers.get("sec-fetch-site")
    if site not in {None, "same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return True
    ours = {request.headers.get("host", ""), urlsplit(settings.public_url).netloc}
    return urlsplit(origin).netloc in ours - {""}


async def form_of(request: Request) -> dict[str, str]:
    """Read a form, or nothing when it is longer than any of ours."""
    data = b""
    async for chunk in request.stream():
        data += chunk
        if len(data) > MAX_FORM:
            return {}
    return dict(parse_qsl(data.decode("utf-8", "replace"), keep_blank_values=True))


def form_token(request: Request) -> str:
    """Give the token that a form must bring back; that of another tab's form stays good."""
    return request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(24)


def form_is_ours(request: Request, form: dict[str, str], settings: Settings) -> bool:
    """Tell whether a form came from us and brings back the token of its cookie."""
    kept = request.cookies.get(FORM_COOKIE, "")
    brought = form.get("token", "")
    same = hmac.compare_digest(kept.encode(), brought.encode())
    return bool(kept) and same and comes_from_us(request, settings)


def keep_form_token(response: Response, token: str, settings: Settings) -> None:
    """Send the form's token along as a cookie that no script reads."""
    response.set_cookie(FORM_COOKIE, token, httponly=True, samesite="strict", secure=settings.secure, path="/")


def keep_session(response: Response, signed_in: SignedIn, settings: Settings) -> None:
    """Send the session's token as a cookie that no script reads and no other site sends along."""
    response.set_cookie(
        SESSION_COOKIE,
        signed_in.token,
        max_age=int(SESSION_LIFE.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=settings.secure,
        path="/",
    )


def drop_session(response: Response, settings: Settings) -> None:
    """Take the session's cookie away."""
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax", secure=settings.secure, path="/")
