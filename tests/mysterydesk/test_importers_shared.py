"""The public log in both of its dialects: the same incidents have to be the same tickets."""

import itertools
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from mysterydesk import shelf
from mysterydesk.importers.profile_text import parse_profile
from mysterydesk.importers.reading import reading, zone_of
from mysterydesk.importers.register import Register
from mysterydesk.importers.shipped import profile_for
from mysterydesk.importers.table import open_table
from mysterydesk.importers.ticket import ImportedTicket
from mysterydesk.importing import Order, imported

pytestmark = pytest.mark.shared

LINES = 1_500
"""Rows of each dialect that are compared; the whole is imported by hand, not in the suite."""

Found = tuple[dict[str, ImportedTicket], Register]


def taken(path: Path) -> Found:
    table = open_table(path)
    profile = profile_for("servicenow", table.header, table.name)
    with reading(table, profile, zone=zone_of("Asia/Shanghai"), key=b"the same key for both") as found:
        tickets = {one.id: replace(one, last_row=0) for one in found.tickets}
    return tickets, found.register


@pytest.fixture(scope="module")
def parts(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The first rows of the two files, which tell of the same incidents."""
    data = shared / "data"
    if not (data / "incident_event_log.zip").is_file():
        pytest.skip("no ../shared/data with the public log")
    folder = tmp_path_factory.mktemp("log")
    with (data / "incident_event_log_labels.csv").open("rb") as labelled:
        (folder / "labelled.csv").write_bytes(b"".join(itertools.islice(labelled, LINES)))
    with zipfile.ZipFile(data / "incident_event_log.zip") as archive:
        (name,) = archive.namelist()
        with archive.open(name) as damaged:
            (folder / "damaged.csv").write_bytes(b"".join(itertools.islice(damaged, LINES)))
    return folder / "labelled.csv", folder / "damaged.csv"


def test_both_dialects_give_identical_tickets(parts: tuple[Path, Path]) -> None:
    (labelled, one), (damaged, other) = map(taken, parts)
    assert len(labelled) > 200
    assert labelled == damaged
    assert (one.reasons, dict(one.notes)) == (other.reasons, dict(other.notes))
    # The log's events before the opening of their ticket, each told once as left out and once as out of order.
    assert one.reasons == {"before_opening": 5}
    assert one.notes["out_of_order"] == 5


def test_every_ticket_of_the_log_is_judged(parts: tuple[Path, Path]) -> None:
    table = open_table(parts[1])
    profile = profile_for("auto", table.header, table.name)
    order = Order(profile=profile, handbook=shelf.handbook("STD"), zone=zone_of("Asia/Shanghai"))
    summary = imported(table, order).summary
    outcomes = [summary[name] for name in ("met", "breached", "running", "not_judged")]
    assert sum(int(str(n)) for n in outcomes) == summary["tickets"]
    assert summary["not_judged"] == 0


PEG = """\
id: peg
title: {zh: "服务台活动日志", en: "Help-desk activities"}
source: peg
form: events
columns: {ticket_id: [Case ID], event_at: [Complete Timestamp], state: [Activity]}
states:
  Assign seriousness: new
  Take in charge ticket: active
  Wait: "wait:customer"
  Resolve ticket: resolved
  Closed: closed
  "*": same
"""


def test_a_log_of_named_activities_is_read_by_a_profile(shared: Path, tmp_path: Path) -> None:
    source = shared / "data" / "helpdesk_named_PEG.csv"
    if not source.is_file():
        pytest.skip("no ../shared/data with the help-desk log")
    part = tmp_path / "peg.csv"
    with source.open("rb") as whole:
        part.write_bytes(b"".join(itertools.islice(whole, LINES)))
    profile, problems = parse_profile(PEG, "peg.yaml")
    assert profile is not None, problems
    with reading(open_table(part), profile, zone=None) as found:
        tickets = list(found.tickets)
    assert found.register.rejected == []
    assert len(tickets) > 200
    assert sum(not one.is_open for one in tickets) > len(tickets) * 0.9
