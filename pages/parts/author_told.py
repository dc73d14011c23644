"""How is said below the text what is wrong with a scenario, each problem with a button to its line?"""

from html import escape
from typing import Final

import streamlit as st

from pages.parts.author_bench import Bench
from pages.parts.guard import Guest
from pages.parts.pack_told import problem_html

MOST: Final = 40
"""Problems drawn at once; how many more there are is said."""


def told(guest: Guest, found: Bench) -> None:
    """Draw every problem, and what is allowed and worth a second look."""
    t, checked = guest.t, found.checked()
    with st.container(height=200, border=True, key="scroll_au_told"):
        if not checked.problems:
            st.markdown(f":green[:material/check_circle: {t('author.no_problem')}]")
        else:
            st.markdown(f"**{t.count('packs.state_problems', len(checked.problems))}**")
        for at, one in enumerate((*checked.problems, *checked.notes)[:MOST]):
            note = at >= len(checked.problems)
            with st.container(horizontal=True, wrap=False, gap="small", key=f"au_problem_{at}"):
                st.button(
                    t("packs.line", n=one.line) if one.line else t("packs.whole"), key=f"au_to_{at}",
                    on_click=found.show, args=(one.source, one.line), type="tertiary",
                )  # fmt: skip
                where = (
                    ""
                    if one.source == found.first
                    else f" <span class='md-muted md-said'>{escape(one.source)}</span>"
                )
                lead = f"<span class='md-muted'>{escape(t('author.note'))}</span> " if note else ""
                st.html(f"<div>{lead}{problem_html(t, one)}{where}</div>")
        if len(checked.problems) > MOST:
            st.markdown(t("packs.more", n=len(checked.problems) - MOST))
