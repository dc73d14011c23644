"""What may people do with anything that is written here: begin, open, look back, save, publish as a second person?

Two people who write at once lose nothing: whose text comes second is told. Whoever changed a thing last never
publishes it: another person reads what has changed and says yes to that very digest.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, NoReturn, TypeVar

from mysterydesk.accounts import require
from mysterydesk.authored_files import Written
from mysterydesk.authored_stream import Streams
from mysterydesk.errors import Conflict, WorldError
from mysterydesk.pack_files import Files, problems_of_size, tidy
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account

W = TypeVar("W", bound=Written[str])
C_co = TypeVar("C_co", bound=Written[str], covariant=True)

TRIES: Final = 5
"""How often a text that came too late is written beside one that keeps moving."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Generic[C_co]):
    """Something on somebody's desk.

    Attributes:
        now: How it stands.
        files: Its files now.
        base: The files it is compared with: its newest published version, else what it was begun from.
    """

    now: C_co
    files: Files
    base: Files


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts(Generic[W]):
    """What authors do with things of one kind.

    Attributes:
        streams: Where they are kept.
    """

    streams: Streams[W]

    def all(self, store: Store, account: Account) -> tuple[W, ...]:
        """List them, published or not, in order of name.

        Raises:
            NotAllowed: The role does not author content.
        """
        require(account, "author_content")
        return self.streams.all(store)

    def opened(self, store: Store, account: Account, name: str) -> Opened[W]:
        """Open one for changing.

        Raises:
            NotAllowed: The role does not author content.
            WorldError: There is none.
        """
        require(account, "author_content")
        now = self.streams.read(store, name)
        files, base = self.streams.files(store, now.files), self.streams.files(store, now.compared)
        return Opened(now=now, files=files, base=base)

    def files_at(self, store: Store, account: Account, name: str, place: int) -> Files:
        """Give the files as they were kept, kept beside, or published at a version of the stream.

        Raises:
            NotAllowed: The role does not author content.
            WorldError: There is none, or nothing was kept there.
        """
        require(account, "author_content")
        now = self.streams.read(store, name)
        kept = {one.place: one.files for one in (*now.saves, *now.beside)}
        kept |= {one.place: one.files for one in now.versions}
        if place not in kept:
            raise self.streams.unpublished(name)
        return self.streams.files(store, kept[place])

    def begin(
        self, store: Store, account: Account, name: str, own: Files, base: tuple[str, str, Files], at: datetime
    ) -> W:
        """Keep the first text; `base` says of which origin and name it is, and what that was.

        Raises:
            WorldError: `pack_too_much`.
            Conflict: There is one of that name.
        """
        origin, source, files = base
        refuse_size(own)
        with store.atomic():
            told = {"origin": origin, "name": source, "files": self.streams.keep(store, files, at)}
            body = {"by": account.id, "files": self.streams.keep(store, own, at), "base": told}
            self.streams.append(store, name, f"{self.streams.kind}.begun", body, seen=0, at=at)
        return self.streams.read(store, name)

    def save(self, store: Store, account: Account, name: str, files: Files, *, seen: int, at: datetime) -> W:
        """Keep a change; a text with problems is kept too.

        Args:
            store: Where.
            account: Who.
            name: Which.
            files: All of its files.
            seen: Version of the stream that the change was made on.
            at: Wall time.

        Raises:
            NotAllowed: The role does not author content.
            Conflict: Somebody, or another window, has changed or published it since; nothing of theirs is touched,
                and this text is kept beside theirs where that is done for this kind.
            WorldError: There is none; `pack_too_much`.
        """
        require(account, "author_content")
        now = self.streams.read(store, name)
        own = {key: tidy(text) for key, text in files.items()}
        refuse_size(own)
        if now.seen != seen and not self.streams.beside:
            raise self.streams.moved(account.id, now.seen)
        with store.atomic():
            body = {"by": account.id, "files": self.streams.keep(store, own, at)}
        if now.seen != seen:
            self._too_late(store, account, now, body, at)
        if body["files"] != now.files:
            try:
                self.streams.append(store, name, f"{self.streams.kind}.saved", body, seen=seen, at=at)
            except Conflict:
                self._too_late(store, account, self.streams.read(store, name), body, at)
        return self.streams.read(store, name)

    def publish(  # noqa: PLR0913  who says yes to what, on which version and when
        self,
        store: Store,
        account: Account,
        name: str,
        ready: Callable[[W], Mapping[str, str]],
        *,
        digest: str,
        seen: int,
        at: datetime,
    ) -> W:
        """Say yes to what somebody else has written.

        Args:
            store: Where.
            account: Who says yes.
            name: Which.
            ready: Gives what the version says of itself, its `digest` above all; raises where it may not go out.
            digest: Of what this person has read.
            seen: Version of the stream that was read.
            at: Wall time.

        Raises:
            NotAllowed: The role does not publish content.
            Conflict: It has changed since it was read.
            WorldError: There is none; `<kind>_own_change`; whatever `ready` finds.
        """
        require(account, "publish_content")
        now = self.streams.read(store, name)
        if now.author == account.id:
            raise self.streams.own()
        told = ready(now)
        if now.seen != seen or told["digest"] != digest:
            raise self.streams.moved(account.id, now.seen)
        body = {"by": account.id, "files": now.files, **told}
        self.streams.append(store, name, f"{self.streams.kind}.published", body, seen=seen, at=at)
        return self.streams.read(store, name)

    def _too_late(self, store: Store, account: Account, now: W, body: Mapping[str, str], at: datetime) -> NoReturn:
        """Keep a text that came too late beside the one that came first, where that is done, and say so."""
        kept = {one.files for one in (*now.saves, *now.beside)}
        for _ in range(TRIES if self.streams.beside and body["files"] not in kept else 0):
            try:
                self.streams.append(store, now.id, f"{self.streams.kind}.kept_beside", body, seen=now.seen, at=at)
                break
            except Conflict:
                now = self.streams.read(store, now.id)
        raise self.streams.moved(account.id, now.seen)


def refuse_size(files: Files) -> None:
    """Refuse what is too much to keep; the first reason is enough.

    Raises:
        WorldError: `pack_too_much`.
    """
    for one in problems_of_size(files):
        raise WorldError("pack_too_much", name=one.source)
