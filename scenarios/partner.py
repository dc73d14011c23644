"""Who works on a case from outside the lines, and what a colleague asks leave for?

A third party, R&D or a department's liaison has a share in the trouble, an opinion on whose it is, and a time that
may slip. A colleague of a line may ask the supervisor's leave for a step; the fault model says what it does.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from policy.shape import Shape, TextShape, Words
from policy.text import Text
from scenarios.fault_shape import Name, VariantsShape
from scenarios.twist import Manner
from scenarios.variants import Variants

Role = Literal["third_party", "rnd", "liaison"]
"""A supplier or carrier, the makers of the product, or a department's own contact (DSK-7.5, STD-5b.1.core)."""

ROLES: tuple[Role, ...] = ("third_party", "rnd", "liaison")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerRule:
    """One partner as authored.

    Attributes:
        id: e.g. `carrier`; actions of the fault model name it.
        role: What kind of partner.
        name: As everybody calls them.
        manners: One is drawn for each case.
        shown_by: Check whose result convinces them that it is theirs; without it they say that it is not.
        denies: How they say so.
    """

    id: str
    role: Role
    name: Text
    manners: tuple[Manner, ...]
    shown_by: str
    denies: Variants


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A partner of one case, in its language; how they work stands with everybody on duty (`Case.coworkers`)."""

    id: str
    role: Role
    name: str
    shown_by: str
    denies: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRule:
    """What a colleague asks leave for, as authored.

    Attributes:
        line: Line of the colleague who has the ticket when the case begins.
        action: Action of the fault model.
        after_s: Seconds after the ticket came to the trainee.
        text: How it is asked.
    """

    line: str
    action: str
    after_s: int
    text: Variants


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request of one case: attributes are those of `RequestRule`, in the case's language."""

    line: str
    action: str
    after_s: int
    text: str


class PartnerShape(Shape):
    """One partner as written in a file."""

    role: Role
    name: TextShape
    manners: Annotated[list[Manner], Field(min_length=1)]
    shown_by: Name
    denies: VariantsShape

    def build(self, partner_id: str) -> PartnerRule:
        """Give the value."""
        return PartnerRule(
            id=partner_id,
            role=self.role,
            name=self.name.value(),
            manners=tuple(self.manners),
            shown_by=self.shown_by,
            denies=self.denies.build(),
        )


class RequestShape(Shape):
    """What a colleague asks leave for, as written in a file."""

    line: Words
    action: Name
    after_s: Annotated[int, Field(ge=30, le=7200)]
    text: VariantsShape

    def build(self) -> RequestRule:
        """Give the value."""
        return RequestRule(line=self.line, action=self.action, after_s=self.after_s, text=self.text.build())
