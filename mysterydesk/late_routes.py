"""How do routes answer whose code is slow to load and seldom asked for? Loaded by the first request."""

from collections.abc import Callable, Sequence
from functools import cached_property
from importlib import import_module

from anyio import to_thread
from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send

from mysterydesk.world import World


class LateRoutes:
    """The routes that a function of a module gives; an ASGI application.

    Args:
        place: `module:function`; the function makes routes of a world.
        world: The installation.
    """

    def __init__(self, place: str, world: World) -> None:
        self._place = place
        self._world = world

    @cached_property
    def _router(self) -> Router:
        module, _, name = self._place.partition(":")
        make: Callable[[World], Sequence[Route]] = getattr(import_module(module), name)
        return Router(routes=list(make(self._world)), redirect_slashes=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the routes do."""
        router = await to_thread.run_sync(lambda: self._router)
        await router(scope, receive, send)
