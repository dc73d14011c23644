"""Which exact value is this?"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import timedelta
from hashlib import sha256

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


def canonical(value: object) -> Json:
    """Give a value of our frozen records as JSON-ready data; spans become seconds.

    Raises:
        TypeError: A part of the value is no record, mapping, tuple, list, span or scalar.

    >>> canonical((timedelta(minutes=30), {"b": 1, "a": None}))
    [1800.0, {'b': 1, 'a': None}]
    """
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Mapping):
        return {str(key): canonical(member) for key, member in value.items()}
    if isinstance(value, tuple | list):
        return [canonical(member) for member in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: canonical(getattr(value, one.name)) for one in fields(value)}
    raise TypeError(f"no canonical form for {type(value).__name__}")


def digest_of(value: object) -> str:
    """Compute sha256 over the canonical JSON (sorted keys, no spaces, ASCII) of a value.

    >>> digest_of({"b": 1, "a": 2}) == digest_of({"a": 2, "b": 1})
    True
    """
    text = json.dumps(canonical(value), sort_keys=True, separators=(",", ":"), allow_nan=False)
    return sha256(text.encode("ascii")).hexdigest()
