"""Files from anybody: how they are written, how large they are, and what they hide."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from mysterydesk.errors import WorldError
from mysterydesk.importers.register import ImportRefused
from mysterydesk.importers.table import Table, Unread, open_table

TEXT = "编号,状态\r\n7,已解决\r\n8,“新建”\r\n"


def written(folder: Path, data: bytes, name: str = "log.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def zipped(folder: Path, entries: dict[str, bytes], name: str = "log.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, data in entries.items():
            archive.writestr(entry, data)
    return path


def cells(table: Table) -> list[tuple[int, list[str]]]:
    with table.rows() as rows:
        return list(rows)


def refused(path: Path, **options: Any) -> list[tuple[int, str]]:
    with pytest.raises(ImportRefused) as caught:
        cells(open_table(path, **options))
    return [(one.line, one.code) for one in caught.value.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_are_found_out(tmp_path: Path, encoding: str) -> None:
    table = open_table(written(tmp_path, TEXT.encode(encoding)))
    assert table.header == ("编号", "状态")
    assert cells(table) == [(2, ["7", "已解决"]), (3, ["8", "“新建”"])]


def test_an_encoding_that_shows_late_is_found_out_too(tmp_path: Path) -> None:
    rows = "id,state\n" + "1,new\n" * 300_000 + "2,新\n"
    table = open_table(written(tmp_path, rows.encode("gb18030")))
    assert table.script is not None
    assert table.script.encoding == "gb18030"


def test_bytes_of_no_encoding_are_refused_with_their_line(tmp_path: Path) -> None:
    assert refused(written(tmp_path, b"id,state\n2,\xff\xff\n")) == [(2, "import_not_text")]
    assert refused(written(tmp_path, b"id\0,state\n")) == [(1, "import_not_text")]
    assert refused(written(tmp_path, "id,é\n1,x\n".encode("latin-1"))) == [(1, "import_western")]
    western = "id,note\n1,clément\n2,été\n3,x\n".encode("latin-1")
    assert refused(written(tmp_path, western)) == [(2, "import_western")]
    assert cells(open_table(written(tmp_path, western), encoding="cp1252"))[0] == (2, ["1", "clément"])


BAD = [
    ("utf-8", "打印机坏了", b"\xff", "bytes"),
    ("gb18030", "打印机坏了", b"\xff", "bytes"),
    ("utf-8-sig", "打印机坏了", b"\x80", "bytes"),
    ("utf-8", "打印机坏了", b"\0", "bytes"),
    ("utf-8", "printer", b"\xe9", "western"),
]


@pytest.mark.parametrize(("encoding", "note", "bad", "why"), BAD)
def test_a_bad_byte_costs_its_row_and_no_other(
    tmp_path: Path, encoding: str, note: str, bad: bytes, why: str
) -> None:
    head, tail = (f"id,note\n1,{note}\n2,{note[:2]}", f"{note[2:]}\n3,{note}\n4,x\n")
    table = open_table(written(tmp_path, head.encode(encoding) + bad + tail.encode(encoding.removesuffix("-sig"))))
    heard: list[Unread] = []
    with table.rows(listen=heard.append) as rows:
        assert [cells[0] for _, cells in rows] == ["1", "3", "4"]
    assert [(one.line, one.place, one.value, one.why) for one in heard] == [(3, 1, f"\\x{bad[0]:02x}", why)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_that_of_the_header(tmp_path: Path, delimiter: str) -> None:
    data = f"id{delimiter}state{delimiter}note\n1{delimiter}new{delimiter}a\n".encode()
    assert open_table(written(tmp_path, data)).header == ("id", "state", "note")


def test_a_delimiter_inside_a_quoted_name_separates_nothing(tmp_path: Path) -> None:
    assert open_table(written(tmp_path, b'"a, b, c";d\n1;2\n')).header == ("a, b, c", "d")


def test_rows_are_counted_by_the_line_they_begin_on(tmp_path: Path) -> None:
    data = b'id,note\n1,"two\nlines"\n\n2,b\n'
    assert cells(open_table(written(tmp_path, data))) == [(2, ["1", "two\nlines"]), (5, ["2", "b"])]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_a_file_without_a_table_is_refused(tmp_path: Path, data: bytes) -> None:
    assert refused(written(tmp_path, data)) == [(0, "import_empty")]


def test_a_missing_quotation_mark_is_told_with_its_row(tmp_path: Path) -> None:
    for rest in (b"3,x\n" * 50_000, b'3,x\n4,"y"\n', b""):
        table = open_table(written(tmp_path, b'id,note\n1,ok\n2,"never closed\n' + rest))
        heard: list[Unread] = []
        with table.rows(listen=heard.append) as rows:
            assert len(list(rows)) == 1 + rest.count(b"\n")
        assert [(one.line, one.why) for one in heard] == [(3, "quote")]
    assert refused(written(tmp_path, b'id,"note\n1,x\n')) == [(1, "import_row_unreadable")]


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as huge:
        huge.truncate(200_000_000)
    assert refused(path) == [(0, "import_too_large")]
    assert refused(written(tmp_path, b"id\n" + b"1\n" * 900), most=1_000) == [(0, "import_too_large")]


def test_an_absent_file_is_a_fault_in_words(tmp_path: Path) -> None:
    with pytest.raises(WorldError) as caught:
        open_table(tmp_path / "none.csv")
    assert caught.value.code == "file_unreadable"


def test_an_archive_with_one_table_is_read(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"a/log.csv": TEXT.encode(), "__MACOSX/a/._log.csv": b"x", "a/readme.md": b"hello"})
    table = open_table(path)
    assert table.name == "log.zip/a/log.csv"
    assert len(cells(table)) == 2


def test_an_archive_with_several_tables_or_none_is_refused(tmp_path: Path) -> None:
    assert refused(zipped(tmp_path, {"a.csv": b"x", "b.csv": b"y"})) == [(0, "import_archive_tables")]
    assert refused(zipped(tmp_path, {"a.txt.exe": b"x"})) == [(0, "import_archive_tables")]


def test_a_zip_bomb_is_refused_by_what_it_says_of_itself(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"log.csv": b"0" * 3_000_000})
    assert path.stat().st_size < 10_000
    assert refused(path, most=2_000_000) == [(0, "import_too_large")]


def test_a_zip_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"log.csv": b"id,state\n" + b"1,new\n" * 500_000})
    data = bytearray(path.read_bytes())
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (1_000).to_bytes(4, "little")  # size, in the central directory
    path.write_bytes(data)
    assert refused(path, most=2_000_000)[0][1] in {"import_archive_broken", "import_too_large"}


def test_a_damaged_or_locked_archive_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"log.csv": b"id,state\n" + bytes(range(48, 58)) * 400})
    data = bytearray(path.read_bytes())
    data[40:60] = b"\xff" * 20
    assert refused(written(tmp_path, bytes(data), "bad.zip")) == [(0, "import_archive_broken")]
    locked = bytearray(path.read_bytes())
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert refused(written(tmp_path, bytes(locked), "locked.zip")) == [(0, "import_archive_locked")]


Workbook = Callable[[list[list[object]]], Path]


@pytest.fixture
def workbook(tmp_path: Path) -> Workbook:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl reads and writes workbooks")

    def make(rows: list[list[object]]) -> Path:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        path = tmp_path / "log.xlsx"
        book.save(path)
        return path

    return make


def test_a_workbook_is_read_as_its_cells_are_written(workbook: Workbook) -> None:
    rows: list[list[object]] = [
        ["编号", "时间", "数", "公式"],
        [7, datetime(2026, 3, 10, 9, 30), 1.5, "=1+1"],  # noqa: DTZ001  cells have no zone
        [None, None, None, None],
        [8, "10/03/2026 09:31", True, None],
    ]
    table = open_table(workbook(rows))
    assert table.header == ("编号", "时间", "数", "公式")
    assert cells(table) == [(2, ["7", "2026-03-10 09:30:00", "1.5", "=1+1"]), (4, ["8", "10/03/2026 09:31", "true"])]


def test_a_cell_in_the_last_corner_of_a_sheet_costs_no_minutes(workbook: Workbook) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl reads and writes workbooks")
    path = workbook([["id", "note"], [1, "a"]])
    book = openpyxl.load_workbook(path)
    book.active.cell(row=1_048_576, column=2, value="far")
    book.save(path)
    assert cells(open_table(path)) == [(2, ["1", "a"]), (1_048_576, ["", "far"])]


def test_a_workbook_that_is_a_bomb_or_broken_is_refused(workbook: Workbook, tmp_path: Path) -> None:
    path = workbook([["id", "note"], *[[n, "the same words again and again"] for n in range(2_000)]])
    assert refused(path, most=20_000) == [(0, "import_too_large")]
    hollow = zipped(tmp_path, {"xl/workbook.xml": b"<workbook/>"}, "hollow.xlsx")
    assert refused(hollow) == [(0, "import_sheet_broken")]


SWELLS = "<!DOCTYPE x [" + "".join(f'<!ENTITY {a} "{f"&{b};" * 10}">' for a, b in pairwise("hgfedcba")) + "]>"


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_whose_entities_swell_is_refused(
    workbook: Workbook, tmp_path: Path, part: str, encoding: str
) -> None:
    with zipfile.ZipFile(workbook([["id", "note"], [1, "a"]])) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts[part] = f"{SWELLS}{parts[part].decode().partition('?>')[2] or parts[part].decode()}".encode(encoding)
    assert refused(zipped(tmp_path, parts, "swells.xlsx")) == [(0, "import_workbook_typed")]


def test_a_workbook_with_a_part_that_is_not_well_formed_is_broken(workbook: Workbook, tmp_path: Path) -> None:
    """Two parsers may read it, and each has an error of its own."""
    with zipfile.ZipFile(workbook([["id", "note"], [1, "a"]])) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        torn = zipped(tmp_path, {**parts, part: parts[part][:-9] + b"&i;"}, "torn.xlsx")
        assert refused(torn) == [(0, "import_sheet_broken")]


def test_a_long_cell_costs_its_row_and_a_line_without_end_the_file(tmp_path: Path) -> None:
    data = io.BytesIO()
    data.write(b"id,note\n1," + b"x" * 200_000 + b"\n")
    data.write(b"2,y\n")
    heard: list[Unread] = []
    with open_table(written(tmp_path, data.getvalue())).rows(listen=heard.append) as rows:
        assert list(rows) == [(3, ["2", "y"])]
    assert [(one.line, one.why) for one in heard] == [(2, "cell_long")]
    assert refused(written(tmp_path, b"id\n" + b"x" * 4_000_001)) == [(2, "import_line_long")]
