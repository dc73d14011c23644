"""What does the report on the scorer say of one manual, in a file that holds a section for each?"""

import re
from dataclasses import dataclass

from mysterydesk import mutant_figure, shelf, validating
from mysterydesk.i18n import Translation, translation
from mysterydesk.scores import rubric_for
from scoring.scorecard import SCORER
from scoring.validate.goals import GOALS, SAMPLED, Measured, interval, is_met
from scoring.validate.validate import Validation

NAMED = 12
"""Most shortfalls of a goal that are named; the rest is counted."""

DIGITS = 12
"""Characters of a digest that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One measurement.

    Attributes:
        handbook: Its id.
        cases: Drawn cases.
        day: Day it was made on, as ISO 8601.
        whole: What came out.
    """

    handbook: str
    cases: int
    day: str
    whole: Validation


def with_section(text: str, run: Run) -> str:
    """Give the report with the section of a manual put in, in the place of an older one."""
    zh, en = translation("zh"), translation("en")
    begin, end = f"<!-- {run.handbook} -->", f"<!-- /{run.handbook} -->"
    section = f"{begin}\n{_section(zh, en, run)}\n{end}"
    old = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if old.search(text):
        return old.sub(lambda _found: section, text)
    head = text.rstrip() or _both(zh, en, "validate.report.head", "\n\n", mark="# ")
    return f"{head}\n\n{section}\n"


def _both(zh: Translation, en: Translation, key: str, glue: str = " / ", *, mark: str = "") -> str:
    return f"{mark}{zh(key)}{glue}{en(key)}"


def _section(zh: Translation, en: Translation, run: Run) -> str:
    book = shelf.handbook(run.handbook)
    rows = (
        ("handbook", book.digest[:DIGITS]),
        ("rubric", rubric_for(book).digest[:DIGITS]),
        ("engine", shelf.rules().engine[:DIGITS]),
        ("scorer", SCORER),
        ("cases", str(run.cases)),
        ("day", run.day),
        ("void", str(run.whole.void)),
        ("unplayable", str(len(run.whole.unplayable))),
    )
    about = [f"- {_both(zh, en, f'validate.report.{name}')}: {value}" for name, value in rows]
    columns = ("goal", "value", "n", "limit", "result")
    table = [
        f"| # | {' | '.join(_both(zh, en, f'validate.report.{name}') for name in columns)} |",
        f"|{'---|' * (len(columns) + 1)}",
        *(_row(zh, en, name, run.whole) for name in GOALS),
    ]
    return "\n".join((f"## {run.handbook}", "", *about, "", *table, *_shortfalls(zh, en, run)))


def _row(zh: Translation, en: Translation, name: str, whole: Validation) -> str:
    if name == mutant_figure.GOAL and (known := mutant_figure.mutants()) is not None:
        return mutant_figure.row(known)
    one, goal, met = whole.measured.get(name), GOALS[name], is_met(name, whole.measured.get(name))
    said = _both(zh, en, f"validate.goal.{name}")
    limit = f"{'>=' if goal.least else '<='} {goal.limit:g}"
    if one is None or met is None:
        return f"| {name} | {said} | - | 0 | {limit} | {_both(zh, en, 'validate.unmeasured')} |"
    return (
        f"| {name} | {said} | {_value(name, one)} | {one.n} | {limit} | "
        f"{_both(zh, en, 'validate.met' if met else 'validate.missed')} |"
    )


def _value(name: str, one: Measured) -> str:
    span = interval(name, one)
    return f"{one.value:.4g}" + ("" if span is None else f" [{span[0]:.3f}, {span[1]:.3f}]")


def _shortfalls(zh: Translation, en: Translation, run: Run) -> list[str]:
    """Name what fell short: every fault of others, even where the goal is reached, and of the rest the first ones."""
    found = []
    for name, one in run.whole.measured.items():
        if is_met(name, one) is False or (name in SAMPLED and one.misses):
            named = one.misses if name in SAMPLED else one.misses[:NAMED]
            rest = len(one.misses) - len(named)
            found += ["", f"**{name}** {_both(zh, en, 'validate.report.short')}: {len(one.misses)}", ""]
            found += [f"- `{miss}`{_what(name, miss, run.handbook)}" for miss in named]
            found += [f"- ... + {rest}"] if rest > 0 else []
    return found


def _what(name: str, miss: str, handbook: str) -> str:
    """Say in words what is wrong with a fault of others that is named by its id."""
    hands = validating.written_by_others(handbook) if name in SAMPLED else None
    fault = next((one for one in hands.faults if one.id == miss.split(" ", 1)[0]), None) if hands else None
    return "" if fault is None else f" {fault.what.zh} / {fault.what.en}"
