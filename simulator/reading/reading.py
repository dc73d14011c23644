"""What did our engine understand in one message?"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from policy.text import Lang

SCORING_ONLY = frozenset({"work_claimed", "chase_claimed"})
"""Acts that scoring alone asks for; they name the firmest cases of another act and are shown to nobody."""

UNSHOWN = SCORING_ONLY | {"ask_demand"}
"""Acts that the annotation guide does not name: they are answered or judged, and never shown as a label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One dialogue act found in a message (names and boundaries: docs of the reading rules).

    Attributes:
        name: e.g. `greet`, `ask`, `promise_eta`, `forbidden_phrase`.
        slot: For `ask`, the slot asked for, e.g. `product_version`; else empty.
        quote: The words of the message that show it, as written.
        start: First character of the quote in the message.
        end: One past its last character.
        source: `rule`, or `model` for what only the classifier found; its quote is a whole clause.
    """

    name: str
    slot: str
    quote: str
    start: int
    end: int
    source: str = "rule"

    @property
    def label(self) -> str:
        """Name with slot, e.g. `ask:trigger`."""
        return f"{self.name}:{self.slot}" if self.slot else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePhrase:
    """One time expression found in a message; relative until `times.resolve` puts it on a clock.

    Attributes:
        quote: The words as written, e.g. `半小时内`.
        start: First character of the quote in the message.
        end: One past its last character.
        kind: `within` (a span from now), `by` or `at` (a moment of a day), `vague` (cannot be resolved).
        span_s: Seconds from now for `within`, else None.
        day: Days from today for a moment (0 today, 1 tomorrow), None where the words leave it open.
        minute_of_day: Minutes since midnight for a moment, else None; 1440 is the midnight that ends the day.
        weekday: 0 Monday to 6 Sunday where the words name a weekday, else None.
        week: Weeks from this one that the words add to a weekday (`next week`: 1); -1 where they leave it open.
        day_of_month: Day where the words name a date, else None.
        month: Month where the words name one, else None.
        half_day: The hour was said without morning or afternoon, so twelve hours later may be meant.
    """

    quote: str
    start: int
    end: int
    kind: str
    span_s: int | None = None
    day: int | None = None
    minute_of_day: int | None = None
    weekday: int | None = None
    week: int = -1
    day_of_month: int | None = None
    month: int | None = None
    half_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of a message.

    Attributes:
        start: Its first character in the message as written.
        end: One past its last.
    """

    start: int
    end: int

    def meets(self, start: int, end: int) -> bool:
        """Tell whether it shares a character with another part.

        >>> Span(start=2, end=5).meets(4, 9), Span(start=2, end=5).meets(5, 9)
        (True, False)
        """
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Second:
    """What the classifier made of a message, beside what the rules found: no customer ever acts on it.

    Attributes:
        acts: Acts that no rule found, in the order of their quotes.
        wavering: Labels too near to their threshold to be decided.
        faint: Nothing was found by rule or classifier, though something nearly was.
        disputed: Labels that a rule found and the classifier holds to be most unlikely.
    """

    acts: tuple[Act, ...] = ()
    wavering: tuple[str, ...] = ()
    faint: bool = False
    disputed: tuple[str, ...] = ()

    @property
    def undecided(self) -> tuple[str, ...]:
        """Labels that are neither found nor missing: too near to their threshold, or in dispute."""
        return (*self.wavering, *self.disputed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was found in a message, stored beside it for ever.

    All but `second` is what rules found, and that alone moves the customer (DESIGN decision 9).

    Attributes:
        lang: Language the message was read in.
        acts: Acts that rules found, in the order of their quotes.
        times: Time expressions in the order of their quotes.
        unsure: True where the rules saw something they could not decide, or understood nothing of real sentences.
        engine: Digest of the rules and lexicons, and of the classifier if there was one, that read it.
        doubts: Acts (`greet`, `ask:scope`) for which there is weak evidence only: neither found nor missing.
        unread: A whole clause was touched by no rule: an act that was not found may stand in it in other words.
        unread_at: Where these clauses stand, each with the marks that end it; empty in readings of older engines,
            whose unread clause may stand anywhere.
        doubted_at: Where the weak evidence of `doubts` stands; empty in readings of older engines likewise.
        heaps_at: Where words stand that nobody tied into a sentence: they are no speech.
        second: What the classifier found; None where only rules read.
    """

    lang: Lang
    acts: tuple[Act, ...]
    times: tuple[TimePhrase, ...]
    unsure: bool
    engine: str
    doubts: tuple[str, ...] = ()
    unread: bool = False
    unread_at: tuple[Span, ...] = ()
    doubted_at: tuple[Span, ...] = ()
    heaps_at: tuple[Span, ...] = ()
    second: Second | None = None

    @property
    def understood(self) -> tuple[Act, ...]:
        """All acts, whoever found them, but those in dispute, in the order of their quotes."""
        if self.second is None:
            return self.acts
        agreed = (act for act in self.acts if act.label not in self.second.disputed)
        return tuple(sorted((*agreed, *self.second.acts), key=lambda act: (act.start, act.end, act.label)))

    @property
    def undecided(self) -> bool:
        """Whether the message as a whole is unsure: to the rules, or to both where a classifier read too."""
        if self.second is None:
            return self.unsure
        return bool(self.second.wavering or self.second.disputed) or self.second.faint

    @property
    def is_placed(self) -> bool:
        """Whether everything that was not understood has a place in the message."""
        return bool(self.unread_at) == self.unread and bool(self.doubted_at) == bool(self.doubts)

    def has(self, name: str, slot: str = "") -> bool:
        """Tell whether an act (and slot, if given) was found."""
        for act in self.acts:  # a loop, as this is asked some three hundred times in a drill  # noqa: SIM110
            if act.name == name and (not slot or slot == act.slot):
                return True
        return False

    def doubts_any(self, *names: str) -> bool:
        """Tell whether one of some acts is in doubt; `ask` means asking for whatever slot."""
        return any(name in {one, one.partition(":")[0]} for one in self.doubts for name in names)

    def asked(self) -> tuple[str, ...]:
        """Give the slots asked for, in order, each once."""
        return tuple(dict.fromkeys(act.slot for act in self.acts if act.name == "ask"))


def as_data(reading: Reading) -> Mapping[str, object]:
    """Give a reading as JSON-ready data; what only rules read looks as it did before there was a classifier."""
    data: dict[str, object] = {
        "lang": reading.lang,
        "acts": [_act_data(act) for act in reading.acts],
        "times": [asdict(time) for time in reading.times],
        "unsure": reading.unsure,
        "engine": reading.engine,
        "doubts": list(reading.doubts),
        "unread": reading.unread,
        "unread_at": [[one.start, one.end] for one in reading.unread_at],
        "doubted_at": [[one.start, one.end] for one in reading.doubted_at],
    }
    if reading.heaps_at:
        data["heaps_at"] = [[one.start, one.end] for one in reading.heaps_at]
    if reading.second is not None:
        data["second"] = {
            "acts": [_act_data(act) for act in reading.second.acts],
            "wavering": list(reading.second.wavering),
            "faint": reading.second.faint,
            "disputed": list(reading.second.disputed),
        }
    return data


def _act_data(act: Act) -> Mapping[str, object]:
    data = asdict(act)
    if act.source == "rule":
        del data["source"]
    return data
