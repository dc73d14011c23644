"""What does a person say about written work: settle what the program left open, or change what it got wrong?

The first score stays with the document; what people said stands in a stream of its own, as for drills.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from mysterydesk import review_record, shelf, writing
from mysterydesk.accounts import require
from mysterydesk.errors import Conflict, WorldError
from mysterydesk.review_record import AMENDED, Amendment, On
from mysterydesk.reviewing import reason_of
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from mysterydesk.writing_record import Piece
from scoring.amendment import Settled, UnknownFindingError
from scoring.written.settled import settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A document as it stands after what people said.

    Attributes:
        first: As the program scored it.
        piece: With the last word on every finding.
        amendments: What was said, oldest first.
        seen: Version of what was said, which the next step must carry.
    """

    first: Piece
    piece: Piece
    amendments: tuple[Amendment, ...]
    seen: int


def reviewed(store: Store, piece: Piece) -> Reviewed:
    """Give a document with what people said about it."""
    review = review_record.read_review(store, piece.id)
    now = piece
    if review.changes and piece.sheet:
        sheet = settled(piece.sheet, dict(review.changes), shelf.handbook(piece.handbook))
        rows = cast("list[Mapping[str, object]]", sheet["findings"])
        low, high = cast("list[float]", sheet["total"])
        left = sum(row["verdict"] == "not_judged" for row in rows)
        now = replace(piece, sheet=sheet, verdict=str(sheet["verdict"]), total=(low, high), doubtful=left)
    return Reviewed(first=piece, piece=now, amendments=review.amendments, seen=review.seen)


def opened(store: Store, reader: Account, name: str) -> Reviewed:
    """Give a document to its author, or to somebody who reviews.

    Raises:
        NotAllowed: The role does not practise.
        WorldError: `no_such_document`: there is none, or it is somebody else's.
    """
    require(reader, "practise")
    return reviewed(store, writing.opened(store, reader, name))


def waiting(store: Store, reader: Account) -> tuple[writing.Doubtful, ...]:
    """List the documents in which something is still open, longest waiting first, for those who review.

    Raises:
        NotAllowed: The role does not review.
    """
    require(reader, "review_attempts")
    found = [replace(one, piece=reviewed(store, one.piece).piece) for one in writing.doubtful(store, reader)]
    return tuple(
        replace(one, findings=tuple(row for row in one.piece.findings if row["verdict"] == "not_judged"))
        for one in found
        if one.piece.doubtful
    )


def amend(store: Store, reviewer: Account, on: On, change: tuple[int, Settled], words: str, at: datetime) -> None:
    """Say what a finding is, with the reason; total and verdict follow, the first ones stay on record.

    Args:
        store: Where.
        reviewer: Who says so.
        on: Of which document, and what had been said when it was read.
        change: Place of the finding, and what it is.
        words: Why.
        at: Wall time.

    Raises:
        NotAllowed: The role does not review.
        Conflict: Somebody else has said something since.
        WorldError: `no_such_document`, `review_own_attempt`, `review_words_wanted`, `no_such_finding`,
            `review_same_verdict`.
    """
    require(reviewer, "review_attempts")
    found = opened(store, reviewer, on.attempt)
    if found.first.by == reviewer.id:
        raise WorldError("review_own_attempt")
    if found.seen != on.seen:
        raise Conflict("review_moved_on", stored=found.seen)
    said, (place, after) = reason_of(words), change
    try:
        settled(found.first.sheet, {place: after}, shelf.handbook(found.first.handbook))
    except (UnknownFindingError, KeyError) as error:
        raise WorldError("no_such_finding", number=place) from error
    row = found.piece.findings[place]
    if row["verdict"] == after:
        raise WorldError("review_same_verdict")
    body = {
        "by": reviewer.id,
        "place": place,
        "code": str(row["label"]),
        "before": str(row["verdict"]),
        "after": after,
    }
    review_record.append(store, on, AMENDED, body, said, at)
