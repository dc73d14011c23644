"""What is wrong with a pack that somebody writes, and what do its own figures contradict?"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mysterydesk import shelf
from mysterydesk.pack_files import Files, bundled, problems_of_size, unbundled
from policy.document import read_document
from policy.handbook import Handbook
from policy.parse import read_pack
from policy.problem import Problem, Problems, in_order, problem
from policy.readable import Reading
from sla.calendar import EmptyCalendarError, HorizonError
from sla.contradictions.finding import Contradiction
from sla.contradictions.lint import contradictions_beside

LONGEST_TITLE: Final = 80
_MARKUP: Final = frozenset("<>{}[]`*_$\\|~#")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a pack says, and all that is wrong with it.

    Attributes:
        handbook: The pack, where it has no problem.
        problems: Every one of them, by file and line.
        reading: What can be read of it all the same; None where it is too much to be read.
    """

    handbook: Handbook | None
    problems: Problems
    reading: Reading | None = None

    @property
    def read(self) -> Handbook | None:
        """Give the pack, or its sound parts where it has problems; None where nothing can be read."""
        return None if self.reading is None else next(iter(self.reading.readable), None)


def checked(files: Files, pack_id: str = "") -> Checked:
    """Read a pack as it is written now; the same text is read once.

    Args:
        files: Name -> YAML text.
        pack_id: What the pack is called in the store; its head must say the same. Empty: what a pack was copied
            from, whose head is no concern of ours.
    """
    if found := problems_of_size(files):
        return Checked(handbook=None, problems=found)
    return _checked(bundled(files), pack_id)


@lru_cache(maxsize=32)
def _checked(data: bytes, pack_id: str) -> Checked:
    files = unbundled(data)
    reading = read_pack(files, shelf.vocabulary())
    problems = in_order((*reading.problems, *(_of_the_head(files, pack_id) if pack_id else ())))
    return Checked(handbook=None if problems else reading.handbook, problems=problems, reading=reading)


def fits_title(title: str) -> bool:
    """Whether a title can stand in every list, heading and print: no markup, no order to a terminal, not too long.

    >>> fits_title("ACME 服务手册 (2026)"), fits_title("<b>x</b>")
    (True, False)
    """
    return 0 < len(title.strip()) <= LONGEST_TITLE and title.isprintable() and not _MARKUP & set(title)


def _of_the_head(files: Files, pack_id: str) -> Iterator[Problem]:
    """Find what our store asks of the head of a pack besides what every pack must have."""
    for source, text in files.items():
        document, _ = read_document(text, source)
        head = document.value.get("pack") if document and isinstance(document.value, dict) else None
        if document is None or not isinstance(head, dict):
            continue
        if isinstance(head.get("id"), str) and head["id"] != pack_id:
            yield problem(source, document.line(("pack", "id")), "pack_id_differs", id=pack_id)
        title = head.get("title")
        for lang in ("zh", "en"):
            said = title.get(lang) if isinstance(title, dict) else None
            if isinstance(said, str) and said.strip() and not fits_title(said):
                line = document.line(("pack", "title", lang))
                yield problem(source, line, "pack_title_unfit", most=LONGEST_TITLE)


@lru_cache(maxsize=16)
def _contradictions(data: bytes, pack_id: str) -> tuple[Contradiction, ...] | None:
    found = _checked(data, pack_id)
    if found.reading is None:
        return None
    try:
        proved = contradictions_beside(found.reading)
    except (EmptyCalendarError, HorizonError, OverflowError):
        return None
    return proved or (None if found.problems else ())


def contradictions(files: Files, pack_id: str) -> tuple[Contradiction, ...] | None:
    """Prove what a pack's figures contradict, as far as they can be read.

    None where nothing can be said: it has problems and what can be read is in order, or hours end before a target.
    """
    return None if problems_of_size(files) else _contradictions(bundled(files), pack_id)
