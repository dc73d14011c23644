"""What may be shown of a finished attempt, to its owner and to a trainer?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mysterydesk import attempts, shelf
from mysterydesk.accounts import require
from mysterydesk.drill_entry import DrillEntry
from mysterydesk.drill_rows import ensure, entry_of
from mysterydesk.errors import StoreError, WorldError, shown
from mysterydesk.review_record import Review, read_review
from mysterydesk.roles import may
from mysterydesk.scores import kept_card
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from policy.handbook import PriorityCode
from policy.text import Text
from scenarios.fault_model import state_under
from scenarios.severity import true_priorities
from simulator.drill import Attempt, as_of
from sla.clock import SlaClock, clocks
from sla.own_options import options_of
from sla.priorities import PrioritySteps

LOOKED_AT = timedelta(hours=12)
"""How far the right priority is followed after the submission."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A finished attempt with its kept scorecard.

    Attributes:
        attempt: Its events and fold.
        card: The issued scorecard, as kept.
        clocks: Every clock on the judged reading.
        title: Titles of the scenario by language.
        own: Whether the reader is the trainee.
        trainee: Name of whoever handled it.
        entry: Its line in the lists.
        review: What people have said about the score since.
    """

    attempt: Attempt
    card: Mapping[str, object]
    clocks: tuple[SlaClock, ...]
    title: Mapping[str, str]
    own: bool
    trainee: Text
    entry: DrillEntry
    review: Review


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAttempt:
    """One line of the trainer's list."""

    account: Account
    entry: DrillEntry


def _true_steps(attempt: Attempt) -> PrioritySteps:
    case, handbook = attempt.desk.case, attempt.desk.handbook
    state = state_under(case.fault_model, case.true_cause)
    return PrioritySteps(steps=true_priorities(case, handbook, state, case.submitted_at + LOOKED_AT))


def right_level(attempt: Attempt) -> PriorityCode:
    """Give the right priority at the submission."""
    return _true_steps(attempt).steps[0][1]


def _reading(store: Store, reader: Account, attempt_id: str) -> tuple[DrillEntry, Account]:
    ensure(store)
    row = store.attempts.get(attempt_id)
    own = row is not None and row.account == reader.id
    if row is None or not (own or may(reader.role, "review_attempts")):
        raise WorldError("no_such_attempt", name=shown(attempt_id))
    owner = reader if own else store.accounts.by_id(row.account)
    if owner is None:
        raise WorldError("no_such_attempt", name=shown(attempt_id))
    return entry_of(row), owner


def result(store: Store, reader: Account, attempt_id: str) -> Result:
    """Give a finished attempt to its owner or to somebody who reviews.

    Raises:
        WorldError: There is none, it is somebody else's, or it is not finished: nothing of the truth is shown before.
        StoreError: `document_erased` when its owner was forgotten: a scorecard quotes words.
    """
    require(reader, "practise")
    entry, owner = _reading(store, reader, attempt_id)
    if entry.scored_at is None:
        raise WorldError("not_finished", name=shown(attempt_id))
    if not entry.scorecard:
        raise StoreError("document_erased", digest=attempt_id[:12])
    card = kept_card(store, entry.scorecard)
    attempt = attempts.load(store, attempt_id)
    end: datetime = as_of(attempt)
    judged = clocks(
        attempt.desk.handbook,
        attempt.events,
        _true_steps(attempt),
        end,
        attempt.desk.calendar,
        options_of(attempt.desk.handbook, "judged"),
    )
    return Result(
        attempt=attempt,
        card=card,
        clocks=judged,
        title=entry.title,
        own=owner.id == reader.id,
        trainee=owner.name,
        entry=entry,
        review=read_review(store, attempt_id),
    )


def as_it_stands(store: Store, entry: DrillEntry, at: datetime) -> DrillEntry:
    """Give a line as its owner's next move would leave it: a practice drill left for a day is abandoned.

    That is written when the owner comes back (simulator.drill); lists must not wait for it.
    """
    limit = timedelta(seconds=shelf.handbook().settings["abandon_s"].value)
    if entry.is_over or entry.mode != "practice" or at - entry.begun_at <= limit:
        return entry
    stream = attempts.stream_of(entry.attempt)
    last = store.events.read(stream, after=max(0, store.events.head(stream).version - 1))
    return replace(entry, abandoned=True) if last and at - last[-1].at > limit else entry


def all_attempts(store: Store, reader: Account) -> tuple[ListedAttempt, ...]:
    """List everybody's drills, newest first, for those who review.

    Raises:
        NotAllowed: The reader's role does not review.
    """
    require(reader, "review_attempts")
    ensure(store)
    people = {account.id: account for account in store.accounts.everyone()}
    return tuple(
        ListedAttempt(account=people[row.account], entry=entry_of(row))
        for row in store.attempts.everything()
        if row.account in people
    )
