"""How is a case written down for good, and how is it known to be unchanged?

Canonical JSON: keys sorted, no spaces, no escapes for Han characters, UTF-8, instants with their offset. The
digest is the sha256 of that text without the digest itself (DESIGN decision 10).
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache
from hashlib import sha256

from pydantic import TypeAdapter

from scenarios.case import Case

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


LATER: Mapping[str, object] = {"screen": "", "pretext": None, "grievance": None, "coworkers": ()}
"""Fields that cases got later: left out while they hold nothing, so that an older case keeps its digest."""


def _is_later(value: object, name: str) -> bool:
    return isinstance(value, Case) and name in LATER and getattr(value, name) == LATER[name]


def plain(value: object) -> Json:
    """Turn frozen values into JSON data.

    Raises:
        TypeError: The value holds something that content never holds.
    """
    match value:
        case None | bool() | int() | float() | str():
            return value
        case datetime() | date():
            return value.isoformat()
        case tuple() | list():
            return [plain(one) for one in value]
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        names = [one.name for one in fields(value) if not _is_later(value, one.name)]
        return {name: plain(getattr(value, name)) for name in names}
    raise TypeError(f"no JSON form for {type(value).__name__}")


def canonical(value: object) -> str:
    """Write a value as canonical JSON.

    >>> canonical({"b": (1, True), "a": "一"})
    '{"a":"一","b":[1,true]}'
    """
    return _dumped(plain(value))


def _dumped(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of(value: object) -> str:
    """Give the sha256 of a value's canonical JSON, leaving out a digest at its top.

    >>> digest_of({"a": 1, "digest": "x"}) == digest_of({"digest": "y", "a": 1})
    True
    """
    data = plain(value)
    if isinstance(data, dict):
        data = {key: one for key, one in data.items() if key != "digest"}
    return sha256(_dumped(data).encode()).hexdigest()


def seal(case: Case) -> Case:
    """Give the case with its digest set."""
    return replace(case, digest=digest_of(case))


@cache
def _cases() -> TypeAdapter[Case]:
    return TypeAdapter(Case)


def case_to_json(case: Case) -> str:
    """Write a case, digest included."""
    return canonical(case)


def case_from_json(text: str) -> Case:
    """Read a case and prove that nothing was changed, added or left out.

    Raises:
        ValueError: The text is no case, or its digest does not fit.
    """
    data = json.loads(text)
    case = _cases().validate_python(data)
    if digest_of(case) != case.digest or canonical(case) != _dumped(data):
        raise ValueError(f"case {case.id}: content does not fit its digest {case.digest}")
    return case
