"""What happened to a ticket before it reached the trainee's line, and how good the hand-over is?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from policy.text import Text
from scenarios.variants import Variants

Rated = Literal["", "average", "dissatisfied"]
"""What the customer thought of the service that the ticket is about, by the codes of the manuals that grade it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRule:
    """One earlier line's turn at the ticket, as authored; numbers may be names of draws.

    Attributes:
        line: Code of the line.
        begins: Minutes until its colleague began: for the first turn, until the first contact.
        keeps: Minutes after that until the ticket was given on.
        checks: Checks of the fault model that were run, in order; what they show stands in the record.
        note: What the colleague wrote on handing it over.
    """

    line: str
    begins: int | str
    keeps: int | str
    checks: tuple[str, ...]
    note: Variants


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRule:
    """The history of a case of a later line, as authored.

    Attributes:
        turns: Earlier turns, first line's first.
        missing: Slots that nobody asked for and nobody recorded.
        wrong: Slots that were recorded otherwise than the customer told them, with what stands in the record.
        underrated: First line judged the trouble smaller than it is.
        sent: What somebody who was sent on site took along; None where nobody was sent (DSK-6.chase).
        rated: With what rating the customer came; empty where it was none (ASC-2.5.dissat).
    """

    turns: tuple[TurnRule, ...]
    missing: tuple[str, ...] = ()
    wrong: Mapping[str, Text] = field(default_factory=dict)
    underrated: bool = False
    sent: Text | None = None
    rated: Rated = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One earlier line's turn at the ticket of a case; `begins` and `keeps` are minutes."""

    line: str
    begins: int
    keeps: int
    checks: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The history of a case: attributes are those of `HistoryRule`, drawn and filled in the case's language."""

    turns: tuple[Turn, ...]
    missing: tuple[str, ...] = ()
    wrong: Mapping[str, str] = field(default_factory=dict)
    underrated: bool = False
    sent: str = ""
    rated: Rated = ""

    @property
    def minutes(self) -> int:
        """Minutes from the submission until the ticket reaches the trainee."""
        return sum(one.begins + one.keeps for one in self.turns)
