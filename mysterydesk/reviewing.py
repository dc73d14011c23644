"""What can people do about a score: look again, change a verdict with a reason, appeal, decide an appeal?

Nobody reviews an own attempt, and an appeal is decided by somebody who has not judged the attempt before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from mysterydesk import attempts, review_record
from mysterydesk.accounts import require
from mysterydesk.dossier import DrillEntry, note
from mysterydesk.drill_rows import ensure, entry_of
from mysterydesk.errors import Conflict, WorldError, shown
from mysterydesk.review_record import AMENDED, CLOSED, DECIDED, FILED, On, Review, append, read_review
from mysterydesk.scores import kept_card, rubric_of
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, AccountId, Digest
from scoring.amendment import Settled, UnknownFindingError, amended
from scoring.score import line_of
from scoring.scorecard import to_json

LONGEST: Final = 2000
"""Characters of a reason."""

SHORTEST: Final = 5
"""A reason says something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One attempt that waits for a person.

    Attributes:
        account: Whose it is.
        entry: Its line.
        reasons: Why it waits.
        since: Wall time from which on it has waited.
    """

    account: Account
    entry: DrillEntry
    reasons: tuple[str, ...]
    since: datetime


def queue(store: Store, reader: Account) -> tuple[Waiting, ...]:
    """List what waits for a person: appeals first, then the longest waiting.

    Raises:
        NotAllowed: The reader's role does not review.
    """
    require(reader, "review_attempts")
    ensure(store)
    people = {account.id: account for account in store.accounts.everyone()}
    found: list[Waiting] = []
    for row in store.attempts.everything():
        entry = entry_of(row)
        if entry.scored_at is None or row.account not in people or row.account == reader.id:
            continue
        review = read_review(store, entry.attempt)
        if why := review_record.reasons(entry, review):
            appeal = review.open_appeal
            since = appeal.at if appeal else entry.scored_at
            found.append(Waiting(account=people[row.account], entry=entry, reasons=why, since=since))
    return tuple(sorted(found, key=lambda one: ("appeal" not in one.reasons, one.since)))


def _scored(store: Store, attempt: str) -> tuple[DrillEntry, Account]:
    ensure(store)
    row = store.attempts.get(attempt)
    owner = None if row is None else store.accounts.by_id(row.account)
    if row is None or owner is None:
        raise WorldError("no_such_attempt", name=shown(attempt))
    entry = entry_of(row)
    if entry.scored_at is None or not entry.scorecard:
        raise WorldError("not_finished", name=shown(attempt))
    return entry, owner


def _for_review(store: Store, reviewer: Account, on: On) -> tuple[DrillEntry, Account, Review]:
    require(reviewer, "review_attempts")
    entry, owner = _scored(store, on.attempt)
    if owner.id == reviewer.id:
        raise WorldError("review_own_attempt")
    review = read_review(store, on.attempt)
    if review.seen != on.seen:
        raise Conflict("review_moved_on", stored=review.seen)
    waiting = review.open_appeal
    if waiting and reviewer.id in _judges_before(review, waiting.version):
        raise WorldError("review_judged_before")
    return entry, owner, review


def reason_of(words: str) -> str:
    """Give a reason without the space around it; `review_words_wanted` where it is too short or too long."""
    said = words.strip()
    if not SHORTEST <= len(said) <= LONGEST:
        raise WorldError("review_words_wanted", least=SHORTEST, most=LONGEST)
    return said


def amend(store: Store, reviewer: Account, on: On, change: tuple[int, Settled], words: str, at: datetime) -> None:
    """Change the verdict on one finding, with the reason; total and verdict follow, the first ones stay on record.

    Args:
        store: Where.
        reviewer: Who says so.
        on: Of which attempt, and what had been said when it was read.
        change: Place of the finding on the first scorecard, and what it is.
        words: Why.
        at: Wall time.

    Raises:
        NotAllowed: The role does not review.
        Conflict: Somebody else has said something since.
        WorldError: `no_such_attempt`, `not_finished`, `review_own_attempt`, `review_judged_before`,
            `review_words_wanted`, `no_such_finding`, `review_same_verdict`.
    """
    entry, owner, review = _for_review(store, reviewer, on)
    said, (place, after) = reason_of(words), change
    first = kept_card(store, entry.first_scorecard)
    case = attempts.load(store, on.attempt).desk
    changes = {**review.changes, place: after}
    try:
        card = amended(
            first,
            changes,
            rubric_of(store, owner, on.attempt, case.handbook),
            case.handbook,
            line_of(case.handbook, case.case.post or case.case.seat),
        )
    except UnknownFindingError as error:
        raise WorldError("no_such_finding", number=place) from error
    row = _rows(first)[place]
    before = review.changes.get(place, str(row["verdict"]))
    if before == after:
        raise WorldError("review_same_verdict")
    body = {"by": reviewer.id, "place": place, "code": str(row["code"]), "before": before, "after": after}
    with store.atomic():
        append(store, on, AMENDED, body, said, at)
        kept: Digest = store.documents.put("scorecard", to_json(card).encode(), at=at)
        line = {
            "attempt": on.attempt,
            "verdict": card.verdict,
            "low": card.total[0],
            "high": card.total[1],
            "scorecard": str(kept),
        }
        note(store, owner.id, "drill.amended", f"amended-{on.attempt}-{on.seen + 1}", line, at)


def _rows(card: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
    return cast("Sequence[Mapping[str, object]]", card["findings"])


def close(store: Store, reviewer: Account, on: On, words: str, at: datetime) -> None:
    """Say that one has looked at everything; the attempt leaves the queue.

    Raises:
        NotAllowed: The role does not review.
        Conflict: Somebody else has said something since.
        WorldError: `no_such_attempt`, `not_finished`, `review_own_attempt`, `review_judged_before`,
            `review_appeal_open`, `review_undecided` while the verdict itself is still open.
    """
    entry, _, review = _for_review(store, reviewer, on)
    if review.open_appeal:
        raise WorldError("review_appeal_open")
    if entry.verdict == "person":
        raise WorldError("review_undecided")
    append(store, on, CLOSED, {"by": reviewer.id}, words.strip()[:LONGEST], at)


def appeal(store: Store, account: Account, on: On, codes: Sequence[str], words: str, at: datetime) -> None:
    """Hold something against one's own score, with the reason; one appeal at a time.

    Raises:
        NotAllowed: The role takes no drills.
        Conflict: Somebody has said something since it was read.
        WorldError: `no_such_attempt` also for somebody else's, `not_finished`, `appeal_open`, `appeal_on_what`,
            `review_words_wanted`.
    """
    require(account, "practise")
    entry, owner = _scored(store, on.attempt)
    if owner.id != account.id:
        raise WorldError("no_such_attempt", name=shown(on.attempt))
    review = read_review(store, on.attempt)
    if review.open_appeal:
        raise WorldError("appeal_open")
    there = {str(one["code"]) for one in _rows(kept_card(store, entry.scorecard))}
    if not codes or set(codes) - there:
        raise WorldError("appeal_on_what")
    append(store, on, FILED, {"codes": sorted(set(codes))}, reason_of(words), at)


def decide(store: Store, reviewer: Account, on: On, words: str, at: datetime, *, granted: bool) -> None:
    """Decide an appeal, with the reason; before it is granted, what was wrong is changed.

    Raises:
        NotAllowed: The role does not review.
        Conflict: Somebody else has said something since.
        WorldError: `no_such_attempt`, `not_finished`, `review_own_attempt`, `review_judged_before`,
            `no_open_appeal`, `appeal_nothing_changed`, `review_words_wanted`.
    """
    _, _, review = _for_review(store, reviewer, on)
    waiting = review.open_appeal
    if waiting is None:
        raise WorldError("no_open_appeal")
    if granted and not any(one.version > waiting.version for one in review.amendments):
        raise WorldError("appeal_nothing_changed")
    body = {"by": reviewer.id, "granted": granted}
    append(store, on, DECIDED, body, reason_of(words), at)


def _judges_before(review: Review, filed: int) -> frozenset[AccountId]:
    """Name who had judged when the appeal was filed: what its own reviewer amends is part of the decision."""
    amended_by = (one.by for one in review.amendments if one.version < filed)
    looked = (one.by for one in review.looks if one.version < filed)
    return frozenset([*amended_by, *looked, *(one.by for one in review.appeals if one.by)])
