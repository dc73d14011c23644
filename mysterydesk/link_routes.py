"""How does a person with a one-time link get in?

The first administrator opens the account; who forgot the pass phrase chooses another.
"""

from dataclasses import dataclass

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mysterydesk.account_record import has_chosen_phrase
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
from mysterydesk.i18n import Translation, fault_text
from mysterydesk.passwords import MIN_LENGTH
from mysterydesk.plain_html import Field, Form, PlainPage, form_card, notice_card, respond
from mysterydesk.store.records import Account, Purpose
from mysterydesk.world import World
from policy.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Good:
    """A link that still works.

    Attributes:
        purpose: What it is good for.
        owner: Whose account it opens; None for the first administrator's.
        newcomer: Nobody has chosen a pass phrase for that account yet.
    """

    purpose: Purpose
    owner: Account | None
    newcomer: bool


async def show_link(world: World, request: Request) -> Response:
    """Show the form that a link is good for, or that it is good for nothing any more."""
    link = await _link_of(world, request)
    return _gone(world, request) if link is None else _link_form(world, request, link, {})


async def answer_link(world: World, limiter: CapacityLimiter, request: Request) -> Response:
    """Do what the link is good for, once."""
    form = await form_of(request)
    link = await _link_of(world, request)
    if link is None:
        return _gone(world, request)
    t = words_for(request)
    if not form_is_ours(request, form, world.settings):
        return _link_form(world, request, link, form, t("login.error.form"), 403)
    if form.get("phrase", "") != form.get("again", ""):
        return _link_form(world, request, link, form, t("link.error.unlike"), 422)
    token = str(request.path_params["token"])
    try:
        signed_in = await to_thread.run_sync(lambda: _use(world, link.purpose, token, form), limiter=limiter)
    except WorldError as fault:
        return _link_form(world, request, link, form, fault_text(t, fault), 422)
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


async def _link_of(world: World, request: Request) -> _Good | None:
    digest = token_digest(str(request.path_params["token"]))
    return await to_thread.run_sync(lambda: _good(world, digest))


def _good(world: World, digest: str) -> _Good | None:
    """Say what a link is good for: nothing any more when it is over, or the account it was for is gone or closed."""
    link = world.store.accounts.link(digest, at=now())
    if link is None or link.account is None:
        return None if link is None else _Good(purpose=link.purpose, owner=None, newcomer=True)
    owner = world.store.accounts.by_id(link.account)
    if owner is None or not owner.active:
        return None
    return _Good(purpose=link.purpose, owner=owner, newcomer=not has_chosen_phrase(world.store, owner.id))


def _gone(world: World, request: Request) -> Response:
    t = words_for(request)
    body = notice_card(t("link.gone_title"), t("link.gone"), ("/login", t("login.submit")))
    page = PlainPage(t=t, title=t("link.gone_title"), body=body, here="/login", demo=world.demo)
    return respond(page, 410)


def _link_form(
    world: World, request: Request, link: _Good, typed: dict[str, str], error: str = "", status: int = 200
) -> Response:
    t = words_for(request)
    token = form_token(request)
    title, lead = _what_for(t, link)
    form = Form(
        title=title,
        lead=lead,
        action=request.url.path,
        hidden=(("token", token),),
        fields=(*_who(t, link, typed), *_phrases(t, link)),
        submit=t("link.submit"),
        error=error,
        note=t("link.phrase_note", least=MIN_LENGTH),
    )
    page = PlainPage(t=t, title=form.title, body=form_card(form), here=request.url.path, demo=world.demo)
    response = respond(page, status)
    keep_form_token(response, token, world.settings)
    return response


def _what_for(t: Translation, link: _Good) -> tuple[str, str]:
    """Say what happens here, and to whose account."""
    if link.owner is None:
        return t("link.first_admin_title"), t("link.first_admin")
    name = t.of(link.owner.name)
    if link.newcomer:
        return t("link.newcomer_title", name=name), t("link.newcomer")
    return t("link.phrase_title", name=name), t("link.phrase_lead")


def _who(t: Translation, link: _Good, typed: dict[str, str]) -> tuple[Field, ...]:
    """Ask who it is, or show the login name: whoever was invited has not seen it anywhere else."""
    if link.owner is not None:
        login = link.owner.login
        return (Field(name="login", label=t("link.your_login"), value=login, autocomplete="username", fixed=True),)
    login, name = typed.get("login", ""), typed.get("name", "")
    return (
        Field(name="login", label=t("login.name"), value=login, autocomplete="username", focus=True),
        Field(name="name", label=t("link.shown_name"), value=name, autocomplete="name"),
    )


def _phrases(t: Translation, link: _Good) -> tuple[Field, ...]:
    first = t("link.own_phrase") if link.newcomer else t("link.phrase")
    again = t("link.own_again") if link.newcomer else t("link.again")
    focus = link.owner is not None
    return (
        Field(name="phrase", label=first, kind="password", autocomplete="new-password", focus=focus),
        Field(name="again", label=again, kind="password", autocomplete="new-password"),
    )
