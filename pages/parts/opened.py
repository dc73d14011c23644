"""Which finished attempt is this page about? The one opening of the pages that show what came of one."""

from collections.abc import Mapping

import streamlit as st

from mysterydesk import results
from mysterydesk.dossier import DrillEntry, dossier
from mysterydesk.errors import WorldError
from mysterydesk.i18n import message_id
from pages.parts.guard import Guest
from pages.parts.links import go

NOTHING: Mapping[str, str] = {
    "no_such_attempt": message_id("result.nothing"),
    "not_finished": message_id("result.nothing"),
    "document_erased": message_id("result.erased"),
}
"""Codes that say that there is nothing to see, with their sentence; any other fault is one."""


def opened_result(guest: Guest, *, or_its_origin: bool = False) -> results.Result:
    """Give the finished attempt in the address, or say that there is none to see and stop the page.

    Somebody else's and one that never was are answered alike; from one's own that goes on, a button leads to it; a
    damaged one is an error.

    Args:
        guest: Who looks.
        or_its_origin: For a branch that goes on, give the finished drill that it came from: the browser's way back
            leads from the branch to its own number.
    """
    store, wanted = guest.world.store, st.query_params.get("attempt", "")
    unfinished = _unfinished(guest, wanted)
    if or_its_origin and unfinished is not None and unfinished.branched_from:
        wanted = unfinished.branched_from
    try:
        return results.result(store, guest.account, wanted)
    except WorldError as fault:
        if fault.code not in NOTHING:
            raise
        _nothing(guest, NOTHING[fault.code], unfinished)
        st.stop()


def _unfinished(guest: Guest, attempt: str) -> DrillEntry | None:
    """Give the line of one's own attempt that goes on."""
    own = dossier(guest.world.store, guest.account).drills
    return next((one for one in own if one.attempt == attempt and not one.is_over), None)


def _nothing(guest: Guest, said: str, unfinished: DrillEntry | None) -> None:
    """Say why there is nothing to see, and where to go from here."""
    t = guest.t
    with st.container(key="narrow_none"):
        st.info(t(said), icon=":material/fact_check:")
        with st.container(horizontal=True, gap="small"):
            if unfinished is not None and st.button(t("home.go_on"), type="primary", key="go_on"):
                go("desk", attempt=unfinished.attempt)
            if st.button(t("error.home"), type="secondary" if unfinished else "primary", key="to_home"):
                go("home")
