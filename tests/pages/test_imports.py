"""Does the page of imports show what the importer says of a file, from the first look to the files taken away?"""

import json
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from mysterydesk import shelf
from mysterydesk.importers.profile_text import parse_profile
from mysterydesk.importers.reading import zone_of
from mysterydesk.importers.table import open_table
from mysterydesk.importing import Order, imported
from tests.pages.conftest import Visit
from tests.pages.driver import settle

OPENPYXL = pytest.importorskip("openpyxl", reason="openpyxl reads and writes workbooks")

TABLE = (
    "流水,开单,答复,已解决,优先级,进展,报修人\n"
    "A-1,03.04.2026 09:00,03.04.2026 09:20,03.04.2026 12:00,加急,办完了,王芳\n"
    "A-2,03.04.2026 09:30,03.04.2026 15:00,04.04.2026 18:00,平常,办完了,李明\n"
    "A-3,03.04.2026 10:00,,,平常,在办,李明\n"
    "A-4,前天,,,平常,在办,李明\n"
    "\"=cmd|' /C calc'!A0\",03.04.2026 10:00,,,平常,在办,李明\n"
)
COLUMNS = {"ticket_id": "流水", "opened_at": "开单", "first_response_at": "答复", "state": "进展"}
"""What cannot be guessed from the names."""


def choose(page: Page, key: str, words: str) -> None:
    """Choose from a list by its words; the number of a field's drawing does not matter."""
    field = page.locator(f'[class*="st-key-{key}"] input').first
    field.scroll_into_view_if_needed()
    settle(page)  # a list closes when what it stands in is scrolled
    field.press("ArrowDown")
    page.get_by_role("option", name=words, exact=True).click()
    settle(page)


def view(page: Page, number: int, name: str) -> None:
    page.locator(".st-key-imp_view button").nth(number).click()
    page.wait_for_selector(f".st-key-scroll_imp_{name}")
    settle(page)


def bring(page: Page, name: str, content: bytes) -> None:
    """Give the page a file once it offers one field for it: after a refusal there are two for a moment."""
    field = page.locator(".st-key-imp_in input[type=file]")
    expect(field).to_have_count(1)
    settle(page)
    field.set_input_files(FilePayload(name=name, mimeType="text/csv", buffer=content))


def taken(page: Page, key: str, folder: Path) -> str:
    """Press a download and read what comes."""
    return kept(page, key, folder).read_text("utf-8-sig")


def kept(page: Page, key: str, folder: Path) -> Path:
    """Press a download and keep what comes."""
    with page.expect_download() as coming:
        page.locator(f".st-key-{key} button").click()
    place = folder / coming.value.suggested_filename
    coming.value.save_as(place)
    return place


@pytest.mark.browser
def test_a_table_of_ones_own_is_mapped_judged_and_taken_away(visit: Visit, tmp_path: Path) -> None:
    page = visit(login="linyu", path="/imports")
    page.wait_for_selector(".st-key-scroll_imp_out li")
    settle(page)
    bring(page, "twice.csv", "流水,流水\n1,2\n".encode("gb18030"))
    expect(page.locator(".md-imp-file")).to_contain_text("GB18030")
    page.locator(".st-key-imp_other button").click()
    settle(page)
    bring(page, "nothing.csv", b"")
    expect(page.locator(".st-key-imp_in .md-imp-told")).to_contain_text("第一行应当是列名")
    bring(page, "ours.csv", TABLE.encode())
    expect(page.locator(".md-imp-told").first).to_contain_text("工单编号")
    settle(page)
    expect(page.locator(".st-key-imp_go button").first).to_be_disabled()
    view(page, 1, "mapping")
    for ours, theirs in COLUMNS.items():
        choose(page, f"imp_col_{ours}_", theirs)
    choose(page, "imp_dates_", "日月年")
    choose(page, "imp_state_0_", "已解决")
    choose(page, "imp_state_1_", "处理中")
    choose(page, "imp_level_STD_0_", "一级")
    choose(page, "imp_level_STD_1_", "三级")
    mapping = taken(page, "imp_save_mapping", tmp_path)
    choose(page, "imp_zone", "中国（上海）时间")
    page.locator(".st-key-imp_go button").click()
    page.wait_for_selector(".md-imp-tiles")
    settle(page)
    file = tmp_path / "ours.csv"
    file.write_text(TABLE, "utf-8")
    profile, _ = parse_profile(mapping, "mapping.yaml")
    assert profile is not None
    order = Order(profile=profile, handbook=shelf.handbook("STD"), zone=zone_of("Asia/Shanghai"))
    expected = imported(open_table(file), order)
    assert expected.summary["tickets"] == 3
    tiles = page.locator(".md-imp-tile b").all_inner_texts()
    figures = ("tickets", "met", "breached", "running", "not_judged", "open")
    assert tiles == [str(expected.summary[one]) for one in figures]
    said = json.loads(taken(page, "imp_down_summary", tmp_path))
    assert {name: said[name] for name in (*figures, "clocks", "per_priority", "reasons")} == {
        name: expected.summary[name] for name in (*figures, "clocks", "per_priority", "reasons")
    }
    assert taken(page, "imp_down_lines", tmp_path).splitlines() == list(expected.rows.values())
    book = OPENPYXL.load_workbook(kept(page, "imp_down_book", tmp_path))
    assert [row[0].value for row in book.worksheets[1].iter_rows(min_row=2)] == ["A-1", "A-2", "A-3"]
    assert "A-2" in taken(page, "imp_down_table", tmp_path)
    assert "王芳" not in json.dumps(said, ensure_ascii=False)
    view(page, 4, "left_out")
    rows = page.locator(".st-key-scroll_imp_left_out tbody tr").all_inner_texts()
    assert [row.split("\t")[0] for row in rows] == [str(one.row) for one in expected.rejected]
    assert "\t=cmd|' /C calc'!A0\t" in rows[1]
    assert page.evaluate("document.documentElement.scrollHeight - document.documentElement.clientHeight") == 0
    page.locator(".st-key-imp_waits label").click()
    settle(page)
    expect(page.get_by_text("条件改过了")).to_be_visible()
