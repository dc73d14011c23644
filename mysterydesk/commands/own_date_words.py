"""How are a company's own dates said on a terminal, and for machines?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Final

from mysterydesk.commands.weekday_words import dated
from mysterydesk.i18n import Translation, message_id
from sla.calendar import Span
from sla.own_dates import OwnDate, OwnKind

_KINDS: Final[Mapping[OwnKind, str]] = {
    "closed": message_id("calendar.own.closed"),
    "open": message_id("calendar.own.open"),
    "break": message_id("calendar.own.break"),
    "usual": message_id("calendar.own.usual"),
}

_MINUTE: Final = timedelta(minutes=1)


def own_lines(t: Translation, dates: Sequence[OwnDate]) -> Iterator[str]:
    """Say each entry: what holds, when, in which hours, and the company's note."""
    for one in dates:
        days = dated(t, one.first)
        if one.last != one.first:
            days = t("calendar.own.to", first=days, last=dated(t, one.last))
        said = (t(_KINDS[one.kind]), days, " ".join(span_words(span) for span in one.spans), one.note)
        yield "  ".join(part for part in said if part)


def span_words(span: Span) -> str:
    """Write a span as the table does.

    >>> from sla.segment import Segment
    >>> span_words(Segment(start=timedelta(hours=9), end=timedelta(hours=24)))
    '09:00-24:00'
    """
    return "-".join("{:02}:{:02}".format(*divmod(edge // _MINUTE, 60)) for edge in (span.start, span.end))


def own_row(one: OwnDate) -> Mapping[str, object]:
    """Give an entry as JSON-ready data."""
    return {
        "kind": one.kind,
        "first": str(one.first),
        "last": str(one.last),
        "spans": [span_words(span) for span in one.spans],
        "note": one.note,
    }
