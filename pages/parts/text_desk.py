"""What has somebody on the desk of an editor of YAML texts between two reruns, and what becomes of what is typed?

Nothing of it is in the store before it is saved; a change in the form is an edit of the text.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import streamlit as st

from mysterydesk.errors import WorldError
from mysterydesk.i18n import fault_text
from mysterydesk.pack_files import Files
from mysterydesk.pack_sheet import Sheet, sheet_of
from pages.parts.guard import Guest
from policy.document import Plain, read_document

Reader = Callable[[str], Plain]
"""Reads what was typed; None when it is nothing of the kind."""


@dataclass(slots=True, kw_only=True)
class TextDesk:
    """Texts that are being worked on.

    Attributes:
        name: What they are called in the store.
        first: File that is open where nothing else is.
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
        before: Files before the last change in the form; None where nothing is to be taken back.
    """

    name: str
    first: str
    base: Files
    saved: Files
    files: Files
    file: str
    rev: int = 0
    wrong: dict[str, str] = field(default_factory=dict)
    said: tuple[str, bool] | None = None
    moved: bool = False
    place: int | None = None
    looked: Files = field(default_factory=dict)
    line: tuple[int, int, bool] | None = None
    pointed: tuple[str | int, ...] = ()
    before: Files | None = None

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

    def change(self, files: Files) -> None:
        """Take files that something else than the editor has changed."""
        self.before = self.files
        self.files = files
        self.rev += 1

    def take_back(self) -> None:
        """Take the last change in the form back."""
        if self.before is not None:
            self.files, self.before = self.before, None
            self.rev += 1
            self.wrong.clear()
            self.said = None

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
        self.file = self.file if self.file in names else next(iter(sorted(names)), self.first)


def typed(found: TextDesk, edit: Mapping[str, object]) -> None:
    """Take what was typed into the editor, if it was typed into what is here."""
    name, text = str(edit.get("file")), edit.get("text")
    here = edit.get("pack") == found.name and edit.get("rev") == found.rev and found.place is None
    if here and name in found.files and isinstance(text, str):
        found.files = {**found.files, name: text}
        found.before = None
        found.wrong.clear()


def put(found: TextDesk, guest: Guest, key: str, path: tuple[str | int, ...], read: Reader) -> None:
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
    if {**found.files, **files} != dict(found.files):
        found.change({**found.files, **files})
        found.mark(found.sheet().places[str(path[0])], path)


def rewrite(found: TextDesk, guest: Guest, path: tuple[str | int, ...], change: Callable[[], Files]) -> bool:
    """Take a change of rows into the text and bring it into view; say so where the form cannot make it."""
    try:
        files = change()
    except WorldError as fault:
        found.said = (fault_text(guest.t, fault), False)
        return False
    # Places of rows have moved, so what was mistyped in a field would stand in another.
    found.wrong.clear()
    found.said = None
    if {**found.files, **files} != dict(found.files):
        found.change({**found.files, **files})
        source = found.sheet().places.get(str(path[0]))
        if source is not None:
            found.mark(source, path)
    return True
