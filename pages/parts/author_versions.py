"""How are the versions of a scenario shown, and what is otherwise between two of them?"""

from collections.abc import Mapping
from html import escape
from typing import Final

import streamlit as st

from mysterydesk import scenario_drafts
from mysterydesk.authored_files import Version
from mysterydesk.i18n import Translation
from mysterydesk.pack_files import Files
from mysterydesk.scenario_changes import Change, changes_between
from mysterydesk.scenario_check import checked
from pages.parts.author_bench import Bench, bring_back, look
from pages.parts.guard import Guest
from pages.parts.handbook_words import said, table
from pages.parts.written_rows import MOST, moment, saved_rows, version_rows, who
from policy.text import Text

SHOWN: Final = 240
"""Characters of one side of a change."""


def versions(guest: Guest, found: Bench) -> None:
    """Draw what was published, what was kept on the way, and what came too late; each to be looked at."""
    t, one = guest.t, found.now
    if found.place is not None:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(f":orange[{t('packs.looking')}]", width="stretch")
            st.button(t("packs.look_draft"), key="au_back", on_click=found.look, args=(None,))
            st.button(t("author.bring_back"), key="au_bring_back", on_click=bring_back, args=(found,))

    def line(each: Version) -> str:
        by, author, at = who(guest, each.by), who(guest, each.author), moment(each.at)
        return t("author.version_line", n=each.number, by=by, author=author, at=at)

    def drawn(place: int) -> None:
        st.button(
            t("packs.look"), key=f"au_look_{place}", type="tertiary", on_click=look, args=(found, guest, place),
            disabled=found.place == place,
        )  # fmt: skip

    version_rows(t, "au", one, line, drawn)
    if one.beside:
        saved_rows(guest, t("author.beside"), one.beside, drawn)
    saved_rows(guest, t("packs.saves"), one.saves, drawn)


def compare(guest: Guest, found: Bench) -> None:
    """Draw two versions to be chosen, and what is otherwise for the trainee."""
    t = guest.t
    names = _sides(guest, found)
    with st.container(horizontal=True, gap="small"):
        old = st.selectbox(
            t("packs.before"), list(names), format_func=names.__getitem__, key="au_before", filter_mode=None,
            index=min(1, len(names) - 1),
        )  # fmt: skip
        new = st.selectbox(
            t("packs.after"), list(names), format_func=names.__getitem__, key="au_after", filter_mode=None
        )
    before, after = _files(guest, found, old), _files(guest, found, new)
    if checked(before).scenario is None or checked(after).scenario is None:
        st.info(t("author.compare_later"))
        return
    derived = st.toggle(t("author.with_answer"), key="au_with_answer", help=t("author.with_answer_help"))
    with st.spinner(t("author.comparing")):
        changes = changes_between(before, after, derived=derived)
    if not changes:
        st.markdown(t("packs.nothing_changed"))
        return
    rows = [_row(t, one) for one in changes]
    columns = [t("packs.part"), t("packs.entry"), t("packs.before"), t("packs.after")]
    st.html(table(columns, rows, t("packs.tab_changes")))


def _sides(guest: Guest, found: Bench) -> Mapping[int, str]:
    """Name what can be compared: the text here, what it was begun from, and everything published or kept."""
    t, one = guest.t, found.now
    names = {-1: t("author.side_now"), 0: t("author.side_base")}
    names |= {each.place: t("author.side_version", n=each.number) for each in reversed(one.versions)}
    beside = frozenset(each.place for each in one.beside)
    for each in sorted((*one.saves, *one.beside), key=lambda each: -each.place)[:MOST]:
        by, at = who(guest, each.by), moment(each.at)
        late = each.place in beside
        names[each.place] = t("author.side_beside", by=by, at=at) if late else t("author.side_saved", by=by, at=at)
    return names


def _files(guest: Guest, found: Bench, place: int) -> Files:
    if place <= 0:
        return found.files if place else found.base
    return scenario_drafts.files_at(guest.world.store, guest.account, found.name, place)


def _row(t: Translation, one: Change) -> list[str]:
    how = f'<span class="md-muted">{escape(t(f"author.how.{one.how}"))}</span>'
    return [
        f"{escape(t(f'author.part.{one.part}'))}<br>{how}",
        said(one.name),
        _words(t, one.before),
        _words(t, one.after),
    ]


def _words(t: Translation, text: Text) -> str:
    words = t.of(text)
    return said(words[:SHOWN] + ("…" if len(words) > SHOWN else ""))
