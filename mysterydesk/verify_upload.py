"""How does a stranger's file come in to be checked? Read up to a limit, checked, shown, and forgotten."""

from html import escape

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from certification.forms import MAX_BYTES
from certification.verdict import Verification
from certification.verification import document_in, verify_text
from mysterydesk.awarding import DOMAIN
from mysterydesk.browser import words_for
from mysterydesk.clock import now
from mysterydesk.i18n import Translation
from mysterydesk.issuing import own_material
from mysterydesk.plain_html import PlainPage, respond
from mysterydesk.verify_html import checks_card, head, shown_card, title_of
from mysterydesk.world import World

MARGIN = 100_000
"""Bytes of a form beside the file in it."""
MAX_ADDRESS = 200


async def show_upload(world: World, request: Request) -> Response:
    """Show the form."""
    return _form(world, words_for(request))


async def answer_upload(world: World, limiter: CapacityLimiter, request: Request) -> Response:
    """Check what was sent and show what came of it."""
    t, at = words_for(request), now()
    body = await _body(request)
    if body is None:
        return _form(world, t, t("verify.too_much"), 413)
    try:
        data, subject = await _sent(request, body)
    except (MultiPartException, HTTPException, ValueError):
        return _form(world, t, t("verify.nothing"), 400)
    if not data.strip():
        return _form(world, t, t("verify.nothing"), 422)

    def checked() -> Verification:
        material = own_material(world.store, world.settings.url, document_in(data) or {}, at, subject)
        return verify_text(data, material, at)

    found = await to_thread.run_sync(checked, limiter=limiter)
    cards = f"{shown_card(t, found) if found.document else ''}{checks_card(t, found)}"
    again = f'<p><a href="/verify">{escape(t("verify.again"))}</a></p>'
    page = PlainPage(
        t=t,
        title=title_of(t, found),
        body=f'{head(t, found, at)}<div class="two">{cards}</div>{again}',
        here="/verify",
        demo=world.demo,
    )
    return respond(page)


async def _body(request: Request) -> bytes | None:
    """Read what was sent, or give up where it is more than a file and its form can be."""
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > MAX_BYTES + MARGIN:
            return None
    return bytes(data)


async def _sent(request: Request, body: bytes) -> tuple[bytes, str]:
    """Take the file, or the text in its place, and the address of the holder out of a form."""

    async def again() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async with Request(request.scope, again).form(max_files=1, max_fields=4, max_part_size=MAX_BYTES) as form:
        file, typed = form.get("file"), form.get("typed")
        data = await file.read() if isinstance(file, UploadFile) else b""
        text = typed.encode() if isinstance(typed, str) else b""
        address = form.get("subject")
    subject = address.strip()[:MAX_ADDRESS] if isinstance(address, str) else ""
    if subject and "@" not in subject:
        subject = f"{subject}@{DOMAIN}"
    return data or text, subject


def _form(world: World, t: Translation, error: str = "", status: int = 200) -> Response:
    alert = f'<p role="alert">{escape(error)}</p>' if error else ""
    body = (
        '<form class="card narrow wide" method="post" action="/verify" enctype="multipart/form-data">'
        f'<h1>{escape(t("verify.title"))}</h1><p class="quiet">{escape(t("verify.lead"))}</p>{alert}'
        f'<label for="file">{escape(t("verify.file"))}</label>'
        '<input id="file" name="file" type="file" accept=".json,.jwt,.png,.svg,.txt">'
        f'<label for="typed">{escape(t("verify.paste"))}</label>'
        '<textarea id="typed" name="typed" rows="4" spellcheck="false" autocapitalize="none"></textarea>'
        f'<label for="subject">{escape(t("verify.email"))}</label>'
        '<input id="subject" name="subject" type="text" autocomplete="off" autocapitalize="none" spellcheck="false">'
        f"<button>{escape(t('verify.submit'))}</button></form>"
    )
    return respond(PlainPage(t=t, title=t("verify.title"), body=body, here="/verify", demo=world.demo), status)
