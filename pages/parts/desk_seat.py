"""What does one window know of the attempt on its screen: the version it shows, what it could not store, its keys?

Streamlit may break off a callback at any look into `st.session_state` while the next click waits. So all that a move
leaves behind is kept in one object that is found before the move and only changed after it.
"""

from dataclasses import dataclass, field
from typing import Literal

import streamlit as st

from mysterydesk.i18n import Translation
from simulator.drill import Attempt

SEAT = "desk_seat"

Level = Literal["warning", "error", "moved_on"]


@dataclass(slots=True, kw_only=True)
class Note:
    """Why a move was not taken.

    Attributes:
        level: How grave it is; `moved_on` when another window had gone on with the ticket.
        why: The reason, in words.
        kept: Where the words are that were not stored, in sentences; empty for a press that carried none.
        drawn: Whether it has been on the screen.
    """

    level: Level
    why: str
    kept: str = ""
    drawn: bool = False


@dataclass(slots=True, kw_only=True)
class Seat:
    """What this window keeps for one attempt.

    Attributes:
        attempt: Its id.
        seen: Version of what was last drawn whole, or made by this window's own moves since; 0 before the first draw.
        nonces: Beginnings of the keys of the next moves, by widget.
        notes: Why moves were not taken, by widget.
        drawn: What the fields held in the store when they were last drawn whole.
        drawing: The same of the draw that is under way.
        unsaved: What was written into a field and not stored, by widget.
        sent: A mark of the last message, and its words if they go back into the input.
        made: The attempt as the last move of this run left it, so that it need not be read again.
    """

    attempt: str = ""
    seen: int = 0
    nonces: dict[str, str] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    drawn: dict[str, str] = field(default_factory=dict)
    drawing: dict[str, str] = field(default_factory=dict)
    unsaved: dict[str, str] = field(default_factory=dict)
    sent: tuple[str, str] = ("", "")
    made: Attempt | None = None

    def note(self, widget: str, level: Level, why: str, kept: str = "") -> None:
        """Put a reason on top of the others; one for each widget."""
        self.notes.pop(widget, None)
        self.notes[widget] = Note(level=level, why=why, kept=kept)

    def taken(self, widget: str, made: Attempt, seen: int) -> None:
        """Note that a move was stored: its widget gets a new key, and what was read and lost nothing may go.

        Args:
            widget: Of the move.
            made: The attempt as the move left it.
            seen: Version that the next move must carry.
        """
        self.nonces.pop(widget, None)
        self.notes.pop(widget, None)
        for name in [name for name, one in self.notes.items() if one.drawn and not one.kept]:
            del self.notes[name]
        self.seen, self.made = seen, made

    def drawn_whole(self, seen: int) -> None:
        """Take what was drawn as seen: from now on, only what comes after it is foreign."""
        self.seen, self.made = max(self.seen, seen), None
        self.drawn = dict(self.drawing)
        for one in self.notes.values():
            one.drawn = True


def seat_of(attempt: str, belongs: tuple[str, ...]) -> Seat:
    """Give this window's seat at an attempt; a change of attempt begins with clean fields.

    Args:
        attempt: Its id.
        belongs: Beginnings of what the session keeps for the attempt on the screen and no other.
    """
    found = st.session_state.get(SEAT)
    if isinstance(found, Seat) and found.attempt == attempt:
        return found
    for key in [str(one) for one in st.session_state if str(one).startswith(belongs)]:
        del st.session_state[key]
    new = Seat(attempt=attempt)
    st.session_state[SEAT] = new
    return new


def say_notes(t: Translation, seat: Seat, *, can_shut: bool = False) -> None:
    """Show why moves were not taken, the newest first: each until its own move is taken or somebody has read it."""
    told: dict[tuple[bool, str], list[str]] = {}
    for one in reversed(seat.notes.values()):
        told.setdefault((one.level == "error", one.why), []).append(one.kept)
    if not told:
        return
    gap = "" if t.lang == "zh" else " "
    with st.container(key="notice" if can_shut else None, horizontal=True, wrap=False, vertical_alignment="center"):
        with st.container(gap="xsmall"):
            for (is_error, why), kept in told.items():
                words = gap.join([why, *(one for one in dict.fromkeys(kept[::-1]) if one)])
                (st.error if is_error else st.warning)(words, icon=":material/info:")
        if can_shut:
            st.button(t("desk.note_shut"), key="note_shut", on_click=seat.notes.clear, type="tertiary")
