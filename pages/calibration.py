"""Do people agree with each other, and with the scorer? Sessions that several judge blind, and their figures."""

import streamlit as st

from mysterydesk import calibrating
from mysterydesk.calibration_figures import TRANSCRIPTS, figures
from mysterydesk.calibration_record import Session
from mysterydesk.clock import now
from mysterydesk.errors import WorldError
from mysterydesk.i18n import fault_text
from pages.parts.calibration_sheet import judge
from pages.parts.calibration_table import agreement_table
from pages.parts.frame import style
from pages.parts.guard import Guest, guard
from pages.parts.verbatim import verbatim
from pages.parts.written_rows import moment, who

guest = guard("calibration")

SAID = "calibration_said"


def _do(guest: Guest, name: str, session: str = "") -> None:
    """Open or close a session, and keep what came of it for the next drawing."""
    store, account = guest.world.store, guest.account
    try:
        if name == "close":
            calibrating.close(store, account, session, now())
        else:
            size = int(st.session_state.get("cal_size", calibrating.FEWEST))
            st.query_params["session"] = calibrating.open_session(store, account, size, now())
    except WorldError as fault:
        st.session_state[SAID] = fault_text(guest.t, fault)


def _new(guest: Guest) -> None:
    t, most = guest.t, min(calibrating.MOST, len(calibrating.choices(guest.world.store, guest.account)))
    with st.container(border=True, key="card_new", gap="small"):
        st.markdown(f"**{t('calibrate.new')}**")
        if most < calibrating.FEWEST:
            st.markdown(t("calibrate.too_few_drills", least=calibrating.FEWEST))
            return
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            st.number_input(
                t("calibrate.size"), calibrating.FEWEST, most, min(12, most), key="cal_size", width=220,
                help=t("calibrate.size_help"),
            )  # fmt: skip
            st.button(t("calibrate.open"), key="cal_open", type="primary", on_click=_do, args=(guest, "open"))


def _session(guest: Guest, one: Session) -> None:
    t, account = guest.t, guest.account
    done, of = one.done_by(account.id), len(one.attempts)
    people = len(calibrating.whole(guest.world.store, one))
    what, act = st.columns([3.2, 2], vertical_alignment="center")
    opened = t("calibrate.opened", at=moment(one.at), by=verbatim(who(guest, one.by)))
    state = t("calibrate.closed") if one.closed else t("calibrate.yours", done=done, of=of)
    what.markdown(f"{opened}  \n:small[:gray[{state} · {t.count('calibrate.people', people)}]]")
    with act, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        if one.closed:
            if st.button(t("calibrate.see"), key=f"cal_see_{one.id}"):
                st.query_params.from_dict({"session": one.id})
                st.rerun()
            return
        if st.button(t("calibrate.judge"), key=f"cal_judge_{one.id}", icon=":material/rule:"):
            st.query_params.from_dict({"session": one.id})
            st.rerun()
        if one.by == account.id:
            st.button(t("calibrate.close"), key=f"cal_close_{one.id}", on_click=_do, args=(guest, "close", one.id))


def _measured(guest: Guest) -> None:
    """Say what all closed sessions together measure, and that too little says nothing."""
    t, found = guest.t, figures(guest.world.store, guest.account)
    with st.container(border=True, key="card_g10", gap="small"):
        st.markdown(f"**{t('calibrate.g10')}**")
        if not found.measured:
            st.markdown(t("calibrate.not_measured", n=found.attempts, of=TRANSCRIPTS, people=found.people))
        if found.rows:
            agreement_table(t, found)


def main(guest: Guest) -> None:
    """Draw one session when the address names one, else the list."""
    t, store = guest.t, guest.world.store
    style(t, "handbooks")
    wanted = st.query_params.get("session", "")
    known = {one.id: one for one in calibrating.sessions(store, guest.account)}
    if wanted in known:
        one = known[wanted]
        if st.button(t("calibrate.back"), key="cal_back", icon=":material/arrow_back:"):
            st.query_params.clear()
            st.rerun()
        if one.closed:
            st.header(t("calibrate.figures"), anchor=False)
            agreement_table(t, figures(store, guest.account, one.id))
        else:
            judge(guest, one)
        return
    with st.container(key="narrow"):
        st.header(t("page.calibration"), anchor=False)
        st.markdown(t("calibrate.lead"))
        if said := st.session_state.pop(SAID, ""):
            st.error(said)
        _measured(guest)
        _new(guest)
        if known:
            with st.container(border=True, key="card_sessions"):
                for one in known.values():
                    _session(guest, one)


main(guest)
