"""Does the clock lab say what the engine says, why, and what would be otherwise; and is nothing typed ever lost?"""

from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from mysterydesk import shelf
from mysterydesk.clock_lab import EXAMPLE_AS_OF, Wish, example, read_lab, tried
from mysterydesk.detail_changes import detail_changes
from mysterydesk.i18n import translation
from mysterydesk.lab_text import MOST_CHARS, MOST_EVENTS, line_of
from pages.parts.lab_input import said
from policy.text import Lang
from sla.timeline import EventId
from tests.pages.conftest import Visit
from tests.pages.driver import settle
from tests.pages.test_faults import House, Show, house, show

__all__ = ["house", "show"]

FRIDAY = "2026-03-13 17:00 ticket.submitted\n2026-03-13 17:15 ticket.severity_set level=P3"
MONDAY = "2026-03-16 12:00"
HOSTILE = (
    "2026-03-13 17:00 客户提交\n你好 <script>alert(1)</script> **粗** [链](x)\n2026-02-30 17:00 客户提交\n"
    "2026-03-13 17:00 ticket.exploded\n2026-03-13 17:00 定级\n2026-03-13 17:00 定级 九级\n"
    "2026-03-13 17:00 转线 二线 foo=bar\n0001-01-01 00:00 客户提交"
)


def states(text: str, handbook: str = "ASC", as_of: str = MONDAY) -> dict[str, tuple[str, str]]:
    lab = read_lab(text, as_of, shelf.handbook(handbook), None)
    assert lab.problems == ()
    zone = lab.reading.calendar.zone if lab.reading else ""
    assert zone == "Asia/Shanghai"
    return {one.name: (one.state, one.due.isoformat() if one.due else "") for one in lab.clocks}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("handbook", shelf.HANDBOOKS)
def test_the_example_of_every_handbook_reads_without_problems_and_writes_back(handbook: str, lang: Lang) -> None:
    book = shelf.handbook(handbook)
    text = example(book, lang)
    lab = read_lab(text, EXAMPLE_AS_OF, book, None)
    assert lab.problems == ()
    assert lab.reading is not None
    assert [line_of(event, book, lang) for event in lab.reading.timeline] == text.splitlines()


def test_names_codes_yaml_and_json_say_the_same() -> None:
    """ASC's P3 answer counts in working hours: from Friday 17:00 on, over the weekend (ASC-2.3)."""
    yaml = (
        "format: handbook-cases/1\ncases:\n  - id: a\n    handbook: ASC\n    timeline:\n"
        "      - {at: 2026-03-13T17:00+08:00, type: ticket.submitted}\n"
        "      - {at: 2026-03-13T17:15+08:00, type: ticket.severity_set, level: P3}\n"
    )
    json = (
        '[{"at": "2026-03-13T17:00+08:00", "type": "ticket.submitted"},'
        ' {"at": "2026-03-13T17:15+08:00", "type": "ticket.severity_set", "level": "P3"}]'
    )
    names = "2026-03-13 17:15 定级 一般\n\n# 后写的先发生\n2026-03-13 17:00 客户提交"
    english = "2026-03-13 9:00Z Customer submits\n2026-03-13 09:15:00+00:00 Priority set normal"
    expected = states(FRIDAY)
    assert expected["response"][1]
    assert [states(one) for one in (yaml, json, names, english)] == [expected] * 4


@pytest.mark.parametrize(
    ("handbook", "line", "clock"),
    [
        ("STD", "Transferred to another line Tier 2", "t2_start"),
        ("STD", "转线 二线 from_tier=Tier 1 reason=x", "t2_start"),
        ("ASC", "Rating received Average", "dissat_contact"),
        ("ASC", "收到评价 不满意", "dissat_contact"),
        ("NET", "Customer submits Online chat", "chat_answer"),
        ("NET", "客户提交 channel=在线客服", "chat_answer"),
    ],
)
def test_a_name_of_several_words_means_what_its_code_means(handbook: str, line: str, clock: str) -> None:
    assert states(f"2026-03-13 17:00 客户提交\n2026-03-13 17:20 {line}", handbook)[clock][0] != "not_started"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_line_or_grade_that_the_handbook_lacks_is_told_not_passed_over(lang: Lang) -> None:
    book, t = shelf.handbook("ASC"), translation(lang)
    text = (
        "2026-03-13 17:00 ticket.submitted\n2026-03-13 17:20 ticket.transferred T9\n"
        "2026-03-13 17:30 csat.received 5\n2026-03-13 16:00 agent.first_contact\n2026-03-13 18:00 csat.received"
    )
    found = read_lab(text, "", book, None).problems
    assert [(one.line, one.code) for one in found] == [
        (2, "lab_unknown_tier"), (3, "lab_unknown_grade"), (4, "before_submission"), (5, "lab_without_grade"),
    ]  # fmt: skip
    told = [said(t, one) for one in found]
    assert "T9" in told[0]
    assert not [one for one in told if "timeline[" in one or "problem." in one]
    yaml = "timeline:\n  - {at: 2026-03-13T17:00Z, type: ticket.transferred, to_tier: 九线}\n"
    assert [(one.line, one.code) for one in read_lab(yaml, "", book, None).problems] == [(2, "lab_unknown_tier")]
    assert read_lab(yaml.replace("九线", t.of(book.tiers[1].name)), "", book, None).problems == ()


def test_every_mistake_is_told_at_once_with_its_line() -> None:
    lab = read_lab(HOSTILE, "soon", shelf.handbook("STD"), None)
    assert [(one.line, one.code) for one in lab.problems] == [
        (0, "lab_as_of"),
        (2, "lab_line"),
        (3, "lab_time"),
        (4, "lab_kind"),
        (5, "lab_without_level"),
        (6, "unknown_priority"),
        (7, "lab_field"),
        (8, "lab_year"),
    ]
    naive = (
        "timeline:\n  - {at: 2026-03-13T17:00, type: ticket.submitted}\n  - at: 2026-03-13T17:00+08:00\n    type: x\n"
    )
    found = read_lab(naive, "", shelf.handbook("STD"), None).problems
    assert [(one.line, one.code) for one in found] == [(2, "moment_without_zone"), (4, "lab_kind")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x" * (MOST_CHARS + 1), "lab_too_long"),
        ("2026-03-13 17:00 客户提交\n" * (MOST_EVENTS + 1), "lab_too_many"),
        ("{" * MOST_CHARS, "key_not_text"),
        ("- " * (MOST_CHARS // 2), "too_deep"),
        ("cases: [3]", "not_a_mapping"),
        ("timeline: 3", "expected_list"),
        ("[1, 2", "yaml_syntax"),
        ("handbook: DSK\ntimeline: [{at: 2026-03-13T17:00Z, type: auto.ack}]", "other_handbook"),
    ],
    ids=lambda one: str(one)[:20],
)
def test_what_is_hostile_is_refused_in_a_word(text: str, code: str) -> None:
    lab = read_lab(text, "", shelf.handbook("STD"), None)
    assert lab.reading is None
    assert code in {one.code for one in lab.problems}


def test_waiting_until_a_time_pauses_where_that_is_wished_and_no_date_breaks_it() -> None:
    text = "2026-03-13 17:00 问题受理\n2026-03-13 17:10 定级 三级\n2026-03-13 18:00 等待 客户 until={}"
    text = text.replace("等待", shelf.vocabulary()["waiting.started"].text.zh)
    book = shelf.handbook("STD")

    def due(until: str, *, waits: bool) -> str:
        lab = read_lab(text.format(until), MONDAY, book, None, waits=waits)
        assert lab.problems == ()
        return next(one.due.isoformat() for one in lab.clocks if one.name == "resolution" and one.due)

    plain = "2026-03-14T09:00:00+00:00"
    assert due('"2026-03-13 20:00"', waits=False) == plain
    assert due('"2026-03-13 20:00"', waits=True) == "2026-03-14T11:00:00+00:00"
    assert due("2026-03-13T12:00Z", waits=True) == "2026-03-14T11:00:00+00:00"
    far = read_lab(text.format("9999-12-31T23:59-12:00"), MONDAY, book, None, waits=True)
    assert far.clocks or far.problems
    assert read_lab(text.format("later"), MONDAY, book, None).problems[0].line == 3


def test_what_if_leaves_out_moves_rewrites_and_adds() -> None:
    text = "2026-03-13 17:00 客户提交\n2026-03-13 17:10 支持人员首次人工联系客户"
    lab = read_lab(text, MONDAY, shelf.handbook("STD"), None)

    def response(wish: Wish) -> tuple[str | None, ...]:
        change = next(one for one in tried(lab, wish).changes if one.name == "response")
        return tuple(side.state if side else None for side in (change.before, change.after))

    contact = EventId(1)
    assert response(Wish(act="drop", event=contact)) == ("met", "breached")
    assert response(Wish(act="move", event=contact, words="2026-03-14 17:10")) == ("met", "breached")
    assert response(Wish(act="rewrite", event=contact, words="2026-03-13 17:10 客户催单")) == ("met", "breached")
    assert response(Wish(act="add", words="2026-03-13 17:20 工单撤销")) == ("met", "met")
    for act, words in (("move", "tomorrow"), ("rewrite", "hello"), ("add", "")):
        refused = tried(lab, Wish(act=act, event=contact, words=words))  # type: ignore[arg-type]  # as typed
        assert refused.reading is None
        assert len(refused.problems) == 1


def test_what_follows_from_the_clocks_is_there_and_compared() -> None:
    """First line used an hour of the answer before it handed over; nobody has said why it came too late."""
    text = (
        "2026-03-13 17:00 ticket.submitted\n2026-03-13 17:01 ticket.severity_set level=L2\n"
        "2026-03-13 17:45 ticket.transferred T2\n2026-03-13 18:15 agent.first_contact"
    )
    lab = read_lab(text, MONDAY, shelf.handbook("STD"), None)
    response = next(one for one in lab.details if one.clock.name == "response")
    assert [(one.holder.line, one.spent.seconds, one.late.seconds) for one in response.shares] == [
        ("T1", 2700, 0), ("T2", 1800, 900),
    ]  # fmt: skip
    assert [one.is_open for one in response.obligations] == [True]
    then = tried(lab, Wish(act="move", event=EventId(3), words="2026-03-13 17:50"))
    book, t = shelf.handbook("STD"), translation("en")
    changes = detail_changes(t, (book, lab.details), (book, then.details), ZoneInfo(book.zone))
    assert [(one.what, one.before, one.after) for one in changes if one.clock.en == "Response"] == [
        ("warning at 90%", "2026-03-13 17:54:00", ""),
        ("reason for breach 1", "owed since 2026-03-13 18:00:00, not stated yet", ""),
        ("time used by Tier 2", "30 min, 15 min of it late", "5 min"),
    ]


def test_beyond_the_last_notice_a_due_time_is_marked(house: House, show: Show) -> None:
    """No state has said yet which days of 2099 are off."""
    page = show("clocks", house.trainer)
    page.selectbox(key="lab_handbook").select("ASC").run()
    page.text_area(key="lab_text").set_value("2099-03-13 17:00 客户提交\n2099-03-13 17:10 定级 一般").run()
    page.text_input(key="lab_as_of").set_value("").run()
    assert "暂定：2099-03-13" in drawn(page)


def test_what_an_event_carries_is_chosen_by_its_name(house: House, show: Show) -> None:
    page = show("clocks", house.trainee)
    page.selectbox(key="lab_kind").select("ticket.transferred").run()
    page.selectbox(key="lab_value_STD_ticket_transferred").select("T2").run()
    page.button(key="lab_add_go").click().run()
    assert (page.text_area(key="lab_text").value or "").splitlines()[-1] == f"{EXAMPLE_AS_OF} 转线 二线"
    page.selectbox(key="lab_kind").select("ticket.submitted").run()
    page.selectbox(key="lab_value_STD_ticket_submitted").select("phone").run()
    page.button(key="lab_add_go").click().run()
    assert (page.text_area(key="lab_text").value or "").splitlines()[-1] == f"{EXAMPLE_AS_OF} 客户提交 channel=电话"
    assert '<ol class="md-lab-steps' in drawn(page)


def drawn(page: AppTest) -> str:
    """Give the tables and lists that a page has drawn."""
    return "".join(one.proto.body for one in page.get("html"))


def test_problems_are_told_in_the_language_of_the_page_and_the_text_stays(house: House, show: Show) -> None:
    page = show("clocks", house.trainee)
    assert "<table" in drawn(page)
    page.text_area(key="lab_text").set_value(HOSTILE).run()
    assert "有 7 处要改" in page.warning[0].value
    assert "第 2 行：" in drawn(page)
    assert "<script>alert" not in drawn(page)
    assert page.text_area(key="lab_text").value == HOSTILE
    page.text_area(key="lab_text").set_value("x\n" * (MOST_CHARS // 2)).run()
    assert (len(page.warning), len(page.exception)) == (1, 0)
    page.text_area(key="lab_text").set_value("").run()
    assert "还没有事件" in page.info[0].value
    page.selectbox(key="lab_handbook").select("NET").run()
    assert page.text_area(key="lab_text").value == example(shelf.handbook("NET"), "zh")
    page.text_area(key="lab_text").set_value(FRIDAY).run()
    page.selectbox(key="lab_handbook").select("ASC").run()
    assert page.text_area(key="lab_text").value == FRIDAY


@pytest.mark.browser
def test_paste_read_why_and_ask_what_if(visit: Visit) -> None:
    page = visit("en-US", "linyu", "/clocks")
    page.wait_for_selector(".md-lab")
    box = page.locator(".st-key-lab_text textarea")
    box.fill("2026-03-13 17:00 Customer submits\n2026-03-13 20:00 First contact by a support person\nnonsense")
    box.press("Control+Enter")
    expect(page.locator(".md-lab-told")).to_contain_text("Line 3:")
    box.fill("2026-03-13 17:00 Customer submits\n2026-03-13 20:00 First contact by a support person")
    box.press("Control+Enter")
    expect(page.locator(".md-lab").first).to_contain_text("breached")
    expect(page.locator(".md-lab-steps")).to_contain_text("counts")
    page.get_by_role("tab").nth(1).click()
    page.locator(".st-key-lab_act").get_by_text("had been at another time").click()
    settle(page)
    words = page.locator('[class*="st-key-lab_words_move"] input')
    words.fill("2026-03-13 17:30")
    words.press("Enter")
    changes = page.get_by_role("tabpanel").locator(".md-lab")
    expect(changes.first).to_contain_text("due 2026-03-13 18:00:00")
    expect(changes.nth(1)).to_contain_text("reason for breach 1")
    page.get_by_role("tab").nth(2).click()
    expect(page.get_by_role("tabpanel")).to_contain_text("owed since 2026-03-13 17:30:00, not stated yet")
    page.get_by_role("tab").nth(3).click()
    expect(page.locator(".st-key-lab_chart svg.marks")).to_contain_text("3 h")
    expect(page.get_by_role("tabpanel").locator("tbody tr").first).to_contain_text("2 h 30 min")
