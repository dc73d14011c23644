"""A document that was handed in: each section as written with the words in question marked, and what was found."""

from collections.abc import Mapping
from html import escape
from typing import cast

import streamlit as st

from mysterydesk.writing_review import Reviewed
from mysterydesk.written_words import check_words, reason_words, right_words, written_kinds
from pages.parts.frame import clause_words
from pages.parts.guard import Guest
from pages.parts.result_findings import Row, rows_of, text_of
from pages.parts.verdicts import total_words, verdict_badge
from pages.parts.writing_review import amend_form, history, said


def sheet_of(guest: Guest, shown: Reviewed) -> None:
    """Draw a document with its score, and what people said about it."""
    t, piece = guest.t, shown.piece
    kind = written_kinds().kind(piece.kind)
    low, high = piece.total
    head = t.of(kind.title) if kind else piece.kind
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="head"):
        st.header(head, anchor=False, width="content")
        if st.button(t("writing.back"), icon=":material/arrow_back:", key="back"):
            del st.query_params["piece"]
            st.rerun()
    if not piece.sheet or kind is None:
        st.info(t("writing.erased"))
        return
    st.markdown(f"{verdict_badge(t, piece.verdict)} {t('writing.points', total=total_words(t, low, high))}")
    if piece.doubtful:
        st.info(t("writing.waits", n=piece.doubtful))
    said()
    history(guest, shown)
    rows = rows_of(list(piece.findings))
    for section in (*kind.sections, None):
        code = section.code if section else ""
        found = [row for row in rows if _params(row)["section"] == code]
        if not found:
            continue
        with st.container(border=True, key=f"card_{code or 'whole'}", gap="small"):
            if section:
                st.markdown(f"**{t.of(section.title)}**")
                words = _marked(piece.sections.get(code, ""), [row for row in rows if row["verdict"] != "met"], code)
                st.html(f'<p class="md-written">{words or "—"}</p>')
            for row in sorted(found, key=lambda one: one["verdict"] == "met"):
                _finding(guest, row)
                amend_form(guest, shown, rows.index(row))


def _params(row: Row) -> Mapping[str, str]:
    return cast("Mapping[str, str]", row["params"])


def _finding(guest: Guest, row: Row) -> None:
    t, params = guest.t, _params(row)
    verdict, code = text_of(row["verdict"]), text_of(row["code"])
    badge = {"met": "green", "not_met": "red", "not_judged": "gray"}[verdict]
    lines = [f":{badge}-badge[{t(f'verdict_of.{verdict}')}]", check_words(t, params, code)]
    st.markdown(f"{' '.join(lines)}　:small[:gray[{clause_words(text_of(row['clause']))}]]")
    if verdict == "met":
        return
    right = right_words(t, params, code)
    st.text(" ".join(one for one in (reason_words(t, params), right) if one))


def _marked(text: str, rows: list[Row], section: str) -> str:
    """Give a section as HTML, with the words underlined that something was found in."""
    spans = sorted(
        (int(cast("int", proof["start"])), int(cast("int", proof["end"])))
        for row in rows
        for proof in rows_of(row.get("proof"))
        if proof.get("section") == section and proof.get("quote")
    )
    html, at = "", 0
    for start, end in spans:
        if end <= at:
            continue
        first = max(start, at)
        html += f"{escape(text[at:first])}<mark>{escape(text[first:end])}</mark>"
        at = end
    return html + escape(text[at:])
