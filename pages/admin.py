"""Who has an account here, with which role, and how does a new person get in? For administrators."""

from collections import Counter
from collections.abc import Mapping

import streamlit as st

from mysterydesk import administration
from mysterydesk.roles import ROLES
from mysterydesk.store.records import Account, AccountId
from pages.parts import admin_acts as acts
from pages.parts.frame import style
from pages.parts.guard import Guest, guard
from pages.parts.one_time_link import one_time_link
from pages.parts.verbatim import verbatim

guest = guard("admin")


def _state(guest: Guest, one: Account) -> str:
    t = guest.t
    parts = [verbatim(one.login), t(f"role.{one.role}")]
    if not one.active:
        parts.append(t("admin.closed"))
    if one.id == guest.account.id:
        parts.append(t("admin.you"))
    return " · ".join(parts)


def _told_apart(people: Mapping[AccountId, tuple[str, str]]) -> Mapping[AccountId, str]:
    """Name people, namesakes with their login: Streamlit knows the options of a list by their words alone."""
    count = Counter(name for name, _ in people.values())
    return {one: f"{name} · {login}" if count[name] > 1 else name for one, (name, login) in people.items()}


def _chosen(guest: Guest, people: tuple[Account, ...]) -> Account | None:
    """Draw the list; give the account that is chosen in it."""
    t = guest.t
    with st.container(border=True, key="card_list"):
        wish = st.text_input(t("admin.search"), key=acts.SEARCH).strip().lower()
        found = [one for one in people if any(wish in word.lower() for word in (one.login, one.name.zh, one.name.en))]
        st.markdown(f":small[:gray[{t.count('admin.count', len(found))}]]")
        if not found:
            st.markdown(t("admin.none"))
            return None
        shown = {one.id: one for one in found[: acts.MOST]}
        names = _told_apart({one.id: (verbatim(t.of(one.name)), verbatim(one.login)) for one in shown.values()})
        name = st.radio(
            t("admin.people"),
            list(shown),
            format_func=lambda one: names[one],
            captions=[_state(guest, one) for one in shown.values()],
            label_visibility="collapsed",
            key=acts.CHOSEN,
        )
        if len(found) > acts.MOST:
            st.markdown(f":small[:gray[{t('admin.narrow', most=acts.MOST)}]]")
        return shown.get(name) if name else None


def _ask(guest: Guest, one: Account) -> None:
    """Ask in place before something that the person concerned will feel."""
    t, asked = guest.t, acts.asked(one.id)
    if asked is None:
        return
    with st.container(border=True, key="card_ask"):
        role = t(f"role.{asked.role}") if asked.role else ""
        st.warning(t(f"admin.sure_{asked.act}", name=verbatim(t.of(one.name)), role=role), icon=":material/help:")
        with st.container(horizontal=True):
            st.button(
                t(f"admin.do_{asked.act}"), type="primary", key="ask_yes", on_click=acts.perform, args=(guest, asked)
            )
            st.button(t("admin.cancel"), key="ask_no", on_click=acts.forget)


def _person(guest: Guest, one: Account) -> None:
    t = guest.t
    with st.container(border=True, key="card_person"):
        st.subheader(verbatim(t.of(one.name)), anchor=False)
        st.markdown(f":small[:gray[{_state(guest, one)} · {t('admin.since', day=f'{one.created_at:%Y-%m-%d}')}]]")
        if one.id == guest.account.id:
            st.markdown(t("admin.own"))
            return
        role = st.selectbox(
            t("admin.role"),
            ROLES,
            index=ROLES.index(one.role),
            format_func=lambda name: t(f"role.{name}"),
            filter_mode=None,
            placeholder=t("admin.choose_role"),
            key=f"role_{one.id}_{one.role}",
        )
        turn = "close" if one.active else "open"
        with st.container(horizontal=True):
            for act, able in (("role", role != one.role), ("link", one.active), (turn, True)):
                wanted = acts.Asked(account=one.id, act=act, role=role if act == "role" else None)
                st.button(t(f"admin.do_{act}"), key=f"do_{act}", disabled=not able, on_click=acts.ask, args=(wanted,))
        _ask(guest, one)


def _refused(place: acts.Place) -> None:
    """Say below a field why the invitation was refused for it."""
    outcome = acts.outcome()
    if outcome is not None and outcome.place == place:
        st.markdown(f":red[:material/error: {verbatim(outcome.text)}]")


def _invite(guest: Guest) -> None:
    t, turn = guest.t, acts.turn()
    with st.container(border=True, key="card_invite"):
        st.markdown(f"**{t('admin.invite')}**")
        with st.form(f"invite_{turn}", border=False):
            # No `max_chars`: Streamlit would drop a longer paste without a word; the refusal says what does not fit.
            st.text_input(t("admin.login"), key=f"in_login_{turn}", autocomplete="off")
            _refused("login")
            with st.container(horizontal=True, gap="small"):
                st.text_input(t("admin.name_zh"), key=f"in_zh_{turn}", autocomplete="off")
                st.text_input(t("admin.name_en"), key=f"in_en_{turn}", autocomplete="off")
            _refused("name")
            st.selectbox(
                t("admin.role"),
                ROLES,
                format_func=lambda name: t(f"role.{name}"),
                filter_mode=None,
                placeholder=t("admin.choose_role"),
                key=f"in_role_{turn}",
            )
            st.form_submit_button(t("admin.invite_go"), on_click=acts.invite, args=(guest,))


def _outcome(guest: Guest) -> None:
    """Show what came of the last act, and a one-time link for as long as this page is not left."""
    t, outcome = guest.t, acts.outcome()
    if outcome is None or outcome.place != "top":
        return
    with st.container(border=True, key="card_outcome"):
        show = st.success if outcome.good else st.error
        show(outcome.text, icon=":material/check:" if outcome.good else ":material/error:")
        if outcome.url:
            one_time_link(t, outcome.url)
            st.markdown(f":small[:gray[{t('admin.link_once')}]]")
        st.button(t("admin.done"), key="outcome_done", on_click=acts.forget)


def main(guest: Guest) -> None:
    """Draw the list on the left, the chosen person and the invitation on the right."""
    t = guest.t
    style(t)
    people = administration.everybody(guest.world.store, guest.account)
    with st.container(key="narrow"):
        st.header(t("page.admin"), anchor=False)
        left, right = st.columns([1, 1.35], gap="medium")
        with left:
            one = _chosen(guest, people)
        with right:
            _outcome(guest)
            if one is not None:
                _person(guest, one)
            _invite(guest)


main(guest)
