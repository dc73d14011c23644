"""What has an author on the desk of an editor, and what can be done with it: open, keep, look back, choose?

The editors of handbooks and of scenarios work alike; each says where its things are kept and adds what is its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from mysterydesk.authored_drafts import Drafts
from mysterydesk.authored_files import Written
from mysterydesk.clock import now
from mysterydesk.errors import Conflict, WorldError
from mysterydesk.i18n import fault_text
from pages.parts.guard import Guest
from pages.parts.text_desk import TextDesk


@dataclass(slots=True, kw_only=True)
class WrittenDesk(TextDesk):
    """Something of the store that is being worked on.

    Attributes:
        now: How it stood when it was opened or last saved.
    """

    now: Written[str]


D = TypeVar("D", bound=WrittenDesk)
W = TypeVar("W", bound=Written[str])


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop(Generic[D, W]):
    """Where things of one kind are worked on.

    Attributes:
        key: Of the desk in the session.
        first: File that is open at first.
        drafts: Where they are kept.
        desk: What they are worked on at.
        saved: Key of what is said once a change is kept.
    """

    key: str
    first: str
    drafts: Drafts[W]
    desk: type[D]
    saved: str

    def bench(self, guest: Guest, name: str) -> D:
        """Give what is on the desk; what was changed elsewhere comes anew, unless something here is not kept."""
        found = self._here(name)
        if found is None:
            return self.anew(guest, name)
        fresh = self.drafts.opened(guest.world.store, guest.account, name)
        if fresh.now.seen != found.now.seen:
            if not found.is_changed:
                return self.anew(guest, name)
            found.moved = True
        return found

    def _here(self, name: str) -> D | None:
        found = st.session_state.get(self.key)
        return found if isinstance(found, self.desk) and found.name == name else None

    def anew(self, guest: Guest, name: str) -> D:
        """Put on the desk what is in the store."""
        opened = self.drafts.opened(guest.world.store, guest.account, name)
        kept = self._here(name)
        made = self.desk(
            name=name,
            first=self.first,
            file=min(opened.files, key=lambda one: (one != self.first, one), default=self.first),
            now=opened.now,
            base=opened.base,
            saved=opened.files,
            files=opened.files,
        )
        if kept:
            made.rev, made.said = kept.rev + 1, kept.said
            made.file = kept.file if kept.file in made.files else made.file
        st.session_state[self.key] = made
        return made

    def save(self, found: D, guest: Guest) -> None:
        """Keep what is here as the next version of the draft."""
        try:
            self.keep(found, guest)
        except Conflict:
            found.moved = True
            return
        except WorldError as fault:
            found.said = (fault_text(guest.t, fault), False)
            return
        found.said = (guest.t(self.saved), True)
        self.anew(guest, found.name)

    def keep(self, found: D, guest: Guest) -> None:
        """Write what is here on top of what it was made on.

        Raises:
            Conflict: It has been changed elsewhere.
            WorldError: It is too much to keep.
        """
        store, account = guest.world.store, guest.account
        self.drafts.save(store, account, found.name, found.files, seen=found.now.seen, at=now())

    def publish(self, found: D, guest: Guest, say_yes: Callable[[], object], said: str) -> None:
        """Say yes to what somebody else has written; `said` is the key of what is told then."""
        try:
            say_yes()
        except WorldError as fault:
            found.said = (fault_text(guest.t, fault), False)
        else:
            found.said = (guest.t(said), True)
        self.anew(guest, found.name)

    def take_theirs(self, guest: Guest, name: str) -> None:
        """Go on with what was kept elsewhere."""
        st.session_state.pop(self.key, None)
        self.anew(guest, name)

    def put_on_top(self, found: D, guest: Guest) -> None:
        """Go on with what is here as the next change after that of the other; theirs stays among the changes."""
        opened = self.drafts.opened(guest.world.store, guest.account, found.name)
        found.now, found.base, found.saved, found.moved = opened.now, opened.base, opened.files, False

    def look(self, found: D, guest: Guest, place: int) -> None:
        """Show on the right what was kept or published once."""
        found.look(place, self.drafts.files_at(guest.world.store, guest.account, found.name, place))
