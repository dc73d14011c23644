"""What a file does not tell is not judged: no breach and no kept target is made of an empty place."""

import json
from pathlib import Path
from typing import Any

import pytest

from mysterydesk import shelf
from mysterydesk.importers.profile_text import parse_profile
from mysterydesk.importers.reading import zone_of
from mysterydesk.importers.register import ImportRefused
from mysterydesk.importers.shipped import profile_for
from mysterydesk.importers.table import open_table
from mysterydesk.importing import Imported, Order, imported

OWN = """\
id: ours
title: {zh: "我们的表", en: "Our table"}
source: ours
form: tickets
columns: {ticket_id: [No], opened_at: [Opened], first_response_at: [Answered], resolved_at: [Done], state: [State]}
formats: ["%d/%m/%Y %H:%M"]
states: {open: active, over: resolved}
"""


def judged(folder: Path, text: str, wish: str = "auto", **more: Any) -> Imported:
    """Judge a text by the standard handbook, in Shanghai."""
    path = folder / "export.csv"
    path.write_text(text, "utf-8")
    table = open_table(path)
    profile, _ = parse_profile(OWN, "ours.yaml") if wish == "ours" else (None, ())
    order = Order(
        profile=profile or profile_for(wish, table.header, table.name), handbook=shelf.handbook("STD"),
        zone=zone_of("Asia/Shanghai"), **more,
    )  # fmt: skip
    return imported(table, order)


def silent(found: Imported) -> dict[str, list[str]]:
    """Give the two clocks of every ticket that are not judged, with the columns that would tell them."""
    listed: Any = found.summary["not_judged_clocks"]
    return {one["clock"]: one["columns"] for one in listed if one["clock"] in {"response", "resolution"}}


ANSWER = ["first_response_at", "first_response_after"]
END = ["resolved_at", "resolved_after", "closed_at"]

WITHOUT = {
    "jira": (
        "Issue key,Status,Created,Resolved\nA-1,Done,05/Mar/26 9:00 AM,05/Mar/26 1:00 PM\n",
        {"response": ANSWER},
    ),
    "jira-no-end": (
        "Issue key,Status,Created\nA-1,Done,05/Mar/26 9:00 AM\n",
        {"response": ANSWER, "resolution": END},
    ),
    "zendesk": (
        (
            "Id,Requester,Status,Created at,Full resolution time in minutes,"
            "First reply time in minutes within business hours\n1,Ann,Solved,2026-03-05 09:00,240,10\n"
        ),
        {"response": ANSWER},
    ),
    "zammad": ("number,created_at,close_at\n1,2026-03-05T01:00Z,2026-03-05T02:00Z\n", {"response": ANSWER}),
    "glpi": (
        "id;date;status;priority;solvedate\n1;2026-03-05 09:00:00;5;3;2026-03-05 10:00:00\n",
        {"response": ANSWER},
    ),
    "servicenow-list": (
        "number,priority,opened_at\nINC1,2,2026-03-05 09:00:00\n",
        {"response": ANSWER, "resolution": END},
    ),
    "ours": (
        "No,Opened,State\n1,05/03/2026 09:00,over\n2,05/03/2026 09:00,open\n",
        {"response": ANSWER, "resolution": END},
    ),
}


@pytest.mark.parametrize("name", WITHOUT)
def test_a_clock_whose_column_the_file_lacks_is_judged_for_no_ticket(tmp_path: Path, name: str) -> None:
    text, expected = WITHOUT[name]
    found = judged(tmp_path, text, name.removesuffix("-no-end"))
    assert silent(found) == expected
    assert found.rejected == ()
    clocks: Any = found.summary["clocks"]
    assert set(clocks) == {"response", "resolution"} - set(expected)
    assert found.summary["breached"] == 0


def test_over_and_never_answered_is_not_judged_and_open_and_not_answered_is(tmp_path: Path) -> None:
    rows = "1,05/03/2026 09:00,,05/03/2026 10:00,over\n2,05/03/2026 09:00,,,open\n"
    rows += "3,05/03/2026 09:00,05/03/2026 20:00,,open\n"
    found = judged(tmp_path, "No,Opened,Answered,Done,State\n" + rows, "ours")
    states = [{clock["clock"]: clock["state"] for clock in json.loads(one)["clocks"]} for one in found.rows.values()]
    assert [one["response"] for one in states] == ["not_judged", "breached", "breached"]
    clocks: Any = found.summary["clocks"]
    assert [clocks["response"][one] for one in ("met", "breached", "not_judged")] == [0, 2, 1]
    # The last moment of the file is 20:00: that is when the open ones are read.
    assert (states[0]["resolution"], clocks["resolution"]["working_median_s"]) == ("met", None)


def test_only_assumptions_that_bore_on_a_ticket_are_told(tmp_path: Path) -> None:
    head, good = "No,Opened,Answered,State\n", "3,25/03/2026 09:00,,open\n"
    found = judged(tmp_path, head + "1,05/13/2026 09:00,,over\n2,30/02/2026 09:00,,open\n" + good, "ours")
    # There is no end, so no clock of the acceptance is judged: what is assumed of it bears on nothing.
    assert found.summary["assumed_of"] == {"strictest_without_priority": 1}
    assert [(one.row, one.code) for one in found.rejected] == [(2, "time"), (3, "time")]


DAYS = "No,Opened\n1,{0} 09:00\n2,{1} 09:00\n"


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("03/04/2026", "13/04/2026", ()),
        ("03/04/2026", "04/05/2026", ("dates_day_first",)),
        ("2026-04-03", "2026-04-13", ()),
    ],
)
def test_a_day_and_a_month_that_could_change_places_are_said(
    tmp_path: Path, first: str, second: str, told: tuple[str, ...]
) -> None:
    found = judged(tmp_path, DAYS.format(first, second), "ours")
    assumed: Any = found.summary["assumptions"]
    assert tuple(one for one in assumed if one.startswith("dates_")) == told


def test_dates_against_the_order_of_the_mapping_refuse_the_file_with_their_place(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused) as caught:
        judged(tmp_path, DAYS.format("03/04/2026", "04/13/2026"), "ours")
    assert [(one.line, one.code) for one in caught.value.problems] == [(3, "import_dates_day_first")]
    # A mapping that has both orders takes the one that the file shows, for every row.
    text = "ID;Status;Opening date\n1;New;03-04-2026 09:00\n2;New;03-13-2026 09:00\n"
    found = judged(tmp_path, text, "glpi-list")
    opened = [json.loads(one)["opened_at"][:10] for one in found.rows.values()]
    assert (opened, found.rejected) == (["2026-03-04", "2026-03-13"], ())


def test_times_with_and_without_a_zone_in_one_file_are_said(tmp_path: Path) -> None:
    found = judged(tmp_path, DAYS.format("13/04/2026", "2026-04-13").replace("13 09:00", "13T09:00+00:00"), "ours")
    assert found.summary["first_rows"] == {"zones_mixed": 3}
