"""Do bare keywords gain anything, and does abuse pass that is full of them? (VALIDITY G6)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from scoring.validate.count import Count
from scoring.validate.exam_room import Trial, played, replayed
from scoring.validate.goals import Measured
from scoring.validate.meddler import Fault, meddling
from scoring.validate.nulls import NULLS
from scoring.validate.other_words import OtherWords
from scoring.validate.rewording import TALK, rewritten
from scoring.validate.sentences import Sentences
from simulator.drill import Attempt
from simulator.move import Move

WORDLESS = ("vague_text", "canned_template")
"""Null trainees that are given the keywords."""

COLD = Fault(unsaid=("greet_intro", "greet_letter", "empathise", "anything_else", "farewell"))
"""A handling that leaves out what only words can show."""


def gains(trials: Iterable[Trial], other: OtherWords, sentences: Sentences) -> Measured:
    """Measure G6: the most points that a handling gains by keywords in every message, of either end of the total."""
    most, n, misses = 0.0, 0, list[str]()
    for trial in trials:
        words = other.stuffing.in_lang(trial.lang)
        for name, plain, stuffed in _both(trial, words, sentences):
            before, after = trial.scored(plain).total, trial.scored(stuffed).total
            gain = max(after[end] - before[end] for end in (0, 1))
            most, n = max(most, gain), n + 1
            if gain > 0:
                misses.append(f"{trial.desk.case.id} {trial.lang} {name} {gain:+.2f}")
    return Measured(value=round(most, 2), n=n, misses=tuple(misses))


def _both(trial: Trial, words: str, sentences: Sentences) -> Iterator[tuple[str, Attempt, Attempt]]:
    for name in WORDLESS:
        plain = played(trial.opened(), NULLS[name](trial, sentences))
        yield name, plain, played(trial.opened(), _stuffed(NULLS[name](trial, sentences), words))
    cold = meddling(trial, COLD)
    if cold is not None:
        # The same moves at the same times: a handling that is thought out anew may promise more, and keep it.
        stuffed = tuple(replace(one, move=move) for one in cold.made for move in _stuffed((one.move,), words))
        yield "cold", cold.attempt, replayed(trial.opened(), stuffed)


def _stuffed(moves: Iterable[Move], words: str) -> Iterator[Move]:
    for move in moves:
        spoken = move.kind in TALK and "text" in move.fields
        yield replace(move, fields={**move.fields, "text": f"{move.fields['text']} {words}"}) if spoken else move


def abuse(trials: Iterable[Trial], other: OtherWords, sentences: Sentences) -> Measured:
    """Measure G6 too: how many handlings pass that say nothing but abuse and keywords, every button pressed right."""
    count = Count()
    for trial in trials:
        said = f"{sentences.faults['rude'].in_lang(trial.lang)} {other.stuffing.in_lang(trial.lang)}"
        card = trial.scored(rewritten(trial, _always(said)))
        count.note(
            f"{trial.desk.case.id} {trial.lang} {card.total[0]:g}-{card.total[1]:g}", hit=card.verdict != "pass"
        )
    return count.missed()


def _always(said: str) -> Callable[[str], str]:
    return lambda _text: said
