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
from scenarios.fault_model import Action
from scenarios.history import History, HistoryRule
from scenarios.scenario import Persona, Scenario

LATER: Mapping[str, object] = {
    "screen": "",
    "pretext": None,
    "grievance": None,
    "coworkers": (),
    "post": "",
    "twists": (),
    "second": None,
    "history": None,
    "setting": None,
    "equipment": False,
    "answers_s": (),
    "partners": (),
    "requests": (),
}
"""Fields that cases got later: left out while they hold nothing, so that an older case keeps its digest."""

LATER_IN_SCENARIO: Mapping[str, object] = {
    "twists": (),
    "second": None,
    "history": None,
    "weekday": None,
    "answers_s": (),
    "post": "",
    "setting": None,
    "unhurried": (),
    "partners": (),
    "requests": (),
}
"""The same of templates."""

LATER_IN_PERSONA: Mapping[str, object] = {"tells": "plain"}
"""The same of people."""

LATER_IN_ACTION: Mapping[str, object] = {"partner": ""}
"""The same of actions."""

LATER_IN_HISTORY: Mapping[str, object] = {"sent": "", "rated": ""}
"""The same of what came before."""

LEFT_OUT: Mapping[type, Mapping[str, object]] = {
    Case: LATER,
    Scenario: LATER_IN_SCENARIO,
    Persona: LATER_IN_PERSONA,
    Action: LATER_IN_ACTION,
    History: LATER_IN_HISTORY,
    HistoryRule: {**LATER_IN_HISTORY, "sent": None},
}
"""By kind of value, the fields that are left out while they hold what is named here."""


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


def _parts(value: object) -> dict[str, object] | str:
    """Give one frozen value as JSON knows it, its parts as they are.

    Raises:
        TypeError: It is something that content never holds.
    """
    match value:
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {str(key): one for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        later = LEFT_OUT.get(type(value), {})
        parts = {name: getattr(value, name) for name in _names(type(value))}
        return {name: one for name, one in parts.items() if name not in later or one != later[name]}
    raise TypeError(f"no JSON form for {type(value).__name__}")


_ENCODER = json.JSONEncoder(
    default=_parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


def canonical(value: object) -> str:
    """Write a value as canonical JSON.

    Raises:
        TypeError: It holds something that content never holds.
        ValueError: A number in it is not one, or is endless.

    >>> canonical({"b": (1, True), "a": "一"})
    '{"a":"一","b":[1,true]}'
    """
    return _ENCODER.encode(value)


def digest_of(value: object) -> str:
    """Give the sha256 of a value's canonical JSON, leaving out a digest at its top.

    >>> digest_of({"a": 1, "digest": "x"}) == digest_of({"digest": "y", "a": 1})
    True
    """
    whole = _parts(value) if isinstance(value, Mapping) or is_dataclass(value) else value
    if isinstance(whole, dict):
        whole = {key: one for key, one in whole.items() if key != "digest"}
    return sha256(canonical(whole).encode()).hexdigest()


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
    if digest_of(case) != case.digest or canonical(case) != canonical(data):
        raise ValueError(f"case {case.id}: content does not fit its digest {case.digest}")
    return case


def sealed(text: str) -> str:
    """Give the text of a case that was changed on purpose the digest that fits it.

    Raises:
        ValueError: The text is no case.
    """
    data = json.loads(text)
    return canonical({**data, "digest": digest_of(_cases().validate_python(data))})
