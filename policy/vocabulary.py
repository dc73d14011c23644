"""Which kinds of events are there, and what does each carry?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from policy.document import read_document
from policy.problem import Problem, Problems, in_order, problem
from policy.shape import Code, English, Shape, Words, shaped
from policy.text import Text

FieldType = Literal["text", "number", "flag", "texts", "table", "scalar", "any"]
FIELD_TYPES: tuple[FieldType, ...] = get_args(FieldType)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventField:
    """One field of a kind of event.

    Attributes:
        type: What it holds; `texts` is a list of texts, `scalar` a text, number or flag.
        required: Whether every event of the kind carries it; a field that is not may be null too.
    """

    type: FieldType
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKind:
    """One kind of event.

    Attributes:
        kind: e.g. `ticket.transferred`.
        text: Its name for people.
        fields: What it may carry, by name.
        schema: Version of these fields, from 1.
        stored: False for what is computed, or only read from interchange files; such events are never written.
    """

    kind: str
    text: Text
    fields: Mapping[str, EventField]
    schema: int
    stored: bool


Vocabulary = Mapping[str, EventKind]


def _type_of(written: str) -> FieldType:
    for known in FIELD_TYPES:
        if written.removesuffix("?") == known:
            return known
    raise PydanticCustomError("unknown_value", "unknown type", {"expected": ", ".join(FIELD_TYPES)})


def _field_type(written: str) -> str:
    _type_of(written)
    return written


Written = Annotated[str, AfterValidator(_field_type)]


class EventKindShape(Shape):
    """One entry of the vocabulary as authored."""

    zh: Words
    en: English
    fields: dict[Code, Written] = Field(default_factory=dict)
    version: Annotated[int, Field(ge=1, alias="schema")] = 1
    stored: bool = True


def _optional(written: str) -> str:
    if not written.endswith("?"):
        raise PydanticCustomError("wrong_value", "every kind may lack it", {"expected": f"{written}?"})
    return written


class VocabularyShape(Shape):
    """The whole file: the kinds, and the fields that any of them may carry."""

    events: dict[Code, EventKindShape]
    envelope: dict[Code, Annotated[Written, AfterValidator(_optional)]] = Field(default_factory=dict)


def _is_scalar(value: object) -> bool:
    return isinstance(value, str | int | float)


_HOLDS: Mapping[FieldType, Callable[[object], bool]] = {
    "text": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "flag": lambda value: isinstance(value, bool),
    "texts": lambda value: isinstance(value, list | tuple) and all(isinstance(one, str) for one in value),
    "table": lambda value: isinstance(value, Mapping),
    "scalar": _is_scalar,
    "any": lambda _: True,
}


def _kind(name: str, shape: EventKindShape, envelope: Mapping[str, str]) -> EventKind:
    fields = {
        one: EventField(type=_type_of(written), required=not written.endswith("?"))
        for one, written in {**envelope, **shape.fields}.items()
    }
    text = Text(zh=shape.zh, en=shape.en)
    return EventKind(kind=name, text=text, fields=fields, schema=shape.version, stored=shape.stored)


def parse_vocabulary(text: str, source: str) -> tuple[Vocabulary | None, Problems]:
    """Read the vocabulary of events.

    Args:
        text: YAML with `events`: kind -> zh, en, fields, schema (1), stored (true); and `envelope`: fields that
            every kind may carry.
        source: Name for the problems.

    Returns:
        The vocabulary, or None with every problem; never an exception.
    """
    document, unread = read_document(text, source)
    if document is None:
        return None, unread
    whole, problems = shaped(VocabularyShape, document.value, document, ())
    if whole is None:
        return None, in_order(problems)
    return {name: _kind(name, shape, whole.envelope) for name, shape in whole.events.items()}, ()


def problems_of_event(vocabulary: Vocabulary, kind: str, fields: Mapping[str, object]) -> Problems:
    """Check an event before it is written.

    Args:
        vocabulary: The kinds there are.
        kind: Kind of the event.
        fields: What it carries.

    Returns:
        Problems with the kind as their source: `unknown_event_kind`, `derived_event`, `missing_field`,
        `unknown_field`, `wrong_type`; none when it may be written.
    """
    known = vocabulary.get(kind)
    if known is None:
        return (problem(kind, 0, "unknown_event_kind", got=kind),)
    return in_order(_problems_of_fields(known, fields))


def _problems_of_fields(known: EventKind, fields: Mapping[str, object]) -> Iterator[Problem]:
    if not known.stored:
        yield problem(known.kind, 0, "derived_event")
    for name in fields.keys() - known.fields.keys():
        yield problem(known.kind, 0, "unknown_field", field=name)
    for name, rule in known.fields.items():
        value = fields.get(name)
        if value is None and rule.required:
            yield problem(known.kind, 0, "missing_field", field=name)
        elif value is not None and not _HOLDS[rule.type](value):
            yield problem(known.kind, 0, "wrong_type", field=name, expected=rule.type)
