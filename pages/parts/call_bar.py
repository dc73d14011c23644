"""How long has the call lasted, how long has nobody spoken, how long has the customer been on hold?

Shown while somebody is on the telephone. The browser's own voice can read the customer's words aloud at the pace at
which speech is charged; it is off until somebody asks for it, and nothing hangs on it.
"""

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from mysterydesk.i18n import Translation
from pages.parts.clock_bar import Moment, asset, span_slots, ticking
from pages.parts.desk_moves import Bench
from pages.parts.desk_shown import shown
from sla.timeline import Timeline

PHONE = "phone"
SPOKEN = frozenset({"customer.msg", "agent.msg", "call.answered", "call.resumed", "ticket.submitted"})
"""Kinds after which a silence begins anew."""

LOCALE: Mapping[str, str] = {"zh": "zh-CN", "en": "en-US"}
PHONE_PATH = (
    "M6.6 10.8a15 15 0 0 0 6.6 6.6l2.2-2.2a1 1 0 0 1 1-.25 11.4 11.4 0 0 0 3.6.57 1 1 0 0 1 1 1V20a1 1 0 0 1-1 1"
    "A17 17 0 0 1 3 4a1 1 0 0 1 1-1h3.5a1 1 0 0 1 1 1 11.4 11.4 0 0 0 .57 3.6 1 1 0 0 1-.25 1z"
)
PHONE_ICON = f'<svg viewBox="0 0 24 24" aria-hidden="true"><path fill="currentColor" d="{PHONE_PATH}"/></svg>'


def _component() -> object:
    return st.components.v2.component(
        "mysterydesk_call_bar",
        html=(
            f'<div class="call-bar" role="group">{PHONE_ICON}<span class="call" role="timer"></span>'
            '<span class="silent"></span><span class="held"></span><button type="button"></button></div>'
        ),
        css=asset("call_bar.css"),
        js=asset("scenario_time.js") + asset("call_bar.js"),
    )


def _words(t: Translation) -> Mapping[str, str]:
    return {
        **span_slots(t),
        "name": t("call.name"),
        "call": t("call.lasts", t="{t}"),
        "silent": t("call.silent", t="{t}"),
        "held": t("call.held", t="{t}"),
        "aloud": t("call.aloud"),
        "hush": t("call.hush"),
        "help": t("call.help"),
        "no_voice": t("call.no_voice"),
    }


def _at_ms(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp() * 1000)


def on_the_line(bench: Bench) -> bool:
    """Tell whether a customer is on the telephone: it was taken up, and the ticket is not closed yet."""
    state = bench.attempt.state
    return bench.attempt.here.case.channel == PHONE and not state.duties.ringing and not state.ticket.closed


def began_at(events: Timeline, *, taken_over: bool = False) -> datetime | None:
    """Give when the trainee's call began: when it was taken up, or with the submission where no manual has it ring.

    What an earlier line has talked is not the trainee's call: it begins with their own first words, None before.
    """
    answered = [event.at for event in events if event.kind == "call.answered" and event.actor == "trainee"]
    if answered or not taken_over:
        return answered[0] if answered else events[0].at
    return next((event.at for event in events if event.kind == "agent.msg" and event.actor == "trainee"), None)


def call_bar(bench: Bench, moment: Moment) -> None:
    """Draw the bar above the conversation; nothing where nobody is on the telephone."""
    if not (bench.is_open and on_the_line(bench)):
        return
    events, case = bench.attempt.events, bench.attempt.desk.case
    began = began_at(events, taken_over=case.history is not None)
    if began is None:
        return
    said = [event for event in events if event.kind in {"ticket.submitted", "customer.msg"}]
    spoken = [event.at for event in events if event.kind in SPOKEN and not event.fields.get("to")]
    data = {
        **ticking(moment),
        "words": _words(bench.t),
        "call_ms": _at_ms(began),
        "silent_ms": _at_ms(max(spoken, default=events[0].at)),
        "held_ms": _at_ms(bench.attempt.state.held_at),
        "said": [{"id": int(event.id), "text": shown(str(event.fields["text"]))} for event in said[-2:]],
        "lang": LOCALE[case.lang],
        "rate": 1,
    }
    _component()(data=data, key="call_bar")  # type: ignore[operator]  # Streamlit types its renderer loosely
