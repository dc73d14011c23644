"""What does a file give under a profile: its tickets, what was left out, and what was taken with a remark?"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mysterydesk.importers.dates import First, dates_of_file
from mysterydesk.importers.encoding import spoiled
from mysterydesk.importers.event_log import gathered, tickets_of_log
from mysterydesk.importers.header import read_header
from mysterydesk.importers.profile import Profile
from mysterydesk.importers.pseudonym import Pseudonyms
from mysterydesk.importers.register import ImportRefused, Register, Rejected
from mysterydesk.importers.single_rows import tickets_of_rows
from mysterydesk.importers.table import Listen, Table, Unread, Watch, unwatched
from mysterydesk.importers.ticket import ImportedTicket
from mysterydesk.importers.times import Times, words_of
from mysterydesk.importers.values import Values
from policy.problem import problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An import under way.

    Attributes:
        tickets: To be taken once, one by one; the register is whole when they have been.
        register: Rows left out and remarks.
        latest: The last moment that the file tells of.
        expected: How many tickets will come at most.
        dates: What was taken to stand first in dates although none of them shows it; None: one does, or none asks.
    """

    tickets: Iterator[ImportedTicket]
    register: Register
    latest: datetime | None
    expected: int
    dates: First | None = None


def zone_of(name: str) -> ZoneInfo | None:
    """Find a time zone; no name is no zone.

    Raises:
        ImportRefused: `import_zone_unknown`.
    """
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImportRefused(problem("--zone", 0, "import_zone_unknown", zone=name)) from error


@contextmanager
def reading(
    table: Table,
    profile: Profile,
    *,
    zone: ZoneInfo | None,
    key: bytes | None = None,
    watch: Watch = unwatched,
) -> Iterator[Reading]:
    """Read a file under a profile.

    Args:
        table: The file.
        profile: What its columns and words mean.
        zone: Of times that carry none.
        key: Secret of the pseudonyms; None: people are left out.
        watch: Is told how far it is.

    Raises:
        ImportRefused: The file as a whole cannot be imported.
    """
    register = Register()
    header = read_header(table.header, profile, table.name)
    dates = dates_of_file(table, header, profile)
    profile = dates.profile
    values = Values(
        name=table.name,
        profile=profile,
        header=header,
        times=Times(zone=zone, formats=profile.formats, words=words_of(profile.languages)),
        pseudonyms=Pseudonyms(key=key),
        register=register,
    )
    with table.rows(watch, _heard(values)) as rows:
        if profile.form == "events":
            drafts = gathered(values, rows)
            found, expected = tickets_of_log(values, drafts), len(drafts)
        else:
            # Rows are kept until the last moment of the file is known: open tickets are read at that moment.
            whole = tuple(tickets_of_rows(values, rows))
            found, expected = iter(whole), len(whole)
        yield Reading(
            tickets=found,
            register=register,
            latest=values.times.latest,
            expected=expected,
            dates=dates.unproven,
        )


def _heard(values: Values) -> Listen:
    """Put rows that cannot be read into the register; of their cells only bytes that are no text are quoted."""

    def heard(one: Unread) -> None:
        names, place = values.header.names, values.header.places["ticket_id"]
        written = one.cells[place] if place < len(one.cells) else ""
        column = names[one.place] if one.place is not None and one.place < len(names) else ""
        value = one.value if one.place is not None else ""
        number = values.text(one.cells, "ticket_id") if written and not spoiled(written) else ""
        values.register.rows += 1
        values.register.reject(Rejected(row=one.line, code=one.why, ticket=number, column=column, value=value))

    return heard
