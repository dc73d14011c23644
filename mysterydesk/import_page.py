"""What comes of judging somebody's file by a handbook, for one who looks at it on a page?

The file is read whole or not at all, as by the command. What comes of it lies beside the file and goes with it;
nothing enters the store.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from mysterydesk import pack_shelf
from mysterydesk.accounts import require
from mysterydesk.calendars import desk_calendar
from mysterydesk.errors import file_fault
from mysterydesk.import_mapping import problems_of
from mysterydesk.import_spread import Spread
from mysterydesk.import_upload import Upload
from mysterydesk.importers.profile import Profile
from mysterydesk.importers.pseudonym import LEAST_KEY
from mysterydesk.importers.reading import zone_of
from mysterydesk.importers.register import ImportRefused, Rejected
from mysterydesk.importers.rejects import rejects_text
from mysterydesk.importers.table import Watch, unwatched
from mysterydesk.importers.ticket_json import one_line
from mysterydesk.importing import Imported, Order, imported
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from policy.handbook import Handbook
from policy.problem import problem
from sla.timeline import Json

MOST_LISTED: Final = 300
"""Rejections drawn on the page; the file to download has all."""

SUMMARY, TICKETS, REJECTS = "summary.json", "tickets.jsonl", "left-out.csv"

Why = Callable[[str], str]
"""Gives the sentence of a rejection's code, in the reader's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How somebody wants the file judged.

    Attributes:
        profile: What its columns and words mean.
        handbook: Id of a handbook that ships, or of an own one that is published.
        zone: Of times that carry none; empty: none is known.
        secret: Of the pseudonyms; None: people are left out.
        levels: Priority of the source to the handbook's, where it differs from the rank's.
        wait_customer: Whether waiting for the customer pauses the clocks that may pause.
    """

    profile: Profile
    handbook: str
    zone: str = ""
    secret: str | None = None
    levels: Mapping[str, str] = field(default_factory=dict)
    wait_customer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it.

    Attributes:
        handbook: By which it was judged.
        summary: All figures, as JSON.
        spread: How long the tickets took.
        rejected: The first rows left out.
        files: Name of a download to where it lies.
    """

    handbook: Handbook
    summary: Mapping[str, Json]
    spread: Spread
    rejected: tuple[Rejected, ...]
    files: Mapping[str, Path]


def _order(store: Store, choice: Choice, handbook: Handbook) -> Order:
    """Say how the file is imported; days added to those that ship count."""
    return Order(
        profile=choice.profile,
        handbook=handbook,
        zone=zone_of(choice.zone),
        key=_key(choice.secret),
        chosen=choice.levels,
        wait_customer=choice.wait_customer,
        calendar=desk_calendar(handbook, store),
    )


def judge(
    store: Store, account: Account, upload: Upload, choice: Choice, why: Why, watch: Watch = unwatched
) -> Outcome:
    """Judge every ticket of a file by a handbook.

    Args:
        store: Knows the official days added to those that ship.
        account: Who asks.
        upload: The file.
        choice: How.
        why: Says why a row was left out, for the file of rejections.
        watch: Is told how far it is; whatever it raises ends the work, and nothing of it is left.

    Raises:
        NotAllowed: The role imports nothing.
        ImportRefused: The file as a whole cannot be imported.
        WorldError: `file_unwritable`; `no_such_handbook` or `content_broken` for an own handbook that is gone.
    """
    require(account, "import_tickets")
    handbook = pack_shelf.handbook(store, choice.handbook)
    lacking = problems_of(choice.profile, upload.name)
    if lacking:
        raise ImportRefused(*lacking)
    found = imported(upload.table, _order(store, choice, handbook), watch)
    spread = Spread()
    files = {name: upload.place(name) for name in (SUMMARY, TICKETS, REJECTS)}
    _write(found, files, spread, why)
    return Outcome(
        handbook=handbook,
        summary=found.summary,
        spread=spread,
        rejected=found.rejected[:MOST_LISTED],
        files=files,
    )


def _key(secret: str | None) -> bytes | None:
    if secret is None:
        return None
    key = secret.strip().encode()
    if len(key) < LEAST_KEY:
        raise ImportRefused(problem("", 0, "import_key_short", least=LEAST_KEY))
    return key


def _write(found: Imported, files: Mapping[str, Path], spread: Spread, why: Why) -> None:
    """Lay the downloads beside the upload; the session keeps figures, not tickets."""
    sentences = {code: why(code) for code in {one.code for one in found.rejected}}
    place = Path()
    try:
        place = files[SUMMARY]
        place.write_text(one_line(found.summary) + "\n", "utf-8")
        place = files[TICKETS]
        with place.open("w", encoding="utf-8", newline="") as rows:
            for line in found.rows.values():
                spread.add(line)
                rows.write(f"{line}\n")
        place = files[REJECTS]
        # A mark at the start, because spreadsheets read a CSV without one in the encoding of their country.
        text = rejects_text(found.rejected, sentences, as_json=False)
        place.write_text(text, encoding="utf-8-sig", newline="")
    except OSError as error:
        raise file_fault("file_unwritable", Path(place.name), error) from error
