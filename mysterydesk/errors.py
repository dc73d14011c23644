"""What can break in the world, and how is it named?

Every fault carries a code and parameters; `mysterydesk.i18n.fault_text` puts `fault.<code>` into words that
say what to do. Authors' mistakes are no faults: they are `policy.problem.Problem` values.
"""

import errno
import logging
import secrets
from collections.abc import Mapping

log = logging.getLogger("mysterydesk")

_CAUSES: Mapping[int | None, str] = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read_only",
    errno.ENOENT: "absent",
    errno.EISDIR: "a_folder",
    errno.ENOTDIR: "no_folder",
    errno.EEXIST: "no_folder",  # only making a folder meets it: a file has its name
    errno.EIO: "medium",
}
"""What the operating system says of a file (IEEE 1003.1, errno.h), as the catalogue's `cause.<name>`."""


class WorldError(Exception):
    """Something outside the pure rooms did not work.

    Attributes:
        code: Kind of fault; its message id is `fault.<code>`.
        params: Values of the sentence.
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params: Mapping[str, str] = {name: str(value) for name, value in params.items()}
        super().__init__(code, dict(self.params))


class StoreError(WorldError):
    """The store cannot be opened, read or written, or holds what it must not."""


class Conflict(StoreError):  # noqa: N818  the word of the field for a lost optimistic race
    """Somebody else moved in between; nothing of ours was written."""


class NotAllowed(WorldError):  # noqa: N818  reads as the sentence it is
    """The account's role does not carry the permission."""


class ServeError(WorldError):
    """The web server cannot start as asked."""


class FileMissing(WorldError):  # noqa: N818  reads as the sentence it is
    """A file that ships with the product, or a font of the machine, is not there."""


def file_fault(code: str, path: object, error: OSError) -> WorldError:
    """Say a fault about a file with its cause, which `fault_text` puts into the reader's language.

    >>> file_fault("file_unwritable", "copy.db", OSError(28, "No space left on device")).params
    {'path': 'copy.db', 'cause': 'full', 'number': '28'}
    """
    return WorldError(code, path=path, cause=_CAUSES.get(error.errno, "other"), number=error.errno or 0)


def shown(wish: str) -> str:
    """Give an id that somebody asked for as a sentence may show it: an address can carry markup and orders.

    >>> shown("S047-lost"), shown("![x](http://evil.example/x.png)")
    ('S047-lost', '··x··http···evil.example·x.png·')
    """
    return "".join(char if char.isalnum() or char in "-_." else "·" for char in wish[:40])


def report(error: BaseException) -> str:
    """Log an unexpected error under a number that a person can quote.

    Returns:
        The number, e.g. `E-4F2A`.
    """
    number = f"E-{secrets.token_hex(2).upper()}"
    log.error(number, exc_info=error)
    return number
