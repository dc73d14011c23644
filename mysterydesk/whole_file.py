"""How is a file written so that a reader finds the old one or the new one, never half of it?"""

import os
from contextlib import suppress
from pathlib import Path

from mysterydesk.errors import file_fault

EVERYBODY, OWNER = 0o644, 0o600


def write_whole(place: Path, data: bytes, mode: int = EVERYBODY) -> Path:
    """Write a file, whole or not at all, and wait until it is on the disk; its folder is made where there is none.

    Args:
        place: The file.
        data: What it holds.
        mode: Who may read it.

    Raises:
        WorldError: `file_unwritable`; what was there before is there still.
    """
    part = place.with_name(f".{place.name}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(place)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise file_fault("file_unwritable", place, error) from error
    return place
