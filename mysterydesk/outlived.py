"""Which signed manifests know more than a copy that is put in place, and what becomes of them?

A manifest is true of the store that it was made of. When an older copy takes the place of that store, what was
written between the two is gone, and the manifests say so, rightly, for ever. They go with the store they speak of.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mysterydesk import audit
from mysterydesk.errors import WorldError, file_fault
from mysterydesk.manifests import SUFFIX, kept_manifests, read_manifest
from mysterydesk.store.protocol import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """What became of manifests that had to go with the store they speak of.

    Attributes:
        folder: Where they belong now.
        moved: Those that are there, at their new place, oldest first.
        left: Those that could not be moved and lie where they were, oldest first.
        fault: Why the first of these could not be moved, `file_unwritable`; None when all are there.
    """

    folder: Path
    moved: tuple[Path, ...]
    left: tuple[Path, ...]
    fault: WorldError | None


def outlived(store: Store, folder: Path, newest: datetime | None) -> tuple[Path, ...]:
    """List the manifests of a folder that are younger than a store, or that another key has signed.

    One that cannot be read or does not hold stays where it is: an audit must name it.

    Args:
        store: The copy that is to be put in place.
        folder: The manifests beside the store that it replaces.
        newest: Wall time of the newest event of the copy, None when it has none.

    Raises:
        WorldError: `copy_denied`: a manifest from before the newest event names what the copy lacks, which being
            older does not explain; `file_unreadable`.
    """
    return tuple(place for place in kept_manifests(folder) if _is_outlived(store, place, newest))


def _is_outlived(store: Store, place: Path, newest: datetime | None) -> bool:
    try:
        one = read_manifest(place.read_bytes(), str(place))
    except OSError as error:
        raise file_fault("file_unreadable", place, error) from error
    except WorldError:
        return False
    if one.signer not in audit.signer_of(store):
        return True
    lacking = audit.lacking(store, one)
    if lacking and newest is not None and one.day < newest.date():
        raise WorldError("copy_denied", path=place, where=lacking[0].where, count=len(lacking))
    return bool(lacking)


def set_aside(places: tuple[Path, ...], folder: Path) -> Aside:
    """Move manifests into the folder of the store that they speak of.

    The copy is in its place by now: what cannot be moved is told, and undoes nothing.
    """
    moved: list[Path] = []
    left: list[Path] = []
    first: WorldError | None = None
    for place in places:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            moved.append(place.replace(folder / place.name))
        except OSError as error:
            left.append(place)
            first = first or file_fault("file_unwritable", folder, error)
    return Aside(folder=folder, moved=tuple(moved), left=tuple(left), fault=first)


def folders_aside(database: Path) -> tuple[Path, ...]:
    """List the folders into which restoring has moved manifests, oldest first.

    >>> folders_aside(Path("nowhere/desk.db"))
    ()
    """
    start, end = f"{database.name}.before-", SUFFIX
    beside = database.parent.iterdir() if database.parent.is_dir() else ()
    found = (one for one in beside if one.name.startswith(start) and one.name.endswith(end))
    return tuple(sorted(one for one in found if kept_manifests(one)))
