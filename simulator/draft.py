"""What is about to become an event?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scenarios.fault_model import State as SystemState
from simulator.evolved import evolved
from simulator.state import State
from sla.timeline import Event, EventId, Json


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An event without its place in the timeline.

    Attributes:
        at: Scenario time.
        kind: Kind of the vocabulary.
        actor: Who did it.
        fields: What the kind carries, and the envelope: `wall`, `move`, `cost_s`, `due`.
    """

    at: datetime
    kind: str
    actor: str
    fields: Mapping[str, Json] = field(default_factory=dict)


def numbered(draft: Draft, number: int) -> Event:
    """Give a draft its place."""
    return Event(id=EventId(number), at=draft.at, kind=draft.kind, actor=draft.actor, fields=draft.fields)


Drafts = tuple[Draft, ...]


def change(state: State, at: datetime, then: SystemState, cause: str) -> Drafts:
    """Give the event of a changed system, none if nothing changed."""
    changed: dict[str, Json] = {name: value for name, value in then.items() if state.system[name] != value}
    if not changed:
        return ()
    return (Draft(at=at, kind="state.changed", actor="system", fields={"set": changed, "cause": cause}),)


def with_system(state: State, system: SystemState) -> State:
    """Give the same state with another system under support."""
    return evolved(state, system=system)
