"""What can be looked at and done about the fault: checks with what they showed, and actions."""

from html import escape

import streamlit as st

from mysterydesk.i18n import Translation
from pages.parts.clock_bar import span_words
from pages.parts.desk_drawers_more import explain
from pages.parts.desk_moves import Bench, move_button
from pages.parts.desk_names import tier_words
from pages.parts.desk_ticket import TAB_HEIGHT
from scenarios.fault_model import Action, Check
from scenarios.seating import allowed_repairs, looks_up_to

APPROVALS = ("consent", "approval")

LONG_S = 300
"""Seconds from which a step's length is named: whoever promises a time, or has a set time to keep, must know it."""


def check_tab(bench: Bench) -> None:
    """Draw the checks with what they have shown, and the actions this seat may take."""
    t, desk, state = bench.t, bench.attempt.desk, bench.attempt.state
    closed = state.status != "open"
    reach = looks_up_to(desk.handbook, desk.case.seat, desk.case.post)
    solves = allowed_repairs(desk.handbook, desk.case.seat, desk.case.post)
    with st.container(height=TAB_HEIGHT, key="tabbody_check", border=False):
        st.markdown(f"**{t('desk.checks')}**")
        st.markdown(f":small[:gray[{t('desk.checks_help')}]]")
        st.markdown(f":small[:gray[{t('desk.pressed_only')}]]")
        for check in desk.case.fault_model.checks:
            _check_row(bench, check, disabled=closed or check.tier > reach)
        st.markdown(f"**{t('desk.actions')}**")
        for action in desk.case.fault_model.actions:
            if not action.partner:
                _action_row(bench, action, disabled=closed or action.repair not in solves)


def _asks_first(bench: Bench, needs: tuple[str, ...], name: str, title: str) -> None:
    """Offer to explain and ask for the customer's yes where a step needs it and has not got it."""
    wanting = any(need in APPROVALS for need in needs) and name not in bench.attempt.state.approved
    label = bench.t("desk.ask_approval")
    if wanting and st.button(label, key=f"explain_{name}", icon=":material/handshake:", disabled=not bench.is_open):
        explain(bench, name, title)


def _need_tip(bench: Bench, needs: tuple[str, ...], name: str) -> str | None:
    state = bench.attempt.state
    if "identity" in needs and not state.identified:
        return bench.t("desk.needs_identity")
    if "remote" in needs and not state.remote.running:
        return bench.t("desk.needs_remote")
    if any(need in APPROVALS for need in needs) and name not in state.approved:
        return bench.t("desk.needs_approval")
    return None


def _not_yours(bench: Bench, tier: str) -> str:
    return bench.t("desk.not_your_tier", tier=tier_words(bench.t, bench.attempt.desk.handbook, tier))


def _check_row(bench: Bench, check: Check, *, disabled: bool) -> None:
    t = bench.t
    wanted = _need_tip(bench, check.needs, check.id)
    move_button(
        bench,
        f"check_{check.id}",
        t("desk.check_button", via=t(f"via.{check.via}"), title=t.of(check.title)),
        "check",
        {"check": check.id},
        width="stretch",
        disabled=disabled or wanted is not None,
        help=_not_yours(bench, check.tier) if disabled else wanted,
    )
    if not disabled:
        _asks_first(bench, check.needs, check.id, t.of(check.title))
    shown = [e for e in bench.attempt.events if e.kind == "check.run" and e.fields["check"] == check.id]
    if shown:
        st.html(f'<div class="md-quote">{escape(str(shown[-1].fields["text"]))}</div>')


def _action_words(t: Translation, action: Action) -> str:
    """Name a step with whose hand does it, and what it takes where that is long enough to be planned for."""
    said = t("desk.action_button", hand=t(f"hand.{action.hand}"), title=t.of(action.title))
    if action.cost_s < LONG_S:
        return said
    return t("desk.action_takes", action=said, span=span_words(t, action.cost_s // 60 * 60))


def _action_row(bench: Bench, action: Action, *, disabled: bool) -> None:
    t = bench.t
    owner = next((one.code for one in bench.attempt.desk.handbook.tiers if action.repair in one.solves), "T3")
    risk = t.of(action.risk)
    wanted = _need_tip(bench, action.needs, action.id)
    move_button(
        bench,
        f"act_{action.id}",
        _action_words(t, action),
        "act",
        {"action": action.id},
        width="stretch",
        disabled=disabled or wanted is not None,
        help=_not_yours(bench, owner) if disabled else (wanted or risk or None),
    )
    if not disabled:
        _asks_first(bench, action.needs, action.id, t.of(action.title))
