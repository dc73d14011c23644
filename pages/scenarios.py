"""How does a trainer write a mystery customer: begin, change by form or in YAML, talk to it, have it published?"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Final

import streamlit as st

from mysterydesk.errors import WorldError
from mysterydesk.i18n import Translation, fault_text
from mysterydesk.pack_sheet import sheet_of
from pages.parts import author_bench as work
from pages.parts.author_answer import answer, trial
from pages.parts.author_form import form
from pages.parts.author_list import begin, listing, state
from pages.parts.author_review import download, play, review
from pages.parts.author_talk import talk
from pages.parts.author_told import told
from pages.parts.author_versions import compare, versions
from pages.parts.frame import Regions, style
from pages.parts.guard import Guest, guard
from pages.parts.pack_told import marks
from pages.parts.pack_yaml import Shown, yaml_editor
from pages.parts.text_desk import typed
from pages.parts.verbatim import verbatim

guest = guard("scenarios")

Drawer = Callable[[Guest, work.Bench], None]

HEIGHT: Final = 560  # of what scrolls where the style sheet does not reach: it makes it as high as the window
LOWER: Final = ".yaml, .yaml.fixed { height:calc(100dvh - 32rem); min-height:180px; }"
"""Makes room below the text for its problems."""


def _regions(t: Translation) -> Regions:
    return {
        "scroll_au_left": ("region", t("author.region_left")),
        "scroll_au_right": ("region", t("author.region_right")),
        "scroll_au_told": ("region", t("packs.tab_problems")),
        "scroll_au_talk": ("log", t("author.region_talk")),
    }


def _leave() -> None:
    st.query_params.clear()


def _head(guest: Guest, found: work.Bench) -> None:
    """Draw which scenario this is, how it stands, and what can be done with it as a whole."""
    t = guest.t
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="au_head"):
        st.button(t("packs.all"), key="au_leave", icon=":material/arrow_back:", on_click=_leave, type="tertiary")
        title = found.sheet().words("title", t.lang) or found.name
        st.header(verbatim(title), anchor=False, width="content")
        st.html(_state(guest, found), width="stretch")
        play(guest, found)
        download(guest, found)
        review(guest, found)
        st.button(
            t("packs.save"), key="au_save", type="primary", icon=":material/save:",
            disabled=not found.is_changed or found.moved, on_click=work.save, args=(found, guest),
        )  # fmt: skip


def _state(guest: Guest, found: work.Bench) -> str:
    """Say how the scenario stands, as HTML."""
    t = guest.t
    said = [f'<span class="md-said">{found.name}</span>']
    said.append(
        f'<b class="md-pk-unsaved">{escape(t("packs.unsaved"))}</b>'
        if found.is_changed
        else escape(state(guest, found.now))
    )
    if problems := found.checked().problems:
        said.append(f'<b class="md-pk-bad">{escape(t.count("packs.state_problems", len(problems)))}</b>')
    return f'<div class="md-muted">{" · ".join(said)}</div>'


def _notices(guest: Guest, found: work.Bench) -> None:
    """Say what came of the last act, and that somebody else has changed the scenario."""
    t = guest.t
    if found.moved:
        st.warning(t("author.moved"))
        with st.container(horizontal=True, gap="small"):
            st.button(t("packs.put_on_top"), key="au_on_top", on_click=work.put_on_top, args=(found, guest))
            st.button(t("packs.take_theirs"), key="au_theirs", on_click=work.take_theirs, args=(found, guest))
    elif found.said:
        show = st.success if found.said[1] else st.error
        show(found.said[0])


def _left(guest: Guest, found: work.Bench) -> None:
    t = guest.t
    names = (t("packs.tab_form"), t("packs.tab_changes"), t("packs.tab_versions"))
    _tabs(guest, found, "au_left_tab", dict(zip(names, (form, compare, versions), strict=True)))


def _middle(guest: Guest, found: work.Bench) -> None:
    t, files = guest.t, found.shown
    if len(files) > 1:
        if st.session_state.get("au_shown") != found.file:
            st.session_state["au_shown"] = found.file
        st.segmented_control(
            t("packs.files"), sorted(files, key=lambda one: (one != found.first, one)), key="au_shown",
            format_func=lambda one: _file_name(t, found, one), label_visibility="collapsed", on_change=_other_file,
            args=(found,),
        )  # fmt: skip
    shown = Shown(
        pack=found.name,
        file=found.file,
        text=files.get(found.file, ""),
        rev=found.rev,
        marks=tuple(marks(t, found.checked().problems if found.place is None else (), found.file)),
        fixed=found.place is not None,
        line=found.line,
    )
    yaml_editor(
        shown, t("packs.yaml_label", name=_file_name(t, found, found.file)), lambda edit: typed(found, edit), LOWER
    )
    told(guest, found)


def _file_name(t: Translation, found: work.Bench, name: str) -> str:
    """Call a file by what it holds."""
    if name == found.first:
        return t("author.file.scenario")
    sheet = sheet_of({name: found.shown.get(name, "")})
    return sheet.words("name", t.lang) or sheet.words("id") or name


def _other_file(found: work.Bench) -> None:
    chosen = st.session_state.get("au_shown")
    if isinstance(chosen, str):
        found.file = chosen
        found.line = None


def _right(guest: Guest, found: work.Bench) -> None:
    t = guest.t
    names = (t("author.tab_talk"), t("author.tab_answer"), t("author.tab_trial"))
    _tabs(guest, found, "au_right_tab", dict(zip(names, (talk, answer, trial), strict=True)))


def _tabs(guest: Guest, found: work.Bench, key: str, parts: Mapping[str, Drawer]) -> None:
    """Draw the part whose tab is open: what the others derive takes seconds."""
    for tab, draw in zip(st.tabs(list(parts), key=key, on_change="rerun"), parts.values(), strict=True):
        if tab.open:
            with tab:
                draw(guest, found)


def editor(guest: Guest, scenario_id: str) -> None:
    """Draw one scenario: form and versions on the left, its text in the middle, the customer on the right."""
    t = guest.t
    try:
        found = work.bench(guest, scenario_id)
    except WorldError as fault:
        st.error(fault_text(t, fault))
        st.button(t("packs.all"), key="au_leave", on_click=_leave)
        return
    _head(guest, found)
    left, middle, right = st.columns([1.1, 1.25, 1.15], gap="small")
    with left, st.container(height=HEIGHT, border=True, key="scroll_au_left"):
        _notices(guest, found)
        _left(guest, found)
    with middle:
        _middle(guest, found)
    with right, st.container(height=HEIGHT, border=True, key="scroll_au_right"):
        _right(guest, found)


def start(guest: Guest) -> None:
    """Draw the scenarios there are, and how another is begun."""
    t = guest.t
    with st.container(key="narrow_scenarios"):
        st.header(t("page.scenarios"), anchor=False)
        st.markdown(f":gray[{t('author.lead')}]")
        left, right = st.columns([1.15, 1], gap="medium")
        with left:
            listing(guest)
        with right:
            begin(guest)


def main(guest: Guest) -> None:
    """Draw the editor of the scenario in the address, else the list."""
    style(guest.t, "handbooks", "packs", "scenarios", regions=_regions(guest.t))
    scenario_id = st.query_params.get("scenario", "")
    if scenario_id:
        editor(guest, scenario_id)
    else:
        start(guest)


main(guest)
