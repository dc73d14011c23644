"""Of which type is a case, as its manual calls it?"""

from collections.abc import Mapping

from policy.handbook import Handbook
from scenarios.case import Case

TYPES: Mapping[str, tuple[str, ...]] = {
    "complaint": ("complaint",),
    "question": ("request", "consult"),
    "fault": ("incident", "software"),
    "breakdown": ("incident", "hardware"),
}
"""Codes of the types that manuals have for what a contact may be; where one tells faults apart by what is broken
(ASC-1.b), our products are software, and the customer's own equipment is hardware."""


def is_fault(case: Case) -> bool:
    """Tell whether something is broken, and the contact neither a question nor a complaint about the service."""
    return case.grievance is None and case.kind != "how_to"


def type_for(case: Case, handbook: Handbook) -> str:
    """Name the type of a case as a manual calls it, empty where the manual tells no types apart."""
    broken = "breakdown" if case.equipment else "fault"
    kind = broken if is_fault(case) else "complaint" if case.grievance else "question"
    types = {one.code for one in handbook.lists.get("ticket_types", ())}
    return next((one for one in TYPES[kind] if one in types), "")
