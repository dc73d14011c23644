"""How is the application started on a port?"""

import errno
import socket
from collections.abc import Callable, Sequence

import uvicorn
from starlette.routing import Route

from mysterydesk.asgi import build_app
from mysterydesk.demo_accounts import is_demo
from mysterydesk.errors import ServeError
from mysterydesk.settings import Settings, is_loopback
from mysterydesk.store.sqlite import SqliteStore

_BACKLOG = 128


def serve(settings: Settings, *, more_routes: Sequence[Route] = (), say: Callable[[str], object] = print) -> None:
    """Serve until stopped, in one process: only one keeps Streamlit's sessions together.

    Args:
        settings: Where to listen, what to open.
        more_routes: Further plain routes, e.g. public verification.
        say: Where lines for the operator go.

    Raises:
        ServeError: `port_in_use`, `port_forbidden`, `address_unknown` or `demo_not_loopback`.
        StoreError: When the store cannot be opened.
    """
    store = SqliteStore(settings.database)
    demo = is_demo(store)
    store.close()
    if demo and not is_loopback(settings.host):
        raise ServeError("demo_not_loopback", host=settings.host)
    with listen(settings) as listener:
        app = build_app(settings, more_routes=more_routes, say=say)
        # Streamlit's own choice of protocol and ping; compressed sockets cost more than they save here.
        server = uvicorn.Config(
            app,
            ws="websockets-sansio",
            ws_ping_interval=30,
            ws_ping_timeout=30,
            access_log=False,
            log_level="warning",
        )
        uvicorn.Server(server).run(sockets=[listener])


def listen(settings: Settings) -> socket.socket:
    """Take the port before anything else happens, so that there is no race for it.

    Raises:
        ServeError: When it cannot be had.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        codes = {errno.EADDRINUSE: "port_in_use", errno.EACCES: "port_forbidden"}
        code = codes.get(error.errno or 0, "address_unknown")
        raise ServeError(code, host=settings.host, port=settings.port) from error
    return listener
