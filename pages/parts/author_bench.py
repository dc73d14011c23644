"""What has somebody on the desk of the scenario editor, and what can be done with it as a whole?"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import streamlit as st

from mysterydesk import scenario_drafts, scenario_review
from mysterydesk.clock import now
from mysterydesk.errors import Conflict, WorldError
from mysterydesk.i18n import fault_text, message_id
from mysterydesk.pack_sheet import Sheet, sheet_of
from mysterydesk.scenario_check import Checked, checked
from mysterydesk.scenario_files import FIRST
from mysterydesk.scenario_record import Authored
from pages.parts.guard import Guest
from pages.parts.written_desk import Workshop, WrittenDesk


@dataclass(slots=True, kw_only=True)
class Bench(WrittenDesk):
    """A scenario that is being worked on.

    Attributes:
        now: How it stood when it was opened or last saved.
    """

    now: Authored

    def sheet(self) -> Sheet:
        """Read the scenario for the form; what it brings has no form."""
        return sheet_of({FIRST: self.files.get(FIRST, "")})

    def checked(self) -> Checked:
        """Check the files as they are here."""
        return checked(self.files, self.name)


SHOP: Final = Workshop(
    key="au_bench", first=FIRST, drafts=scenario_drafts.DRAFTS, desk=Bench, saved=message_id("author.saved")
)
bench, anew, save, put_on_top, look = SHOP.bench, SHOP.anew, SHOP.save, SHOP.put_on_top, SHOP.look


def take_theirs(found: Bench, guest: Guest) -> None:
    """Go on with what was kept elsewhere; what is here lies among the versions."""
    if found.is_changed:
        # A conflict is how it comes to lie beside the text of the other.
        with suppress(Conflict):
            SHOP.keep(found, guest)
    SHOP.take_theirs(guest, found.name)


def bring_back(found: Bench) -> None:
    """Make the text that is looked at the text of the draft, not kept yet."""
    files = found.looked
    found.look(None)
    found.change(files)


DONE: Final = {
    "send_in": message_id("author.done.send_in"),
    "send_back": message_id("author.done.send_back"),
    "publish": message_id("author.done.publish"),
    "retire": message_id("author.done.retire"),
}
"""What is said after an act."""


def act(found: Bench, guest: Guest, name: str, *words: str) -> None:
    """Send in, send back with a reason, publish by digest, or retire."""
    store, account, seen, at = guest.world.store, guest.account, found.now.seen, now()
    try:
        match name:
            case "send_in":
                scenario_review.send_in(store, account, found.name, seen=seen, at=at)
            case "send_back":
                said = str(st.session_state.get("au_back_words") or "")
                scenario_review.send_back(store, account, found.name, said, seen=seen, at=at)
            case "publish":
                scenario_review.publish(store, account, found.name, words[0], seen=seen, at=at)
            case _:
                scenario_review.retire(store, account, found.name, seen=seen, at=at)
    except WorldError as fault:
        found.said = (fault_text(guest.t, fault), False)
    else:
        found.said = (guest.t(DONE[name]), True)
    anew(guest, found.name)
