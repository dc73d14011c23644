"""Which facts does the form of a manual give a place to: who is calling, what a colleague cannot begin without?"""

from collections.abc import Mapping, Sequence

from policy.handbook import Handbook

WHO = ("customer_id", "contact_name", "organisation", "contact_method")
"""Slots that say who is calling, the surest first."""

ITEMS = 2
"""How many of them must have been told before the file can confirm who is calling (A-identity)."""


def identity_slots(handbook: Handbook) -> tuple[str, ...]:
    """Give what the caller must have told before the file can confirm who it is: the surest that the form has."""
    return tuple(slot for slot in WHO if handbook.fields_for(slot))[:ITEMS]


def needed_slots(handbook: Handbook, needed: Sequence[str]) -> tuple[str, ...]:
    """Give what a colleague can miss in a ticket: of what is needed, that for which the form has a field."""
    return tuple(slot for slot in needed if handbook.fields_for(slot))


def gaps_in(handbook: Handbook, fields: Mapping[str, str], needed: Sequence[str]) -> tuple[str, ...]:
    """Name what of the needed is not in the ticket although the form has a field for it."""
    return tuple(slot for slot in needed_slots(handbook, needed) if not handbook.recorded(slot, fields))
