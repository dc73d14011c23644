"""How are a company's own packs listed, and how is one begun: as a copy, from a blank, or from files?"""

from collections.abc import Mapping
from functools import partial
from typing import Final

import streamlit as st

from mysterydesk import pack_drafts, shelf
from mysterydesk.clock import now
from mysterydesk.i18n import Translation
from mysterydesk.pack_files import Files, read_upload
from mysterydesk.pack_sheet import sheet_of
from mysterydesk.pack_source import NewPack
from mysterydesk.pack_stream import ORIGINS, Pack, files_of
from pages.parts.guard import Guest
from pages.parts.pack_told import listed
from pages.parts.written_rows import Listed, begun_with, listed_rows, moment, titles_and_go, who
from policy.problem import Problems
from policy.text import Text

SOURCE, ID, ZH, EN, FAULT = "pk_source", "pk_new_id", "pk_new_zh", "pk_new_en", "pk_new_fault"
BLANK: Final = "blank::"
UPLOAD: Final = "upload::"
MOST_MB: Final = 2


def _title(guest: Guest, pack: Pack) -> str:
    sheet = sheet_of(files_of(guest.world.store, pack.files))
    return sheet.words("pack", "title", guest.t.lang) or pack.id


def listing(guest: Guest) -> None:
    """Draw every own pack with how it stands, each to be opened."""
    t = guest.t
    packs = pack_drafts.packs(guest.world.store, guest.account)
    with st.container(border=True, key="card_packs"):
        st.markdown(f"**{t('packs.own')}**")
        if not packs:
            st.markdown(t("packs.none_yet"))
        rows = [Listed(id=one.id, title=_title(guest, one), state=_state(guest, one)) for one in packs]
        listed_rows(t, "pk", rows, open_pack)


def _state(guest: Guest, one: Pack) -> str:
    t = guest.t
    newest = one.newest
    parts = [] if newest is None else [t("packs.newest", n=newest.number, at=moment(newest.at))]
    if one.is_draft:
        parts.append(t("packs.draft_of", by=who(guest, one.author), at=moment(one.changed_at)))
    return " · ".join(parts)


def open_pack(pack_id: str) -> None:
    """Go to the editor."""
    st.query_params["pack"] = pack_id


def _sources(guest: Guest) -> Mapping[str, str]:
    t = guest.t
    found = {f"shipped:{name}:0": t.of(shelf.handbook(name).title) for name in shelf.HANDBOOKS}
    for pack in pack_drafts.packs(guest.world.store, guest.account):
        for one in reversed(pack.versions):
            title = _title(guest, pack)
            found[f"own:{pack.id}:{one.number}"] = t("packs.own_version", title=title, n=one.number)
    return {**found, BLANK: t("packs.blank"), UPLOAD: t("packs.upload")}


def begin(guest: Guest) -> None:
    """Draw what a pack is begun with."""
    t = guest.t
    sources = _sources(guest)
    if st.session_state.get(SOURCE) not in sources:
        st.session_state[SOURCE] = next(iter(sources))
    with st.container(border=True, key="card_begin"):
        st.markdown(f"**{t('packs.begin')}**")
        source = st.selectbox(
            t("packs.source"), list(sources), format_func=sources.__getitem__, filter_mode=None, key=SOURCE
        )
        files, problems = _brought(t) if source == UPLOAD else ({}, ())
        st.text_input(t("packs.id"), key=ID, help=t("packs.id_help"), autocomplete="off")
        go = partial(_begin, guest, source, files)
        titles_and_go(t, ZH, EN, FAULT, "pk_begin", go, can=source != UPLOAD or bool(files))
        if problems:
            st.html(listed(t, problems))


def _brought(t: Translation) -> tuple[Files, Problems]:
    """Ask for a zip or a YAML document, and read it."""
    brought = st.file_uploader(t("packs.file"), type=["zip", "yaml", "yml"], key="pk_file", max_upload_size=MOST_MB)
    st.markdown(f":small[:gray[{t('packs.file_help')}]]")
    return ({}, ()) if brought is None else read_upload(brought.name, brought.getvalue())


def _begin(guest: Guest, source: str, files: Files) -> None:
    kind, name, number = source.split(":")

    def made(title: Text) -> str:
        wanted = NewPack(
            id=str(st.session_state.get(ID, "")).strip().upper(),
            title=title,
            origin=next(one for one in ORIGINS if one == kind),
            name=name,
            version=int(number or 0),
            files=files,
        )
        return pack_drafts.begin(guest.world.store, guest.account, wanted, now()).id

    if begun := begun_with(guest, ("pk_file", ID, ZH, EN), FAULT, made):
        open_pack(begun)
