"""Where a trainee has a duty period: begins one, chooses whom to serve, sees what it was worth."""

import streamlit as st

from mysterydesk import shifts
from mysterydesk.errors import WorldError
from mysterydesk.shift_record import ShiftRecord
from pages.parts.frame import style
from pages.parts.guard import Guest, guard
from pages.parts.shift_begin import shift_begin
from pages.parts.shift_board import shift_board
from pages.parts.shift_over import shift_over

guest = guard("shift")


def _record(guest: Guest) -> ShiftRecord | None:
    """Read the shift in the address; None where none is named, or none of one's own."""
    name = st.query_params.get("shift", "")
    try:
        return shifts.record_of(guest.world.store, guest.account, name) if name else None
    except WorldError as fault:
        if fault.code != "no_such_shift":
            raise
        return None


def main(guest: Guest) -> None:
    """Draw the shift in the address: its queue, its result, or the choice of a new one."""
    style(guest.t, "shift")
    record = _record(guest)
    if record is None:
        shift_begin(guest)
    elif record.closed:
        shift_over(guest, record)
    else:
        shift_board(guest, record.id)


main(guest)
