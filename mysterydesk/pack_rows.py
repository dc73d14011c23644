"""How is a row of a YAML text added or taken out, with everything else left as it was?

As `mysterydesk.pack_text` does for one value: the place is found, only its characters are touched, and what comes of
it is read again.
"""

from collections.abc import Sequence
from typing import cast

from mysterydesk.errors import WorldError
from mysterydesk.pack_places import Place, line_end, place_at, places
from mysterydesk.pack_text import replaced, value_at, with_value, written
from policy.document import Plain, read_document


def with_row(text: str, path: Sequence[str | int], at: int, value: Plain) -> str:
    r"""Give a YAML text with one more row in a list; where there is no list yet, with a list of this row.

    Args:
        text: A text that `policy.document.read_document` can read.
        path: Where the list is.
        at: Place of the new row, 0 to the length of the list.
        value: The row.

    Raises:
        WorldError: `pack_field_elsewhere`: it has to be added in the YAML text itself.

    >>> with_row("a:\n  - {b: 1}  # first\nc: 1\n", ("a",), 1, {"b": 2})
    'a:\n  - {b: 1}  # first\n  - {b: 2}\nc: 1\n'
    """
    before = _read(text)
    rows = value_at(before, tuple(path))
    if rows is None:
        return with_value(text, path, [value])
    around = place_at(places(text), tuple(path))
    if around is None or not isinstance(rows, list) or around.kind != "list" or not 0 <= at <= len(rows):
        raise WorldError("pack_field_elsewhere")
    changed = _flow_row(text, around, at, value) if around.flow else _block_row(text, around, at, value)
    return _proved(changed, replaced(before, tuple(path), [*rows[:at], value, *rows[at:]]))


def without(text: str, path: Sequence[str | int]) -> str:
    r"""Give a YAML text without a row of a list, or without a key of a mapping.

    Raises:
        WorldError: `pack_field_elsewhere`: nothing is there, or it has to be taken out in the YAML text itself.

    >>> without("a: {b: 30m, c: 1h}  # half an hour\n", ("a", "b"))
    'a: {c: 1h}  # half an hour\n'
    """
    before = _read(text)
    *parent, last = path
    around = place_at(places(text), tuple(parent))
    if around is None or last not in around.members:
        raise WorldError("pack_field_elsewhere")
    if len(around.members) == 1:
        empty = "[]" if around.kind == "list" else "{}"
        # A list in block style may stand as far left as its key, where brackets may not.
        changed = text[: around.start] + ("" if around.flow else " ") + empty + text[around.end :]
    else:
        start, end = _flow_part(around, last) if around.flow else _block_part(text, around, last)
        changed = text[:start] + text[end:]
    kept = value_at(before, tuple(parent))
    left: Plain
    if isinstance(kept, list):
        left = [one for number, one in enumerate(kept) if number != last]
    else:
        left = {key: one for key, one in cast("dict[str, Plain]", kept).items() if key != last}
    return _proved(changed, replaced(before, tuple(parent), left))


def with_list(text: str, path: Sequence[str | int], new: Sequence[Plain]) -> str:
    """Give a YAML text with other rows in a list; rows that stay at either end stay as they are written.

    Raises:
        WorldError: `pack_field_elsewhere`: it has to be changed in the YAML text itself.
    """
    old = value_at(_read(text), tuple(path))
    if not isinstance(old, list) or not old or not new:
        return with_value(text, path, list(new))
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    tail = next((n for n in range(shorter - head) if old[-1 - n] != new[-1 - n]), shorter - head)
    rest, wanted = len(old) - head - tail, new[head : len(new) - tail]
    for number in range(min(rest, len(wanted))):
        text = with_value(text, (*path, head + number), wanted[number])
    for number in reversed(range(len(wanted), rest)):
        text = without(text, (*path, head + number))
    for number in range(rest, len(wanted)):
        text = with_row(text, path, head + number, wanted[number])
    return text


def _read(text: str) -> Plain:
    document, _ = read_document(text, "")
    if document is None:
        raise WorldError("pack_field_elsewhere")
    return document.value


def _proved(text: str, meant: Plain) -> str:
    """Give the text if it says what is meant and nothing else."""
    document, _ = read_document(text, "")
    if document is None or document.value != meant:
        raise WorldError("pack_field_elsewhere")
    return text


def _flow_row(text: str, around: Place, at: int, value: Plain) -> str:
    if not around.members:
        return f"{text[: around.start]}[{written(value)}]{text[around.end :]}"
    if at < len(around.members):
        start = around.heads[at]
        return f"{text[:start]}{written(value)}, {text[start:]}"
    end = around.members[at - 1].end
    return f"{text[:end]}, {written(value)}{text[end:]}"


def _block_row(text: str, around: Place, at: int, value: Plain) -> str:
    neighbour, left = around.members[max(at - 1, 0)], " " * around.column
    said = f"{left}- {written(value)}"
    if isinstance(value, dict) and value and not neighbour.flow:
        lines = (f"{written(key)}: {written(one)}" for key, one in value.items())
        said = f"{left}- " + f"\n{left}  ".join(lines)
    if at < len(around.members):
        start = _line_start(text, around.heads[at])
        return f"{text[:start]}{said}\n{text[start:]}"
    end = line_end(text, around.members[at - 1].end)
    return f"{text[:end]}\n{said}{text[end:]}"


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _flow_part(around: Place, key: str | int) -> tuple[int, int]:
    """Say which characters to take out, the comma that goes with them included."""
    names = list(around.members)
    number = names.index(key)
    if number + 1 < len(names):
        return around.heads[key], around.heads[names[number + 1]]
    return around.members[names[number - 1]].end, around.members[key].end


def _block_part(text: str, around: Place, key: str | int) -> tuple[int, int]:
    """Say which characters to take out: whole lines, but for a first key beside the dash of its row."""
    names = list(around.members)
    number = names.index(key)
    start, end = _line_start(text, around.heads[key]), line_end(text, around.members[key].end)
    if around.kind == "mapping" and text[start : around.heads[key]].strip() and number + 1 < len(names):
        return around.heads[key], around.heads[names[number + 1]]
    return start, min(end + 1, len(text))
