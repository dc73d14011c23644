# ruff: noqa: INP001, T201  a script that prints
"""How many small changes of the scorer's own code do its tests notice (G13 of the validity figures)?

Run `make mutants` or `python tools/mutants.py [--sample 200] [--seed 1] [--only TEXT] [--record]`. mutmut makes the
mutants; a sample of them, drawn by the seed, is tried in the order drawn, for all of them would take days. Each is
tried with every test of tests/scoring that reaches its function, and none is left out for being slow: the share is
that of all. One that survives is shown: either a test is missing, or the change means nothing (an equivalent
mutant, which is counted as survived all the same). `--record DAY` keeps the figure for the page and the report.
"""

import argparse
import ast
import difflib
import json
from collections import Counter
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from mutant_trials import KILLED, SURVIVED, TOO_LONG, UNREACHED, Mutant, Trials
from mutmut.mutation.file_mutation import mutate_file_contents

from mysterydesk.mutant_figure import Mutants, in_report, with_mutants
from scoring.validate.goals import is_met

MADE = Path("mutants")
FIGURES, REPORT = Path("mysterydesk/content/validity.json"), Path("docs/validity.md")
LEFT_OUT = "validate"
"""Only what gives a score is changed; how it is validated has its own figures (G1 to G12)."""
TESTS = ("tests/scoring", "--deselect", "tests/scoring/test_validity.py", "-p", "no:cacheprovider", "-q", "-x")


def modules() -> list[Path]:
    """List the files whose code is changed."""
    return [one for one in sorted(Path("scoring").rglob("*.py")) if LEFT_OUT not in one.parts]


def made_of(path: Path) -> dict[str, str]:
    """Make the mutants of a file: sources by mutmut's names, the unchanged ones among them. They are kept."""
    text = path.read_text(encoding="utf-8")
    kept = MADE / f"{path.as_posix().replace('/', '.')}.{sha256(text.encode()).hexdigest()[:16]}.json"
    if not kept.exists():
        made = mutate_file_contents(str(path), text)
        lines = made.code.splitlines(keepends=True)
        spans = made.line_span_by_function_name.items()
        named = {name: "".join(lines[span.start - 1 : span.end]) for name, span in spans}
        kept.write_text(json.dumps(named), encoding="utf-8")
    known: dict[str, str] = json.loads(kept.read_text(encoding="utf-8"))
    return known


def places(path: Path) -> dict[tuple[str, str], tuple[int, int]]:
    """Find where each function stands: first and last line by class and name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    owners = [("", tree.body), *((one.name, one.body) for one in tree.body if isinstance(one, ast.ClassDef))]
    return {
        (owner, one.name): (one.body[0].lineno - 1, one.end_lineno or one.lineno)
        for owner, body in owners
        for one in body
        if isinstance(one, ast.FunctionDef)
    }


def all_mutants() -> dict[str, Mutant]:
    """Make every mutant, by name."""
    found: dict[str, Mutant] = {}
    for path in modules():
        where = places(path)
        module = path.with_suffix("").as_posix().replace("/", ".")
        for made, source in made_of(path).items():
            of, _, number = made.rpartition("__mutmut_")
            owner, function = of[2:].split("ǁ") if of.startswith("xǁ") else ("", of[2:])
            if number != "orig":
                name = f"{module}.{made}"
                lines = where[owner, function]
                found[name] = Mutant(name=name, owner=owner, function=function, lines=lines, source=source)
    return found


def drawn(names: list[str], size: int, seed: int) -> list[str]:
    """Draw a sample that depends on names and seed alone."""
    return sorted(names, key=lambda name: sha256(f"{seed} {name}".encode()).digest())[:size]


def change(mutant: Mutant) -> str:
    """Show what a mutant changes."""
    path = Path(mutant.module.replace(".", "/") + ".py")
    unchanged = made_of(path)[mutant.made.rpartition("__mutmut_")[0] + "__mutmut_orig"]
    lines = difflib.unified_diff(unchanged.splitlines(), mutant.source.splitlines(), n=0, lineterm="")
    return "\n".join(
        f"      {line}" for line in lines if line[:2] not in {"--", "++", "@@"} and "__mutmut_" not in line
    )


def told(mutant: Mutant, outcome: str) -> None:
    """Print one outcome as it comes, with the change where it was not noticed."""
    print(f"  {outcome} {mutant.name}", flush=True)
    if outcome in {SURVIVED, UNREACHED}:
        print(change(mutant), flush=True)


def version() -> str:
    """Tell this state of the scorer and what it stands on from others; tests are told apart by file."""
    content = sha256()
    for folder in ("policy", "sla", "scenarios", "simulator", "scoring"):
        for path in sorted(Path(folder).rglob("*.*")):
            if path.suffix in {".py", ".yaml"}:
                content.update(path.read_bytes())
    return content.hexdigest()[:16]


def record(found: Mutants) -> None:
    """Keep the figure where the page and the report read it."""
    for path, changed in ((FIGURES, with_mutants), (REPORT, in_report)):
        path.write_text(changed(path.read_text(encoding="utf-8"), found), encoding="utf-8")


def report(found: Mutants, counts: Counter[str], made: int) -> int:
    """Print the figure; give 0 where the goal is met."""
    low, high = found.interval
    print(f"G13: {found.killed} of {found.n} mutants killed = {found.measured.value:.3f}", end=" ")
    print(f"(95 %: {low:.3f} .. {high:.3f}); made {made}, {dict(counts)}")
    return 0 if is_met("G13", found.measured) else 1


def main() -> int:
    """Make, draw, try and report."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sample", type=int, default=200, help="how many to try")
    asked.add_argument("--seed", type=int, default=1, help="draws the sample")
    asked.add_argument("--only", default="", help="only mutants whose name has this in it, for work on one part")
    asked.add_argument("--minutes", type=float, default=600.0, help="start no further mutant after these")
    asked.add_argument("--record", type=date.fromisoformat, help="keep the figure under this day; never with --only")
    given = asked.parse_args()
    if given.record and given.only:
        asked.error("a figure of a part is no figure of the scorer: --only without --record")
    MADE.mkdir(exist_ok=True)
    found = all_mutants()
    names = drawn([name for name in found if given.only in name], given.sample, given.seed)
    counts: Counter[str] = Counter()

    def said(mutant: Mutant, outcome: str) -> None:
        counts[outcome] += 1
        told(mutant, outcome)

    reach = MADE / f"reach.{version()}.json"
    pytest.main([*TESTS], plugins=[Trials([found[name] for name in names], reach, said, given.minutes)])
    # The order is drawn too, so those tried until the time was over are a sample like all.
    if not counts:
        print("no mutant was tried; see what pytest said above")
        return 2
    day = given.record or date.min
    whole = Mutants(killed=counts[KILLED] + counts[TOO_LONG], n=counts.total(), seed=given.seed, day=day.isoformat())
    if given.record:
        record(whole)
    return report(whole, counts, len(found))


if __name__ == "__main__":
    raise SystemExit(main())
