"""What may an author do with scenarios of one's own: begin, open, look back, save?"""

from datetime import datetime
from typing import Final

from mysterydesk.accounts import require
from mysterydesk.authored_drafts import Drafts
from mysterydesk.errors import WorldError
from mysterydesk.pack_check import LONGEST_TITLE, fits_title
from mysterydesk.scenario_record import Authored
from mysterydesk.scenario_source import NewScenario, headed, new_id, source_of
from mysterydesk.scenario_stream import SCENARIOS
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account

DRAFTS: Final = Drafts(streams=SCENARIOS)
drafts, opened, files_at, save = DRAFTS.all, DRAFTS.opened, DRAFTS.files_at, DRAFTS.save


def begin(store: Store, account: Account, wanted: NewScenario, at: datetime) -> Authored:
    """Begin a scenario of one's own.

    Raises:
        NotAllowed: The role does not author content.
        WorldError: `scenario_slug_unfit`, `scenario_title_wanted`, `scenario_numbers_used`, `no_such_scenario`,
            `no_such_draft`, `scenario_not_published`, `pack_too_much`.
    """
    require(account, "author_content")
    named = wanted.origin in {"upload", "ticket"} and not (wanted.title.zh or wanted.title.en)
    if not named and not (fits_title(wanted.title.zh) and fits_title(wanted.title.en)):
        raise WorldError("scenario_title_wanted", most=LONGEST_TITLE)
    source = source_of(store, wanted)
    with store.atomic():
        scenario_id = new_id(store, wanted, source)
        own = headed(source, scenario_id, wanted.title)
        return DRAFTS.begin(store, account, scenario_id, own, (wanted.origin, wanted.name, source), at)
