"""How are events of an older shape lifted to today's when they are read?

What is stored is never rewritten. Whoever changes the shape of an event adds the function that makes the new body
of the old one, under `(kind, schema of the old one)`; from then on `newest_schema` is what new events are written
with. `tests/mysterydesk/golden/` holds a database of the first shapes, which must open for ever.
"""

from collections.abc import Mapping

from mysterydesk.store.records import Upcaster, Upcasters

RENAMED_LEVELS: Mapping[str, str] = {"junior_demo": "junior_short"}
"""Levels that were issued under another name."""


def _renamed_level(body: Mapping[str, object]) -> Mapping[str, object]:
    level = str(body.get("level", ""))
    return {**body, "level": RENAMED_LEVELS.get(level, level)}


UPCASTERS: Upcasters = {
    ("credential.issued", 1): _renamed_level,
}
"""All of them; a kind that is not here has only ever had one shape."""


def newest_schema(kind: str, upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS) -> int:
    """Give the schema that an event of a kind has after lifting.

    >>> newest_schema("credential.issued"), newest_schema("ticket.created")
    (2, 1)
    """
    return max((schema + 1 for known, schema in upcasters if known == kind), default=1)
