"""Who signs, day by day, how far every stream has come? The server, while it runs (DESIGN decision 20)."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

from anyio import sleep, to_thread

from mysterydesk import audit, manifests
from mysterydesk.clock import now
from mysterydesk.errors import WorldError, report
from mysterydesk.house_key import house_key
from mysterydesk.i18n import DEFAULT_LANG, fault_text, translation
from mysterydesk.world import World

EVERY = timedelta(hours=1)
"""How often the manifest of the day is brought up to date."""

log = logging.getLogger("mysterydesk")


def sign_now(world: World, at: datetime) -> Path | None:
    """Write today's manifest beside the store.

    Returns:
        The file, or None where that was not possible: the log says why, and the server goes on.
    """
    try:
        return audit.keep_manifest(
            world.store, house_key(world.store), manifests.folder_of(world.settings.database), at
        )
    except WorldError as fault:
        log.error("%s", fault_text(translation(DEFAULT_LANG), fault))  # noqa: TRY400  a sentence for the operator
        return None
    except Exception as error:  # noqa: BLE001  a manifest that fails must not take the server with it
        report(error)
        return None


async def sign_every_day(world: World) -> None:
    """Keep the manifest of each day, until cancelled."""
    while True:
        await to_thread.run_sync(lambda: sign_now(world, now()))
        await sleep(EVERY.total_seconds())
