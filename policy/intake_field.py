"""Which field of the ticket does a manual ask for, and which fact fills it?"""

from dataclasses import dataclass, field
from typing import Literal

from policy.clause import Basis
from policy.digest import LATER
from policy.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeField:
    """One field of the ticket.

    Attributes:
        name: Name of the field, e.g. `product_version`.
        title: Label of the form.
        group: `customer`, `issue` or `attachment`.
        required: Whether it must be filled before transfer or closing.
        basis: Clauses.
        filled_by: Slot of the fact that fills it, where manuals call the same thing by another name: `org` is filled
            by `organisation`. None: by the fact of its own name; empty: by no fact, the trainee words it.
    """

    name: str
    title: Text
    group: Literal["customer", "issue", "attachment"]
    required: bool
    basis: Basis
    filled_by: str | None = field(default=None, metadata=LATER)

    @property
    def fact(self) -> str:
        """Slot of the fact that fills it, empty where none does.

        >>> name = Text(zh="单位", en="Organisation")
        >>> org = IntakeField(
        ...     name="org", title=name, group="customer", required=True, basis=(), filled_by="organisation"
        ... )
        >>> org.fact
        'organisation'
        """
        return self.name if self.filled_by is None else self.filled_by
