"""Which finished attempt is this page about? The one opening of the pages that show what came of one."""

import streamlit as st

from mysterydesk import results
from mysterydesk.errors import WorldError
from pages.parts.guard import Guest


def opened_result(guest: Guest) -> results.Result:
    """Give the finished attempt in the address, or say that there is none to see and stop the page.

    Somebody else's, one that goes on and one that never was are answered alike.
    """
    try:
        return results.result(guest.world.store, guest.account, st.query_params.get("attempt", ""))
    except WorldError:
        st.info(guest.t("result.nothing"), icon=":material/fact_check:")
        st.stop()
