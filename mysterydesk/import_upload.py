"""Where does a file lie while somebody looks at it, and can it be read at all?

Nothing is stored: a session holds one folder of its own among the temporary files, which goes with the next file,
with the session, or with the program. A file that cannot be read leaves nothing.
"""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

from mysterydesk.errors import file_fault
from mysterydesk.importers.register import ImportRefused
from mysterydesk.importers.table import Table, open_table
from policy.problem import problem

MOST_MB: Final = 200
MOST_BYTES: Final = MOST_MB << 20
"""Most bytes of a file, packed and unpacked; seven times the largest public log we know of."""

LONGEST_NAME: Final = 60
"""Characters; four bytes each still make a name that every file system takes."""

PREFIX: Final = "mysterydesk-import-"
"""Beginning of a folder's name; the number of the server's process follows."""

PACKED: Final = frozenset({".xlsx", ".zip"})
"""Endings of names that promise an archive: without one inside, the file was damaged or wrongly named."""

_ODD: Final = frozenset('/\\:*?"<>|')


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that somebody has brought.

    Attributes:
        folder: Where it and what comes of it lie; gone when nobody holds it any more.
        table: The file, ready to be read as often as wanted.
        size: Bytes, as they came.
    """

    folder: TemporaryDirectory[str]
    table: Table
    size: int

    @property
    def name(self) -> str:
        """Give the file's name."""
        return self.table.container.path.name

    def place(self, name: str) -> Path:
        """Give the path of something that comes of the file."""
        return Path(self.folder.name) / name

    def drop(self) -> None:
        """Delete it with all that came of it."""
        self.folder.cleanup()


def received(name: str, content: IO[bytes]) -> Upload:
    """Take a file in and look at it.

    Args:
        name: As whoever brought it calls it.
        content: Its bytes.

    Raises:
        ImportRefused: It is no table that can be read; nothing of it is left.
        WorldError: `file_unwritable`.
    """
    folder = TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", ignore_cleanup_errors=True)
    path = Path(folder.name) / "in" / safe_name(name)
    try:
        path.parent.mkdir()
        with path.open("wb") as kept:
            shutil.copyfileobj(content, kept, 1 << 20)
        return Upload(folder=folder, table=_opened(path), size=path.stat().st_size)
    except OSError as error:
        folder.cleanup()
        raise file_fault("file_unwritable", Path(path.name), error) from error
    except BaseException:
        folder.cleanup()
        raise


def _opened(path: Path) -> Table:
    table = open_table(path, most=MOST_BYTES)
    ending = path.suffix.lower()
    if ending in PACKED and table.container.kind == "text":
        raise ImportRefused(problem(path.name, 0, "import_not_as_named", suffix=ending))
    return table


def sweep(*, own: bool = False) -> None:
    """Delete folders whose server is gone: one that was killed could not do so itself.

    Args:
        own: This server's folders as well, since it is about to end.
    """
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        number = folder.name.removeprefix(PREFIX).partition("-")[0]
        mine = number == str(os.getpid())
        if number.isdecimal() and (own if mine else not _runs(int(number))):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    """Say whether a process is there; where that cannot be asked, it is taken to be."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def safe_name(name: str) -> str:
    r"""Give a name under which a file can lie in a folder, and nowhere else.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\logs\\a b.csv"), safe_name("..")
    ('passwd', 'a b.csv', 'upload')
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(one for one in last if one.isprintable() and one not in _ODD).strip(". ")
    return clean[-LONGEST_NAME:].strip(". ") or "upload"
