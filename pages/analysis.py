"""Do the papers of a level measure? Reliability, verdicts, and every item with what its answers say."""

import streamlit as st

from certification.psychometrics.enough import NotEnough
from mysterydesk.exams import levels
from mysterydesk.exams.analysing import Analysis, analysis
from pages.parts.analysis_items import items_table
from pages.parts.frame import style
from pages.parts.guard import Guest, guard

guest = guard("analysis")


def _missing(guest: Guest, one: NotEnough) -> str:
    """Say that there are not enough data yet, and how many it takes."""
    t = guest.t
    if one.of == "items":
        return t("analysis.needs_items", need=one.needed, have=one.found)
    return t("analysis.needs_people", need=one.needed, have=one.found)


def _reliability(guest: Guest, found: Analysis) -> str:
    t, one = guest.t, found.reliability
    if one is None:
        return t("analysis.all_alike")
    if isinstance(one, NotEnough):
        return _missing(guest, one)
    twos = {name: f"{getattr(one, name):.2f}" for name in ("alpha", "low", "high")}
    return t("analysis.alpha", sem=f"{one.sem:.1f}", mean=f"{one.mean:.1f}", n=one.persons, **twos)


def _verdicts(guest: Guest, found: Analysis) -> str:
    t, one = guest.t, found.decision
    if one is None:
        return t("analysis.all_alike")
    if isinstance(one, NotEnough):
        return _missing(guest, one)
    shares = {
        "same": one.consistency, "right": one.accuracy, "passed": one.false_pass, "failed": one.false_fail,
    }  # fmt: skip
    said = {name: f"{value * 100:.1f}" for name, value in shares.items()}
    return t("analysis.decision", cut=f"{found.share * 100:.0f}", kappa=f"{one.kappa:.2f}", **said)


def _calibration(guest: Guest, found: Analysis) -> str:
    t, one = guest.t, found.calibration
    if isinstance(one, NotEnough):
        return _missing(guest, one)
    if not one.converged:
        return t("analysis.not_converged")
    b = one.curves.b
    return t(
        "analysis.calibrated", n=one.persons, items=len(b), a=f"{one.curves.a[0]:.2f}", low=f"{b.min():.2f}",
        high=f"{b.max():.2f}",
    )  # fmt: skip


def main(guest: Guest) -> None:
    """Draw one level."""
    t = guest.t
    style(t, "handbooks")
    with st.container(key="narrow"):
        st.header(t("page.analysis"), anchor=False)
        st.markdown(t("analysis.lead"))
        level = st.segmented_control(
            t("standard.level"), levels.LEVELS, default=levels.LEVELS[0], key="analysis_level",
            format_func=lambda one: t.of(levels.plan_of(one).title),
        )  # fmt: skip
        found = analysis(guest.world.store, guest.account, level or levels.LEVELS[0])
        with st.container(border=True, key="card_paper", gap="small"):
            st.subheader(t.count("analysis.papers", found.papers), anchor=False)
            st.markdown(f"**{t('analysis.reliability')}**  \n{_reliability(guest, found)}")
            st.markdown(f"**{t('analysis.verdicts')}**  \n{_verdicts(guest, found)}")
            st.markdown(f"**{t('analysis.calibration')}**  \n{_calibration(guest, found)}")
        st.subheader(t("analysis.items"), anchor=False)
        if found.items:
            items_table(t, found.items)
        else:
            st.markdown(t("analysis.no_items"))


main(guest)
