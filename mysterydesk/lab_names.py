"""Which values of an event has a handbook names for, and what does somebody mean who writes such a name?"""

from collections.abc import Iterator, Mapping
from typing import Final

from policy.document import Plain
from policy.handbook import Handbook
from policy.text import Text
from sla.kinds import PRIORITY_SET
from sla.timeline import Timeline

Named = tuple[tuple[Text, str], ...]
"""Names of values, each with its code."""

TRANSFERRED: Final = "ticket.transferred"
RATED: Final = "csat.received"

NEEDED: Final[Mapping[str, str]] = {
    PRIORITY_SET: "level", TRANSFERRED: "to_tier", "waiting.started": "for", RATED: "value",
}  # fmt: skip
"""The field without which an event of a kind says nothing to a clock."""

LACKED: Final[Mapping[str, str]] = {TRANSFERRED: "lab_unknown_tier", RATED: "lab_unknown_grade"}
"""The problem of an event whose value the handbook has no name for."""

_CUSTOMER: Final = Text(zh="客户", en="customer")


def named(handbook: Handbook, kind: str, field: str) -> Named:
    """Name the values of a field of an event; nothing where whatever is written stands for itself."""
    return tuple(_named(handbook, kind, field))


def _named(handbook: Handbook, kind: str, field: str) -> Iterator[tuple[Text, str]]:
    if field == "level":
        yield from ((one.name, str(one.code)) for one in handbook.priorities)
    elif field in {"to_tier", "from_tier"}:
        yield from ((one.name, str(one.code)) for one in handbook.tiers)
    elif field == "for":
        yield _CUSTOMER, "customer"
    elif field == "channel":
        yield from ((one.title, str(one.code)) for one in handbook.lists.get("channels", ()))
    elif field == "group":
        yield from ((one.name, str(one.code)) for one in handbook.groups)
    elif field == "value" and kind == RATED and handbook.satisfaction is not None:
        yield from ((one.name, one.code) for one in handbook.satisfaction.grades)


def begins_with(text: str, names: Named) -> tuple[str, str]:
    """Find the name or code that a text begins with, the longest first; give it as written, and its code.

    >>> begins_with("tier 2 reason=x", ((Text(zh="二线", en="Tier 2"), "T2"),))
    ('tier 2', 'T2')
    """
    words = ((word, code) for name, code in names for word in (name.zh, name.en, code))
    for word, code in sorted(words, key=lambda one: -len(one[0])):
        rest = text[len(word) :]
        if text[: len(word)].casefold() == word.casefold() and (not rest or rest[0].isspace()):
            return text[: len(word)], code
    return "", ""


def meant(written: str, names: Named) -> str:
    """Give the code of what is written in either language or as a code; what has no name stays as written."""
    found, code = begins_with(written, names)
    return code if found == written else written


def by_code(handbook: Handbook, row: Plain) -> Plain:
    """Give an event of a case with the code where a name is written."""
    if not isinstance(row, dict):
        return row
    kind = str(row.get("type"))
    field = NEEDED.get(kind, "")
    value = row.get(field)
    return {**row, field: meant(value, named(handbook, kind, field))} if isinstance(value, str) else row


def unnamed(handbook: Handbook, timeline: Timeline) -> Iterator[tuple[str, str, str]]:
    """Find lines and grades that the handbook lacks, so that its clocks pass over them: place, problem, value."""
    for event in timeline:
        if event.kind in LACKED:
            field = NEEDED[event.kind]
            codes = [code for _, code in named(handbook, event.kind, field)]
            if codes and event.fields.get(field) not in {None, *codes}:
                yield f"timeline[{event.id}].{field}", LACKED[event.kind], str(event.fields[field])
