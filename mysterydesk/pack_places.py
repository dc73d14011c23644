"""Where does everything stand in a YAML text?"""

from dataclasses import dataclass, field
from typing import Literal

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
)

from mysterydesk.errors import WorldError
from policy.document import Path


@dataclass(slots=True, kw_only=True)
class Place:
    """Where a value stands: characters `[start, end)`, without the comments that follow it.

    A member begins at its head: its key in a mapping, itself in a list.
    """

    start: int
    end: int
    kind: Literal["scalar", "list", "mapping", "alias"]
    flow: bool
    column: int
    members: "dict[str | int, Place]" = field(default_factory=dict)
    heads: dict[str | int, int] = field(default_factory=dict)
    key: str | None = None


def _placed(event: Event) -> Place:
    start, end = event.start_mark.index, event.end_mark.index
    match event:
        case AliasEvent():
            return Place(start=start, end=end, kind="alias", flow=True, column=event.start_mark.column)
        case CollectionStartEvent():
            kind: Literal["mapping", "list"] = "mapping" if isinstance(event, MappingStartEvent) else "list"
            return Place(start=start, end=end, kind=kind, flow=bool(event.flow_style), column=event.start_mark.column)
        case _:
            return Place(start=start, end=end, kind="scalar", flow=True, column=event.start_mark.column)


def _add(around: Place, place: Place, event: Event) -> None:
    if around.kind == "list":
        around.heads[len(around.members)] = place.start
        around.members[len(around.members)] = place
    elif around.key is None:
        around.key = str(event.value) if isinstance(event, ScalarEvent) else ""
        around.heads[around.key] = place.start
    else:
        around.members[around.key] = place
        around.key = None


def places(text: str) -> Place:
    """Find where everything stands in a text that `read_document` has read."""
    root: Place | None = None
    stack: list[Place] = []
    for event in YAML(typ="safe").parse(text):
        match event:
            case CollectionEndEvent():
                done = stack.pop()
                # A block has no sign of its end: the next line is where the parser notices.
                last = max((one.end for one in done.members.values()), default=done.end)
                done.end = event.end_mark.index if done.flow else last
            case AliasEvent() | ScalarEvent() | CollectionStartEvent():
                place = _placed(event)
                is_key = bool(stack) and stack[-1].kind == "mapping" and stack[-1].key is None
                if stack:
                    _add(stack[-1], place, event)
                root = root or place
                if isinstance(event, CollectionStartEvent):
                    stack.append(place)
                elif not is_key:
                    place.end = place.start + len(text[place.start : place.end].rstrip())
    if root is None:
        raise WorldError("pack_field_elsewhere")
    return root


def place_at(root: Place, path: Path) -> Place | None:
    """Find the place of a value; None where nothing stands.

    Raises:
        WorldError: `pack_field_elsewhere`: an alias is on the way.
    """
    place = root
    for step in path:
        if place.kind == "alias":
            raise WorldError("pack_field_elsewhere")
        if step not in place.members:
            return None
        place = place.members[step]
    return place


def line_end(text: str, start: int) -> int:
    """Give where the line of a place ends, its line feed not counted."""
    found = text.find("\n", start)
    return len(text) if found < 0 else found
