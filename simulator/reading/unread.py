"""Is there a clause that no rule touched, though it says something?

What was not found in such a message may stand there in words that the rules do not know: it is not missing, it is
unread (DESIGN decision 13: unsure is an outcome).
"""

import re

from simulator.reading.clauses import MASK, Clause, Message
from simulator.reading.match import clauses_of
from simulator.reading.normal import is_han
from simulator.reading.pattern import Matcher
from simulator.reading.rules import Hit

LEAST_HAN, LEAST_WORDS = 4, 3
"""A shorter clause is a name, a filler or a word of assent (annotation guide, rule 8)."""
_WORD = re.compile(r"[a-z']{2,}")


def _says_something(clause: Clause) -> bool:
    if clause.reported or clause.conditional or MASK in clause.text:
        return False
    han = sum(map(is_han, clause.text))
    return han >= LEAST_HAN or (not han and len(_WORD.findall(clause.text)) >= LEAST_WORDS)


def _touched(clause: Clause, hits: tuple[Hit, ...]) -> bool:
    return any(hit.start < clause.start + len(clause.text) and clause.start < hit.end for hit in hits)


def unread_clauses(message: Message, hits: tuple[Hit, ...], waiver: Matcher) -> tuple[tuple[int, int], ...]:
    """Give the places, in the plain form, of clauses that say something and that no rule touched, weak ones included.

    What a clause spares the customer (`waiver`) was read: it does nothing.

    A place reaches to where the next clause begins, so that it holds the marks that end the clause.
    """
    clauses = clauses_of(message)
    ends = (*(one.start for one in clauses[1:]), *([len(message.normal.text)] if clauses else []))
    return tuple(
        (clause.start, end)
        for clause, end in zip(clauses, ends, strict=True)
        if _says_something(clause) and not _touched(clause, hits) and not waiver.search(clause.text)
    )
