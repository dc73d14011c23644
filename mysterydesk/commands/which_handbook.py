"""Which handbook does somebody mean: one that ships, one published here, or a file or folder of their own?"""

from pathlib import Path

from mysterydesk import pack_shelf, shelf
from mysterydesk.calendars import desk_calendar
from mysterydesk.commands.kept_store import kept_store
from mysterydesk.commands.output import read_input, refuse_fault, refuse_problems
from mysterydesk.errors import WorldError
from policy.handbook import Handbook
from policy.parse import parse_handbook
from sla.calendar import Calendar


def handbook_meant(wish: str, store: Path | None = None) -> Handbook:
    """Find a handbook by its id, or read a pack; what is wrong with it ends the command.

    Args:
        wish: Id of one that ships or that a store has published in its newest version, or a file or folder.
        store: The store that is asked for a published one; None: the usual one, where it is there.
    """
    place = Path(wish)
    if wish in shelf.HANDBOOKS or not wish or not place.exists():
        return published_or_shipped(wish, store)
    inside = sorted(place.glob("*.yaml")) if place.is_dir() else [place]
    if not inside:
        refuse_fault(WorldError("folder_without_pack", path=place))
    parsed, problems = parse_handbook({str(one): read_input(one) for one in inside}, shelf.vocabulary())
    if parsed is None or problems:
        refuse_problems(problems)
    return parsed


def hours_of(handbook: Handbook, store: Path | None) -> Calendar:
    """Give the working hours of a handbook on the notices and dates of a store; None: of the usual one."""
    with kept_store(store) as opened:
        return desk_calendar(handbook, opened)


def published_or_shipped(wish: str, store: Path | None = None) -> Handbook:
    """Find a handbook by its id: one that ships, or the newest that a store has published; else end the command."""
    if wish in shelf.HANDBOOKS:
        return shelf.handbook(wish)
    try:
        with kept_store(store) as opened:
            return shelf.handbook(wish) if opened is None else pack_shelf.handbook(opened, wish)
    except WorldError as fault:
        refuse_fault(fault)
