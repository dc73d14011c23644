"""Which row does the form add to a pack: another clock, another intake field; and what goes with a target?

As everywhere in the form, what is new is written into the text, and the problems say what it still needs.
"""

import re
from collections.abc import Iterable
from typing import Final

from mysterydesk.errors import WorldError
from mysterydesk.pack_files import Files
from mysterydesk.pack_sheet import Sheet, sheet_of
from policy.document import Plain
from policy.text import Text

GROUPS: Final = ("customer", "issue", "attachment")
"""Groups of intake fields."""

_NO_CODE: Final = re.compile("[^a-z0-9]+")
MOST_CODE: Final = 40


def code_from(title: str, taken: Iterable[str], otherwise: str) -> str:
    """Make a code that is not taken yet of an English title.

    >>> code_from("Asset number", ["asset_number"], "field"), code_from("资产", [], "field")
    ('asset_number_2', 'field')
    """
    code = _NO_CODE.sub("_", title.lower()).strip("_")[:MOST_CODE]
    code = code if code[:1].isalpha() else otherwise
    known, number = set(taken), 1
    while (code if number == 1 else f"{code}_{number}") in known:
        number += 1
    return code if number == 1 else f"{code}_{number}"


def with_field(sheet: Sheet, title: Text, group: str, basis: str) -> Files:
    """Add an intake field at the end; it is asked for until its box is emptied.

    Args:
        sheet: The pack.
        title: Its label.
        group: One of `GROUPS`.
        basis: Clause that asks for it.

    Raises:
        WorldError: `pack_field_elsewhere`.
    """
    rows = list(sheet.rows("intake"))
    code = code_from(title.en, (str(one.get("name")) for _, one in rows), "field")
    row: dict[str, Plain] = {
        "name": code,
        "title": {"zh": title.zh, "en": title.en},
        "group": group,
        "required": True,
        "basis": [basis],
    }
    return sheet.add(row, len(rows), "intake")


def with_clock_again(sheet: Sheet, at: int, title: Text) -> Files:
    """Add a clock behind another one, the same but for name and title.

    Raises:
        WorldError: `pack_field_elsewhere`.
    """
    rows = dict(sheet.rows("clocks"))
    if at not in rows:
        raise WorldError("pack_field_elsewhere")
    taken = [str(one.get("name")) for one in rows.values()]
    name = code_from(str(rows[at].get("name")), taken, "clock")
    row: dict[str, Plain] = {**rows[at], "name": name, "title": {"zh": title.zh, "en": title.en}}
    return sheet.add(row, at + 1, "clocks")


def without_target(sheet: Sheet, at: int, code: str) -> Files:
    """Take a target out of a clock, and the word on its hours with it.

    Raises:
        WorldError: `pack_field_elsewhere`.
    """
    files = sheet.drop("clocks", at, "targets", code)
    if sheet.at("clocks", at, "hours", code) is None:
        return files
    return sheet_of(files).drop("clocks", at, "hours", code)


def with_one_target(sheet: Sheet, at: int, codes: Iterable[str]) -> Files:
    """Hold every priority to one target, or each to its own: the first one stands for all, or all begin with it.

    Args:
        sheet: The pack.
        at: Place of the clock.
        codes: Those that shall have a target: `any` alone, or every priority.

    Raises:
        WorldError: `pack_field_elsewhere`.
    """
    for part in ("targets", "hours"):
        held = sheet.at("clocks", at, part)
        if isinstance(held, dict) and held:
            first = next(iter(held.values()))
            sheet = sheet_of(sheet.put(dict.fromkeys(codes, first), "clocks", at, part))
    return sheet.files


def with_date(sheet: Sheet, day: str, spans: list[Plain]) -> Files:
    """Give a date hours of its own; none: it is a date off.

    Raises:
        WorldError: `pack_field_elsewhere`.
    """
    if spans:
        return sheet.put(spans, "calendar", "extra", day)
    held = sheet.at("calendar", "holidays")
    known = held if isinstance(held, list) else []
    if day in known:
        return sheet.files
    at = sum(str(one) < day for one in known)
    return sheet.add(day, at, "calendar", "holidays") if known else sheet.put([day], "calendar", "holidays")
