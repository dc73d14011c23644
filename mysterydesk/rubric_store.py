"""Where is the own rubric of a manual kept, and is one in force?

One for each manual that is scored: a stream, `rubrics/<manual>`. From its publication on practice drills are scored
by it; certifying ones stay with the shipped rubric, so that a credential means the same everywhere.
"""

import logging
from dataclasses import dataclass
from typing import Final, Literal, get_args

from mysterydesk.authored_files import Saved, Version, Written, base_in, saved_in, version_in
from mysterydesk.authored_stream import Streams
from mysterydesk.errors import Conflict, WorldError
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import StoredEvent
from policy.handbook import Handbook
from scoring.rubric import Rubric, parse_rubric

FIRST: Final = "rubric.yaml"
"""The one file of a rubric."""

log = logging.getLogger("mysterydesk")

Origin = Literal["shipped"]
ORIGINS: Final[tuple[Origin, ...]] = get_args(Origin)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRubric(Written[Origin]):
    """How the rubric of a manual stands here."""


def _folded(name: str, events: tuple[StoredEvent, ...]) -> OwnRubric:
    saves: list[Saved] = []
    versions: list[Version] = []
    for event in events:
        if event.kind == "rubrics.published":
            versions.append(version_in(event, len(versions) + 1, saves[-1]))
        else:
            saves.append(saved_in(event))
    return OwnRubric(
        id=name,
        base=base_in(events[0], ORIGINS),
        seen=events[-1].version,
        saves=tuple(saves),
        versions=tuple(versions),
    )


RUBRICS: Final = Streams(
    kind="rubrics",
    missing=lambda name: WorldError("no_such_rubric", name=name),
    unpublished=lambda name: WorldError("rubric_not_published", name=name),
    moved=lambda by, stored: Conflict("rubric_moved_on", by=by, stored=stored),
    own=lambda: WorldError("rubric_own_change"),
    folded=_folded,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """The rubric that a drill is scored by.

    Attributes:
        rubric: What it says.
        text: As it is kept beside the scorecard.
    """

    rubric: Rubric
    text: str


def own_in_force(store: Store, handbook: Handbook) -> InForce | None:
    """Give the newest own rubric of a manual; None where there is none, or it no longer fits a newer manual."""
    name = str(handbook.id)
    if not store.events.head(RUBRICS.stream_of(name)).version or not RUBRICS.read(store, name).versions:
        return None
    text = RUBRICS.version_files(store, name)[FIRST]
    rubric, problems = parse_rubric(text, FIRST, handbook)
    if rubric is None:
        log.warning("own rubric of %s does not fit this manual: %d problems", name, len(problems))
        return None
    return InForce(rubric=rubric, text=text)
