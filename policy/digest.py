"""Which exact value is this?"""

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, timedelta
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

LATER: Final[Mapping[str, bool]] = MappingProxyType({"later": True})
"""Metadata of a field that records got later: left out while it holds its default, so that older digests stay."""


def canonical(value: object) -> Json:
    """Give a value of our frozen records as JSON-ready data; spans become seconds, dates ISO 8601.

    Raises:
        TypeError: A part of the value is no record, mapping, tuple, list, span, date or scalar.

    >>> canonical((timedelta(minutes=30), {"b": 1, "a": None}))
    [1800.0, {'b': 1, 'a': None}]
    """
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): canonical(member) for key, member in value.items()}
    if isinstance(value, tuple | list):
        return [canonical(member) for member in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: canonical(getattr(value, one.name)) for one in fields(value) if _counts(one, value)}
    raise TypeError(f"no canonical form for {type(value).__name__}")


def _counts(part: Field[Any], value: object) -> bool:
    if not part.metadata.get("later"):
        return True
    held = getattr(value, part.name)
    return bool(held) if part.default is MISSING else bool(held != part.default)


def digest_of(value: object) -> str:
    """Compute sha256 over the canonical JSON (sorted keys, no spaces, ASCII) of a value.

    >>> digest_of({"b": 1, "a": 2}) == digest_of({"a": 2, "b": 1})
    True
    """
    text = json.dumps(canonical(value), sort_keys=True, separators=(",", ":"), allow_nan=False)
    return sha256(text.encode("ascii")).hexdigest()
