"""Can somebody without a manual bring any table, say what it means, judge it, and take all of it away again?"""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mysterydesk import pack_drafts, shelf
from mysterydesk.errors import WorldError
from mysterydesk.i18n import LANGS, translation
from mysterydesk.import_mapping import (
    DATES,
    MINE,
    dates_of,
    guess_of,
    level_of,
    of_format,
    problems_of,
    recognised,
    with_column,
    with_dates,
    with_dropped,
    with_form,
    with_levels,
    with_people,
    with_state,
    with_unit,
)
from mysterydesk.import_page import REJECTS, SUMMARY, TICKETS, Choice, Outcome, judge
from mysterydesk.import_sample import MASK, sampled
from mysterydesk.import_spread import EDGES, Spread
from mysterydesk.import_tables import BOOK, TABLE, made
from mysterydesk.import_upload import PREFIX, Upload, received, safe_name, sweep
from mysterydesk.import_zones import ZONES, zone_title
from mysterydesk.importers import workbook
from mysterydesk.importers.profile import Profile
from mysterydesk.importers.profile_text import parse_profile, profile_text
from mysterydesk.importers.reading import zone_of
from mysterydesk.importers.register import ImportRefused
from mysterydesk.importing import Order, imported
from mysterydesk.pack_check import checked
from mysterydesk.pack_source import NewPack
from mysterydesk.roles import Role
from mysterydesk.store import Account, AccountId, SqliteStore
from pages.parts.import_progress import progress_words
from policy.text import Lang, Text

OPENPYXL = pytest.importorskip("openpyxl", reason="openpyxl reads and writes workbooks")

SERVICENOW = (
    "number,incident_state,sys_mod_count,opened_at,sys_updated_at,priority,assignment_group,caller_id\n"
    "INC1,New,0,10/3/2026 09:00,10/3/2026 09:00,2 - High,Desk,Caller 7\n"
    "INC1,Active,1,10/3/2026 09:00,10/3/2026 09:10,2 - High,Desk,Caller 7\n"
    "INC1,Resolved,2,10/3/2026 09:00,10/3/2026 11:00,2 - High,Desk,Caller 7\n"
    "INC2,New,0,10/3/2026 10:00,10/3/2026 10:00,4 - Low,Network,Caller 8\n"
)

OWN = (
    "流水,开单,答复,办结,级别,进展,报修人\n"
    "A-1,03.04.2026 09:00,03.04.2026 09:20,03.04.2026 12:00,加急,办完了,王芳\n"
    "A-2,03.04.2026 09:30,03.04.2026 15:00,04.04.2026 18:00,平常,办完了,李明\n"
    "A-3,03.04.2026 10:00,,,平常,在办,wang@example.com\n"
    "A-4,前天,,,平常,在办,李明\n"
    "\"=cmd|' /C calc'!A0\",03.04.2026 10:00,,,平常,在办,李明\n"
    "A-6,03.04.2026 10:00,,,平常,搁置,李明\n"
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    with closing(SqliteStore(tmp_path_factory.mktemp("imports") / "desk.db")) as opened:
        yield opened


@pytest.fixture(scope="module")
def boss() -> Account:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    name = Text(zh="甲", en="A")
    return Account(id=AccountId("a-1"), login="boss", name=name, role="manager", active=True, created_at=at)


Bring = Callable[[str | bytes], Upload]


@pytest.fixture
def bring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bring:
    """Bring a file; temporary files lie where the test can see them."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return lambda content: received("工单.csv", io.BytesIO(content.encode() if isinstance(content, str) else content))


def mapped(upload: Upload) -> Profile:
    """Say what the columns and words of our own table are, as somebody does on the page."""
    profile = recognised(upload.table).profile
    for canonical, name in (
        ("ticket_id", "流水"),
        ("opened_at", "开单"),
        ("first_response_at", "答复"),
        ("resolved_at", "办结"),
        ("priority", "级别"),
        ("state", "进展"),
    ):
        profile = with_column(profile, canonical, name)
    profile = with_dates(profile, "day")
    return with_state(with_state(profile, "办完了", "resolved"), "在办", "active")


def judged(store: SqliteStore, boss: Account, upload: Upload, choice: Choice) -> Outcome:
    return judge(store, boss, upload, choice, lambda code: f"because {code}")


def test_a_known_export_is_recognised_by_its_columns(bring: Bring) -> None:
    upload = bring(SERVICENOW)
    known = recognised(upload.table)
    assert (known.profile.id, known.columns) == (
        "servicenow",
        ("number", "sys_mod_count", "opened_at", "sys_updated_at"),
    )
    look = sampled(upload.table, known.profile)
    assert (look.zone_needed, look.problems) == (True, ())
    assert (look.states, look.priorities) == (("New", "Active", "Resolved"), ("2", "4"))
    assert [(one.name, one.use) for one in look.columns][-2:] == [
        ("assignment_group", "mapped"),
        ("caller_id", "people"),
    ]
    assert {row[-1] for row in look.rows} == {MASK}
    assert ("event_at", "10/3/2026 09:00", "2026-03-10 09:00") in {
        (one.canonical, one.written, one.read) for one in look.times
    }


def test_what_no_format_has_is_guessed_and_lacks_what_was_not_found(bring: Bring) -> None:
    upload = bring(OWN)
    known = recognised(upload.table)
    assert (known.profile.id, known.columns) == (MINE, ())
    look = sampled(upload.table, known.profile)
    assert [(one.line, one.code, dict(one.params)["name"]) for one in look.problems] == [
        (0, "profile_column_needed", "ticket_id"),
        (0, "profile_column_needed", "opened_at"),
    ]
    assert [row[0] for row in look.rows[:3]] == ["A-1", "A-2", "A-3"]
    assert look.rows[2][-1] == MASK
    partly = with_column(known.profile, "ticket_id", "流水")
    assert [dict(one.params)["name"] for one in problems_of(partly, "x")] == ["opened_at"]
    assert of_format(upload.table, "jira").id == "jira"
    assert of_format(upload.table, MINE) == known.profile


def test_any_table_is_judged_once_its_columns_and_words_are_said(
    bring: Bring, store: SqliteStore, boss: Account
) -> None:
    upload = bring(OWN)
    profile = mapped(upload)
    look = sampled(upload.table, profile)
    assert {one.read for one in look.times if one.canonical == "opened_at"} == {"2026-04-03 09:00", None}
    assert look.rows[2][-1] == MASK
    std = shelf.handbook("STD")
    assert level_of(profile, std, "加急") is None
    levels = {"加急": "L1", "平常": "L3"}
    found = judged(store, boss, upload, Choice(profile=profile, handbook="STD", zone="Asia/Shanghai", levels=levels))
    plain = imported(upload.table, Order(profile=profile, handbook=std, zone=zone_of("Asia/Shanghai"), chosen=levels))
    assert found.summary == plain.summary
    assert (found.summary["tickets"], found.summary["open"], found.summary["met"]) == (3, 1, 1)
    assert {(one.row, one.code) for one in found.rejected} == {(5, "time"), (6, "formula"), (7, "unknown_state")}
    assert found.files[TICKETS].read_text("utf-8").splitlines() == list(plain.rows.values())
    assert json.loads(found.files[SUMMARY].read_text("utf-8")) == found.summary
    left = found.files[REJECTS].read_text("utf-8-sig").splitlines()
    assert left[1].startswith("5,A-4,开单,前天,time,because time")
    assert not any(line.startswith(("=", "+", "-", "@")) or ",=" in line for line in left)
    assert "王芳" not in "".join(one.read_text("utf-8-sig") for one in found.files.values())


def test_results_are_taken_to_a_spreadsheet_that_computes_none_of_them(
    bring: Bring, store: SqliteStore, boss: Account
) -> None:
    upload = bring(OWN.replace("平常,在办,王", "=1+1,在办,王").replace("平常,在办,wang", "=1+1,在办,wang"))
    found = judged(store, boss, upload, Choice(profile=mapped(upload), handbook="STD", zone="Asia/Shanghai"))
    for lang, mark in (("zh", "手册没有的级别"), ("en", "not in the handbook")):
        t = translation(LANGS[LANGS.index(lang)])
        book = OPENPYXL.load_workbook(made(t, found, BOOK))
        figures, tickets, left = ([list(row) for row in one.iter_rows(values_only=True)] for one in book.worksheets)
        assert not [
            one for sheet in book.worksheets for row in sheet.iter_rows() for one in row if one.data_type == "f"
        ]
        head, *rows = tickets
        assert [row[0] for row in rows] == ["A-1", "A-2", "A-3"]
        assert rows[0][1] == datetime(2026, 4, 3, 9)  # noqa: DTZ001  a workbook knows no zones
        assert (rows[2][head.index(t("imports.col.priority"))], rows[2][7]) == ("'=1+1", mark)
        assert dict(figures)[t("imports.part.tickets")] == len(rows)
        assert [row[0] for row in left[1:]] == [one.row for one in found.rejected]
        assert left[2][3] == "'=cmd|' /C calc'!A0"
        written = made(t, found, TABLE).read_text("utf-8-sig")
        lines = list(csv.reader(io.StringIO(written)))
        assert (lines[0], [line[0] for line in lines[1:]]) == (head, ["A-1", "A-2", "A-3"])
        assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)


def test_a_sheet_that_is_too_long_goes_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    sheet = workbook.Sheet(title="a[b]", head=("n", "<&>"), rows=((n, "\x01 x\ufffe") for n in range(7)))
    workbook.write_workbook(tmp_path / "book.xlsx", (sheet,))
    book = OPENPYXL.load_workbook(tmp_path / "book.xlsx")
    assert book.sheetnames == ["a b", "a b 2", "a b 3"]
    assert [list(one.iter_rows(min_row=2, values_only=True)) for one in book.worksheets] == [
        [(0, " x"), (1, " x"), (2, " x")], [(3, " x"), (4, " x"), (5, " x")], [(6, " x")]
    ]  # fmt: skip


def test_rows_and_tickets_add_up_and_a_priority_nobody_knows_is_marked(
    bring: Bring, store: SqliteStore, boss: Account
) -> None:
    again = "A-3,03.04.2026 10:00,,,平常,在办,wang@example.com\n"
    early = "A-7,03.04.2026 10:00,03.04.2026 09:00,,平常,在办,李明\n"
    upload = bring(OWN + again + early + early.replace("平常", "加急") + "A-3,03.04.2026 10:00,,,加急,在办,李明\n")
    profile = mapped(upload)
    found = judged(store, boss, upload, Choice(profile=profile, handbook="STD", zone="Asia/Shanghai"))
    counted = ("rows", "rows_taken", "rows_repeated", "rows_left_out", "rejected", "rejected_tickets", "tickets")
    # Left out: A-4, the formula, A-6, A-7 twice; the last row is another A-3, of which the first was taken.
    assert [found.summary[one] for one in counted] == [10, 3, 1, 6, 6, 4, 3]
    outcomes = [found.summary[one] for one in ("met", "breached", "running", "not_judged")]
    assert sum(int(str(one)) for one in outcomes) == found.summary["tickets"]
    assert [(one.row, one.value, one.whole_ticket) for one in found.rejected][3:] == [
        (9, "03.04.2026 09:00", True), (10, "03.04.2026 09:00", True), (11, "A-3", False)
    ]  # fmt: skip
    guessed: Any = found.summary["levels_guessed"]
    assert guessed == {
        "加急": {"guess": "strictest", "rank": None, "level": None, "tickets": 1},
        "平常": {"guess": "strictest", "rank": None, "level": None, "tickets": 2},
    }
    other = bring(OWN.replace("级别", "优先级"))
    drafted = recognised(other.table).profile
    std = shelf.handbook("STD")
    assert [guess_of(drafted, std, word) for word in ("加急", "高")] == ["middle", "strictest"]
    assert drafted.guessed == ("加急", "平常")
    assert with_levels(drafted, std, {"加急": "L1"}).guessed == ("平常",)


@pytest.mark.parametrize(
    ("header", "form", "columns"),
    [
        ("Ticket,Opened,Status,First reply", "tickets", {"ticket_id", "opened_at", "state", "first_response_at"}),
        ("Case ID,Activity,Complete Timestamp", "events", {"ticket_id", "event_at", "state"}),
    ],
)
def test_plain_names_of_columns_are_guessed(bring: Bring, header: str, form: str, columns: set[str]) -> None:
    upload = bring(f"{header}\n1,2,3,4\n")
    profile = recognised(upload.table).profile
    assert (profile.id, profile.form, set(profile.columns)) == (MINE, form, columns)


@pytest.mark.parametrize("name", ["工单.XLSX", "log.zip"])
@pytest.mark.usefixtures("bring")
def test_a_name_that_promises_an_archive_is_held_to_it(tmp_path: Path, name: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        received(name, io.BytesIO(b"PK\x03\x04 cut off"))
    assert [(one.code, dict(one.params)["suffix"]) for one in refused.value.problems] == [
        ("import_not_as_named", Path(name).suffix.lower())
    ]
    assert not list(tmp_path.glob(f"{PREFIX}*"))


def test_a_saved_mapping_says_the_same_when_it_is_loaded_again(
    bring: Bring, store: SqliteStore, boss: Account
) -> None:
    upload, levels = bring(OWN), {"加急": "L1", "平常": "L3"}
    first = Choice(profile=mapped(upload), handbook="STD", zone="Asia/Shanghai", levels=levels)
    saved = with_levels(first.profile, shelf.handbook("STD"), levels)
    loaded, problems = parse_profile(profile_text(saved), "mapping.yaml")
    assert problems == ()
    assert loaded == saved
    again = Choice(profile=loaded, handbook="STD", zone="Asia/Shanghai")
    figures = ("tickets", "met", "breached", "per_priority", "clocks", "reasons")
    one, two = judged(store, boss, upload, first), judged(store, boss, upload, again)
    assert [one.summary[name] for name in figures] == [two.summary[name] for name in figures]


@pytest.mark.parametrize("handbook", shelf.HANDBOOKS)
def test_every_handbook_judges_it(bring: Bring, store: SqliteStore, boss: Account, handbook: str) -> None:
    upload = bring(OWN)
    found = judged(store, boss, upload, Choice(profile=mapped(upload), handbook=handbook, zone="Asia/Shanghai"))
    assert found.summary["tickets"] == 3
    assert found.handbook.id == handbook
    clocks: dict[str, Any] = json.loads(found.files[SUMMARY].read_text("utf-8"))["clocks"]
    for name, figures in clocks.items():
        counted = sum(sum(one.counts.values()) for one in found.spread.classes(name))
        assert counted == sum(figures[state] for state in ("met", "breached", "running", "paused"))


def test_people_are_left_out_or_named_by_a_secret(bring: Bring, store: SqliteStore, boss: Account) -> None:
    upload = bring(OWN)
    profile = with_column(mapped(upload), "assignee", "报修人")

    def names(secret: str | None) -> list[str | None]:
        choice = Choice(profile=profile, handbook="STD", zone="Asia/Shanghai", secret=secret)
        lines = judged(store, boss, upload, choice).files[TICKETS].read_text("utf-8").splitlines()
        return [json.loads(line)["assignee"] for line in lines]

    assert names(None) == [None] * 3
    assert names("a secret of sixteen") == names("a secret of sixteen ")
    assert all(str(one).startswith("p-") for one in names("a secret of sixteen"))
    with pytest.raises(ImportRefused) as caught:
        names("short")
    assert [one.code for one in caught.value.problems] == ["import_key_short"]


def test_a_mapping_is_changed_step_by_step(bring: Bring) -> None:
    profile = recognised(bring(SERVICENOW).table).profile
    assert [dates_of(with_dates(profile, one)) for one in DATES] == list(DATES)
    assert (dates_of(profile), with_dates(profile, None)) == (None, profile)
    own = with_column(profile, "paused", "on_hold")
    assert (own.id, own.source, own.units["paused"]) == (MINE, "servicenow", "minutes")
    assert with_unit(own, "paused", "hours").units["paused"] == "hours"
    assert "paused" not in with_column(own, "paused", None).units
    kept = with_dropped(with_people(own, ["caller_id", "rfc"]), ["notes"])
    assert (kept.personal, kept.dropped) == (("caller_id", "rfc"), ("notes",))
    assert with_state(own, "New", None).meaning("New") is None
    assert [one.code for one in problems_of(with_form(with_column(own, "opened_at", None), "tickets"), "x")] == [
        "profile_column_needed"
    ]


def archive_of(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("log.csv", content)
    return packed.getvalue()


BOMB = archive_of(b"number,opened_at\n" + bytes(500_000))
GOOD = archive_of(b"number,opened_at\n" + b"1,2026-03-10\n" * 40)
BROKEN = GOOD[:60] + bytes(4) + GOOD[64:]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BOMB, "import_too_large"),
        (b"number,opened_at\n" + b"1,2026-03-10\n" * 20_000, "import_too_large"),
        (b"", "import_empty"),
        (BROKEN, "import_archive_broken"),
        (b"number,opened_at\n\xff\xff\xff,2026-03-10\n", "import_not_text"),
        (",".join(f"c{n}" for n in range(10_000)).encode(), "import_columns_many"),
    ],
    ids=["bomb", "large", "empty", "broken", "encoding", "wide"],
)
def test_a_hostile_file_is_refused_and_leaves_nothing(
    bring: Bring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, code: str
) -> None:
    monkeypatch.setattr("mysterydesk.import_upload.MOST_BYTES", 200_000)
    with pytest.raises(ImportRefused) as caught:
        bring(content)
    assert [one.code for one in caught.value.problems] == [code]
    assert list(tmp_path.iterdir()) == []


def test_a_header_that_names_a_column_twice_is_said_with_its_places(
    bring: Bring, store: SqliteStore, boss: Account
) -> None:
    upload = bring("流水,开单,开单,报修人\nA-1,2026-03-10 09:00,2026-03-10 09:00,王芳\n")
    profile = with_column(with_column(recognised(upload.table).profile, "ticket_id", "流水"), "opened_at", "开单")
    look = sampled(upload.table, profile)
    assert [(one.line, one.code, dict(one.params)["places"]) for one in look.problems] == [
        (1, "import_header_repeated", "2, 3")
    ]
    assert look.rows[0][:3] == ("A-1", "2026-03-10 09:00", "2026-03-10 09:00")
    with pytest.raises(ImportRefused):
        judged(store, boss, upload, Choice(profile=profile, handbook="STD", zone="Asia/Shanghai"))
    assert not upload.place(SUMMARY).exists()


def test_words_are_hidden_until_somebody_says_what_their_columns_are(bring: Bring) -> None:
    head = "Issue key,Summary,Status,Created,Resolved,Room,Created\n"
    upload = bring(head + "IT-1,张三 13812345678 打不开,Done,05/Mar/26 9:00 AM,,Zhang San's,06/Mar/26 9:00 AM\n")
    look = sampled(upload.table, recognised(upload.table).profile)
    assert look.guarded
    shown = ("IT-1", MASK, "Done", "05/Mar/26 9:00 AM", "", MASK, "06/Mar/26 9:00 AM")
    assert look.rows == (shown,)
    # Once the header is right, free text stays hidden by its name, even under a mapping of one's own.
    other = bring("流水,开单,问题描述\nA-1,2026-03-10 09:00,王芳打不开\n")
    profile = with_column(with_column(recognised(other.table).profile, "ticket_id", "流水"), "opened_at", "开单")
    again = sampled(other.table, profile)
    assert (again.guarded, again.columns[-1].use, again.rows[0][-1]) == (False, "dropped", MASK)


def test_a_header_named_twice_is_said_before_the_mapping_is_whole(bring: Bring) -> None:
    upload = bring("流水,流水\n1,2\n")
    found = [one.code for one in sampled(upload.table, recognised(upload.table).profile).problems]
    assert found == ["profile_column_needed", "profile_column_needed", "import_header_repeated"]


def test_a_format_whose_needed_columns_are_not_there_is_only_a_guess(bring: Bring) -> None:
    """State and priority alone are called so in many tables, not only in those of one product."""
    upload = bring("工单号,提交时间,优先级,状态\nTS1,2026-03-13 17:00,高,已解决\n")
    known = recognised(upload.table)
    assert (known.profile.id, known.columns) == (MINE, ())
    assert known.profile.columns["priority"] == ("优先级",)


def test_an_own_handbook_judges_once_it_is_published(bring: Bring, tmp_path: Path) -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    text = Text(zh="我们的", en="Ours")
    roles: dict[str, Role] = {"a-1": "trainer", "a-2": "trainer", "a-3": "qa"}
    writer, second, reader = (
        Account(id=AccountId(name), login=name, name=text, role=role, created_at=at) for name, role in roles.items()
    )
    with closing(SqliteStore(tmp_path / "own.db")) as store:
        pack_drafts.begin(store, writer, NewPack(id="OURS", title=text, origin="shipped", name="STD"), at)
        upload = bring(OWN)
        choice = Choice(profile=mapped(upload), handbook="OURS", zone="Asia/Shanghai")
        with pytest.raises(WorldError, match="no_such_handbook"):
            judge(store, reader, upload, choice, str)
        now = pack_drafts.opened(store, second, "OURS")
        handbook = checked(now.files, "OURS").handbook
        assert handbook is not None
        pack_drafts.publish(store, second, "OURS", handbook.digest, seen=now.now.seen, at=at)
        outcome = judge(store, reader, upload, choice, str)
    assert outcome.handbook.digest == handbook.digest
    assert outcome.summary["handbook"] == {"id": "OURS", "version": handbook.version, "digest": handbook.digest}


def test_a_zone_is_asked_for_only_where_times_carry_none(bring: Bring, store: SqliteStore, boss: Account) -> None:
    upload = bring("number,priority,opened_at\nA1,2,2026-03-10T09:00+08:00\n")
    profile = recognised(upload.table).profile
    assert not sampled(upload.table, profile).zone_needed
    assert judged(store, boss, upload, Choice(profile=profile, handbook="ASC")).summary["tickets"] == 1
    late = bring("number,priority,opened_at\n" + "A{0},2,2026-03-10T09:00Z\n" * 2_100 + "B1,2,2026-03-10 09:00\n")
    assert not sampled(late.table, profile).zone_needed
    with pytest.raises(ImportRefused) as caught:
        judged(store, boss, late, Choice(profile=profile, handbook="ASC"))
    assert [(one.line, one.code) for one in caught.value.problems] == [(2_102, "import_zone_needed")]


def test_what_is_broken_off_leaves_no_results_and_the_file_can_be_judged_again(
    bring: Bring, store: SqliteStore, boss: Account
) -> None:
    upload = bring(OWN)
    choice = Choice(profile=mapped(upload), handbook="STD", zone="Asia/Shanghai")

    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge(store, boss, upload, choice, str, stop)
    assert [upload.place(name).exists() for name in (SUMMARY, TICKETS, REJECTS)] == [False] * 3
    assert judged(store, boss, upload, choice).summary["tickets"] == 3
    folder = Path(upload.folder.name)
    upload.drop()
    assert not folder.exists()


@pytest.mark.parametrize("name", ["../../x.csv", "/etc/passwd", "..", "", "a\x00b\n.csv", "C:\\x\\y.csv", "长" * 300])
def test_a_file_lies_in_its_own_folder_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    safe = safe_name(name)
    assert (tmp_path / safe).resolve().parent == tmp_path.resolve()
    (tmp_path / safe).write_bytes(b"")
    assert safe.isprintable()


def test_folders_of_servers_that_are_gone_are_swept_and_no_others(bring: Bring, tmp_path: Path) -> None:
    upload = bring(OWN)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, other = tmp_path / f"{PREFIX}{gone.pid}-abc", tmp_path / f"{PREFIX}notes-1"
    for folder in (left, other):
        folder.mkdir()
    sweep()
    assert (Path(upload.folder.name).exists(), left.exists(), other.exists()) == (True, False, True)
    sweep(own=True)
    assert (Path(upload.folder.name).exists(), other.exists()) == (False, True)


def test_classes_of_spans_hold_every_ticket_once() -> None:
    spread = Spread()
    for minutes, state in ((5, "met"), (5.01, "breached"), (100_000, "paused"), (60, "met"), (1, "cancelled")):
        clocks = [{"clock": "response", "state": state, "elapsed_s": minutes * 60}]
        spread.add(json.dumps({"clocks": clocks}))
    found = spread.classes("response")
    assert (found[0].over, found[0].up_to, found[0].counts) == (0, 5, {"met": 1})
    assert (found[-1].over, found[-1].up_to, found[-1].counts) == (EDGES[-1], None, {"running": 1})
    assert sum(sum(one.counts.values()) for one in found) == 4
    assert spread.classes("resolution") == ()


def test_every_zone_is_one_and_is_called_differently_in_each_language() -> None:
    for lang in LANGS:
        titles = [zone_title(name, lang) for name in ZONES]
        assert len(set(titles)) == len(titles)
    assert [name for name in ZONES if not ZoneInfo(name)] == []
    assert [one for name in ZONES if re.search("[A-Za-z]", one := zone_title(name, "zh").replace("UTC", ""))] == []
    assert datetime(2026, 1, 1, tzinfo=ZoneInfo("Etc/GMT-8")).isoformat().endswith("+08:00")
    assert zone_title("Etc/GMT-8", "zh") == "UTC+8"


def test_columns_with_usual_names_are_guessed(bring: Bring) -> None:
    """A time of first response that nobody maps would leave its clock unjudged, and nobody would see why."""
    header = "工单号,提交时间,首次响应时间,解决时间,优先级,处理组,状态"
    upload = bring(f"{header}\nA1,2026-03-10 09:00,2026-03-10 09:10,,高,桌面组,已解决\n")
    guessed = {column: names[0] for column, names in recognised(upload.table).profile.columns.items()}
    assert guessed == {
        "ticket_id": "工单号",
        "opened_at": "提交时间",
        "first_response_at": "首次响应时间",
        "resolved_at": "解决时间",
        "priority": "优先级",
        "group": "处理组",
        "state": "状态",
    }


@pytest.mark.parametrize(("lang", "said"), [("zh", "25% · 大约还要 30 秒"), ("en", "25% · about 30 s left")])
def test_the_progress_of_a_long_judgement_says_how_long_it_will_still_take(lang: Lang, said: str) -> None:
    """By what the part read so far took, and not before there is enough of it to go by."""
    t = translation(lang)
    assert progress_words(t, 0.25, timedelta(seconds=10)) == said
    assert progress_words(t, 0.01, timedelta(seconds=10)) == "1%"
    assert progress_words(t, 1.0, timedelta(seconds=10)) == "99%"
