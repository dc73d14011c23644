"""How does somebody change the figures of a pack without YAML: targets, hours, names, fields, grades, assumptions?

Each field stands for one value of the text beside it and shows what the text says now.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Final

import streamlit as st

from mysterydesk.i18n import message_id
from mysterydesk.pack_parts import left_over
from mysterydesk.pack_sheet import as_hours, as_span, counts_in, hours_words
from pages.parts.guard import Guest
from pages.parts.handbook_words import said
from pages.parts.pack_add import clock_rows, dates, field_adder, remove, targets_switch
from pages.parts.pack_bench import Bench
from pages.parts.pack_fields import (
    Line,
    Path,
    both_field,
    check_field,
    chosen_entry,
    figure_field,
    key_of,
    name_of,
    text_field,
)
from pages.parts.pack_grades import grades
from pages.parts.pack_here import here
from pages.parts.pack_priority import priority
from pages.parts.pack_words import clauses, phrases
from pages.parts.text_desk import put
from pages.parts.verbatim import verbatim
from policy.document import Plain
from policy.problem import Problem
from policy.working_hours import WEEKDAYS

SECTIONS: Final[Mapping[str, str]] = {
    "clocks": message_id("packs.part.clocks"),
    "calendar": message_id("packs.part.calendar"),
    "priorities": message_id("packs.part.priorities"),
    "clauses": message_id("packs.part.clauses"),
    "intake": message_id("packs.part.intake"),
    "phrases": message_id("packs.part.phrases"),
    "satisfaction": message_id("packs.part.satisfaction"),
    "ticket_number": message_id("packs.part.ticket_number"),
    "settings": message_id("packs.part.settings"),
    "pack": message_id("packs.part.pack"),
}
"""Parts with a form, in the order in which they are changed most."""

CHOSEN: Final = frozenset({"clocks", "priorities", "clauses", "phrases", "settings"})
"""Parts of which one entry at a time is shown."""

BEGUN: Final = frozenset({"phrases", "satisfaction"})
"""Parts that the form can begin where the pack has none."""

NUMBER: Final[Mapping[str, str]] = {
    "pattern": message_id("packs.number_pattern"),
    "regex": message_id("packs.number_regex"),
    "example": message_id("packs.number_example"),
}


def _stopped(found: Bench) -> Problem | None:
    """Give the first place at which a text cannot be read on; the form has nothing of it then."""
    return next((one for one in found.checked().problems if one.code == "yaml_syntax"), None)


def _absence(guest: Guest, found: Bench) -> str:
    """Say why a part has no fields: it is not in the pack, or the text cannot be read."""
    stop = _stopped(found)
    if stop is None:
        return guest.t("packs.part_absent")
    return guest.t("packs.part_unread", line=stop.line, file=stop.source)


def form(guest: Guest, found: Bench) -> None:
    """Draw the choice of the part, and its fields."""
    t, sheet = guest.t, found.sheet()
    part = st.selectbox(
        t("packs.part"), list(SECTIONS), format_func=lambda one: t(SECTIONS[one]), filter_mode=None, key="pk_part"
    )
    if sheet.at(part) is None and (part not in BEGUN or _stopped(found)):
        st.info(_absence(guest, found))
        return
    if part not in CHOSEN:
        found.point((part,))
    draws: Mapping[str, Callable[[Guest, Bench], None]] = {
        "clocks": _clock,
        "calendar": _calendar,
        "priorities": priority,
        "clauses": clauses,
        "intake": _intake,
        "phrases": phrases,
        "satisfaction": grades,
        "ticket_number": _number,
        "settings": _settings,
    }
    draws.get(part, _head)(guest, found)


def _clock(guest: Guest, found: Bench) -> None:
    """Draw one clock: a target and its hours for each priority, whether it pauses, and its name."""
    t, sheet = guest.t, found.sheet()
    names = {at: name_of(guest, one.get("title"), str(one.get("name", at))) for at, one in sheet.rows("clocks")}
    at = chosen_entry(guest, t("packs.clock"), names, f"pk_clock_{found.pack.id}")
    targets = sheet.at("clocks", at, "targets") if at is not None else None
    if at is None or not isinstance(targets, dict):
        return
    levels = {str(one.get("code")): name_of(guest, one.get("name"), "") for _, one in sheet.rows("priorities")}
    found.point(("clocks", at))
    codes = ["any"] if "any" in targets else [*(one for one in levels if one), *left_over(sheet, at)] or list(targets)
    hours = sheet.at("calendar") is not None
    for code in codes:
        named = t("sla.any") if code == "any" else levels.get(code) or code
        with st.container(horizontal=True, wrap=False, gap="small", vertical_alignment="bottom"):
            text_field(guest, found, ("clocks", at, "targets", code), Line(label=verbatim(named), read=as_span))
            if hours:
                _basis(guest, found, at, code, named)
            if code in targets and len(targets) > 1:
                remove(guest, found, ("clocks", at, "targets", code), named)
        if key_of(found, ("clocks", at, "targets", code)) in found.wrong:
            st.markdown(f":red[:material/error: {t('packs.wrong_span')}]")
    here(guest, found, ("clocks", at))
    st.markdown(f":small[:gray[{t('packs.span_help') if hours else t('packs.span_help_natural')}]]")
    check_field(guest, found, ("clocks", at, "pausable"), t("packs.pausable"))
    both_field(guest, found, ("clocks", at, "title"), t("packs.clock_title"))
    with st.container(horizontal=True, gap="small"):
        if levels:
            targets_switch(guest, found, at, tuple(levels) if "any" in targets else ())
        clock_rows(guest, found, at, several=len(names) > 1)


def _basis(guest: Guest, found: Bench, at: int, code: str, named: str) -> None:
    t, path = guest.t, ("clocks", at, "hours", code)
    key = key_of(found, path)
    st.session_state[key] = counts_in(found.sheet(), at, code)
    words = {"wall": t("sla.hours_natural"), "business": t("sla.hours_business")}
    st.selectbox(
        t("packs.hours_of", name=verbatim(named)), list(words), format_func=lambda one: words.get(one, one),
        filter_mode=None, key=key, on_change=put, args=(found, guest, key, path, str), label_visibility="collapsed",
    )  # fmt: skip


def _calendar(guest: Guest, found: Bench) -> None:
    t, sheet = guest.t, found.sheet()
    for at, day in enumerate(WEEKDAYS):
        path: Path = ("calendar", "weekly", day)
        shown = hours_words(sheet.at(*path))
        line = Line(label=t(f"handbooks.day.{at}"), read=as_hours, wrong=message_id("packs.wrong_hours"), shown=shown)
        text_field(guest, found, path, line)
    st.markdown(f":small[:gray[{t('packs.hours_help')}]]")
    both_field(guest, found, ("calendar", "name"), t("packs.hours_name"))
    text_field(guest, found, ("calendar", "zone"), Line(label=t("packs.zone")))
    dates(guest, found)


def _intake(guest: Guest, found: Bench) -> None:
    st.markdown(f":small[:gray[{guest.t('packs.intake_help')}]]")
    rows = list(found.sheet().rows("intake"))
    for at, one in rows:
        name = name_of(guest, one.get("title"), str(one.get("name", at)))
        with st.container(
            horizontal=True, wrap=False, gap="small", horizontal_alignment="distribute", vertical_alignment="center"
        ):
            if isinstance(one.get("required"), bool):
                check_field(guest, found, ("intake", at, "required"), name)
            else:
                st.markdown(verbatim(name))
            if len(rows) > 1:
                remove(guest, found, ("intake", at), name)
    here(guest, found, ("intake",))
    field_adder(guest, found)


def _number(guest: Guest, found: Bench) -> None:
    t = guest.t
    for name, label in NUMBER.items():
        text_field(guest, found, ("ticket_number", name), Line(label=t(label)))
    check_field(guest, found, ("ticket_number", "tell_customer"), t("packs.number_tell"))


def _settings(guest: Guest, found: Bench) -> None:
    """Draw the figures of one assumption, below what it says."""
    t, sheet = guest.t, found.sheet()
    by_basis = _figures_by_assumption(sheet.at("settings"))
    known = {str(one.get("id")): one for _, one in sheet.rows("assumptions")}
    ids = [one for one in known if one in by_basis]
    names = {at: name_of(guest, known[one], one) for at, one in enumerate(ids)}
    at = chosen_entry(guest, t("packs.assumption"), names, f"pk_assumed_{found.pack.id}")
    if at is None:
        return
    found.point(("settings", by_basis[ids[at]][0]))
    reason = known[ids[at]].get("reason")
    st.html(f'<div class="md-muted">{said(name_of(guest, reason, ""))}</div>')
    for number, name in enumerate(by_basis[ids[at]], start=1):
        with st.container(horizontal=True, wrap=False, gap="small", vertical_alignment="center"):
            st.html(f'<div class="md-said md-muted">{escape(name)}</div>', width="stretch")
            figure_field(guest, found, ("settings", name, "value"), t("packs.figure", n=number), 220, hidden=True)


def _figures_by_assumption(settings: Plain) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for name, one in settings.items() if isinstance(settings, dict) else ():
        basis = one.get("basis") if isinstance(one, dict) else None
        for each in basis if isinstance(basis, list) else ():
            if isinstance(each, str) and each.startswith("A-"):
                found.setdefault(each, []).append(name)
    return found


def _head(guest: Guest, found: Bench) -> None:
    t = guest.t
    both_field(guest, found, ("pack", "title"), t("packs.title"))
    text_field(guest, found, ("pack", "version"), Line(label=t("packs.version")))
    text_field(guest, found, ("pack", "zone"), Line(label=t("packs.zone")))
