"""Which drills has everybody done, and which need a person? The trainer's list."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from mysterydesk import results, reviewing, shift_results
from mysterydesk.clock import now
from mysterydesk.erasing import NOBODY
from mysterydesk.results import ListedAttempt
from mysterydesk.reviewing import Waiting
from mysterydesk.shift_results import ListedShift
from pages.parts.frame import style
from pages.parts.guard import Guest, guard
from pages.parts.links import go
from pages.parts.shift_begin import shift_line
from pages.parts.stretch import stretch, to_newest
from pages.parts.verdicts import drill_line
from pages.parts.writing_list import for_trainer

guest = guard("attempts")

MOST = 40  # drills drawn at once: a page of thousands would be slow, and nobody reads it


def _row(guest: Guest, row: ListedAttempt) -> None:
    t, entry = guest.t, results.as_it_stands(guest.world.store, row.entry, now())
    who, what, act = st.columns([1.1, 3.6, 1], vertical_alignment="center")
    who.markdown(t.of(row.account.name))
    what.markdown(drill_line(t, entry))
    if entry.status == "open":
        act.markdown(f":small[:gray[{t('attempts.open')}]]", text_alignment="center")
    elif entry.status == "scored" and not entry.scorecard:
        act.markdown(f":small[:gray[{t('attempts.erased')}]]", text_alignment="center")
    elif entry.status == "scored" and act.button(t("attempts.see"), key=f"see_{entry.attempt}", width="stretch"):
        go("result", attempt=entry.attempt)


def _of_one(guest: Guest, rows: Sequence[ListedAttempt]) -> Sequence[ListedAttempt]:
    """Let the drills of one person be chosen where there are those of several."""
    t = guest.t
    people = {row.account.id: t.of(row.account.name) for row in rows if row.account.name != NOBODY}
    if len(people) < 2:  # noqa: PLR2004  one is no choice
        return rows
    chosen = st.selectbox(
        t("attempts.whose"), sorted(people, key=lambda one: people[one]), index=None,
        format_func=people.__getitem__, key="whose", placeholder=t("attempts.everybody"), width=320,
        on_change=to_newest, args=("waiting", "all"),
    )  # fmt: skip
    return [row for row in rows if chosen in {None, row.account.id}]


def _waiting(guest: Guest, one: Waiting) -> None:
    """Draw what waits for a person, with the reason."""
    t = guest.t
    who, what, act = st.columns([1.1, 3.6, 1], vertical_alignment="center")
    who.markdown(t.of(one.account.name))
    why = " ".join(f":orange-badge[{t(f'review.why_{reason}')}]" for reason in one.reasons)
    what.markdown(f"{drill_line(t, one.entry)}  \n{why}")
    if act.button(t("attempts.see"), key=f"wait_{one.entry.attempt}", width="stretch"):
        go("result", attempt=one.entry.attempt)


def _shift(guest: Guest, one: ListedShift) -> None:
    """Draw one shift, with the way to its result."""
    who, what, act = st.columns([1.1, 3.6, 1], vertical_alignment="center")
    who.markdown(guest.t.of(one.account.name))
    what.markdown(shift_line(guest.t, one.record))
    if one.record.score and act.button(guest.t("attempts.see"), key=f"shift_{one.record.id}", width="stretch"):
        go("shift", shift=one.record.id)


def main(guest: Guest) -> None:
    """Draw the list: what waits for a person first, appeals above all, then the newest."""
    t = guest.t
    style(t)
    rows = results.all_attempts(guest.world.store, guest.account)
    draw = partial(_row, guest)
    with st.container(key="narrow"):
        st.header(t("page.attempts"), anchor=False)
        for_trainer(guest, even_none=False)
        if not rows:
            st.info(t("attempts.none"))
            return
        rows = tuple(_of_one(guest, rows))
        listed = {row.entry.attempt for row in rows}
        waiting = [one for one in reviewing.queue(guest.world.store, guest.account) if one.entry.attempt in listed]
        kept = {one.entry.attempt for one in waiting}
        if waiting:
            with st.container(border=True, key="card_waiting"):
                st.markdown(f"**{t.count('attempts.waiting', len(waiting))}**")
                st.markdown(f":small[:gray[{t('attempts.waiting_how')}]]")
                stretch(t, "waiting", waiting, MOST, partial(_waiting, guest))
        with st.container(border=True, key="card_all"):
            stretch(t, "all", [row for row in rows if row.entry.attempt not in kept], MOST, draw)
        if over := shift_results.all_shifts(guest.world.store, guest.account):
            with st.container(border=True, key="card_shifts"):
                st.markdown(f"**{t('attempts.shifts')}**")
                stretch(t, "shifts", over, MOST, partial(_shift, guest))


main(guest)
