"""How is one value of a YAML text changed, with everything else, comments included, left as it was?

The text is not written anew: the place of the value is found, and only its characters are replaced. Whatever comes of
it is read again; if more than that value has changed, the edit is refused.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from mysterydesk.errors import WorldError
from mysterydesk.pack_places import Place, line_end, place_at, places
from policy.document import Path, Plain, read_document

_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]*|[0-9]+[wdhms][0-9wdhms]*")
_WORDS: Final = frozenset({"true", "false", "null"})
_BREAKS: Final = {"\x85": "\\x85", "\u2028": "\\u2028", "\u2029": "\\u2029"}


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


def replaced(value: Plain, path: Path, new: Plain) -> Plain:
    """Give plain data with one value changed, or a key added to a mapping."""
    if not path:
        return new
    step, *rest = path
    if isinstance(value, list) and isinstance(step, int):
        return [replaced(one, tuple(rest), new) if at == step else one for at, one in enumerate(value)]
    known: Mapping[str, Plain] = value if isinstance(value, dict) else {}
    return {**known, str(step): replaced(known.get(str(step)), tuple(rest), new)}


def _inserted(text: str, around: Place, key: str, value: Plain) -> str:
    """Write a new key at the end of a mapping, in the manner of that mapping."""
    said = f"{written(key)}: {written(value)}"
    if around.flow:
        inside = text[around.start : around.end - 1].rstrip()
        at = around.start + len(inside)
        comma = "" if inside.endswith(("{", ",")) else ","
        return f"{text[:at]}{comma}{'' if inside.endswith('{') else ' '}{said}{text[around.end - 1 :]}"
    at = line_end(text, around.end)
    return f"{text[:at]}\n{' ' * around.column}{said}{text[at:]}"


def _edited(text: str, path: Path, value: Plain) -> str:
    root = places(text)
    place = place_at(root, path)
    if place is not None:
        if place.kind == "alias" or not text[place.start : place.end]:
            raise WorldError("pack_field_elsewhere")
        return f"{text[: place.start]}{written(value)}{text[place.end :]}"
    *parent, key = path
    around = place_at(root, tuple(parent))
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
    if after is None or after.value != replaced(before.value, tuple(path), value):
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
