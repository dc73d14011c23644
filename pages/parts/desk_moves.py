"""How does the desk make a move and say what came of it?"""

from dataclasses import dataclass
from hashlib import sha256

import streamlit as st

from mysterydesk import drills
from mysterydesk.clock import now
from mysterydesk.errors import Conflict
from mysterydesk.i18n import Translation
from pages.parts.guard import Guest
from simulator.drill import Attempt
from simulator.move import Move, Refusal

NOTE = "desk_note"


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


def refusal_text(t: Translation, refusal: Refusal) -> str:
    """Say why a move was not possible and what to do first."""
    params = {name: _word(t, name, value) for name, value in refusal.params.items()}
    return t(f"refusal.{refusal.code}", **params)


def _word(t: Translation, name: str, value: str) -> str:
    if name == "need":
        return t(f"need.{value}")
    return t(f"tier.{value}") if name == "tier" and value else value


def move(bench: Bench, kind: str, **fields: str | int) -> bool:
    """Make a move; what cannot be done is said beside the cause, and nothing is lost.

    The key depends on what was seen and tried, so that the same click sent twice is one move; a click on the page
    that came of it is another.
    """
    guest, t = bench.guest, bench.t
    tried = f"{bench.attempt.id}|{bench.seen}|{kind}|{sorted(fields.items())}"
    wanted = Move(kind=kind, fields=fields, key=sha256(tried.encode()).hexdigest()[:32])
    try:
        done = drills.move(guest.world.store, guest.account, bench.attempt.id, wanted, seen=bench.seen, at=now())
    except Conflict:
        st.session_state[NOTE] = ("warning", t("desk.moved_on"))
        return False
    if isinstance(done, Refusal):
        st.session_state[NOTE] = ("warning", refusal_text(t, done))
        return False
    st.session_state[NOTE] = None
    return True


def press(bench: Bench, kind: str, **fields: str | int) -> None:
    """Make a move from a button; what came of it is on the page at the next rerun."""
    move(bench, kind, **fields)


def say_note() -> None:
    """Show the last refusal where the moves are made, until a move succeeds: a rerun must not wipe it unread."""
    note = st.session_state.get(NOTE)
    if note:
        st.warning(note[1], icon=":material/info:")
