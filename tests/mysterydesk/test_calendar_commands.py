"""Official days as an operator meets them: shown, checked, added, and asked for by the rest of the product."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mysterydesk import shelf
from mysterydesk.calendars import (
    KIND,
    add_notice,
    desk_calendar,
    known_days,
    notice_document,
    notice_of,
    shipped_days,
)
from mysterydesk.cli import app
from mysterydesk.errors import StoreError
from mysterydesk.store.records import Digest
from mysterydesk.store.sqlite import SqliteStore
from sla.notice import MOST, parse_notice

WHOLE = """关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月5日（周一）放假1天。
四、劳动节：5月1日（周六）至5日（周三）放假，共5天。
五、端午节：6月9日（周三）放假1天。
六、中秋节：9月15日（周三）放假1天。
七、国庆节：10月1日（周五）至7日（周四）放假，共7天。
"""
"""Days made up for these tests."""

AMENDED = "元旦：1月4日（周一）放假1天。1月9日（周六）上班。\n"


def run(*words: str, stdin: bytes = b"", lang: str = "en", db: Path | None = None) -> Result:
    """Run a command of the calendar."""
    env = {"MYSTERYDESK_LANG": lang, "COLUMNS": "120", "MYSTERYDESK_DB": str(db or "absent.db")}
    return CliRunner().invoke(app, ["calendar", *words], input=stdin, env=env)


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    """A whole notice for 2027 on the disk."""
    place = tmp_path / "notice.txt"
    place.write_text(WHOLE, encoding="utf-8")
    return place


def test_a_year_is_shown_with_its_names_and_how_far_it_is_published() -> None:
    shown = run("show", "--year", "2026")
    assert shown.exit_code == 0
    assert "off   2026-02-15 Sun to 2026-02-23 Mon  Spring Festival" in shown.output
    assert "work  2026-02-28 Sat  to make up for Spring Festival" in shown.output
    assert "until 2026-12-28" in shown.output
    assert "放假  2026-10-01 周四 至 2026-10-07 周三  国庆节" in run("show", lang="zh").output


def test_a_year_without_a_notice_is_said_to_be_provisional() -> None:
    shown = run("show", "--year", "2027")
    assert shown.exit_code == 0
    assert "not published yet" in shown.output
    assert run("show", "--year", "1").exit_code == 1


def test_shown_days_are_json_for_machines() -> None:
    shown = json.loads(run("show", "--year", "2005", "--json").stdout)
    assert (shown["year"], shown["published"], shown["published_until"]) == (2005, True, "2026-12-28")
    assert shown["days"][-1] == {
        "kind": "work",
        "first": "2005-12-31",
        "last": "2005-12-31",
        "zh": "元旦",
        "en": "New Year's Day",
    }
    assert "chinesecalendar" in shown["source"]["source"]


def test_a_notice_is_checked_without_a_store_and_nothing_is_written(notice: Path, tmp_path: Path) -> None:
    database = tmp_path / "none.db"
    checked = run("check", str(notice), db=database)
    assert (checked.exit_code, database.exists()) == (0, False)
    assert "No problem" in checked.output
    assert run("check", "-", stdin=WHOLE.encode("gb18030")).exit_code == 0


def test_mistakes_are_listed_with_their_lines_and_nothing_is_added(tmp_path: Path) -> None:
    wrong, database = tmp_path / "wrong.txt", tmp_path / "desk.db"
    wrong.write_text(WHOLE.replace("（周五）至3日", "（周四）至4日").replace("七、", "七"), encoding="utf-8")
    for command in ("check", "add"):
        refused = run(command, str(wrong), db=database)
        assert refused.exit_code == 1
        assert f"{wrong}:2: 2027-01-01" in refused.output
        assert len(refused.output.splitlines()) >= 3
    with closing(SqliteStore(database)) as store:
        assert store.documents.of_kind(KIND) == ()


def test_an_added_notice_is_kept_once_and_counts_from_then_on(notice: Path, tmp_path: Path) -> None:
    database = tmp_path / "desk.db"
    first, second = run("add", str(notice), db=database), run("add", str(notice), db=database)
    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert "until 2027-12-28" in first.output
    assert "there already" in second.output
    assert "2027-02-05 Fri to 2027-02-11 Thu  Spring Festival" in run("show", db=database).output
    with closing(SqliteStore(database)) as store:
        assert len(store.documents.of_kind(KIND)) == 1
        assert known_days(store).published_until == date(2027, 12, 28)
        assert store.integrity() == ()
    assert known_days(None) == shipped_days()


def test_a_later_notice_changes_a_published_year(notice: Path, tmp_path: Path) -> None:
    database, change = tmp_path / "desk.db", tmp_path / "change.txt"
    change.write_text(AMENDED, encoding="utf-8")
    assert run("add", str(change), "--year", "2027", db=database).exit_code == 1  # half a year is not taken
    assert run("add", str(notice), db=database).exit_code == 0
    assert run("add", str(change), "--year", "2027", db=database).exit_code == 0
    with closing(SqliteStore(database)) as store:
        days = known_days(store)
    assert date(2027, 1, 4) in days.holidays
    assert date(2027, 1, 9) in days.make_up
    assert date(2027, 1, 1) in days.holidays


@pytest.mark.parametrize("data", [b"\xff\xfe\x00\xd8\xff", b"x" * (5 * MOST), b""])
def test_what_is_no_notice_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    place = tmp_path / "notice.bin"
    place.write_bytes(data)
    refused = run("check", str(place))
    assert refused.exit_code == 1
    assert "notice.bin" in refused.output
    assert "Traceback" not in refused.output


def test_places_that_are_not_there_are_said(tmp_path: Path, notice: Path) -> None:
    gone = str(tmp_path / "gone")
    assert [run(*words).exit_code for words in (("check", gone), ("show", "--store", gone))] == [1, 1]
    foreign = tmp_path / "foreign.db"
    foreign.write_bytes(b"not a database, and long enough to be looked at" * 20)
    for words in (("show",), ("check", str(notice)), ("add", str(notice))):
        refused = run(*words, "--store", str(foreign))
        assert refused.exit_code == 1
        assert refused.output


def test_a_notice_of_a_newer_program_is_refused_not_guessed(tmp_path: Path) -> None:
    read, problems = parse_notice(WHOLE, "notice.txt")
    assert problems == ()
    assert read is not None
    data = notice_document(read, WHOLE)
    assert notice_of(data, Digest("0")) == read
    with closing(SqliteStore(tmp_path / "desk.db")) as store:
        added = add_notice(store, read, WHOLE, at=datetime(2026, 11, 22, tzinfo=UTC))
        assert added.new
        newer = data.replace(b"calendar-notice/1", b"calendar-notice/9")
        store.documents.put(KIND, newer, at=datetime(2026, 11, 22, tzinfo=UTC))
        with pytest.raises(StoreError) as caught:
            known_days(store)
    assert caught.value.code == "notice_unknown"


def test_a_handbook_with_working_hours_keeps_official_days_and_one_round_the_clock_knows_none() -> None:
    feast, made_up = date(2026, 10, 1), date(2026, 10, 10)
    std, asc = desk_calendar(shelf.handbook("STD")), desk_calendar(shelf.handbook("ASC"))
    assert std.is_always_open
    assert std.published_until is None
    assert (asc.spans_on(feast), asc.published_until) == ((), date(2026, 12, 28))
    assert asc.spans_on(made_up) == asc.spans_on(date(2026, 10, 9)) != ()
    abroad = replace(shelf.handbook("STD"), zone="Europe/Berlin")
    assert desk_calendar(abroad).published_until is None
