"""What did the customer say about the state: does it work, or not?"""

import re
from collections.abc import Iterator
from typing import Literal

from scoring.question import Question
from scoring.stated import is_stated, places, sentences
from sla.timeline import Event

Heard = Literal["works", "fails", ""]

DENIALS = frozenset({
    "deny_fixed", "reports_not_working", "reports_changed_not_working", "reports_lost", "it_is_back",
    "still_waiting_after_close", "callback_bad", "relief_gone",
})  # fmt: skip
"""What a customer says who cannot work."""

CONFIRMATIONS = frozenset({"confirm_fixed", "reports_working", "confirm_detour", "callback_ok"})
"""What one says who can."""

REPAIRS = ("fix.provided", "workaround.provided", "action.executed", "ticket.resolved")

_IF = re.compile(r"(如果|要是|万一|假如|\bif\b|\bin case\b|\bunless\b)[^，。,.;；!！?？]*")
"""What is only supposed is not said."""


_STILL = re.compile(
    r"(?:['’](?:s|re)|\b(?:is|are|it|they|this|that)) still "
    r"(?!work|fine|good|ok|up\b|on\b|well|great|stable|running|steady|holding)\w+"
    r"|(?:^|[.!?,;:]\s*)still (?!work|fine|good|ok|up\b|on\b|well|great|stable|running|steady|holding|wait|thank)\w+"
    r"|[还仍](?:是|在)(?:漏|卡|报|断|闪|转|掉|慢|响|停|空白|黑屏|白屏|红|死机)"
)
"""A state that lasts, told of after a repair."""

_LOST = re.compile(
    r"(?:可是?|但是?|不过|却|然而|\b(?:but|however|except|only)\b)[^。！？.!?]*"
    r"(?:没了|不见了|丢了|丢失|消失|没有了|被删|\b(?:gone|lost|missing|vanished|wiped|deleted|disappeared)\b)"
    r"|(?:全|都|全都|统统)(?:没了|不见了|丢了|消失了)"
)
"""What is missing since the repair: who has lost something has not got what was asked for."""


def heard(question: Question, event: Event) -> Heard:
    """Read one event of the customer: its act where a drill marked one, else its words after a repair."""
    if event.kind == "verify.customer":
        return "works"
    act = event.fields.get("act")
    if act is not None:
        return "fails" if act in DENIALS else "works" if act in CONFIRMATIONS else ""
    repaired = question.first(*REPAIRS)
    if (repaired is None or event.id < repaired.id) and not _was_called_done(question, event):
        # Before any repair only what lasts is told against the ticket, and only after somebody spoke to the customer.
        said = str(event.fields.get("text") or "").casefold()
        answered = any(word.event.id < event.id for word in question.words[1:])
        return "fails" if answered and _STILL.search(said) else ""
    return in_words(question, str(event.fields.get("text") or ""))


def _was_called_done(question: Question, event: Event) -> bool:
    """Tell whether the customer had been told that it is done, though no repair stands on the ticket."""
    return any(
        word.event.id < event.id and is_stated(sentence, start, end)
        for word in question.words
        for sentence in sentences(word.text)
        for start, end in places(sentence.text, question.lexicon.done)
    )


def in_words(question: Question, text: str) -> Heard:
    """Read words: the last thing that was said of the state counts."""
    said = _IF.sub("", text.casefold())
    lexicon = question.lexicon
    fails = [*_ends(said, lexicon.denies), *(one.end() for mark in (_STILL, _LOST) for one in mark.finditer(said))]
    works: list[int] = []
    for start, end in _found(said, lexicon.confirms):
        (fails if said[:start].endswith(lexicon.negates) else works).append(end)
    if not fails and not works:
        return ""
    # A denial that holds the word of a confirmation ("not working") ends where that word ends.
    return "fails" if max(fails, default=-1) >= max(works, default=-1) else "works"


def is_mixed(question: Question, event: Event) -> bool:
    """Tell whether words that nobody marked say both that it works and that it fails: a person reads them."""
    if event.kind != "customer.msg" or event.fields.get("act") is not None:
        return False
    said = _IF.sub("", str(event.fields.get("text") or "").casefold())
    works = [start for start, _ in _found(said, question.lexicon.confirms)]
    denied = list(_found(said, question.lexicon.denies))
    free = [at for at in works if not said[:at].endswith(question.lexicon.negates)]
    return any(not any(start <= at < end for start, end in denied) for at in free)


def _found(said: str, marks: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    return ((one.start(), one.end()) for mark in marks for one in re.finditer(re.escape(mark), said))


def _ends(said: str, marks: tuple[str, ...]) -> list[int]:
    return [end for _, end in _found(said, marks)]


def last_word(question: Question, before: Event) -> tuple[Event, Heard] | None:
    """Give the customer's last word on the state before an event."""
    spoken = [one for one in question.all("customer.msg", "verify.customer") if one.id < before.id]
    told = [(one, state) for one in spoken if (state := heard(question, one))]
    return told[-1] if told else None
