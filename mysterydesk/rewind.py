"""How does a person practise again from one step of a finished practice drill? (DESIGN section 8, rewind)."""

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from mysterydesk import attempts
from mysterydesk.accounts import require
from mysterydesk.dossier import DrillEntry, dossier, note
from mysterydesk.errors import NotAllowed, WorldError, shown
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from simulator.drill import Attempt, replay
from sla.timeline import Event, Timeline

FIRST = 2
"""Events that open an attempt: before them there is nothing to go back to."""


def _own(store: Store, account: Account, attempt_id: str) -> DrillEntry:
    found = next((one for one in dossier(store, account).drills if one.attempt == attempt_id), None)
    if found is None:
        raise WorldError("no_such_attempt", name=shown(attempt_id))
    return found


def may_rewind(entry: DrillEntry) -> bool:
    """Tell whether a drill may be branched: a finished one, in practice only."""
    return entry.mode == "practice" and entry.is_over


def _moved(event: Event, by: timedelta) -> Event:
    """Move an event in wall time, so that the break between then and now is no silence; scenario time stays."""
    wall = event.fields.get("wall")
    if not isinstance(wall, str):
        return event
    return replace(event, fields={**event.fields, "wall": (datetime.fromisoformat(wall) + by).isoformat()})


def _first_part(attempt: Attempt, step: int, at: datetime) -> Timeline:
    """Give the events before one, as if they had just been played."""
    kept = attempt.events[: max(FIRST, min(step, len(attempt.events)))]
    played = replay(attempt.desk, attempt.id, kept)
    return tuple(_moved(event, at - played.state.wall) for event in kept)


def rewind(store: Store, account: Account, attempt_id: str, step: int, *, key: str, at: datetime) -> str:
    """Branch a finished practice drill: a new one on the same case that begins with the events before `step`.

    Args:
        store: Where.
        account: Whose drill it is.
        attempt_id: The finished drill.
        step: Id of the first event that is not taken over.
        key: Idempotency key: the same key is the same branch.
        at: Wall time.

    Returns:
        The id of the new attempt.

    Raises:
        NotAllowed: It is still open, or counts for a credential.
        WorldError: `no_such_attempt`.
    """
    require(account, "practise")
    entry = _own(store, account, attempt_id)
    if not may_rewind(entry):
        raise NotAllowed("not_allowed", permission="practise")
    new_id = sha256(f"{account.id}|{attempt_id}|{step}|{key}".encode()).hexdigest()[:32]
    if any(one.attempt == new_id for one in dossier(store, account).drills):
        return new_id
    whole = attempts.load(store, attempt_id)
    events = _first_part(whole, step, at)
    pins = attempts.pins_of(store, attempt_id)
    body = {
        "attempt": new_id,
        "scenario": entry.scenario,
        "kind": entry.kind,
        "mode": "practice",
        "lang": entry.lang,
        "book": whole.desk.case.handbook,
        "title": dict(entry.title),
        "branched_from": attempt_id,
        "branched_at": len(events),
    }
    with store.atomic():  # an attempt that no dossier names would be nobody's
        store.events.append(attempts.batch(new_id, events, seen=0, key="open", at=at, pins=pins), durable=True)
        note(store, account.id, "drill.begun", f"begun-{new_id}", body, at)
    return new_id
