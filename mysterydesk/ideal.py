"""How would this very case have been handled best, and where did a handling part from it?

The ideal handling is searched once per case and engine (`simulator.solve`), kept as a document, and only read then.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mysterydesk.errors import WorldError
from mysterydesk.interchange import event_as_data
from mysterydesk.scores import ideal_events
from mysterydesk.shelf import digest
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Digest
from simulator.drill import Attempt
from simulator.player import NotWinnableError
from sla.timeline import Event, EventId, Timeline

KEPT = "ideal."
"""Setting that leads from a case on its engine to the document of its ideal handling."""

STEPS: Mapping[str, str] = {
    "agent.first_contact": "",
    "ticket.severity_set": "level",
    "identity.verified": "",
    "plan.explained": "action",
    "check.run": "check",
    "action.executed": "action",
    "remote.started": "",
    "ticket.transferred": "to_tier",
    "verify.customer": "",
    "ticket.resolved": "",
    "ticket.archived": "",
    "ticket.closed": "",
    "callback.done": "",
    "complaint.opened": "",
    "complaint.contacted": "",
    "corrective.fed_back": "",
    "complaint.followup": "",
}
"""Kinds of events that make a handling what it is, each with the field that tells two of them apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """The first place where a handling and the ideal one go apart.

    Attributes:
        mine: What the trainee did there, None when nothing more was done.
        ideal: What the ideal handling did there, None when it was already done.
    """

    mine: Event | None
    ideal: Event | None


def steps_of(events: Timeline) -> Timeline:
    """Keep what makes a handling: no talk, no fields, nothing that another line did."""
    return tuple(
        event
        for event in events
        if event.kind in STEPS and (event.kind != "action.executed" or event.actor == "trainee")
    )


def _told_apart(event: Event) -> tuple[str, str]:
    name = STEPS[event.kind]
    return event.kind, str(event.fields.get(name, "")) if name else ""


def parting(mine: Timeline, ideal: Timeline) -> Parting | None:
    """Find the first step that differs; None when the same was done in the same order."""
    own, best = steps_of(mine), steps_of(ideal)
    for place in range(max(len(own), len(best))):
        here = own[place] if place < len(own) else None
        there = best[place] if place < len(best) else None
        if here is None or there is None or _told_apart(here) != _told_apart(there):
            return Parting(mine=here, ideal=there)
    return None


def _name(attempt: Attempt) -> str:
    desk = attempt.desk
    pinned = (desk.case.digest, desk.handbook.digest, desk.rules.digest, desk.wording.digest)
    return KEPT + digest("|".join(pinned).encode())


def _search(attempt: Attempt) -> Timeline:
    """Search; a case whose old wording the present engine cannot play has no ideal handling to show."""
    try:
        return ideal_events(attempt.desk)
    except (NotWinnableError, WorldError):
        return ()


def _as_event(one: Mapping[str, object]) -> Event:
    fields = one["fields"]
    return Event(
        id=EventId(int(str(one["id"]))),
        at=datetime.fromisoformat(str(one["at"])),
        kind=str(one["type"]),
        actor=str(one["actor"]),
        fields=dict(fields) if isinstance(fields, dict) else {},
    )


def ideal_of(store: Store, attempt: Attempt, at: datetime) -> Timeline:
    """Give the events of the ideal handling of an attempt's case; empty where none can be found.

    Args:
        store: Keeps what was found.
        attempt: Whose case; its desk names handbook, engine and wording.
        at: Wall time, under which a newly found one is kept.
    """
    name = _name(attempt)
    kept = store.settings.get(name)
    if kept is None:
        found = [event_as_data(event) for event in _search(attempt)]
        data = json.dumps(found, ensure_ascii=False, sort_keys=True).encode()
        with store.atomic():
            kept = str(store.documents.put("ideal", data, at=at))
            store.settings.put(name, kept)
    return tuple(_as_event(one) for one in json.loads(store.documents.get(Digest(kept)).data))
