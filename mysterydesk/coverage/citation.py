"""What is a citation of a clause, and which test fails when the citing element goes?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from mysterydesk.coverage.shown_by import shown_by

Kind = Literal[
    "priority",
    "clock",
    "clock_start",
    "tier",
    "seat",
    "group",
    "phrase",
    "ticket_number",
    "satisfaction",
    "calendar",
    "escalation",
    "intake",
    "ladder",
    "list",
    "setting",
    "criterion",
    "fault",
    "exam_item",
    "exam_step",
    "exam_paper",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

AREAS: Final[Mapping[Kind, str]] = {
    **dict.fromkeys(KINDS, "pack"),
    **dict.fromkeys(("criterion", "fault"), "scoring"),
    **dict.fromkeys(("exam_item", "exam_step", "exam_paper"), "exam"),
}
"""Part of the product that a kind belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Citation:
    """One place that stands on a clause.

    Attributes:
        clause: Id of the clause.
        kind: What cites it.
        file: File of the citing element, from the root of the checkout.
        element: The element in it, e.g. `clocks.response`.
        owner: Handbook whose content it is.
    """

    clause: str
    kind: Kind
    file: str
    element: str
    owner: str

    @property
    def where(self) -> str:
        """File and element in one word."""
        return f"{self.file}#{self.element}"

    @property
    def test(self) -> str:
        """Name the test that fails when the element goes."""
        return shown_by(self.where)

    @property
    def record(self) -> str:
        """Give the line of the record that stands for it."""
        return f"{self.clause} {self.kind} {self.where}"
