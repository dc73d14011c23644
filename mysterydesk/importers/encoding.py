"""In which encoding is a table written, what separates its cells, and how much of it is damaged?

One bad byte costs its row, not the file. A file most of whose rows are damaged is in another encoding, or no text.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
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

WHOLE: Final = "strict"
SPOILED: Final = "surrogateescape"
"""How bytes that are no text are read (PEP 383): each as half a character, by which its row is known."""

MOST_SPOILED: Final = 0.5
"""Share of the rows that may be damaged in a file that is read at all."""

MOST_SINGLE: Final = 0.7
"""Share of bytes above ASCII that stand alone, from which on a text is in an alphabet of one byte a letter: Chinese
takes two bytes or more a character, so that its runs are longer."""

CERTAIN: Final = 4
"""Characters beyond ASCII for every bad byte that make a damaged text UTF-8: other texts hardly ever give any."""

_QUOTED = re.compile(r'"[^"]*"')
_RUN = re.compile(rb"[\x80-\xff]+")
_BAD = re.compile("[\udc80-\udcff\0]")
_BAD_LINE = re.compile("[^\n]*[\udc80-\udcff\0][^\n]*")
_PLAIN = re.compile("[\x00-\x7f\udc80-\udcff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """How a text is written.

    Attributes:
        encoding: A codec of Python.
        delimiter: One character.
        length: Bytes, unpacked.
        errors: How bytes that are no text are read: `strict`, or `surrogateescape` where there are some.
        western: Whether the damage looks like letters of Western Europe, a byte each (Windows-1252).
    """

    encoding: str
    delimiter: str
    length: int
    errors: str = WHOLE
    western: bool = False


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


@dataclass(slots=True, kw_only=True)
class _Damage:
    """How much of a text an encoding cannot read.

    Attributes:
        lines: Lines of the text.
        bad_lines: Those that hold bytes that are no text.
        bad: Such bytes.
        beyond: Characters that were read and lie beyond ASCII.
        runs: Runs of bytes above ASCII.
        single: Those of one byte.
        first: First damaged line.
        closed: Whether the last line is ended.
    """

    lines: int = 1
    bad_lines: int = 0
    bad: int = 0
    beyond: int = 0
    runs: int = 0
    single: int = 0
    first: int = 0
    closed: bool = False

    @property
    def rows(self) -> int:
        """Give how many lines stand below the first, but one at least."""
        return max(1, self.lines - 1 - self.closed)

    @property
    def western(self) -> bool:
        """Say whether the bytes look like single letters among ASCII ones."""
        return self.beyond < CERTAIN * self.bad and self.runs > 0 and self.single >= MOST_SINGLE * self.runs


def damaged(container: Container, encoding: str) -> _Damage:
    """Read a text once more, and count what an encoding makes of it."""
    found = _Damage()
    decoder = codecs.getincrementaldecoder(encoding)(SPOILED)
    for piece in container.chunks():
        runs = [len(run) for run in _RUN.findall(piece)]
        found.runs += len(runs)
        found.single += runs.count(1)
        text = decoder.decode(piece)
        bad = _BAD.search(text)
        if bad and not found.first:
            found.first = found.lines + text.count("\n", 0, bad.start())
        found.bad += len(_BAD.findall(text)) if bad else 0
        found.bad_lines += len(_BAD_LINE.findall(text)) if bad else 0
        found.beyond += len(_PLAIN.sub("", text))
        found.lines += text.count("\n")
        found.closed = text.endswith("\n")
    return found


def spoiled(cell: str) -> str:
    r"""Give the bytes of a cell that are no text, as they are written in programs; empty where all are text.

    >>> spoiled("caf\udce9"), spoiled("ab\0"), spoiled("good")
    ('\\xe9', '\\x00', '')
    """
    return "".join(f"\\x{ord(one) & 0xFF:02x}" for one in _BAD.findall(cell))


def script_of(container: Container, delimiter: str = "", encoding: str = "") -> Script:
    """Read a text once, without keeping it, and say how it is written; one that is damaged is read twice or thrice.

    Args:
        container: A text.
        delimiter: What separates cells; empty: the one that the first line holds most often.
        encoding: A codec of Python; empty: found out.

    Raises:
        ImportRefused: It is too large, empty, or hardly any of it is in an encoding that is read.
    """
    trials: list[_Trial] = []
    start, length, line, nul = b"", 0, 1, False
    for piece in container.chunks():
        if not trials:
            start = piece[:SAMPLE]
            trials = [_Trial(name, codecs.getincrementaldecoder(name)()) for name in _candidates(piece, encoding)]
        for trial in trials:
            trial.feed(piece, line)
        nul = nul or b"\0" in piece
        length += len(piece)
        line += piece.count(b"\n")
    if not length:
        raise ImportRefused(problem(container.name, 0, "import_empty"))
    for trial in trials:
        trial.feed(b"", line, final=True)
    script = _chosen(container, trials, nul=nul)
    # The sample may end inside a character.
    first = start.decode(script.encoding, errors="ignore").lstrip("\ufeff").splitlines()[:1]
    return replace(script, delimiter=delimiter or _separating(first), length=length)


def _chosen(container: Container, trials: list[_Trial], *, nul: bool) -> Script:
    """Choose the encoding: the first that reads all of it, else the one that loses least."""
    wide = trials[0].name == "utf-16"
    if not trials[0].broken_at and (wide or not nul):
        return Script(encoding=trials[0].name, delimiter="", length=0)
    if wide:
        raise ImportRefused(problem(container.name, trials[0].broken_at, "import_not_text"))
    found = {trial.name: damaged(container, trial.name) for trial in trials}
    first = found[trials[0].name]
    # Bytes of UTF-8, or of one byte a letter, are hardly ever no GB18030: that it can be read so says nothing.
    utf = len(trials) == 1 or first.beyond >= CERTAIN * first.bad > 0 or first.western
    name = trials[0].name if utf else min(found, key=lambda one: found[one].bad_lines)
    damage = found[name]
    if damage.first == 1 or damage.bad_lines > MOST_SPOILED * damage.rows:
        if first.western and not nul:
            raise ImportRefused(problem(container.name, damage.first, "import_western"))
        raise ImportRefused(problem(container.name, damage.first, "import_not_text"))
    errors = SPOILED if damage.bad else WHOLE
    return Script(encoding=name, delimiter="", length=0, errors=errors, western=first.western and not nul)


def _candidates(piece: bytes, wish: str) -> tuple[str, ...]:
    if wish:
        return (wish,)
    marked = next((name for mark, name in MARKS.items() if piece.startswith(mark)), None)
    return (marked,) if marked else CANDIDATES


def _separating(first: list[str]) -> str:
    # What stands in quotation marks is a name that may hold any of them.
    bare = _QUOTED.sub("", first[0]) if first else ""
    return max(DELIMITERS, key=bare.count)
