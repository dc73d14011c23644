"""How is one step of a replay shown: the words around it, the customer's mood with its cause, the ticket then?"""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from mysterydesk.i18n import Translation
from mysterydesk.results import Result
from pages.parts.desk_names import capital
from pages.parts.desk_owed import owed_html
from pages.parts.guard import Guest
from pages.parts.replay_steps import BANDS, CAUSES, Step, causes_in, unheard
from pages.parts.result_findings import Row, quoted, rows_of
from pages.parts.step_words import doer_of, time_of, what_of, who_of, written
from simulator.drill import Attempt
from simulator.state import State
from sla.timeline import Event

AROUND = 7
"""Steps before the one that is looked at which stay in view."""


def _proof_of(event: Event, rows: Sequence[Row]) -> Row:
    """Find what an event's words prove, the missed first, for the underline."""
    for row in rows:
        for proof in rows_of(row.get("proof")):
            if proof.get("event") == int(event.id) and proof.get("quote"):
                return proof
    return {}


def _line(t: Translation, shown: Result, event: Event, rows: Sequence[Row], *, unheard: bool) -> str:
    """Give one event as HTML: who and when, then the words; what has none is said in a line."""
    attempt = shown.attempt
    if unheard and event.kind == "ticket.submitted":
        return f'<div class="md-note">{escape(t("replay.unheard"))}</div>'
    who, clock = who_of(t, attempt, event, doer_of(t, shown)), time_of(attempt, event)
    words = quoted(event, _proof_of(event, rows))
    if event.kind in {"agent.msg", "customer.msg", "ticket.submitted"} and words:
        return f'<div class="md-who">{escape(capital(who))}　{clock}</div><div class="md-said">{words}</div>'
    done = f"{clock}　{capital(who)} · {what_of(t, attempt, event)}"
    return f'<div class="md-note">{escape(done)}{written(t, attempt, event)}</div>'


def words_so_far(t: Translation, shown: Result, steps: Sequence[Step], number: int, rows: Sequence[Row]) -> None:
    """Show the words up to a step, that step marked; later words are not there yet."""
    near = steps[max(0, number - 1 - AROUND) : number]
    silent = unheard(shown.attempt.events, near[-1].seen)
    with st.container(height=400, border=False, key="scroll_said", autoscroll=True):
        for step in near:
            here = step is near[-1]
            seen = [event for event in step.events if not _double(event, step)]
            body = "".join(_line(t, shown, event, rows if here else (), unheard=silent) for event in seen)
            st.html(f'<div class="md-step{" md-here" if here else ""}">{body}</div>')
        if number < len(steps):
            st.markdown(f":small[:gray[{t('replay.not_yet')}]]")


def _double(event: Event, step: Step) -> bool:
    """Leave out what only marks the message beside it."""
    spoken = {"progress.update", "chase.received", "escalation.customer_told", "workaround.provided", "fix.provided"}
    return event.kind in spoken and any(one.kind in {"agent.msg", "customer.msg"} for one in step.events)


def mood_card(guest: Guest, step: Step, before: State, after: State) -> None:
    """Say how the customer felt, and what moved it; hidden during the drill."""
    t = guest.t
    was, is_now = t(BANDS[before.mood.band]), t(BANDS[after.mood.band])
    with st.container(border=True, key="card_mood", gap="xsmall"):
        st.markdown(f"**{t('replay.mood')}**")
        st.markdown(f"{was} → **{is_now}**" if was != is_now else f"**{is_now}**")
        causes = [t(CAUSES[one]) for one in causes_in(step, before, after) if one in CAUSES]
        said = t("replay.cause", causes=t("replay.and").join(causes)) if causes else t("replay.no_cause")
        st.markdown(f":small[:gray[{said}]]")


def ticket_card(guest: Guest, attempt: Attempt, state: State) -> None:
    """Say where the ticket stood."""
    t, handbook, ticket = guest.t, attempt.desk.handbook, state.ticket
    level = t.of(handbook.priority(ticket.level).name) if ticket.level else t("replay.no_level")
    tiers = {str(one.code): t.of(one.name) for one in handbook.tiers}
    stand = t("replay.is_closed") if ticket.closed else t("replay.is_resolved" if ticket.resolved else "replay.open")
    with st.container(border=True, key="card_ticket", gap="xsmall"):
        st.markdown(f"**{t('replay.ticket')}**")
        st.markdown(f"{level} · {tiers.get(ticket.tier, ticket.tier)} · {stand}")
        missing = [t.of(one.title) for one in handbook.intake if one.required and not ticket.fields.get(one.name)]
        said = t("replay.missing", fields=t("replay.and").join(missing)) if missing else t("replay.complete")
        st.markdown(f":small[:gray[{said}]]")
        then = replace(attempt, state=state, events=attempt.events[: state.version])
        if duties := owed_html(t, then):
            st.html(duties)
