"""What may people do with the rubric of a manual: copy it, change it, publish it as a second person?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from mysterydesk import shelf
from mysterydesk.accounts import require
from mysterydesk.authored_drafts import Drafts
from mysterydesk.errors import Conflict, WorldError, shown
from mysterydesk.rubric_check import checked
from mysterydesk.rubric_store import FIRST, RUBRICS, OwnRubric
from mysterydesk.scores import rubric_text
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account

DRAFTS: Final = Drafts(streams=RUBRICS)
rubrics, opened, files_at, save = DRAFTS.all, DRAFTS.opened, DRAFTS.files_at, DRAFTS.save


def begin(store: Store, account: Account, handbook_id: str, at: datetime) -> OwnRubric:
    """Copy the shipped rubric of a manual, to be changed.

    Raises:
        NotAllowed: The role does not author content.
        WorldError: `no_such_handbook`, `rubric_begun`.
    """
    require(account, "author_content")
    if handbook_id not in shelf.SCORED:
        raise WorldError("no_such_handbook", name=shown(handbook_id), known=", ".join(shelf.SCORED))
    files = {FIRST: rubric_text(handbook_id)}
    try:
        return DRAFTS.begin(store, account, handbook_id, files, ("shipped", handbook_id, files), at)
    except Conflict as moved:
        raise WorldError("rubric_begun", name=handbook_id) from moved


def publish(store: Store, account: Account, handbook_id: str, digest: str, *, seen: int, at: datetime) -> OwnRubric:
    """Say yes to what somebody else has written; from then on practice drills are scored by it.

    Args:
        store: Where.
        account: Who says yes.
        handbook_id: Rubric of which manual.
        digest: Of the rubric as this person has read it.
        seen: Version of the stream that was read.
        at: Wall time.

    Raises:
        NotAllowed: The role does not publish content.
        Conflict: It has changed since it was read.
        WorldError: `no_such_rubric`, `rubric_own_change`, `rubric_nothing_new`, `rubric_has_problems`.
    """

    def ready(now: OwnRubric) -> Mapping[str, str]:
        if not now.is_draft:
            raise WorldError("rubric_nothing_new")
        found = checked(RUBRICS.files(store, now.files), handbook_id)
        if found.rubric is None:
            raise WorldError("rubric_has_problems", count=len(found.problems))
        return {"digest": found.rubric.digest, "label": found.rubric.version}

    return DRAFTS.publish(store, account, handbook_id, ready, digest=digest, seen=seen, at=at)
