"""Exports of one row a ticket, each as its system writes it, in small files of our own."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mysterydesk.importers.header import read_header
from mysterydesk.importers.profile import Profile
from mysterydesk.importers.profile_text import parse_profile, profile_text
from mysterydesk.importers.pseudonym import points_at_person
from mysterydesk.importers.reading import reading, zone_of
from mysterydesk.importers.register import ImportRefused, Register
from mysterydesk.importers.shipped import profile_for, shipped
from mysterydesk.importers.table import open_table
from mysterydesk.importers.ticket import ImportedTicket

KEY = b"a secret of sixteen bytes"


def at(hour: int, minute: int = 0, day: int = 10) -> datetime:
    """Give a moment of March 2026 in Shanghai, as UTC."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def taken(
    path: Path, text: str, wish: str | Profile = "auto", zone: str = "Asia/Shanghai", key: bytes | None = KEY
) -> tuple[dict[str, ImportedTicket], Register]:
    """Import a text, and give its tickets by number."""
    file = path / "export.csv"
    file.write_text(text, "utf-8")
    table = open_table(file)
    profile = wish if isinstance(wish, Profile) else profile_for(wish, table.header, table.name)
    with reading(table, profile, zone=zone_of(zone), key=key) as found:
        tickets = {one.id: one for one in found.tickets}
    return tickets, found.register


def kinds(ticket: ImportedTicket) -> list[str]:
    return [event.kind for event in ticket.timeline]


def refused(path: Path, text: str, wish: str = "auto", zone: str = "Asia/Shanghai") -> list[tuple[int, str]]:
    with pytest.raises(ImportRefused) as caught:
        taken(path, text, wish, zone)
    return [(one.line, one.code) for one in caught.value.problems]


JIRA = """\
Summary,Issue key,Issue id,Status,Priority,Assignee,Reporter,Created,Updated,Resolved,Comment,Comment,\
Campo personalizado ([CHART] Date of First Response),Custom field (Time to resolution),Custom field (Request Type)
Printer,HELP-1,1001,Resolved,High,Li Na,Wang Wei,10/Mar/26 9:00 AM,10/Mar/26 1:00 PM,10/Mar/26 1:00 PM,a,b,\
10/Mar/26 9:20 AM,-0:30,Hardware
Mail,HELP-2,1002,Waiting for customer,Medium,Li Na,Zhao Min,10/Mar/26 9:05 AM,10/Mar/26 9:40 AM,,a,,,7:10,Mail
"""


def test_jira_wraps_custom_fields_and_repeats_columns(tmp_path: Path) -> None:
    tickets, register = taken(tmp_path, JIRA)
    one, two = tickets["HELP-1"], tickets["HELP-2"]
    assert (one.opened_at, one.first_response_at, one.resolved_at) == (at(9), at(9, 20), at(13))
    assert (one.rank, one.category, one.sla_met, two.sla_met) == (2, "Hardware", False, True)
    assert (one.is_open, two.is_open) == (False, True)
    assert kinds(two)[-1] == "waiting.started"
    assert two.timeline[-1].fields["for"] == "customer"
    assert register.rejected == []


def test_jira_in_chinese_has_chinese_months(tmp_path: Path) -> None:
    text = "摘要,问题关键字,状态,优先级,经办人,报告人,创建日期,已更新,已解决\n打印,服务-1,已解决,最高,李娜,王伟,"
    text += "10/三月/26 9:00 上午,10/三月/26 1:00 下午,10/三月/26 1:00 下午\n"
    tickets, _ = taken(tmp_path, text)
    one = tickets["服务-1"]
    assert (one.opened_at, one.resolved_at, one.rank) == (at(9), at(13), 1)


ZENDESK = """\
Summation column,Id,Requester,Requester email,Assignee,Group,Subject,Status,Priority,Via,Ticket type,Created at,\
Updated at,Solved at,Satisfaction Score,Group stations,Reopens,First reply time in minutes,\
First reply time in minutes within business hours,Agent wait time in minutes
1,501,Wang Wei,wang@example.com,Li Na,Desk,Printer,Solved,Urgent,Mail,Incident,2026-03-10 09:00,2026-03-10 12:00,\
2026-03-10 12:00,Good,2,1,25,25,40
1,502,Zhao Min,zhao@example.com,-,Desk,Mail,Open,-,Web,-,2026-03-10 09:10,2026-03-10 09:10,,-,1,0,,,
1,503,Zhao Min,zhao@example.com,-,Desk,Mail,Solved,Low,Web,-,2026-03-10 09:10,2026-03-10 09:10,,-,1,0,,,
"""


def test_zendesk_counts_minutes_from_the_opening(tmp_path: Path) -> None:
    tickets, register = taken(tmp_path, ZENDESK)
    one, two = tickets["501"], tickets["502"]
    assert (one.first_response_at, one.resolved_at, one.paused) == (at(9, 25), at(12), timedelta(minutes=40))
    assert (one.reopen_count, one.reassign_count, one.csat) == (1, 2, "Good")
    assert (two.priority, two.rank, two.is_open) == (None, None, True)
    waits = [event.at for event in one.timeline if event.kind.startswith("waiting.")]
    assert waits == [at(11, 20), at(12)]
    assert [(one.row, one.code) for one in register.rejected] == [(4, "end_without_time")]


def test_zammad_closes_last_where_it_closed_twice(tmp_path: Path) -> None:
    text = "number,title,owner_id,customer_id,group_id,priority_id,state_id,first_response_at,close_at,last_close_at,"
    text += "created_at,updated_at\n77001,x,3,9,1,3,4,2026-03-10 01:30:00 UTC,2026-03-10 03:00:00 UTC,"
    text += "2026-03-10 05:00:00 UTC,2026-03-10 01:00:00 UTC,2026-03-10 05:00:00 UTC\n"
    text += "77002,x,3,9,1,2,5,,,,2026-03-10T01:00:00Z,2026-03-10T02:00:00Z\n"
    tickets, _ = taken(tmp_path, text, zone="")
    one, two = tickets["77001"], tickets["77002"]
    assert (one.opened_at, one.first_response_at, one.resolved_at) == (at(9), at(9, 30), at(13))
    assert (one.rank, two.rank) == (1, 2)
    assert "ticket.cancelled" in kinds(two)
    assert not two.is_open


def test_zammad_s_own_workbook_has_a_title_above_its_header_and_some_moments_twice(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl reads and writes workbooks")
    book = openpyxl.Workbook()
    begun, ended = datetime(2026, 3, 10, 9), datetime(2026, 3, 10, 12)  # noqa: DTZ001  cells have no zone
    head = ["#", "Title", "State", "Priority", "Owner", "Create Channel", "Created at", "Created At", "Updated At"]
    rows: Sequence[list[object]] = (
        ["2026-3"],
        [],
        [*head, "Closed At", "First Response At"],
        ["77001", "x", "closed", "3 high", "A", "email", begun, begun, ended, ended, datetime(2026, 3, 10, 9, 20)],  # noqa: DTZ001  as above
        ["77002", "x", "pending reminder", "2 normal", "-", "phone", begun, begun, ended],
        [],
        ["Timezone: Asia/Shanghai"],
    )
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "zammad.xlsx")
    table = open_table(tmp_path / "zammad.xlsx")
    with reading(table, profile_for("zammad", table.header, table.name), zone=zone_of("Asia/Shanghai")) as found:
        one, two = found.tickets
    assert (one.opened_at, one.first_response_at, one.resolved_at, one.rank) == (at(9), at(9, 20), at(12), 1)
    assert (two.rank, two.is_open, "waiting.started" in kinds(two)) == (2, True, True)
    assert rejected(found.register) == [(7, "no_time", "Created at")]


def test_glpi_counts_seconds_and_its_numbers_rise_with_urgency(tmp_path: Path) -> None:
    text = "id;name;date;closedate;solvedate;takeintoaccount_delay_stat;waiting_duration;status;priority;"
    text += "urgency;impact\n"
    text += "12;x;2026-03-10 09:00:00;NULL;2026-03-10 11:00:00;600;1800;5;5;5;4\n"
    text += "13;x;2026-03-10 09:00:00;NULL;NULL;NULL;0;4;2;2;2\n"
    text += "14;x;2026-03-10 09:00:00;NULL;NULL;0;0;1;2;2;2\n"
    tickets, _ = taken(tmp_path, text)
    one, two = tickets["12"], tickets["13"]
    assert tickets["14"].first_response_at is None
    assert (one.first_response_at, one.resolved_at, one.paused) == (at(9, 10), at(11), timedelta(minutes=30))
    assert (one.rank, two.rank, two.is_open) == (1, 4, True)


def test_a_list_of_servicenow_is_told_from_its_log(tmp_path: Path) -> None:
    text = "Number,Opened,Caller,Priority,State,Assignment group,Resolved\n"
    text += "INC0010001,2026-03-10 09:00:00,Wang Wei,2 - High,Resolved,Desk,2026-03-10 10:00:00\n"
    tickets, _ = taken(tmp_path, text, "servicenow")
    one = tickets["INC0010001"]
    assert (one.priority, one.rank, one.group, one.resolved_at) == ("2", 2, "Desk", at(10))


def test_exports_of_the_two_tools_that_std_recommends_are_known_without_a_profile(tmp_path: Path) -> None:
    """STD-5b.1.tools: ServiceNow and Jira Service Management."""
    listed = "Number,Opened,Caller,Priority,State,Assignment group,Resolved\n"
    listed += "INC0010001,2026-03-10 09:00:00,Wang Wei,2 - High,Resolved,Desk,2026-03-10 10:00:00\n"
    found = {name: taken(tmp_path, text)[0] for name, text in (("servicenow", listed), ("jira", JIRA))}
    assert {name: sorted(tickets) for name, tickets in found.items()} == {
        "servicenow": ["INC0010001"],
        "jira": ["HELP-1", "HELP-2"],
    }
    assert {one.source for one in found["jira"].values()} == {"jira"}


def test_people_are_pseudonyms_or_absent(tmp_path: Path) -> None:
    text = ZENDESK.replace("Via,", "Product note,").replace("Mail,Incident", "call +86 138 0013 8000,Incident")
    with_key, _ = taken(tmp_path, text)
    without, _ = taken(tmp_path, text, key=None)
    for tickets in (with_key, without):
        assert not any(name in repr(tickets) for name in ("Wang", "zhao@", "Li Na", "Printer", "0013"))
    assert str(with_key["501"].other["Requester"]).startswith("p-")
    assert (
        with_key["502"].other["Requester"] == with_key["502"].other["Requester"] != with_key["501"].other["Requester"]
    )
    assert "Requester" not in without["501"].other
    assert with_key["501"].other["First reply time in minutes within business hours"] == "25"


def test_a_long_cell_is_prose_and_costs_no_time() -> None:
    assert points_at_person("a" * 100_000)
    assert not points_at_person("a" * 400)


MINE = """\
id: ours
title: {zh: "我们的表", en: "Our table"}
source: ours
form: tickets
columns: {ticket_id: [工单号], opened_at: [开单], first_response_at: [响应], resolved_at: [解决], state: [状态],
          priority: [级别]}
formats: ["%Y年%m月%d日 %H:%M"]
states: {处理中: active, 完成: resolved}
ranks: {紧急: 1, 一般: 2}
"""


def mine() -> Profile:
    profile, problems = parse_profile(MINE, "ours.yaml")
    assert profile is not None, problems
    return profile


OURS = "工单号,开单,响应,解决,级别,状态,产品\n"


def rejected(register: Register) -> list[tuple[int, str, str]]:
    return [(one.row, one.code, one.column) for one in register.rejected]


def test_any_table_is_read_by_a_profile_of_ones_own(tmp_path: Path) -> None:
    text = OURS + "A1,2026年03月10日 09:00,2026年03月10日 09:30,2026年03月10日 12:00,紧急,完成,甲\n"
    tickets, _ = taken(tmp_path, text, mine())
    one = tickets["A1"]
    assert (one.opened_at, one.first_response_at, one.resolved_at, one.rank) == (at(9), at(9, 30), at(12), 1)
    assert one.other == {"产品": "甲"}


def test_a_workbook_is_read_by_the_same_profile(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl reads and writes workbooks")
    book = openpyxl.Workbook()
    book.active.append(OURS.strip().split(","))
    book.active.append(["A1", datetime(2026, 3, 10, 9), None, datetime(2026, 3, 10, 12), "紧急", "完成", "=cmd()"])  # noqa: DTZ001  cells have no zone
    book.active.append(["A2", "=NOW()", None, None, "紧急", "处理中"])
    book.save(tmp_path / "ours.xlsx")
    with reading(open_table(tmp_path / "ours.xlsx"), mine(), zone=zone_of("Asia/Shanghai")) as found:
        (one,) = found.tickets
    assert (one.opened_at, one.resolved_at) == (at(9), at(12))
    assert one.other == {"产品": "'=cmd()"}
    assert found.register.notes["formula_as_text"] == 1
    assert rejected(found.register) == [(3, "formula", "开单")]


def test_bad_rows_are_listed_and_good_ones_kept(tmp_path: Path) -> None:
    good = "2026年03月10日 09:00,,2026年03月10日 12:00,紧急,完成,甲\n"
    rows = [
        "A1," + good,
        "A2,yesterday,,,紧急,处理中,甲\n",
        "A3,2026年03月10日 09:00,,2026年03月10日 08:00,紧急,完成,甲\n",
        "A4,2026年03月10日 09:00,,,紧急,晾着,甲\n",
        "A5,,,,紧急,处理中,甲\n",
        "," + good,
        "=A7()," + good,
        "A8,2026年03月10日 09:00,,,紧急,处理中,甲,多,了\n",
        "A9,1899-12-30,,,紧急,处理中,甲\n",
        "A1," + good,
        "A1," + good.replace("紧急", "一般"),
        "A12,2026年03月10日 09:00\n",
    ]
    tickets, register = taken(tmp_path, OURS + "".join(rows), mine())
    assert list(tickets) == ["A1", "A12"]
    assert register.rows == 12
    assert register.notes == {"repeated": 1}
    assert rejected(register) == [
        (3, "time", "开单"),
        (4, "reversed_times", "解决"),
        (5, "unknown_state", "状态"),
        (6, "no_time", "开单"),
        (7, "no_id", "工单号"),
        (8, "formula", "工单号"),
        (9, "cells", ""),
        (10, "time", "开单"),
        (12, "number_twice", "工单号"),
    ]


@pytest.mark.parametrize(
    ("zone", "written", "remark", "instant"),
    [
        ("Europe/Berlin", "2026-03-29 02:30", "clock_gap", "2026-03-29T01:30:00+00:00"),
        ("Europe/Berlin", "2026-10-25 02:30", "clock_fold", "2026-10-25T00:30:00+00:00"),
        ("Europe/Berlin", "2026-10-25T02:30:00+01:00", None, "2026-10-25T01:30:00+00:00"),
        ("Asia/Shanghai", "2026-03-29 02:30", None, "2026-03-28T18:30:00+00:00"),
    ],
)
def test_wall_times_that_a_change_of_clocks_skips_or_repeats_are_said(
    tmp_path: Path, zone: str, written: str, remark: str | None, instant: str
) -> None:
    tickets, register = taken(tmp_path, f"{OURS}A1,{written},,,紧急,处理中,甲\n", mine(), zone)
    assert tickets["A1"].opened_at.isoformat() == instant
    assert dict(register.places) == ({remark: 2} if remark else {})


def test_a_naive_time_without_a_zone_is_refused_with_its_row(tmp_path: Path) -> None:
    assert refused(tmp_path, JIRA, zone="") == [(2, "import_zone_needed")]
    assert refused(tmp_path, JIRA, zone="Mars/Olympus") == [(0, "import_zone_unknown")]
    assert refused(tmp_path, JIRA, zone="../etc/passwd") == [(0, "import_zone_unknown")]


def test_a_header_that_names_a_column_twice_is_refused_with_its_places(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused) as caught:
        read_header(("工单号", "开单", "产品", "开单", " 产品"), mine(), "t.csv")
    told = [(one.line, one.code, dict(one.params)) for one in caught.value.problems]
    assert told == [
        (1, "import_header_repeated", {"name": "开单", "places": "2, 4"}),
        (1, "import_header_repeated", {"name": "产品", "places": "3, 5"}),
    ]
    # Jira repeats what has several values, but never what is mapped.
    text = JIRA.replace("Issue id", "Status")
    assert refused(tmp_path, text) == [(1, "import_header_repeated")]


def test_a_header_without_what_is_needed_names_every_missing_column(tmp_path: Path) -> None:
    assert refused(tmp_path, "Key,Status\n1,Open\n", "jira") == [(1, "import_column_missing")] * 2
    assert refused(tmp_path, "a,b\n1,2\n") == [(1, "import_format_not_recognised")]
    assert refused(tmp_path, JIRA, "lotus") == [(0, "import_format_unknown")]


@pytest.mark.parametrize("profile", shipped().values(), ids=list(shipped()))
def test_a_profile_is_saved_as_it_was_read(profile: Profile) -> None:
    assert parse_profile(profile_text(profile), "saved.yaml") == (profile, ())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_profile_of_the_guide_is_one(root: Path, lang: str) -> None:
    guide = (root / "docs" / lang / "operator.md").read_text("utf-8")
    written = next(block for block in guide.split("```")[1::2] if block.startswith("yaml\nid: "))
    profile, problems = parse_profile(written.removeprefix("yaml\n"), "guide")
    assert problems == ()
    assert profile is not None


def _mistakes() -> Iterator[tuple[str, Sequence[tuple[int, str]]]]:
    yield MINE.replace("resolved_at: [解决]", "solved: [解决]"), [(5, "profile_column_unknown")]
    yield MINE.replace("opened_at: [开单], ", ""), [(5, "profile_column_needed")]
    yield MINE.replace("state: [状态]", "paused: [暂停]"), [(5, "profile_unit_needed")]
    yield MINE.replace("处理中: active", "处理中: busy"), [(8, "wrong_value")]
    yield (
        MINE.replace("form: tickets", "form: events"),
        [(5, "profile_column_needed")],
    )
    yield MINE + "languages: [zh, klingon]\n", [(10, "profile_language")]
    yield MINE + "colour: red\n", [(10, "unknown_field")]
    yield "- a\n", [(1, "not_a_mapping")]


@pytest.mark.parametrize(("text", "expected"), list(_mistakes()))
def test_every_mistake_in_a_profile_has_its_line(text: str, expected: Sequence[tuple[int, str]]) -> None:
    profile, problems = parse_profile(text, "ours.yaml")
    assert profile is None
    assert [(one.line, one.code) for one in problems] == expected
