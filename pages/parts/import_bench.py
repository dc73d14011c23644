"""What does the page of imports remember between two reruns, for as long as the session lasts?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from mysterydesk.import_mapping import Recognised, recognised
from mysterydesk.import_page import Choice, Outcome
from mysterydesk.import_sample import sampled
from mysterydesk.import_seen import Sample
from mysterydesk.import_upload import Upload, received
from mysterydesk.importers.profile import Profile
from mysterydesk.importers.register import ImportRefused
from mysterydesk.ticket_draft import Drafted
from mysterydesk.ticket_handover import tickets
from mysterydesk.ticket_of_log import Listed
from policy.problem import Problems

BENCH = "imp_bench"
VIEW = "imp_view"

Stage = Literal["idle", "asked", "running", "stopped"]


@dataclass(slots=True, kw_only=True)
class Bench:
    """A file on the table, and how far the work on it is.

    Attributes:
        upload: The file; None while there is none.
        known: What it was taken for when it came.
        profile: What its columns and words mean now.
        levels: (Handbook, word of the source) to the priority that was chosen for it.
        look: A mapping, and what it makes of the first rows.
        judged: How the file was judged, and what came of it.
        problems: What is wrong with the last file, mapping or judgement.
        stage: Whether a judgement is asked for, under way, or was broken off.
        turn: Goes up when fields have to be drawn anew.
        listed: A mapping and a zone, and the tickets that are in the file under them.
        drafted: The draft of a scenario from one of its tickets.
    """

    upload: Upload | None = None
    known: Recognised | None = None
    profile: Profile | None = None
    levels: dict[tuple[str, str], str] = field(default_factory=dict)
    look: tuple[Profile, Sample] | None = None
    judged: tuple[Choice, Outcome] | None = None
    problems: Problems = ()
    stage: Stage = "idle"
    turn: int = 0
    listed: tuple[tuple[Profile, str], tuple[Listed, ...]] | None = None
    drafted: Drafted | None = None

    def sample(self, upload: Upload, profile: Profile) -> Sample:
        """Read the first rows under a mapping, unless they were just read under the same."""
        if self.look is None or self.look[0] != profile:
            self.look = profile, sampled(upload.table, profile)
        return self.look[1]

    def tickets(self, upload: Upload, choice: Choice) -> tuple[Listed, ...]:
        """List the tickets under a mapping and a zone, unless they were just listed; then no draft stands any more.

        Raises:
            ImportRefused: The file cannot be read as a log.
        """
        wanted = choice.profile, choice.zone
        if self.listed is None or self.listed[0] != wanted:
            self.listed = self.drafted = None
            self.listed = wanted, tickets(upload, choice)
        return self.listed[1]

    def levels_under(self, handbook: str) -> Mapping[str, str]:
        """Give the priorities chosen under a handbook."""
        return {word: level for (name, word), level in self.levels.items() if name == handbook}

    def use(self, profile: Profile) -> None:
        """Take another mapping, and draw its fields anew."""
        self.profile, self.problems = profile, ()
        self.turn += 1


def bench() -> Bench:
    """Give the session's own."""
    found = st.session_state.get(BENCH)
    if not isinstance(found, Bench):
        found = st.session_state[BENCH] = Bench()
    return found


def clear() -> None:
    """Put the file away with all that came of it."""
    old = bench()
    if old.upload is not None:
        old.upload.drop()
    st.session_state[BENCH] = Bench(turn=old.turn + 1)
    st.session_state[VIEW] = "preview"


def take(file: UploadedFile) -> None:
    """Put a file on the table, or keep what is wrong with it; the server's memory lets go of it either way."""
    clear()
    found = bench()
    try:
        found.upload = received(file.name, file)
        found.known = recognised(found.upload.table)
        found.profile = found.known.profile
    except ImportRefused as refused:
        found.problems = refused.problems
        if found.upload is not None:
            found.upload.drop()
            found.upload = None
    finally:
        release(file)


def release(file: UploadedFile) -> None:
    """Take an uploaded file out of the server's memory, where it would stay as long as the session."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)
