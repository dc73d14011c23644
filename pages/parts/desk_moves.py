"""How does the desk make a move and say what came of it?"""

import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import streamlit as st

from mysterydesk import drills
from mysterydesk.clock import now
from mysterydesk.errors import Conflict
from mysterydesk.i18n import Translation
from pages.parts.finding_words import PARTS
from pages.parts.guard import Guest
from simulator.drill import Attempt
from simulator.move import Move, Refusal

NOTE = "desk_note"
FOCUS = "desk_focus"
MENU = "b_more"
SITTING = "desk_attempt"
BELONGS = ("nonce|", "f_", "priority", "why_", "type", "say", "kb_query", "esc_", "arc_", "words_", "d_")
"""Beginnings of what this session keeps for the attempt on the screen and no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What the parts of the desk page work with.

    Attributes:
        guest: The person.
        attempt: As it stands now.
        seen: Version that the next move carries.
    """

    guest: Guest
    attempt: Attempt
    seen: int

    @property
    def t(self) -> Translation:
        """Translation of this session."""
        return self.guest.t

    @property
    def is_open(self) -> bool:
        """Whether moves are still possible."""
        return self.attempt.state.status == "open"


def sit_down(bench: Bench) -> None:
    """Begin with clean fields where another attempt was on the screen before."""
    if st.session_state.get(SITTING) == bench.attempt.id:
        return
    for key in [str(one) for one in st.session_state if str(one).startswith((*BELONGS, NOTE))]:
        del st.session_state[key]
    st.session_state[SITTING] = bench.attempt.id


def refusal_text(t: Translation, refusal: Refusal) -> str:
    """Say why a move was not possible and what to do first."""
    params = {name: _word(t, name, value) for name, value in refusal.params.items()}
    return t(f"refusal.{refusal.code}", **params)


def _word(t: Translation, name: str, value: str) -> str:
    if name == "need":
        return t(f"need.{value}")
    if name == "field" and value in PARTS:
        return t(PARTS[value])
    return t(f"tier.{value}") if name == "tier" and value else value


def nonce(bench: Bench, widget: str) -> str:
    """Give the key of the next move of a widget: made when it is drawn, renewed only when a move was taken."""
    return str(st.session_state.setdefault(f"nonce|{bench.attempt.id}|{widget}", secrets.token_hex(8)))


def move(bench: Bench, kind: str, *, widget: str = "", **fields: str | int) -> bool:
    """Make a move; what cannot be done is said beside the cause, and nothing is lost."""
    guest, t, name = bench.guest, bench.t, widget or kind
    tried = f"{nonce(bench, name)}|{kind}|{sorted(fields.items())}"
    wanted = Move(kind=kind, fields=fields, key=sha256(tried.encode()).hexdigest()[:32])
    try:
        done = drills.move(guest.world.store, guest.account, bench.attempt.id, wanted, seen=bench.seen, at=now())
    except Conflict:
        st.session_state[NOTE] = ("warning", t("desk.moved_on"))
        return False
    if isinstance(done, Refusal):
        st.session_state[NOTE] = ("warning", refusal_text(t, done))
        return False
    st.session_state.pop(f"nonce|{bench.attempt.id}|{name}", None)
    st.session_state[NOTE] = None
    return True


def press(bench: Bench, kind: str, widget: str, **fields: str | int) -> None:
    """Make a move from a button; what came of it is on the page at the next rerun."""
    move(bench, kind, widget=widget, **fields)
    shut_menu()


def shut_menu() -> None:
    """Close the menu behind the last action: what it led to must not lie under it."""
    if MENU in st.session_state:
        st.session_state[MENU] = False


def move_button(bench: Bench, widget: str, label: str, kind: str, fields: dict[str, str | int], **look: Any) -> None:  # noqa: ANN401  Streamlit's own options
    """Draw a button that makes a move at once.

    The button's own key ends in the nonce: once the move was taken there is another button in its place, so that the
    second of two quick clicks finds none to press. The focus is put back by `assets/desk.js`.
    """
    width = look.pop("width", "content")
    with st.container(key=widget, width=width):
        st.button(
            label,
            key=f"{widget}__{nonce(bench, widget)}",
            on_click=press,
            args=(bench, kind, widget),
            kwargs=fields,
            width=width,
            **look,
        )


def focus_again() -> None:
    """Put the focus on the input of the conversation when a phrase was put into it."""
    if st.session_state.pop(FOCUS, None):
        find = "document.querySelector('.st-key-say textarea')"
        script = f"<script>/*{secrets.token_hex(3)}*/requestAnimationFrame(() => {find}?.focus())</script>"
        st.html(script, unsafe_allow_javascript=True)


def say_note() -> None:
    """Show the last refusal where the moves are made, until a move succeeds: a rerun must not wipe it unread."""
    note = st.session_state.get(NOTE)
    if note:
        st.warning(note[1], icon=":material/info:")
