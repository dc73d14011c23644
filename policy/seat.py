"""Who sits at this desk, and who takes which type of issue?"""

from dataclasses import dataclass, field

from policy.clause import Basis, TierCode
from policy.digest import LATER
from policy.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One seat (岗位) of the manual, e.g. the desk operator of DSK-4.1.

    Attributes:
        code: Short name, e.g. `operator`.
        name: What it is called.
        duties: What the manual gives it.
        basis: Clauses and assumptions.
        tier: Support line it belongs to, where the manual has lines.
        group: Group it belongs to, where the manual has groups.
        solves: Kinds of repair that this seat is to carry out, where they are not its line's; None: its line's. What
            its line may do stays possible, and is judged; what the seat may do beside is its own (DSK-4.1.expert).
        looks: Line up to whose checks this seat may look, where it is not its own.
    """

    code: str
    name: Text
    duties: tuple[Text, ...]
    basis: Basis
    tier: TierCode | None = None
    group: str | None = None
    solves: tuple[str, ...] | None = field(default=None, metadata=LATER)
    looks: str | None = field(default=None, metadata=LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group (组) that tickets are assigned to by their type (ASC-2.3.route).

    Attributes:
        code: Short name, e.g. `hardware`.
        name: What it is called.
        takes: Types of issue it takes, codes of the list `ticket_types`; no type goes to two groups.
        basis: Clauses and assumptions.
    """

    code: str
    name: Text
    takes: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One thing to say at a moment, given by its meaning and never by its words.

    Attributes:
        moment: When, e.g. `before_remote`.
        meaning: What has to be said.
        basis: Clauses and assumptions.
    """

    moment: str
    meaning: Text
    basis: Basis
