"""What does each handbook ask, what do we assume where it is silent, and how do two judge one ticket?"""

from html import escape

import streamlit as st

from mysterydesk import pack_shelf
from mysterydesk.handbook_page import opened
from mysterydesk.i18n import Translation
from mysterydesk.roles import PAGES
from pages.parts import handbook_tabs
from pages.parts.frame import Regions, style
from pages.parts.guard import Guest, guard
from pages.parts.handbook_people import people
from pages.parts.handbook_twins import twins
from pages.parts.links import go
from policy.handbook import Handbook

guest = guard("handbooks")

DIGEST_SHOWN = 12


def _regions(t: Translation) -> Regions:
    return {
        "scroll_clocks": ("region", t("handbooks.priorities_and_clocks")),
        "scroll_clauses": ("region", t("handbooks.clauses")),
        "scroll_assumed": ("region", t("handbooks.assumptions")),
        "scroll_silent": ("region", t("handbooks.silent_title")),
        "scroll_people": ("region", t("handbooks.people")),
        "scroll_lists": ("region", t("handbooks.lists")),
        "scroll_twins": ("region", t("handbooks.twins")),
    }


def _facts(t: Translation, handbook: Handbook) -> str:
    left_out = len(set(handbook.silent) - {one.fills for one in handbook.assumptions.values()})
    words = (
        t("handbooks.version", version=handbook.version),
        t("handbooks.silent_facts", silent=len(handbook.silent), left=left_out),
    )
    digest = f'<span class="md-said" title="{handbook.digest}">{handbook.digest[:DIGEST_SHOWN]}</span>'
    shown = [escape(words[0]), f"{escape(t('handbooks.digest'))} {digest}", escape(words[1])]
    return f'<div class="md-muted">{" · ".join(shown)}</div>'


def _chosen(guest: Guest) -> Handbook:
    """Let one of the handbooks be chosen; give it."""
    t = guest.t
    titles = {name: t.of(one.title) for name, one in pack_shelf.handbooks(guest.world.store).items()}
    may_write = guest.account.role in PAGES["packs"]
    left, right, *own = st.columns([1, 0.6, 0.4] if may_write else [1, 1], vertical_alignment="bottom")
    with left:
        name = st.selectbox(
            t("handbooks.choose"), list(titles), format_func=titles.__getitem__, filter_mode=None, key="hb_chosen"
        )
    handbook, _ = opened(guest.world.store, guest.account, name)
    with right:
        st.html(_facts(t, handbook))
    for place in own:
        with place:
            _to_own(t)
    return handbook


def _to_own(t: Translation) -> None:
    """Lead those who may write handbooks to the page where they do."""
    if st.button(t("handbooks.own_packs"), key="hb_own", icon=":material/edit_document:", width="stretch"):
        go("packs")


def main(guest: Guest) -> None:
    """Draw the choice, and the tabs of the handbook chosen."""
    t = guest.t
    style(t, "handbooks", regions=_regions(t))
    with st.container(key="wide_handbooks"):
        handbook = _chosen(guest)
        names = (
            t("handbooks.priorities_and_clocks"),
            t("handbooks.tab_clauses", n=len(handbook.clauses)),
            t("handbooks.tab_assumptions", n=len(handbook.assumptions)),
            t("handbooks.tab_silent", n=len(handbook.silent)),
            t("handbooks.people"),
            t("handbooks.lists"),
            t("handbooks.twins"),
        )
        draws = (
            handbook_tabs.clocks,
            handbook_tabs.clauses,
            handbook_tabs.assumptions,
            handbook_tabs.silent,
            people,
            handbook_tabs.lists,
        )
        *plain, last = st.tabs(names)
        for tab, draw in zip(plain, draws, strict=True):
            with tab:
                draw(t, handbook)
        with last:
            twins(guest, handbook)


main(guest)
