"""What is seen of partners outside the lines and of colleagues who ask leave, and what can be done about it?"""

import streamlit as st

from mysterydesk.i18n import message_id
from pages.parts.desk_drafts import area
from pages.parts.desk_drawers import go_button, open_drawer, send
from pages.parts.desk_moves import Bench
from pages.parts.desk_names import capital, tier_words
from scenarios.partner import Partner
from simulator.coworker import coworker
from simulator.partners import AT_WORK
from simulator.strand import Asked
from sla.timeline import Event

PARTNERED = (
    "partner.engaged", "partner.chased", "partner.answered", "partner.reported", "override.requested",
    "override.decided",
)  # fmt: skip
"""What is said to and by partners, and between a colleague and the supervisor."""

STANCES = {
    "": message_id("partner.asked"),
    "denies": message_id("partner.denies"),
    "waits": message_id("partner.waits"),
    "accepts": message_id("partner.at_work"),
    "stands": message_id("partner.at_work"),
    "slips": message_id("partner.at_work"),
    "again": message_id("partner.at_work"),
    "done": message_id("partner.says_done"),
}
"""How far a partner has come, as they put it; whether it is so, the checks show."""

VERDICTS = {"yes": message_id("override.yes"), "no": message_id("override.no")}


def said_by(bench: Bench, event: Event) -> tuple[str, str]:
    """Name who said it, and give an icon."""
    t, desk = bench.t, bench.attempt.desk
    partner = desk.case.partner(str(event.fields.get("partner") or ""))
    if event.actor == "trainee":
        to = partner.name if partner else ""
        name = t("partner.me_to", name=to) if to else t(VERDICTS[str(event.fields.get("verdict") or "no")])
        return name, ":material/support_agent:"
    if partner is not None:
        return capital(partner.name), ":material/apartment:"
    asks = t("override.asks", line=tier_words(t, desk.handbook, event.actor))
    return capital(asks), ":material/engineering:"


def others(bench: Bench) -> None:
    """Draw a strip with every partner, what they said last, and what a colleague waits for."""
    if not bench.is_open:
        return
    for asked in bench.attempt.state.requests.values():
        if not asked.verdict:
            _request(bench, asked)
    for partner in bench.attempt.desk.case.partners:
        _partner(bench, partner)


def _request(bench: Bench, asked: Asked) -> None:
    t, desk = bench.t, bench.attempt.desk
    action = desk.case.fault_model.action(asked.action)
    what = t.of(action.title) if action else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"asked_{asked.action}"):
        line = tier_words(t, desk.handbook, asked.by)
        waits = capital(t("override.waits", line=line))
        st.markdown(f":orange-badge[{waits}] :small[{what}]", width="content")
        if st.button(t("override.answer"), key=f"b_decide_{asked.action}", icon=":material/rule:", type="primary"):
            decide(bench, asked)


def decide(bench: Bench, asked: Asked) -> None:
    """Give leave or refuse it, with the reason; the step's known risk stands beside it."""
    t = bench.t
    action = bench.attempt.desk.case.fault_model.action(asked.action)

    def body() -> None:
        st.markdown(f"**{t.of(action.title) if action else ''}**")
        if action is not None and t.of(action.risk):
            st.markdown(f":small[{t('override.risk', risk=t.of(action.risk))}]")
        names = {name: t(title) for name, title in VERDICTS.items()}
        chosen = st.radio(
            t("override.verdict"), list(names), format_func=names.__getitem__, index=None, key="d_verdict"
        )
        text = area(bench, "d_decide", t("override.reason"), lines=4)
        needs = {t("override.verdict"): chosen, t("override.reason"): text}
        if go_button(bench, "authorise", t("override.answer"), "d_decide_go", needs):
            send(bench, "authorise", ("d_decide",), action=asked.action, verdict=str(chosen), text=text)

    open_drawer(t("override.answer"), body)


def _partner(bench: Bench, partner: Partner) -> None:
    t, state = bench.t, bench.attempt.state
    known = state.partners.get(partner.id)
    zone = bench.attempt.desk.case.submitted_at.tzinfo
    said = t("partner.not_yet")
    if known is not None:
        clock = known.eta.astimezone(zone).strftime("%H:%M") if known.eta else ""
        said = t(STANCES.get(known.stance, STANCES[""]), time=clock)
    load = t.count("assign.load", coworker(bench.attempt.desk, partner.role, partner.id).load)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"partner_{partner.id}"):
        st.markdown(f":small[**{capital(partner.name)}**　:gray[{said} · {load}]]", width="content")
        busy = known is not None and (known.stance in AT_WORK or not known.stance)
        if not busy and st.button(t("partner.engage"), key=f"b_engage_{partner.id}", icon=":material/handshake:"):
            engage(bench, partner)
        if known is not None and st.button(
            t("partner.chase"), key=f"b_chase_{partner.id}", icon=":material/notification_important:"
        ):
            chase(bench, partner)


def engage(bench: Bench, partner: Partner) -> None:
    """Ask a partner for one of the things that only they can do, with what shows that it is theirs."""
    t = bench.t
    theirs = [one for one in bench.attempt.desk.case.fault_model.actions if one.partner == partner.id]

    def body() -> None:
        st.markdown(f":small[:gray[{t('partner.engage_help')}]]")
        names = {one.id: t.of(one.title) for one in theirs}
        action = st.radio(t("partner.what"), list(names), format_func=names.__getitem__, key="d_engage_what")
        text = area(bench, "d_engage", t("partner.evidence"), lines=5)
        needs = {t("partner.what"): action, t("partner.evidence"): text}
        if go_button(bench, "engage", t("partner.engage"), "d_engage_go", needs):
            send(bench, "engage", ("d_engage",), partner=partner.id, action=str(action), text=text)

    open_drawer(t("partner.engage_who", name=partner.name), body)


def chase(bench: Bench, partner: Partner) -> None:
    """Ask a partner where it stands."""
    t = bench.t

    def body() -> None:
        text = area(bench, "d_chase", t("partner.chase_words"), lines=4)
        if go_button(bench, "chase_partner", t("partner.chase"), "d_chase_go", {t("partner.chase_words"): text}):
            send(bench, "chase_partner", ("d_chase",), partner=partner.id, text=text)

    open_drawer(t("partner.chase_who", name=partner.name), body)
