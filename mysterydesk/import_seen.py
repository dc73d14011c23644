"""What is shown of the beginning of a file: its columns, what becomes of each, its first rows and times?"""

from dataclasses import dataclass
from typing import Literal

from policy.problem import Problems

Use = Literal["mapped", "people", "dropped", "moment", "kept", "unsaid"]
"""What becomes of a column: it is one of ours; left unnamed; free text, not kept; a time; kept as it is; nobody can
tell yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a file.

    Attributes:
        name: As the file has it.
        use: What becomes of it.
        ours: Canonical names it is taken for.
    """

    name: str
    use: Use
    ours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRead:
    """A written time and how it is read.

    Attributes:
        canonical: Which column.
        written: As the file has it.
        read: In ISO 8601; None: it is no time under this mapping.
    """

    canonical: str
    written: str
    read: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The beginning of a file under a mapping.

    Attributes:
        columns: Every column.
        rows: The first rows, cells cut or masked.
        states: Words of the state, in order of their coming.
        priorities: Words of the priority.
        times: The first time of each column that holds some, and the first that cannot be read.
        zone_needed: Whether a time stands there without its zone.
        problems: What is wrong with the header, or with the file from some row on.
        guarded: Whether words are hidden because nobody has said yet what the columns are.
    """

    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    states: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    times: tuple[TimeRead, ...] = ()
    zone_needed: bool = False
    problems: Problems = ()
    guarded: bool = False
