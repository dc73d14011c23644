"""How is shown what is otherwise than in the version that a pack was copied from, clock by clock?"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from html import escape
from typing import Final

import streamlit as st

from mysterydesk.handbook_terms import length, priority
from mysterydesk.i18n import Translation, message_id
from mysterydesk.pack_changes import (
    Aim,
    AimChange,
    Aspect,
    ClockChange,
    How,
    Part,
    PartChange,
    changes_between,
    same_ticket,
)
from mysterydesk.pack_check import checked
from pages.parts.guard import Guest
from pages.parts.handbook_twins import ask_ticket, twins_html
from pages.parts.handbook_words import said, starts, stops, table, whose
from pages.parts.pack_bench import Bench
from pages.parts.pack_told import listed
from policy.handbook import ClockRule, Handbook
from policy.text import Text
from policy.working_hours import WorkingHours
from sla.calendar import EmptyCalendarError, HorizonError
from sla.own_hours import is_business

ASPECTS: Final[Mapping[Aspect, str]] = {
    "title": message_id("packs.aspect.title"),
    "starts": message_id("packs.aspect.starts"),
    "stops": message_id("packs.aspect.stops"),
    "pausable": message_id("packs.aspect.pausable"),
    "owner": message_id("packs.aspect.owner"),
    "basis": message_id("packs.aspect.basis"),
}
HOWS: Final[Mapping[How, str]] = {
    "added": message_id("packs.how.added"),
    "removed": message_id("packs.how.removed"),
    "changed": message_id("packs.how.changed"),
}
PARTS: Final[Mapping[Part, str]] = {
    "priorities": message_id("packs.part.priorities"),
    "intake": message_id("packs.part.intake"),
    "clauses": message_id("packs.part.clauses"),
    "assumptions": message_id("packs.part.assumptions"),
    "settings": message_id("packs.part.settings"),
    "tiers": message_id("packs.part.tiers"),
    "seats": message_id("packs.part.seats"),
    "groups": message_id("packs.part.groups"),
    "escalations": message_id("packs.part.escalations"),
    "ladder": message_id("packs.part.ladder"),
    "lists": message_id("packs.part.lists"),
    "phrases": message_id("packs.part.phrases"),
    "satisfaction": message_id("packs.part.satisfaction"),
    "ticket_number": message_id("packs.part.ticket_number"),
    "calendar": message_id("packs.part.calendar"),
    "silent": message_id("packs.part.silent"),
    "zone": message_id("packs.zone"),
    "title": message_id("packs.title"),
    "version": message_id("packs.version"),
}
MOST: Final = 200
"""Changes of other parts drawn at once; how many more there are is said."""


def compare(guest: Guest, found: Bench) -> None:
    """Draw what is otherwise: clocks, one ticket under both, then everything else."""
    t = guest.t
    now = found.checked().handbook
    before = checked(found.base).handbook
    if now is None:
        st.info(t("packs.compare_later"))
        return
    if before is None:
        st.info(t("packs.no_base"))
        st.html(listed(t, checked(found.base).problems))
        return
    changes = changes_between(before, now)
    newest = found.pack.newest
    title = t.of(before.title)
    than = t("packs.than_version", n=newest.number) if newest else t("packs.than_source", title=title)
    st.html(f'<div class="md-muted">{escape(than)}</div>')
    if not changes.count:
        st.markdown(t("packs.nothing_changed"))
        return
    if changes.clocks:
        rows = [_clock(t, before, now, one) for one in changes.clocks]
        columns = [t("handbooks.col_clock"), t("packs.before"), t("packs.after")]
        st.html(table(columns, rows, t("packs.part.clocks")))
        st.html(f'<div class="md-muted">{escape(t.count("packs.kept_clocks", changes.kept))}</div>')
        _ticket(guest, before, now, changes.clocks[0])
    if changes.parts:
        rows = [_part(t, one, before, now) for one in changes.parts[:MOST]]
        columns = [t("packs.part"), t("packs.entry"), t("packs.before"), t("packs.after")]
        st.html(table(columns, rows, t("packs.other_parts")))
        if len(changes.parts) > MOST:
            st.markdown(t("packs.more", n=len(changes.parts) - MOST))


def _clock(t: Translation, before: Handbook, after: Handbook, one: ClockChange) -> list[str]:
    rule = one.after or one.before
    title = t.of(rule.title) if rule else str(one.name)
    mark = ""
    if one.before is None or one.after is None:
        mark = f' <span class="md-differs">{escape(t(HOWS["added" if one.before is None else "removed"]))}</span>'
    # A priority that only one of the two has goes by the name it has there.
    old = [_aim(t, _namer(each.priority, before, after), each, each.before) for each in one.aims]
    new = [_aim(t, _namer(each.priority, after, before), each, each.after) for each in one.aims]
    old += [_aspect(t, before, one.before, each) for each in one.aspects]
    new += [_aspect(t, after, one.after, each) for each in one.aspects]
    return [f"<b>{said(title)}</b>{mark}", "".join(old), "".join(new)]


def _namer(code: str, first: Handbook, second: Handbook) -> Handbook:
    return first if code in {one.code for one in first.priorities} else second


def _aim(t: Translation, handbook: Handbook, change: AimChange, aim: Aim | None) -> str:
    name = said(priority(t, handbook, change.priority))
    if aim is None:
        return f'<div>{name} <span class="md-muted">{escape(t("packs.none"))}</span></div>'
    hours = t("sla.hours_business") if aim.hours == "business" else t("sla.hours_natural")
    return f'<div>{name} <b>{escape(length(t, aim.span))}</b> <span class="md-muted">{escape(hours)}</span></div>'


def _aspect(t: Translation, handbook: Handbook, rule: ClockRule | None, name: Aspect) -> str:
    if rule is None:
        return ""
    match name:
        case "title":
            words = said(t.of(rule.title))
        case "starts":
            words = f'<span class="md-said">{starts(t, handbook, rule)}</span>'
        case "stops":
            words = f'<span class="md-said">{stops(t, handbook, rule)}</span>'
        case "pausable":
            words = escape(t("packs.yes") if rule.pausable else t("packs.no"))
        case "owner":
            words = said(whose(t, handbook, rule.owner))
        case "basis":
            words = said(" ".join(rule.basis))
    return f'<div><span class="md-muted">{escape(t(ASPECTS[name]))}</span> {words}</div>'


def _ticket(guest: Guest, before: Handbook, after: Handbook, first: ClockChange) -> None:
    """Draw an example ticket before and after, of a priority whose target has changed."""
    t = guest.t
    if not before.priorities:
        return
    with st.expander(t("packs.example"), expanded=True, key="pk_example"):
        ticket = ask_ticket(t, before, "pk", next((one.priority for one in first.aims), ""))
        try:
            twins = same_ticket(guest.world.store, before, after, ticket)
            st.html(twins_html(t, twins, (t("packs.before"), t("packs.after"))))
        except (EmptyCalendarError, HorizonError):
            st.warning(t("handbooks.no_due"))


def _part(t: Translation, one: PartChange, before: Handbook, after: Handbook) -> list[str]:
    what = f'{escape(t(PARTS[one.part]))}<br><span class="md-muted">{escape(t(HOWS[one.how]))}</span>'
    if one.part == "calendar":
        days = _days(before.calendar, after.calendar)
        old, new = (
            f"{_words(t, name)}{_hours(t, book.calendar, days)}"
            for name, book in ((one.before, before), (one.after, after))
        )
        return [what, escape(_counting(t, after)), old, new]
    return [what, said(one.name), _words(t, one.before), _words(t, one.after)]


def _days(before: WorkingHours | None, after: WorkingHours | None) -> list[int]:
    """List the weekdays with other hours, all of them where one side has no calendar."""
    if before is None or after is None:
        return list(range(7))
    return [day for day in range(7) if before.weekly[day] != after.weekly[day]]


def _hours(t: Translation, hours: WorkingHours | None, days: Sequence[int]) -> str:
    """Say the hours of some weekdays, as HTML."""
    if hours is None:
        return ""
    written = {day: ", ".join(f"{_wall(one.start)}-{_wall(one.end)}" for one in hours.weekly[day]) for day in days}
    return "".join(
        f"<div>{escape(t(f'handbooks.day.{day}'))} {escape(spans or t('packs.closed_day'))}</div>"
        for day, spans in written.items()
    )


def _wall(at: timedelta) -> str:
    """Write a distance from midnight.

    >>> _wall(timedelta(hours=8, minutes=30)), _wall(timedelta(hours=24))
    ('08:30', '24:00')
    """
    minutes = int(at.total_seconds()) // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _counting(t: Translation, handbook: Handbook) -> str:
    """Say which clocks count on the working hours."""
    counting = [t.of(one.title) for one in handbook.clocks if any(is_business(one, code) for code in one.targets)]
    return t("packs.count_on_hours", names=t("imports.comma").join(counting)) if counting else ""


def _words(t: Translation, what: Text | str | None) -> str:
    return "" if what is None else said(t.of(what) if isinstance(what, Text) else what)
