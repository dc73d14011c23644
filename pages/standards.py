"""Where does the cut of a level come from? Sessions of judges, two rounds each, and who approved what."""

import streamlit as st

from mysterydesk.clock import now
from mysterydesk.errors import WorldError
from mysterydesk.exams import cuts, levels, scheme, standard_approval, standards
from mysterydesk.exams.standard_record import Standard
from mysterydesk.i18n import fault_text
from mysterydesk.roles import may
from pages.parts.frame import style
from pages.parts.guard import Guest, guard
from pages.parts.standard_cut import figures_of
from pages.parts.standard_sheet import rate
from pages.parts.verbatim import verbatim
from pages.parts.written_rows import moment, who

guest = guard("standards")

SAID = "standards_said"
REASON = "standards_reason"


def _do(guest: Guest, name: str, session: str = "") -> None:
    """Take one step of a session, and keep what came of it for the next drawing."""
    store, account, at = guest.world.store, guest.account, now()
    try:
        if name == "open":
            standards.open_standard(store, account, str(st.session_state["standards_level"]), at)
        elif name == "second":
            standards.second_round(store, account, session, at)
        elif name == "close":
            standards.close(store, account, session, at)
        elif name == "approve":
            standard_approval.approve(store, account, session, at)
        else:
            reason = str(st.session_state.get(f"{REASON}_{session}", ""))
            standard_approval.reject(store, account, session, reason, at)
    except WorldError as fault:
        st.session_state[SAID] = fault_text(guest.t, fault)


def _in_force(guest: Guest) -> None:
    """Say of each level which cut holds, since when, and on whose word."""
    t, store = guest.t, guest.world.store
    with st.container(border=True, key="card_cuts", gap="small"):
        st.subheader(t("standard.in_force"), anchor=False)
        for name in levels.LEVELS:
            plan, found = levels.plan_of(name), cuts.in_force(store, name)
            share = f"{levels.cut_of(store, plan) * 100:.1f}"
            if found is None:
                says = t("standard.assumed", share=share)
            else:
                names = t("exam.level.glue").join(verbatim(who(guest, one)) for one in found.approved)
                error = f"{found.error * 100:.1f}"
                values = {"share": share, "error": error, "n": found.judges, "version": found.version}
                says = t("standard.set", since=moment(found.at), by=names, **values)
            what, document = st.columns([3, 1.4], vertical_alignment="center")
            what.markdown(f"**{t.of(plan.title)}**  \n{says}")
            with document:
                _scheme(guest, name)


def _scheme(guest: Guest, level: str) -> None:
    """Offer the scheme document; it is made when somebody asks for it."""

    def made() -> bytes:
        return scheme.printed(scheme.scheme(guest.world.store, guest.account, level, guest.t, now()))

    st.download_button(
        guest.t("scheme.download"), made, file_name=f"scheme-{level}-{guest.t.lang}.pdf", mime="application/pdf",
        key=f"scheme_{level}", on_click="ignore",
    )  # fmt: skip


def _new(guest: Guest) -> None:
    t = guest.t
    if not may(guest.account.role, "assemble_exam"):
        return
    with st.container(border=True, key="card_new", gap="small"):
        st.subheader(t("standard.new"), anchor=False)
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            st.selectbox(
                t("standard.level"), levels.LEVELS, key="standards_level", width=280,
                format_func=lambda one: t.of(levels.plan_of(one).title),
            )  # fmt: skip
            st.button(t("standard.open"), key="standards_open", type="primary", on_click=_do, args=(guest, "open"))


def _state(guest: Guest, one: Standard) -> str:
    t, total = guest.t, len(one.entries)
    if one.rejected is not None:
        by, reason = one.rejected
        return t("standard.rejected", by=verbatim(who(guest, by)), reason=verbatim(reason))
    if one.ended is not None:
        return t("standard.ended", at=moment(one.ended))
    if one.closed:
        return t("standard.approvals", n=len(one.approvals))
    whole = len(one.whole(one.round))
    said = t("standard.round", round=one.round, whole=whole)
    if not may(guest.account.role, "judge_items"):
        return said
    return f"{said} {t('standard.yours', done=len(one.rated_by(guest.account.id)), of=total)}"


def _acts(guest: Guest, one: Standard) -> None:
    t, role = guest.t, guest.account.role
    if one.closed:
        if st.button(t("standard.see"), key=f"standards_see_{one.id}"):
            st.query_params.from_dict({"session": one.id})
            st.rerun()
        return
    if one.ended is not None:
        return
    if may(role, "judge_items") and st.button(t("standard.rate"), key=f"standards_rate_{one.id}"):
        st.query_params.from_dict({"session": one.id})
        st.rerun()
    if may(role, "assemble_exam"):
        step = "close" if one.second else "second"
        label = t("standard.close") if one.second else t("standard.second")
        st.button(label, key=f"standards_{step}_{one.id}", on_click=_do, args=(guest, step, one.id))


def _sessions(guest: Guest, known: tuple[Standard, ...]) -> None:
    t = guest.t
    with st.container(border=True, key="card_sessions", gap="medium"):
        st.subheader(t("standard.sessions"), anchor=False)
        if not known:
            st.markdown(t("standard.none"))
        for one in known:
            what, act = st.columns([3, 2], vertical_alignment="center")
            title = t.of(levels.plan_of(one.level).title)
            opened = t("standard.opened", level=title, at=moment(one.at), by=verbatim(who(guest, one.by)))
            what.markdown(f"{opened}  \n:small[{_state(guest, one)}]")
            with act, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
                _acts(guest, one)


def _approval(guest: Guest, one: Standard) -> None:
    """Let those who approve say yes, or no with a reason."""
    t = guest.t
    if one.ended is not None or not may(guest.account.role, "approve_cut"):
        return
    with st.container(border=True, key="card_approve", gap="small"):
        st.subheader(t("standard.decide"), anchor=False)
        st.markdown(t("standard.two"))
        mine = guest.account.id in one.approvals
        st.button(
            t("standard.approve"), key="standards_approve", type="primary", disabled=mine,
            on_click=_do, args=(guest, "approve", one.id),
        )  # fmt: skip
        if mine:
            st.markdown(f":small[{t('standard.yours_approved')}]")
        with st.form("standards_reject", border=False):
            st.text_area(t("standard.reason"), key=f"{REASON}_{one.id}", height=80)
            st.form_submit_button(t("standard.reject"), on_click=_do, args=(guest, "reject", one.id))


def main(guest: Guest) -> None:
    """Draw one session when the address names one, else the cuts in force and the sessions."""
    t, store = guest.t, guest.world.store
    style(t, "handbooks")
    known = standards.standards(store, guest.account)
    wanted = next((one for one in known if one.id == st.query_params.get("session", "")), None)
    with st.container(key="narrow"):
        st.header(t("page.standards"), anchor=False)
        if said := st.session_state.pop(SAID, ""):
            st.error(said)
        if wanted is None:
            st.markdown(t("standard.lead"))
            _in_force(guest)
            _new(guest)
            _sessions(guest, known)
            return
        if st.button(t("standard.back"), key="standards_back", icon=":material/arrow_back:"):
            st.query_params.clear()
            st.rerun()
        if wanted.closed:
            figures_of(guest, wanted)
            _approval(guest, wanted)
        else:
            rate(guest, wanted)


main(guest)
