"""Which slots does a message ask for?

Asking is a frame completed by a noun (`please send me` + `the serial number`), a bare noun phrase that asks, or a
whole way of asking that belongs to one slot (`since when`). Stating a value is not asking (rule 5).
"""

import re
from collections.abc import Iterator

from simulator.reading.clauses import Clause, Cues, Message, negated
from simulator.reading.match import clauses_of
from simulator.reading.rules import Frames, Hit, Slot

_WORDS_AFTER = 18


def find_asks(message: Message, slots: tuple[Slot, ...], frames: Frames, cues: Cues) -> Iterator[Hit]:
    """Find the slots asked for, guards asked."""
    clauses = clauses_of(message)
    framed = _framed(message, clauses, slots, frames)
    for index, clause in enumerate(clauses):
        if clause.reported or clause.conditional or cues.waiver.search(clause.text):
            continue
        for slot in slots:
            hit = _asked(clause, slot, frames, framed=framed[index])
            if hit and not negated(clause, clause.start + hit.start(), cues):
                yield Hit(
                    act=slot.act,
                    slot=slot.name,
                    start=clause.start + hit.start(),
                    end=clause.start + hit.end(),
                    sentence=clause.sentence,
                    clause=index,
                )


def _asked(clause: Clause, slot: Slot, frames: Frames, *, framed: bool) -> re.Match[str] | None:
    if slot.unless and slot.unless.search(clause.text):
        return None
    if slot.direct and (found := slot.direct.search(clause.text)):
        return found
    if clause.question and slot.asked and (found := slot.asked.search(clause.text)):
        return found
    noun = slot.nouns.search(clause.text) if slot.nouns else None
    if noun is None:
        return None
    if framed or _asks_here(clause, noun, frames, firm=slot.firm):
        return noun
    return None


def _asks_here(clause: Clause, noun: re.Match[str], frames: Frames, *, firm: bool) -> bool:
    text = clause.text
    if frames.giving.search(text) and not frames.wh.search(text):
        return False
    if frames.request.search(text) or (not firm and frames.lacking.search(text)):
        return True
    if firm:
        return False
    near = text[max(0, noun.start() - _WORDS_AFTER) : noun.end() + _WORDS_AFTER]
    return bool(frames.wh.search(near)) or bool(frames.have.search(text) and clause.question)


def _framed(message: Message, clauses: tuple[Clause, ...], slots: tuple[Slot, ...], frames: Frames) -> list[bool]:
    """Tell which clauses are nothing but nouns that a frame beside them, or a question mark, completes."""
    bare = [_is_bare(clause.text, slots, frames) for clause in clauses]
    active = [
        bool(
            not clause.reported
            and (frames.request.search(clause.text) or frames.lacking.search(clause.text) or clause.question)
            and any(slot.nouns and slot.nouns.search(clause.text) for slot in slots)
        )
        for clause in clauses
    ]
    framed = [
        only and message.sentences[clause.sentence].question for only, clause in zip(bare, clauses, strict=True)
    ]
    for order in (range(1, len(clauses)), range(len(clauses) - 2, -1, -1)):
        for index in order:
            beside = index - 1 if order.step == 1 else index + 1
            same = clauses[beside].sentence == clauses[index].sentence
            handed = beside > index and bool(frames.handing.search(clauses[beside].text))
            framed[index] |= same and (handed or (bare[index] and (active[beside] or framed[beside])))
    return framed


def _is_bare(text: str, slots: tuple[Slot, ...], frames: Frames) -> bool:
    rest = text
    for slot in slots:
        if slot.nouns:
            rest = slot.nouns.sub(" ", rest)
    return rest != text and not frames.bare.sub("", rest).strip()
