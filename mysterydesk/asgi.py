"""How do the web routes, the doors and Streamlit become one application?

Started by `serve` (the command line), or as `uvicorn mysterydesk.asgi:app` with settings from the environment.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from anyio import create_task_group
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit import config

from mysterydesk.accounts import first_admin_link
from mysterydesk.browser import words_for
from mysterydesk.clock import now
from mysterydesk.daily import sign_every_day
from mysterydesk.doors import DocumentDoor, LoopbackDoor
from mysterydesk.errors import StoreError, WorldError, report
from mysterydesk.i18n import LANGS, fault_text, translation
from mysterydesk.import_upload import sweep
from mysterydesk.late_routes import LateRoutes
from mysterydesk.plain_html import PlainPage, notice_card, respond
from mysterydesk.routes import own_routes
from mysterydesk.settings import Settings, from_environment
from mysterydesk.visitor import settings_as_secrets, visitor
from mysterydesk.warm import warm
from mysterydesk.world import World, open_world

_SCRIPT = Path(__file__).with_name("app.py")
# What safety rests on is set here too, should the configuration file not be where Streamlit looks.
_FIRM_OPTIONS = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showSidebarNavigation": False,
    "client.toolbarMode": "minimal",
    "runner.magicEnabled": False,  # else a text that stands by itself in a page's file is shown on the page
    "server.enableAgentApi": False,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",  # an installed program does not change under its readers
    "server.headless": True,
}


PUBLIC = ("/verify/{number}", "/status/{name}", "/did.json", "/.well-known/did.json")
"""What anybody may fetch: credentials, status lists, the document of the issuer."""


def build_app(settings: Settings, *, say: Callable[[str], object] = print) -> st.App:
    """Open the store and put the application together.

    Args:
        settings: How it is set up.
        say: Where the one-time link for the first administrator is printed.

    Raises:
        StoreError: When the store cannot be opened.
    """
    world = open_world(settings)
    verifying = LateRoutes("mysterydesk.verify_routes:verify_routes", world)
    public = [
        Route("/verify", verifying, methods=["GET", "POST"]),
        *(Route(path, verifying, methods=["GET"]) for path in PUBLIC),
    ]
    routes = (*own_routes(world, warm), *public)

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[None]:
        for line in welcome(world):
            say(line)
        sweep()
        async with create_task_group() as tasks:
            tasks.start_soon(sign_every_day, world)
            yield
            tasks.cancel_scope.cancel()
        sweep(own=True)

    app = st.App(
        _SCRIPT,
        secrets=settings_as_secrets(settings),
        lifespan=lifespan,
        routes=list(routes),
        middleware=[
            Middleware(LoopbackDoor, demo=world.demo),
            Middleware(DocumentDoor, world=world, own=[route.path.split("/")[1] for route in routes]),
        ],
        on_script_error=_show_script_error,
        exception_handlers={Exception: error_page(world)},
    )
    for name, value in _FIRM_OPTIONS.items():
        config.set_option(name, value)
    return app


def welcome(world: World) -> tuple[str, ...]:
    """Say in both languages how to make the first administrator, when the store is empty."""
    token = first_admin_link(world.store, at=now())
    if token is None:
        return ()
    url = f"{world.settings.url}/link/{token}"
    return tuple(t("serve.first_admin", url=url) for t in map(translation, LANGS))


def _show_script_error(error: Exception) -> bool:
    """Show a number instead of a trace; the trace goes to the log under that number."""
    try:
        t = visitor().t
    except StoreError:
        t = translation("zh")
    number = report(error)
    if isinstance(error, WorldError):
        st.error(fault_text(t, error))
    st.error(t("error.ours", number=number))
    return True


def error_page(world: World) -> Callable[[Request, Exception], Response]:
    """Make the answer to an error nobody expected: a number for the person, the trace for the log."""

    def answer(request: Request, error: Exception) -> Response:
        t = words_for(request)
        number = report(error)
        fault = f" {fault_text(t, error)}" if isinstance(error, WorldError) else ""
        body = notice_card(t("error.ours_title"), t("error.ours", number=number) + fault, ("/", t("error.home")))
        page = PlainPage(t=t, title=t("error.ours_title"), body=body, here="/", demo=world.demo)
        return respond(page, 500)

    return answer


def __getattr__(name: str) -> st.App:
    """Build `app` when a server asks for it, so that importing this module does nothing."""
    if name == "app":
        return build_app(from_environment())
    raise AttributeError(name)
