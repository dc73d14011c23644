"""Can the score be trusted? What was tried on the scorer, over how many cases, and what fell short."""

import streamlit as st

from mysterydesk.mutant_figure import mutants, told
from mysterydesk.validity_figures import sections
from pages.parts.frame import style
from pages.parts.guard import guard
from pages.parts.validity_table import goals_table, swaps_table

guest = guard("validity")
t = guest.t
style(t, "handbooks")

with st.container(key="narrow_validity"):
    st.header(t("page.validity"), anchor=False)
    st.markdown(f":gray[{t('validity.lead')}]")
    found = {one.handbook: one for one in sections()}
    with st.container(border=True, key="card_swaps"):
        st.subheader(t("validity.fair"), anchor=False)
        st.markdown(t("validity.fair_lead"))
        swaps_table(t, tuple(found.values()))
    with st.container(border=True, key="card_goals"):
        st.subheader(t("validity.goals"), anchor=False)
        name = st.selectbox(t("validity.handbook"), list(found), key="validity_handbook", width=220)
        section = found[name]
        st.markdown(t("validity.measured", day=section.day, cases=section.cases))
        if not section.current:
            st.warning(t("validity.older"))
        goals_table(t, section)
        if (known := mutants()) is not None:
            st.markdown(f":small[:gray[{told(t, known)}]]")
