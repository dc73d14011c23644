"""What has somebody on the desk of the rubric editor, and what can be done with it?"""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from mysterydesk import rubric_drafts
from mysterydesk.clock import now
from mysterydesk.errors import WorldError
from mysterydesk.i18n import fault_text, message_id
from mysterydesk.rubric_check import Checked, checked
from mysterydesk.rubric_store import FIRST, OwnRubric
from pages.parts.guard import Guest
from pages.parts.written_desk import Workshop, WrittenDesk

FAULT: Final = "ru_fault"


@dataclass(slots=True, kw_only=True)
class Bench(WrittenDesk):
    """A rubric that is being worked on.

    Attributes:
        now: How it stood when it was opened or last saved.
    """

    now: OwnRubric

    def checked(self) -> Checked:
        """Check the text as it is here."""
        return checked(self.files, self.name)


SHOP: Final = Workshop(
    key="ru_bench", first=FIRST, drafts=rubric_drafts.DRAFTS, desk=Bench, saved=message_id("rubrics.saved")
)
bench, save, take_theirs, put_on_top, look = SHOP.bench, SHOP.save, SHOP.take_theirs, SHOP.put_on_top, SHOP.look


def begin(guest: Guest, handbook: str) -> None:
    """Copy the shipped rubric of a manual and open it."""
    try:
        rubric_drafts.begin(guest.world.store, guest.account, handbook, now())
    except WorldError as fault:
        st.session_state[FAULT] = fault_text(guest.t, fault)
        return
    st.query_params["rubric"] = handbook


def publish(found: Bench, guest: Guest, digest: str) -> None:
    """Say yes to what somebody else has written."""

    def say_yes() -> None:
        rubric_drafts.publish(guest.world.store, guest.account, found.name, digest, seen=found.now.seen, at=now())

    SHOP.publish(found, guest, say_yes, message_id("rubrics.published"))
