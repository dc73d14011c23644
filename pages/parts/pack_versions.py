"""How are the published versions of a pack shown, and the changes that were kept on the way to them?"""

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

import streamlit as st

from mysterydesk.authored_files import Saved
from mysterydesk.i18n import Translation
from mysterydesk.pack_stream import Version
from mysterydesk.store.records import AccountId
from pages.parts.guard import Guest
from pages.parts.pack_bench import Bench, look

MOST = 20
"""Changes in view, the newest."""

DIGEST_SHOWN = 12
ZONE = ZoneInfo("Asia/Shanghai")


def moment(at: datetime) -> str:
    """Write when something was kept, by the clock of the desk."""
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}"


def who(guest: Guest, account: AccountId) -> str:
    """Name a person as others see them."""
    found = guest.world.store.accounts.by_id(account)
    return guest.t.of(found.name) if found else guest.t("packs.nobody")


def versions(guest: Guest, found: Bench) -> None:
    """Draw what was published, and what was kept, each to be looked at; a version can be copied again."""
    t, pack = guest.t, found.pack
    st.markdown(f"**{t('packs.published_versions')}**")
    if not pack.versions:
        st.markdown(t("packs.no_version"))
    for one in reversed(pack.versions):
        _version(guest, found, one)
    st.markdown(f"**{t('packs.saves')}**")
    for kept in reversed(pack.saves[-MOST:]):
        _kept(guest, found, kept)


def _version(guest: Guest, found: Bench, one: Version) -> None:
    t = guest.t
    said = t(
        "packs.version_line",
        n=one.number,
        label=one.label,
        by=who(guest, one.by),
        author=who(guest, one.author),
        at=moment(one.at),
    )
    digest = f'<span class="md-said md-muted" title="{one.digest}">{one.digest[:DIGEST_SHOWN]}</span>'
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"pk_version_{one.number}"):
        st.html(f"<div>{escape(said)} {digest}</div>", width="stretch")
        _buttons(t, guest, found, one.place)
        st.button(
            t("packs.copy"), key=f"pk_copy_{one.number}", type="tertiary", on_click=copy_again,
            args=(found.pack.id, one.number),
        )  # fmt: skip


def _kept(guest: Guest, found: Bench, one: Saved) -> None:
    said = guest.t("packs.save_line", by=who(guest, one.by), at=moment(one.at))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.html(f"<div>{escape(said)}</div>", width="stretch")
        _buttons(guest.t, guest, found, one.place)


def _buttons(t: Translation, guest: Guest, found: Bench, place: int) -> None:
    if found.place == place:
        st.button(t("packs.look_draft"), key=f"pk_look_{place}", type="tertiary", on_click=found.look, args=(None,))
    else:
        st.button(t("packs.look"), key=f"pk_look_{place}", type="tertiary", on_click=look, args=(found, guest, place))


def copy_again(pack_id: str, number: int) -> None:
    """Go to the list with this version chosen to be copied."""
    st.session_state["pk_source"] = f"own:{pack_id}:{number}"
    st.query_params.clear()
