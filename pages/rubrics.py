"""By what are practice drills judged here: copy a manual's rubric, change its weights, have it published?"""

from html import escape

import streamlit as st

from mysterydesk import rubric_drafts, shelf
from mysterydesk.errors import WorldError
from mysterydesk.i18n import Translation, fault_text
from mysterydesk.rubric_store import OwnRubric
from pages.parts import rubric_bench as work
from pages.parts.frame import Regions, style
from pages.parts.guard import Guest, guard
from pages.parts.pack_told import marks
from pages.parts.pack_yaml import Shown, yaml_editor
from pages.parts.rubric_told import overview, problems, versions
from pages.parts.text_desk import typed
from pages.parts.verbatim import verbatim
from pages.parts.written_rows import moment, who

guest = guard("rubrics")

HEIGHT = 560  # of what scrolls where the style sheet does not reach


def _regions(t: Translation) -> Regions:
    return {"scroll_pk_left": ("region", t("rubrics.region"))}


def _leave() -> None:
    st.query_params.clear()


def _open(handbook: str) -> None:
    st.query_params["rubric"] = handbook


def start(guest: Guest) -> None:
    """List the manuals that are scored, each with its own rubric or the shipped one."""
    t = guest.t
    own = {one.id: one for one in rubric_drafts.rubrics(guest.world.store, guest.account)}
    with st.container(key="narrow_rubrics"):
        st.header(t("page.rubrics"), anchor=False)
        st.markdown(f":gray[{t('rubrics.lead')}]")
        if said := st.session_state.pop(work.FAULT, ""):
            st.error(said)
        with st.container(border=True, key="card_rubrics"):
            for name in shelf.SCORED:
                with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"ru_row_{name}"):
                    one = own.get(name)
                    state = t("rubrics.shipped") if one is None or one.newest is None else _newest(t, one)
                    title = escape(t.of(shelf.handbook(name).title))
                    st.html(f'<div><b>{title}</b><div class="md-muted">{escape(state)}</div></div>', width="stretch")
                    if one is None:
                        st.button(t("rubrics.copy"), key=f"ru_copy_{name}", on_click=work.begin, args=(guest, name))
                    else:
                        st.button(t("packs.open"), key=f"ru_open_{name}", on_click=_open, args=(name,))


def _newest(t: Translation, one: OwnRubric) -> str:
    newest = one.newest
    return "" if newest is None else t("rubrics.in_force", n=newest.number, at=moment(newest.at))


def _head(guest: Guest, found: work.Bench) -> None:
    t, one = guest.t, found.now
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="pk_head"):
        st.button(t("rubrics.all"), key="ru_leave", icon=":material/arrow_back:", on_click=_leave, type="tertiary")
        title = t("rubrics.title", manual=t.of(shelf.handbook(found.name).title))
        st.header(verbatim(title), anchor=False, width="content")
        parts = [_newest(t, one)] if one.newest else []
        if found.is_changed:
            parts.append(t("packs.unsaved"))
        elif one.is_draft:
            parts.append(t("packs.draft_of", by=who(guest, one.author), at=moment(one.changed_at)))
        st.html(f'<div class="md-muted">{escape(" · ".join(parts))}</div>', width="stretch")
        _publish(guest, found)
        st.button(
            t("packs.save"), key="ru_save", type="primary", icon=":material/save:",
            disabled=not found.is_changed or found.moved, on_click=work.save, args=(found, guest),
        )  # fmt: skip


def _publish(guest: Guest, found: work.Bench) -> None:
    t, number = guest.t, found.now.newest.number if found.now.newest else 0
    with st.popover(t("packs.publish"), icon=":material/verified:", key=f"ru_publish_after_{number}"):
        checked = found.checked()
        if found.is_changed:
            st.markdown(t("packs.publish_unsaved"))
        elif not found.now.is_draft:
            st.markdown(t("packs.publish_nothing"))
        elif checked.rubric is None:
            st.markdown(t.count("packs.publish_problems", len(checked.problems)))
        elif found.now.author == guest.account.id:
            st.markdown(t("packs.publish_other"))
        else:
            st.markdown(t("rubrics.publish_sure", author=verbatim(who(guest, found.now.author))))
            st.button(
                t("packs.publish_go"), key="ru_publish_go", type="primary", on_click=work.publish,
                args=(found, guest, checked.rubric.digest),
            )  # fmt: skip


def editor(guest: Guest, name: str) -> None:
    """Draw one rubric: what it says, its problems and versions on the left, its text on the right."""
    t = guest.t
    try:
        found = work.bench(guest, name)
    except WorldError as fault:
        st.error(fault_text(t, fault))
        st.button(t("rubrics.all"), key="ru_leave", on_click=_leave)
        return
    _head(guest, found)
    left, right = st.columns([1, 1.1], gap="medium")
    with left, st.container(height=HEIGHT, border=True, key="scroll_pk_left"), st.container(key="pk_left"):
        if found.moved:
            st.warning(t("packs.moved"))
            with st.container(horizontal=True, gap="small"):
                st.button(t("packs.put_on_top"), key="ru_on_top", on_click=work.put_on_top, args=(found, guest))
                st.button(t("packs.take_theirs"), key="ru_theirs", on_click=work.take_theirs, args=(guest, name))
        elif found.said:
            (st.success if found.said[1] else st.error)(found.said[0])
        names = (t("rubrics.tab_judged"), t("packs.tab_problems"), t("packs.tab_versions"))
        for tab, draw in zip(st.tabs(names), (overview, problems, versions), strict=True):
            with tab:
                draw(guest, found)
    with right:
        _text(guest, found)


def _text(guest: Guest, found: work.Bench) -> None:
    t = guest.t
    if found.place is not None:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(f":orange[{t('packs.looking')}]", width="stretch")
            st.button(t("packs.look_draft"), key="ru_back", on_click=found.look, args=(None,))
    listed = found.checked().problems if found.place is None else ()
    shown = Shown(
        pack=found.name,
        file=found.file,
        text=found.shown.get(found.file, ""),
        rev=found.rev,
        marks=tuple(marks(t, listed, found.file)),
        fixed=found.place is not None,
        line=found.line,
    )
    yaml_editor(shown, t("rubrics.yaml_label"), lambda edit: typed(found, edit))


def main(guest: Guest) -> None:
    """Draw the editor of the rubric in the address, else the list."""
    style(guest.t, "handbooks", "packs", regions=_regions(guest.t))
    name = st.query_params.get("rubric", "")
    if name in shelf.SCORED:
        editor(guest, name)
    else:
        start(guest)


main(guest)
