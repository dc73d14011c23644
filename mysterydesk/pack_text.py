"""How is one value of a YAML text changed, with everything else, comments included, left as it was?

The text is not written anew: the place of the value is found, and only its characters are replaced. Whatever comes of
it is read again; if more than that value has changed, the edit is refused.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

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
from policy.document import Path, Plain, read_document

_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]*|[0-9]+[wdhms][0-9wdhms]*")
_WORDS: Final = frozenset({"true", "false", "null"})
_BREAKS: Final = {"\x85": "\\x85", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@dataclass(slots=True, kw_only=True)
class _Place:
    """Where a value stands: characters `[start, end)`, without the comments that follow it."""

    start: int
    end: int
    kind: Literal["scalar", "list", "mapping", "alias"]
    flow: bool
    column: int
    members: "dict[str | int, _Place]" = field(default_factory=dict)
    key: str | None = None


def _placed(event: Event) -> _Place:
    start, end = event.start_mark.index, event.end_mark.index
    match event:
        case AliasEvent():
            return _Place(start=start, end=end, kind="alias", flow=True, column=event.start_mark.column)
        case CollectionStartEvent():
            kind: Literal["mapping", "list"] = "mapping" if isinstance(event, MappingStartEvent) else "list"
            return _Place(
                start=start, end=end, kind=kind, flow=bool(event.flow_style), column=event.start_mark.column
            )
        case _:
            return _Place(start=start, end=end, kind="scalar", flow=True, column=event.start_mark.column)


def _add(around: _Place, place: _Place, event: Event) -> None:
    if around.kind == "list":
        around.members[len(around.members)] = place
    elif around.key is None:
        around.key = str(event.value) if isinstance(event, ScalarEvent) else ""
    else:
        around.members[around.key] = place
        around.key = None


def _places(text: str) -> _Place:
    """Find where everything stands in a text that `read_document` has read."""
    root: _Place | None = None
    stack: list[_Place] = []
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


def _at(root: _Place, path: Path) -> _Place | None:
    place = root
    for step in path:
        if place.kind == "alias":
            raise WorldError("pack_field_elsewhere")
        if step not in place.members:
            return None
        place = place.members[step]
    return place


def written(value: Plain) -> str:
    """Write a value as YAML on one line.

    >>> print(written({"P1": "30m", "days": [["09:00", "12:00"]], "zh": "一级", "on": True, "n": 0.5}))
    {P1: 30m, days: [["09:00", "12:00"]], zh: "一级", on: true, n: 0.5}
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(key)}: {written(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, str):
        if _PLAIN.fullmatch(value) and value not in _WORDS:
            return value
        quoted = json.dumps(value, ensure_ascii=False)
        return "".join(_BREAKS.get(char, char) for char in quoted)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.12f}".rstrip("0")
    return json.dumps(value)


def _stepped(value: Plain, step: str | int) -> Plain:
    if isinstance(value, dict):
        return value.get(step) if isinstance(step, str) else None
    if isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
        return value[step]
    return None


def value_at(value: Plain, path: Path) -> Plain:
    """Give what stands at a path; None where nothing does."""
    for step in path:
        value = _stepped(value, step)
    return value


def _with(value: Plain, path: Path, new: Plain) -> Plain:
    """Give plain data with one value changed, or a key added to a mapping."""
    if not path:
        return new
    step, *rest = path
    if isinstance(value, list) and isinstance(step, int):
        return [_with(one, tuple(rest), new) if at == step else one for at, one in enumerate(value)]
    known: Mapping[str, Plain] = value if isinstance(value, dict) else {}
    return {**known, str(step): _with(known.get(str(step)), tuple(rest), new)}


def _line_end(text: str, start: int) -> int:
    found = text.find("\n", start)
    return len(text) if found < 0 else found


def _inserted(text: str, around: _Place, key: str, value: Plain) -> str:
    """Write a new key at the end of a mapping, in the manner of that mapping."""
    said = f"{written(key)}: {written(value)}"
    if around.flow:
        inside = text[around.start : around.end - 1].rstrip()
        at = around.start + len(inside)
        comma = "" if inside.endswith(("{", ",")) else ","
        return f"{text[:at]}{comma}{'' if inside.endswith('{') else ' '}{said}{text[around.end - 1 :]}"
    at = _line_end(text, around.end)
    return f"{text[:at]}\n{' ' * around.column}{said}{text[at:]}"


def _edited(text: str, path: Path, value: Plain) -> str:
    root = _places(text)
    place = _at(root, path)
    if place is not None:
        if place.kind == "alias" or not text[place.start : place.end]:
            raise WorldError("pack_field_elsewhere")
        return f"{text[: place.start]}{written(value)}{text[place.end :]}"
    *parent, key = path
    around = _at(root, tuple(parent))
    if around is None:
        return _edited(text, tuple(parent), {str(key): value})
    if around.kind != "mapping" or not isinstance(key, str):
        raise WorldError("pack_field_elsewhere")
    return _inserted(text, around, key, value)


def with_value(text: str, path: Sequence[str | int], value: Plain) -> str:
    r"""Give a YAML text with one value changed, or with a key added where there was none.

    Args:
        text: A text that `policy.document.read_document` can read.
        path: Keys and places, from the top.
        value: The new value.

    Raises:
        WorldError: `pack_field_elsewhere`: the text cannot be read, or the value is an alias or has one that stands
            for it elsewhere, so that it has to be changed in the YAML text itself.

    >>> with_value("a: {b: 30m}  # half an hour\nc: 1\n", ("a", "b"), "45m")
    'a: {b: 45m}  # half an hour\nc: 1\n'
    """
    before, _ = read_document(text, "")
    if before is None or not path:
        raise WorldError("pack_field_elsewhere")
    changed = _edited(text, tuple(path), value)
    after, _ = read_document(changed, "")
    if after is None or after.value != _with(before.value, tuple(path), value):
        raise WorldError("pack_field_elsewhere")
    return changed


def leaves(value: Plain, path: Path = ()) -> Iterator[tuple[Path, Plain]]:
    """Give every scalar of plain data with its path."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, (*path, key))
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from leaves(one, (*path, at))
    else:
        yield path, value
