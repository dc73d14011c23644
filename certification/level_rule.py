"""What does a level ask for? Every figure that no manual states is an Assumption of the level's plan."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One kind of case that the practical part asks for.

    Attributes:
        name: e.g. `how_to`, `complaint_or_outage`.
        kinds: Kinds of scenario any of which will do.
        cases: How many cases are drawn; all of them have to pass (pass^k).
    """

    name: str
    kinds: tuple[str, ...]
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRule:
    """What a level asks for.

    Attributes:
        level: `junior`, `intermediate`, `senior`.
        requires: Level that has to be held and valid; empty: none.
        slots: The practical part.
        written: Names of the written tasks; each has to pass.
        assessors: How many people have to sign, each another one and none of them the candidate's own trainer alone.
        issuers: How many people have to agree to issue; one is the rule itself, so that nobody is asked.
        waits: Time to wait after the first, second, … failed try; the last one holds for all after it.
        tries: How many tries there may be within `window`.
        window: Time within which tries are counted.
        validity: How long an award holds.
    """

    level: str
    requires: str = ""
    slots: tuple[Slot, ...] = ()
    written: tuple[str, ...] = ()
    assessors: int = 0
    issuers: int = 1
    waits: tuple[timedelta, ...] = ()
    tries: int = 0
    window: timedelta = timedelta(0)
    validity: timedelta = timedelta(days=365)
