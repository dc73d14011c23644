"""Which cases does an interchange file hold, and on which line does each part of them stand?"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final, NoReturn

import typer

from mysterydesk.commands.output import read_input, refuse_fault, refuse_problems
from mysterydesk.commands.sla_lines import Lines, Place, json_text, place_of, written_place, yaml_text
from mysterydesk.errors import WorldError
from mysterydesk.i18n import Translation, problem_text
from policy.problem import Problems, problem
from sla.handbook_cases import refuse_endless
from sla.inspection import Inspection

MOST_BYTES: Final = 20_000_000

FORMATS: Final = ("sla-cases/1", "handbook-cases/1")


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """One file, read.

    Attributes:
        source: Its name.
        form: Its format, e.g. `handbook-cases/1`.
        cases: What it holds, in order.
        lines: Line of each value by its path, and which keys stand twice.
        broken: What stands where a case should, by its number; there `cases` holds an empty one.
    """

    source: str
    form: str
    cases: tuple[Mapping[str, object], ...]
    lines: Lines
    broken: Mapping[int, object] = field(default_factory=dict)

    @property
    def for_handbooks(self) -> bool:
        """Whether its cases are timelines of handbooks."""
        return self.form.startswith("handbook-cases")

    @cached_property
    def _ids(self) -> Mapping[str, int]:
        first: dict[str, int] = {}
        for number, case in enumerate(self.cases):
            first.setdefault(str(case.get("id")), number)
        return first

    @cached_property
    def _twice(self) -> Mapping[int, list[Place]]:
        found: dict[int, list[Place]] = {}
        for path in self.lines.twice():
            found.setdefault(int(path[1]), []).append(path[2:])
        return found

    def look(self, number: int) -> Inspection:
        """Begin to inspect a case: that it is none, keys that stand twice, another's id are told already."""
        look = Inspection(self.source, lambda place: self.lines.line(("cases", number, *place_of(place))))
        if number in self.broken:
            look.refuse("expected_mapping", f"cases[{number}]", self.broken[number])
        for path in self._twice.get(number, ()):
            look.refuse("key_twice", written_place(path), path[-1])
        name = self.cases[number].get("id")
        if name is not None and self._ids[str(name)] != number:
            look.refuse("id_twice", "id", name)
        return look


def tell_problems(t: Translation, name: object, problems: Problems) -> None:
    """Say on standard error what is wrong with a case, each with file, line and the case's id."""
    for one in problems:
        place = f"{one.source}:{one.line}" if one.line else one.source
        source = t("sla.in_case", place=place, name=name) if name is not None else place
        typer.echo(problem_text(t, replace(one, source=source, line=0)), err=True)


def refuse_untimed(source: str, error: Exception) -> NoReturn:
    """Say that no due time can be computed, and why, and stop with status 1."""
    look = Inspection(source)
    refuse_endless(look, error)
    refuse_problems(look.problems)


def load_cases(place: Path) -> CaseFile:
    """Read the format and the cases of a JSON or YAML file, `-` being the standard input.

    A file that cannot be read, or holds no list of cases, ends the command in words.
    """
    text = read_input(place)
    if len(text) > MOST_BYTES:
        refuse_fault(WorldError("file_too_large", path=place, most=MOST_BYTES))
    is_json = text.lstrip().startswith(("{", "["))
    try:
        data, lines = json_text(text) if is_json else yaml_text(text)
    except (ValueError, RecursionError) as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        refuse_fault(WorldError("file_not_read", path=place, reason=reason))
    cases = data.get("cases") if isinstance(data, Mapping) else None
    above = [path for path in lines.twice() if len(path) < 3]  # noqa: PLR2004  cases, number, key
    if above:
        refuse_problems(
            tuple(problem(str(place), lines.line(path), "key_twice", place=written_place(path)) for path in above)
        )
    if not isinstance(data, Mapping) or not isinstance(cases, list):
        refuse_fault(WorldError("file_without_cases", path=place))
    form = str(data.get("format") or "")
    if form and form not in FORMATS:
        refuse_fault(WorldError("unknown_case_format", path=place, got=form, known=", ".join(FORMATS)))
    return CaseFile(
        source=str(place),
        form=form,
        cases=tuple(one if isinstance(one, Mapping) else {} for one in cases),
        lines=lines,
        broken={number: one for number, one in enumerate(cases) if not isinstance(one, Mapping)},
    )
