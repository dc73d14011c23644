"""Play given moves and fold given events again, in whichever interpreter this is run; print what came out.

Reads one JSON document a line from the standard input: `{"case", "moves", "events"}`; prints one line each: the
digest of the events that the moves bring about, and of the state that the given events fold to.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256

from mysterydesk.attempts import desk_for
from mysterydesk.interchange import event_as_data
from scenarios.codec import case_from_json, case_to_json
from simulator.drill import open_attempt, replay, step
from simulator.move import Move, Refusal
from simulator.player import TimedMove
from simulator.state import Desk
from sla.timeline import Event, EventId, Timeline


def as_bytes(events: Timeline) -> bytes:
    """Write events as canonical JSON."""
    data = [event_as_data(event) for event in events]
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def as_line(desk: Desk, moves: Iterable[TimedMove], events: Timeline) -> str:
    """Write down what another interpreter needs to do it all again."""
    made = [{"wall": one.wall.isoformat(), "kind": one.move.kind, "fields": one.move.fields} for one in moves]
    document = {"case": case_to_json(desk.case), "moves": made, "events": json.loads(as_bytes(events))}
    return json.dumps(document, ensure_ascii=False)


def digest(events: Timeline) -> str:
    """Sum events up."""
    return sha256(as_bytes(events)).hexdigest()


def _event(data: Mapping[str, object]) -> Event:
    return Event(
        id=EventId(int(str(data["id"]))),
        at=datetime.fromisoformat(str(data["at"])),
        kind=str(data["type"]),
        actor=str(data["actor"]),
        fields=data["fields"],  # type: ignore[arg-type]  # JSON of our own making
    )


def again(line: str) -> str:
    """Play and fold one document; give the digests of the events and of the state."""
    document = json.loads(line)
    desk = desk_for(case_from_json(document["case"]))
    events = tuple(_event(one) for one in document["events"])
    attempt = open_attempt(desk, "again", "practice", datetime.fromisoformat(str(events[0].fields["wall"])))
    for number, one in enumerate(document["moves"]):
        move = Move(kind=one["kind"], fields=one["fields"], key=f"ideal-{number}")
        done = step(attempt, move, datetime.fromisoformat(one["wall"]))
        if isinstance(done, Refusal):
            raise TypeError(f"{move.kind} refused: {done.code}")
        attempt = done[0]
    state = replay(desk, "again", events).state
    return f"{digest(attempt.events)} {sha256(repr(state).encode()).hexdigest()}"


if __name__ == "__main__":
    for each in sys.stdin:
        sys.stdout.write(again(each) + "\n")
