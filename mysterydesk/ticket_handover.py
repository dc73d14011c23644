"""How does somebody who looks at the log of a desk hand one of its tickets to those who write scenarios?

Whoever may import tickets but writes no scenarios takes the draft away as a file, masked; a trainer takes it in as an
upload. Nothing of the log, and nothing of the draft, enters the store.
"""

from typing import Final
from zoneinfo import ZoneInfo

from mysterydesk.accounts import require
from mysterydesk.import_page import Choice
from mysterydesk.import_upload import Upload
from mysterydesk.importers.reading import zone_of
from mysterydesk.scenario_source import free_number
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from mysterydesk.ticket_draft import Drafted, checked_id, draft_of
from mysterydesk.ticket_of_log import ZONE, Listed, listed, ticket_of_log

SLUG: Final = "ticket"
"""Short name of a draft until a trainer gives it another."""


def _zone(choice: Choice) -> ZoneInfo:
    return zone_of(choice.zone) or ZONE


def tickets(upload: Upload, choice: Choice) -> tuple[Listed, ...]:
    """Give the first tickets of a log, to choose one.

    Raises:
        ImportRefused: The file cannot be read as a log under this mapping.
    """
    return listed(upload.table, choice.profile, _zone(choice))


def draft(store: Store, account: Account, upload: Upload, choice: Choice, wanted: str) -> Drafted:
    """Draft a scenario from one ticket of a log, under the next number that no scenario of one's own has.

    Args:
        store: Knows which numbers are taken.
        account: Who asks.
        upload: The log.
        choice: What its columns and times mean.
        wanted: Number of the ticket.

    Raises:
        NotAllowed: The role imports nothing.
        ImportRefused: The file cannot be read under this mapping; `ticket_unknown`.
        WorldError: `scenario_numbers_used`.
    """
    require(account, "import_tickets")
    made = draft_of(ticket_of_log(upload.table, wanted, choice.profile, _zone(choice)))
    files = checked_id(made, f"S{free_number(store):03}-{SLUG}")
    return Drafted(files=files, masked=made.masked, told=made.told, lang=made.lang)
