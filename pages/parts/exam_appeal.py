"""How does a candidate appeal against an answer, and see what came of it?"""

import streamlit as st

from mysterydesk.clock import now
from mysterydesk.errors import WorldError
from mysterydesk.exams import appealing
from mysterydesk.exams.record import ExamTry
from mysterydesk.i18n import fault_text
from pages.parts.guard import Guest
from pages.parts.verbatim import verbatim
from pages.parts.written_rows import moment

FAULT = "exam_appeal_fault"


def appeal_card(guest: Guest, exam: ExamTry) -> None:
    """Draw what was appealed, or the form while there is time for it."""
    t, store, said = guest.t, guest.world.store, exam.appeal
    if said is not None:
        if said.upheld is None:
            st.markdown(t("exam.appeal_waits", words=verbatim(said.words)))
        elif said.upheld:
            st.markdown(t("exam.appeal_upheld", words=verbatim(said.answer)))
        else:
            st.markdown(t("exam.appeal_rejected", words=verbatim(said.answer)))
        return
    until = appealing.appeal_until(exam)
    if until is None or until < now():
        return

    def send() -> None:
        words = str(st.session_state.get(f"appeal_words_{exam.id}", ""))
        try:
            appealing.appeal(store, guest.account, exam.id, words, now())
        except WorldError as fault:
            st.session_state[FAULT] = fault_text(t, fault)

    if fault := st.session_state.pop(FAULT, ""):
        st.error(fault)
    with st.expander(t("exam.appeal")), st.form(f"exam_appeal_{exam.id}", border=False):
        st.markdown(t("exam.appeal_lead", until=moment(until)))
        st.text_area(t("exam.appeal_words"), key=f"appeal_words_{exam.id}", height=120)
        st.form_submit_button(t("exam.appeal"), on_click=send)
