"""Which test fails once the element that cites a clause is gone? Each element is taken out, and its tests are run.

Writes `mysterydesk/content/shown_by.txt`; run it from the root of the checkout after content or tests have changed,
then `tools/record_citations.py` for what no test misses. It takes some minutes, so that CI tries a sample only. Kinds
that are named alone are tried (`criterion,list`), with `new` only those elements of them that no test is known for.
"""  # noqa: INP001  a script

import importlib
import inspect
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from mysterydesk.coverage.citation import Citation  # noqa: E402  the tests are found from the root
from mysterydesk.coverage.matrix import citations  # noqa: E402
from tests.mysterydesk.clauses.without import CannotRunError, Stage, given_without  # noqa: E402

PLACE = ROOT / "mysterydesk" / "content" / "shown_by.txt"
OWN = "tests/mysterydesk/clauses/test_"
FIGURES = f"{OWN}figures.py::test_the_figure_of_the_clause_stands_in_the_pack"

BY_KIND: Mapping[str, tuple[str, ...]] = {
    "clock": ("time",),
    "calendar": ("time",),
    "priority": ("people",),
    "tier": ("people",),
    "seat": ("people",),
    "group": ("people",),
    "escalation": ("people",),
    "intake": ("desk",),
    "ticket_number": ("desk",),
    "satisfaction": ("desk",),
    "exam_item": ("exam",),
    "exam_step": ("exam",),
}
"""Files of `tests/mysterydesk/clauses` that are tried for a kind."""


BY_LIST: Mapping[str, tuple[str, ...]] = {
    "channels": (f"{OWN}desk.py::test_a_case_comes_by_each_channel_that_the_clause_names",),
    "ticket_types": (f"{OWN}desk.py::test_what_a_clause_names_can_be_chosen",),
    "remote_tools": (f"{OWN}desk.py::test_what_a_clause_names_can_be_chosen",),
    "desk_moves": (f"{OWN}desk.py::test_a_desk_has_the_move_that_its_clause_asks_for",),
    "closure_record": (f"{OWN}record.py::test_what_the_clause_wants_in_a_record_is_missed",),
    "article_sections": (
        f"{OWN}record.py::test_what_the_clause_wants_in_a_record_is_missed",
        f"{OWN}record.py::test_an_article_lacks_each_section_that_the_clause_names",
    ),
    "survey": (f"{OWN}record.py::test_a_survey_that_leaves_out_one_of_four_topics_is_found",),
    "closure_steps": (f"{OWN}figures.py::test_the_paper_asks_for_the_manuals_order_of_steps",),
    "complaint_steps": (f"{OWN}figures.py::test_the_paper_asks_for_the_manuals_order_of_steps",),
    "sla_rules": (
        f"{OWN}figures.py::test_a_late_response_owes_its_reason_by_the_clause_that_asks_for_it",
        f"{OWN}open.py::test_what_the_clause_asks_of_the_company_is_open_until_told",
    ),
    "hotline": (f"{OWN}open.py::test_what_the_clause_asks_of_the_company_is_open_until_told",),
    "improvement": (f"{OWN}open.py::test_what_the_clause_asks_of_the_company_is_open_until_told",),
    "performance": (f"{OWN}figures.py::test_the_parts_of_the_two_halves_add_up",),
}
"""Tests of `tests/mysterydesk/clauses` that are tried for an entry of a list, before its figures are."""


@cache
def functions(module: str) -> tuple[str, ...]:
    """List the tests of a module, in its order."""
    path = f"{module.replace('.', '/')}.py"
    if not (ROOT / path).is_file():
        return ()
    found = importlib.import_module(module)
    return tuple(f"{path}::{name}" for name, one in vars(found).items() if name.startswith("test_") and callable(one))


@cache
def source(named: str) -> str:
    """Give the text of a test and of its whole module's tables."""
    place, _, function = named.partition("::")
    module = importlib.import_module(place.removesuffix(".py").replace("/", "."))
    return inspect.getsource(getattr(module, function))


@cache
def scoring() -> tuple[str, ...]:
    """List the tests of scoring that judge single faults."""
    files = sorted((ROOT / "tests" / "scoring").glob("test_*.py"))
    skipped = {"test_rubric", "test_golden", "test_validity", "test_figures", "test_archive", "test_published"}
    return tuple(one for file in files if file.stem not in skipped for one in functions(f"tests.scoring.{file.stem}"))


def candidates(one: Citation) -> Iterator[str]:
    """Name the tests that may miss an element, those that show what it does first."""
    if one.kind == "criterion":
        code = one.element.removeprefix("criteria.")
        if one.owner == "STD":
            yield from (named for named in scoring() if f'"{code}"' in source(named))
            yield from (named for named in scoring() if f'"{one.clause}"' in source(named))
            yield from functions("tests.scoring.test_faults")
        else:
            yield from (named for named in functions("tests.scoring.test_manuals") if "found_under" in named)
            yield from (named for named in functions("tests.scoring.test_manuals") if "corner" in named)
            yield from (named for named in functions("tests.scoring.test_procedure") if one.owner == "ASC")
        yield from functions("tests.mysterydesk.clauses.test_criteria")
        yield from (named for named in functions("tests.scoring.test_transcripts") if "as_people" in named)
        return
    if one.kind == "fault":
        yield "tests/scoring/test_published.py::test_only_faults_of_the_list_are_claimed"
        return
    if one.kind in {"ladder", "setting", "exam_paper"}:
        yield from functions("tests.certification.test_bank")
    for file in BY_KIND.get(one.kind, ()):
        yield from functions(f"tests.mysterydesk.clauses.test_{file}")
    held = functions(f"tests.policy.test_{one.owner.lower()}")
    if one.kind == "list":
        listed = one.element.split(".")[1]
        yield from (*BY_LIST.get(listed, ()), FIGURES)
        yield from (named for named in held if f'"{listed}"' in source(named))
    else:
        yield from held


WHOLE = Stage(given_without(None))
BROKEN: set[str] = set()
SOUND: set[str] = set()


def sound(named: str) -> bool:
    """Say whether a test can be run here and passes on everything that ships."""
    if named not in BROKEN | SOUND:
        try:
            (BROKEN if WHOLE.fails(named) else SOUND).add(named)
        except CannotRunError:
            BROKEN.add(named)
    return named in SOUND


def shown(one: Citation) -> str:
    """Name the first test that fails without the element; empty if none does."""
    stage = Stage(given_without(one), one.owner)
    return next((named for named in candidates(one) if sound(named) and stage.fails(named)), "")


def main() -> None:
    """Try every element and write down which test misses it."""
    kinds = set(sys.argv[1].split(",")) if len(sys.argv) > 1 else set()
    found: dict[str, str] = {}
    if kinds and PLACE.is_file():
        found = dict(line.split(" ", 1) for line in PLACE.read_text("utf-8").splitlines())
    count: Counter[tuple[str, bool]] = Counter()
    elements = {one.where: one for one in sorted(citations())}
    for where, one in elements.items():
        if kinds and one.kind not in kinds and f"{one.kind}:{one.owner}" not in kinds:
            continue
        if "new" in kinds and found.get(where):
            continue
        found[where] = shown(one)
        count[one.kind, bool(found[where])] += 1
        if not found[where]:
            print("on record:", one.kind, where, flush=True)  # noqa: T201
    kept = {where: named for where, named in found.items() if named and where in elements}
    PLACE.write_text("".join(f"{where} {named}\n" for where, named in sorted(kept.items())), encoding="utf-8")
    for (kind, is_shown), number in sorted(count.items()):
        print(kind, "shown" if is_shown else "on record", number)  # noqa: T201


if __name__ == "__main__":
    main()
