"""What is wrong with an authored text, and where?

Authors' mistakes are values, collected and reported all at once; a room raises codes and parameters only,
and the edge puts them into words (`mysterydesk.i18n`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One mistake of an author.

    Attributes:
        source: File name as the author knows it.
        line: Line in that file, from 1; 0 when the mistake has no line.
        code: Kind of mistake, e.g. `missing_field`; a message id of the catalogue is `problem.<code>`.
        params: Values of the sentence, in order of name.
    """

    source: str
    line: int
    code: str
    params: tuple[tuple[str, str], ...] = field(default=())


Problems = tuple[Problem, ...]


def problem(source: str, line: int, code: str, **params: object) -> Problem:
    """Make a problem from keyword parameters.

    >>> problem("std.yaml", 41, "missing_field", field="zh").params
    (('field', 'zh'),)
    """
    pairs = tuple(sorted((name, str(value)) for name, value in params.items()))
    return Problem(source=source, line=line, code=code, params=pairs)


def in_order(problems: Iterable[Problem]) -> Problems:
    """Sort by file and line and drop repetitions, so that a report reads like the file."""
    return tuple(sorted(set(problems)))


def as_data(one: Problem) -> Mapping[str, object]:
    """Give a problem as JSON-ready data."""
    return {"source": one.source, "line": one.line, "code": one.code, "params": dict(one.params)}
