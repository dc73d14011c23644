"""What is wrong with a rubric that somebody writes?

Beside what every rubric must have, one of a company's own judges all that the shipped one judges, or says that it
omits it, and drops no gate: what fails people whatever they score is not theirs to take away (DESIGN decision 16).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mysterydesk import shelf
from mysterydesk.pack_files import Files, bundled, problems_of_size, unbundled
from mysterydesk.rubric_store import FIRST
from mysterydesk.scores import rubric_for
from policy.document import read_document
from policy.problem import Problem, Problems, in_order, problem
from scoring.rubric import Rubric, parse_rubric


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a rubric says, and all that is wrong with it.

    Attributes:
        rubric: The rubric, where it has no problem.
        problems: Every one of them, by line.
    """

    rubric: Rubric | None
    problems: Problems


def checked(files: Files, handbook_id: str) -> Checked:
    """Read a rubric as it is written now; the same text is read once.

    Args:
        files: `rubric.yaml` -> its text.
        handbook_id: Manual that it is for.
    """
    found = problems_of_size(files)
    if FIRST not in files:
        found = (*found, problem(FIRST, 0, "pack_no_file"))
    return Checked(rubric=None, problems=found) if found else _checked(bundled(files), handbook_id)


@lru_cache(maxsize=16)
def _checked(data: bytes, handbook_id: str) -> Checked:
    text, handbook = unbundled(data)[FIRST], shelf.handbook(handbook_id)
    rubric, problems = parse_rubric(text, FIRST, handbook)
    if rubric is None:
        return Checked(rubric=None, problems=problems)
    found = in_order(tuple(_beside_the_shipped(text, rubric, rubric_for(handbook))))
    return Checked(rubric=None if found else rubric, problems=found)


def _beside_the_shipped(text: str, rubric: Rubric, shipped: Rubric) -> Iterator[Problem]:
    document, _ = read_document(text, FIRST)
    if document is None:
        return
    places = {one.code: document.line(("criteria", at)) for at, one in enumerate(rubric.criteria.values())}
    head = document.line(("criteria",))
    for code in sorted(set(shipped.criteria) - set(rubric.criteria) - rubric.omits):
        yield problem(FIRST, head, "criterion_missing", criterion=code)
    for code in sorted(set(rubric.criteria) - set(shipped.criteria) - shipped.omits):
        yield problem(FIRST, places[code], "criterion_unknown", criterion=code)
    for code, one in sorted(shipped.criteria.items()):
        if one.critical and not (code in rubric.criteria and rubric.criteria[code].critical):
            yield problem(FIRST, places.get(code, head), "gate_dropped", criterion=code)
