"""How are events of an older shape lifted to today's when they are read?

What is stored is never rewritten. Whoever changes the shape of an event adds the function that makes the new shape
of the old one, under `(kind, schema of the old one)`; from then on `newest_schema` is what new events are written
with. `tests/mysterydesk/golden/` holds a database of the first shapes, which must open for ever.
"""

from collections.abc import Mapping
from dataclasses import replace

from mysterydesk.store.records import Shape, Upcaster, Upcasters

RENAMED_LEVELS: Mapping[str, str] = {"junior_demo": "junior_short"}
"""Levels that were issued under another name."""


def _renamed_level(old: Shape) -> Shape:
    level = str(old.body.get("level", ""))
    return replace(old, body={**old.body, "level": RENAMED_LEVELS.get(level, level)})


def _digests_aside(*names: str) -> Upcaster:
    """Say aside what once stood in the chain unsalted: digests of documents that hold a person's name or words."""

    def lifted(old: Shape) -> Shape:
        body = {name: value for name, value in old.body.items() if name not in names}
        moved = {name: str(old.body[name]) for name in names if name in old.body}
        return Shape(body=body, aside={**old.aside, **moved})

    return lifted


UPCASTERS: Upcasters = {
    ("credential.issued", 1): _renamed_level,
    ("credential.issued", 2): _digests_aside("document", "award"),
    ("drill.scored", 1): _digests_aside("scorecard"),
}
"""All of them; a kind that is not here has only ever had one shape."""


def newest_schema(kind: str, upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS) -> int:
    """Give the schema that an event of a kind has after lifting.

    >>> newest_schema("credential.issued"), newest_schema("ticket.created")
    (3, 1)
    """
    return max((schema + 1 for known, schema in upcasters if known == kind), default=1)
