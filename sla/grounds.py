"""Which clauses and assumptions does one target of a clock stand on, of all that its clock names?

A clock names the grounds of every priority at once; whoever asks why a ticket of P3 is due then is told P3's.
"""

import re

from policy.handbook import Basis, ClockRule, Handbook
from sla.aims import Aim
from sla.own_hours import ANY

ASSUMED = "A-"


def grounds_of(handbook: Handbook, rule: ClockRule, aim: Aim) -> Basis:
    """Keep of a clock's grounds those that speak about one of its targets.

    A clause belongs to a priority if its id ends with the priority's code (`STD-2.2.2.L3`), or if that priority alone
    stands on it; an assumption if its id begins with such a code and the code holds a figure (`A-p4-letter`; a code
    such as LOW is a word like any other). What belongs to another priority only is left out, and so is, of a target
    in natural hours, an assumption that working hours stand on. All are kept where none would be left.

    Args:
        handbook: Whose clock it is.
        rule: The clock.
        aim: The target in question; one for any priority keeps what belongs to one of them.
    """
    hours = handbook.calendar.basis if handbook.calendar is not None and not aim.working else ()
    kept = tuple(
        one
        for one in rule.basis
        if not (one in hours and one.startswith(ASSUMED))
        and (aim.code == ANY or not _is_anothers(handbook, one, aim.code))
    )
    return kept or rule.basis


def _is_anothers(handbook: Handbook, name: str, code: str) -> bool:
    owners = {str(one.code) for one in handbook.priorities if _is_of(name, str(one.code))}
    if not owners and not name.startswith(ASSUMED):
        owners = {str(one.code) for one in handbook.priorities if name in one.basis}
        owners = owners if len(owners) == 1 else set()
    return bool(owners) and code not in owners


def _is_of(name: str, code: str) -> bool:
    """Say whether an id bears the code of a priority.

    >>> _is_of("ASC-2.2.P3", "P3"), _is_of("A-p4-letter", "P4"), _is_of("A-low-rating", "LOW")
    (True, True, False)
    """
    if name.startswith(ASSUMED):
        return bool(re.search("[0-9]", code)) and name.casefold().startswith(f"{ASSUMED}{code}-".casefold())
    return name.endswith((f".{code}", f"-{code}"))
