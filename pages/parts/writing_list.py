"""Lists of documents: one's own, and for those who review the ones in which the program was unsure."""

import streamlit as st

from mysterydesk import writing, writing_review
from mysterydesk.i18n import Translation
from mysterydesk.writing_record import Piece
from mysterydesk.written_words import check_words, reason_words, written_kinds
from pages.parts.guard import Guest
from pages.parts.links import go
from pages.parts.result_findings import text_of
from pages.parts.verdicts import verdict_badge

MOST = 20
"""Documents that a list shows."""


def _title(t: Translation, piece: Piece) -> str:
    kind = written_kinds().kind(piece.kind)
    return t("writing.written_on", when=f"{piece.at:%Y-%m-%d %H:%M}", kind=t.of(kind.title) if kind else piece.kind)


def _open(piece: Piece, label: str, key: str) -> None:
    if st.button(label, key=key, type="tertiary"):
        go("writing", piece=piece.id)


def mine(guest: Guest) -> None:
    """List one's own documents, newest first."""
    t, found = guest.t, writing.own(guest.world.store, guest.account)
    st.subheader(t("writing.mine"), anchor=False)
    if not found:
        st.markdown(f":small[:gray[{t('writing.none')}]]")
    for one in found[:MOST]:
        now = writing_review.reviewed(guest.world.store, one).piece
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(verdict_badge(t, now.verdict), width="content")
            _open(one, _title(t, one), f"own_{one.id}")


def for_trainer(guest: Guest, *, even_none: bool = True) -> None:
    """List the documents that wait for a person, with what the program was unsure of."""
    t, found = guest.t, writing_review.waiting(guest.world.store, guest.account)
    if not (found or even_none):
        return
    st.subheader(t("writing.for_trainer"), anchor=False)
    if not found:
        st.markdown(f":small[:gray[{t('writing.nothing_waits')}]]")
    for one in found[:MOST]:
        with st.container(border=True, key=f"card_{one.piece.id}", gap="small"):
            who = t.of(one.account.name)
            _open(one.piece, t("writing.by", who=who, kind=_title(t, one.piece)), f"open_{one.piece.id}")
            for row in one.findings:
                params = {str(key): str(value) for key, value in dict(row["params"]).items()}  # type: ignore[call-overload]
                st.text(f"{check_words(t, params, text_of(row['code']))} {reason_words(t, params)}")
