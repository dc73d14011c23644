"""Which handbook does somebody mean: one that ships, or a file or folder of their own?"""

from pathlib import Path

from mysterydesk import shelf
from mysterydesk.commands.output import read_input, refuse_fault, refuse_problems
from mysterydesk.errors import WorldError
from policy.handbook import Handbook
from policy.parse import parse_handbook


def handbook_meant(wish: str) -> Handbook:
    """Find a handbook by the id of one that ships, or read a pack; what is wrong with it ends the command."""
    place = Path(wish)
    if wish in shelf.HANDBOOKS or not place.exists():
        try:
            return shelf.handbook(wish)
        except WorldError as fault:
            refuse_fault(fault)
    inside = sorted(place.glob("*.yaml")) if place.is_dir() else [place]
    if not inside:
        refuse_fault(WorldError("folder_without_pack", path=place))
    parsed, problems = parse_handbook({str(one): read_input(one) for one in inside}, shelf.vocabulary())
    if parsed is None or problems:
        refuse_problems(problems)
    return parsed
