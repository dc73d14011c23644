"""What has happened to a scenario of one's own: who wrote, sent in, sent back, published and retired it?

A scenario is one stream, `scenario/<id>`, kept as `authored_stream` says; a text that came too late is kept beside
the one that came first.
"""

from typing import Final

from mysterydesk.authored_files import Saved, Version, base_in, saved_in, version_in
from mysterydesk.authored_stream import ASIDE, Streams
from mysterydesk.errors import Conflict, WorldError
from mysterydesk.scenario_record import ORIGINS, Act, Authored
from mysterydesk.store.records import AccountId, StoredEvent

SENT, RETURNED, RETIRED = "scenario.sent_in", "scenario.sent_back", "scenario.retired"


def _act(event: StoredEvent) -> Act:
    return Act(by=AccountId(str(event.body["by"])), at=event.at, words=event.aside.get(ASIDE) or "")


def _folded(scenario_id: str, events: tuple[StoredEvent, ...]) -> Authored:
    saves: list[Saved] = []
    beside: list[Saved] = []
    versions: list[Version] = []
    acts: dict[str, Act | None] = {SENT: None, RETURNED: None, RETIRED: None}
    for event in events:
        match event.kind:
            case "scenario.begun" | "scenario.saved":
                saves.append(saved_in(event))
                acts[SENT] = None
            case "scenario.kept_beside":
                beside.append(saved_in(event))
            case "scenario.published":
                versions.append(version_in(event, len(versions) + 1, saves[-1]))
                acts = dict.fromkeys(acts)
            case "scenario.sent_in":
                acts |= {SENT: _act(event), RETURNED: None}
            case "scenario.sent_back":
                acts |= {SENT: None, RETURNED: _act(event)}
            case _:
                acts[event.kind] = _act(event)
    return Authored(
        id=scenario_id,
        base=base_in(events[0], ORIGINS),
        seen=events[-1].version,
        saves=tuple(saves),
        beside=tuple(beside),
        versions=tuple(versions),
        sent=acts[SENT],
        back=acts[RETURNED],
        retired=acts[RETIRED],
    )


SCENARIOS: Final = Streams(
    kind="scenario",
    missing=lambda name: WorldError("no_such_draft", name=name),
    unpublished=lambda name: WorldError("scenario_not_published", name=name),
    moved=lambda by, stored: Conflict("scenario_moved_on", by=by, stored=stored),
    own=lambda: WorldError("scenario_own_change"),
    folded=_folded,
    beside=True,
)
stream_of, read_authored, all_authored, files_of, append = (
    SCENARIOS.stream_of, SCENARIOS.read, SCENARIOS.all, SCENARIOS.files, SCENARIOS.append,
)  # fmt: skip
PREFIX: Final = stream_of("")
