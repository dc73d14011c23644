"""The company's own dates as an operator meets them: checked, added, shown, and counted by the clocks."""

import json
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mysterydesk import shelf
from mysterydesk.calendars import desk_calendar
from mysterydesk.cli import app
from mysterydesk.errors import StoreError
from mysterydesk.own_dates import KIND, add_own_dates, dates_document, dates_of, own_dates
from mysterydesk.store.records import Digest
from mysterydesk.store.sqlite import SqliteStore
from sla.own_dates_csv import read_own_dates

TABLE = "日期,截止,类别,时段,说明\n2026-12-31,,上班,09:00-12:00,下午盘点\n2026-10-01,2026-10-02,上班,,\n"

AT = datetime(2026, 11, 22, tzinfo=UTC)


def run(*words: str, db: Path, lang: str = "en") -> Result:
    """Run a command of the calendar."""
    env = {"MYSTERYDESK_LANG": lang, "COLUMNS": "120", "MYSTERYDESK_DB": str(db)}
    return CliRunner().invoke(app, ["calendar", *words], env=env)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table on the disk, as a spreadsheet on Chinese Windows writes it."""
    place = tmp_path / "own.csv"
    place.write_bytes(TABLE.encode("gb18030"))
    return place


def test_dates_are_checked_added_once_shown_and_counted(table: Path, tmp_path: Path) -> None:
    db = tmp_path / "desk.db"
    checked = run("check", str(table), db=db)
    assert (checked.exit_code, db.exists()) == (0, False), checked.output
    assert "open  2026-12-31 Thu  09:00-12:00  下午盘点" in checked.output
    first, second = run("add", str(table), db=db), run("add", str(table), db=db)
    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert "there already" in second.output
    assert "上班  2026-10-01 周四 至 2026-10-02 周五" in run("show", "--year", "2026", db=db, lang="zh").output
    told = json.loads(run("show", "--year", "2026", "--json", db=db).stdout)
    assert told["own"][0] == {
        "kind": "open",
        "first": "2026-12-31",
        "last": "2026-12-31",
        "spans": ["09:00-12:00"],
        "note": "下午盘点",
    }
    assert json.loads(run("show", "--year", "2025", "--json", db=db).stdout)["own"] == []
    with closing(SqliteStore(db)) as store:
        assert len(store.documents.of_kind(KIND)) == 1
        asc = desk_calendar(shelf.handbook("ASC"), store)
        assert asc.spans_on(date(2026, 10, 1)) == asc.spans_on(date(2026, 10, 9)) != ()
        assert desk_calendar(shelf.handbook("STD"), store).is_always_open
    assert own_dates(None) == ()


@pytest.mark.parametrize(("lang", "words"), [("en", "own.csv:3: This kind takes no spans"), ("zh", "own.csv:3")])
def test_a_table_with_a_mistake_changes_nothing_and_says_where(tmp_path: Path, lang: str, words: str) -> None:
    place, db = tmp_path / "own.csv", tmp_path / "desk.db"
    place.write_text("date,kind,spans\n2026-12-31,closed,\n2026-12-30,closed,09:00-12:00\n", encoding="utf-8")
    for command in ("check", "add"):
        refused = run(command, str(place), db=db, lang=lang)
        assert refused.exit_code == 1
        assert words in refused.output
    with closing(SqliteStore(db)) as store:
        assert store.documents.of_kind(KIND) == ()


def test_a_store_that_is_none_is_said(tmp_path: Path, table: Path) -> None:
    foreign = tmp_path / "foreign.db"
    foreign.write_bytes(b"not a database, and long enough to be looked at" * 20)
    refused = run("add", str(table), db=foreign)
    assert (refused.exit_code, "Traceback" in refused.output) == (1, False)
    assert foreign.name in refused.output


def test_dates_of_a_newer_program_are_refused_not_guessed(tmp_path: Path) -> None:
    dates, problems = read_own_dates(TABLE, "own.csv")
    assert problems == ()
    data = dates_document(dates, TABLE)
    assert dates_of(data, Digest("0")) == dates
    with closing(SqliteStore(tmp_path / "desk.db")) as store:
        assert add_own_dates(store, dates, TABLE, at=AT).new
        store.documents.put(KIND, data.replace(b"calendar-dates/1", b"calendar-dates/9"), at=AT)
        with pytest.raises(StoreError) as caught:
            own_dates(store)
    assert caught.value.code == "own_dates_unknown"
