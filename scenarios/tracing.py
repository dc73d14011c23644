"""Where in the text of a case does what the seed decides stand?

A case is written once with tokens in place of everything drawn (`Tracer` stands in for `Drawn`), and its canonical
JSON is cut at the tokens. Tokens are characters of the private-use area, which no content holds, or figures that no
draw gives.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from policy.text import Lang
from scenarios.codec import canonical
from scenarios.fill import fill, names_in
from scenarios.marks import Forms
from scenarios.plan import BEGAN
from scenarios.scenario import Persona, Scenario
from scenarios.twist import Coworker, Second, TwistCode
from scenarios.variants import Variants

FIGURE = 8_100_000_000_000_000
"""The first of the figures that stand for drawn ones."""

ONCE = datetime(1601, 2, 3, 4, 5, 6)  # noqa: DTZ001  the zone is added where it is used
"""The instant that stands for that of the submission."""

DIGEST = "\ue004"
"""What stands in the place of the digest."""

_TOKENS = re.compile(
    r'"(?P<key>twists|second)":"\ue002(?P<extra>\d+)\ue003",'
    r"|\ue000(?P<inner>\d+)\ue001"
    r'|"\ue002(?P<whole>\d+)\ue003"'
    r"|(?P<minus>(?<=:)-)?(?P<figure>8100\d{12})"
    r'|"(?P<instant>1601-02-03T04:05:06[^"]*)"'
    r'|"digest":"(?P<digest>\ue004)",'
)


@dataclass(frozen=True, slots=True)
class Name:
    """The plain form of a drawn name, in a language."""

    lang: Lang
    name: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawn number: the seed (no name), the seconds since the trouble began, or `draw.<name>`."""

    name: str
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Instant:
    """When the case was submitted."""


@dataclass(frozen=True, slots=True)
class Digest:
    """The digest with its key: left out of what is hashed."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A value that is not made of text: `persona`, `channel`, `true_cause` or `coworkers`."""

    name: str


@dataclass(frozen=True, slots=True)
class Extra:
    """A value with its key, `twists` or `second`: left out where the seed gives none."""

    name: str


@dataclass(frozen=True, slots=True)
class Marks:
    """A mark with drawn names in it: as many texts as it has forms."""

    mark: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several wordings, by the seed; each is itself cut."""

    purpose: str
    options: tuple[tuple["Piece", ...], ...]


Piece = str | Name | Figure | Instant | Digest | Whole | Extra | Marks | Choice
"""Text as it is, or what has to be looked up for each seed."""


@dataclass(slots=True, kw_only=True)
class Tracer:
    """Stands in for `scenarios.plan.Drawn` while a case is written with tokens.

    Attributes:
        kept: What the tokens stand for, by number.
    """

    scenario: Scenario
    lang: Lang
    zone: str
    kept: list[Piece] = field(default_factory=list)

    def token(self, piece: Piece, *, whole: bool = False) -> str:
        """Give a text that stands for a piece: inside a text, or in the place of a whole value."""
        self.kept.append(piece)
        number = len(self.kept) - 1
        return f"\ue002{number}\ue003" if whole else f"\ue000{number}\ue001"

    def number(self, name: str) -> int:
        """Give a figure that stands for a drawn one."""
        self.kept.append(Figure(name))
        return FIGURE + len(self.kept) - 1

    def forms(self, names: Iterable[str], lang: Lang) -> Forms:
        """Give a token for each name of a language."""
        return {name: (self.token(Name(lang, name)),) for name in names}

    def worded(self, variants: Variants, purpose: str, values: Mapping[str, str]) -> str:
        """Keep every wording, for the seed to choose from."""
        options = variants.of(self.lang)
        if not options:
            return ""
        cut = tuple(self.cut(canonical(fill(one, values))[1:-1]) for one in options)
        return self.token(Choice(purpose, cut))

    def marked(self, mark: str, _forms: Forms) -> tuple[str, ...]:
        """Keep a mark with names in it; one without stays as it is."""
        names = tuple(sorted(names_in(mark)))
        return (self.token(Marks(mark, names), whole=True),) if names else (mark,)

    @property
    def submitted_at(self) -> datetime:
        """An instant that stands for the drawn one."""
        return ONCE.replace(tzinfo=ZoneInfo(self.zone))

    @property
    def seed(self) -> int:
        """A figure that stands for the seed."""
        return self.number("")

    @property
    def began_s(self) -> int:
        """A figure that stands for the seconds since the trouble began."""
        return self.number(BEGAN)

    @property
    def figures(self) -> Mapping[str, int]:
        """Figures that stand for the drawn ones."""
        return {name: self.number(f"draw.{name}") for name, draw in self.scenario.draws.items() if not draw.choices}

    @property
    def persona(self) -> Persona:
        """A token in the place of the whole person."""
        return cast("Persona", self.token(Whole("persona"), whole=True))

    @property
    def channel(self) -> str:
        """A token in the place of the channel."""
        return self.token(Whole("channel"), whole=True)

    @property
    def true_cause(self) -> str:
        """A token in the place of the cause."""
        return self.token(Whole("true_cause"), whole=True)

    @property
    def coworkers(self) -> tuple[Coworker, ...]:
        """A token in the place of everybody on duty."""
        return cast("tuple[Coworker, ...]", self.token(Whole("coworkers"), whole=True))

    @property
    def twists(self) -> tuple[TwistCode, ...]:
        """A token in the place of what the customer does half-way; nothing where the scenario has no twists."""
        if not self.scenario.twists:
            return ()
        return cast("tuple[TwistCode, ...]", self.token(Extra("twists"), whole=True))

    def second(self, _forms: Forms) -> Second | None:
        """Keep the second problem as a whole; it is written only where its twist is drawn."""
        if self.scenario.second is None:
            return None
        return cast("Second", self.token(Extra("second"), whole=True))

    def cut(self, text: str) -> tuple[Piece, ...]:
        """Cut a text at its tokens."""
        pieces: list[Piece] = []
        at = 0
        for found in _TOKENS.finditer(text):
            pieces += [text[at : found.start()], self._stands_for(found)]
            at = found.end()
        pieces.append(text[at:])
        return tuple(one for one in pieces if one)

    def _stands_for(self, found: re.Match[str]) -> Piece:
        if found["instant"]:
            return Instant()
        if found["digest"]:
            return Digest()
        if found["figure"]:
            piece = self.kept[int(found["figure"]) - FIGURE]
            return replace(piece, negative=bool(found["minus"])) if isinstance(piece, Figure) else piece
        return self.kept[int(found["inner"] or found["whole"] or found["extra"])]
