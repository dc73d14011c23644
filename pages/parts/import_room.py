"""Where on the page of imports stand the file, the conditions, and what came of it?"""

import streamlit as st

from mysterydesk import pack_shelf
from mysterydesk.i18n import Translation
from pages.parts.frame import Regions, style
from pages.parts.guard import Guest
from pages.parts.import_ask import ask, bring, facts, mapping
from pages.parts.import_bench import bench
from pages.parts.import_views import AFTER, BEFORE, DRAFT, HEIGHT, hint, views, work


def _regions(t: Translation) -> Regions:
    shown = {f"scroll_imp_{name}": ("region", t(f"imports.view.{name}")) for name in (*BEFORE, *AFTER, DRAFT)}
    return {
        "scroll_imp_in": ("region", t("imports.region_in")),
        "scroll_imp_out": ("region", t("imports.region_out")),
        **shown,
    }


def draw(guest: Guest) -> None:
    """Draw file and conditions on the left, and on the right what stands in it or what came of it."""
    t, found = guest.t, bench()
    style(t, "imports", regions=_regions(t))
    st.header(t("page.imports"), anchor=False)
    left, right = st.columns([1, 2.1], gap="medium")
    upload, profile = found.upload, found.profile
    if upload is None or profile is None:
        with left, st.container(height=HEIGHT, border=True, key="scroll_imp_in"), st.container(key="imp_in"):
            bring(t)
        with right, st.container(height=HEIGHT, border=True, key="scroll_imp_out"), st.container(key="imp_out"):
            hint(t)
        return
    sample = found.sample(upload, profile)
    with left, st.container(height=HEIGHT, border=True, key="scroll_imp_in"), st.container(key="imp_in"):
        facts(t, upload)
        mapping(t, found, upload, profile)
        choice = ask(t, pack_shelf.handbooks(guest.world.store), found, profile, sample)
    with right:
        if found.stage == "asked":
            box = st.container(height=HEIGHT, border=True, key="scroll_imp_out")
            st.empty()  # in the place of the view that stood there: what is stale stays until the run is over
            with box:
                work(guest, found, upload, choice)
        else:
            views(guest, found, upload, choice, sample)
