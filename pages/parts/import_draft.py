"""How is a scenario drafted from a ticket of the file on the table, for a trainer to finish?"""

from typing import Final

import streamlit as st

from mysterydesk.errors import WorldError
from mysterydesk.i18n import fault_text
from mysterydesk.import_page import Choice
from mysterydesk.import_upload import Upload
from mysterydesk.importers.register import ImportRefused
from mysterydesk.scenario_files import FIRST
from mysterydesk.ticket_handover import draft as drafted
from pages.parts import author_ticket
from pages.parts.guard import Guest
from pages.parts.import_bench import Bench
from pages.parts.import_words import told

NAME: Final = "scenario-draft.yaml"
PICK, NUMBER = "imp_draft_pick", "imp_draft_number"


def draft(guest: Guest, found: Bench, upload: Upload, choice: Choice) -> None:
    """Let a ticket be chosen, say what came of it and what was masked, and let the draft be taken away."""
    t = guest.t
    st.markdown(f":small[:gray[{t('imports.draft_help')}]]")
    try:
        with st.spinner(t("imports.looking")):
            tickets = found.tickets(upload, choice)
    except ImportRefused as refused:
        told(t, refused.problems)
        return
    if not tickets:
        st.info(t("imports.no_rows"))
        return
    with st.container():
        wanted = author_ticket.choose(t, tickets, PICK, NUMBER)
    if st.button(t("imports.draft_go"), key="imp_draft_go", icon=":material/edit_note:"):
        _draft(guest, found, upload, choice, wanted)
    if found.drafted is not None:
        author_ticket.told(t, found.drafted)
        st.download_button(
            t("imports.draft_take"), found.drafted.files[FIRST], file_name=NAME, mime="application/yaml",
            key="imp_draft_take", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        st.markdown(f":small[:gray[{t('imports.draft_next')}]]")


def _draft(guest: Guest, found: Bench, upload: Upload, choice: Choice, wanted: str) -> None:
    found.drafted = None
    try:
        found.drafted = drafted(guest.world.store, guest.account, upload, choice, wanted)
    except ImportRefused as refused:
        told(guest.t, refused.problems)
    except WorldError as fault:
        st.error(fault_text(guest.t, fault))
