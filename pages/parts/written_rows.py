"""How is something written here shown in a row: in the list of all, among its versions, among what was kept?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Final
from zoneinfo import ZoneInfo

import streamlit as st

from mysterydesk.authored_files import Saved, Version, Written
from mysterydesk.errors import WorldError
from mysterydesk.i18n import Translation, fault_text
from mysterydesk.store.records import AccountId
from pages.parts.guard import Guest
from pages.parts.handbook_words import said
from pages.parts.text_desk import TextDesk
from pages.parts.verbatim import verbatim
from policy.text import Text

MOST: Final = 20
"""Changes in view, the newest."""

DIGEST_SHOWN: Final = 12
ZONE: Final = ZoneInfo("Asia/Shanghai")

Drawn = Callable[[int], None]
"""Draws what can be done with what lies at a version of the stream."""


def moment(at: datetime) -> str:
    """Write when something was kept, by the clock of the desk."""
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}"


def who(guest: Guest, account: AccountId) -> str:
    """Name a person as others see them."""
    found = guest.world.store.accounts.by_id(account)
    return guest.t.of(found.name) if found else guest.t("packs.nobody")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a row of the list says.

    Attributes:
        id: Its name in the store.
        title: What people read.
        state: How it stands, in a line.
    """

    id: str
    title: str
    state: str


def listed_rows(t: Translation, key: str, rows: Sequence[Listed], open_one: Callable[[str], None]) -> None:
    """Draw the list of all, each to be opened; `key` begins the keys of what is drawn."""
    for one in rows:
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"{key}_row_{one.id}"):
            name = f'<b>{said(one.title)}</b> <span class="md-said md-muted">{one.id}</span>'
            st.html(f'<div>{name}<div class="md-muted">{escape(one.state)}</div></div>', width="stretch")
            st.button(t("packs.open"), key=f"{key}_open_{one.id}", on_click=open_one, args=(one.id,))


def titles_and_go(  # noqa: PLR0913  two titles, what is wrong, and a button
    t: Translation, zh: str, en: str, fault: str, key: str, go: Callable[[], None], *, can: bool
) -> None:
    """Ask for the two titles, say what was wrong with the last try, and offer to begin."""
    with st.container(horizontal=True, gap="small"):
        st.text_input(t("packs.title_zh"), key=zh, autocomplete="off")
        st.text_input(t("packs.title_en"), key=en, autocomplete="off")
    if st.session_state.get(fault):
        st.markdown(f":red[:material/error: {verbatim(st.session_state[fault])}]")
    st.button(t("packs.begin_go"), key=key, type="primary", on_click=go, disabled=not can)


def begun_with(guest: Guest, fields: Sequence[str], fault: str, begin: Callable[[Text], str]) -> str:
    """Begin with the two titles, one standing for both where only one was given.

    Args:
        guest: Who.
        fields: Keys of what was asked for, the two titles last; they are empty once it is begun.
        fault: Key of what was wrong with the last try.
        begin: Begins it under these titles, and gives its name in the store.

    Returns:
        Its name; empty where it could not be begun.
    """
    state = st.session_state
    zh, en = (str(state.get(one, "")).strip() for one in fields[-2:])
    state.pop(fault, None)
    try:
        made = begin(Text(zh=zh or en, en=en or zh))
    except WorldError as wrong:
        state[fault] = fault_text(guest.t, wrong)
        return ""
    for field in fields:
        state.pop(field, None)
    return made


def version_rows(t: Translation, key: str, one: Written[str], line: Callable[[Version], str], drawn: Drawn) -> None:
    """Draw what was published, the newest first, with the beginning of its digest."""
    st.markdown(f"**{t('packs.published_versions')}**")
    if not one.versions:
        st.markdown(t("packs.no_version"))
    for each in reversed(one.versions):
        digest = f'<span class="md-said md-muted" title="{each.digest}">{each.digest[:DIGEST_SHOWN]}</span>'
        with st.container(
            horizontal=True, gap="small", vertical_alignment="center", key=f"{key}_version_{each.number}"
        ):
            st.html(f"<div>{escape(line(each))} {digest}</div>", width="stretch")
            drawn(each.place)


def saved_rows(guest: Guest, title: str, saves: Sequence[Saved], drawn: Drawn) -> None:
    """Draw what was kept on the way, the newest first."""
    st.markdown(f"**{title}**")
    for each in reversed(saves[-MOST:]):
        words = guest.t("packs.save_line", by=who(guest, each.by), at=moment(each.at))
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.html(f"<div>{escape(words)}</div>", width="stretch")
            drawn(each.place)


def version_line(guest: Guest, one: Version) -> str:
    """Say which version it is, whose, and who said yes to it."""
    by, author, at = who(guest, one.by), who(guest, one.author), moment(one.at)
    return guest.t("packs.version_line", n=one.number, label=one.label, by=by, author=author, at=at)


def look_button(t: Translation, key: str, found: TextDesk, place: int, look: Callable[[int], None]) -> None:
    """Draw the button that shows on the right what lies at a version of the stream, or leads back to the draft."""
    shown = found.place == place
    st.button(
        t("packs.look_draft") if shown else t("packs.look"), key=f"{key}_look_{place}", type="tertiary",
        on_click=found.look if shown else look, args=(None,) if shown else (place,),
    )  # fmt: skip
