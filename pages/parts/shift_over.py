"""What was a shift worth: attained against the best achievable, every ticket by itself, and what cost what?"""

from datetime import datetime

import streamlit as st

from mysterydesk import shelf, shift_results
from mysterydesk.clock import now
from mysterydesk.shift_record import ShiftRecord
from mysterydesk.shift_results import Row, ShiftResult, TicketResult, between
from mysterydesk.store.records import Account
from pages.parts.guard import Guest
from pages.parts.links import go
from pages.parts.shift_begin import share_words
from pages.parts.shift_words import LOADS, length_words
from pages.parts.stretch import stretch
from pages.parts.verbatim import verbatim
from pages.parts.verdicts import total_words, verdict_badge

MOST = 7
"""Missed deadlines of a stretch."""


def _score(guest: Guest, record: ShiftRecord) -> None:
    """Score a shift that has ended, once; say meanwhile how far it is, and draw the page anew."""
    t = guest.t
    with st.status(t("shift.scoring", done=0, all=1)) as box:
        shift_results.settle(
            guest.world.store, guest.account, record.id, now(),
            lambda done, steps: box.update(label=t("shift.scoring", done=done, all=steps)),
        )  # fmt: skip
    st.rerun()


def shift_over(guest: Guest, record: ShiftRecord, owner: Account) -> None:
    """Draw the result of a shift that is over: one's own, or for a trainer that of somebody else."""
    t, own = guest.t, owner.id == guest.account.id
    if own and record.closed == "ended" and not record.score:
        _score(guest, record)
    with st.container(key="narrow_shift"):
        title = t("shift.result") if own else t("shift.result_of", name=verbatim(t.of(owner.name)))
        st.header(title, anchor=False)
        if not record.score:
            st.info(t("shift.was_left") if record.closed == "left" else t("shift.not_scored"))
        else:
            found = shift_results.result(guest.world.store, guest.account, record.id)
            _sums(guest, found)
            left, right = st.columns([1.5, 1], gap="medium")
            with left:
                _tickets(guest, found)
            with right:
                _costs(guest, found)
        with st.container(horizontal=True, gap="small"):
            if own:
                st.button(
                    t("shift.again"), key="shift_again", on_click=st.query_params.clear, icon=":material/replay:"
                )
            if st.button(t("error.home") if own else t("page.attempts"), key="to_home"):
                go("home" if own else "attempts")


def _sums(guest: Guest, found: ShiftResult) -> None:
    t, record = guest.t, found.record
    with st.container(border=True, key="card_sum", gap="xsmall"):
        st.subheader(
            t(
                "shift.sum",
                share=share_words(record.attained, record.best),
                attained=record.attained,
                best=record.best,
            ),
            anchor=False,
        )
        st.markdown(f":small[:gray[{t('shift.bound')}]]")
        came = len([one for one in found.tickets if one.place.at <= record.now])
        length, who = t.count("shift.hours", record.hours), t.count("shift.served_of", came, all=len(found.tickets))
        facts = (record.handbook, length, t(LOADS[record.load]), who)
        st.markdown(f":small[:gray[{' · '.join(facts)}]]")


def _clock_title(guest: Guest, found: ShiftResult, row: Row) -> str:
    return guest.t.of(shelf.handbook(found.record.handbook).clock(str(row["clock"])).title)


def _ticket(guest: Guest, one: TicketResult) -> None:
    t = guest.t
    left, right = st.columns([3, 1], vertical_alignment="center", gap="small")
    if one.entry is None:
        how = f":gray-badge[{t('shift.never_came')}]"
    elif one.entry.verdict:
        how = f"{verdict_badge(t, one.entry.verdict)} {total_words(t, one.entry.low, one.entry.high)}"
    else:
        how = ""
    kept = [row for row in one.deadlines if row["met"]]
    time = t("shift.own_time", own=length_words(t, one.own_s), ideal=length_words(t, one.ideal_s))
    small = " · ".join((one.place.title.get(t.lang, ""), t("shift.kept", n=len(kept), all=len(one.deadlines)), time))
    left.markdown(f"**{one.case.company}**　{how}  \n:small[:gray[{small}]]")
    if one.entry is None or not one.entry.verdict:
        return
    if right.button(t("home.see"), key=f"see_{one.place.attempt.rpartition('.')[2]}", width="stretch"):
        go("result", attempt=one.place.attempt)


def _tickets(guest: Guest, found: ShiftResult) -> None:
    with st.container(border=True, key="card_tickets", gap="small"):
        st.markdown(f"**{guest.t('shift.tickets')}**")
        for one in found.tickets:
            _ticket(guest, one)


def _costs(guest: Guest, found: ShiftResult) -> None:
    """Say of every deadline that could have been met where the time until then went, the heaviest first."""
    t = guest.t
    missed = [(one, row) for one in found.tickets for row in one.deadlines if not row["met"] and row["possible"]]
    with st.container(border=True, key="card_costs", gap="xsmall"):
        st.markdown(f"**{t('shift.costs')}**")
        if not missed:
            st.markdown(t("shift.nothing_lost"))
        heaviest = sorted(missed, key=lambda pair: (-int(str(pair[1]["weight"])), str(pair[1]["due"])))
        stretch(t, "costs", heaviest, MOST, lambda pair: _cost(guest, found, *pair), by_time=False)


def _cost(guest: Guest, found: ShiftResult, one: TicketResult, row: Row) -> None:
    t, due = guest.t, datetime.fromisoformat(str(row["due"]))
    names = {place.place.attempt: place.case.company for place in found.tickets}
    went = between(found.record.spans, one.place.at, due)
    parts = [
        t("shift.on_ticket", who=names.get(name, ""), time=length_words(t, spent))
        if name
        else t("shift.on_waiting", time=length_words(t, spent))
        for name, spent in sorted(went.items(), key=lambda item: -item[1])
    ]
    parts += [t("shift.off_duty")] if due > found.record.now else []
    said = ("、" if t.lang == "zh" else ", ").join(parts)
    what = _clock_title(guest, found, row)
    at = due.astimezone(one.place.at.tzinfo).strftime("%H:%M")
    head = t("shift.lost", who=one.case.company, clock=what, time=at, weight=row["weight"])
    st.markdown(f"{head}  \n:small[:gray[{t('shift.meanwhile', parts=said)}]]")
