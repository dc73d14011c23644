"""What has happened to a company's own pack: who began, changed and published it, and from which files?

A pack is one stream, `pack/<id>`, kept as `authored_stream` says.
"""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from mysterydesk.authored_files import Saved, Version, Written, base_in, saved_in, version_in
from mysterydesk.authored_stream import Streams
from mysterydesk.errors import Conflict, WorldError
from mysterydesk.store.records import StoredEvent

Origin = Literal["shipped", "own", "blank", "upload"]
"""A handbook that ships, a published version of an own one, a blank one, or a person's files."""
ORIGINS: Final[tuple[Origin, ...]] = get_args(Origin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack(Written[Origin]):
    """How a pack stands."""


def _folded(pack_id: str, events: tuple[StoredEvent, ...]) -> Pack:
    saves: list[Saved] = []
    versions: list[Version] = []
    for event in events:
        if event.kind == "pack.published":
            versions.append(version_in(event, len(versions) + 1, saves[-1]))
        else:
            saves.append(saved_in(event))
    return Pack(
        id=pack_id,
        base=base_in(events[0], ORIGINS),
        seen=events[-1].version,
        saves=tuple(saves),
        versions=tuple(versions),
    )


PACKS: Final = Streams(
    kind="pack",
    also=frozenset({"handbook"}),
    missing=lambda name: WorldError("no_such_pack", name=name),
    unpublished=lambda name: WorldError("pack_not_published", name=name),
    moved=lambda by, stored: Conflict("pack_moved_on", by=by, stored=stored),
    own=lambda: WorldError("pack_own_change"),
    folded=_folded,
)
stream_of, read_pack, all_packs, files_of = PACKS.stream_of, PACKS.read, PACKS.all, PACKS.files
