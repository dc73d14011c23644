"""How does a scenario of one's own come into the library, and out of it: sent in, sent back, published, retired?

Whoever changed a scenario last never publishes it: another person reads and plays it, and says yes or why not.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from mysterydesk.accounts import require
from mysterydesk.errors import Conflict, WorldError
from mysterydesk.pack_files import bundled
from mysterydesk.scenario_check import checked
from mysterydesk.scenario_drafts import DRAFTS
from mysterydesk.scenario_proof import proof_of
from mysterydesk.scenario_record import Authored
from mysterydesk.scenario_stream import RETIRED, RETURNED, SENT, append, files_of, read_authored
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account

LONGEST_WORDS: Final = 2000
"""Of the reason for which a scenario is sent back."""


def send_in(store: Store, account: Account, scenario_id: str, *, seen: int, at: datetime) -> Authored:
    """Ask for a second person's yes: every check is clean, and the trial run was passed on this very text.

    Raises:
        NotAllowed: The role does not author content.
        Conflict: It has changed since it was read.
        WorldError: `no_such_draft`, `scenario_nothing_new`, `scenario_has_problems`, `scenario_untried`.
    """
    require(account, "author_content")
    found = _ready(store, scenario_id, seen)
    append(store, scenario_id, SENT, {"by": account.id, "files": found.files}, seen=seen, at=at)
    return read_authored(store, scenario_id)


def send_back(store: Store, account: Account, scenario_id: str, words: str, *, seen: int, at: datetime) -> Authored:
    """Say what is still to be done before it can be published.

    Raises:
        NotAllowed: The role does not publish content.
        Conflict: It has changed since it was read.
        WorldError: `no_such_draft`, `scenario_not_sent_in`, `scenario_words_wanted`.
    """
    require(account, "publish_content")
    found = read_authored(store, scenario_id)
    if found.sent is None:
        raise WorldError("scenario_not_sent_in")
    if not 0 < len(words.strip()) <= LONGEST_WORDS:
        raise WorldError("scenario_words_wanted", most=LONGEST_WORDS)
    body = {"by": account.id, "files": found.files, "words": words.strip()}
    append(store, scenario_id, RETURNED, body, seen=seen, at=at)
    return read_authored(store, scenario_id)


def publish(store: Store, account: Account, scenario_id: str, digest: str, *, seen: int, at: datetime) -> Authored:
    """Say yes to what somebody else has written; from then on drills are drawn from it.

    Args:
        store: Where.
        account: Who says yes.
        scenario_id: Which scenario.
        digest: Of the scenario as this person has read it.
        seen: Version of the stream that was read.
        at: Wall time.

    Raises:
        NotAllowed: The role does not publish content.
        Conflict: It has changed since it was read.
        WorldError: `no_such_draft`, `scenario_own_change`, `scenario_not_sent_in`, `scenario_nothing_new`,
            `scenario_has_problems`, `scenario_untried`.
    """

    def ready(now: Authored) -> Mapping[str, str]:
        if now.sent is None:
            raise WorldError("scenario_not_sent_in")
        _ready(store, scenario_id, seen)
        sound = checked(files_of(store, now.files), scenario_id).sound
        return {"digest": "" if sound is None else sound.digest}

    return DRAFTS.publish(store, account, scenario_id, ready, digest=digest, seen=seen, at=at)


def retire(store: Store, account: Account, scenario_id: str, *, seen: int, at: datetime) -> Authored:
    """Take a scenario out of the library; what was drawn from it stays as it is.

    Raises:
        NotAllowed: The role does not publish content.
        Conflict: It has changed since it was read.
        WorldError: `no_such_draft`, `scenario_not_offered`.
    """
    require(account, "publish_content")
    found = read_authored(store, scenario_id)
    if found.offered is None:
        raise WorldError("scenario_not_offered")
    body = {"by": account.id, "files": found.offered.files}
    append(store, scenario_id, RETIRED, body, seen=seen, at=at)
    return read_authored(store, scenario_id)


def _ready(store: Store, scenario_id: str, seen: int) -> Authored:
    """Give a scenario that may go on to the next person, as it was read."""
    found = read_authored(store, scenario_id)
    if found.seen != seen:
        raise Conflict("scenario_moved_on", by=found.author, stored=found.seen)
    if not found.is_draft and found.offered is not None:
        raise WorldError("scenario_nothing_new")
    files = files_of(store, found.files)
    problems = checked(files, scenario_id).problems
    if problems:
        raise WorldError("scenario_has_problems", count=len(problems))
    proof = proof_of(store, bundled(files))
    if proof is None or not proof.passed:
        raise WorldError("scenario_untried")
    return found
