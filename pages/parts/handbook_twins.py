"""What do two handbooks say to one ticket?"""

from datetime import datetime, time, timedelta
from html import escape
from zoneinfo import ZoneInfo

import streamlit as st

from mysterydesk import pack_shelf
from mysterydesk.clock import now
from mysterydesk.explain_words import STATES, unsettled_words
from mysterydesk.handbook_page import CHANNELS, Side, SmallTicket, TwinRow, Twins, on_weekday, side_by_side
from mysterydesk.handbook_terms import length
from mysterydesk.i18n import Translation
from pages.parts.guard import Guest
from pages.parts.handbook_tabs import HEIGHT
from pages.parts.handbook_words import table
from policy.handbook import Handbook, PriorityCode
from sla.calendar import EmptyCalendarError, HorizonError

_TIMES = tuple(time(hour, minute) for hour in range(24) for minute in (0, 30))
_FRIDAY, _LATE = 4, time(17)


def ask_ticket(t: Translation, handbook: Handbook, page: str = "hb", level: str = "") -> SmallTicket:
    """Ask for the ticket: a row of plain fields.

    Args:
        t: Language.
        handbook: Names the priorities.
        page: First letters of the keys.
        level: Priority to begin with; else the middle one.
    """
    with st.container(horizontal=True, gap="small", key=f"{page}_ticket"):
        day = st.selectbox(
            t("handbooks.day"), range(7), index=_FRIDAY, format_func=lambda one: t(f"handbooks.day.{one}"),
            filter_mode=None, key=f"{page}_day", width=130,
        )  # fmt: skip
        at = st.selectbox(
            t("handbooks.time"), _TIMES, index=_TIMES.index(_LATE), format_func=lambda one: f"{one:%H:%M}",
            filter_mode=None, key=f"{page}_time", width=110,
        )  # fmt: skip
        names = {str(one.code): t.of(one.name) for one in handbook.priorities}
        codes = list(names)
        begins = codes.index(level) if level in codes else len(codes) // 2
        chosen = st.selectbox(
            t("handbooks.level"), codes, index=begins if codes else None, format_func=names.__getitem__,
            filter_mode=None, key=f"{page}_level_{handbook.id}", width=150,
        )  # fmt: skip
        channel = st.selectbox(
            t("handbooks.channel"), CHANNELS, format_func=lambda one: t(f"handbooks.channel.{one}"),
            filter_mode=None, key=f"{page}_channel", width=150,
        )  # fmt: skip
        contact = st.number_input(t("handbooks.contact"), 0, 10_080, 45, 5, key=f"{page}_contact", width=175)
        resolved = st.number_input(
            t("handbooks.resolved"), 0.0, 1000.0, 20.0, 0.5, format="%.1f", key=f"{page}_resolved", width=175
        )
    today = now().astimezone(ZoneInfo(handbook.zone)).date()
    return SmallTicket(
        submitted=on_weekday(today, day, at),
        priority=PriorityCode(chosen or ""),
        channel=channel,
        contact=timedelta(minutes=contact),
        resolved=timedelta(hours=resolved),
    )


def _moment(t: Translation, at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%m-%d} {t(f'handbooks.day.{local.weekday()}')} {local:{'%H:%M:%S' if local.second else '%H:%M'}}"


def _side(t: Translation, side: Side | None, zone: str) -> str:
    if side is None:
        return f'<span class="md-muted">{escape(t("sla.absent"))}</span>'
    clock, state = side.clock, escape(t(STATES[side.clock.state]))
    if clock.due is None or clock.target is None:
        return f'<span class="md-muted">{state}</span>'
    due = escape(t("handbooks.due", at=_moment(t, clock.due, zone), target=length(t, clock.target)))
    later = escape(unsettled_words(t, side.unsettled)) if side.unsettled else ""
    return f'<b class="md-state md-{clock.state}">{state}</b><div>{due}</div><div class="md-muted">{later}</div>'


def _row(t: Translation, twins: Twins, row: TwinRow) -> list[str]:
    names = dict.fromkeys(t.of(one) for one in row.titles if one)
    mark = t("handbooks.differs") if row.differs else t("handbooks.same")
    return [
        f"<b>{escape(' / '.join(names))}</b>",
        *(_side(t, side, book.zone) for side, book in zip(row.sides, twins.handbooks, strict=True)),
        f'<span class="{"md-differs" if row.differs else "md-muted"}">{escape(mark)}</span>',
    ]


def _heads(t: Translation, twins: Twins) -> list[str]:
    return [
        t("handbooks.under", title=t.of(book.title), level=t.of(level) if level else t("handbooks.no_level"))
        for book, level in zip(twins.handbooks, twins.priorities, strict=True)
    ]


def twins_html(t: Translation, twins: Twins, heads: tuple[str, str] | None = None) -> str:
    """Give both readings as an HTML table, what differs marked, and name the clocks that have not begun.

    Args:
        t: Language.
        twins: One ticket under two handbooks.
        heads: What to call them; None: by title and priority.
    """
    columns = [t("handbooks.col_clock"), *(heads or _heads(t, twins)), t("handbooks.col_differs")]
    rows = [_row(t, twins, one) for one in twins.rows if one.begun]
    idle = [
        " / ".join(dict.fromkeys(t.of(each) for each in one.titles if each)) for one in twins.rows if not one.begun
    ]
    rest = t("handbooks.not_begun", names=t("handbooks.and").join(idle)) if idle else ""
    shown = table(columns, rows, t("handbooks.twins")) if rows else escape(t("handbooks.none_begun"))
    return f'{shown}<div class="md-muted">{escape(rest)}</div>'


def twins(guest: Guest, handbook: Handbook) -> None:
    """Draw the second handbook to choose, the ticket, and both readings with what differs marked."""
    t = guest.t
    books = pack_shelf.handbooks(guest.world.store)
    others = {name: t.of(one.title) for name, one in books.items() if name != handbook.id}
    second = st.selectbox(
        t("handbooks.second"), list(others), format_func=others.__getitem__, filter_mode=None,
        key=f"hb_second_{handbook.id}", width=620,
    )  # fmt: skip
    ticket = ask_ticket(t, handbook)
    with st.container(height=HEIGHT, key="scroll_twins", border=False):
        try:
            found = side_by_side(guest.world.store, guest.account, str(handbook.id), second, ticket)
        except (EmptyCalendarError, HorizonError):
            st.warning(t("handbooks.no_due"))
            return
        when = _moment(t, ticket.submitted.replace(tzinfo=ZoneInfo(handbook.zone)), handbook.zone)
        st.html(f'<div class="md-muted">{escape(t("handbooks.story", at=when))}</div>{twins_html(t, found)}')
