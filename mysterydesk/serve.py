"""How is the application started on a port?"""

from collections.abc import Callable

import uvicorn

from mysterydesk.asgi import build_app
from mysterydesk.demo_accounts import is_demo
from mysterydesk.errors import ServeError
from mysterydesk.port import listen
from mysterydesk.settings import Settings, is_loopback
from mysterydesk.store.sqlite import SqliteStore


def serve(settings: Settings, *, say: Callable[[str], object] = print) -> None:
    """Serve until stopped, in one process: only one keeps Streamlit's sessions together.

    Args:
        settings: Where to listen, what to open.
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
        app = build_app(settings, say=say)
        # Streamlit's own choice of protocol and ping; compressed sockets cost more than they save here.
        server = uvicorn.Config(
            app,
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            ws_ping_interval=30,
            ws_ping_timeout=30,
            access_log=False,
            log_level="warning",
        )
        uvicorn.Server(server).run(sockets=[listener])
