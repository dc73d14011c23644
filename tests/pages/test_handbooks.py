"""Can everybody find a clause, read what stands on it, and see how two handbooks judge one ticket?"""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from mysterydesk import shelf
from mysterydesk.handbook_citing import cited, found_clauses, lent_by
from mysterydesk.handbook_page import Channel, SmallTicket, TwinRow, on_weekday, side_by_side
from mysterydesk.handbook_terms import events
from mysterydesk.i18n import translation
from mysterydesk.store import Account, AccountId, SqliteStore
from policy.handbook import PriorityCode
from policy.text import Lang, Text
from tests.pages.conftest import Visit
from tests.pages.driver import settle

CHINA = ZoneInfo("Asia/Shanghai")
FRIDAY_LATE = datetime(2026, 3, 13, 17)  # noqa: DTZ001  wall time, read in the zone of each handbook


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    with closing(SqliteStore(tmp_path_factory.mktemp("handbooks") / "desk.db")) as opened:
        yield opened


@pytest.fixture(scope="module")
def reader() -> Account:
    name = Text(zh="甲", en="A")
    return Account(id=AccountId("a-1"), login="reader", name=name, role="qa", active=True, created_at=FRIDAY_LATE)


def compared(
    store: SqliteStore, reader: Account, books: tuple[str, str], priority: str, channel: Channel = "phone"
) -> dict[str, TwinRow]:
    ticket = SmallTicket(
        submitted=FRIDAY_LATE,
        priority=PriorityCode(priority),
        channel=channel,
        contact=timedelta(minutes=90),
        resolved=timedelta(hours=20),
    )
    found = side_by_side(store, reader, *books, ticket)
    return {str(one.name): one for one in found.rows}


def told(row: TwinRow) -> list[tuple[str, str] | None]:
    """Give state and due time under each handbook."""
    return [
        None
        if side is None
        else (side.clock.state, f"{side.clock.due.astimezone(CHINA):%m-%d %H:%M}" if side.clock.due else "")
        for side in row.sides
    ]


def test_one_ticket_is_late_under_one_handbook_and_in_time_under_the_other(
    store: SqliteStore, reader: Account
) -> None:
    """ASC's normal priority answers in 8 working hours, over the weekend; its rank twin in STD within 2 hours."""
    rows = compared(store, reader, ("ASC", "STD"), "P2")
    assert told(rows["response"]) == [("met", "03-13 21:00"), ("breached", "03-13 18:00")]
    assert rows["response"].differs
    assert told(rows["resolution"])[0] is None
    rows = compared(store, reader, ("ASC", "STD"), "P3")
    assert told(rows["response"]) == [("met", "03-16 17:00"), ("met", "03-13 19:00")]


def test_the_same_reading_is_not_marked(store: SqliteStore, reader: Account) -> None:
    """A handbook beside itself says all the same; a complaint's clocks do not begin without a complaint."""
    rows = compared(store, reader, ("STD", "STD"), "L2")
    assert [one.name for one in rows.values() if one.differs] == []
    assert rows["response"].begun
    assert not rows["complaint_contact"].begun


@pytest.mark.parametrize(
    ("channel", "clock"), [("phone", "call_answer"), ("online_chat", "chat_answer"), ("email", "email_answer")]
)
def test_the_channel_chooses_the_clock(store: SqliteStore, reader: Account, channel: Channel, clock: str) -> None:
    """NET-3.1.chan has a target for each channel."""
    rows = compared(store, reader, ("NET", "DSK"), "L1", channel)
    begun = {name for name, one in rows.items() if one.sides[0] and one.sides[0].clock.state != "not_started"}
    assert begun == {clock}


def test_who_may_be_named_in_either_language_is_said_once_in_that_of_the_reader() -> None:
    """DSK's desk hands over to the operations department: its clock stops by code and by each of the names."""
    book = shelf.handbook("DSK")
    rule = next(one for one in book.clocks if any("group" in stop.fields for stop in one.stops))
    pairs: tuple[tuple[Lang, Lang], ...] = (("zh", "en"), ("en", "zh"))
    for lang, other in pairs:
        told = events(translation(lang), book, rule.stops)
        groups = {one.code: one.name for one in book.groups}
        stopped = {code for code in groups for stop in rule.stops if stop.fields.get("group") == code}
        assert stopped
        for name in (groups[code] for code in stopped):
            assert told.count(name.in_lang(lang)) == 1
            assert name.in_lang(other) not in told


def test_a_weekday_is_that_of_the_week() -> None:
    days = [on_weekday(FRIDAY_LATE.date(), one, time(9)) for one in range(7)]
    assert [one.weekday() for one in days] == list(range(7))
    assert FRIDAY_LATE.date() in {one.date() for one in days}


@pytest.mark.parametrize("name", shelf.HANDBOOKS)
def test_a_clause_is_found_by_its_id_and_by_any_two_of_its_characters(name: str) -> None:
    book = shelf.handbook(name)
    assert found_clauses(book, "  ") == tuple(book.clauses.values())
    for one in book.clauses.values():
        assert one in found_clauses(book, str(one.id).replace("-", "\u2011").lower())
        assert one in found_clauses(book, f"{one.text.zh[:2]} {one.text.en.split()[0].upper()}")
    assert found_clauses(book, "没有这样的字") == ()


def test_figures_and_loans_are_traced_to_their_clauses() -> None:
    std, smo = shelf.handbook("STD"), shelf.handbook("SMO")
    assert "callback" in {one.clock.name for one in cited(std)["STD-6.1.call"] if one.clock}
    assert {"limit": "24h"} in [dict(one.figures) for one in cited(std)["STD-4.3.4"]]
    loans = {str(one.id): lent_by(smo, one) for one in smo.assumptions.values()}
    assert "STD-2.2.2.L1" in loans["A-borrowed-response"]
    assert not any(name.startswith("STD-4") for name in loans["A-borrowed-response"])


def choose(page: Page, key: str, words: str) -> None:
    """Choose from a list by its words."""
    page.locator(f".st-key-{key} [role=combobox], .st-key-{key} input").first.click()
    page.get_by_role("option", name=words, exact=True).click()
    settle(page)


def clauses_shown(page: Page) -> list[str]:
    return page.locator(".st-key-scroll_clauses tbody tr").all_inner_texts()


@pytest.mark.browser
def test_a_trainee_finds_a_clause_and_compares_two_handbooks(visit: Visit) -> None:
    page = visit(login="chenxiao", path="/handbooks")
    page.wait_for_selector(".st-key-scroll_clocks table")
    settle(page)
    choose(page, "hb_chosen", shelf.handbook("ASC").title.zh)
    hours = page.locator(".st-key-scroll_clocks table").last
    expect(hours.locator("tbody tr").first).to_contain_text("周一至周五")  # STD, shown before, has no hours
    assert hours.locator("tbody tr").first.inner_text().split() == [
        "周一至周五",
        "09:00–12:00、13:00–18:00",
        "12:00–13:00",
    ]
    choose(page, "hb_chosen", shelf.handbook().title.zh)
    page.get_by_role("tab", name="条款").click()
    assert len(clauses_shown(page)) == len(shelf.handbook().clauses)
    page.get_by_role("textbox", name="找条款").fill("回访")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('.st-key-scroll_clauses tbody tr').length < 20")
    rows = clauses_shown(page)
    assert rows
    assert all("回访" in one for one in rows)
    page.get_by_role("tab", name="两本对照").click()
    choose(page, "hb_second_STD", shelf.handbook("ASC").title.zh)
    choose(page, "hb_level_STD", "二级")
    row = page.locator(".st-key-scroll_twins tbody tr").first
    assert row.locator("td").nth(3).inner_text() == "不同"
    assert "达标" in row.locator("td").nth(1).inner_text()
    assert "给 4 小时" in row.locator("td").nth(2).inner_text()
    assert page.evaluate("document.documentElement.scrollHeight - document.documentElement.clientHeight") == 0
