"""What does one level of certification ask for?"""

from dataclasses import dataclass

from policy.clause import Basis, TierCode
from policy.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderRung:
    """One level of certification (等级).

    Attributes:
        level: `junior`, `intermediate`, `senior`.
        title: Its name.
        tier: Tier it is for.
        parts: What is examined.
        pass_share: Share of the paper's points that passes (an assumption), or None where silent.
        drills: Number of passed drills asked for.
        drill_kinds: Number of different kinds among them.
        kind_slots: Each asks for a drill of one of its kinds; empty where any kinds will do.
        validity_days: How long the credential holds, or None.
        basis: Clauses and assumptions.
    """

    level: str
    title: Text
    tier: TierCode
    parts: tuple[Text, ...]
    pass_share: float | None
    drills: int
    drill_kinds: int
    kind_slots: tuple[tuple[str, ...], ...]
    validity_days: int | None
    basis: Basis
