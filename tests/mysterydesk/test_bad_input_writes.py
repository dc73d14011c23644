"""Every use-case that writes says clearly what is wrong, and leaves nothing half written.

On a full disk, in a folder that cannot be written, on a store of a newer program, on a clock that steps back, and
with ids that are no ids.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count, product
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from certification.award import Award
from certification.ladder import Holder
from mysterydesk import (
    accounts,
    administration,
    attempts,
    audit,
    awarding,
    copies,
    drills,
    erasing,
    ideal,
    issuing,
    papers,
    results,
    rewind,
    scores,
    shelf,
)
from mysterydesk.accounts import Denied, NewAccount, SignedIn, open_account
from mysterydesk.cli import app
from mysterydesk.dossier import dossier
from mysterydesk.drill_rows import differing, ensure, rebuild
from mysterydesk.errors import StoreError, WorldError
from mysterydesk.house_key import house_key
from mysterydesk.i18n import LANGS, fault_text, translation
from mysterydesk.key_file import place_of
from mysterydesk.manifests import folder_of
from mysterydesk.settings import Settings
from mysterydesk.store import Account, SqliteStore
from policy.text import Text
from simulator.drill import Attempt, step
from simulator.move import MOVES, OPTIONAL, Move, Refusal
from tests.mysterydesk.first_database import as_it_was, unpack
from tests.mysterydesk.nobody import nobody_special

AT = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
SCENARIO = "S047-lost-promotion-draft"
NAME = Text(zh="王芳", en="Wang Fang")
PHRASE = "a long enough phrase"
ODD = ("\x00", "![](http://evil.example)", "<b>x</b>", "../../etc/passwd", "\x1b[2J", "\u202eabc", "啊" * 100_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The first database, opened for work, and who acts in it."""

    store: SqliteStore
    place: Path
    turn: Iterator[int] = field(default_factory=lambda: count(1))

    def person(self, login: str) -> Account:
        found = self.store.accounts.by_login(login)
        assert found is not None
        return found

    @property
    def conn(self) -> sqlite3.Connection:
        return self.store._file.connection().conn

    def held(self) -> object:
        """Give every row of the store, but for tries: each counts before it is judged."""
        tables = self.conn.execute("select name from sqlite_master where type = 'table'").fetchall()
        names = {name for (name,) in tables} - {"tries", "ballast"}
        return {name: self.conn.execute(f"select * from {name}").fetchall() for name in names}  # noqa: S608  our own


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first database, brought up to date once for all tests."""
    place = unpack(tmp_path_factory.mktemp("opened"))
    with closing(SqliteStore(place)) as store:
        ensure(store)
        house_key(store)
    return place


@pytest.fixture
def room(opened: Path, tmp_path: Path) -> Iterator[Room]:
    place = tmp_path / opened.name
    shutil.copy(opened, place)
    shutil.copy(place_of(opened), place_of(place))
    with closing(SqliteStore(place)) as store:
        yield Room(store=store, place=place)


def said(fault: WorldError) -> tuple[str, str]:
    """Give what the person reads, in both languages."""
    zh, en = (fault_text(translation(lang), fault) for lang in LANGS)
    return zh, en


def _move(room: Room) -> None:
    was = next(one for one in as_it_was()["attempts"] if one["status"] == "open" and one["lang"] == "zh")
    owner = room.person(was["login"])
    attempt = attempts.load(room.store, was["attempt"])
    at = attempt.state.wall + timedelta(seconds=30)
    move = Move(kind="log", fields={"text": "已查" * 200}, key=f"k{next(room.turn)}")
    done = drills.move(room.store, owner, was["attempt"], move, seen=len(attempt.events), at=at)
    assert not isinstance(done, Refusal), done


def _begin(room: Room) -> None:
    drills.begin(room.store, room.person("lina"), drills.Begin(scenario=SCENARIO, lang="zh", mode="practice"), AT)


def _rewind(room: Room) -> None:
    people = [(one, dossier(room.store, one).drills) for one in room.store.accounts.everyone()]
    owner, over = next((one, drill) for one, drills in people for drill in drills if rewind.may_rewind(drill))
    rewind.rewind(room.store, owner, over.attempt, 12, key=str(next(room.turn)), at=AT)


def _answer(room: Room) -> None:
    owner = room.person("lina")
    (paper,) = dossier(room.store, owner).papers
    number = next(room.turn)
    questions = papers.sitting(room.store, owner, paper.paper).questions
    question = questions[number % len(questions)]
    letter = question.options[number // len(questions) % len(question.options)].letter
    papers.answer(room.store, owner, paper.paper, str(question.id), (letter,), AT)


def _open(room: Room) -> None:
    new = NewAccount(login=f"new{next(room.turn)}", name=NAME, role="trainee", phrase=PHRASE)
    open_account(room.store, new, by=None, at=AT)


def _sign_in(room: Room) -> None:
    accounts.sign_in(room.store, "chenxiao", "chenxiao-golden-phrase", at=AT)


def fill(conn: sqlite3.Connection) -> None:
    """Leave the engine no page to grow by, which is what it finds on a full disk."""
    conn.execute("vacuum")
    conn.execute("pragma wal_checkpoint(truncate)").fetchall()
    (pages,) = conn.execute("pragma page_count").fetchone()
    conn.execute(f"pragma max_page_count = {pages}")


WRITES = (_move, _begin, _rewind, _answer, _open, _sign_in)


@pytest.mark.parametrize("write", WRITES, ids=lambda one: one.__name__[1:])
def test_a_full_disk_is_said_by_every_use_case_and_nothing_is_half_written(
    room: Room, write: Callable[[Room], None]
) -> None:
    """The last pages are used up first, by the same use-case; then one write must fail, and fail whole."""
    write(room)
    conn = room.conn
    fill(conn)
    caught = None
    for _ in range(120):
        before = room.held()
        try:
            write(room)
        except StoreError as fault:
            caught = fault
            break
    assert caught is not None, "the disk was never full"
    assert caught.code == "store_full"
    zh, en = said(caught)
    assert "磁盘满了" in zh
    assert "The disk is full" in en
    assert room.held() == before
    assert (room.store.integrity(), differing(room.store), conn.in_transaction) == ((), (), False)
    conn.execute("pragma max_page_count = 1000000")
    write(room)
    assert room.held() != before


def _claim(room: Room) -> Callable[[], object]:
    here = issuing.house(room.store, Settings(database=room.place))
    return lambda: awarding.claim(room.store, here, room.person("lina"), AT)


def _sit(room: Room) -> Callable[[], object]:
    return lambda: papers.begin(room.store, room.person("chenxiao"), AT)


def _hand_in(room: Room) -> Callable[[], object]:
    (paper,) = dossier(room.store, room.person("lina")).papers
    return lambda: papers.hand_in(room.store, room.person("lina"), paper.paper, AT)


def _invite(room: Room) -> Callable[[], object]:
    wanted = administration.Invitation(login="wangfang", name=NAME, role="trainee")
    return lambda: administration.invite(room.store, room.person("wuhang"), wanted, AT)


def _change_role(room: Room) -> Callable[[], object]:
    return lambda: administration.change_role(
        room.store, room.person("wuhang"), room.person("lina").id, "trainer", AT
    )


def _close(room: Room) -> Callable[[], object]:
    by, lina = room.person("wuhang"), room.person("lina")
    return lambda: administration.set_active(room.store, by, lina.id, AT, active=False)


def _reset(room: Room) -> Callable[[], object]:
    by, lina = room.person("wuhang"), room.person("lina")
    return lambda: accounts.pass_phrase_link(room.store, lina.id, by=by, at=AT)


def _choose_phrase(room: Room) -> Callable[[], object]:
    token = accounts.operator_link(room.store, room.person("lina").id, at=AT)
    return lambda: accounts.use_pass_phrase_link(room.store, token, PHRASE, at=AT)


def _erase(room: Room) -> Callable[[], object]:
    return lambda: erasing.erase_person(room.store, room.person("chenxiao"), at=AT)


def _drill(status: str) -> dict[str, Any]:
    """Give a drill of one scenario and language by how it stands."""
    drills_then: list[dict[str, Any]] = as_it_was()["attempts"]
    return next(
        one for one in drills_then if (one["scenario"], one["lang"], one["status"]) == (SCENARIO, "zh", status)
    )


def _ended(room: Room) -> tuple[Account, Attempt]:
    """End a drill as a process leaves it that dies before the score is kept."""
    was = _drill("open")
    attempt = attempts.load(room.store, was["attempt"])
    done = step(attempt, Move(kind="finish", key="over"), attempt.state.wall + timedelta(seconds=30))
    assert not isinstance(done, Refusal)
    then, events = done
    room.store.events.append(attempts.batch(then.id, events, seen=len(attempt.events), key="over", at=AT))
    return room.person(was["login"]), then


def _see_unscored(room: Room) -> Callable[[], object]:
    owner, attempt = _ended(room)
    return lambda: drills.see(room.store, owner, attempt.id, AT)


def _ideal(room: Room) -> Callable[[], object]:
    _, attempt = _ended(room)
    return lambda: ideal.ideal_of(room.store, attempt, AT)


def _rebuild(room: Room) -> Callable[[], object]:
    return lambda: rebuild(room.store)


ONCE = (
    _claim, _sit, _hand_in, _invite, _change_role, _close, _reset, _choose_phrase, _erase, _see_unscored, _ideal,
    _rebuild,
)  # fmt: skip
"""Use-cases that a person does once: each is prepared, and given as what is then called until it is done."""

AGAIN = tuple(partial(partial, write) for write in WRITES if write is not _sign_in)
"""Those that can be repeated, in the same form; in signing in each write stands for itself."""


@pytest.fixture
def decided(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is worked out before anything is written is given: an award, and a handling that was played to its end."""
    model = awarding.kept_award(room.store, as_it_was()["credentials"][0]["number"])

    def award(*_found: object, holder: Holder, award_id: str, at: datetime) -> Award:
        return replace(model, id=award_id, holder_name=holder.name, holder_email=holder.email, awarded_at=at)

    monkeypatch.setattr(awarding, "award", award)
    played = attempts.load(room.store, _drill("ended")["attempt"]).events
    for module in (scores, ideal):
        monkeypatch.setattr(module, "ideal_events", lambda _desk: played)


def run_out_of_pages(conn: sqlite3.Connection) -> None:
    """Have each row that is written counted down; at nought the engine is asked for more pages than there are."""
    conn.execute("create table ballast (bytes blob)")
    conn.execute("create temp table countdown as select 0 as rows_left")
    tables = conn.execute("select name from main.sqlite_master where type = 'table'").fetchall()
    for table, verb in product((name for (name,) in tables), ("insert", "update")):
        if table not in {"ballast", "texts"}:  # every text comes with its event
            conn.execute(
                f"create temp trigger full_{table}_{verb} after {verb} on main.{table} begin "  # noqa: S608  our own
                "update countdown set rows_left = rows_left - 1; "
                "insert into ballast select zeroblob(8000000) from countdown where rows_left = 0; end"
            )
    (pages,) = conn.execute("pragma page_count").fetchone()
    conn.execute(f"pragma max_page_count = {pages + 500}")
    conn.commit()


def _fault_of(act: Callable[[], object]) -> StoreError | None:
    try:
        act()
    except StoreError as fault:
        return fault
    return None


@pytest.mark.parametrize(
    "prepare", [*ONCE, *AGAIN], ids=lambda one: getattr(one, "__name__", "") or one.args[0].__name__
)
@pytest.mark.usefixtures("decided")
def test_the_disk_may_be_full_at_any_row_that_a_use_case_writes_and_nothing_is_half_written(
    room: Room, prepare: Callable[[Room], Callable[[], object]]
) -> None:
    """At the first row, at the second, and so on, until the use-case needs no more."""
    act, conn = prepare(room), room.conn
    run_out_of_pages(conn)
    before, written = room.held(), 0
    for row in range(1, 200):
        conn.execute("update countdown set rows_left = ?", (row,))
        conn.commit()
        fault = _fault_of(act)
        if fault is None:
            break
        assert (fault.code, conn.in_transaction) == ("store_full", False)
        assert room.held() == before, row
        written = row
    assert 0 < written < 199
    assert (room.store.integrity(), differing(room.store)) == ((), ())


def test_a_backup_onto_a_full_disk_is_about_the_copy_and_leaves_none(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk of the copy is full, not that of the store."""
    real = sqlite3.connect

    def narrow(place: Path, **options: object) -> sqlite3.Connection:
        conn = real(place, **options)  # type: ignore[call-overload]
        if not options:  # the copy is opened plainly
            conn.execute("pragma max_page_count = 3")
        assert isinstance(conn, sqlite3.Connection)
        return conn

    copy = room.place.with_name("copy.db")
    monkeypatch.setattr(sqlite3, "connect", narrow)
    with pytest.raises(StoreError) as caught:
        copies.backup(room.place, copy)
    assert (caught.value.code, caught.value.params["path"]) == ("store_full", str(copy))
    monkeypatch.undo()
    assert not list(copy.parent.glob("copy.db*"))
    assert copies.backup(room.place, copy).faults == ()
    room.store.close()
    before = room.place.read_bytes()
    monkeypatch.setattr(sqlite3, "connect", narrow)
    with pytest.raises(StoreError) as caught:
        copies.restore(copy, room.place, at=AT)
    assert (caught.value.code, caught.value.params["path"]) == ("store_full", str(room.place))
    monkeypatch.undo()
    assert not list(copy.parent.glob("first.db.[!k]*"))
    assert room.place.read_bytes() == before


@pytest.fixture
def bare() -> Iterator[Path]:
    """A folder that everybody may enter, with the first database as everybody's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)  # the user of the test owns neither folder nor file
        unpack(folder).chmod(0o666)
        yield folder
        folder.chmod(0o777)


def test_what_cannot_be_written_is_named_with_its_folder(bare: Path) -> None:
    """A backup, a restore and a manifest into a folder that takes no file."""
    shut = bare / "shut"
    shut.mkdir()
    shut.chmod(0o555)
    with closing(SqliteStore(bare / "first.db")) as store:
        key = house_key(store)
        calls: tuple[Callable[[], object], ...] = (
            lambda: copies.backup(bare / "first.db", shut / "copy.db"),
            lambda: copies.restore(bare / "first.db", shut / "desk.db", at=AT),
            lambda: audit.keep_manifest(store, key, shut, AT),
        )
        for call in calls:
            with nobody_special(), pytest.raises(WorldError) as caught:
                call()
            zh, en = said(caught.value)
            assert caught.value.code in {"file_unwritable", "store_unwritable"}
            assert (str(shut) in zh, str(shut) in en, "{" in zh + en) == (True, True, False)
            assert "denied" not in zh
        assert list(shut.iterdir()) == []
    shut.chmod(0o777)


COMMANDS = (
    ("backup", "{folder}/copy.db", "--store", "{store}"),
    ("migrate", "--store", "{store}"),
    ("rebuild", "--store", "{store}"),
    ("audit", "verify", "--store", "{store}"),
    ("audit", "manifest", "--store", "{store}"),
    ("account", "open", "wangfang", "--zh", "王芳", "--en", "Wang Fang", "--store", "{store}"),
    ("account", "reset", "chenxiao", "--store", "{store}"),
    ("account", "erase", "chenxiao", "--yes", "--store", "{store}"),
    ("restore", "{store}", "--store", "{folder}/other.db"),
    ("doctor", "--store", "{store}", "--port", "0"),
)


def run(folder: Path, words: tuple[str, ...], lang: str) -> Result:
    filled = [word.format(folder=folder, store=folder / "first.db") for word in words]
    result = CliRunner().invoke(app, filled, env={"MYSTERYDESK_LANG": lang, "COLUMNS": "300"})
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_every_command_refuses_a_store_of_a_newer_program_and_leaves_it(tmp_path: Path) -> None:
    database = unpack(tmp_path)
    with closing(sqlite3.connect(database)) as conn, conn:
        conn.execute("insert into _sqlite_migrations (migration_set, name) values ('mysterydesk', 'm999_later')")
    before = database.read_bytes()
    for number, words in enumerate(COMMANDS):
        lang, told = (("en", "was written by a newer version"), ("zh", "是更新版本的程序写的"))[number % 2]
        refused = run(tmp_path, words, lang)
        assert (refused.exit_code, told in refused.output) == (1, True), words
    assert database.read_bytes() == before
    assert {place.name for place in tmp_path.iterdir()} <= {"first.db", "first.db-wal", "first.db-shm"}


def test_every_command_says_that_a_folder_cannot_be_written(bare: Path) -> None:
    before = (bare / "first.db").read_bytes()
    writing = tuple(words for words in COMMANDS if words[0] != "doctor")
    for words in writing:  # loaded by a user who may read the interpreter
        assert run(bare, (words[0], "--help"), "en").exit_code == 0
    (bare / "first.db").chmod(0o444)
    bare.chmod(0o555)
    told = {
        "en": (
            "Check the path, its folder and the permissions",
            "cannot be written: no permission. Check the folder",
        ),
        "zh": ("检查路径、文件夹和权限", "写不进去：没有权限。检查文件夹和权限。"),
    }
    for words, lang in product(writing, told):
        with nobody_special():
            refused = run(bare, words, lang)
        assert (refused.exit_code, any(one in refused.output for one in told[lang])) == (1, True), words
    assert (bare / "first.db").read_bytes() == before
    assert [place.name for place in bare.iterdir()] == ["first.db"]


def test_a_clock_that_was_ahead_locks_nobody_out_once_it_is_right(room: Room) -> None:
    ahead = AT + timedelta(days=400)
    for _ in range(6):
        accounts.sign_in(room.store, "chenxiao", "not the phrase", at=ahead)
    assert isinstance(accounts.sign_in(room.store, "chenxiao", "chenxiao-golden-phrase", at=ahead), Denied)
    right = accounts.sign_in(room.store, "chenxiao", "chenxiao-golden-phrase", at=AT)
    assert isinstance(right, SignedIn)
    assert accounts.account_of(room.store, right.token, at=AT - timedelta(hours=1)) is not None


def test_a_paper_goes_on_when_the_clock_steps_back(room: Room) -> None:
    """A paper has no time of its own; what was answered stays, and later answers count."""
    owner = room.person("lina")
    (paper,) = dossier(room.store, owner).papers
    for hours in (5, -5):
        question = papers.sitting(room.store, owner, paper.paper).questions[hours]
        letter = question.options[0].letter
        papers.answer(room.store, owner, paper.paper, str(question.id), (letter,), AT + timedelta(hours=hours))
    assert len(papers.sitting(room.store, owner, paper.paper).answers) == 3
    assert room.store.integrity() == ()


def test_no_manifest_of_a_past_day_is_signed_on_a_clock_that_stepped_back(room: Room) -> None:
    """It would say of yesterday what came today, and accuse every copy made in between."""
    folder = folder_of(room.place)
    today = audit.keep_manifest(room.store, house_key(room.store), folder, AT)
    with pytest.raises(WorldError) as caught:
        audit.keep_manifest(room.store, house_key(room.store), folder, AT - timedelta(days=2))
    zh, en = said(caught.value)
    assert ("时钟往回拨过" in zh, "the clock has stepped back" in en, today.name in en) == (True, True, True)
    assert list(folder.iterdir()) == [today]


def test_ids_that_are_no_ids_are_refused_and_carry_no_markup_into_a_sentence(room: Room) -> None:
    """They come from the address line, and a page shows the sentence."""
    owner, trainer = room.person("lina"), room.person("zhoulan")
    (paper,) = dossier(room.store, owner).papers
    question = str(papers.sitting(room.store, owner, paper.paper).questions[0].id)
    before = room.held()
    for odd in ODD:
        calls: tuple[Callable[[], object], ...] = (
            lambda odd=odd: drills.see(room.store, owner, odd, AT),  # type: ignore[misc]
            lambda odd=odd: drills.begin(  # type: ignore[misc]
                room.store, owner, drills.Begin(scenario=odd, lang="zh", mode="practice"), AT
            ),
            lambda odd=odd: results.result(room.store, trainer, odd),  # type: ignore[misc]
            lambda odd=odd: rewind.rewind(room.store, owner, odd, 3, key="k", at=AT),  # type: ignore[misc]
            lambda odd=odd: papers.sitting(room.store, owner, odd),  # type: ignore[misc]
            lambda odd=odd: papers.answer(room.store, owner, paper.paper, odd, ("A",), AT),  # type: ignore[misc]
            lambda odd=odd: papers.answer(room.store, owner, paper.paper, question, (odd,), AT),  # type: ignore[misc]
        )
        for call in calls:
            with pytest.raises(WorldError) as caught:
                call()
            whole = "".join(said(caught.value))
            assert not set("<>[]!\x00\x1b\u202e") & set(whole), whole
            assert len(whole) < 6000
    assert room.held() == before
    assert len(shelf.scenarios()) > 1


def test_a_hundred_kilobytes_in_any_field_of_any_move_are_refused_whole(room: Room) -> None:
    was = next(one for one in as_it_was()["attempts"] if one["status"] == "open")
    attempt = attempts.load(room.store, was["attempt"])
    owner, at, before = room.person(was["login"]), attempt.state.wall + timedelta(seconds=30), room.held()
    worded = {kind: (*fields, *OPTIONAL.get(kind, ())) for kind, fields in MOVES.items()}
    for kind, names in worded.items():
        if names:
            move = Move(kind=kind, fields={names[-1]: "啊" * 100_000, **dict.fromkeys(names[:-1], "x")}, key=kind)
            done = step(attempt, move, at)
            assert isinstance(done, Refusal), kind
            assert done.code == "too_long", kind
    long = Move(kind="log", fields={"text": "啊" * 100_000}, key="k")
    done_too = drills.move(room.store, owner, was["attempt"], long, seen=len(attempt.events), at=at)
    assert isinstance(done_too, Refusal)
    assert room.held() == before
