"""What can be done at the examiner's desk: annul, assess, agree to issue, answer an appeal, grant time."""

from collections.abc import Callable

import streamlit as st

from certification.sitting import Accommodation
from mysterydesk import issuing
from mysterydesk.clock import now
from mysterydesk.errors import WorldError
from mysterydesk.exams import appealing, assessing, granting, levels
from mysterydesk.exams.assessing import Row, Word
from mysterydesk.i18n import fault_text
from mysterydesk.roles import may
from pages.parts.guard import Guest

FAULT = "examiner_fault"


def _done(guest: Guest, act: Callable[[], object]) -> None:
    """Do it, and keep what was refused for the next drawing."""
    try:
        act()
    except WorldError as fault:
        st.session_state[FAULT] = fault_text(guest.t, fault)


def _typed(key: str) -> str:
    return str(st.session_state.get(key, ""))


def annulling(guest: Guest, row: Row) -> None:
    """Offer to annul a try, with a reason that the candidate reads."""
    t, store, exam = guest.t, guest.world.store, row.exam.id
    if not may(guest.account.role, "invigilate"):
        return
    key = f"annul_{exam}"

    def act() -> None:
        _done(guest, lambda: granting.annul(store, guest.account, exam, _typed(key), now()))

    with st.expander(t("examiner.annul")), st.form(f"form_{key}", border=False):
        st.text_area(t("examiner.annul_why"), key=key, height=80)
        st.form_submit_button(t("examiner.annul"), on_click=act)


def sign_form(guest: Guest, row: Row) -> None:
    """Take an assessor's yes or no where the level asks for assessors."""
    t, store, exam = guest.t, guest.world.store, row.exam
    if not levels.pinned(store, exam.plan).assessors:
        return
    why, own = f"sign_why_{exam.id}", f"sign_own_{exam.id}"

    def say(*, agrees: bool) -> None:
        word = Word(exam=exam.id, agrees=agrees, reason=_typed(why), own_trainer=bool(st.session_state.get(own)))
        _done(guest, lambda: assessing.sign(store, guest.account, word, now()))

    with st.form(f"sign_{exam.id}"):
        st.markdown(t("examiner.sign_lead"))
        st.text_area(t("examiner.sign_why"), key=why, height=80)
        st.checkbox(t("examiner.own_trainer"), key=own)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                t("examiner.sign_yes"), key=f"yes_{exam.id}", type="primary", on_click=say, kwargs={"agrees": True}
            )
            st.form_submit_button(t("examiner.sign_no"), key=f"no_{exam.id}", on_click=say, kwargs={"agrees": False})


def release_button(guest: Guest, row: Row) -> None:
    """Offer to agree to issue once nothing else is missing."""
    t, world, exam = guest.t, guest.world, row.exam
    missing = {one.code for one in row.decision.grounds} if row.decision is not None else set()
    if missing != {"issuers_missing"} or not may(guest.account.role, "issue_credential"):
        return

    def act() -> None:
        _done(
            guest,
            lambda: assessing.release(
                world.store, issuing.house(world.store, world.settings), guest.account, exam.id, now()
            ),
        )

    mine = guest.account.id in exam.released
    st.button(t("examiner.release"), key=f"release_{exam.id}", type="primary", disabled=mine, on_click=act)
    if mine:
        st.markdown(f":small[{t('examiner.released')}]")


def appeal_form(guest: Guest, row: Row) -> None:
    """Answer an appeal."""
    t, store, exam = guest.t, guest.world.store, row.exam.id
    key = f"appeal_{exam}"

    def say(*, upheld: bool) -> None:
        _done(guest, lambda: appealing.decide_appeal(store, guest.account, exam, _typed(key), now(), upheld=upheld))

    with st.form(f"form_{key}"):
        st.text_area(t("examiner.appeal_why"), key=key, height=80)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(t("examiner.uphold"), key=f"uphold_{exam}", on_click=say, kwargs={"upheld": True})
            st.form_submit_button(t("examiner.reject"), key=f"reject_{exam}", on_click=say, kwargs={"upheld": False})


def extra_time(guest: Guest) -> None:
    """Grant somebody extra time for a level, before the try begins."""
    t, store = guest.t, guest.world.store
    people = {one.id: one for one in store.accounts.everyone() if one.role == "trainee" and one.active}

    def act() -> None:
        who = st.session_state.get("extra_who")
        extra = Accommodation(
            share=float(st.session_state["extra_share"]) / 100, minutes=int(st.session_state["extra_minutes"])
        )
        level = str(st.session_state["extra_level"])
        if who in people:
            _done(guest, lambda: granting.grant(store, guest.account, who, level, extra, _typed("extra_why"), now()))

    with st.container(border=True, key="card_extra", gap="small"):
        st.subheader(t("examiner.extra"), anchor=False)
        st.markdown(t("examiner.extra_lead"))
        with st.form("extra_time", border=False):
            with st.container(horizontal=True, gap="small"):
                st.selectbox(
                    t("examiner.candidate"), list(people), index=None, key="extra_who", width=240,
                    format_func=lambda one: t.of(people[one].name),
                )  # fmt: skip
                st.selectbox(
                    t("standard.level"), levels.LEVELS, key="extra_level", width=240,
                    format_func=lambda one: t.of(levels.plan_of(one).title),
                )  # fmt: skip
                st.number_input(t("examiner.share"), 0, 100, 25, key="extra_share", width=140)
                st.number_input(t("examiner.minutes"), 0, 120, 0, key="extra_minutes", width=140)
            st.text_input(t("examiner.why"), key="extra_why")
            st.form_submit_button(t("examiner.grant"), on_click=act)
