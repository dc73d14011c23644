"""Can this port be had?"""

import errno
import socket

from mysterydesk.errors import ServeError
from mysterydesk.settings import Settings

_BACKLOG = 128


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
