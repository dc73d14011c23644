"""Which bytes does an import file hold, and are they few enough to be read?

A file may come from anybody. What it unpacks to is counted while it is unpacked, since the sizes that an archive
states about itself may lie (OWASP ASVS 5.0.0, 5.2.1 to 5.2.3).
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Literal

from mysterydesk.errors import file_fault
from mysterydesk.importers.register import ImportRefused
from policy.problem import Problem, problem

MOST_BYTES: Final = 128_000_000
"""Most bytes of one file, unpacked; five times the largest public log we know of (27 MB)."""

MOST_MEMBERS: Final = 2_000
"""Most entries of an archive; a workbook has some dozens."""

CHUNK: Final = 1 << 20

BROKEN: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError)
"""What reading a damaged archive raises; the third is how `zipfile` refuses a compression that it does not know."""

WORKBOOK: Final = "xl/workbook.xml"
"""Entry that makes an archive a workbook (ECMA-376)."""

ENCRYPTED: Final = 1
"""Flag of an entry that asks for a password (APPNOTE.TXT, 4.4.4)."""

TYPED: Final = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
"""With what a part declares a type of its own, and so entities that swell; a workbook may not (ECMA-376-2)."""

PARTS: Final = (".xml", ".rels")

TEXTS: Final = (".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A file that was looked at, not yet read.

    Attributes:
        path: Where it lies.
        kind: A text, a text inside an archive, or a workbook.
        member: Name inside the archive.
        most: Most bytes it may unpack to.
    """

    path: Path
    kind: Literal["text", "zipped", "workbook"]
    member: str = ""
    most: int = MOST_BYTES

    @property
    def name(self) -> str:
        """Give the name that problems show."""
        return f"{self.path.name}/{self.member}" if self.kind == "zipped" else self.path.name

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Open the bytes, unpacked; a workbook's are those of the file.

        Raises:
            ImportRefused: The archive is broken.
        """
        if self.kind != "zipped":
            with self.path.open("rb") as plain:
                yield plain
            return
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as inside:
                yield inside
        except BROKEN as error:
            raise ImportRefused(problem(self.path.name, 0, "import_archive_broken", entry=self.member)) from error

    def chunks(self) -> Iterator[bytes]:
        """Give the unpacked bytes piece by piece, refusing the file where they become too many.

        Raises:
            ImportRefused: `import_too_large`.
        """
        left = self.most
        with self.open() as stream:
            while piece := stream.read(CHUNK):
                left -= len(piece)
                if left < 0:
                    raise ImportRefused(_too_large(self.name, self.most))
                yield piece


def look_at(path: Path, most: int = MOST_BYTES) -> Container:
    """Say what kind of file it is, and refuse one that is too large or hides something.

    Args:
        path: A CSV, a workbook, or an archive with one CSV or TSV in it.
        most: Most bytes it may unpack to.

    Raises:
        ImportRefused: What is wrong with it.
        WorldError: `file_unreadable`.
    """
    try:
        if path.stat().st_size > most:
            raise ImportRefused(_too_large(path.name, most))
        if not zipfile.is_zipfile(path):
            with path.open("rb"):
                return Container(path=path, kind="text", most=most)
        with zipfile.ZipFile(path) as archive:
            return _archive(path, archive, most)
    except OSError as error:
        raise file_fault("file_unreadable", path, error) from error
    except zipfile.BadZipFile as error:
        raise ImportRefused(problem(path.name, 0, "import_archive_broken", entry="")) from error


def _archive(path: Path, archive: zipfile.ZipFile, most: int) -> Container:
    entries = [one for one in archive.infolist() if not one.is_dir()]
    if len(entries) > MOST_MEMBERS or sum(one.file_size for one in entries) > most:
        raise ImportRefused(_too_large(path.name, most))
    if any(one.filename == WORKBOOK for one in entries):
        return Container(path=path, kind="workbook", most=_counted(path, archive, entries, most))
    tables = [one for one in entries if _is_table(one.filename)]
    if len(tables) != 1:
        names = ", ".join(one.filename for one in tables[:5])
        raise ImportRefused(problem(path.name, 0, "import_archive_tables", count=len(tables), names=names))
    if tables[0].flag_bits & ENCRYPTED:
        raise ImportRefused(problem(path.name, 0, "import_archive_locked", entry=tables[0].filename))
    return Container(path=path, kind="zipped", member=tables[0].filename, most=most)


def _counted(path: Path, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], most: int) -> int:
    """Unpack a workbook once without keeping it: its reader would trust the sizes that it states."""
    left = most
    for one in entries:
        if one.flag_bits & ENCRYPTED:
            raise ImportRefused(problem(path.name, 0, "import_archive_locked", entry=one.filename))
        try:
            with archive.open(one) as stream:
                seen = b""
                while piece := stream.read(CHUNK):
                    left -= len(piece)
                    if left < 0:
                        raise ImportRefused(_too_large(path.name, most))
                    seen = seen[-len(TYPED[-1]) :] + piece
                    if one.filename.lower().endswith(PARTS) and any(mark in seen for mark in TYPED):
                        raise ImportRefused(problem(path.name, 0, "import_workbook_typed", entry=one.filename))
        except BROKEN as error:
            raise ImportRefused(problem(path.name, 0, "import_archive_broken", entry=one.filename)) from error
    return most


def _is_table(name: str) -> bool:
    base = name.rsplit("/", 1)[-1]
    return base.lower().endswith(TEXTS) and not base.startswith(".") and not name.startswith("__MACOSX/")


def _too_large(name: str, most: int) -> Problem:
    return problem(name, 0, "import_too_large", most=f"{most // 1_000_000} MB")
