"""What does the ticket show of this handbook's own duties: done, still open, or asking for somebody now?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final, Literal

import streamlit as st

from mysterydesk.i18n import Translation
from pages.parts.desk_moves import Bench
from pages.parts.desk_names import group_words, own_moves
from pages.parts.duty_forms import LEVELS
from simulator.drill import Attempt

How = Literal["done", "open", "now"]
SHAPES: Final[Mapping[How, str]] = {"done": "✓", "open": "○", "now": "!"}
"""Shape before the words, so that the colour never says it alone."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One duty as the ticket shows it.

    Attributes:
        how: Done, still open, or asking for somebody now.
        words: In the reader's language.
    """

    how: How
    words: str


Shown = Callable[[Translation, Attempt], Iterator[Mark]]


def _call(t: Translation, attempt: Attempt) -> Iterator[Mark]:
    duties = attempt.state.duties
    if duties.ringing:
        yield Mark("now", t("duty.not_answered"))
    elif duties.answered:
        yield Mark("done", t("duty.is_answered"))


def _acknowledged(t: Translation, attempt: Attempt) -> Iterator[Mark]:
    state = attempt.state
    if state.duties.acknowledged:
        yield Mark("done", t("duty.is_acknowledged"))
    elif state.duties.group or state.ticket.assigned:
        yield Mark("open", t("duty.not_acknowledged"))


def _number(t: Translation, attempt: Attempt) -> Iterator[Mark]:
    told = attempt.state.duties.number_told
    if attempt.state.ticket.number:
        yield Mark("done", t("duty.is_told")) if told else Mark("open", t("duty.not_told"))


def _group(t: Translation, attempt: Attempt) -> Iterator[Mark]:
    group = attempt.state.duties.group
    name = group_words(t, attempt.desk.handbook, group)
    yield Mark("done", t("duty.is_routed", group=name)) if group else Mark("open", t("duty.not_routed"))


def _row(t: Translation, attempt: Attempt) -> Iterator[Mark]:
    row = attempt.state.duties.row
    if row == "complete":
        yield Mark("done", t("duty.row_complete"))
    else:
        yield Mark("open", t("duty.row_open" if row else "duty.row_none"))


def _liaison(t: Translation, attempt: Attempt) -> Iterator[Mark]:
    duties = attempt.state.duties
    if duties.liaison == "reached":
        yield Mark("done", t("duty.is_liaison"))
    elif duties.liaison:
        yield Mark("open", t("duty.liaison_missed"))


def _chain(t: Translation, attempt: Attempt) -> Iterator[Mark]:
    level = LEVELS.get(str(attempt.state.duties.level))
    if level:
        yield Mark("done", t("duty.is_chain", who=t(level)))


def _visit(t: Translation, attempt: Attempt) -> Iterator[Mark]:
    if attempt.state.duties.dispatched_at is not None:
        yield Mark("done", t("duty.on_the_way"))


def _signed(t: Translation, attempt: Attempt) -> Iterator[Mark]:
    yield Mark("done", t("duty.is_signed")) if attempt.state.duties.signed else Mark("open", t("duty.not_signed"))


def _gift(t: Translation, attempt: Attempt) -> Iterator[Mark]:
    gift = attempt.state.duties.gift
    if gift == "offered":
        yield Mark("now", t("duty.gift_offered"))
    elif gift:
        yield Mark("done", t("duty.gift_declined" if gift == "declined" else "duty.gift_accepted"))


def _scope(t: Translation, attempt: Attempt) -> Iterator[Mark]:
    scope = attempt.state.duties.scope
    if scope:
        yield Mark("done", t("duty.is_in_scope" if scope == "in" else "duty.is_out_of_scope"))
    else:
        yield Mark("open", t("duty.not_judged"))


def _tags(t: Translation, attempt: Attempt) -> Iterator[Mark]:
    tags = attempt.state.duties.tags
    said = ("、" if t.lang == "zh" else ", ").join(tags)
    yield Mark("done", t("duty.is_tagged", tags=said)) if tags else Mark("open", t("duty.not_tagged"))


def _tries(t: Translation, attempt: Attempt) -> Iterator[Mark]:
    tries = attempt.state.duties.tries
    if tries:
        yield Mark("done", t.count("duty.tries", len(tries)))


def _advised(t: Translation, attempt: Attempt) -> Iterator[Mark]:
    if attempt.state.duties.advised:
        yield Mark("done", t("duty.is_advised"))


def _low(t: Translation, attempt: Attempt) -> Iterator[Mark]:
    duties = attempt.state.duties
    if duties.followed_up:
        yield Mark("done", t("duty.followed_up"))
    elif duties.low_rated:
        yield Mark("now", t("duty.low_rating"))


def _reported(t: Translation, attempt: Attempt) -> Iterator[Mark]:
    if any(event.kind == "fault.reported" for event in attempt.events):
        yield Mark("done", t("duty.is_reported"))


SHOWN: Final[Mapping[str, Shown]] = {
    "answer_call": _call,
    "acknowledge": _acknowledged,
    "tell_number": _number,
    "route": _group,
    "event_row": _row,
    "liaison": _liaison,
    "chain": _chain,
    "dispatch": _visit,
    "sign_off": _signed,
    "low_rating_contact": _low,
    "scope": _scope,
    "tag": _tags,
    "prevent": _advised,
    "decline_gift": _gift,
    "try_contact": _tries,
    "fault_report": _reported,
}
"""Duties by the move that does them. What the handbook asks only now and then is shown once it was done."""


def marks(t: Translation, attempt: Attempt) -> tuple[Mark, ...]:
    """Give the duties of the attempt's handbook, in its order; none for a handbook without any."""
    own = (one.code for one in own_moves(attempt.desk.handbook) if one.code in SHOWN)
    return tuple(mark for code in own for mark in SHOWN[code](t, attempt))


def owed_html(t: Translation, attempt: Attempt) -> str:
    """Give the duties as a list in HTML, empty where there are none."""
    rows = "".join(
        f'<li class="md-duty md-duty-{one.how}"><span aria-hidden="true">{SHAPES[one.how]}</span> '
        f"{escape(one.words)}</li>"
        for one in marks(t, attempt)
    )
    return (
        f'<ul class="md-duties" aria-label="{escape(t("duty.owed_title"), quote=True)}">{rows}</ul>' if rows else ""
    )


def owed_row(bench: Bench) -> None:
    """Draw the duties on the ticket."""
    html = owed_html(bench.t, bench.attempt)
    if html:
        st.html(html)
