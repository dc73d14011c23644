"""The practical part of a try: which cases were drawn, what they came to, and the way to the next one."""

import streamlit as st

from mysterydesk.clock import now
from mysterydesk.errors import WorldError
from mysterydesk.exams import paper, practical
from mysterydesk.exams.practical import SlotStanding
from mysterydesk.exams.record import ExamTry
from mysterydesk.exams.sitting import Act
from pages.parts.exam_doors import TOLD, tab_of
from pages.parts.guard import Guest
from pages.parts.links import go

MARKS = {"pass": "green", "fail": "orange", "person": "blue", "open": "grey"}


def cases(guest: Guest, exam: ExamTry) -> None:
    """Draw a row a kind of case, once the paper is passed."""
    t, store = guest.t, guest.world.store
    score = paper.score_of(store, exam)
    if score is None or score.reached != "yes":
        return
    with st.container(border=True, key="card_cases"):
        st.subheader(t("exam.cases.title"), anchor=False)
        st.markdown(t("exam.cases.says"))
        st.markdown(f":small[:gray[{t('exam.cases.demo')}]]")
        for one in practical.slots_of(store, guest.account, exam, now()):
            _slot(guest, exam, one)


def _slot(guest: Guest, exam: ExamTry, one: SlotStanding) -> None:
    t = guest.t
    with st.container(horizontal=True, vertical_alignment="center", key=f"slot_{one.slot}"):
        st.markdown(f"**{t.of(one.title)}** {t('exam.cases.of', n=len(one.begun), cases=one.cases)}")
        for case in one.begun:
            st.markdown(f":{MARKS[case.verdict]}-badge[{t(f'exam.case.{case.verdict}')}]")
        if not one.complete or one.open_drill:
            label = t("exam.cases.go_on") if one.open_drill else t("exam.cases.next")
            if st.button(label, key=f"case_{one.slot}"):
                _begin(guest, exam, one.slot)


def _begin(guest: Guest, exam: ExamTry, slot: str) -> None:
    act = Act(exam=exam.id, tab=tab_of(), at=now())
    try:
        attempt = practical.next_case(guest.world.store, guest.account, act, slot, guest.t.lang)
    except WorldError as fault:
        st.session_state[TOLD] = fault
        st.rerun()
    go("desk", attempt=attempt)
