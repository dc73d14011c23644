"""How do the moments of a talk sound in other words, and how do these get into a handling? (VALIDITY G7)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from policy.document import read_document
from policy.problem import Problems, in_order
from policy.shape import Shape, TextShape, shaped
from policy.text import Lang, Text
from scenarios.fill import fill, names_in
from scoring.validate.exam_room import Trial
from scoring.validate.meddler import Fault, Meddler
from scoring.validate.sentences import LinesShape
from simulator.drill import Attempt, open_attempt
from simulator.player import NotWinnableError, phrase
from simulator.solve import handle


class OtherWordsShape(Shape):
    """The whole file."""

    moments: dict[str, LinesShape]
    negated: dict[str, LinesShape]
    stuffing: TextShape


Lines = Mapping[Lang, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWords:
    """What the reading of words is tried on.

    Attributes:
        moments: Paraphrases by moment of the phrase book.
        negated: By moment, words that take back what the moment claims.
        stuffing: Bare words that a keyword scorer would look for.
    """

    moments: Mapping[str, Lines]
    negated: Mapping[str, Lines]
    stuffing: Text


def _lines(one: LinesShape) -> Lines:
    return {"zh": tuple(one.zh), "en": tuple(one.en)}


def parse_other_words(text: str, source: str) -> tuple[OtherWords | None, Problems]:
    """Read the sentences, or every problem with its line."""
    document, unread = read_document(text, source)
    if document is None:
        return None, unread
    whole, problems = shaped(OtherWordsShape, document.value, document, ())
    if whole is None or unread:
        return None, in_order((*unread, *problems))
    made = OtherWords(
        moments={name: _lines(one) for name, one in whole.moments.items()},
        negated={name: _lines(one) for name, one in whole.negated.items()},
        stuffing=whole.stuffing.value(),
    )
    return made, ()


Speech = Callable[["Reteller", str, dict[str, str]], str]
"""What is said for a moment with its values."""


@dataclass(slots=True, kw_only=True)
class Reteller(Meddler):
    """The ideal player in other words.

    Attributes:
        speech: Gives the words of a moment.
    """

    speech: Speech

    def words(self, *moments: str, **values: str) -> str:
        """Put the words of some moments together."""
        glue = "" if self.desk.case.lang == "zh" else " "
        return glue.join(self.speech(self, moment, values) for moment in moments)


def retold(trial: Trial, speech: Speech, fault: Fault | None = None) -> Attempt | None:
    """Play the ideal handling in other words, with a fault if given; None where it comes to no end that way."""
    attempt = open_attempt(trial.desk, trial.desk.case.id, "practice", trial.wall)
    player = Reteller(attempt=attempt, wall=trial.wall, fault=fault or Fault(), speech=speech)
    try:
        handle(player)
    except NotWinnableError:
        return None
    return player.attempt


def paraphrase(other: OtherWords, turn: int) -> Speech:
    """Say each moment by one of its paraphrases, another one with every turn."""
    return partial(_paraphrased, other, turn)


def _paraphrased(other: OtherWords, turn: int, player: Reteller, moment: str, values: dict[str, str]) -> str:
    lines = other.moments.get(moment, {}).get(player.desk.case.lang, ())
    usable = [one for one in lines if names_in(one) <= set(values)]
    return fill(usable[turn % len(usable)], values) if usable else phrase(player.desk, moment, values)
