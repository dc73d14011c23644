"""What has happened to a scenario of one's own: who wrote, sent in, sent back, published and retired it?

A scenario is one stream, `scenario/<id>`; each event names the document that holds its files as they were then.
Nothing is overwritten: a draft with problems is kept like any other, a text that came too late is kept beside it,
and a published version never changes.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from mysterydesk.authored_files import Saved, append_to, files_in, saved_in
from mysterydesk.errors import WorldError, shown
from mysterydesk.pack_files import Files, bundled
from mysterydesk.scenario_record import ORIGINS, Act, Authored, Edition, Source
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import AccountId, Digest, StoredEvent, StreamId

KIND: Final = "scenario"
"""Kind of the documents that hold files."""
PREFIX: Final = "scenario/"
BEGUN, SAVED, BESIDE = "scenario.begun", "scenario.saved", "scenario.kept_beside"
SENT, RETURNED = "scenario.sent_in", "scenario.sent_back"
ASIDE: Final = "words"
PUBLISHED, RETIRED = "scenario.published", "scenario.retired"


def stream_of(scenario_id: str) -> StreamId:
    """Name the stream of a scenario."""
    return StreamId(f"{PREFIX}{scenario_id}")


def read_authored(store: Store, scenario_id: str) -> Authored:
    """Read how a scenario stands.

    Raises:
        WorldError: `no_such_draft`.
    """
    events = store.events.read(stream_of(scenario_id))
    if not events:
        raise WorldError("no_such_draft", name=shown(scenario_id))
    return _folded(scenario_id, events)


def all_authored(store: Store) -> tuple[Authored, ...]:
    """Read every scenario of one's own, in order of id."""
    return tuple(read_authored(store, head.stream.removeprefix(PREFIX)) for head in store.events.heads(PREFIX))


def files_of(store: Store, digest: Digest) -> Files:
    """Give files that an event names.

    Raises:
        StoreError: The document is missing or damaged, or holds no scenario.
    """
    return files_in(store, digest, {KIND})


def keep(store: Store, files: Files, at: datetime) -> Digest:
    """Keep files as a document."""
    return store.documents.put(KIND, bundled(files), at=at)


def append(
    store: Store, scenario_id: str, kind: str, body: Mapping[str, str | Mapping[str, str]], *, seen: int, at: datetime
) -> None:
    """Write what has happened; a person's `words` lie aside, so that they can be erased.

    Raises:
        Conflict: The scenario has moved past `seen`; nothing is written.
    """
    aside = {name: str(said) for name, said in body.items() if name == ASIDE}
    facts = {name: said for name, said in body.items() if name != ASIDE}
    append_to(store, stream_of(scenario_id), kind, facts, seen=seen, at=at, aside=aside)


def _act(event: StoredEvent) -> Act:
    return Act(by=AccountId(str(event.body["by"])), at=event.at, words=event.aside.get("words") or "")


def _edition(number: int, event: StoredEvent, last: Saved) -> Edition:
    return Edition(
        number=number,
        place=event.version,
        files=Digest(str(event.body["files"])),
        digest=str(event.body["digest"]),
        author=last.by,
        by=AccountId(str(event.body["by"])),
        at=event.at,
    )


def _source(event: StoredEvent) -> Source:
    base = event.body["base"] if isinstance(event.body["base"], dict) else {}
    return Source(
        origin=next(one for one in ORIGINS if one == base.get("origin")),
        name=str(base.get("name", "")),
        files=Digest(str(base.get("files", ""))),
    )


def _folded(scenario_id: str, events: tuple[StoredEvent, ...]) -> Authored:
    saves: list[Saved] = []
    beside: list[Saved] = []
    editions: list[Edition] = []
    acts: dict[str, Act | None] = {SENT: None, RETURNED: None, RETIRED: None}
    for event in events:
        match event.kind:
            case "scenario.begun" | "scenario.saved":
                saves.append(saved_in(event))
                acts[SENT] = None
            case "scenario.kept_beside":
                beside.append(saved_in(event))
            case "scenario.published":
                editions.append(_edition(len(editions) + 1, event, saves[-1]))
                acts = dict.fromkeys(acts)
            case "scenario.sent_in":
                acts |= {SENT: _act(event), RETURNED: None}
            case "scenario.sent_back":
                acts |= {SENT: None, RETURNED: _act(event)}
            case _:
                acts[event.kind] = _act(event)
    return Authored(
        id=scenario_id,
        source=_source(events[0]),
        seen=events[-1].version,
        owner=saves[0].by,
        author=saves[-1].by,
        changed_at=saves[-1].at,
        files=saves[-1].files,
        saves=tuple(saves),
        beside=tuple(beside),
        editions=tuple(editions),
        sent=acts[SENT],
        back=acts[RETURNED],
        retired=acts[RETIRED],
    )
