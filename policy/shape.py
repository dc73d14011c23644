"""Which shape must each part of an authored text have?

Pydantic checks one part at a time; its complaints become problems with the line of the value complained of.
"""

import re
from datetime import timedelta
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from policy.document import Document, Path, Plain
from policy.problem import Problem, Problems, problem
from policy.text import Text

_UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_DURATION = re.compile(r"(?:([0-9]{1,4})w)?(?:([0-9]{1,4})d)?(?:([0-9]{1,5})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,8})s)?")
_HAN = re.compile("[\u3400-\u9fff]")

# Pydantic's kinds of error that have a name of ours; what is not here is a wrong type or a wrong value.
_CODES = {
    "missing": "missing_field",
    "extra_forbidden": "unknown_field",
    "literal_error": "unknown_value",
    "too_short": "empty_list",
}
_TRANSLATIONS = ("zh", "en")


class Shape(BaseModel):
    """A part of an authored text: nothing converted, nothing unknown."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


def parse_duration(written: str) -> timedelta | None:
    """Read a span such as `30m`, `1h30m`, `7d`; None when it is none, or is zero.

    >>> parse_duration("1h30m")
    datetime.timedelta(seconds=5400)
    >>> parse_duration("30") is None
    True
    """
    found = _DURATION.fullmatch(written)
    if found is None:
        return None
    parts = {unit: int(part or 0) for unit, part in zip(_UNITS.values(), found.groups(), strict=True)}
    return timedelta(**parts) or None


def _duration(written: str) -> str:
    if parse_duration(written) is None:
        raise PydanticCustomError("bad_duration", "no duration", {"got": written})
    return written


def _words(written: str) -> str:
    if not written.strip():
        raise PydanticCustomError("missing_translation", "no words")
    return written


def _english(written: str) -> str:
    if _HAN.search(written):
        raise PydanticCustomError("not_translated", "Chinese where English belongs")
    return _words(written)


def _basis(ids: list[str]) -> list[str]:
    if not ids:
        raise PydanticCustomError("empty_basis", "no basis")
    return ids


Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]*$", max_length=64)]
Span = Annotated[str, AfterValidator(_duration)]
Words = Annotated[str, StringConstraints(max_length=4000), AfterValidator(_words)]
English = Annotated[str, StringConstraints(max_length=4000), AfterValidator(_english)]
Ids = Annotated[list[Code], AfterValidator(_basis)]


class TextShape(Shape):
    """Words in both languages."""

    zh: Words
    en: English

    def value(self) -> Text:
        """Give the frozen value."""
        return Text(zh=self.zh, en=self.en)


S = TypeVar("S", bound=Shape)


def _problem_of(error: ErrorDetails, document: Document, path: Path) -> Problem:
    inside: Path = (*path, *error["loc"])
    name = str(inside[-1]) if inside else ""
    kind = error["type"]
    if kind == "missing" and name in _TRANSLATIONS:
        kind = "missing_translation"
    params: dict[str, object] = {"where": ".".join(map(str, inside)), "field": name, **error.get("ctx", {})}
    params = {one: value for one, value in params.items() if isinstance(value, str | int | float)}
    if kind not in _CODES and kind.endswith("_type"):
        kind = "wrong_type"
        params["got"] = type(error["input"]).__name__
    own = {
        "missing_translation",
        "not_translated",
        "empty_basis",
        "bad_duration",
        "bad_wall_time",
        "bad_date",
        "unknown_value",
        "wrong_type",
    }
    code = _CODES.get(kind, kind if kind in own else "wrong_value")
    return problem(document.source, document.line(inside), code, **params)


def shaped(shape: type[S], value: Plain, document: Document, path: Path) -> tuple[S | None, Problems]:
    """Check one part of a document.

    Args:
        shape: What it must be like.
        value: The part.
        document: Where it stands, for the lines.
        path: Its path in the document.

    Returns:
        The checked part, or None with every problem in it.
    """
    try:
        return shape.model_validate(value), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, tuple(_problem_of(one, document, path) for one in details)
