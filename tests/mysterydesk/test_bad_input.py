"""What is said, and what is still there, when something is wrong that nobody meant: disk, folder, clock, words.

Drills are begun once for all tests; each test plays on a copy of that store.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.testclient import TestClient
from typer.testing import CliRunner

from certification.award import Award
from mysterydesk import attempts, awarding, drills, issuing, shelf
from mysterydesk.accounts import NewAccount, open_account
from mysterydesk.award_codec import award_from_json, award_to_json
from mysterydesk.cli import app
from mysterydesk.errors import Conflict, StoreError
from mysterydesk.i18n import LANGS, fault_text, translation
from mysterydesk.settings import Settings
from mysterydesk.store import Account, SqliteStore
from mysterydesk.verify_routes import verify_routes
from mysterydesk.world import World
from pages.parts import desk_talk
from pages.parts.desk_moves import Bench, refusal_text
from pages.parts.guard import Guest
from pages.parts.verbatim import verbatim
from policy.text import Text
from simulator.drill import Attempt
from simulator.move import MAX_TEXT, Move, Refusal
from tests.mysterydesk.first_database import as_it_was, unpack
from tests.mysterydesk.nobody import nobody_special

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SCENARIO = "S047-lost-promotion-draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A begun drill in a store of its own."""

    store: SqliteStore
    account: Account
    attempt: str

    def say(self, text: str, key: str = "k", seconds: int = 5, seen: int = 2) -> Attempt | Refusal:
        at = AT + timedelta(seconds=seconds)
        move = Move(kind="say", fields={"text": text}, key=key)
        return drills.move(self.store, self.account, self.attempt, move, seen=seen, at=at)

    def words(self) -> list[object]:
        """Give what has been said so far, from the store."""
        return [event.fields.get("text") for event in attempts.load(self.store, self.attempt).events]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Account, str]:
    place = tmp_path_factory.mktemp("begun") / "desk.db"
    with closing(SqliteStore(place)) as store:
        new = NewAccount(
            login="me", name=Text(zh="陈晓", en="Chen Xiao"), role="trainee", phrase="a long enough phrase"
        )
        account = open_account(store, new, by=None, at=AT)
        wanted = drills.Begin(scenario=SCENARIO, lang="zh", mode="practice")
        return place, account, drills.begin(store, account, wanted, AT)


@pytest.fixture
def desk(begun: tuple[Path, Account, str], tmp_path: Path) -> Iterator[Desk]:
    place, account, attempt = begun
    shutil.copy(place, tmp_path / "desk.db")
    with closing(SqliteStore(tmp_path / "desk.db")) as store:
        yield Desk(store=store, account=account, attempt=attempt)


def told(attempt: Attempt) -> list[tuple[object, ...]]:
    """Give what happened, without the shape that JSON gives to lists."""
    return [(event.id, event.at, event.kind, event.fields.get("text")) for event in attempt.events]


def said(fault: StoreError) -> tuple[str, str]:
    """Give what the person reads, in both languages."""
    zh, en = (fault_text(translation(lang), fault) for lang in LANGS)
    return zh, en


def _refused(call: Callable[[], object]) -> StoreError:
    with pytest.raises(StoreError) as caught:
        call()
    return caught.value


def test_a_full_disk_loses_nothing_and_the_same_click_works_later(desk: Desk) -> None:
    """The engine is told that the disk has no page left, which is what it finds on a full disk."""
    conn = desk.store._file.connection()
    conn.execute("pragma wal_checkpoint(truncate)").fetchall()
    (pages,) = conn.execute("pragma page_count").fetchone()
    conn.execute(f"pragma max_page_count = {pages}")
    before = desk.words()
    long = "请您稍等，我来查一下。" * 300
    zh, en = said(_refused(lambda: desk.say(long)))
    assert zh == f"磁盘满了，数据库 {desk.store._file.path} 写不进去。腾出空间再试，已写的都在。"
    assert en.startswith("The disk is full and ")
    assert en.endswith("Make room and try again; what was written is safe.")
    assert desk.words() == before
    assert desk.store.integrity() == ()
    conn.execute("pragma max_page_count = 1000000")
    assert isinstance(desk.say(long), Attempt)
    assert desk.words().count(long) == 1


def test_a_message_on_a_full_disk_goes_back_into_the_box_with_the_reason(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through the desk page's own callback: nothing is raised, so that the page with the box is drawn again."""
    monkeypatch.setattr("pages.parts.desk_moves.now", lambda: AT + timedelta(seconds=5))
    conn = desk.store._file.connection()
    conn.execute("pragma wal_checkpoint(truncate)").fetchall()
    (pages,) = conn.execute("pragma page_count").fetchone()
    conn.execute(f"pragma max_page_count = {pages}")
    world = World(settings=Settings(database=desk.store._file.path), store=desk.store, demo=False)
    guest = Guest(account=desk.account, t=translation("zh"), world=world)
    stored = attempts.load(desk.store, desk.attempt)
    bench = Bench(guest=guest, attempt=stored, seen=len(stored.events))
    before, long = desk.words(), "请您稍等，我来查一下。" * 150
    st.session_state["say"] = long
    desk_talk._send(bench)
    note = bench.seat.notes["say"]
    assert (note.level, note.kept) == ("error", "你写的话还在输入框里。")
    assert note.why.startswith("磁盘满了")
    assert (desk_talk.sent(bench)["back"], desk.words()) == (long, before)
    conn.execute("pragma max_page_count = 1000000")
    desk_talk._send(bench)
    assert (desk_talk.sent(bench)["back"], desk.words().count(long)) == ("", 1)


@pytest.mark.parametrize("there", [False, True])
def test_a_read_only_folder_is_said_and_left_alone(begun: tuple[Path, Account, str], there: bool) -> None:  # noqa: FBT001  a case of the test
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "desk.db"
        if there:
            shutil.copy(begun[0], place)
            place.chmod(0o444)
        before = place.read_bytes() if there else b""
        Path(name).chmod(0o555)
        with nobody_special():
            zh, en = said(_refused(lambda: SqliteStore(place)))
        assert zh == f"数据库 {place} 打不开或写不进去。检查路径、文件夹和权限。"
        assert (
            en == f"The database {place} cannot be opened or written. Check the path, its folder and the permissions."
        )
        assert (place.read_bytes() if there else b"") == before
        Path(name).chmod(0o755)


def test_of_two_windows_the_second_reads_what_happened_and_its_words_are_not_half_written(desk: Desk) -> None:
    assert isinstance(desk.say("您好，请问怎么称呼？", key="one"), Attempt)
    before = desk.words()
    with pytest.raises(Conflict) as caught:
        desk.say("您好，我是二号窗口。", key="two")
    assert desk.words() == before
    assert "这一步没有写入" in fault_text(translation("zh"), caught.value)
    assert "this move was not saved" in fault_text(translation("en"), caught.value)


def test_the_same_click_sent_twice_at_once_is_one_move(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both requests have read the attempt before either has written; the second gets what the first has stored."""
    real = attempts.load
    stale = real(desk.store, desk.attempt)
    first = desk.say("您好，请问怎么称呼？", key="once")
    assert isinstance(first, Attempt)
    answers = iter((stale,))
    monkeypatch.setattr(attempts, "load", lambda store, name: next(answers, None) or real(store, name))
    second = desk.say("您好，请问怎么称呼？", key="once", seconds=6)
    assert isinstance(second, Attempt)
    assert told(second) == told(first) == told(real(desk.store, desk.attempt))


def test_moves_without_a_key_are_each_a_move(desk: Desk) -> None:
    first = desk.say("您好，请问怎么称呼？", key="")
    assert isinstance(first, Attempt)
    second = desk.say("您的联系电话是多少？", key="", seconds=30, seen=len(first.events))
    assert isinstance(second, Attempt)
    assert {"您好，请问怎么称呼？", "您的联系电话是多少？"} <= set(desk.words())


def test_a_message_of_a_hundred_kilobytes_is_refused_whole(desk: Desk) -> None:
    before = desk.words()
    done = desk.say("啊" * 100_000)
    assert isinstance(done, Refusal)
    assert (done.code, done.params["most"]) == ("too_long", str(MAX_TEXT))
    assert f"最多 {MAX_TEXT} 个字" in refusal_text(translation("zh"), done, shelf.handbook())
    assert f"at most {MAX_TEXT} characters" in refusal_text(translation("en"), done, shelf.handbook())
    assert desk.words() == before
    assert isinstance(desk.say("啊，短一点。"), Attempt)


ODD = (
    "<script>alert(1)</script> ![x](http://evil.example/x.png) **粗** \x00\x07\x1b[31m \u202eabc \ud83d\ude00 {name}"
)


def test_markup_and_control_characters_are_kept_as_typed_and_are_orders_to_nobody(desk: Desk) -> None:
    odd = ODD.encode("utf-16", "surrogatepass").decode("utf-16")
    assert isinstance(desk.say(odd), Attempt)
    assert odd in desk.words()
    assert desk.store.integrity() == ()
    shown = verbatim(odd)
    assert all(f"\\{mark}" in shown for mark in "<>![]()*{}")
    assert "<script>" not in shown
    assert "![" not in shown


def test_half_a_character_is_refused_not_half_stored(desk: Desk) -> None:
    """A lone surrogate, as a broken keyboard program sends it, has no UTF-8."""
    before = desk.words()
    with pytest.raises(ValueError, match="surrogate"):
        desk.say("登录不了 \ud83d")
    assert desk.words() == before


def test_a_clock_that_steps_back_is_said_and_the_move_works_once_it_is_right(desk: Desk) -> None:
    first = desk.say("您好，请问怎么称呼？", key="one", seconds=600)
    assert isinstance(first, Attempt)
    seen = len(first.events)
    early = desk.say("您的联系电话是多少？", key="two", seconds=60, seen=seen)
    assert isinstance(early, Refusal)
    assert (
        refusal_text(translation("zh"), early, shelf.handbook()) == "这一步的时间早于上一步，没有写入。刷新页面再试。"
    )
    assert refusal_text(translation("en"), early, shelf.handbook()).endswith("was not saved. Reload and try again.")
    looked = drills.see(desk.store, desk.account, desk.attempt, AT + timedelta(seconds=60))
    assert told(looked.attempt) == told(first)
    assert isinstance(desk.say("您的联系电话是多少？", key="two", seconds=620, seen=seen), Attempt)


def test_doctor_says_that_the_clock_has_stepped_back(tmp_path: Path) -> None:
    database = unpack(tmp_path)
    with closing(sqlite3.connect(database)) as conn:
        conn.execute("drop trigger events_no_update")
        conn.execute("update events set at = '2999-01-01T00:00:00.000000+00:00' where version = 1")
        conn.commit()
    result = CliRunner().invoke(
        app, ["doctor", "--store", str(database), "--port", "0"], env={"MYSTERYDESK_LANG": "en", "COLUMNS": "200"}
    )
    assert result.exit_code == 1
    assert "The last event was written at 2999-01-01 00:00" in result.output


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[World]:
    """The first database with the name of the credential's holder replaced by one that few fonts can write."""
    settings = Settings(database=unpack(tmp_path))
    with closing(SqliteStore(settings.database)) as store:
        number = as_it_was()["credentials"][0]["number"]
        held = awarding.kept_award(store, number)
        plain: dict[str, object] = {"holder_name": "𪚥靐龘 Chen Xiao"}
        other: Award = award_from_json(
            award_to_json(held).replace(held.holder_name, str(plain["holder_name"])).encode()
        )
        kept = store.documents.put("award", award_to_json(other).encode(), at=AT)
        store.settings.put(awarding.AWARD + number, str(kept))
        yield World(settings=settings, store=store, demo=False)


@pytest.mark.parametrize(("lang", "words"), [("zh", "字体里没有这些字"), ("en", "The font lacks these characters")])
def test_a_name_outside_the_font_is_said_and_the_credential_stays_good(shop: World, lang: str, words: str) -> None:
    number = as_it_was()["credentials"][0]["number"]
    client = TestClient(Starlette(routes=list(verify_routes(shop))), headers={"accept-language": lang})
    printed = client.get(f"/verify/{number}.pdf")
    assert printed.status_code == 404
    if "fonts-wqy-microhei" in printed.text:
        pytest.skip("no Chinese font on this machine")
    assert (words in printed.text, "𪚥" in printed.text) == (True, True)
    here = issuing.house(shop.store, shop.settings)
    assert issuing.check(shop.store, here, number, AT + timedelta(days=1))[1].verdict == "verified"
    assert client.get(f"/verify/{number}.json").status_code == 200


@pytest.mark.parametrize(("zh", "en"), [("", "A"), ("甲", " "), ("<b>甲</b>", "A"), ("甲\x1b[2J", "A")])
def test_the_command_line_opens_no_account_without_a_fit_name(tmp_path: Path, zh: str, en: str) -> None:
    place = tmp_path / "desk.db"
    words = ["account", "open", "wangfang", "--zh", zh, "--en", en, "--store", str(place)]
    result = CliRunner().invoke(app, words, env={"MYSTERYDESK_LANG": "en", "COLUMNS": "200"})
    assert (result.exit_code, "The name holds what a name cannot" in result.output) == (1, True)
    assert "\x1b" not in result.output
    with closing(SqliteStore(place)) as store:
        assert store.accounts.everyone() == ()


def test_a_folder_without_a_pack_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    result = CliRunner().invoke(
        app, ["handbook", "check", str(empty)], env={"MYSTERYDESK_LANG": "en", "COLUMNS": "200"}
    )
    assert (result.exit_code, str(empty) in result.output.replace("\n", "")) == (1, True)
