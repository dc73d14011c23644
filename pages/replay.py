"""What happened step by step: clocks as they stood, the words, what was asked, what would have been better?"""

import re
import secrets
from datetime import datetime
from html import escape

import streamlit as st

from mysterydesk import results, rewind
from mysterydesk.clock import now
from mysterydesk.i18n import Translation
from pages.parts.clauses_now import clauses_now
from pages.parts.clock_bar import Moment, clock_bar
from pages.parts.clocks_owed import hours_of, owed
from pages.parts.frame import Regions, clause_words, style
from pages.parts.guard import Guest, guard
from pages.parts.links import go
from pages.parts.opened import opened_result
from pages.parts.replay_parts import mood_card, ticket_card, words_so_far
from pages.parts.replay_steps import Step, findings_of, misses, next_miss, state_at, step_at, steps_of
from pages.parts.result_findings import Row, asked, finding_title, lost, rows_of
from pages.parts.step_words import whose_title
from pages.parts.verdicts import points
from simulator.drill import Attempt
from simulator.state import State
from sla.calendar import Calendar
from sla.clock import SlaClock, clocks
from sla.own_options import options_of
from sla.priorities import priorities_as_set

guest = guard("replay")

AT = "replay_step"  # the number of the step, from 1
FROM = "replay_from"  # the address that chose it
MOST = 4  # findings of one step that are written out
PLACE = re.compile(r"[0-9]{1,6}")  # an event in the address


def _regions(t: Translation) -> Regions:
    return {
        "scroll_said": ("region", t("desk.talk")),
        "scroll_asks": ("region", t("replay.matters")),
        "scroll_now": ("region", t("replay.ticket")),
    }


def _choose_step(attempt: str, steps: tuple[Step, ...]) -> int:
    """Take the step of the address once; after that the slider decides, and the address follows it."""
    asked_for = st.query_params.get("step") or str(
        st.session_state.get(_left(st.query_params.get("attempt", "")), "")
    )
    source = f"{attempt}|{asked_for}"
    if st.session_state.get(FROM) != source:
        st.session_state[FROM] = source
        st.session_state[AT] = step_at(steps, int(asked_for)) if PLACE.fullmatch(asked_for) else 1
    number = max(1, min(int(st.session_state.get(AT, 1)), len(steps)))
    st.session_state[AT] = number
    return number


def _left(branch: str) -> str:
    """Name the note of the step from which a branch was begun: the way back leads there."""
    return f"replay_left_{branch}"


def _to(attempt: str, steps: tuple[Step, ...], number: int | None = None) -> None:
    """Go to a step, or to the one of the slider; a reload of the address shows the same."""
    if number is not None:
        st.session_state[AT] = number
    place = str(steps[min(int(st.session_state[AT]), len(steps)) - 1].first)
    st.session_state[FROM] = f"{attempt}|{place}"
    st.query_params.from_dict({"attempt": attempt, "step": place})


def _head(guest: Guest, shown: results.Result, number: int, steps: tuple[Step, ...], missed: tuple[int, ...]) -> None:
    t, attempt = guest.t, shown.attempt.id
    left, right = st.columns([1.7, 1.45], vertical_alignment="center")
    with left, st.container(horizontal=True, vertical_alignment="center", wrap=False, key="head"):
        st.header(t("replay.title", title=whose_title(t, shown)), anchor=False, width="content")
    with right, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        if st.button(t("replay.result"), key="to_result", icon=":material/fact_check:"):
            go("result", attempt=attempt)
        st.button(
            t("replay.back"), key="back", icon=":material/skip_previous:", shortcut="Left",
            disabled=number <= 1, on_click=_to, args=(attempt, steps, number - 1),
        )  # fmt: skip
        st.button(
            t("replay.on"), key="on", icon=":material/skip_next:", shortcut="Right",
            disabled=number >= len(steps), on_click=_to, args=(attempt, steps, number + 1),
        )  # fmt: skip
        st.button(
            t("replay.next_miss"), key="miss", icon=":material/flag:", shortcut="N", type="primary",
            disabled=not missed, on_click=_to, args=(attempt, steps, next_miss(number, missed)),
        )  # fmt: skip


def _slider(guest: Guest, shown: results.Result, number: int, steps: tuple[Step, ...]) -> None:
    """Say which step is looked at, and let another be chosen."""
    t = guest.t
    at = steps[number - 1].events[-1].at.astimezone(shown.attempt.desk.case.submitted_at.tzinfo)
    where, slide = st.columns([1, 3.2], gap="small", vertical_alignment="center")
    said = t("replay.where", number=number, most=len(steps), time=f"{at:%H:%M:%S}")
    where.markdown(f":small[:gray[{said}]]")
    slide.slider(
        t("replay.slider"), 1, max(2, len(steps)), key=AT, label_visibility="collapsed",
        on_change=_to, args=(shown.attempt.id, steps),
    )  # fmt: skip


def _read(attempt: Attempt, end: int, at: datetime, hours: Calendar) -> tuple[SlaClock, ...]:
    """Read the clocks as they stood at an instant, from the events before one."""
    events = attempt.events[:end]
    book = attempt.desk.handbook
    return clocks(book, events, priorities_as_set(events), at, hours, options_of(book))


def _clocks(guest: Guest, attempt: Attempt, step: Step, wall: datetime) -> None:
    """Show the clocks as the trainee saw them then: at the step, not after the wait that may follow it."""
    at, hours = step.events[-1].at, hours_of(attempt, guest.world.store)
    moment = Moment(now=at, wall=wall, server=wall, live=False, grace_s=0, absence_s=0, calendar=hours)
    read = _read(attempt, step.seen, at, hours)
    clock_bar(owed(attempt, read, with_later=False), attempt.desk.handbook, moment, guest.t)


def _asks(guest: Guest, attempt: Attempt, rows: tuple[Row, ...], step: Step, state: State) -> None:
    """Say what was asked here: the findings that the step proves, or else the clauses that matter then."""
    t = guest.t
    marks = {"not_met": ":red-badge[{}]", "met": ":green-badge[{}]", "not_judged": ":gray-badge[{}]"}
    for row in rows[:MOST]:
        said = t(f"verdict_of.{row['verdict']}")
        if row["critical"] and row["verdict"] == "not_met":
            said = t("result.gate")
        cost = f" −{points(lost(row))}" if lost(row) else ""
        st.markdown(f"{marks[str(row['verdict'])].format(said + cost)} **{finding_title(t, attempt, row)}**")
        asked(row, attempt, t)
    if len(rows) > MOST:
        st.markdown(f":small[:gray[{t.count('replay.more', len(rows) - MOST)}]]")
    if not rows:
        st.markdown(f"**{t('replay.matters')}**")
        handbook = attempt.desk.handbook
        texts = {str(name): one.text for name, one in handbook.clauses.items()}
        read = _read(attempt, step.first, step.events[0].at, hours_of(attempt, guest.world.store))
        for name in clauses_now(handbook, state, attempt.desk.case.seat, read)[:MOST]:
            st.markdown(f"{t.of(texts[name])}　:gray[{clause_words(name)}]")


def _again(guest: Guest, shown: results.Result, step: Step) -> None:
    """Offer to practise from here on: the events before this step are taken over."""
    t = guest.t
    if not shown.own or shown.attempt.state.mode != "practice":
        return
    key = st.session_state.setdefault(f"branch_{shown.attempt.id}_{step.first}", secrets.token_hex(8))
    if st.button(t("replay.again"), key="again", icon=":material/replay:", help=t("replay.again_help")):
        store = guest.world.store
        attempt = rewind.rewind(store, guest.account, shown.attempt.id, step.first, key=key, at=now())
        st.session_state[_left(attempt)] = str(step.first)
        go("desk", attempt=attempt)


def _undone(guest: Guest, shown: results.Result, findings: tuple[Row, ...]) -> None:
    """At the end, name what never happened: it has no step of its own."""
    t = guest.t
    rows = [row for row in findings if row["verdict"] == "not_met" and not rows_of(row.get("proof"))]
    if rows:
        said = "".join(f"<li>{escape(finding_title(t, shown.attempt, row))}</li>" for row in rows)
        st.html(f'<b>{escape(t("replay.undone"))}</b><ul class="md-list">{said}</ul>')


def main(guest: Guest) -> None:
    """Draw one step of the attempt in the address."""
    t = guest.t
    style(t, "replay", regions=_regions(t))
    shown = opened_result(guest, or_its_origin=True)
    attempt, findings = shown.attempt, rows_of(shown.card["findings"])
    steps = steps_of(attempt.events)
    number = _choose_step(attempt.id, steps)
    step = steps[number - 1]
    before = state_at(attempt, steps[number - 2].seen if number > 1 else step.first)
    after = state_at(attempt, step.seen)
    _head(guest, shown, number, steps, misses(steps, findings))
    _clocks(guest, attempt, step, after.wall)
    _slider(guest, shown, number, steps)
    said, asks, now_ = st.columns([1.75, 1.3, 1], gap="small")
    with said, st.container(border=True, key="card_said"):
        words_so_far(t, shown, steps, number, findings_of(step, findings))
    with asks, st.container(border=True, key="card_asks"), st.container(height=400, border=False, key="scroll_asks"):
        _asks(guest, attempt, findings_of(step, findings), step, before)
        if number == len(steps):
            _undone(guest, shown, findings)
        _again(guest, shown, step)
    with now_, st.container(height=400, border=False, key="scroll_now"):
        mood_card(guest, step, before, after)
        ticket_card(guest, attempt, after)


main(guest)
