"""What does the page of accounts do when a button is pressed, and what does it remember between two reruns?

Only what is on the screen anyway is remembered, a one-time link among it: the store keeps no more than its digest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from mysterydesk import administration
from mysterydesk.accounts import pass_phrase_link
from mysterydesk.clock import now
from mysterydesk.errors import WorldError
from mysterydesk.i18n import fault_text
from mysterydesk.roles import Role, as_role
from mysterydesk.store.records import Account, AccountId
from pages.parts.guard import Guest
from pages.parts.verbatim import verbatim
from policy.text import Text

ASKED, OUTCOME, TURN = "admin_asked", "admin_outcome", "admin_turn"
SEARCH, CHOSEN = "admin_search", "admin_chosen"
"""What is looked for in the list, and who is chosen there."""

MOST = 40
"""Accounts in view; the search narrows them."""

Place = Literal["top", "login", "name"]
"""Where something is said: above the person, or below a field of the invitation."""

_PLACES: Mapping[str, Place] = {"login": "login", "name": "name"}
"""First words of the faults that belong to a field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody is about to do to an account.

    Attributes:
        account: Whose.
        act: `role`, `link`, `close` or `open`.
        role: The new role, for `role`.
    """

    account: AccountId
    act: str
    role: Role | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an act.

    Attributes:
        text: What to say.
        good: Whether it was done.
        url: One-time address, or empty.
        place: Where it is said.
    """

    text: str
    good: bool
    url: str = ""
    place: Place = "top"


def asked(account: AccountId) -> Asked | None:
    """Give what is being asked about an account."""
    found = st.session_state.get(ASKED)
    return found if isinstance(found, Asked) and found.account == account else None


def outcome() -> Outcome | None:
    """Give what came of the last act."""
    found = st.session_state.get(OUTCOME)
    return found if isinstance(found, Outcome) else None


def turn() -> int:
    """Give the number of this form; it goes up when an invitation was taken, so that the form is empty again."""
    return int(st.session_state.get(TURN, 0))


def ask(wanted: Asked) -> None:
    """Ask before doing."""
    forget()
    st.session_state[ASKED] = wanted


def forget() -> None:
    """Clear question and outcome."""
    st.session_state.pop(ASKED, None)
    st.session_state.pop(OUTCOME, None)


def _say(text: str, *, good: bool, url: str = "", place: Place = "top") -> None:
    st.session_state[OUTCOME] = Outcome(text=text, good=good, url=url, place=place)


def _show(guest: Guest, person: Account) -> None:
    """Choose a person in the list; among too many to be in view, look for the login."""
    people = administration.everybody(guest.world.store, guest.account)
    st.session_state[SEARCH] = "" if len(people) <= MOST else person.login
    st.session_state[CHOSEN] = person.id


def perform(guest: Guest, wanted: Asked) -> None:
    """Do what was asked about, once the answer is yes."""
    t, store, by, at = guest.t, guest.world.store, guest.account, now()
    forget()
    url = ""
    try:
        if wanted.act == "link":
            url = f"{guest.world.settings.url}/link/{pass_phrase_link(store, wanted.account, by=by, at=at)}"
        elif wanted.act == "role" and wanted.role is not None:
            administration.change_role(store, by, wanted.account, wanted.role, at)
        else:
            administration.set_active(store, by, wanted.account, at, active=wanted.act == "open")
    except WorldError as fault:
        _say(fault_text(t, fault), good=False)
        return
    person = store.accounts.by_id(wanted.account)
    name = "" if person is None else verbatim(t.of(person.name))
    _say(t(f"admin.done_{wanted.act}", name=name), good=True, url=url)


def invite(guest: Guest) -> None:
    """Open an account for the person in the form and choose that person; what was typed stays when it is refused."""
    t, number = guest.t, turn()

    def typed(field: str) -> str:
        return str(st.session_state.get(f"in_{field}_{number}", "")).strip()

    name = Text(zh=typed("zh") or typed("en"), en=typed("en") or typed("zh"))
    forget()
    try:
        wanted = administration.Invitation(login=typed("login"), name=name, role=as_role(typed("role")))
        invited = administration.invite(guest.world.store, guest.account, wanted, now())
    except WorldError as fault:
        _say(fault_text(t, fault), good=False, place=_PLACES.get(fault.code.split("_")[0], "top"))
        return
    st.session_state[TURN] = number + 1
    _show(guest, invited.account)
    url = f"{guest.world.settings.url}/link/{invited.token}"
    _say(t("admin.invited", name=verbatim(t.of(invited.account.name))), good=True, url=url)
