"""In which encoding is a table written, and what separates its cells?"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mysterydesk.importers.container import Container
from mysterydesk.importers.register import ImportRefused
from policy.problem import problem

CANDIDATES: Final = ("utf-8", "gb18030")
"""Tried in this order: what is UTF-8 is hardly ever anything else, and GB18030 holds GBK and GB 2312."""

MARKS: Final[Mapping[bytes, str]] = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""Byte order marks (RFC 3629, section 6, and RFC 2781)."""

SAMPLE: Final = 65_536
"""Bytes in which the first line is looked for."""

DELIMITERS: Final = (",", ";", "\t", "|")

_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """How a text is written.

    Attributes:
        encoding: A codec of Python.
        delimiter: One character.
        length: Bytes, unpacked.
    """

    encoding: str
    delimiter: str
    length: int


@dataclass(slots=True)
class _Trial:
    """One encoding under trial: it holds until a byte says otherwise.

    Attributes:
        name: The encoding.
        decoder: It, fed piece by piece.
        broken_at: Line of the first byte that it cannot read, 0 while there is none.
    """

    name: str
    decoder: codecs.IncrementalDecoder
    broken_at: int = 0

    def feed(self, piece: bytes, line: int, *, final: bool = False) -> None:
        """Read on, `line` being where the piece begins."""
        if self.broken_at:
            return
        try:
            self.decoder.decode(piece, final)
        except UnicodeDecodeError as error:
            self.broken_at = line + piece.count(b"\n", 0, error.start)


def script_of(container: Container, delimiter: str = "") -> Script:
    """Read a text once, without keeping it, and say how it is written.

    Args:
        container: A text.
        delimiter: What separates cells; empty: the one that the first line holds most often.

    Raises:
        ImportRefused: It is too large, empty, or in no encoding that is read.
    """
    trials: list[_Trial] = []
    start, length, line = b"", 0, 1
    for piece in container.chunks():
        if not trials:
            start = piece[:SAMPLE]
            trials = [_Trial(name, codecs.getincrementaldecoder(name)()) for name in _candidates(piece)]
        for trial in trials:
            trial.feed(piece, line)
        length += len(piece)
        line += piece.count(b"\n")
    if not length:
        raise ImportRefused(problem(container.name, 0, "import_empty"))
    for trial in trials:
        trial.feed(b"", line, final=True)
    fitting = next((trial.name for trial in trials if not trial.broken_at), None)
    if fitting is None or (b"\0" in start and fitting != "utf-16"):
        raise ImportRefused(problem(container.name, trials[0].broken_at or 1, "import_not_text"))
    # The sample may end inside a character.
    first = start.decode(fitting, errors="ignore").lstrip("\ufeff").splitlines()[:1]
    return Script(encoding=fitting, delimiter=delimiter or _separating(first), length=length)


def _candidates(piece: bytes) -> tuple[str, ...]:
    marked = next((name for mark, name in MARKS.items() if piece.startswith(mark)), None)
    return (marked,) if marked else CANDIDATES


def _separating(first: list[str]) -> str:
    # What stands in quotation marks is a name that may hold any of them.
    bare = _QUOTED.sub("", first[0]) if first else ""
    return max(DELIMITERS, key=bare.count)
