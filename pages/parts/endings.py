"""Say that a credential of one's own ends soon, or has ended."""

import streamlit as st

from mysterydesk.clock import now
from mysterydesk.exams.levels import LEVELS, plan_of
from mysterydesk.exams.reminding import Ending, remind
from mysterydesk.i18n import Translation
from mysterydesk.roles import may
from pages.parts.guard import Guest
from pages.parts.written_rows import moment


def title_of(t: Translation, level: str) -> str:
    """Name a level, the short form of junior with it."""
    return t.of(plan_of(level).title) if level in LEVELS else t("registry.short")


def end_words(t: Translation, one: Ending) -> str:
    """Say in a sentence when a credential ends, or that it has ended."""
    title, day = title_of(t, one.level), moment(one.until)
    said = (
        t("endings.over", title=title, day=day)
        if one.left <= 0
        else t.count("endings.soon", one.left, title=title, day=day)
    )
    return t("endings.again", said=said) if one.level in LEVELS else said


def endings(guest: Guest) -> None:
    """Remind the person at the screen of what ends within 90 days; each of the four reminders is recorded once."""
    if not may(guest.account.role, "see_own_credentials"):
        return
    for one in remind(guest.world.store, guest.account, now()):
        st.warning(end_words(guest.t, one))
