"""What is a rule of the reading engine, and what did one find?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from simulator.reading.clauses import Cues
from simulator.reading.concepts import Concepts
from simulator.reading.model import Model
from simulator.reading.pattern import Matcher, Pattern, Script

Scope = Literal["clause", "sentence", "message"]

INNER = frozenset({
    "elsewhere", "elsewhere_before", "no_vow", "term_explained", "place_told", "thanked_by_another",
    "no_blame", "not_meant",
})  # fmt: skip
"""Acts that only tell how the words beside them are meant: another thing is asked about, a word is harmless.

No reading has them.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Words in a position that make an act.

    Attributes:
        act: Name of the act.
        slot: Slot of the act, mostly empty.
        scope: What the pattern is held against, one piece at a time.
        find: The pattern.
        unless: Matchers of the clause that take the act away.
        unless_sentence: The same for the sentence.
        unless_message: The same for the message.
        needs: Matchers the sentence must hold too.
        timed: The clause (or sentence) must hold a time that can be resolved.
        mood: Whether the clause must ask, must not ask, or may do either.
        keep: Guards that do not hold here: `negation`, `condition`, `report`.
        weak: Alone it decides nothing; the act is in doubt.
        voids: Acts it takes out of the whole message (sarcasm and courtesy, rule 6).
        script: The script the message must hold for the rule to be tried.
    """

    act: str
    slot: str
    scope: Scope
    find: Matcher
    script: Script
    unless: Matcher | None = None
    unless_sentence: Matcher | None = None
    unless_message: Matcher | None = None
    needs: Matcher | None = None
    timed: bool = False
    mood: Literal["any", "asks", "states"] = "any"
    keep: frozenset[str] = frozenset()
    weak: bool = False
    voids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """How one slot is asked for.

    Attributes:
        name: Slot name, e.g. `product_version`.
        act: `ask`, or `ask_secret` for a password or a one-time code.
        nouns: Names of the value; they ask inside an asking frame.
        direct: Whole ways of asking.
        asked: Ways of asking that count only in a clause that asks.
        unless: Matchers of the clause that take it away.
        firm: Only a request completes its nouns; a question that names them asks something else about them.
    """

    name: str
    act: str
    nouns: Matcher | None
    direct: Matcher | None
    asked: Matcher | None
    unless: Matcher | None
    firm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """Ways to make somebody supply a value, whatever the value is (each is completed by a slot's nouns).

    Attributes:
        request: Asks for being told or sent something.
        lacking: States that something is missing.
        wh: A question word that can stand with a noun.
        have: A yes-no question about having or knowing a value.
        bare: What may stand around a noun in a clause that is nothing but a noun phrase.
        handing: A whole clause that asks to be given what the clause before it names.
        giving: The clause states a value or says something else about the noun.
    """

    request: Matcher
    lacking: Matcher
    wh: Matcher
    have: Matcher
    bare: Matcher
    handing: Matcher
    giving: Matcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """What tells speech from strings of words (rule 7).

    Attributes:
        keywords: Courtesy words and slot names that stuffing is made of.
        function_words: Words that tie a sentence together.
        known: Characters and words that occur in the lexicons.
    """

    keywords: Pattern
    function_words: Pattern
    known: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedence:
    """One act that takes another away where both are found.

    Attributes:
        winner: The act that stays.
        losers: The acts that go; `ask:symptom` names one slot, `ask` all of them.
        within: How near they have to be.
        doubt: The act that explains the words better: beside it the losers go, without it they stay in doubt.
    """

    winner: str
    losers: tuple[str, ...]
    within: Scope
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rules:
    """All rules, made from the lexicon texts; the same object compares equal, so what is made of it can be kept.

    Attributes:
        rules: Rules of acts other than asking.
        slots: Rules of asking.
        frames: Frames shared by all slots.
        cues: Guards.
        sense: Tests for stuffed and unintelligible text.
        precedence: Which act gives way to which.
        script: Traditional characters and what they are read as.
        concepts: Words that the classifier takes for much the same.
        digest: SHA-256 over the lexicon texts and the engine version, hexadecimal.
        model: The classifier that reads after the rules; None reads by rules alone.
    """

    rules: tuple[Rule, ...]
    slots: tuple[Slot, ...]
    frames: Frames
    cues: Cues
    sense: Sense
    precedence: tuple[Precedence, ...]
    script: Mapping[str, str] = field(repr=False)
    digest: str
    concepts: Concepts = field(default_factory=Concepts, repr=False)
    model: Model | None = None

    @property
    def engine(self) -> str:
        """Name everything that reads: the rules alone, or the rules and the classifier."""
        return (
            self.digest if self.model is None else sha256(f"{self.digest}\0{self.model.digest}".encode()).hexdigest()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One match of a rule, in places of the plain form.

    Attributes:
        act: Name of the act.
        slot: Slot, or empty.
        start: First character.
        end: One past the last.
        sentence: Index of the sentence it starts in.
        clause: Index over all clauses of the message of the clause it starts in.
        weak: The rule was weak.
        voids: Acts it takes out of the message.
    """

    act: str
    slot: str
    start: int
    end: int
    sentence: int
    clause: int
    weak: bool = False
    voids: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Name with slot, e.g. `ask:trigger`."""
        return f"{self.act}:{self.slot}" if self.slot else self.act
