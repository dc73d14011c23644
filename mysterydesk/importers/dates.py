"""Does the day or the month stand first in the dates of a file, and does anything in the file show it?

`03/04/2026` says neither. `13/04/2026` says that the day stands first, and a file is taken to be written in one way.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from mysterydesk.importers.header import Header
from mysterydesk.importers.profile import MOMENTS, Profile
from mysterydesk.importers.register import ImportRefused, cut
from mysterydesk.importers.table import Table
from policy.problem import problem

First = Literal["day", "month"]

MONTHS: Final = 12

_WRITTEN: Final = re.compile(r"\s*(\d{1,2})([/.-])(\d{1,2})\2\d{2,4}(?!\d)")
_PATTERN: Final = re.compile(r"%([dm])([^%\w])%([dm])\2%[yY]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """How the dates of a file are read.

    Attributes:
        profile: With patterns of one order.
        unproven: What was taken to stand first although no date of the file shows it; None: one does, or none asks.
    """

    profile: Profile
    unproven: First | None = None


def first_of(pattern: str) -> First | None:
    """Say what stands first in a pattern of figures alone; None: it begins with a year, or names the month.

    >>> first_of("%d/%m/%Y %H:%M"), first_of("%m-%d-%Y"), first_of("%d/%b/%y")
    ('day', 'month', None)
    """
    found = _PATTERN.match(pattern)
    if found is None or found[1] == found[3]:
        return None
    return "day" if found[1] == "d" else "month"


def shown_by(written: str) -> First | Literal["either"] | None:
    """Say what a written date shows; None: it is no date of this kind.

    >>> shown_by("13/04/2026"), shown_by("04/13/2026 09:00"), shown_by("3.4.2026"), shown_by("2026-04-13")
    ('day', 'month', 'either', None)
    """
    found = _WRITTEN.match(written)
    if found is None:
        return None
    one, two = int(found[1]), int(found[3])
    if one <= MONTHS and two <= MONTHS:
        return "either"
    return "day" if two <= MONTHS else "month" if one <= MONTHS else None


def dates_of_file(table: Table, header: Header, profile: Profile) -> Dates:
    """Look for a date that shows what stands first; the profile's first pattern is believed until then.

    Args:
        table: The file, which is read as far as the first such date.
        header: Its columns.
        profile: Its patterns may have both orders.

    Raises:
        ImportRefused: `import_dates_order`: every date that shows an order shows the one that the profile does not
            have, so that the others would be read wrongly without a word.
    """
    known = [first for pattern in profile.formats if (first := first_of(pattern)) is not None]
    if not known:
        return Dates(profile=profile)
    wanted = known[0]
    against: tuple[int, str] | None = None
    either = False
    for row, written in _written(table, header):
        shown = shown_by(written)
        if shown == wanted:
            return Dates(profile=_of_order(profile, wanted))
        if shown == "either":
            either = True
        elif shown is not None:
            against = against or (row, written)
    if against is None:
        return Dates(profile=_of_order(profile, wanted), unproven=wanted if either else None)
    other: First = "month" if wanted == "day" else "day"
    if other in known:
        return Dates(profile=_of_order(profile, other))
    row, written = against
    if wanted == "day":
        raise ImportRefused(problem(table.name, row, "import_dates_day_first", got=cut(written)))
    raise ImportRefused(problem(table.name, row, "import_dates_month_first", got=cut(written)))


def _of_order(profile: Profile, first: First) -> Profile:
    return replace(profile, formats=tuple(one for one in profile.formats if first_of(one) in {None, first}))


def _written(table: Table, header: Header) -> Iterator[tuple[int, str]]:
    places: Sequence[int] = [header.places[name] for name in MOMENTS if name in header.places]
    with table.rows() as rows:
        for row, cells in rows:
            for place in places:
                if place < len(cells) and cells[place]:
                    yield row, cells[place]
