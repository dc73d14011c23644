"""How is an imported and judged ticket written as one line of JSON?"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from mysterydesk.importers.judging import JudgedTicket, Unjudged
from sla.clock import SlaClock
from sla.timeline import Json, seconds

KEY = ("source", "ticket")
"""What names a ticket for ever."""

_WRITER = json.JSONEncoder(ensure_ascii=False)


def ticket_data(one: JudgedTicket, zone: tzinfo) -> Mapping[str, Json]:
    """Give a ticket in canonical columns, with its clocks.

    Args:
        one: Ticket under a handbook.
        zone: In which instants are written, with their offset.
    """
    ticket = one.ticket
    return {
        "source": ticket.source,
        "ticket": ticket.id,
        "opened_at": _written(ticket.opened_at, zone),
        "first_response_at": _written(ticket.first_response_at, zone),
        "resolved_at": _written(ticket.resolved_at, zone),
        "closed_at": _written(ticket.closed_at, zone),
        "priority": ticket.priority,
        "level": one.level,
        "level_guessed": list(one.guessed),
        "impact": ticket.impact,
        "urgency": ticket.urgency,
        "state": ticket.state,
        "open": ticket.is_open,
        "group": ticket.group,
        "assignee": ticket.assignee,
        "channel": ticket.channel,
        "category": ticket.category,
        "reopen_count": ticket.reopen_count,
        "reassign_count": ticket.reassign_count,
        "paused_min": None if ticket.paused is None else seconds(ticket.paused) / 60,
        "csat": ticket.csat,
        "sla_met": ticket.sla_met,
        "outcome": one.outcome,
        "clocks": [_clock(clock, zone) for clock in one.clocks] + [_unjudged(clock) for clock in one.unjudged],
        "other": ticket.other,
    }


def _clock(clock: SlaClock, zone: tzinfo) -> Mapping[str, Json]:
    return {
        "clock": clock.name,
        "state": clock.state,
        "due": _written(clock.due, zone),
        "stopped_at": _written(clock.stopped_at, zone),
        "target_s": None if clock.target is None else seconds(clock.target),
        "elapsed_s": None if clock.elapsed is None else seconds(clock.elapsed),
        "rounds": 1 + len(clock.earlier),
    }


def _unjudged(one: Unjudged) -> Mapping[str, Json]:
    silent = dict.fromkeys(("due", "stopped_at", "target_s", "elapsed_s"))
    return {"clock": one.clock, "state": "not_judged", **silent, "rounds": 1, "why": one.why}


def _written(at: datetime | None, zone: tzinfo) -> str | None:
    return None if at is None else at.astimezone(zone).isoformat()


def one_line(data: Mapping[str, Json]) -> str:
    """Write data as one line."""
    return _WRITER.encode(data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The rows of an import beside those of earlier ones.

    Attributes:
        rows: By their key, the earlier ones first.
        new: How many were not there before.
        changed: How many were there and said something else.
        same: How many were there and said the same.
        kept: How many of the earlier ones the import does not tell of.
    """

    rows: Mapping[tuple[str, str], str]
    new: int = 0
    changed: int = 0
    same: int = 0
    kept: int = 0


def merged_rows(known: Iterable[str], new: Iterable[tuple[tuple[str, str], str]]) -> Joined:
    """Put the rows of an import into those of earlier ones: one row for each (source, ticket), the newest.

    Raises:
        ValueError: An earlier row is none of ours.
    """
    rows: dict[tuple[str, str], str] = {}
    for line in known:
        data = json.loads(line)
        if not isinstance(data, dict) or not all(isinstance(data.get(name), str) for name in KEY):
            raise ValueError(line[:80])
        rows[data["source"], data["ticket"]] = line.rstrip("\n")
    before, counted = len(rows), {"new": 0, "changed": 0, "same": 0}
    for name, line in new:
        old = rows.get(name)
        counted["new" if old is None else "same" if old == line else "changed"] += 1
        rows[name] = line
    return Joined(rows=rows, kept=before - counted["changed"] - counted["same"], **counted)
