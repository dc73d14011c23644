"""How is a person forgotten: words, name, login, while every chain still holds? (DESIGN decision 20).

What was said lies aside from the chain under salted digests, and goes with its salt. Scorecards quote words, and an
award and its credential carry the name: these documents go too, and so do their digests, which lie aside in the same
way. Only events of the first versions hold the digests of scorecard, credential and award openly, for ever; that the
scorecard and the credential were erased then stays on record too, so that an audit does not miss them. What remains
are facts about nobody: that a drill was begun, its verdict and total, the bit of the status list. Copies made before
still hold everything.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from mysterydesk import account_record, attempts, drill_rows, papers, review_record, writing_record
from mysterydesk.account_record import note_account
from mysterydesk.audit import documents_of
from mysterydesk.awarding import AWARD
from mysterydesk.dossier import dossier
from mysterydesk.errors import WorldError
from mysterydesk.issuing import KEPT, number_of
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, Digest, StreamId
from policy.text import Text

NOBODY = Text(zh="—", en="—")
"""Stands where a name stood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What went.

    Attributes:
        texts: Texts aside, with their salts.
        documents: Scorecards, awards and credentials.
    """

    texts: int
    documents: int


def _streams(store: Store, account: Account) -> tuple[StreamId, ...]:
    drill_rows.ensure(store)
    own = [row.attempt for row in store.attempts.of(account.id)]
    played = [*map(attempts.stream_of, own), *map(review_record.stream_of, own)]
    sat = [papers.stream_of(one.paper) for one in dossier(store, account).papers]
    wrote = writing_record.stream_of(account.id)
    return (*played, *sat, wrote, drill_rows.stream_of(account.id), account_record.stream_of(account.id))


def _documents(store: Store, account: Account) -> tuple[Digest, ...]:
    found = dossier(store, account)
    held = [card for one in found.drills for card in one.cards]
    for one in found.credentials:
        held += [one.document, store.settings.get(AWARD + number_of(one.credential)) or ""]
    return tuple(Digest(one) for one in held if one)


def _erase_documents(store: Store, account: Account, at: datetime) -> int:
    """Delete the documents and whatever leads to them by their digest; give how many there were."""
    documents = _documents(store, account)
    for one in dossier(store, account).credentials:
        for prefix in (KEPT, AWARD):
            store.settings.put(prefix + number_of(one.credential), "")
    gone = sum(store.documents.erase(digest, at=at) for digest in documents)
    store.events.erase(drill_rows.stream_of(account.id))
    left = store.events.read(drill_rows.stream_of(account.id))
    named = frozenset().union(*(documents_of(event) for event in left))
    for digest in frozenset(documents) - named:
        store.documents.forget(digest)
    drill_rows.rebuild(store)
    return gone


def erase_person(store: Store, account: Account, *, at: datetime) -> Erased:
    """Delete a person's words, names and documents, and close the account for good.

    Raises:
        WorldError: `last_admin`: somebody has to keep the machine.
    """
    others = [one for one in store.accounts.everyone() if one.role == "admin" and one.active and one.id != account.id]
    if account.role == "admin" and account.active and not others:
        raise WorldError("last_admin")
    streams = _streams(store, account)
    with store.atomic():
        gone = _erase_documents(store, account, at)
        texts = sum(store.events.erase(stream) for stream in streams)
        nobody = replace(account, login=f"erased-{account.id}", name=NOBODY, active=False)
        store.accounts.forget(nobody)
        note_account(store, nobody, "account.erased", by=None, at=at)
    store.events.erase(account_record.stream_of(account.id))  # outside the transaction: folds the log into the file
    return Erased(texts=texts, documents=gone)
