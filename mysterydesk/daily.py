"""Who signs, day by day, how far every stream has come (DESIGN decision 20), and what is revoked? The server."""

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


def refresh_lists(world: World, at: datetime) -> tuple[str, ...]:
    """Sign the status lists anew that are due, so that none lapses while nobody asks.

    Returns:
        Their addresses; none where that was not possible: the log says why, and the newest editions go on being
        served.
    """
    from mysterydesk.status_lists import refresh  # noqa: PLC0415  JSON-LD, which starting must not wait for

    try:
        return refresh(world.store, world.settings.url, at)
    except WorldError as fault:
        log.error("%s", fault_text(translation(DEFAULT_LANG), fault))  # noqa: TRY400  a sentence for the operator
        return ()
    except Exception as error:  # noqa: BLE001  a list that fails must not take the server with it
        report(error)
        return ()


async def sign_every_day(world: World) -> None:
    """Keep the manifest of each day and fresh status lists, until cancelled."""
    while True:
        await to_thread.run_sync(lambda: sign_now(world, now()))
        await to_thread.run_sync(lambda: refresh_lists(world, now()))
        await sleep(EVERY.total_seconds())
