"""How does the customer rate the service, and which ratings oblige the desk?"""

from dataclasses import dataclass

from policy.clause import Basis
from policy.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """One grade of the scale.

    Attributes:
        code: Short name, e.g. `satisfied`.
        name: `满意` / `Satisfied`.
        value: Number for dashboards; None where the manual has no number for it (X06).
    """

    code: str
    name: Text
    value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Satisfaction:
    """The scale of the manual.

    Attributes:
        grades: Best first.
        low: Codes of the grades after which the customer has to be contacted.
        dimensions: What is rated.
        basis: Clauses and assumptions.
    """

    grades: tuple[Grade, ...]
    low: tuple[str, ...]
    dimensions: tuple[Text, ...]
    basis: Basis

    @property
    def in_points(self) -> bool:
        """Whether its grades are bare numbers, so that a customer names a figure and no word."""
        return all(one.value is not None and one.code == f"{one.value:g}" for one in self.grades)

    def grade(self, said: str) -> Grade | None:
        """Find a grade by its code or by its name in either language; None where the scale has no such grade."""
        return next((one for one in self.grades if said in {one.code, one.name.zh, one.name.en}), None)
