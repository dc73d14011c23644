"""What has somebody on the desk of the scenario editor, and what can be done with it as a whole?"""

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
from pages.parts.text_desk import TextDesk

KEY: Final = "au_bench"


@dataclass(slots=True, kw_only=True)
class Bench(TextDesk):
    """A scenario that is being worked on.

    Attributes:
        authored: How it stood when it was opened or last saved.
    """

    authored: Authored

    def sheet(self) -> Sheet:
        """Read the scenario for the form; what it brings has no form."""
        return sheet_of({FIRST: self.files.get(FIRST, "")})

    def checked(self) -> Checked:
        """Check the files as they are here."""
        return checked(self.files, self.name)


def bench(guest: Guest, scenario_id: str) -> Bench:
    """Give the scenario on the desk; one that was changed elsewhere comes anew, unless something here is not kept."""
    found = st.session_state.get(KEY)
    if not isinstance(found, Bench) or found.name != scenario_id:
        return anew(guest, scenario_id)
    fresh = scenario_drafts.opened(guest.world.store, guest.account, scenario_id)
    if fresh.authored.seen != found.authored.seen:
        if not found.is_changed:
            return anew(guest, scenario_id)
        found.moved = True
    return found


def anew(guest: Guest, scenario_id: str) -> Bench:
    """Put on the desk what is in the store."""
    opened = scenario_drafts.opened(guest.world.store, guest.account, scenario_id)
    before = st.session_state.get(KEY)
    kept = before if isinstance(before, Bench) and before.name == scenario_id else None
    made = Bench(
        name=scenario_id,
        first=FIRST,
        file=FIRST,
        authored=opened.authored,
        base=opened.base,
        saved=opened.files,
        files=opened.files,
    )
    if kept:
        made.rev, made.said = kept.rev + 1, kept.said
        made.file = kept.file if kept.file in made.files else made.file
    st.session_state[KEY] = made
    return made


def save(found: Bench, guest: Guest) -> None:
    """Keep what is here as the next version of the draft; what came too late is kept beside it."""
    store, account = guest.world.store, guest.account
    try:
        scenario_drafts.save(store, account, found.name, found.files, seen=found.authored.seen, at=now())
    except Conflict:
        found.moved = True
        return
    except WorldError as fault:
        found.said = (fault_text(guest.t, fault), False)
        return
    found.said = (guest.t("author.saved"), True)
    anew(guest, found.name)


def take_theirs(guest: Guest, scenario_id: str) -> None:
    """Go on with what was kept elsewhere; what is here lies among the versions."""
    found = st.session_state.pop(KEY, None)
    if isinstance(found, Bench) and found.is_changed:
        with_mine(found, guest)
    anew(guest, scenario_id)


def with_mine(found: Bench, guest: Guest) -> None:
    """See to it that the text here lies beside that of the other, if it does not yet."""
    try:
        scenario_drafts.save(
            guest.world.store, guest.account, found.name, found.files, seen=found.authored.seen, at=now()
        )
    except Conflict:
        return  # that is how it is kept beside


def put_on_top(found: Bench, guest: Guest) -> None:
    """Go on with what is here as the next change after that of the other; theirs stays among the changes."""
    opened = scenario_drafts.opened(guest.world.store, guest.account, found.name)
    found.authored, found.base, found.saved, found.moved = opened.authored, opened.base, opened.files, False


def look(found: Bench, guest: Guest, place: int) -> None:
    """Show on the right what was kept or published once."""
    found.look(place, scenario_drafts.files_at(guest.world.store, guest.account, found.name, place))


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
    store, account, seen, at = guest.world.store, guest.account, found.authored.seen, now()
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
