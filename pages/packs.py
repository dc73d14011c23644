"""How does a company write its own handbook: copy, change by form or in YAML, see what changes, have it published?"""

from collections.abc import Mapping
from html import escape
from typing import Final

import streamlit as st

from mysterydesk.errors import WorldError
from mysterydesk.i18n import Translation, fault_text, message_id
from mysterydesk.pack_files import joined, zipped
from pages.parts import pack_bench as work
from pages.parts.frame import Regions, style
from pages.parts.guard import Guest, guard
from pages.parts.links import go
from pages.parts.pack_compare import compare
from pages.parts.pack_form import form
from pages.parts.pack_list import begin, listing
from pages.parts.pack_told import marks, told
from pages.parts.pack_versions import moment, versions, who
from pages.parts.pack_yaml import Shown, yaml_editor
from pages.parts.text_desk import typed
from pages.parts.verbatim import verbatim

guest = guard("packs")

FILES: Final[Mapping[str, str]] = {
    "handbook.yaml": message_id("packs.file.handbook"),
    "clauses.yaml": message_id("packs.file.clauses"),
    "assumptions.yaml": message_id("packs.file.assumptions"),
    "lists.yaml": message_id("packs.file.lists"),
}
"""Files of the packs that ship; others go by their name."""

HEIGHT = 560  # of what scrolls where the style sheet does not reach: it makes it as high as the window


def _regions(t: Translation) -> Regions:
    return {"scroll_pk_left": ("region", t("packs.region"))}


def _leave() -> None:
    st.query_params.clear()


def _head(guest: Guest, found: work.Bench) -> None:
    """Draw which pack this is, how it stands, and what can be done with it as a whole."""
    t = guest.t
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="pk_head"):
        st.button(t("packs.all"), key="pk_leave", icon=":material/arrow_back:", on_click=_leave, type="tertiary")
        title = found.sheet().words("pack", "title", t.lang) or found.pack.id
        st.header(verbatim(title), anchor=False, width="content")
        st.html(_state(guest, found), width="stretch")
        if found.before is not None and found.place is None:
            st.button(t("packs.undo"), key="pk_undo", icon=":material/undo:", on_click=found.take_back)
        _download(t, found)
        _publish(guest, found)
        st.button(
            t("packs.save"), key="pk_save", type="primary", icon=":material/save:",
            disabled=not found.is_changed or found.moved, on_click=work.save, args=(found, guest),
        )  # fmt: skip


def _state(guest: Guest, found: work.Bench) -> str:
    """Say how the pack stands, as HTML."""
    t, pack = guest.t, found.pack
    said = [f'<span class="md-said">{pack.id}</span>']
    if found.is_changed:
        said.append(f'<b class="md-pk-unsaved">{escape(t("packs.unsaved"))}</b>')
    elif pack.is_draft:
        said.append(escape(t("packs.draft_of", by=who(guest, pack.author), at=moment(pack.changed_at))))
    if problems := found.checked().problems:
        said.append(f'<b class="md-pk-bad">{escape(t.count("packs.state_problems", len(problems)))}</b>')
    if pack.newest:
        said.append(escape(t("packs.newest", n=pack.newest.number, at=moment(pack.newest.at))))
    return f'<div class="md-muted">{" · ".join(said)}</div>'


def _download(t: Translation, found: work.Bench) -> None:
    name, whole = found.pack.id.lower(), joined(found.shown)
    with st.popover(t("packs.download"), icon=":material/download:", key="pk_download"):
        st.download_button(
            t("packs.as_zip"), zipped(found.shown), file_name=f"{name}.zip", mime="application/zip", key="pk_zip",
            on_click="ignore",
        )  # fmt: skip
        if whole is not None:
            st.download_button(
                t("packs.as_one"), whole, file_name=f"{name}.yaml", mime="application/yaml", key="pk_one",
                on_click="ignore",
            )  # fmt: skip


def _hindrance(guest: Guest, found: work.Bench) -> str:
    """Say why this person cannot publish this draft now; empty if they can."""
    t = guest.t
    if found.is_changed:
        return t("packs.publish_unsaved")
    if not found.pack.is_draft:
        return t("packs.publish_nothing")
    problems = len(found.checked().problems)
    if problems:
        return t.count("packs.publish_problems", problems)
    return t("packs.publish_other") if found.pack.author == guest.account.id else ""


def _publish(guest: Guest, found: work.Bench) -> None:
    t = guest.t
    # Another popover after each version: that of the last would stay open over the text.
    number = found.pack.newest.number if found.pack.newest else 0
    box = st.container(key="pk_publish", width="content")
    with box.popover(t("packs.publish"), icon=":material/verified:", key=f"pk_publish_after_{number}"):
        why, handbook = _hindrance(guest, found), found.checked().handbook
        if why or handbook is None:
            st.markdown(why)
            return
        author = verbatim(who(guest, found.pack.author))
        st.markdown(t("packs.publish_sure", author=author))
        st.html(
            f'<div class="md-muted">{t("handbooks.digest")}</div>'
            f'<div class="md-said md-pk-digest">{handbook.digest}</div>'
        )
        st.button(
            t("packs.publish_go"), key="pk_publish_go", type="primary", on_click=work.publish,
            args=(found, guest, handbook.digest),
        )  # fmt: skip


def _notices(guest: Guest, found: work.Bench) -> None:
    """Say what came of the last act, and that somebody else has changed the pack."""
    t = guest.t
    if found.moved:
        st.warning(t("packs.moved"))
        with st.container(horizontal=True, gap="small"):
            st.button(t("packs.put_on_top"), key="pk_on_top", on_click=work.put_on_top, args=(found, guest))
            st.button(t("packs.take_theirs"), key="pk_theirs", on_click=work.take_theirs, args=(guest, found.pack.id))
    elif found.said:
        show = st.success if found.said[1] else st.error
        show(found.said[0])


def _left(guest: Guest, found: work.Bench) -> None:
    # The words stay as they are: with a count in them Streamlit would go back to the first tab when it changes.
    t = guest.t
    names = (t("packs.tab_form"), t("packs.tab_problems"), t("packs.tab_changes"), t("packs.tab_versions"))
    for tab, draw in zip(st.tabs(names), (form, told, compare, versions), strict=True):
        with tab:
            draw(guest, found)


def _right(guest: Guest, found: work.Bench) -> None:
    t, files = guest.t, found.shown
    problems = found.checked().problems if found.place is None else ()
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="pk_files"):
        names = sorted(files, key=lambda name: (list(FILES).index(name) if name in FILES else len(FILES), name))
        if st.session_state.get("pk_shown") != found.file:
            st.session_state["pk_shown"] = found.file
        st.segmented_control(
            t("packs.files"),
            names,
            format_func=lambda name: _file_name(t, name),
            key="pk_shown",
            label_visibility="collapsed",
            on_change=_other_file,
            args=(found,),
        )
    if found.place is not None:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(f":orange[{t('packs.looking')}]", width="stretch")
            st.button(t("packs.look_draft"), key="pk_back", on_click=found.look, args=(None,))
    shown = Shown(
        pack=found.pack.id,
        file=found.file,
        text=files.get(found.file, ""),
        rev=found.rev,
        marks=tuple(marks(t, problems, found.file)),
        fixed=found.place is not None,
        line=found.line,
    )
    yaml_editor(
        shown,
        t("packs.yaml_label", name=_file_name(t, found.file)),
        lambda edit: typed(found, edit),
    )


def _file_name(t: Translation, name: str) -> str:
    return t(FILES[name]) if name in FILES else name


def _other_file(found: work.Bench) -> None:
    chosen = st.session_state.get("pk_shown")
    if isinstance(chosen, str):
        found.file = chosen
        found.line = None


def editor(guest: Guest, pack_id: str) -> None:
    """Draw one pack: form, problems, changes and versions on the left, its text on the right."""
    t = guest.t
    try:
        found = work.bench(guest, pack_id)
    except WorldError as fault:
        st.error(fault_text(t, fault))
        st.button(t("packs.all"), key="pk_leave", on_click=_leave)
        return
    _head(guest, found)
    left, right = st.columns([1, 1.1], gap="medium")
    with left, st.container(height=HEIGHT, border=True, key="scroll_pk_left"), st.container(key="pk_left"):
        _notices(guest, found)
        _left(guest, found)
    with right:
        _right(guest, found)


def start(guest: Guest) -> None:
    """Draw the packs there are, and how another is begun."""
    t = guest.t
    with st.container(key="narrow_packs"):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.header(t("page.packs"), anchor=False, width="stretch")
            if st.button(t("packs.to_handbooks"), key="pk_to_handbooks", icon=":material/menu_book:"):
                go("handbooks")
        st.markdown(f":gray[{t('packs.lead')}]")
        left, right = st.columns([1, 1], gap="medium")
        with left:
            listing(guest)
        with right:
            begin(guest)


def main(guest: Guest) -> None:
    """Draw the editor of the pack in the address, else the list."""
    style(guest.t, "handbooks", "packs", regions=_regions(guest.t))
    pack_id = st.query_params.get("pack", "")
    if pack_id:
        editor(guest, pack_id)
    else:
        start(guest)


main(guest)
