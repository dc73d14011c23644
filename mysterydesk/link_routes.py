"""How does a person with a one-time link get in?

The first administrator opens the account; who forgot the pass phrase chooses another.
"""

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mysterydesk.accounts import (
    NewAccount,
    SignedIn,
    token_digest,
    use_first_admin_link,
    use_pass_phrase_link,
)
from mysterydesk.browser import form_is_ours, form_of, form_token, keep_form_token, keep_session, words_for
from mysterydesk.clock import now
from mysterydesk.errors import WorldError
from mysterydesk.i18n import fault_text
from mysterydesk.passwords import MIN_LENGTH
from mysterydesk.plain_html import Field, Form, PlainPage, form_card, notice_card, respond
from mysterydesk.store.records import Link, Purpose
from mysterydesk.world import World
from policy.text import Text


async def show_link(world: World, request: Request) -> Response:
    """Show the form that a link is good for, or that it is good for nothing any more."""
    link = await _link_of(world, request)
    return _gone(world, request) if link is None else _link_form(world, request, link.purpose, {})


async def answer_link(world: World, limiter: CapacityLimiter, request: Request) -> Response:
    """Do what the link is good for, once."""
    form = await form_of(request)
    link = await _link_of(world, request)
    if link is None:
        return _gone(world, request)
    t = words_for(request)
    if not form_is_ours(request, form, world.settings):
        return _link_form(world, request, link.purpose, form, t("login.error.form"), 403)
    if form.get("phrase", "") != form.get("again", ""):
        return _link_form(world, request, link.purpose, form, t("link.error.unlike"), 422)
    token = str(request.path_params["token"])
    try:
        signed_in = await to_thread.run_sync(lambda: _use(world, link.purpose, token, form), limiter=limiter)
    except WorldError as fault:
        return _link_form(world, request, link.purpose, form, fault_text(t, fault), 422)
    if signed_in is None:
        return _gone(world, request)
    response = RedirectResponse("/", status_code=303)
    keep_session(response, signed_in, world.settings)
    return response


def _use(world: World, purpose: Purpose, token: str, form: dict[str, str]) -> SignedIn | None:
    phrase = form.get("phrase", "")
    if purpose == "pass_phrase":
        return use_pass_phrase_link(world.store, token, phrase, at=now())
    login = form.get("login", "")
    shown = form.get("name", "").strip() or login
    new = NewAccount(login=login, name=Text(zh=shown, en=shown), role="admin", phrase=phrase)
    return use_first_admin_link(world.store, token, new, at=now())


async def _link_of(world: World, request: Request) -> Link | None:
    digest = token_digest(str(request.path_params["token"]))
    return await to_thread.run_sync(lambda: world.store.accounts.link(digest, at=now()))


def _gone(world: World, request: Request) -> Response:
    t = words_for(request)
    body = notice_card(t("link.gone_title"), t("link.gone"), ("/login", t("login.submit")))
    page = PlainPage(t=t, title=t("link.gone_title"), body=body, here="/login", demo=world.demo)
    return respond(page, 410)


def _link_form(
    world: World, request: Request, purpose: Purpose, typed: dict[str, str], error: str = "", status: int = 200
) -> Response:
    t = words_for(request)
    token = form_token(request)
    first = purpose == "first_admin"
    who = (
        Field(
            name="login",
            label=t("login.name"),
            value=typed.get("login", ""),
            autocomplete="username",
            focus=True,
        ),
        Field(name="name", label=t("link.shown_name"), value=typed.get("name", ""), autocomplete="name"),
    )
    phrases = (
        Field(name="phrase", label=t("link.phrase"), kind="password", autocomplete="new-password", focus=not first),
        Field(name="again", label=t("link.again"), kind="password", autocomplete="new-password"),
    )
    form = Form(
        title=t("link.first_admin_title") if first else t("link.phrase_title"),
        lead=t("link.first_admin") if first else t("link.phrase_lead"),
        action=request.url.path,
        hidden=(("token", token),),
        fields=(*who, *phrases) if first else phrases,
        submit=t("link.submit"),
        error=error,
        note=t("link.phrase_note", least=MIN_LENGTH),
    )
    page = PlainPage(t=t, title=form.title, body=form_card(form), here=request.url.path, demo=world.demo)
    response = respond(page, status)
    keep_form_token(response, token, world.settings)
    return response
