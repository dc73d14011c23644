"""What can be looked at and done about the fault: checks with what they showed, and actions."""

from html import escape

import streamlit as st

from pages.parts.desk_moves import Bench, press
from pages.parts.desk_ticket import TAB_HEIGHT
from scenarios.fault_model import Action, Check

APPROVALS = ("consent", "approval")


def check_tab(bench: Bench) -> None:
    """Draw the checks with what they have shown, and the actions this seat may take."""
    t, desk, state = bench.t, bench.attempt.desk, bench.attempt.state
    closed = state.status != "open"
    solves = desk.handbook.tier(desk.case.seat).solves
    with st.container(height=TAB_HEIGHT, key="tabbody_check", border=False):
        st.markdown(f"**{t('desk.checks')}**")
        st.markdown(f":small[:gray[{t('desk.checks_help')}]]")
        for check in desk.case.fault_model.checks:
            _check_row(bench, check, disabled=closed or check.tier > desk.case.seat)
        st.markdown(f"**{t('desk.actions')}**")
        for action in desk.case.fault_model.actions:
            _action_row(bench, action, disabled=closed or action.repair not in solves)


def _asks_first(bench: Bench, needs: tuple[str, ...], name: str) -> None:
    """Offer to ask for the customer's agreement where a step needs it and has not got it."""
    wanting = any(need in APPROVALS for need in needs) and name not in bench.attempt.state.approved
    if wanting:
        st.button(
            bench.t("desk.ask_approval"),
            key=f"approve_{name}",
            icon=":material/handshake:",
            on_click=press,
            args=(bench, "ask_approval"),
            kwargs={"what": name},
            disabled=bench.attempt.state.status != "open",
        )


def _need_tip(bench: Bench, needs: tuple[str, ...], name: str) -> str | None:
    if "identity" in needs and not bench.attempt.state.identified:
        return bench.t("desk.needs_identity")
    if any(need in APPROVALS for need in needs) and name not in bench.attempt.state.approved:
        return bench.t("desk.needs_approval")
    return None


def _check_row(bench: Bench, check: Check, *, disabled: bool) -> None:
    t = bench.t
    wanted = _need_tip(bench, check.needs, check.id)
    label = t("desk.check_button", via=t(f"via.{check.via}"), title=t.of(check.title))
    st.button(
        label,
        key=f"check_{check.id}",
        width="stretch",
        disabled=disabled or wanted is not None,
        help=t("desk.not_your_tier", tier=t(f"tier.{check.tier}")) if disabled else wanted,
        on_click=press,
        args=(bench, "check"),
        kwargs={"check": check.id},
    )
    if not disabled:
        _asks_first(bench, check.needs, check.id)
    shown = [e for e in bench.attempt.events if e.kind == "check.run" and e.fields["check"] == check.id]
    if shown:
        st.html(f'<div class="md-quote">{escape(str(shown[-1].fields["text"]))}</div>')


def _action_row(bench: Bench, action: Action, *, disabled: bool) -> None:
    t = bench.t
    owner = next((one.code for one in bench.attempt.desk.handbook.tiers if action.repair in one.solves), "T3")
    risk = t.of(action.risk)
    wanted = _need_tip(bench, action.needs, action.id)
    tip = t("desk.not_your_tier", tier=t(f"tier.{owner}")) if disabled else (wanted or risk or None)
    st.button(
        t("desk.action_button", hand=t(f"hand.{action.hand}"), title=t.of(action.title)),
        key=f"act_{action.id}",
        width="stretch",
        disabled=disabled or wanted is not None,
        help=tip,
        on_click=press,
        args=(bench, "act"),
        kwargs={"action": action.id},
    )
    if not disabled:
        _asks_first(bench, action.needs, action.id)
