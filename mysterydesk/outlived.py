"""Which signed manifests know more than a copy that is put in place, and what becomes of them?

A manifest is true of the store that it was made of. When an older copy takes the place of that store, what was
written between the two is gone, and the manifests say so, rightly, for ever. They go with the store they speak of.
"""

from datetime import datetime
from pathlib import Path

from mysterydesk import audit
from mysterydesk.errors import WorldError
from mysterydesk.manifests import SUFFIX, kept_manifests, read_manifest
from mysterydesk.store.protocol import Store


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
        raise WorldError("file_unreadable", path=place, reason=error.strerror or "") from error
    except WorldError:
        return False
    if one.signer != audit.signer_of(store):
        return True
    lacking = audit.lacking(store, one)
    if lacking and newest is not None and one.day < newest.date():
        raise WorldError("copy_denied", path=place, where=lacking[0].where, count=len(lacking))
    return bool(lacking)


def set_aside(places: tuple[Path, ...], folder: Path) -> None:
    """Move manifests into the folder of the store that they speak of.

    Raises:
        WorldError: `file_unwritable`.
    """
    try:
        for place in places:
            folder.mkdir(parents=True, exist_ok=True)
            place.replace(folder / place.name)
    except OSError as error:
        raise WorldError("file_unwritable", path=folder, reason=error.strerror or "") from error


def folders_aside(database: Path) -> tuple[Path, ...]:
    """List the folders into which restoring has moved manifests, oldest first.

    >>> folders_aside(Path("nowhere/desk.db"))
    ()
    """
    start, end = f"{database.name}.before-", SUFFIX
    beside = database.parent.iterdir() if database.parent.is_dir() else ()
    found = (one for one in beside if one.name.startswith(start) and one.name.endswith(end))
    return tuple(sorted(one for one in found if kept_manifests(one)))
