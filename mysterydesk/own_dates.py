"""Which dates of its own has the company given this installation?"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, cast

from mysterydesk.errors import StoreError
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Digest
from sla.own_dates import OwnDate, OwnKind
from sla.segment import Segment

KIND: Final = "calendar_dates"
FORMAT: Final = "calendar-dates/1"
SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedDates:
    """What came of adding a table.

    Attributes:
        digest: Of the document that keeps it.
        new: Whether it was not there yet.
    """

    digest: Digest
    new: bool


def own_dates(store: Store | None) -> tuple[OwnDate, ...]:
    """Give all that the company has said, in the order in which it was added.

    Raises:
        StoreError: A document is damaged, or its format is not known to this program.
    """
    found: list[OwnDate] = []
    for digest in store.documents.of_kind(KIND) if store else ():
        found += dates_of(store.documents.get(digest).data, digest) if store else ()
    return tuple(found)


def add_own_dates(store: Store, dates: Sequence[OwnDate], text: str, *, at: datetime) -> AddedDates:
    """Keep a table as a document: its dates, and the words they were read from; the same table twice is one."""
    before = set(store.documents.of_kind(KIND))
    digest = store.documents.put(KIND, dates_document(dates, text), at=at, durable=True)
    return AddedDates(digest=digest, new=digest not in before)


def dates_document(dates: Sequence[OwnDate], text: str) -> bytes:
    """Write a table as canonical JSON; spans are seconds from midnight."""
    rows = [
        {
            "kind": one.kind,
            "first": str(one.first),
            "last": str(one.last),
            "spans": [[span.start // SECOND, span.end // SECOND] for span in one.spans],
            "note": one.note,
        }
        for one in dates
    ]
    body = {"format": FORMAT, "dates": rows, "text": text}
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def dates_of(data: bytes, digest: Digest) -> tuple[OwnDate, ...]:
    """Read a table back.

    Raises:
        StoreError: `own_dates_unknown`: it was written by a newer program.
    """
    body = json.loads(data)
    if body.get("format") != FORMAT:
        raise StoreError("own_dates_unknown", digest=digest, format=body.get("format"))
    return tuple(_date_of(one) for one in body["dates"])


def _date_of(row: Any) -> OwnDate:  # noqa: ANN401  parsed JSON that this program has written
    return OwnDate(
        kind=cast("OwnKind", row["kind"]),
        first=date.fromisoformat(row["first"]),
        last=date.fromisoformat(row["last"]),
        spans=tuple(Segment(start=start * SECOND, end=end * SECOND) for start, end in row["spans"]),
        note=row["note"],
    )
