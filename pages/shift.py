"""Where a trainee has a duty period: begins one, chooses whom to serve, sees what it was worth."""

import streamlit as st

from mysterydesk import shift_results, shifts
from mysterydesk.errors import WorldError
from mysterydesk.shift_record import ShiftRecord
from mysterydesk.store.records import Account
from pages.parts.frame import style
from pages.parts.guard import Guest, guard
from pages.parts.shift_begin import shift_begin
from pages.parts.shift_board import shift_board
from pages.parts.shift_over import shift_over

guest = guard("shift")


def _record(guest: Guest) -> tuple[ShiftRecord, Account] | None:
    """Read the shift in the address, and whose it is; None where none is named, or none that may be seen."""
    name, store = st.query_params.get("shift", ""), guest.world.store
    try:
        owner = shift_results.owner_of(store, guest.account, name) if name else None
        return None if owner is None else (shifts.record_of(store, owner, name), owner)
    except WorldError as fault:
        if fault.code != "no_such_shift":
            raise
        return None


def main(guest: Guest) -> None:
    """Draw the shift in the address: its queue, its result, or the choice of a new one."""
    style(guest.t, "shift")
    found = _record(guest)
    if found is None:
        shift_begin(guest)
    elif found[0].closed:
        shift_over(guest, *found)
    else:
        shift_board(guest, found[0].id)


main(guest)
