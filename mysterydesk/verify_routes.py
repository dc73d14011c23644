"""May a stranger check a credential here, without an account and without JavaScript?"""

from collections.abc import Mapping
from functools import partial
from html import escape

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from mysterydesk import issuing
from mysterydesk.awarding import kept_award
from mysterydesk.browser import words_for
from mysterydesk.clock import now
from mysterydesk.credential_forms import FORMS, MEDIA, credential_as
from mysterydesk.errors import StoreError, WorldError
from mysterydesk.i18n import fault_text
from mysterydesk.key_register import published, register
from mysterydesk.plain_html import PlainPage, notice_card, respond
from mysterydesk.status_lists import published_list
from mysterydesk.verify_html import awarded_card, checks_card, head, title_of
from mysterydesk.verify_upload import answer_upload, show_upload
from mysterydesk.world import World

CHECKERS = 2
"""Files of strangers that are worked through at once; the desks must not wait for them."""
SHUT = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
"""With a file that a browser might open as a page."""


def verify_routes(world: World) -> tuple[Route, ...]:
    """Give the public routes: the pages, the files, the status lists, the issuer's document."""
    limiter = CapacityLimiter(CHECKERS)
    return (
        Route("/verify", partial(show_upload, world), methods=["GET"]),
        Route("/verify", partial(answer_upload, world, limiter), methods=["POST"]),
        *(Route(f"/verify/{{number}}.{form}", partial(_file, world, form), methods=["GET"]) for form in FORMS),
        Route("/verify/{number}", partial(_page, world), methods=["GET"]),
        Route("/status/{name}", partial(_status, world), methods=["GET"]),
        Route("/did.json", partial(_did, world), methods=["GET"]),
        Route("/.well-known/did.json", partial(_did, world), methods=["GET"]),
    )


def _missing(world: World, request: Request, fault: WorldError) -> Response:
    t = words_for(request)
    body = notice_card(t("verify.unknown_title"), fault_text(t, fault), ("/verify", t("verify.title")))
    return respond(PlainPage(t=t, title=t("verify.unknown_title"), body=body, here="/", demo=world.demo), 404)


async def _file(world: World, form: str, request: Request) -> Response:
    number = request.path_params["number"]
    wanted = next(one for one in FORMS if one == form)
    try:
        data = await to_thread.run_sync(credential_as, world.store, world.settings, number, wanted)
    except WorldError as fault:
        return _missing(world, request, fault)
    kind = "inline" if wanted == "pdf" else "attachment"
    headers = {"Content-Disposition": f'{kind}; filename="credential-{number}.{wanted}"', **_guard(wanted)}
    return Response(data, media_type=MEDIA[wanted], headers=headers)


def _guard(form: str) -> Mapping[str, str]:
    return {**SHUT, "X-Content-Type-Options": "nosniff"} if form in {"svg", "png"} else {}


async def _status(world: World, request: Request) -> Response:
    name, _, purpose = request.path_params["name"].partition("-")
    try:
        document = await to_thread.run_sync(published_list, world.store, name, purpose, world.settings.url, now())
    except StoreError:
        raise
    except WorldError as fault:
        return _missing(world, request, fault)
    return JSONResponse(document, media_type="application/ld+json", headers={"Cache-Control": "no-cache"})


async def _did(world: World, request: Request) -> Response:
    """Answer with the document of the issuer, retired keys included (did:web method, 2.5)."""

    def found() -> Mapping[str, object] | None:
        keys = register(world.store)
        did = issuing.did_for(world.store, world.settings) or (keys[-1].did if keys else "")
        return published(keys, did) if any(one.did == did for one in keys) else None

    document = await to_thread.run_sync(found)
    if document is None:
        return _missing(world, request, WorldError("no_issuer_yet"))
    return JSONResponse(document, media_type="application/did+json", headers={"Cache-Control": "no-cache"})


async def _page(world: World, request: Request) -> Response:
    t, number, at = words_for(request), request.path_params["number"], now()
    try:
        award = await to_thread.run_sync(kept_award, world.store, number)
        document, found = await to_thread.run_sync(issuing.check_kept, world.store, world.settings.url, number, at)
    except WorldError as fault:
        return _missing(world, request, fault)
    cards = f"{awarded_card(t, award, document, number)}{checks_card(t, found)}"
    again = f'<p><a href="/verify">{escape(t("verify.again"))}</a></p>'
    body = f'{head(t, found, at)}<div class="two">{cards}</div>{again}'
    page = PlainPage(t=t, title=title_of(t, found), body=body, here=f"/verify/{number}", demo=world.demo)
    return respond(page)
