"""Where a trainee writes a document about a finished drill or a month, and sees what it was worth."""

import streamlit as st

from mysterydesk import writing, writing_review
from mysterydesk.clock import now
from mysterydesk.errors import WorldError
from mysterydesk.i18n import fault_text
from mysterydesk.roles import may
from mysterydesk.writing_review import Reviewed
from pages.parts.frame import style
from pages.parts.guard import Guest, guard
from pages.parts.writing_list import for_trainer, mine
from pages.parts.writing_sheet import sheet_of
from pages.parts.writing_task import asked, draw_task

guest = guard("writing")


def _piece(guest: Guest) -> Reviewed | None:
    """Read the document in the address; None where none is named, or none that may be seen."""
    name = st.query_params.get("piece", "")
    try:
        return writing_review.opened(guest.world.store, guest.account, name) if name else None
    except WorldError as fault:
        st.warning(fault_text(guest.t, fault))
        return None


def _write(guest: Guest) -> None:
    ask = asked(guest)
    if ask is None:
        return
    task = writing.task(guest.world.store, guest.account, ask)
    sections = draw_task(guest, ask, task)
    if st.button(guest.t("writing.hand_in"), type="primary", key="hand_in"):
        done = writing.hand_in(guest.world.store, guest.account, ask, sections, now())
        st.query_params["piece"] = done.id
        st.rerun()


def main(guest: Guest) -> None:
    """Draw a document that was handed in, or the task; below it what was written before."""
    t, piece = guest.t, _piece(guest)
    style(t, "writing")
    with st.container(key="narrow_begin_writing"):
        if piece is None:
            st.header(t("writing.head"), anchor=False)
            _write(guest)
        else:
            sheet_of(guest, piece)
        mine(guest)
        if may(guest.account.role, "review_attempts"):
            for_trainer(guest)


main(guest)
