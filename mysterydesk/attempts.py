"""How does an attempt go into the store and come out again the same?"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mysterydesk import completing, shelf
from mysterydesk.calendars import desk_calendar
from mysterydesk.errors import WorldError, shown
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Batch, Digest, NewEvent, StoredEvent, StreamId
from mysterydesk.store.upcasters import newest_schema
from scenarios.case import Case
from scenarios.codec import case_from_json, case_to_json
from simulator.drill import Attempt, replay
from simulator.state import Desk
from sla.timeline import Event, EventId, Json

ASIDE = frozenset({"text", "reading", "fields", "sections", "query", "reason", "set"})
"""Fields that may hold a person's words or data: they lie aside, and can be erased (DESIGN decision 20)."""

ASIDE_IN: Mapping[str, frozenset[str]] = {
    "action.logged": frozenset({"recorded_time"}),
    "asset.updated": frozenset({"asset"}),
    "call.forwarded": frozenset({"to"}),
    "dispatch.form": frozenset({"tools"}),
    "eventlist.row": frozenset({"category", "result"}),
    "inspection.planned": frozenset({"department"}),
    "inspection.reported": frozenset({"changes"}),
    "ticket.archived": frozenset({"tags"}),
    "ticket.tagged": frozenset({"tags"}),
}
"""Such fields of some kinds; in others the same name stands for a code."""

ERASED: Mapping[str, Json] = {
    "text": "",
    "reading": {"lang": "zh", "acts": [], "times": [], "unsure": True, "engine": "erased"},
    "fields": {},
    "sections": {},
    "query": "",
    "reason": "",
    "set": {},
    "tools": [],
    "tags": [],
    **dict.fromkeys(("recorded_time", "asset", "to", "category", "result", "department", "changes"), ""),
}
"""What stands in the place of an erased field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pins:
    """Documents an attempt stands on, by digest."""

    case: str
    handbook: str
    world: str
    rules: str
    wording: str

    def as_body(self) -> Mapping[str, str]:
        """Give them as JSON-ready data."""
        return {name: getattr(self, name) for name in ("case", "handbook", "world", "rules", "wording")}


def stream_of(attempt_id: str) -> StreamId:
    """Name the stream of an attempt."""
    return StreamId(f"attempt/{attempt_id}")


def _bundles(world: bytes | None) -> Mapping[str, bytes]:
    """Give the bundles that ship, with another world where the case was drawn in one (`scenario_shelf`)."""
    return {kind: make() for kind, make in shelf.BUNDLES.items()} | ({} if world is None else {"world": world})


def pin(store: Store, case: Case, at: datetime, world: bytes | None = None) -> Pins:
    """Keep everything that an attempt stands on."""
    kept = {kind: str(store.documents.put(kind, data, at=at)) for kind, data in _bundles(world).items()}
    handbook = store.documents.put("handbook", shelf.handbook_bundle(case.handbook), at=at)
    drawn = store.documents.put("case", case_to_json(case).encode(), at=at)
    return Pins(case=str(drawn), handbook=str(handbook), **kept)


def desk_for(case: Case, world: bytes | None = None) -> Desk:
    """Build the desk of a case from what ships now, with the world it was drawn in if that is another."""
    return _desk(case, {**_bundles(world), "handbook": shelf.handbook_bundle(case.handbook)})


def _desk(case: Case, pinned: Mapping[str, bytes], store: Store | None = None) -> Desk:
    """Build a desk from bundles by kind; the days off are those that are known now, for due times are computed."""
    known = shelf.world_of(pinned["world"]).articles
    handbook = completing.handbook_of(pinned["handbook"])
    products = {known[name].product for name in case.articles if name in known}
    articles = {name: known[name] for name in sorted(known) if known[name].product in products}
    return Desk(
        handbook=handbook,
        case=case,
        articles=articles,
        rules=shelf.rules_of(pinned["rules"]),
        wording=completing.wording_of(pinned["wording"]),
        calendar=None if handbook.calendar is None else desk_calendar(handbook, store),
    )


def desk_of(store: Store, pins: Pins) -> Desk:
    """Build the desk that an attempt was begun with, whatever ships now."""

    def data(digest: str) -> bytes:
        return store.documents.get(Digest(digest)).data

    case = case_from_json(data(pins.case).decode())
    return _desk(case, {name: data(digest) for name, digest in pins.as_body().items()}, store)


def to_stored(event: Event, pins: Pins | None = None) -> NewEvent:
    """Part an event into facts that are chained and words that lie aside."""
    apart = ASIDE | ASIDE_IN.get(event.kind, frozenset())
    aside = {
        name: json.dumps(value, ensure_ascii=False, sort_keys=True)
        for name, value in event.fields.items()
        if name in apart
    }
    facts = {name: value for name, value in event.fields.items() if name not in apart}
    body: dict[str, object] = {"at": event.at.isoformat(), "actor": event.actor, "fields": facts}
    if pins is not None:
        body["pins"] = pins.as_body()
    return NewEvent(kind=event.kind, schema=newest_schema(event.kind), body=body, aside=aside)


def from_stored(stored: StoredEvent) -> Event:
    """Put an event together again; erased fields come back empty."""
    body = stored.body
    facts = body["fields"]
    fields: dict[str, Json] = dict(facts) if isinstance(facts, dict) else {}
    for name, text in stored.aside.items():
        fields[name] = ERASED[name] if text is None else json.loads(text)
    at = datetime.fromisoformat(str(body["at"]))
    return Event(id=EventId(stored.version - 1), at=at, kind=stored.kind, actor=str(body["actor"]), fields=fields)


def batch(
    attempt_id: str, events: tuple[Event, ...], *, seen: int, key: str, at: datetime, pins: Pins | None = None
) -> Batch:
    """Make the batch of one move."""
    new = tuple(to_stored(event, pins if index == 0 else None) for index, event in enumerate(events))
    return Batch(stream=stream_of(attempt_id), expected_version=seen, key=key, at=at, events=new)


def pins_of(store: Store, attempt_id: str) -> Pins:
    """Read on which documents an attempt stands.

    Raises:
        WorldError: `no_such_attempt`, `attempt_damaged`.
    """
    return _pins(store.events.read(stream_of(attempt_id)), attempt_id)


def _pins(stored: Sequence[StoredEvent], attempt_id: str) -> Pins:
    if not stored:
        raise WorldError("no_such_attempt", name=shown(attempt_id))
    pinned = stored[0].body["pins"]
    if not isinstance(pinned, dict):
        raise WorldError("attempt_damaged", name=shown(attempt_id))
    return Pins(**{name: str(value) for name, value in pinned.items()})


def load(store: Store, attempt_id: str) -> Attempt:
    """Rebuild an attempt from the store.

    Raises:
        WorldError: `no_such_attempt`, `attempt_damaged`.
    """
    stored = store.events.read(stream_of(attempt_id))
    desk = desk_of(store, _pins(stored, attempt_id))
    return replay(desk, attempt_id, tuple(from_stored(one) for one in stored))
