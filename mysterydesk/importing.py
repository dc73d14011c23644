"""What comes of importing a file and judging it by a handbook?"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from mysterydesk.importers.assuming import CODES, acted
from mysterydesk.importers.header import read_header
from mysterydesk.importers.judging import judged
from mysterydesk.importers.profile import Profile
from mysterydesk.importers.reading import Reading, reading
from mysterydesk.importers.register import ImportRefused, Rejected
from mysterydesk.importers.table import Table, Watch, unwatched
from mysterydesk.importers.tally import Tallies
from mysterydesk.importers.ticket_json import one_line, ticket_data
from mysterydesk.importers.yardstick import Yardstick, yardstick
from policy.handbook import Handbook
from policy.problem import problem
from sla.calendar import Calendar, EmptyCalendarError, HorizonError
from sla.timeline import Json

EVERY: Final = 512
"""Tickets between two reports of progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How a file is to be imported.

    Attributes:
        profile: What its columns and words mean.
        handbook: What the tickets are held to.
        zone: Of times that carry none.
        key: Secret of the pseudonyms; None: people are left out.
        chosen: Priority of the source to the handbook's, where the ranks do not say it.
        wait_customer: Whether waiting for the customer pauses the clocks that may pause.
        as_of: Moment at which open tickets are read; None: the last one of the file.
        calendar: Working hours; None: the handbook's own, on the official days that ship.
    """

    profile: Profile
    handbook: Handbook
    zone: ZoneInfo | None = None
    key: bytes | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)
    wait_customer: bool = False
    as_of: datetime | None = None
    calendar: Calendar | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of it.

    Attributes:
        summary: Figures, as JSON.
        rows: One line of JSON a ticket, by source and number.
        rejected: What was left out.
    """

    summary: Mapping[str, Json]
    rows: Mapping[tuple[str, str], str]
    rejected: tuple[Rejected, ...]


def imported(table: Table, order: Order, watch: Watch = unwatched) -> Imported:
    """Import a file and judge it: everything, or, where the file as a whole is wrong, nothing.

    Args:
        table: The file.
        order: How.
        watch: Is told how far it is; half of the work is reading.

    Raises:
        ImportRefused: The file as a whole cannot be imported.
    """
    header = read_header(table.header, order.profile, table.name)
    by = yardstick(
        order.handbook,
        order.profile,
        present=header.places,
        chosen=order.chosen,
        wait_customer=order.wait_customer,
    )
    by = by if order.calendar is None else replace(by, calendar=order.calendar)
    tallies = Tallies()
    rows: dict[tuple[str, str], str] = {}
    with reading(table, order.profile, zone=order.zone, key=order.key, watch=lambda share: watch(share / 2)) as found:
        as_of = order.as_of or found.latest or datetime.max.replace(tzinfo=UTC)
        for number, ticket in enumerate(found.tickets):
            if not number % EVERY:
                watch((1 + number / found.expected) / 2)
            try:
                one = judged(ticket, by, as_of)
            except (EmptyCalendarError, HorizonError) as error:
                why = problem(str(by.handbook.id), 0, "import_no_due_time", ticket=ticket.id)
                raise ImportRefused(why) from error
            tallies.add(one, acted(one, by))
            rows[ticket.source, ticket.id] = one_line(ticket_data(one, order.zone or UTC))
    return Imported(
        summary=_summary(table, order, by, found, tallies) | _read_at(found, as_of, order),
        rows=rows,
        rejected=tuple(found.register.rejected),
    )


def _read_at(found: Reading, as_of: datetime, order: Order) -> dict[str, Json]:
    """Say at which moment open tickets were read, and whether it was asked for or is the last one of the file."""
    known = found.latest is not None or order.as_of is not None
    said = as_of.astimezone(order.zone or UTC).isoformat() if known else None
    return {"as_of": said, "as_of_asked": order.as_of is not None}


def _summary(table: Table, order: Order, by: Yardstick, found: Reading, tallies: Tallies) -> dict[str, Json]:
    register, handbook = found.register, order.handbook
    figures = tallies.data()
    assumed = {code: tallies.assumed[code] for code in CODES if tallies.assumed[code]}
    assumed |= {f"dates_{found.dates}_first": tallies.whole.tickets} if found.dates else {}
    return {
        "tickets": figures["tickets"],
        "rows": register.rows,
        "rows_taken": register.taken,
        "rows_repeated": register.notes["repeated"],
        "rows_left_out": register.rows_left_out,
        "rejected": len(register.rejected),
        "rejected_tickets": register.tickets_rejected,
        "reasons": register.reasons,
        "first_rejected": register.first_rejected,
        "notes": dict(sorted(register.notes.items())),
        "first_rows": dict(sorted(register.places.items())),
        **figures,
        "not_judged_clocks": [
            {"clock": str(one.clock), "why": one.why, "columns": list(one.columns)} for one in by.not_judged
        ],
        "levels": by.levels,
        "levels_guessed": {
            word: {
                "guess": by.guess_of(word),
                "rank": by.profile.rank(word),
                "level": by.level_of(word),
                "tickets": tallies.guessed[word],
            }
            for word in sorted(tallies.guessed)
        },
        "tickets_guessed": tallies.with_guess,
        "tickets_without_priority": tallies.without_priority,
        "assumptions": list(assumed),
        "assumed_of": assumed,
        "handbook": {"id": str(handbook.id), "version": handbook.version, "digest": handbook.digest},
        "format": order.profile.id,
        "source": order.profile.source,
        "file": table.name,
        "encoding": table.script.encoding if table.script else "xlsx",
        "western": bool(table.script and table.script.western),
        "zone": order.zone.key if order.zone else None,
        "people": "pseudonyms" if order.key else "left_out",
    }
