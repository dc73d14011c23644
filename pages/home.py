"""What now: begin or go on with a drill, sit the paper, see what is still missing for the credential."""

import streamlit as st

from mysterydesk import awarding, drills, shelf
from mysterydesk.clock import now
from mysterydesk.dossier import DrillEntry, dossier
from pages.parts.frame import badge, style
from pages.parts.guard import Guest, guard
from pages.parts.links import go
from pages.parts.verdicts import customer_name, drill_line
from scenarios.scenario import Scenario

guest = guard("home")


def _begin(guest: Guest, scenario: str, mode: str) -> None:
    wanted = drills.Begin(
        scenario=scenario, lang=guest.t.lang, mode="certifying" if mode == "certifying" else "practice"
    )
    attempt = drills.begin(guest.world.store, guest.account, wanted, now())
    st.session_state.clear()
    go("desk", attempt=attempt)


def _card(guest: Guest, place: int, scenario: Scenario) -> None:
    t = guest.t
    world = shelf.world()
    with st.container(border=True, key=f"card_{place}"):
        st.markdown(f"**{customer_name(t, scenario.id)}**")
        channels = " · ".join(t(f"channel.{name}") for name in scenario.channels)
        product = t.of(world.products[scenario.product].name)
        st.markdown(
            f":small[:gray[{t('home.card', product=product, channels=channels, handbook=scenario.handbooks[0])}]]"
        )
        with st.container(horizontal=True):
            if st.button(t("home.practise"), key=f"practise_{place}", icon=":material/headset_mic:"):
                _begin(guest, scenario.id, "practice")
            if st.button(t("home.certify"), key=f"certify_{place}", icon=":material/verified:"):
                _begin(guest, scenario.id, "certifying")


def _open_drills(guest: Guest, entries: list[DrillEntry]) -> None:
    t = guest.t
    if not entries:
        return
    with st.container(border=True, key="card_open"):
        st.markdown(f"**{t('home.open')}**")
        for entry in entries[-5:][::-1]:
            left, right = st.columns([3.6, 1.25], vertical_alignment="center")
            left.markdown(drill_line(t, entry))
            if right.button(t("home.go_on"), key=f"open_{entry.attempt}", width="stretch"):
                st.session_state.clear()
                go("desk", attempt=entry.attempt)


def _towards(guest: Guest) -> None:
    """Show what the demo credential asks for and what is there."""
    t, handbook = guest.t, shelf.handbook()
    standing = awarding.standing(guest.world.store, guest.account)
    with st.container(border=True, key="card_towards"):
        st.markdown(f"**{t('home.towards', title=t.of(standing.title))}**")
        for condition in standing.conditions:
            mark = ":material/check_circle:" if condition.met else ":material/radio_button_unchecked:"
            st.markdown(f"{mark} {t(f'condition.{condition.code}', **condition.params)}")
        st.html("　".join(badge(t, handbook, name) for name in standing.assumptions))
        with st.container(horizontal=True):
            if st.button(t("home.exam"), icon=":material/edit_note:", key="to_exam"):
                go("exam")
            if standing.ready and st.button(t("home.claim"), type="primary", key="to_credentials"):
                go("credentials")


def _done(guest: Guest, entries: list[DrillEntry]) -> None:
    t = guest.t
    with st.container(border=True, key="card_done"):
        st.markdown(f"**{t('home.done')}**")
        if not entries:
            st.markdown(t("home.none"))
        for entry in entries[-6:][::-1]:
            left, right = st.columns([3.6, 1.25], vertical_alignment="center")
            left.markdown(drill_line(t, entry))
            if right.button(t("home.see"), key=f"done_{entry.attempt}", width="stretch"):
                go("result", attempt=entry.attempt)


def main(guest: Guest) -> None:
    """Draw the start page."""
    t = guest.t
    style(t)
    found = dossier(guest.world.store, guest.account)
    with st.container(key="narrow"):
        st.header(t("home.hello", name=t.of(guest.account.name)), anchor=False)
        left, right = st.columns([1.55, 1], gap="medium")
        with left:
            _open_drills(guest, [one for one in found.drills if not one.is_over])
            st.markdown(f"**{t('home.start')}**")
            st.markdown(f":small[:gray[{t('home.start_help')}]]")
            for place, name in enumerate(sorted(shelf.scenarios()), start=1):
                _card(guest, place, shelf.scenario(name))
        with right:
            if guest.account.role == "trainee":
                _towards(guest)
            _done(guest, [one for one in found.drills if one.scored_at is not None])


main(guest)
