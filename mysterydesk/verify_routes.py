"""May a stranger check a credential here, without an account and without JavaScript?"""

from collections.abc import Mapping
from functools import partial
from html import escape
from zoneinfo import ZoneInfo

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from certification.award import Award
from certification.verdict import Check, Verification
from mysterydesk import issuing
from mysterydesk.awarding import kept_award
from mysterydesk.browser import words_for
from mysterydesk.clock import now
from mysterydesk.errors import WorldError
from mysterydesk.i18n import Translation, fault_text
from mysterydesk.plain_html import PlainPage, notice_card, respond
from mysterydesk.world import World

ZONE = ZoneInfo("Asia/Shanghai")
MARKS: Mapping[str, str] = {"ok": "✓", "failed": "✕", "not_checked": "–"}


def verify_routes(world: World) -> tuple[Route, ...]:
    """Give the public routes: the page, its files, the status list."""
    return (
        Route("/verify/{number}.json", partial(_json, world), methods=["GET"]),
        Route("/verify/{number}.pdf", partial(_pdf, world), methods=["GET"]),
        Route("/verify/{number}", partial(_page, world), methods=["GET"]),
        Route("/status/{name}", partial(_status, world), methods=["GET"]),
    )


def _missing(world: World, request: Request, fault: WorldError) -> Response:
    t = words_for(request)
    body = notice_card(t("verify.unknown_title"), fault_text(t, fault))
    return respond(PlainPage(t=t, title=t("verify.unknown_title"), body=body, here="/", demo=world.demo), 404)


async def _json(world: World, request: Request) -> Response:
    number = request.path_params["number"]
    try:
        data = await to_thread.run_sync(issuing.kept_credential, world.store, number)
    except WorldError as fault:
        return _missing(world, request, fault)
    headers = {"Content-Disposition": f'attachment; filename="credential-{number}.json"'}
    return Response(data, media_type="application/ld+json", headers=headers)


async def _pdf(world: World, request: Request) -> Response:
    number = request.path_params["number"]
    try:
        award = await to_thread.run_sync(kept_award, world.store, number)
        here = issuing.house(world.store, world.settings)
        data = await to_thread.run_sync(issuing.printed, award, here)
    except WorldError as fault:
        return _missing(world, request, fault)
    headers = {"Content-Disposition": f'inline; filename="credential-{number}.pdf"'}
    return Response(data, media_type="application/pdf", headers=headers)


async def _status(world: World, request: Request) -> Response:
    here = issuing.house(world.store, world.settings)
    if request.path_params["name"] != issuing.LIST:
        return _missing(world, request, WorldError("no_such_credential", name=request.path_params["name"]))
    document = await to_thread.run_sync(issuing.current_list, world.store, here, now())
    return JSONResponse(document, media_type="application/ld+json")


async def _page(world: World, request: Request) -> Response:
    t, number, at = words_for(request), request.path_params["number"], now()
    try:
        here = issuing.house(world.store, world.settings)
        award = await to_thread.run_sync(kept_award, world.store, number)
        _, found = await to_thread.run_sync(issuing.check, world.store, here, number, at)
    except WorldError as fault:
        return _missing(world, request, fault)
    good = found.verdict == "verified"
    title = t("verify.valid") if good else t("verify.invalid")
    when = t("verify.checked_at", time=f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}")
    head = f'<div class="verdict {"good" if good else "bad"}"><h1>{escape(title)}</h1><p>{escape(when)}</p></div>'
    failure = found.first_failure
    if failure is not None:
        head += f'<p role="alert">{escape(_said(t, failure))}</p>'
    body = f'{head}<div class="two">{_proven(t, award, number)}{_checks(t, found)}</div>'
    page = PlainPage(t=t, title=title, body=body, here=f"/verify/{number}", demo=world.demo)
    return respond(page)


def _proven(t: Translation, award: Award, number: str) -> str:
    scores = "、".join(f"{drill.score_low:g}" for drill in award.drills)
    if t.lang == "en":
        scores = ", ".join(f"{drill.score_low:g}" for drill in award.drills)
    rows = (
        (t("verify.holder"), award.holder_name),
        (t("verify.issued"), f"{award.awarded_at.astimezone(ZONE):%Y-%m-%d}"),
        (t("verify.until"), f"{award.valid_until.astimezone(ZONE):%Y-%m-%d}"),
        (t("verify.basis"), f"{t.of(award.handbook_title)} · {award.clauses[0]}"),
        (
            t("verify.proves"),
            t("verify.proof_words", points=f"{award.paper.points:g}", total=f"{award.paper.total:g}", scores=scores),
        ),
        (t("verify.number"), award.id),
    )
    lines = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows)
    assumed = "".join(
        f'<li title="{escape(t.of(one.text))}"><b>{escape(t("badge.assumed", name=one.id))}</b> '
        f"{escape(t.of(one.text))}</li>"
        for one in award.assumptions
    )
    return (
        f'<section class="card"><p class="quiet">{escape(t("verify.kind"))}</p><h2>{escape(t.of(award.title))}</h2>'
        f'<dl>{lines}</dl><p><a class="button" href="/verify/{number}.json">{escape(t("verify.json"))}</a> '
        f'<a class="button second" href="/verify/{number}.pdf">{escape(t("verify.pdf"))}</a></p>'
        f"<details><summary>{escape(t('verify.assumptions'))}</summary><ul>{assumed}</ul></details></section>"
    )


def _checks(t: Translation, found: Verification) -> str:
    rows = "".join(
        f'<li class="{check.outcome}"><span aria-hidden="true">{MARKS[check.outcome]}</span> '
        f"{escape(t(f'verify.check.{check.name}'))}<br><small>{escape(_said(t, check))}</small></li>"
        for check in found.checks
        if check.outcome != "not_checked"
    )
    note = escape(t("verify.offline"))
    return (
        f'<section class="card"><h2>{escape(t("verify.each"))}</h2><ul class="checks">{rows}</ul>'
        f'<p class="quiet small">{note}</p></section>'
    )


def _said(t: Translation, check: Check) -> str:
    if check.outcome == "ok":
        return t(f"verify.ok.{check.name}")
    return t(f"verify.why.{check.name}", code=check.code)
