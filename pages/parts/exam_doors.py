"""Which levels are there, what does each ask for, and may this person begin one now?"""

from collections.abc import Iterator
from datetime import datetime
from html import escape
from uuid import uuid4

import streamlit as st

from certification.level_plan import LevelPlan
from mysterydesk.clock import now
from mysterydesk.errors import WorldError
from mysterydesk.exams import granting, levels, opening, practical
from mysterydesk.i18n import Translation, fault_text
from pages.parts.frame import badges
from pages.parts.guard import Guest
from pages.parts.written_rows import moment

DOOR, TAB, TOLD = "exam_door", "exam_tab", "exam_told"
RULES = ("time", "away", "tab", "focus", "aids", "keys", "annul", "retake")


def tab_of() -> str:
    """Name this window of the browser, for as long as it is open."""
    return str(st.session_state.setdefault(TAB, uuid4().hex))


def told(t: Translation) -> None:
    """Say once what the last click was refused for."""
    fault = st.session_state.pop(TOLD, None)
    if isinstance(fault, WorldError):
        st.error(fault_text(t, fault))


def level_doors(guest: Guest) -> None:
    """Draw one card a level; the one that was chosen with its rules and the way in."""
    told(guest.t)
    for level in levels.LEVELS:
        plan = levels.plan_of(level)
        with st.container(border=True, key=f"card_level_{level}"):
            _asks(guest, plan)
            if st.session_state.get(DOOR) == level:
                _door(guest, plan)
            else:
                _closed(guest, plan, now())


def _asks(guest: Guest, plan: LevelPlan) -> None:
    t = guest.t
    st.subheader(t.of(plan.title), anchor=False)
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in _facts(guest, plan))
    st.html(f'<dl class="md-facts">{rows}</dl>')
    badges(t, levels.handbook(), *plan.basis)


def _facts(guest: Guest, plan: LevelPlan) -> Iterator[tuple[str, str]]:
    t = guest.t
    minutes = int(plan.time.total_seconds() // 60)
    yield t("exam.level.paper"), t("exam.level.paper_says", items=plan.items, minutes=minutes)
    named = t("exam.level.glue").join(
        t("exam.level.part", part=t.of(title), least=round(least * 100)) if least else t.of(title)
        for _, title, least in plan.parts
    )
    yield t("exam.level.parts"), named
    cases = t("exam.level.glue").join(
        t("exam.level.case", what=t.of(title), n=count) if count > 1 else t.of(title)
        for (_, count), title in zip(plan.slots, plan.slot_titles, strict=True)
    )
    yield t("exam.level.cases"), cases
    cut, asked = (round(one(guest.world.store, plan) * 100) for one in (levels.cut_of, levels.share_of))
    says = t("exam.level.cut_guarded", cut=cut, asked=asked) if asked > cut else t("exam.level.cut_says", cut=cut)
    yield t("exam.level.cut"), says
    if plan.requires:
        yield t("exam.level.requires"), t.of(levels.plan_of(plan.requires).title)


def _closed(guest: Guest, plan: LevelPlan, at: datetime) -> None:
    """Say why not, or lead to the door."""
    reason = _hindered(guest, plan, at)
    if reason:
        st.markdown(f":small[:gray[{reason}]]")
        return

    def choose() -> None:
        st.session_state[DOOR] = plan.level

    st.button(guest.t("exam.level.enter"), key=f"door_{plan.level}", on_click=choose)


def _hindered(guest: Guest, plan: LevelPlan, at: datetime) -> str:
    store, t = guest.world.store, guest.t
    if plan.requires and not levels.held(store, guest.account.id).get(plan.requires, at) > at:
        return t("exam.level.not_held", level=t.of(levels.plan_of(plan.requires).title))
    if not practical.can_be_taken(plan):
        return t("fault.exam_no_pool")
    reason = opening.hindrance(store, guest.account, plan.level, at)
    if reason is None or reason.until is None:
        return ""
    until = moment(reason.until)
    return t("fault.exam_wait" if reason.code == "retake_wait" else "fault.exam_tries", until=until)


def _door(guest: Guest, plan: LevelPlan) -> None:
    """Show the rules, ask who it is, and let in."""
    t = guest.t
    st.markdown(f"**{t('exam.door.title')}**")
    st.markdown("\n".join(f"{number}. {one}" for number, one in enumerate(_rules(guest, plan), start=1)))

    def enter() -> None:
        entry = opening.Entry(
            level=plan.level,
            phrase=str(st.session_state.get("door_phrase", "")),
            accepted=bool(st.session_state.get("door_accept")),
            tab=tab_of(),
        )
        try:
            opening.begin(guest.world.store, guest.account, entry, now())
        except WorldError as fault:
            st.session_state[TOLD] = fault
        else:
            st.session_state.pop(DOOR, None)

    def leave() -> None:
        st.session_state.pop(DOOR, None)

    with st.form("door_form", border=False):  # all that is typed goes out with the button
        st.checkbox(t("exam.door.accept"), key="door_accept")
        st.text_input(t("exam.door.phrase"), type="password", key="door_phrase", autocomplete="current-password")
        with st.container(horizontal=True):
            st.form_submit_button(t("exam.door.begin"), type="primary", key="door_begin", on_click=enter)
            st.form_submit_button(t("exam.door.leave"), key="door_leave", on_click=leave)


def _rules(guest: Guest, plan: LevelPlan) -> Iterator[str]:
    rule, t = levels.time_rule(plan), guest.t
    extra = granting.granted_to(guest.world.store, guest.account.id, plan.level).added_to(plan.time)
    figures = {
        "minutes": int((plan.time + extra).total_seconds() // 60),
        "extra": int(extra.total_seconds() // 60),
        "away": int(rule.away_after.total_seconds() // 60),
        "times": rule.absences,
        "excused": int(rule.excused.total_seconds() // 60),
        "days": ", ".join(str(one.days) for one in plan.waits),
        "tries": plan.tries,
    }
    yield from (t(f"exam.rule.{name}", **figures) for name in RULES)
    if extra:
        yield t("exam.rule.extra", **figures)
