"""How far has a desk come with what its own manual asks beside the ticket: calls, forms, contacts, gifts?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from unicodedata import normalize

from policy.handbook import Handbook
from simulator.by_identity import kept_by_identity

DESK_MOVES = "desk_moves"
"""List of a pack that names, by code, the moves its desk has beside those of every desk."""

OUTSIDE = ("liaison", "department_head")
"""Groups outside the desk's own lines; what is routed to them goes on once somebody there is reached (DSK-10.02)."""

Row = Literal["", "open", "complete"]
Reached = Literal["", "missed", "reached"]
Gift = Literal["", "offered", "declined", "accepted"]
Scope = Literal["", "in", "out"]


@dataclass(frozen=True, kw_only=True)
class Duties:
    """What was done of the duties that some manuals have.

    Attributes:
        rung_at: When the phone last rang, None where no call opened the case.
        forwarded: The call was sent on and rings there.
        answered: Somebody has taken the call.
        acknowledged: The assignment was acknowledged.
        number_told: The customer has heard the ticket's number.
        signed: The customer has signed the ticket.
        row: The row in the event list: none, `open` (without a result) or `complete`.
        liaison: Whether the department's liaison was tried, and reached.
        calls: Times that liaison and list were tried.
        level: Highest level of the list that was reached, 0 for none.
        dispatched_at: When somebody was sent on site, None if nobody was.
        visit: Number of the version in which the visit was planned, 0 without one.
        gift: What became of a gift.
        scope: What the desk said on whether the matter is its own.
        tags: Tags of the ticket.
        tries: Channels of the attempts to reach the customer, oldest first.
        group: Group the ticket was routed to, or empty.
        advised: Advice on prevention was given.
        low_rated: The customer rated the service low.
        followed_up: The customer was contacted on that.
        upset: What has hurt the customer so far, each once.
    """

    rung_at: datetime | None = None
    forwarded: bool = False
    answered: bool = False
    acknowledged: bool = False
    number_told: bool = False
    signed: bool = False
    row: Row = ""
    liaison: Reached = ""
    calls: int = 0
    level: int = 0
    dispatched_at: datetime | None = None
    visit: int = 0
    gift: Gift = ""
    scope: Scope = ""
    tags: tuple[str, ...] = ()
    tries: tuple[str, ...] = ()
    group: str = ""
    advised: bool = False
    low_rated: bool = False
    followed_up: bool = False
    upset: tuple[str, ...] = ()

    @property
    def ringing(self) -> bool:
        """Tell whether a call waits to be taken."""
        return self.rung_at is not None and not self.answered


def offers(handbook: Handbook, kind: str) -> bool:
    """Tell whether the manual's desk has a move."""
    return kind in _desk_moves(handbook)


@kept_by_identity(64)
def _desk_moves(handbook: Handbook) -> frozenset[str]:
    return frozenset(one.code for one in handbook.lists.get(DESK_MOVES, ()))


def is_low(handbook: Handbook, value: object) -> bool:
    """Tell whether a rating, as a grade of the scale or as a number, obliges the desk to call (ASC-2.5.dissat).

    A number does that is no higher than the best of the low grades.
    """
    scale = handbook.satisfaction
    if scale is None or not scale.low:
        return False
    if isinstance(value, str):
        grade = scale.grade(value)
        return grade is not None and grade.code in scale.low
    worst = [one.value for one in scale.grades if one.code in scale.low and one.value is not None]
    return isinstance(value, int | float) and bool(worst) and value <= max(worst)


def holds_number(text: str, number: str) -> bool:
    """Tell whether words hold the number of a ticket, however it is spaced or written.

    >>> holds_number("Your number is ts 2026 1123-008.", "TS20261123008")
    True
    """

    def plain(words: str) -> str:
        return "".join(one for one in normalize("NFKC", words).upper() if one.isalnum())

    return bool(number) and plain(number) in plain(text)
