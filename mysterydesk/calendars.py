"""Which days does this installation know: those that ship, the notices added since, and the company's own dates?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from mysterydesk.errors import StoreError
from mysterydesk.library import read_text
from mysterydesk.own_dates import own_dates
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Digest
from policy.handbook import Handbook
from policy.text import Text
from sla.calendar import Calendar
from sla.layers import with_official
from sla.notice_csv import official_days
from sla.official import DayKind, Notice, OfficialDays, OfficialSpan
from sla.own_dates import with_own
from sla.own_hours import calendar_of

KIND: Final = "calendar_notice"
FORMAT: Final = "calendar-notice/1"
_KINDS: Final[Mapping[str, DayKind]] = {"off": "off", "work": "work"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What came of adding a notice.

    Attributes:
        digest: Of the document that keeps it.
        new: Whether it was not there yet.
        days: All official days, the notice among them.
    """

    digest: Digest
    new: bool
    days: OfficialDays


@lru_cache(maxsize=1)
def shipped_days() -> OfficialDays:
    """Give the official days that ship with the product."""
    return official_days(read_text("sla", "china.csv"))


def known_days(store: Store | None) -> OfficialDays:
    """Give the shipped days and, in the order in which they were added, the notices that a store keeps.

    Raises:
        StoreError: A document is damaged, or its format is not known to this program.
    """
    days = shipped_days()
    for digest in store.documents.of_kind(KIND) if store else ():
        days = days.joined(notice_of(store.documents.get(digest).data, digest)) if store else days
    return days


def desk_calendar(handbook: Handbook, store: Store | None = None) -> Calendar:
    """Give the calendar to hand to `clocks`: the handbook's, on the official days of its zone, under our own dates.

    A desk that never closes has neither.
    """
    own, official = calendar_of(handbook), known_days(store)
    settled = with_official(own, official) if own.zone == official.about.get("zone") else own
    return with_own(settled, own_dates(store))


def add_notice(store: Store, notice: Notice, text: str, *, at: datetime) -> Added:
    """Keep a notice as a document: its days, and the words they were read from.

    The same notice twice is one document. Nothing else is written: due times are computed, so the next reading of any
    clock already counts it.
    """
    data = notice_document(notice, text)
    before = set(store.documents.of_kind(KIND))
    digest = store.documents.put(KIND, data, at=at, durable=True)
    return Added(digest=digest, new=digest not in before, days=known_days(store))


def notice_document(notice: Notice, text: str) -> bytes:
    """Write a notice as canonical JSON."""
    spans = [
        {"kind": one.kind, "first": str(one.first), "last": str(one.last), "zh": one.name.zh, "en": one.name.en}
        for one in notice.spans
    ]
    body = {"format": FORMAT, "year": notice.year, "spans": spans, "text": text}
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def notice_of(data: bytes, digest: Digest) -> Notice:
    """Read a notice back.

    Raises:
        StoreError: `notice_unknown`: it was written by a newer program.
    """
    body = json.loads(data)
    if body.get("format") != FORMAT:
        raise StoreError("notice_unknown", digest=digest, format=body.get("format"))
    spans = tuple(
        OfficialSpan(
            kind=_KINDS[one["kind"]],
            first=date.fromisoformat(one["first"]),
            last=date.fromisoformat(one["last"]),
            name=Text(zh=one["zh"], en=one["en"]),
        )
        for one in body["spans"]
    )
    return Notice(year=int(body["year"]), spans=spans)
