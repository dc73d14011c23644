"""Which clauses of the shipped manuals are cited where, and which by nobody?"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, get_args

from mysterydesk import shelf
from mysterydesk.coverage.citation import AREAS, Citation
from mysterydesk.coverage.elsewhere import MOST, elsewhere
from mysterydesk.coverage.shown_by import RECORDED, how_shown
from mysterydesk.coverage.sources import exam_citations, fault_citations, pack_citations, rubric_citations
from mysterydesk.library import list_files, read_text
from mysterydesk.papers import bank
from mysterydesk.scores import rubric_for
from scoring.validate.published import PUBLISHED

Standing = Literal["behaviour", "elsewhere", "figures", "record", "nothing"]
STANDINGS: Final[tuple[Standing, ...]] = get_args(Standing)
"""What shows a clause, the strongest first: what an element brings about; a test elsewhere; the manual's own figures;
the record alone, which notices that an element goes and shows nothing of what it does; nobody cites it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One clause and what cites it.

    Attributes:
        clause: Its id.
        handbook: Manual it belongs to.
        cited_by: Citations that a test shows.
        unshown: Citations that are not on record yet, so that no test would miss them; they count for nothing.
    """

    clause: str
    handbook: str
    cited_by: tuple[Citation, ...]
    unshown: tuple[Citation, ...]

    @property
    def shown(self) -> Standing:
        """Say what shows the clause: the strongest of all."""
        ways: set[Standing] = {how_shown(one.test) for one in self.cited_by}
        if self.clause in elsewhere():
            ways.add("elsewhere")
        return next((one for one in STANDINGS if one in ways), "nothing")

    def cited_in(self, area: str) -> bool:
        """Say whether a part of the product cites it: `pack`, `scoring`, `exam`."""
        return any(AREAS[one.kind] == area for one in self.cited_by)


def citations() -> Iterator[Citation]:
    """Give every citation in the shipped content, in no order."""
    for name in shelf.HANDBOOKS:
        yield from pack_citations(json.loads(shelf.handbook_bundle(name)), name)
    for name in shelf.SCORED:
        handbook = shelf.handbook(name)
        yield from rubric_citations(rubric_for(handbook), handbook)
    for name in shelf.HANDBOOKS:
        if any(one.endswith(".yaml") for one in list_files("certification", name)):
            yield from exam_citations(bank(name))
    yield from fault_citations(PUBLISHED)


@lru_cache(maxsize=1)
def recorded() -> frozenset[str]:
    """Give the citations on record (`tools/record_citations.py` writes them)."""
    return frozenset(read_text("mysterydesk", "citations.txt").splitlines())


def is_shown(one: Citation, record: frozenset[str]) -> bool:
    """Say whether a test would miss a citation: a kind with a test of its own, or a place on record."""
    return one.test != RECORDED or one.record in record


def coverage(found: Iterable[Citation] | None = None, record: frozenset[str] | None = None) -> tuple[Row, ...]:
    """List every clause of every shipped manual with its citations.

    Args:
        found: Citations; None: those of the shipped content.
        record: Citations on record; None: the shipped record.
    """
    known = recorded() if record is None else record
    by_clause: dict[str, list[Citation]] = {}
    for one in sorted(set(citations() if found is None else found)):
        by_clause.setdefault(one.clause, []).append(one)
    return tuple(
        Row(
            clause=str(clause),
            handbook=name,
            cited_by=tuple(one for one in by_clause.get(str(clause), ()) if is_shown(one, known)),
            unshown=tuple(one for one in by_clause.get(str(clause), ()) if not is_shown(one, known)),
        )
        for name in shelf.HANDBOOKS
        for clause in shelf.handbook(name).clauses
    )


def figures(rows: Iterable[Row]) -> Mapping[str, int]:
    """Count clauses by who cites them and by whether a behaviour shows one, and citations by what shows them."""
    listed = tuple(rows)
    areas = {area: sum(row.cited_in(area) for row in listed) for area in ("pack", "scoring", "exam")}
    alone = sum(row.cited_in("pack") and not row.cited_in("scoring") and not row.cited_in("exam") for row in listed)
    ways = Counter(how_shown(one.test) for row in listed for one in row.cited_by)
    standing = Counter(row.shown for row in listed)
    return {
        "clauses": len(listed),
        **areas,
        "pack_alone": alone,
        "uncited": sum(not row.cited_by for row in listed),
        "citations": sum(len(row.cited_by) for row in listed),
        "unshown": sum(len(row.unshown) for row in listed),
        "behaviour": ways["behaviour"],
        "figures": ways["figures"],
        "record": ways["record"],
        "clauses_with_behaviour": standing["behaviour"],
        "clauses_elsewhere": standing["elsewhere"],
        "clauses_on_figures": standing["figures"],
        "clauses_on_record": standing["record"],
    }


def as_data(rows: tuple[Row, ...]) -> Mapping[str, object]:
    """Give coverage as JSON-ready data."""
    return {
        "clauses": [
            {
                "id": row.clause,
                "shown": row.shown,
                "cited_by": [{"kind": one.kind, "where": one.where, "test": one.test} for one in row.cited_by],
                "unshown": [{"kind": one.kind, "where": one.where} for one in row.unshown],
            }
            for row in rows
        ],
        "uncited": [row.clause for row in rows if not row.cited_by],
        "on_record_only": [row.clause for row in rows if row.shown == "record"],
        "on_figures_only": [row.clause for row in rows if row.shown == "figures"],
        "elsewhere": [
            {"id": row.clause, "where": elsewhere()[row.clause]} for row in rows if row.shown == "elsewhere"
        ],
        "most_elsewhere": MOST,
        "counts": {name: figures(row for row in rows if row.handbook == name) for name in shelf.HANDBOOKS}
        | {"all": figures(rows)},
    }
