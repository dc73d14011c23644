"""How is a real ticket brought to begin a scenario from: pasted, or picked from a file, and what was masked in it?"""

from html import escape
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from mysterydesk.i18n import Translation, message_id
from mysterydesk.import_upload import Upload, received
from mysterydesk.importers.register import ImportRefused
from mysterydesk.mask_patterns import KINDS
from mysterydesk.pack_files import Files
from mysterydesk.real_ticket import RealTicket, read_ticket
from mysterydesk.scenario_check import checked
from mysterydesk.ticket_draft import Drafted, draft_of
from mysterydesk.ticket_of_log import ENDINGS, MOST_LISTED, Listed, listed, ticket_of_log
from pages.parts.handbook_words import said
from policy.document import MAX_CHARS
from policy.problem import Problems, problem

MOST_MB: Final = 20
TYPES: Final = ("txt", "json", "jsonl", "yaml", "yml", "csv", "tsv", "xlsx", "zip")
PASTED, LOG, NUMBER = "au_ticket_text", "au_ticket_log", "au_ticket_number"
MASKS: Final = {kind: message_id(f"mask.{kind}") for kind in KINDS}
TOLD: Final = {
    "channel": message_id("author.channels"),
    "time": message_id("author.told.time"),
    "weekday": message_id("author.weekday"),
    "kind": message_id("author.kind"),
    "words": message_id("author.form.opening"),
    "subject": message_id("packs.title"),
    "version": message_id("author.told.version"),
}


def brought_ticket(t: Translation) -> tuple[Files, Problems]:
    """Ask for a ticket and draw what comes of it; gives the draft, masked, or what is wrong with the ticket."""
    st.markdown(f":small[:gray[{t('author.ticket_help')}]]")
    file = st.file_uploader(t("author.ticket_file"), type=list(TYPES), key="au_ticket", max_upload_size=MOST_MB)
    if file is None:
        _put_away()
        with st.container():
            text = st.text_area(t("author.ticket_text"), key=PASTED, height=150, max_chars=MAX_CHARS)
        if not text.strip():
            return {}, ()
        found, problems = read_ticket(t("author.ticket_pasted"), text)
    else:
        found, problems = _from_file(t, file)
    if found is None:
        return {}, problems
    drafted = draft_of(found)
    told(t, drafted)
    return drafted.files, ()


def _from_file(t: Translation, file: UploadedFile) -> tuple[RealTicket | None, Problems]:
    if not file.name.lower().endswith(ENDINGS):
        data = file.getvalue()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            return None, (problem(file.name, data[: error.start].count(b"\n") + 1, "pack_not_utf8"),)
        return read_ticket(file.name, text, st.session_state.get(NUMBER, "") if "\n{" in text else "")
    try:
        log, tickets = _log(file)
        chosen = choose(t, tickets, "au_ticket_pick", NUMBER)
        return (ticket_of_log(log.table, chosen), ()) if chosen else (None, ())
    except ImportRefused as refused:
        return None, refused.problems


def _log(file: UploadedFile) -> tuple[Upload, tuple[Listed, ...]]:
    """Give the log on the table and its tickets, read once; it lies outside the store and goes with the session."""
    kept = st.session_state.get(LOG)
    if isinstance(kept, tuple) and kept[0] == file.file_id:
        return kept[1], kept[2]
    _put_away()
    upload = received(file.name, file)
    try:
        tickets = listed(upload.table)
    except ImportRefused:
        upload.drop()
        raise
    st.session_state[LOG] = (file.file_id, upload, tickets)
    return upload, tickets


def _put_away() -> None:
    kept = st.session_state.pop(LOG, None)
    if isinstance(kept, tuple):
        kept[1].drop()


def choose(t: Translation, tickets: tuple[Listed, ...], pick: str, number: str) -> str:
    """Let one ticket of a log be chosen: from the list under a first key, or by its number under a second."""
    names = {one.id: f"{one.id} · {one.at:%Y-%m-%d %H:%M} · {one.category}".rstrip(" ·") for one in tickets}
    chosen = st.selectbox(t("author.ticket_which"), list(names), format_func=names.__getitem__, key=pick)
    if len(tickets) < MOST_LISTED:
        return chosen or ""
    typed = st.text_input(t("author.ticket_number"), key=number, help=t("author.ticket_many"), autocomplete="off")
    return typed.strip() or chosen or ""


def told(t: Translation, drafted: Drafted) -> None:
    """Say what came from the ticket, what was masked, and how much is left to write."""
    parts = t("imports.comma").join(t(TOLD[one]).lower() for one in drafted.told)  # inside a sentence
    left = len(checked(drafted.files).problems)
    with st.container(border=True, key="au_ticket_told", gap="xsmall"):
        st.markdown(t("author.ticket_told", parts=parts))
        if drafted.masked:
            rows = "".join(
                f"<li><span class='md-muted'>{escape(t(MASKS[one.kind]))}</span> {said(one.said)}</li>"
                for one in drafted.masked
            )
            st.html(f"<div>{escape(t.count('author.ticket_masked', len(drafted.masked)))}</div><ul>{rows}</ul>")
        else:
            st.markdown(t("author.ticket_nothing_masked"))
        st.markdown(f":small[:gray[{t('author.ticket_look')}]]")
        st.markdown(t.count("author.ticket_left", left))
