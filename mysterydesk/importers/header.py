"""Which column of a file is which?"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mysterydesk.importers.profile import NEEDED, Profile
from mysterydesk.importers.register import ImportRefused
from policy.problem import Problem, problem

ANY = "*"
"""Stands in `repeats` for every column that is not mapped, is wrapped in words of the product, and whose repetitions
stand side by side: so Jira writes a field of one's own that has several values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The columns of one file under a profile.

    Attributes:
        names: Every column's own name, the repeated ones told apart where the profile does.
        places: Canonical name to the column's position, from 0.
        others: Columns that are not mapped, by name; several positions where the export repeats one.
    """

    names: tuple[str, ...]
    places: Mapping[str, int]
    others: Mapping[str, tuple[int, ...]]

    def name_of(self, canonical: str) -> str:
        """Give the file's own name of a mapped column."""
        return self.names[self.places[canonical]]


def key(name: str, *, wrapped: bool = False) -> str:
    """Give a name of a column as it is compared: without case and extra blanks, and without its wrapping.

    >>> key("Campo personalizado (Time to resolution)", wrapped=True)
    'time to resolution'
    """
    folded = " ".join(name.lower().split())
    start, bracket, inside = folded.partition(" (")
    return inside[:-1].strip() if wrapped and start and bracket and folded.endswith(")") else folded


def read_header(names: Sequence[str], profile: Profile, source: str) -> Header:
    """Find the columns of a profile in a file's header.

    Raises:
        ImportRefused: Columns that are missing, and those named twice, mapped or not, that the profile does not tell
            apart or call a list.
    """
    told, repeated = _told_apart(names, profile, source)
    places: dict[str, int] = {}
    keys = [key(name, wrapped=profile.wrapped) for name in told]
    for canonical, wanted in profile.columns.items():
        found = (keys.index(one) for one in (key(name, wrapped=profile.wrapped) for name in wanted) if one in keys)
        place = next(found, None)
        if place is not None:
            places[canonical] = place
    problems = [*repeated, *_missing(places, profile, source)]
    if problems:
        raise ImportRefused(*problems)
    others: dict[str, tuple[int, ...]] = {}
    for place, name in enumerate(told):
        if place not in places.values():
            others[name] = (*others.get(name, ()), place)
    return Header(names=tuple(told), places=places, others=others)


def fits(names: Sequence[str], profile: Profile) -> bool:
    """Say whether a header is that of the profile's export."""
    keys = {key(name, wrapped=profile.wrapped) for name in names}
    wanted = {key(name, wrapped=profile.wrapped) for name in profile.recognised_by}
    return bool(wanted) and wanted <= keys


def _told_apart(names: Sequence[str], profile: Profile, source: str) -> tuple[list[str], list[Problem]]:
    """Name repeated columns apart, as the profile does; the rest of them are problems."""
    known = {key(name, wrapped=profile.wrapped): own for name, own in profile.repeats.items()}
    mapped = {key(name, wrapped=profile.wrapped) for wanted in profile.columns.values() for name in wanted}
    # Two wrappings of a name that nobody asks for are two columns: `Inward issue link (X)`, `Outward issue link (X)`.
    bare = [key(name, wrapped=profile.wrapped) for name in names]
    keys = [one if one in mapped or one in known else key(name) for one, name in zip(bare, names, strict=True)]
    counted = Counter(keys)
    told: list[str] = []
    problems: list[Problem] = []
    seen: Counter[str] = Counter()
    for place, (name, one) in enumerate(zip(names, keys, strict=True), start=1):
        own = known.get(one, known.get(ANY) if one not in mapped and _side_by_side(bare, keys, one) else None)
        seen[one] += 1
        if not one:
            told.append(f"column {place}")
            continue
        surplus = counted[one] > 1 and (own is None or (own and seen[one] > len(own)))
        if surplus and seen[one] == counted[one]:
            places = ", ".join(str(at) for at, other in enumerate(keys, start=1) if other == one)
            problems.append(problem(source, 1, "import_header_repeated", name=name.strip(), places=places))
        told.append(own[seen[one] - 1] if own and counted[one] > 1 and seen[one] <= len(own) else name.strip())
    return told, problems


def _side_by_side(bare: Sequence[str], keys: Sequence[str], one: str) -> bool:
    """Say whether all columns of a name are wrapped and stand beside each other."""
    places = [place for place, other in enumerate(keys) if other == one]
    wrapped = all(bare[place] != one for place in places)
    return wrapped and places[-1] - places[0] == len(places) - 1


def _missing(places: Mapping[str, int], profile: Profile, source: str) -> Iterator[Problem]:
    for canonical in NEEDED[profile.form]:
        if canonical not in places:
            names = ", ".join(profile.columns[canonical])
            yield problem(source, 1, "import_column_missing", name=canonical, names=names)
