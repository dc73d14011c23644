"""How does the desk make a move and say what came of it?"""

import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import streamlit as st

from mysterydesk import drills
from mysterydesk.clock import now
from mysterydesk.errors import Conflict, StoreError, report
from mysterydesk.i18n import Translation, fault_text
from pages.parts.desk_names import tier_words
from pages.parts.desk_seat import Seat
from pages.parts.finding_words import PARTS
from pages.parts.guard import Guest
from policy.handbook import Handbook
from simulator.drill import Attempt
from simulator.move import MAX_TEXT, Move, Refusal

FOCUS = "desk_focus"
MENU = "b_more"
MENU_TIMES = "b_more_times"

BELONGS = ("f_", "priority", "why_", "type", "say", "kb_query", "esc_", "arc_", "words_", "d_")
"""Beginnings of what this session keeps for the attempt on the screen and no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What the parts of the desk page work with.

    Attributes:
        guest: The person.
        attempt: As it stands now.
        seen: Version of its last stored event.
        seat: What this window keeps for it.
    """

    guest: Guest
    attempt: Attempt
    seen: int
    seat: Seat = field(default_factory=Seat)

    @property
    def t(self) -> Translation:
        """Translation of this session."""
        return self.guest.t

    @property
    def is_open(self) -> bool:
        """Whether moves are still possible."""
        return self.attempt.state.status == "open"


def refusal_text(t: Translation, refusal: Refusal, handbook: Handbook) -> str:
    """Say why a move was not possible and what to do first."""
    params = {name: _word(t, handbook, name, value) for name, value in refusal.params.items()}
    return t(f"refusal.{refusal.code}", **params)


def _word(t: Translation, handbook: Handbook, name: str, value: str) -> str:
    if name == "need":
        return t(f"need.{value}")
    if name == "field" and value in PARTS:
        return t(PARTS[value])
    return tier_words(t, handbook, value) if name == "tier" and value else value


def nonce(bench: Bench, widget: str) -> str:
    """Give the key of the next move of a widget: made when it is drawn, renewed only when a move was taken."""
    return bench.seat.nonces.setdefault(widget, secrets.token_hex(8))


def move(bench: Bench, kind: str, *, widget: str = "", **fields: str | int) -> bool:
    """Make a move; what cannot be done is said beside the cause, and nothing is lost.

    It carries the version that this window has seen. Its own moves since the last draw are seen: a burst of changes
    that comes faster than the page is drawn is no conflict with oneself (DESIGN decision 4).
    """
    guest, t, seat, name = bench.guest, bench.t, bench.seat, widget or kind
    longest = max((len(value) for value in fields.values() if isinstance(value, str)), default=0)
    if longest > MAX_TEXT:  # refused anyway: nobody has to load or read anything for it
        seat.note(name, "warning", t("desk.too_long", n=f"{longest:,}", most=f"{MAX_TEXT:,}"))
        return False
    tried = f"{nonce(bench, name)}|{kind}|{sorted(fields.items())}"
    wanted = Move(kind=kind, fields=fields, key=sha256(tried.encode()).hexdigest()[:32])
    seen = seat.seen or bench.seen
    try:
        done = drills.moved(guest.world.store, guest.account, bench.attempt.id, wanted, seen=seen, at=now())
    except Conflict:
        seat.note(name, "moved_on", t("desk.moved_on"))
        return False
    except StoreError as fault:
        seat.note(name, "error", f"{fault_text(t, fault)} {t('error.ours', number=report(fault))}")
        return False
    if isinstance(done, Refusal):
        seat.note(name, "warning", refusal_text(t, done, bench.attempt.desk.handbook))
        return False
    seat.taken(name, done.attempt, done.seen)
    return True


def press(bench: Bench, kind: str, widget: str, **fields: str | int) -> None:
    """Make a move from a button; what came of it is on the page at the next rerun."""
    move(bench, kind, widget=widget, **fields)
    shut_menu()


def shut_menu() -> None:
    """Close the menu behind the last action: what it led to must not lie under it."""
    st.session_state[MENU_TIMES] = st.session_state.get(MENU_TIMES, 0) + 1


def menu_key() -> str:
    """Name the menu anew each time it was closed: told to close, one just opened would sometimes stay open."""
    return f"{MENU}_{st.session_state.get(MENU_TIMES, 0)}"


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


def lead_focus() -> None:
    """Tell `assets/desk.js` where the focus goes next: `say` is the input, `banner` what a closed ticket asks for.

    It stands before all that takes long to draw, so that no key is pressed in vain meanwhile; the mark lets the same
    place be named twice.
    """
    at = str(st.session_state.pop(FOCUS, ""))
    mark = secrets.token_hex(3) if at else ""
    st.html(f"<script>/*{mark}*/window.__mdWanted = {at!r}</script>", unsafe_allow_javascript=True)


def add_to_note(bench: Bench, widget: str, text: str) -> None:
    """Say where the words are that a move that was not taken has carried."""
    note = bench.seat.notes.get(widget)
    if note is not None:
        note.kept = text


def has_moved_on(bench: Bench, widget: str) -> bool:
    """Whether the last move of a widget was not taken because another window had gone on with the ticket."""
    note = bench.seat.notes.get(widget)
    return note is not None and note.level == "moved_on"
