"""What is answered without Streamlit: health, signing in and out, switching the language, one-time links?

The public verification pages stand beside these in `asgi.build_app`, loaded with the first request (decision 024).
"""

import math
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from mysterydesk.accounts import Denied, SignedIn, account_of, sign_in, sign_out
from mysterydesk.browser import (
    SESSION_COOKIE,
    comes_from_us,
    drop_session,
    form_is_ours,
    form_of,
    form_token,
    keep_form_token,
    keep_session,
    local_path,
    words_for,
)
from mysterydesk.clock import now
from mysterydesk.errors import StoreError
from mysterydesk.i18n import LANG_COOKIE, Translation, as_lang
from mysterydesk.link_routes import answer_link, show_link
from mysterydesk.plain_html import Field, Form, PlainPage, form_card, notice_card, respond
from mysterydesk.world import World

HASHERS = 2
"""Pass phrases checked at once: argon2id takes 64 MiB each, and a flood must not take the machine."""

_YEAR_SECONDS = 365 * 24 * 3600


def own_routes(world: World, on_login: Callable[[], object] = lambda: None) -> tuple[Route, ...]:
    """Give the routes of this installation.

    Args:
        world: The installation.
        on_login: Called when the sign-in page is shown: somebody will be at the desk in a moment.
    """
    limiter = CapacityLimiter(HASHERS)
    return (
        Route("/healthz", partial(_healthz, world), methods=["GET"]),
        Route("/login", partial(_show_login, world, on_login), methods=["GET"]),
        Route("/auth", partial(_answer_login, world, limiter), methods=["POST"]),
        Route("/logout", partial(_logout, world), methods=["GET", "POST"]),
        Route("/lang", partial(_switch_lang, world), methods=["GET"]),
        Route("/link/{token}", partial(show_link, world), methods=["GET"]),
        Route("/link/{token}", partial(answer_link, world, limiter), methods=["POST"]),
    )


async def _healthz(world: World, _request: Request) -> Response:
    try:
        await to_thread.run_sync(world.store.settings.get, "store.demo")
    except StoreError as error:
        return JSONResponse({"status": error.code}, status_code=503)
    return JSONResponse({"status": "ok"})


async def _show_login(world: World, on_login: Callable[[], object], request: Request) -> Response:
    target = local_path(request.query_params.get("next"))
    token = request.cookies.get(SESSION_COOKIE)
    if await to_thread.run_sync(lambda: account_of(world.store, token, at=now())) is not None:
        return RedirectResponse(target, status_code=303)
    on_login()
    return _login_page(world, request, target=target)


async def _answer_login(world: World, limiter: CapacityLimiter, request: Request) -> Response:
    t = words_for(request)
    form = await form_of(request)
    target = local_path(form.get("next"))
    login = form.get("login", "")
    if not form_is_ours(request, form, world.settings):
        return _login_page(world, request, target=target, login=login, error=t("login.error.form"), status=403)
    result = await to_thread.run_sync(
        lambda: sign_in(world.store, login, form.get("phrase", ""), at=now()), limiter=limiter
    )
    match result:
        case SignedIn():
            # A browser holds one session: the one before, perhaps somebody else's, ends here.
            await to_thread.run_sync(sign_out, world.store, request.cookies.get(SESSION_COOKIE))
            welcome = RedirectResponse(target, status_code=303)
            keep_session(welcome, result, world.settings)
            return welcome
        case Denied():
            status = 401 if result.wait is None else 429
            error = _denial(t, result)
            response = _login_page(world, request, target=target, login=login, error=error, status=status)
            if result.wait is not None:
                response.headers["Retry-After"] = str(int(result.wait.total_seconds()))
            return response


async def _logout(world: World, request: Request) -> Response:
    """End the session; a link on a foreign page gets a question instead."""
    t = words_for(request)
    if request.method == "POST":
        sure = form_is_ours(request, await form_of(request), world.settings)
    else:
        sure = comes_from_us(request, world.settings)
    token = form_token(request)
    if not sure:
        form = Form(
            title=t("logout.title"),
            lead=t("logout.ask"),
            action="/logout",
            hidden=(("token", token),),
            fields=(),
            submit=t("logout.submit"),
        )
        page = PlainPage(t=t, title=form.title, body=form_card(form), here="/logout", demo=world.demo)
        response: Response = respond(page)
        keep_form_token(response, token, world.settings)
        return response
    await to_thread.run_sync(sign_out, world.store, request.cookies.get(SESSION_COOKIE))
    body = notice_card(t("logout.done_title"), t("logout.done"), ("/login", t("login.submit")))
    response = respond(PlainPage(t=t, title=t("logout.done_title"), body=body, here="/login", demo=world.demo))
    drop_session(response, world.settings)
    return response


async def _switch_lang(world: World, request: Request) -> Response:
    target = local_path(request.query_params.get("next"), stops=("/lang", "/auth"))
    response = RedirectResponse(target, status_code=303)
    lang = as_lang(request.query_params.get("to"))
    if lang is not None:
        response.set_cookie(
            LANG_COOKIE, lang, max_age=_YEAR_SECONDS, httponly=True, samesite="lax", secure=world.settings.secure
        )
    return response


def _denial(t: Translation, denied: Denied) -> str:
    if denied.wait is None:
        return t.count("login.error.wrong", denied.tries_left)
    return t.count("login.error.wait", math.ceil(denied.wait / timedelta(minutes=1)) or 1)


def _login_page(
    world: World, request: Request, *, target: str, login: str = "", error: str = "", status: int = 200
) -> Response:
    t = words_for(request)
    token = form_token(request)
    form = Form(
        title=t("login.title"),
        lead=t("login.lead"),
        action="/auth",
        hidden=(("token", token), ("next", target)),
        fields=(
            Field(name="login", label=t("login.name"), value=login, autocomplete="username", focus=not login),
            Field(
                name="phrase",
                label=t("login.phrase"),
                kind="password",
                autocomplete="current-password",
                focus=bool(login),
            ),
        ),
        submit=t("login.submit"),
        error=error,
        note=t("login.forgot"),
    )
    here = "/login" if target == "/" else f"/login?next={quote(target, safe='')}"
    page = PlainPage(t=t, title=form.title, body=form_card(form), here=here, demo=world.demo)
    response = respond(page, status)
    keep_form_token(response, token, world.settings)
    return response
