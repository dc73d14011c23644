"""Which tickets are in the log of a desk, and what does one of them tell, its free text included?

The importers leave free text out, because anybody may be named in it. Here it is read for one ticket only, masked
before anything is shown, and the log is not kept.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from mysterydesk.import_mapping import recognised
from mysterydesk.importers.header import read_header
from mysterydesk.importers.profile import Profile
from mysterydesk.importers.pseudonym import columns_of_people, columns_of_prose
from mysterydesk.importers.reading import reading
from mysterydesk.importers.register import ImportRefused
from mysterydesk.importers.table import Table
from mysterydesk.importers.ticket import ImportedTicket
from mysterydesk.real_ticket import RealTicket
from mysterydesk.ticket_lines import Turn, name_in
from policy.problem import problem

ZONE: Final = ZoneInfo("Asia/Shanghai")
"""Of times that carry none, and in which the desk reads its clock."""
MOST_LISTED: Final = 500
"""Tickets to choose from; any other goes by its number."""
ENDINGS: Final = (".csv", ".tsv", ".xlsx", ".zip")
"""Files that are logs; all others are one ticket."""

_SUBJECT: Final = re.compile(r"summary|subject|title|short.?desc|摘要|概要|主题|标题", re.IGNORECASE)
_DESK: Final = re.compile(r"note|comment|remark|solution|answer|备注|评论|处理|解决|反馈", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One ticket to choose.

    Attributes:
        id: Its number.
        at: When the customer came, by the clock of the desk.
        category: As the source writes it; may be empty.
    """

    id: str
    at: datetime
    category: str


def _profile(table: Table, said: Profile | None) -> Profile:
    """Give what the columns mean: as somebody said, else as a known format has it.

    Raises:
        ImportRefused: `ticket_log_unknown`: no known format fits; the page of imports makes a mapping.
    """
    if said is not None:
        return said
    found = recognised(table)
    if found.profile is None or found.profile.id == "mine":
        raise ImportRefused(problem(table.name, 1, "ticket_log_unknown"))
    return found.profile


def _tickets(table: Table, profile: Profile, zone: ZoneInfo) -> Iterator[ImportedTicket]:
    with reading(table, profile, zone=zone) as found:
        yield from found.tickets


def listed(table: Table, said: Profile | None = None, zone: ZoneInfo = ZONE) -> tuple[Listed, ...]:
    """Give the first tickets of a log.

    Args:
        table: The log.
        said: What its columns mean; None: as a known format has it.
        zone: Of times that carry none, and in which the desk reads its clock.

    Raises:
        ImportRefused: The file cannot be read as a log.
    """
    rows = islice(_tickets(table, _profile(table, said), zone), MOST_LISTED)
    return tuple(Listed(id=one.id, at=one.opened_at.astimezone(zone), category=one.category or "") for one in rows)


def ticket_of_log(table: Table, wanted: str, said: Profile | None = None, zone: ZoneInfo = ZONE) -> RealTicket:
    """Give what one ticket of a log tells; the last two arguments are those of `listed`.

    Raises:
        ImportRefused: The file cannot be read as a log, or has no such ticket (`ticket_unknown`, `ticket_which`).
    """
    profile = _profile(table, said)
    if not wanted:
        count = sum(1 for _ in _tickets(table, profile, zone))
        first = next(iter(listed(table, profile, zone)), None)
        raise ImportRefused(problem(table.name, 0, "ticket_which", count=count, first=first.id if first else ""))
    found = next((one for one in _tickets(table, profile, zone) if one.id == wanted), None)
    if found is None:
        raise ImportRefused(problem(table.name, 0, "ticket_unknown", ticket=wanted))
    prose, people = _cells(table, profile, wanted)
    subject = next((words for name, words in prose if _SUBJECT.search(name)), "")
    turns = [
        Turn(at="", who="desk" if _DESK.search(name) else "customer", words=words)
        for name, words in prose
        if not _SUBJECT.search(name)
    ]
    turns.sort(key=lambda one: one.who)
    return RealTicket(
        id=found.id,
        at=found.opened_at.astimezone(zone).replace(tzinfo=None),
        channel=found.channel or "",
        category=found.category or "",
        priority=found.priority or "",
        subject=subject,
        turns=tuple(turns),
        people=people,
    )


def _cells(table: Table, profile: Profile, wanted: str) -> tuple[Sequence[tuple[str, str]], tuple[str, ...]]:
    """Give the free text of a ticket by column, and the people in its columns of people."""
    header = read_header(table.header, profile, table.name)
    prose, people = columns_of_prose(header.names, profile), columns_of_people(header.names, profile)
    texts: dict[tuple[str, str], None] = {}
    named: dict[str, None] = {}
    place = header.places["ticket_id"]
    with table.rows() as rows:
        for _, cells in rows:
            if len(cells) <= place or cells[place].strip() != wanted:
                continue
            said = [(name, cell.strip()) for name, cell in zip(header.names, cells, strict=False) if cell.strip()]
            texts |= dict.fromkeys(one for one in said if one[0] in prose)
            named |= dict.fromkeys(name for column, cell in said if column in people if (name := name_in(cell)))
    return tuple(texts), tuple(named)
