"""Which elements of packs, rubrics, faults and exams cite which clauses?"""

from collections.abc import Iterator, Mapping
from typing import Final

from certification.bank import Bank
from mysterydesk.coverage.citation import Citation, Kind
from policy.document import Path, Plain, read_document
from policy.handbook import Handbook
from scoring.criterion import PRIORITY
from scoring.rubric import Rubric
from scoring.validate.published import Published

SECTIONS: Final[Mapping[str, Kind]] = {
    "priorities": "priority",
    "clocks": "clock",
    "tiers": "tier",
    "seats": "seat",
    "groups": "group",
    "phrases": "phrase",
    "ticket_number": "ticket_number",
    "satisfaction": "satisfaction",
    "calendar": "calendar",
    "escalations": "escalation",
    "intake": "intake",
    "ladder": "ladder",
    "lists": "list",
    "settings": "setting",
}
"""Kind of what stands in each section of a pack."""

_NAMES: Final = ("code", "name", "level", "moment", "id")


def pack_citations(files: Mapping[str, str], handbook: str) -> Iterator[Citation]:
    """Read them off the text of a pack: every part with a `basis`, by its path, codes instead of numbers.

    Args:
        files: YAML text by path under `policy/content/`.
        handbook: Id of the pack.
    """
    for name, text in files.items():
        document, _ = read_document(text, name)
        if document is not None:
            yield from document_citations(document.value, name, handbook)


def document_citations(read: Plain, name: str, handbook: str) -> Iterator[Citation]:
    """Read them off one file of a pack, read already."""
    for section, value in read.items() if isinstance(read, dict) else ():
        if section in SECTIONS:
            yield from _based(value, (section,), (f"policy/content/{name}", handbook))


def _based(value: Plain, path: Path, place: tuple[str, str]) -> Iterator[Citation]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    kind = SECTIONS[str(path[0])]
    for key, member in members:
        if key in {"basis", "start_basis"} and isinstance(member, list):
            named: Kind = "clock_start" if key == "start_basis" else kind
            yield from _cited(member, named, (place[0], ".".join(map(str, path))), place[1])
        else:
            yield from _based(member, (*path, _name(member, key)), place)


def _cited(ids: list[Plain], kind: Kind, where: tuple[str, str], owner: str) -> Iterator[Citation]:
    for one in ids:
        if isinstance(one, str) and not one.startswith("A-"):
            yield Citation(clause=one, kind=kind, file=where[0], element=where[1], owner=owner)


def _name(member: Plain, key: str | int) -> str | int:
    """Name a part by its code, an escalation by its ends; by its key where it has none."""
    if not isinstance(member, dict) or isinstance(key, str):
        return key
    if "source" in member and "target" in member:
        return f"{member['source']}-{member['target']}"
    return next((str(member[name]) for name in _NAMES if isinstance(member.get(name), str)), key)


def rubric_citations(rubric: Rubric, handbook: Handbook) -> Iterator[Citation]:
    """Read them off a rubric; a clause that depends on the priority counts for each."""
    levels = [str(one.code) for one in handbook.priorities]
    for one in rubric.criteria.values():
        main = [one.clause.replace(PRIORITY, level) for level in levels] if PRIORITY in one.clause else [one.clause]
        clauses = [*main, *one.also]
        yield from (
            Citation(
                clause=clause,
                kind="criterion",
                file=f"scoring/content/{rubric.handbook}/rubric.yaml",
                element=f"criteria.{one.code}",
                owner=rubric.handbook,
            )
            for clause in clauses
            if not clause.startswith("A-")
        )


def fault_citations(published: Mapping[str, Published]) -> Iterator[Citation]:
    """Read them off the published faults that the scorer is measured with."""
    for name, fault in published.items():
        for clause in fault.clauses:
            yield Citation(
                clause=clause, kind="fault", file="scoring/validate/published.py", element=name, owner="faults"
            )


def exam_citations(bank: Bank) -> Iterator[Citation]:
    """Read them off a bank: items that may reach a paper, steps of orderings, and the papers themselves."""
    folder = f"certification/content/{bank.handbook}"

    def at(clause: str, kind: Kind, element: str) -> Citation:
        return Citation(clause=clause, kind=kind, file=folder, element=element, owner=bank.handbook)

    for item in bank.items:
        if item.status == "active":
            yield from (at(str(one), "exam_item", f"{item.topic}.{item.id}") for one in item.clauses)
    for recipe in bank.orderings.values():
        for step in recipe.steps:
            ids = (one for one in step.basis if not one.startswith("A-"))
            yield from (at(one, "exam_step", f"{recipe.id}.{step.code}") for one in ids)
    for paper in bank.blueprints.values():
        ids = (one for one in paper.basis if not one.startswith("A-"))
        yield from (at(one, "exam_paper", paper.id) for one in ids)
