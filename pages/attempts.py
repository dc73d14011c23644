"""Which drills has everybody done, and which need a person? The trainer's list."""

import streamlit as st

from mysterydesk import results
from mysterydesk.results import ListedAttempt
from pages.parts.frame import style
from pages.parts.guard import Guest, guard
from pages.parts.links import go
from pages.parts.verdicts import drill_line

guest = guard("attempts")


def _row(guest: Guest, row: ListedAttempt) -> None:
    t = guest.t
    who, what, act = st.columns([1.1, 3.6, 1], vertical_alignment="center")
    who.markdown(t.of(row.account.name))
    what.markdown(drill_line(t, row.entry))
    if row.entry.scored_at is None:
        act.markdown(f":small[:gray[{t('attempts.open')}]]", text_alignment="center")
    elif act.button(t("attempts.see"), key=f"see_{row.entry.attempt}", width="stretch"):
        go("result", attempt=row.entry.attempt)


def main(guest: Guest) -> None:
    """Draw the list: those for a person first, then the newest."""
    t = guest.t
    style(t)
    rows = results.all_attempts(guest.world.store, guest.account)
    waiting = [row for row in rows if row.entry.verdict == "person"]
    others = [row for row in rows if row.entry.verdict != "person"]
    with st.container(key="narrow"):
        st.header(t("page.attempts"), anchor=False)
        if not rows:
            st.info(t("attempts.none"))
            return
        if waiting:
            with st.container(border=True, key="card_waiting"):
                st.markdown(f"**{t.count('attempts.waiting', len(waiting))}**")
                for row in waiting:
                    _row(guest, row)
        with st.container(border=True, key="card_all"):
            for row in others[:60]:
                _row(guest, row)


main(guest)
