"""What happens at the desk when people click twice, open a second window, reload, sign out, or are not allowed?"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from mysterydesk import attempts, drills, shelf
from mysterydesk.dossier import dossier
from mysterydesk.i18n import translation
from mysterydesk.store import Account, SqliteStore
from pages.parts.verdicts import number_of
from policy.text import Lang
from simulator.move import Move
from simulator.solve import solve
from tests.pages.conftest import Server, Visit
from tests.pages.driver import Hand, attempt_in
from tests.pages.windows import crew_of, drill_midway, names_on_the_page

pytestmark = pytest.mark.browser

SAY = '[data-testid="stChatInput"] textarea'
QUIET_MS = 500
"""After which a change that waited for the run before it has begun its own."""


def place_of(kind: str) -> int:
    """Give the number on the home page of the first mystery customer of a kind."""
    return next(number_of(name) for name, one in shelf.scenarios().items() if one.kind == kind)


def handle(page: Page, server: Server, lang: Lang, button: str, *, moves: int) -> None:
    """Begin a drill and make the first moves of its ideal handling through the page."""
    page.locator(f".st-key-{button} button").click()
    page.locator(".st-key-begin_go button").click()
    page.wait_for_url("**/desk?attempt=*")
    attempt = attempts.load(server.store(), attempt_in(page.url))
    hand = Hand(page, names_on_the_page(translation(lang)), crew_of(attempt))
    hand.settled()
    for timed in solve(attempt.desk, datetime.now(UTC))[:moves]:  # noqa: TID251  a real visit happens now
        hand.perform(timed.move)


def test_the_desk_in_english(visit: Visit, server: Server) -> None:
    """The first moves of a handling in English; then a reload rebuilds the desk with no move lost."""
    page = visit("en-US", "chenxiao")
    expect(page.get_by_role("heading", name="Hello, Chen Xiao")).to_be_visible()
    handle(page, server, "en", f"practise_{place_of('outage')}", moves=10)
    said = page.locator(".md-said").all_inner_texts()
    page.reload()
    expect(page.locator(".md-said").nth(len(said) - 1)).to_be_visible()
    assert page.locator(".md-said").all_inner_texts() == said
    assert page.locator("html").get_attribute("lang") == "en"
    stored = attempts.load(server.store(), attempt_in(page.url)).state.ticket.fields
    expect(page.locator(".st-key-f_customer_id input")).to_have_value(stored["customer_id"])


def test_the_moves_of_another_manual_are_made_by_hand(visit: Visit, server: Server) -> None:
    """A ringing phone is answered by its key; the menu has the manual's own moves, the ticket shows what is done."""
    store = server.store()
    account = next(one for one in store.accounts.everyone() if one.login == "chenxiao")
    wanted = drills.Begin(scenario="S006-one-till-broken", lang="zh", mode="practice", handbook="DSK")
    name = drill_midway(store, account, wanted, seed=3, moves=0)
    page, handbook = visit("zh-CN", "chenxiao", f"/desk?attempt={name}"), shelf.handbook("DSK")
    hand = Hand(page, names_on_the_page(translation("zh"), handbook))
    expect(page.get_by_text("电话在响")).to_be_visible()
    expect(page.locator(".md-said")).to_have_count(0)
    hand.settled()
    page.keyboard.press("Alt+8")
    expect(page.locator(".md-said").first).to_be_visible()
    hand.perform(Move(kind="event_row", fields={"category": "incident", "text": "收银机不能收款"}))
    hand.perform(Move(kind="route", fields={"group": "liaison"}))
    hand.perform(Move(kind="dispatch", fields={"tools": "网线钳、测线仪", "tasks": "换网线"}))
    state = attempts.load(store, name).state
    duties = state.duties
    assert (duties.answered, duties.row, duties.group) == (True, "open", "liaison")
    assert duties.dispatched_at is not None
    form = next(one for one in attempts.load(store, name).events if one.kind == "dispatch.form")
    assert form.fields["tools"] == ["网线钳", "测线仪"]
    shown = page.locator(".md-duties li").all_inner_texts()
    assert [one.split()[-1] for one in shown][:2] == ["来电已接", "事件清单待补结果"]
    assert "✓ 组：业务部门运维联络人" in shown


def test_a_double_click_begins_one_drill_and_makes_one_move(visit: Visit, server: Server) -> None:
    """Two quick clicks on begin lead to one attempt; two on a check run it once; a draft outlives a reload.

    Fields filled faster than the page is drawn are all stored; one click archives and closes, and there it ends.
    """
    page = visit("zh-CN", "chenxiao")
    store = server.store()
    account = next(one for one in store.accounts.everyone() if one.login == "chenxiao")
    before = len(dossier(store, account).drills)
    page.locator(f".st-key-practise_{place_of('how_to')} button").click()
    page.locator(".st-key-begin_go button").dblclick()
    page.wait_for_url("**/desk?attempt=*")
    hand = Hand(page, {})
    hand.settled()
    assert len(dossier(store, account).drills) == before + 1
    attempt = attempts.load(store, attempt_in(page.url))
    check = next(one for one in attempt.desk.case.fault_model.checks if one.tier == "T1" and not one.needs)
    hand.tab(1)
    hand.key(f"check_{check.id}").get_by_role("button").first.dblclick()
    expect(hand.key("tabbody_check").locator(".md-quote").first).to_be_visible()
    hand.settled()
    events = attempts.load(store, attempt.id).events
    assert [event.fields["check"] for event in events if event.kind == "check.run"] == [check.id]
    page.locator(SAY).fill("先别发出去")
    page.reload()
    expect(page.locator(SAY)).to_have_value("先别发出去")
    hand.settled()
    written = {one.name: f"填的 {one.name}" for one in attempt.desk.handbook.intake if one.name != "severity"}
    for name, value in written.items():
        box = hand.key(f"f_{name}").locator("input, textarea").first
        box.fill(value)
        box.press("Tab")
    hand.settled()
    expect(page.get_by_text("已保存 ")).to_be_visible()
    page.wait_for_timeout(QUIET_MS)
    hand.settled()
    assert attempts.load(store, attempt.id).state.ticket.fields == written
    hand.click("b_close")
    hand.click("arc_close_go")
    ticket = attempts.load(store, attempt.id).state.ticket
    assert (ticket.archived, ticket.closed) == (True, True)
    expect(page.get_by_role("dialog")).to_have_count(0)
    hand.click("next_finish")
    hand.key("finish_go").get_by_role("button").click()
    page.wait_for_url("**/result?attempt=*")


def test_a_move_from_a_second_window_is_refused_and_nothing_is_lost(visit: Visit, server: Server) -> None:
    """Two windows on one attempt: the later one is told, its words are not written, the first goes on.

    The later one then shows what is stored, says beside the field what was not written, and goes on from there.
    """
    page = visit("zh-CN", "chenxiao")
    handle(page, server, "zh", f"practise_{place_of('transfer')}", moves=1)
    second = page.context.new_page()
    second.goto(page.url)
    expect(second.locator(".md-said").first).to_be_visible()
    first, later = Hand(page, {}), Hand(second, {})
    later.settled()
    below = [second.locator(one).bounding_box() for one in (".st-key-under_talk", SAY)]
    first.write("f_symptom", "草稿不见了")
    later.write("f_trigger", "不清楚")
    expect(second.get_by_text("这张工单在另一个窗口里继续了")).to_be_visible()
    assert [second.locator(one).bounding_box() for one in (".st-key-under_talk", SAY)] == below
    expect(second.locator(".st-key-f_trigger textarea")).to_have_value("")
    expect(second.locator(".st-key-f_symptom textarea")).to_have_value("草稿不见了")
    kind = names_on_the_page(translation("zh"))["request"]
    first.perform(Move(kind="say", fields={"text": "请您稍等，我看一下。"}))
    Hand(second, {"request": kind}).do_type(Move(kind="type", fields={"value": "request"}))
    expect(second.get_by_text(f"没有写入：{kind}")).to_be_visible()
    beside = second.locator(".st-key-tabbody_ticket").get_by_text("没有写入：不清楚")
    expect(beside).to_be_visible()
    fields = attempts.load(server.store(), attempt_in(page.url)).state.ticket.fields
    assert fields == {"symptom": "草稿不见了"}
    later.write("f_trigger", "不清楚")
    expect(beside).to_have_count(0)
    fields = attempts.load(server.store(), attempt_in(page.url)).state.ticket.fields
    assert fields == {"symptom": "草稿不见了", "trigger": "不清楚"}


def begun(store: SqliteStore, account: Account) -> str:
    """Begin a drill for a person, beside the pages."""
    wanted = drills.Begin(scenario=min(shelf.scenarios()), lang="zh", mode="practice")
    return drills.begin(store, account, wanted, datetime.now(UTC))  # noqa: TID251  a real visit happens now


def test_a_key_makes_no_move_behind_a_drawer(visit: Visit, server: Server) -> None:
    """A move is scored and cannot be taken back; the open menu of phrases is in nobody's way.

    Words said from a drawer leave the hand at the conversation, for the next ones.
    """
    store = server.store()
    account = next(one for one in store.accounts.everyone() if one.login == "chenxiao")
    attempt = begun(store, account)
    page = visit("zh-CN", "chenxiao", f"/desk?attempt={attempt}")
    hand, drawer = Hand(page, {}), page.get_by_role("dialog").filter(has=page.locator(".st-key-esc_go"))

    def resolved() -> int:
        return [event.kind for event in attempts.load(store, attempt).events].count("ticket.resolved")

    expect(page.locator(SAY)).to_be_focused()
    page.keyboard.press("Alt+1")
    expect(drawer.locator("textarea").first).to_be_visible()
    drawer.locator("textarea").first.fill("还没写完")
    for key in ("Alt+3", "Alt+6", "Alt+7", "Alt+Shift+2", "Alt+0"):
        page.keyboard.press(key)
    hand.settled()
    expect(drawer.locator("textarea").first).to_have_value("还没写完")
    assert (resolved(), len(attempts.load(store, attempt).events)) == (0, 2)
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    hand.click("phr")
    expect(hand.key("phr_moment")).to_be_visible()
    page.keyboard.press("Alt+3")
    expect(page.locator(".md-sys", has_text="标记为已解决")).to_be_visible()
    hand.settled()
    assert resolved() == 1
    page.keyboard.press("Alt+7")
    expect(hand.key("words_verify_go")).to_be_visible()
    hand.settled()
    page.keyboard.press("Control+Enter")
    expect(hand.key("words_verify_go")).to_have_count(0)
    expect(page.locator(SAY)).to_be_focused()


def said_in(server: Server, attempt: str) -> list[object]:
    """Give all words of an attempt, from the store."""
    return [event.fields.get("text") for event in attempts.load(server.store(), attempt).events]


def test_a_message_that_is_not_taken_is_in_the_box_again(visit: Visit, server: Server) -> None:
    """Whatever stood against it, and however often; it outlives a reload, and is forgotten once it was taken."""
    store = server.store()
    account = next(one for one in store.accounts.everyone() if one.login == "chenxiao")
    attempt = begun(store, account)
    page = visit("zh-CN", "chenxiao", f"/desk?attempt={attempt}")
    hand, box = Hand(page, {}), page.locator(SAY)
    expect(box).to_be_focused()

    def send(words: str, note: str) -> None:
        """Send what nobody takes; the note says why, and the words are where they were."""
        box.fill(words)
        box.press("Enter")
        expect(page.get_by_text(note)).to_be_visible()
        hand.settled()
        expect(box).to_have_value(words)
        assert words not in said_in(server, attempt)

    def elsewhere() -> None:
        seen = len(attempts.load(store, attempt).events)
        move = Move(kind="log", fields={"text": "另一个窗口"}, key=f"{seen}")
        drills.move(store, account, attempt, move, seen=seen, at=datetime.now(UTC))  # noqa: TID251  as above

    words = "您好，我是服务台的陈晓，" + "这就为您查看。" * 40
    for _twice in range(2):
        elsewhere()
        send(words, "这张工单在另一个窗口里继续了")
    send("屏" * 100_000, "有 100,000 个字")
    with closing(sqlite3.connect(server.database)) as conn:
        where = f"when new.stream = '{attempts.stream_of(attempt)}'"
        conn.execute(f"create trigger shut before insert on events {where} begin select raise(abort, 'x'); end")
        send(words, "编号 E-")
        conn.execute("drop trigger shut")
    page.reload()
    expect(box).to_have_value(words)
    box.press("Enter")
    expect(page.locator(".md-said", has_text=words)).to_be_visible()
    expect(box).to_have_value("")
    page.reload()
    expect(page.locator(".md-said").nth(1)).to_be_visible()
    hand.settled()
    expect(box).to_have_value("")
    hand.more("b_log")
    hand.write("d_log", "已查过提醒")
    elsewhere()
    hand.click("d_log_go")
    expect(page.get_by_text("再打开就能看到")).to_be_visible()
    hand.more("b_log")
    expect(hand.key("d_log").locator("textarea")).to_have_value("已查过提醒")
    hand.click("d_log_go")
    assert "已查过提醒" in said_in(server, attempt)


def test_signing_out_reaches_an_open_tab(visit: Visit, server: Server) -> None:
    """After signing out in one tab, the next click in another finds a stranger."""
    page = visit("zh-CN", "chenxiao")
    expect(page.get_by_role("heading", name="您好，陈晓")).to_be_visible()
    other = page.context.new_page()
    other.goto(f"{server.url}/me")
    other.get_by_role("button", name="退出").click()
    page.locator(".st-key-to_exam button").click()
    expect(page.get_by_role("link", name="登录").first).to_be_visible()


def test_a_trainer_sees_the_drills_of_others_and_a_trainee_does_not(visit: Visit, server: Server) -> None:
    """The list is the trainer's; a trainee who types the address is told."""
    page = visit("zh-CN", "zhoulan")
    expect(page.get_by_role("heading", name="学员演练")).to_be_visible()
    trainee = visit("zh-CN", "chenxiao")
    refused = trainee.goto(f"{server.url}/attempts")
    assert refused is not None
    assert refused.status == 403
