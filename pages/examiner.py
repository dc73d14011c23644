"""Who is sitting an exam now, what waits for a person, and who has been granted time? The examiner's desk."""

import streamlit as st

from mysterydesk.clock import now
from mysterydesk.exams import assessing
from mysterydesk.exams.assessing import Row
from mysterydesk.exams.record import is_set_aside
from mysterydesk.roles import may
from pages.parts.examiner_acts import FAULT, annulling, appeal_form, extra_time, release_button, sign_form
from pages.parts.examiner_words import facts_of, grounds_of, head_of
from pages.parts.frame import style
from pages.parts.guard import Guest, guard
from pages.parts.links import go

guest = guard("examiner")

NEWEST = 40
"""Ended tries that are listed."""


FOR_PEOPLE = frozenset({
    "case_with_person", "part_with_person", "cut_with_person", "written_with_person", "assessors_missing",
    "assessor_disagrees", "assessor_own_trainee", "issuers_missing",
})  # fmt: skip
"""What somebody else than the candidate has to do."""


def _waits(row: Row) -> bool:
    """Tell whether a try is over for the candidate and waits for somebody here."""
    if row.decision is None or row.decision.answer != "waiting" or row.exam.annulled is not None:
        return False
    return {str(one.code) for one in row.decision.grounds} <= FOR_PEOPLE


def _goes_on(row: Row) -> bool:
    """Tell whether the candidate is still at it: at the paper, or at the cases after it."""
    open_now = row.clock.state == "open" or (row.decision is not None and row.decision.answer == "waiting")
    return open_now and row.exam.annulled is None and not _waits(row)


def _sittings(guest: Guest, rows: list[Row]) -> None:
    t = guest.t
    with st.container(border=True, key="card_sittings", gap="small"):
        st.subheader(t("examiner.sittings"), anchor=False)
        if not rows:
            st.markdown(t("examiner.nobody"))
        for row in rows:
            st.markdown(head_of(guest, row))
            st.markdown(f":small[{facts_of(guest, row)}]")
            annulling(guest, row)


def _cases(guest: Guest, row: Row) -> None:
    """Lead to the cases that a person has to look at."""
    t = guest.t
    if row.decision is None or not any(one.code == "case_with_person" for one in row.decision.grounds):
        return
    with st.container(horizontal=True, gap="small"):
        for number, (_, attempt) in enumerate(row.exam.cases, start=1):
            if st.button(t("examiner.case", n=number), key=f"examiner_case_{attempt}"):
                go("result", attempt=attempt)


def _waiting(guest: Guest, rows: list[Row]) -> None:
    t = guest.t
    with st.container(border=True, key="card_waiting", gap="medium"):
        st.subheader(t("examiner.waiting"), anchor=False)
        if not rows:
            st.markdown(t("examiner.nothing"))
        for row in rows:
            with st.container(key=f"wait_{row.exam.id}", gap="small"):
                st.markdown(head_of(guest, row))
                st.markdown(grounds_of(guest, row))
                _cases(guest, row)
                sign_form(guest, row)
                release_button(guest, row)
                annulling(guest, row)


def _appeals(guest: Guest, rows: list[Row]) -> None:
    t = guest.t
    with st.container(border=True, key="card_appeals", gap="medium"):
        st.subheader(t("examiner.appeals"), anchor=False)
        if not rows:
            st.markdown(t("examiner.no_appeals"))
        for row in rows:
            st.markdown(head_of(guest, row))
            if row.exam.appeal is not None:
                st.text(row.exam.appeal.words)
            appeal_form(guest, row)


def _ended(guest: Guest, rows: list[Row]) -> None:
    t = guest.t
    with st.expander(t("examiner.ended", n=len(rows))):
        for row in rows[:NEWEST]:
            aside = f" · {t('examiner.set_aside')}" if is_set_aside(row.exam) else ""
            st.markdown(f"{head_of(guest, row)}{aside}  \n:small[{facts_of(guest, row)}]")


def main(guest: Guest) -> None:
    """Draw the desk; trainers see what they may assess, examiners everything."""
    t, at = guest.t, now()
    style(t, "handbooks")
    found = assessing.rows(guest.world.store, guest.account, at)
    with st.container(key="narrow"):
        st.header(t("page.examiner"), anchor=False)
        st.markdown(t("examiner.lead"))
        if said := st.session_state.pop(FAULT, ""):
            st.error(said)
        invigilates = may(guest.account.role, "invigilate")
        if invigilates:
            _sittings(guest, [one for one in found if _goes_on(one)])
        _waiting(guest, [one for one in found if _waits(one)])
        if invigilates:
            _appeals(guest, [one for one in found if one.exam.appeal is not None and one.exam.appeal.upheld is None])
            extra_time(guest)
        ended = [one for one in found if not _goes_on(one) and not _waits(one)]
        _ended(guest, ended)


main(guest)
