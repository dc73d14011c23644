"""Which clause, phrase, grade or priority does the form add to a pack, and what goes with it?

As everywhere in the form, what is new is written into the text, and the problems say what it still needs. What is
taken out takes nothing else with it: whatever still names it is told with its line.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from mysterydesk.errors import WorldError, shown
from mysterydesk.pack_files import Files
from mysterydesk.pack_more import code_from
from mysterydesk.pack_sheet import Sheet, sheet_of
from policy.document import Plain
from policy.lint import MEASURES
from policy.text import Text

Obligation = Literal["must", "must_not", "should", "may", "info"]
OBLIGATIONS: Final[tuple[Obligation, ...]] = get_args(Obligation)

KIND: Final = "role"
"""Kind of a clause that the form adds; another one is written in the text."""

_CLAUSE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}")
_NUMBERED: Final = re.compile(r"(.*?)([0-9]+)")
_WORDS_OF_CODE: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPriority:
    """A priority as the form asks for it.

    Attributes:
        name: What it is called.
        definition: What falls under it.
        measure: What is measured, one of `policy.lint.MEASURES`.
        least: From which share on, for a measure that is a share; one that is a flag has to be true.
        basis: Clause that it stands on.
    """

    name: Text
    definition: Text
    measure: str
    least: float
    basis: str


def _both(text: Text) -> dict[str, Plain]:
    return {"zh": text.zh, "en": text.en}


def with_clause(sheet: Sheet, name: str, obligation: Obligation, text: Text) -> Files:
    """Add a clause at the end.

    Args:
        sheet: The pack.
        name: Its id, e.g. `ACME-3.2`.
        obligation: How binding it is.
        text: Its words.

    Raises:
        WorldError: `pack_clause_unfit`, `pack_clause_taken`, `pack_field_elsewhere`.
    """
    rows = list(sheet.rows("clauses"))
    if not _CLAUSE.fullmatch(name) or name.startswith("A-"):
        raise WorldError("pack_clause_unfit", name=shown(name))
    if name in {one.get("id") for _, one in rows}:
        raise WorldError("pack_clause_taken", name=shown(name))
    section = name.partition("-")[2] or name
    row: dict[str, Plain] = {"id": name, "section": section, "kind": KIND, "obligation": obligation, **_both(text)}
    return sheet.add(row, len(rows), "clauses")


def with_phrase(sheet: Sheet, meaning: Text, basis: str) -> Files:
    """Add something to say at the end, its moment named after its words; where there is none yet, with the section.

    Raises:
        WorldError: `pack_field_elsewhere`.
    """
    rows = list(sheet.rows("phrases"))
    begin = " ".join(re.findall("[A-Za-z]+", meaning.en)[:_WORDS_OF_CODE])
    moment = code_from(begin, (str(one.get("moment")) for _, one in rows), "moment")
    row: dict[str, Plain] = {"moment": moment, "meaning": _both(meaning), "basis": [basis]}
    return sheet.add(row, len(rows), "phrases") if rows else sheet.begin("phrases", [row])


def with_scale(sheet: Sheet, basis: str) -> Files:
    """Begin a scale of two grades, the lower of which obliges the desk to make contact.

    Raises:
        WorldError: `pack_field_elsewhere`.
    """
    grades: list[Plain] = [
        {"code": "satisfied", "name": {"zh": "满意", "en": "Satisfied"}, "value": 2},
        {"code": "dissatisfied", "name": {"zh": "不满意", "en": "Dissatisfied"}, "value": 1},
    ]
    return sheet.begin("satisfaction", {"grades": grades, "low": ["dissatisfied"], "basis": [basis]})


def with_grade(sheet: Sheet, name: Text, value: float | None) -> Files:
    """Add a grade where its value belongs, best first; without a value at the end.

    Raises:
        WorldError: `pack_field_elsewhere`.
    """
    held = sheet.at("satisfaction", "grades")
    grades = [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []
    code = code_from(name.en, (str(one.get("code")) for one in grades), "grade")
    row: dict[str, Plain] = {"code": code, "name": _both(name)}
    if value is None:
        return sheet.add(row, len(grades), "satisfaction", "grades")
    at = sum(isinstance(one.get("value"), int | float) and _figure(one) > value for one in grades)
    return sheet.add({**row, "value": int(value) if value.is_integer() else value}, at, "satisfaction", "grades")


def _figure(grade: Mapping[str, Plain]) -> float:
    value = grade.get("value")
    return float(value) if isinstance(value, int | float) else float("-inf")


def with_low(sheet: Sheet, code: str, *, low: bool) -> Files:
    """Let a grade oblige the desk to make contact, or no longer.

    Raises:
        WorldError: `pack_field_elsewhere`.
    """
    held = sheet.at("satisfaction", "low")
    named: list[Plain] = [one for one in held if one != code] if isinstance(held, list) else []
    if not low:
        return sheet.put(named, "satisfaction", "low")
    grades = sheet.at("satisfaction", "grades")
    order = [one.get("code") for one in grades if isinstance(one, dict)] if isinstance(grades, list) else []
    wanted: list[Plain] = [one for one in order if one in [*named, code]]
    return sheet.put(wanted, "satisfaction", "low")


def with_priority(sheet: Sheet, wanted: NewPriority, at: int) -> Files:
    """Add a priority before another one; each clock gives it the target of that one, and its hours.

    Args:
        sheet: The pack.
        wanted: The new one.
        at: Place of the one that it comes before; the last one takes what is left, so nothing comes after it.

    Raises:
        WorldError: `pack_field_elsewhere`.
    """
    rows = dict(sheet.rows("priorities"))
    if at not in rows:
        raise WorldError("pack_field_elsewhere")
    after, code = str(rows[at].get("code")), _free_code(sheet.codes())
    flag = MEASURES.get(wanted.measure) is bool
    condition: dict[str, Plain] = {"measure": wanted.measure, "op": "eq" if flag else "ge"}
    condition["value"] = True if flag else wanted.least
    row: dict[str, Plain] = {
        "code": code,
        "name": _both(wanted.name),
        "definition": _both(wanted.definition),
        "when": [[condition]],
        "basis": [wanted.basis],
    }
    sheet = sheet_of(sheet.add(row, at, "priorities"))
    for place, rule in sheet.rows("clocks"):
        for part in ("targets", "hours"):
            held = rule.get(part)
            if isinstance(held, dict) and after in held:
                sheet = sheet_of(sheet.put(held[after], "clocks", place, part, code))
    return sheet.files


def _free_code(codes: Iterable[str]) -> str:
    """Name a new priority as the others are named: the next number that nobody has.

    >>> _free_code(["P1", "P2", "P3"]), _free_code(["major"])
    ('P4', 'P1')
    """
    known = list(codes)
    numbered = [found for one in known if (found := _NUMBERED.fullmatch(one))]
    letter = numbered[0][1] if numbered else "P"
    number = max((int(one[2]) for one in numbered), default=0) + 1
    while f"{letter}{number}" in known:
        number += 1
    return f"{letter}{number}"


def left_over(sheet: Sheet, at: int) -> tuple[str, ...]:
    """Name the priorities that a clock still has a target for though the pack has them no longer."""
    targets = sheet.at("clocks", at, "targets")
    known = {*sheet.codes(), "any"}
    return tuple(one for one in targets if one not in known) if isinstance(targets, dict) else ()


def clocks_with(sheet: Sheet, code: str) -> tuple[int, ...]:
    """Give the places of the clocks that have a target of their own for a priority."""
    found = ((at, one.get("targets")) for at, one in sheet.rows("clocks"))
    return tuple(at for at, targets in found if isinstance(targets, dict) and code in targets)
