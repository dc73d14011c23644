"""What do the entries bring about that some manuals ask of their desk: owners, lists, plans, reports, tags?

Which of them a desk has stands in its pack (list `desk_moves`); an entry that is wrong or late is possible, and
scored (DESIGN decision 17).
"""

import re
from collections.abc import Mapping
from datetime import datetime

from simulator.move import Move, Refusal
from simulator.record import ME
from simulator.speech import Decision, draft, opening
from simulator.state import Desk, State
from sla.timeline import Json

APART = re.compile(r"[,，、;；\n]+")
"""What stands between the entries of a list typed into one field."""

REPORTED = ("occurred_at", "place", "symptom", "impact", "reporter")
"""Fields of a fault report: time, place and symptom by SMO-4.1.b, the others ours (A23)."""


def listed(text: str) -> tuple[str, ...]:
    """Part a list typed into one field.

    >>> listed("网线钳、测线仪, 备用交换机")
    ('网线钳', '测线仪', '备用交换机')
    """
    return tuple(dict.fromkeys(part for one in APART.split(text) if (part := one.strip())))


def is_mine(desk: Desk, state: State) -> bool:
    """Tell whether the ticket is the trainee's: named so, or with a group while it is at the trainee's line."""
    routed = bool(state.duties.group) and state.ticket.tier == desk.case.seat
    return state.ticket.assigned == ME or (routed and not state.ticket.assigned)


def acknowledge(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Acknowledge the assignment (ASC-2.3.ack)."""
    if not is_mine(desk, state):
        return Refusal(code="not_assigned")
    if state.duties.acknowledged:
        return Refusal(code="already_done", params={"move": move.kind})
    return (draft(at, "assignee.ack"),)


def route(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Send the ticket to a group (ASC-2.3.route, DSK-10.02)."""
    group, text = move.text("group"), move.text("text").strip()
    if group not in {one.code for one in desk.handbook.groups}:
        return Refusal(code="no_such_group", params={"group": group[:40]})
    why: dict[str, Json] = {"text": text} if text else {}
    return (*opening(desk, state, at, speaks=False), draft(at, "ticket.assigned", group=group, **why))


def event_row(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Enter the event in the list, or complete its row (DSK-10.03, DSK-10.09)."""
    category, text, result = (move.text(name).strip() for name in ("category", "text", "result"))
    if not category or not text:
        return Refusal(code="empty_text")
    fields: dict[str, Json] = {"category": category, "text": text, "result": result, "complete": bool(result)}
    return (*opening(desk, state, at, speaks=False), draft(at, "eventlist.row", **fields))


def update_asset(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Keep the information on a device up to date (DSK-9.2.archive)."""
    return _entry(desk, state, at, "asset.updated", {name: move.text(name).strip() for name in ("asset", "text")})


def inspection_plan(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Register a department's inspection plan (DSK-9.2.plan)."""
    fields = {name: move.text(name).strip() for name in ("department", "text")}
    return _entry(desk, state, at, "inspection.planned", fields)


def inspection_report(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """File an inspection report, with the devices that were changed (DSK-9.2.archive)."""
    changes = move.text("changes").strip()
    entry = _entry(desk, state, at, "inspection.reported", {"text": move.text("text").strip()})
    if isinstance(entry, Refusal) or not changes:
        return entry
    return (*entry[:-1], draft(at, "inspection.reported", text=move.text("text").strip(), changes=changes))


def _entry(desk: Desk, state: State, at: datetime, kind: str, fields: Mapping[str, str]) -> Decision:
    if not all(fields.values()):
        return Refusal(code="empty_text")
    return (*opening(desk, state, at, speaks=False), draft(at, kind, **fields))


def fault_report(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Write the fault report (SMO-4.1.b); blank fields are left out."""
    fields: dict[str, Json] = {name: text for name in REPORTED if (text := move.text(name).strip())}
    if not fields:
        return Refusal(code="empty_text")
    return (*opening(desk, state, at, speaks=False), draft(at, "fault.reported", fields=fields))


def tag(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Tag the ticket (NET-3.5.cat)."""
    tags = listed(move.text("tags"))
    if not tags:
        return Refusal(code="empty_text")
    return (*opening(desk, state, at, speaks=False), draft(at, "ticket.tagged", tags=tags))
