"""What has somebody on the desk of the pack editor, between two reruns: which pack, its text, what is not kept yet?

Nothing of it is in the store before it is saved; a change in the form is an edit of the text.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import streamlit as st

from mysterydesk import pack_drafts
from mysterydesk.clock import now
from mysterydesk.errors import Conflict, WorldError
from mysterydesk.i18n import fault_text
from mysterydesk.pack_check import Checked, checked
from mysterydesk.pack_files import FIRST, Files
from mysterydesk.pack_sheet import Sheet, sheet_of
from mysterydesk.pack_stream import Pack
from pages.parts.guard import Guest
from policy.document import Plain, read_document

KEY: Final = "pk_bench"
Reader = Callable[[str], Plain]
"""Reads what was typed; None when it is nothing of the kind."""


@dataclass(slots=True, kw_only=True)
class Bench:
    """A pack that is being worked on.

    Attributes:
        pack: How it stood when it was opened or last saved.
        base: Files it is compared with.
        saved: Files as they are kept.
        files: Files as they are here.
        file: Which is open on the right.
        rev: Goes up when something else than the editor has changed the text.
        wrong: Fields of the form whose words could not be read, with these words.
        said: What to say above, with whether it is good.
        moved: Whether it was changed elsewhere while something here is not kept.
        place: Version of the stream that is looked at instead; None for the draft.
        looked: Its files.
        line: Line to be scrolled to, with a number that goes up each time, and whether the cursor goes there too.
        pointed: Entry that the form was last opened at.
    """

    pack: Pack
    base: Files
    saved: Files
    files: Files
    file: str = FIRST
    rev: int = 0
    wrong: dict[str, str] = field(default_factory=dict)
    said: tuple[str, bool] | None = None
    moved: bool = False
    place: int | None = None
    looked: Files = field(default_factory=dict)
    line: tuple[int, int, bool] | None = None
    pointed: tuple[str | int, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether something here is not kept yet."""
        return dict(self.files) != dict(self.saved)

    @property
    def shown(self) -> Files:
        """The files on the right: the draft, or an older version."""
        return self.files if self.place is None else self.looked

    def sheet(self) -> Sheet:
        """Read the files for the form."""
        return sheet_of(self.files)

    def checked(self) -> Checked:
        """Check the files as they are here."""
        return checked(self.files, self.pack.id)

    def change(self, files: Files) -> None:
        """Take files that something else than the editor has changed."""
        self.files = files
        self.rev += 1

    def show(self, name: str, line: int = 0) -> None:
        """Open a file on the right, with the cursor in a line."""
        if self.place is not None:
            self.look(None)
        if name in self.files:
            self.file = name
            self._scroll(line, to_cursor=True)

    def point(self, path: tuple[str | int, ...]) -> None:
        """Bring into view on the right what the form shows, once each time it shows something else."""
        source = self.sheet().places.get(str(path[0]))
        if self.pointed == path or source is None or self.place is not None:
            return
        self.pointed = path
        self.mark(source, path)

    def mark(self, source: str, path: tuple[str | int, ...]) -> None:
        """Bring a value of a file into view on the right."""
        document, _ = read_document(self.files[source], source)
        self.file = source
        self._scroll(0 if document is None else document.line(path), to_cursor=False)

    def _scroll(self, line: int, *, to_cursor: bool) -> None:
        if line:
            self.line = ((self.line[0] if self.line else 0) + 1, line, to_cursor)

    def look(self, place: int | None, files: Files | None = None) -> None:
        """Look at what was kept or published once; None: at the draft."""
        self.place, self.looked = place, files or {}
        self.rev += 1
        names = self.shown
        self.file = self.file if self.file in names else next(iter(sorted(names)), FIRST)


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
    made = Bench(pack=opened.pack, base=opened.base, saved=opened.files, files=opened.files)
    made.file = next(iter(sorted(opened.files, key=lambda name: (name != FIRST, name))), FIRST)
    if kept:
        made.rev, made.said = kept.rev + 1, kept.said
        made.file = kept.file if kept.file in made.files else made.file
    st.session_state[KEY] = made
    return made


def forget() -> None:
    """Clear the desk."""
    st.session_state.pop(KEY, None)


def typed(found: Bench, edit: Mapping[str, object]) -> None:
    """Take what was typed into the editor, if it was typed into what is here."""
    name, text = str(edit.get("file")), edit.get("text")
    here = edit.get("pack") == found.pack.id and edit.get("rev") == found.rev and found.place is None
    if here and name in found.files and isinstance(text, str):
        found.files = {**found.files, name: text}
        found.wrong.clear()


def put(found: Bench, guest: Guest, key: str, path: tuple[str | int, ...], read: Reader) -> None:
    """Take what was put into a field of the form; what cannot be read stays in the field, and the text as it is."""
    raw = st.session_state.get(key)
    value = read(raw) if isinstance(raw, str) else raw
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if value is None:
        found.wrong[key] = str(raw)
        return
    found.wrong.pop(key, None)
    try:
        files = found.sheet().put(value, *path)
    except WorldError as fault:
        found.wrong[key] = str(raw)
        found.said = (fault_text(guest.t, fault), False)
        return
    found.said = None
    if dict(files) != dict(found.files):
        found.change(files)
        found.mark(found.sheet().places[str(path[0])], path)


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
