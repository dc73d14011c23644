"""Which mapping profiles ship, and which of them fits a file?"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from mysterydesk.importers.header import fits
from mysterydesk.importers.profile import Profile
from mysterydesk.importers.profile_text import parse_profile
from mysterydesk.importers.register import ImportRefused
from mysterydesk.library import list_files, read_text
from policy.problem import problem

FOLDER: Final = "imports"

AUTO: Final = "auto"

SAID: Final[Mapping[str, str]] = {
    "jsm": "jira",
    "jira-service-management": "jira",
    "servicenow-uci": "servicenow",
    "service-now": "servicenow",
}
"""Other names that people give to a format."""


@cache
def shipped() -> Mapping[str, Profile]:
    """Give the profiles that ship, by id.

    Raises:
        ImportRefused: One of them is broken.
    """
    found: dict[str, Profile] = {}
    for path in list_files("mysterydesk", FOLDER):
        profile, problems = parse_profile(read_text("mysterydesk", path), path)
        if profile is None:
            raise ImportRefused(*problems)
        found[profile.id] = profile
    return found


def profile_for(wish: str, header: Sequence[str], source: str) -> Profile:
    """Choose the profile of a format for a header.

    A format may have several profiles: `servicenow` has one for logs and one for lists (`servicenow-list`).

    Args:
        wish: Name of a format, or `auto`.
        header: Names of the file's columns.
        source: Name of the file, for the problem.

    Raises:
        ImportRefused: There is no such format, or none fits.
    """
    name = wish.strip().lower().replace("_", "-").replace(" ", "-")
    name = SAID.get(name, name)
    known = shipped()
    wanted = [one for one in known.values() if name in {AUTO, one.id} or one.id.startswith(f"{name}-")]
    if not wanted:
        raise ImportRefused(problem(source, 0, "import_format_unknown", got=wish, known=", ".join(sorted(known))))
    fitting = [one for one in wanted if fits(header, one)]
    if fitting:
        # The profile that asks for more columns is the closer one.
        return max(fitting, key=lambda one: len(one.recognised_by))
    if name == AUTO:
        raise ImportRefused(problem(source, 1, "import_format_not_recognised", known=", ".join(sorted(known))))
    return known.get(name, wanted[0])
