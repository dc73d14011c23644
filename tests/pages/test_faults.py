"""What do the pages say of a drill that cannot be shown, and of an address that nobody made?

The pages run here without a browser: what is drawn is read from Streamlit's own tree.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mysterydesk import attempts, drills
from mysterydesk.accounts import NewAccount, open_account
from mysterydesk.dossier import note
from mysterydesk.erasing import erase_person
from mysterydesk.i18n import translation
from mysterydesk.roles import Role
from mysterydesk.settings import Settings
from mysterydesk.store import Account, SqliteStore
from mysterydesk.visitor import Visitor
from mysterydesk.world import World
from policy.text import Lang, Text
from simulator.move import MAX_TEXT, Move, Refusal
from simulator.state import Desk, Due, State

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SCENARIO = "S047-lost-promotion-draft"
PATIENCE_S = 60

Show = Callable[..., AppTest]


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A store of its own with a trainee, a trainer and one begun drill."""

    store: SqliteStore
    place: Path
    trainee: Account
    trainer: Account
    attempt: str

    def spoil(self, kind: str) -> None:
        """Change a byte of what the drill stands on, behind the back of the store."""
        digest = attempts.pins_of(self.store, self.attempt).as_body()[kind]
        with closing(sqlite3.connect(self.place)) as conn:
            for (name,) in conn.execute("select name from sqlite_master where type = 'trigger'").fetchall():
                conn.execute(f"drop trigger {name}")
            conn.execute("update documents set data = cast(data || ' ' as blob) where digest = ?", (digest,))
            conn.commit()


def _person(store: SqliteStore, login: str, role: Role, zh: str, en: str) -> Account:
    new = NewAccount(login=login, name=Text(zh=zh, en=en), role=role, phrase="a long enough phrase")
    return open_account(store, new, by=None, at=AT)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    place = tmp_path / "desk.db"
    with closing(SqliteStore(place)) as store:
        trainee = _person(store, "chenxiao", "trainee", "陈晓", "Chen Xiao")
        trainer = _person(store, "zhoulan", "trainer", "周岚", "Zhou Lan")
        begin = drills.Begin(scenario=SCENARIO, lang="zh", mode="practice")
        attempt = drills.begin(store, trainee, begin, AT)
        yield House(store=store, place=place, trainee=trainee, trainer=trainer, attempt=attempt)


@pytest.fixture
def show(house: House, root: Path, monkeypatch: pytest.MonkeyPatch) -> Show:
    """Draw a page for somebody who is signed in."""

    def draw(page: str, who: Account, lang: Lang = "zh", **query: str) -> AppTest:
        world = World(settings=Settings(database=house.place), store=house.store, demo=False)
        seen = Visitor(account=who, token="t", t=translation(lang), world=world)
        monkeypatch.setattr("pages.parts.guard.visitor", lambda: seen)
        for place in ("mysterydesk.clock.now", "pages.parts.desk_moves.now"):
            monkeypatch.setattr(place, lambda: AT + timedelta(minutes=1))
        drawn = AppTest.from_file(root / "pages" / f"{page}.py", default_timeout=PATIENCE_S)
        for name, value in query.items():
            drawn.query_params[name] = value
        return drawn.run()

    return draw


def told(page: AppTest) -> list[str]:
    """Give what a page says by itself in a coloured field."""
    return [one.value for kind in (page.info, page.warning, page.error) for one in kind]


def broken(page: AppTest) -> list[str]:
    """Give the codes of what a page could not draw; the server puts them into words with a number."""
    return [one.message for one in page.exception]


def test_a_drill_nobody_has_is_not_there_and_a_damaged_one_is_said(house: House, show: Show) -> None:
    for page, words in (("desk", "没做完的演练"), ("result", "这里还没有成绩")):
        drawn = show(page, house.trainee, attempt="deadbeef")
        said = " ".join([*told(drawn), *(one.value for one in drawn.markdown)])
        assert (words in said, broken(drawn)) == (True, [])
    house.spoil("case")
    assert "document_damaged" in " ".join(broken(show("desk", house.trainee, attempt=house.attempt)))
    card = attempts.pins_of(house.store, house.attempt).case
    body = {"attempt": house.attempt, "verdict": "pass", "low": 90, "high": 90, "scorecard": card}
    note(house.store, house.trainee.id, "drill.scored", "scored", body, AT)
    for page in ("result", "replay"):
        assert "document_damaged" in " ".join(broken(show(page, house.trainer, attempt=house.attempt)))


def test_a_number_in_the_address_that_is_none_is_passed_over(house: House, show: Show) -> None:
    for place in ("1" * 5000, "²", "0", "-1", "999"):
        home = show("home", house.trainee, begin=place, once="k")
        assert (broken(home), [one.value for one in home.header]) == ([], ["您好，陈晓"]), place[:9]
    assert "神秘客" in show("home", house.trainee, begin="2", once="k").subheader[0].value


def test_words_that_could_not_be_written_come_back_with_the_reason(
    house: House, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message goes back into the box, the field shows what is stored, and what it held is said beside it."""
    words = "请您稍等，我来查一下。"
    desk = show("desk", house.trainee, attempt=house.attempt)
    marks = set()
    with monkeypatch.context() as early:
        early.setattr("pages.parts.desk_moves.now", lambda: AT - timedelta(hours=1))
        for _twice in range(2):
            desk.chat_input[0].set_value(words).run()
            mark, back = desk.session_state["desk_seat"].sent
            marks.add(mark)
            assert (back, [one[:10] for one in told(desk)]) == (words, ["这一步的时间早于上一"])
            assert told(desk)[0].endswith("你写的话还在输入框里。")
    assert len(marks) == 2
    with closing(sqlite3.connect(house.place)) as conn:
        conn.execute("create trigger shut before insert on events begin select raise(abort, 'x'); end")
        desk.chat_input[0].set_value(words).run()
        assert desk.session_state["desk_seat"].sent[1] == words
        assert "编号 E-" in told(desk)[0]
        desk.text_area(key="f_symptom").set_value("草稿**不见**了").run()
        assert desk.text_area(key="f_symptom").value == ""
        assert r"没有写入：草稿\*\*不见\*\*了" in told(desk)[0]
        assert rows_of(desk, "没有写入：草稿") == 1
        conn.execute("drop trigger shut")
    desk.text_area(key="f_symptom").set_value("草稿不见了").run()
    assert rows_of(desk, "没有写入") == 0
    desk.chat_input[0].set_value(words).run()
    assert (desk.session_state["desk_seat"].sent[1], told(desk), broken(desk)) == ("", [], [])
    stored = attempts.load(house.store, house.attempt)
    assert stored.state.ticket.fields == {"symptom": "草稿不见了"}
    assert [event.fields.get("text") for event in stored.events].count(words) == 1


def make(house: House, kind: str, **fields: str | int) -> None:
    """Make a move beside the page, as another window would."""
    seen = len(attempts.load(house.store, house.attempt).events)
    tried = Move(kind=kind, fields=fields, key=f"beside-{seen}")
    done = drills.move(house.store, house.trainee, house.attempt, tried, seen=seen, at=AT + timedelta(seconds=30))
    assert not isinstance(done, Refusal), done


def drawn_html(page: AppTest) -> str:
    return " ".join(one.proto.body for one in page.get("html"))


BURST = {"customer_id": "C-1", "contact_method": "010", "department": "门店", "symptom": "草稿不见了"}


def test_a_burst_of_changes_from_one_window_is_stored_whole(house: House, show: Show) -> None:
    """All in one rerun, as a slower server finds them: a move of this window is no foreign one."""
    desk = show("desk", house.trainee, attempt=house.attempt)
    for name, value in BURST.items():
        boxes = desk.text_area if name == "symptom" else desk.text_input
        boxes(key=f"f_{name}").set_value(value)
    level = desk.segmented_control(key="priority").options[0]
    desk.segmented_control(key="priority").set_value(level)
    desk.text_input(key="why_level").set_value("收不了款")
    desk.run()
    stored = attempts.load(house.store, house.attempt)
    assert (dict(stored.state.ticket.fields), bool(stored.state.ticket.level)) == (BURST, True)
    assert (told(desk), broken(desk), desk.text_input(key="why_level").value) == ([], [], "")
    assert rows_of(desk, "已保存 ") == 1
    desk.chat_input[0].set_value("请您稍等，我来查一下。").run()
    desk.text_input(key="f_department").set_value("").run()
    after = attempts.load(house.store, house.attempt)
    assert after.state.ticket.fields["department"] == ""
    assert len([event for event in after.events if event.kind == "ticket.severity_set"]) == 1


def test_a_foreign_move_is_a_conflict_for_the_whole_burst_and_stays_said(house: House, show: Show) -> None:
    """Nothing is overwritten, each loss is named, and a later success of another field wipes none of it."""
    desk = show("desk", house.trainee, lang="en", attempt=house.attempt)
    make(house, "field", name="department", value="Elsewhere")
    desk.text_input(key="f_department").set_value("Mine")
    desk.text_input(key="f_customer_id").set_value("C-1")
    desk.run()
    (said,) = told(desk)
    assert "go on from here. Not saved: " in said
    assert ("Mine" in said, r"C\-1" in said) == (True, True)
    desk.text_area(key="f_symptom").set_value("gone").run()
    assert told(desk) == [said]
    stored = attempts.load(house.store, house.attempt).state.ticket.fields
    assert stored == {"department": "Elsewhere", "symptom": "gone"}
    assert desk.text_input(key="f_department").value == "Elsewhere"
    desk.button(key="note_shut").click().run()
    assert told(desk) == []
    assert rows_of(desk, "Not saved: Mine") == 1


def test_too_long_words_are_told_and_stay_where_they_are(house: House, show: Show) -> None:
    """Streamlit drops without a word what is over a limit of its own; ours is said, and nothing of it is read."""
    desk = show("desk", house.trainee, attempt=house.attempt)
    boxes = (desk.chat_input[0], desk.text_area(key="f_symptom"), desk.text_input(key="kb_query"))
    assert [one.proto.max_chars for one in boxes] == [0, 0, 0]
    before = len(attempts.load(house.store, house.attempt).events)
    for size in (MAX_TEXT + 1, 100_000):
        desk.chat_input[0].set_value("屏" * size).run()
        assert told(desk) == [f"太长了：有 {size:,} 个字，一次最多 4,000 个字。你写的话还在输入框里。"]
        assert '"back": "", "kept": true' in drawn_html(desk)
    desk.text_area(key="f_symptom").set_value("草" * 100_000).run()
    assert told(desk)[0].endswith("没有写入，内容还在框里。")
    assert desk.text_area(key="f_symptom").value == "草" * 100_000
    assert len(attempts.load(house.store, house.attempt).events) == before
    desk.text_area(key="f_symptom").set_value("草稿不见了").run()
    desk.chat_input[0].set_value("屏" * MAX_TEXT).run()
    assert (told(desk), broken(desk)) == ([], [])
    assert attempts.load(house.store, house.attempt).state.ticket.fields == {"symptom": "草稿不见了"}


def test_a_bubble_names_who_spoke_and_shows_what_was_typed(house: House, show: Show) -> None:
    make(house, "field", name="contact_name", value="随手写的")
    make(house, "say", text="请看 \u202egpj.exe\u0007 这个附件")
    drawn = drawn_html(show("desk", house.trainee, attempt=house.attempt))
    assert "请看 [U+202E]gpj.exe[U+0007] 这个附件" in drawn
    assert ('md-who">客户' in drawn, "随手写的　" in drawn) == (True, False)


def test_a_closed_ticket_says_what_is_due_and_can_be_ended_there(
    house: House, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is done while the drill is scored is said in words."""
    make(house, "archive", description="草稿不见了", steps="看过设置", feedback="好了")
    make(house, "close")
    desk = show("desk", house.trainee, attempt=house.attempt)
    assert rows_of(desk, "工单已关闭。还差：客户确认恢复、回访。") == 1
    assert [desk.button(key=key).disabled for key in ("next_callback", "next_finish")] == [False, False]
    assert [desk.button(key=key).disabled for key in ("b_escalate", "b_close")] == [True, True]
    monkeypatch.setattr("pages.parts.desk_ending.still_due", lambda _bench: ())
    monkeypatch.setattr("pages.parts.desk_ending.go", lambda *_page, **_query: None)
    monkeypatch.setattr("mysterydesk.drills.score_and_keep", lambda *_what: None)
    desk.run()
    assert rows_of(desk, "该做的都做了") == 1
    desk.button(key="next_finish").click().run()
    assert ([one.label for one in desk.status], broken(desk)) == (["正在评分，要几秒钟"], [])
    assert attempts.load(house.store, house.attempt).state.status == "ended"


def test_a_long_skip_says_beforehand_how_far_it_goes_at_most(
    house: House, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said in wide steps: neither what comes nor when; what is too far off cannot be skipped to."""
    ahead = timedelta()

    def due(_desk: Desk, state: State) -> Due:
        return Due(id="next", at=state.now + ahead, what="customer")

    monkeypatch.setattr("pages.parts.below_talk.next_due", due)
    desk, found = show("desk", house.trainee, attempt=house.attempt), []
    for minutes in (30, 31, 200, 27 * 60):
        ahead = timedelta(minutes=minutes)
        found.append([one.value for one in desk.run().markdown if "最多走" in one.value])
    assert found == [[], [":small[:gray[最多走 1 小时]]"], [":small[:gray[最多走 4 小时]]"], []]


def _many(house: House, account: Account, count: int) -> None:
    body = {"scenario": SCENARIO, "kind": "how_to", "mode": "practice", "lang": "zh", "title": {}}
    for number in range(count):
        name = f"{account.login}{number:03}"
        note(house.store, account.id, "drill.begun", name, body | {"attempt": name}, AT + timedelta(minutes=number))


def rows_of(page: AppTest, word: str) -> int:
    """Count the lines of the list that hold a word."""
    return sum(word in one.value for one in page.markdown)


def test_the_trainer_reaches_every_drill_and_reads_how_each_stands(house: House, show: Show) -> None:
    _many(house, house.trainee, 90)
    gone = _person(house.store, "lina", "trainee", "李娜", "Li Na")
    _many(house, gone, 2)
    scored = {"attempt": "lina000", "verdict": "person", "low": 50, "high": 80, "scorecard": "0" * 64}
    note(house.store, gone.id, "drill.scored", "scored", scored, AT)
    note(house.store, gone.id, "drill.abandoned", "left", {"attempt": "lina001"}, AT)
    before = show("attempts", house.trainer)
    assert [one.label for one in before.button if one.label == "看成绩"] == ["看成绩"]
    erase_person(house.store, gone, at=AT)
    page = show("attempts", house.trainer)
    found, seen = [], []
    while True:
        seen.append(rows_of(page, "-badge[") + rows_of(page, "进行中"))
        found.append(next(one.value for one in page.markdown if "共 93 次" in one.value))
        assert [one.label for one in page.button if one.label == "看成绩"] == []
        older = next(one for one in page.button if one.label == "更早的")
        if older.disabled:
            break
        page = older.click().run()
    assert (seen, len(found)) == ([40, 40, 13], 3)
    assert (rows_of(page, "已作废"), rows_of(page, "已删除"), broken(page)) == (1, 1, [])
    page = next(one for one in page.button if one.label == "较新的").click().run()
    assert "第 41–80 次" in " ".join(one.value for one in page.markdown)


def test_the_trainer_can_choose_whose_drills_are_listed(house: House, show: Show) -> None:
    _many(house, house.trainee, 50)
    other = _person(house.store, "lina", "trainee", "李娜", "Li Na")
    _many(house, other, 1)
    page = show("attempts", house.trainer)
    assert [one.value for one in page.markdown if one.value.isascii()] == []
    page.selectbox(key="whose").set_value(other.id).run()
    assert (rows_of(page, "李娜"), rows_of(page, "陈晓")) == (1, 0)
