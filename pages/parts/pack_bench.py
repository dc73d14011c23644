"""What has somebody on the desk of the pack editor, between two reruns: which pack, its text, what is not kept yet?

Nothing of it is in the store before it is saved; a change in the form is an edit of the text.
"""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from mysterydesk import pack_drafts
from mysterydesk.clock import now
from mysterydesk.errors import Conflict, WorldError
from mysterydesk.i18n import fault_text
from mysterydesk.pack_check import Checked, checked
from mysterydesk.pack_files import FIRST
from mysterydesk.pack_stream import Pack
from pages.parts.guard import Guest
from pages.parts.text_desk import TextDesk

KEY: Final = "pk_bench"


@dataclass(slots=True, kw_only=True)
class Bench(TextDesk):
    """A pack that is being worked on.

    Attributes:
        pack: How it stood when it was opened or last saved.
    """

    pack: Pack

    def checked(self) -> Checked:
        """Check the files as they are here."""
        return checked(self.files, self.pack.id)


def bench(guest: Guest, pack_id: str) -> Bench:
    """Give the pack on the desk; one that was changed elsewhere comes anew, unless something here is not kept."""
    found = st.session_state.get(KEY)
    store, account = guest.world.store, guest.account
    if not isinstance(found, Bench) or found.pack.id != pack_id:
        return _anew(guest, pack_id)
    fresh = pack_drafts.opened(store, account, pack_id)
    if fresh.pack.seen != found.pack.seen:
        if not found.is_changed:
            return _anew(guest, pack_id)
        found.moved = True
    return found


def _anew(guest: Guest, pack_id: str) -> Bench:
    opened = pack_drafts.opened(guest.world.store, guest.account, pack_id)
    before = st.session_state.get(KEY)
    kept = before if isinstance(before, Bench) and before.pack.id == pack_id else None
    made = Bench(
        name=pack_id,
        first=FIRST,
        file=FIRST,
        pack=opened.pack,
        base=opened.base,
        saved=opened.files,
        files=opened.files,
    )
    made.file = next(iter(sorted(opened.files, key=lambda name: (name != FIRST, name))), FIRST)
    if kept:
        made.rev, made.said = kept.rev + 1, kept.said
        made.file = kept.file if kept.file in made.files else made.file
    st.session_state[KEY] = made
    return made


def forget() -> None:
    """Clear the desk."""
    st.session_state.pop(KEY, None)


def save(found: Bench, guest: Guest) -> None:
    """Keep what is here as the next version of the draft."""
    t = guest.t
    try:
        pack_drafts.save(guest.world.store, guest.account, found.pack.id, found.files, seen=found.pack.seen, at=now())
    except Conflict:
        found.moved = True
        return
    except WorldError as fault:
        found.said = (fault_text(t, fault), False)
        return
    found.said = (t("packs.saved"), True)
    _anew(guest, found.pack.id)


def take_theirs(guest: Guest, pack_id: str) -> None:
    """Give up what is here for what was kept elsewhere."""
    forget()
    _anew(guest, pack_id)


def put_on_top(found: Bench, guest: Guest) -> None:
    """Go on with what is here as the next change after that of the other; theirs stays among the changes."""
    opened = pack_drafts.opened(guest.world.store, guest.account, found.pack.id)
    found.pack, found.base, found.saved, found.moved = opened.pack, opened.base, opened.files, False


def publish(found: Bench, guest: Guest, digest: str) -> None:
    """Say yes to what somebody else has written."""
    t = guest.t
    try:
        pack_drafts.publish(guest.world.store, guest.account, found.pack.id, digest, seen=found.pack.seen, at=now())
    except WorldError as fault:
        found.said = (fault_text(t, fault), False)
    else:
        found.said = (t("packs.published"), True)
    _anew(guest, found.pack.id)


def look(found: Bench, guest: Guest, place: int) -> None:
    """Show on the right what was kept or published once."""
    files = pack_drafts.files_at(guest.world.store, guest.account, found.pack.id, place)
    found.look(place, files)
