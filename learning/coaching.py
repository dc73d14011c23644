"""Which few things are worth most to do differently next time?

Chosen by what they cost now and by how often the same was missed before: a habit costs again and again, a slip once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

MOST = 3
"""Things named at once: nobody works on more than a few (Sweller 1988 on load; ours in number)."""

LOOKED_BACK = 5
"""Earlier attempts that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """One criterion that was not met.

    Attributes:
        code: The criterion.
        clause: Clause it rests on.
        lost: Points taken.
        gate: Whether it failed the whole.
        event: Id of the event that proves it first; None where nothing happened that could.
    """

    code: str
    clause: str
    lost: float
    gate: bool = False
    event: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What one attempt showed.

    Attributes:
        lapses: What was not met.
        judged: Codes of the criteria on which a verdict was given.
    """

    lapses: tuple[Lapse, ...]
    judged: frozenset[str]

    @property
    def missed(self) -> frozenset[str]:
        """Codes of what was not met."""
        return frozenset(one.code for one in self.lapses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One thing to do differently.

    Attributes:
        lapse: Where it went wrong this time.
        before: In how many of the earlier attempts that asked for it the same was missed.
        of: How many earlier attempts asked for it.
    """

    lapse: Lapse
    before: int
    of: int

    @property
    def worth(self) -> tuple[bool, float]:
        """Order of importance: what fails the whole first, then points, doubled where it was missed every time.

        >>> slip = Advice(lapse=Lapse(code="a", clause="c", lost=4.0), before=0, of=5)
        >>> habit = Advice(lapse=Lapse(code="b", clause="c", lost=3.0), before=5, of=5)
        >>> habit.worth > slip.worth
        True
        """
        return self.lapse.gate, self.lapse.lost * (1 + self.before / max(1, self.of))


def advice(now: Past, earlier: Sequence[Past]) -> tuple[Advice, ...]:
    """Choose what is worth most to do differently, most valuable first.

    Args:
        now: The attempt just finished.
        earlier: Attempts of the same person before it, newest first; only `LOOKED_BACK` are looked at.
    """
    known = earlier[:LOOKED_BACK]
    found = [
        Advice(
            lapse=one,
            before=sum(one.code in past.missed for past in known),
            of=sum(one.code in past.judged for past in known),
        )
        for one in now.lapses
        if one.gate or one.lost
    ]
    gates_first = sorted(found, key=lambda one: (not one.worth[0], -one.worth[1], one.lapse.code))
    return tuple(gates_first[:MOST])


def past_of(card: Mapping[str, object]) -> Past:
    """Read what an issued scorecard says, as `scoring.scorecard.as_data` wrote it."""
    rows = cast("Sequence[Mapping[str, object]]", card["findings"])
    lapses = tuple(_lapse(row) for row in rows if row["verdict"] == "not_met")
    return Past(lapses=lapses, judged=frozenset(str(row["code"]) for row in rows if row["verdict"] != "not_judged"))


def _lapse(row: Mapping[str, object]) -> Lapse:
    events = cast("Sequence[int]", row["evidence"])
    return Lapse(
        code=str(row["code"]),
        clause=str(row["clause"]),
        lost=float(cast("float", row["lost"])),
        gate=bool(row["critical"]),
        event=events[0] if events else None,
    )
