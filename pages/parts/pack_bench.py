"""What has somebody on the desk of the pack editor, between two reruns: which pack, its text, what is not kept yet?

Nothing of it is in the store before it is saved; a change in the form is an edit of the text.
"""

from dataclasses import dataclass
from typing import Final

from mysterydesk import pack_drafts
from mysterydesk.clock import now
from mysterydesk.i18n import message_id
from mysterydesk.pack_check import Checked, checked
from mysterydesk.pack_files import FIRST
from mysterydesk.pack_stream import Pack
from pages.parts.guard import Guest
from pages.parts.written_desk import Workshop, WrittenDesk


@dataclass(slots=True, kw_only=True)
class Bench(WrittenDesk):
    """A pack that is being worked on.

    Attributes:
        now: How it stood when it was opened or last saved.
    """

    now: Pack

    @property
    def pack(self) -> Pack:
        """How the pack stood when it was opened or last saved."""
        return self.now

    def checked(self) -> Checked:
        """Check the files as they are here."""
        return checked(self.files, self.name)


SHOP: Final = Workshop(
    key="pk_bench", first=FIRST, drafts=pack_drafts.DRAFTS, desk=Bench, saved=message_id("packs.saved")
)
bench, save, take_theirs, put_on_top, look = SHOP.bench, SHOP.save, SHOP.take_theirs, SHOP.put_on_top, SHOP.look


def publish(found: Bench, guest: Guest, digest: str) -> None:
    """Say yes to what somebody else has written."""

    def say_yes() -> None:
        pack_drafts.publish(guest.world.store, guest.account, found.name, digest, seen=found.now.seen, at=now())

    SHOP.publish(found, guest, say_yes, message_id("packs.published"))
