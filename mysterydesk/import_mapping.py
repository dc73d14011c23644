"""Which format is a file taken for, and how does somebody say otherwise: columns, words, the order of a date?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from mysterydesk.importers.draft import drafted
from mysterydesk.importers.header import key, read_header
from mysterydesk.importers.profile import NEEDED, SPANS, Form, Profile
from mysterydesk.importers.profile_text import parse_profile, profile_text
from mysterydesk.importers.register import ImportRefused
from mysterydesk.importers.shipped import AUTO, profile_for, shipped
from mysterydesk.importers.table import Table
from mysterydesk.importers.yardstick import Guess, yardstick
from policy.handbook import Handbook
from policy.problem import Problems, problem
from policy.text import Text

MINE: Final = "mine"
"""Id of a mapping that somebody made."""

TITLE: Final = Text(zh="我的映射", en="My mapping")

MEANINGS: Final = (
    "new", "active", "wait:customer", "wait:vendor", "wait:third_party", "wait:approval", "wait:change",
    "wait:problem", "wait:evidence", "wait:unsaid", "resolved", "closed", "cancelled", "same",
)  # fmt: skip
"""What a state can mean."""

Dates = Literal["year", "day", "month"]
DATES: Final[tuple[Dates, ...]] = get_args(Dates)
"""What stands first in a written date."""

_DAYS: Final[Mapping[Dates, str]] = {"year": "%Y{0}%m{0}%d", "day": "%d{0}%m{0}%Y", "month": "%m{0}%d{0}%Y"}
_HOURS: Final = (" %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p", "")
_BETWEEN: Final = "/-."


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What a file was taken for.

    Attributes:
        profile: To begin with: of the format that has this header, or a guess from the names of the columns.
        columns: The file's columns by which the format is known; empty: none is.
    """

    profile: Profile
    columns: tuple[str, ...]


def recognised(table: Table) -> Recognised:
    """Say what a file is by its header; a format whose needed columns it lacks is only a likeness of some names."""
    try:
        profile = profile_for(AUTO, table.header, table.name)
        read_header(table.header, profile, table.name)
    except ImportRefused as refused:
        if any(one.code != "import_header_repeated" for one in refused.problems):
            return Recognised(profile=drafted(table), columns=())
    return Recognised(profile=profile, columns=known_by(table, profile))


def known_by(table: Table, profile: Profile) -> tuple[str, ...]:
    """List the columns of a file that a format is known by, as the file writes them."""
    wanted = {key(name, wrapped=profile.wrapped) for name in profile.recognised_by}
    return tuple(name.strip() for name in table.header if key(name, wrapped=profile.wrapped) in wanted)


def of_format(table: Table, name: str) -> Profile:
    """Give the profile of a format that ships, or, for `mine`, a guess to be put right."""
    return shipped()[name] if name in shipped() else drafted(table)


def mine(profile: Profile) -> Profile:
    """Make a mapping one's own: it goes by no format's name, but its tickets keep their source."""
    return replace(profile, id=MINE, title=TITLE if profile.id != MINE else profile.title, recognised_by=())


def with_column(profile: Profile, canonical: str, name: str | None) -> Profile:
    """Take another column of the file for something, or none."""
    columns = {one: names for one, names in profile.columns.items() if one != canonical}
    units = {one: unit for one, unit in profile.units.items() if one != canonical}
    if name is not None:
        columns[canonical] = (name,)
        if canonical in SPANS:
            units[canonical] = profile.units.get(canonical, "minutes")
    return mine(replace(profile, columns=columns, units=units))


def with_unit(profile: Profile, canonical: str, unit: str) -> Profile:
    """Say in which unit a column holds spans."""
    return mine(replace(profile, units={**profile.units, canonical: unit}))


def with_state(profile: Profile, word: str, meaning: str | None) -> Profile:
    """Say what a state means; None: it is not known, and its rows are left out."""
    states = {one: known for one, known in profile.states.items() if one != word.lower()}
    return mine(replace(profile, states=states if meaning is None else {**states, word.lower(): meaning}))


def with_people(profile: Profile, names: Sequence[str]) -> Profile:
    """Say which other columns name people."""
    return mine(replace(profile, personal=tuple(names)))


def with_dropped(profile: Profile, names: Sequence[str]) -> Profile:
    """Say which other columns are not kept."""
    return mine(replace(profile, dropped=tuple(names)))


def with_form(profile: Profile, form: Form) -> Profile:
    """Say whether a row is a ticket or an event."""
    return mine(replace(profile, form=form))


def patterns_of(first: Dates) -> tuple[str, ...]:
    """Give the patterns of dates in figures in one order."""
    return tuple(_DAYS[first].format(between) + hours for between in _BETWEEN for hours in _HOURS)


def with_dates(profile: Profile, first: Dates | None) -> Profile:
    """Say what stands first in a written date; None: as the format has it."""
    return profile if first is None else mine(replace(profile, formats=patterns_of(first)))


def dates_of(profile: Profile) -> Dates | None:
    """Say which order of a date was chosen, if one was."""
    return next((one for one in DATES if profile.formats == with_dates(profile, one).formats), None)


def level_of(profile: Profile, handbook: Handbook, word: str) -> str | None:
    """Give the handbook's priority for a word of the source by its rank; None: its rank is not known."""
    return yardstick(handbook, profile).level_of(word)


def guess_of(profile: Profile, handbook: Handbook, word: str) -> Guess | None:
    """Say what is assumed of a word that is no priority of the handbook's; None: nothing."""
    return yardstick(handbook, profile).guess_of(word)


def with_levels(profile: Profile, handbook: Handbook, chosen: Mapping[str, str]) -> Profile:
    """Write into a profile which priorities somebody has chosen: as ranks, so that every handbook can read them."""
    codes = [str(one.code) for one in handbook.priorities]
    ranks = {word.lower(): codes.index(level) + 1 for word, level in chosen.items() if level in codes}
    guessed = tuple(one for one in profile.guessed if one not in ranks)
    return mine(replace(profile, ranks={**profile.ranks, **ranks}, guessed=guessed)) if ranks else profile


def lacking(profile: Profile, name: str) -> Problems:
    """List the columns without which nothing can be read, and that nobody has pointed at yet."""
    return tuple(
        problem(name, 0, "profile_column_needed", name=one)
        for one in NEEDED[profile.form]
        if not profile.columns.get(one)
    )


def problems_of(profile: Profile, name: str) -> Problems:
    """List what a mapping lacks before anything can be read by it; its fields have no lines."""
    return lacking(profile, name) or tuple(
        replace(one, line=0) for one in parse_profile(profile_text(profile), name)[1]
    )
