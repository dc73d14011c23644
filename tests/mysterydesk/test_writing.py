"""Written work is handed in, kept, seen by whom it may be, and what the program is unsure of waits for a trainer."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mysterydesk import attempts, audit, drills, shelf, writing, writing_review
from mysterydesk.accounts import NewAccount, open_account
from mysterydesk.erasing import erase_person
from mysterydesk.errors import Conflict, NotAllowed, WorldError
from mysterydesk.i18n import translation
from mysterydesk.review_record import On
from mysterydesk.roles import Role
from mysterydesk.store.records import Account
from mysterydesk.store.sqlite import SqliteStore
from mysterydesk.writing import Ask
from mysterydesk.writing_record import stream_of
from mysterydesk.writing_task import MONTHLY, Task, of_month
from mysterydesk.written_words import check_words, reason_words, right_words, written_kinds
from policy.text import Lang, Text
from scoring.written.document import LONGEST, Written
from scoring.written.score import score_written
from simulator.move import Move, Refusal

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SCENARIO = "S047-lost-promotion-draft"
PEOPLE: tuple[tuple[str, Role], ...] = (("me", "trainee"), ("other", "trainee"), ("anna", "trainer"))
KINDS = tuple(one.code for one in written_kinds().kinds)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    opened = SqliteStore(Path(tmp_path_factory.mktemp("writing")) / "desk.db")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def people(store: SqliteStore) -> Mapping[str, Account]:
    return {
        login: open_account(
            store,
            NewAccount(login=login, name=Text(zh=login, en=login), role=role, phrase="a long enough phrase"),
            by=None,
            at=AT,
        )
        for login, role in PEOPLE
    }


@pytest.fixture(scope="module")
def attempt(store: SqliteStore, people: Mapping[str, Account]) -> str:
    """A drill that was finished."""
    name = drills.begin(store, people["me"], drills.Begin(scenario=SCENARIO, lang="zh", mode="practice"), AT)
    seen = len(attempts.load(store, name).events)
    for number, move in enumerate(
        (Move(kind="say", fields={"text": "您好。"}, key="1"), Move(kind="finish", key="2"))
    ):
        after = drills.move(store, people["me"], name, move, seen=seen, at=AT + timedelta(seconds=10 + 10 * number))
        assert not isinstance(after, Refusal)
        seen = len(after.events)
    return name


def plain(task: Task) -> dict[str, str]:
    """Write each section's own facts down as they are known."""
    gap = "。" if task.references.lang == "zh" else ". "
    return {
        one.code: gap.join(fact.value for topic in one.carries for fact in task.references.of(topic))
        for one in task.kind.sections
    }


def ask(kind: str, attempt: str) -> Ask:
    return Ask(kind=kind, about="month-7" if kind in MONTHLY else attempt, lang="zh")


def test_whoever_writes_down_what_is_known_where_it_belongs_passes(
    store: SqliteStore, people: Mapping[str, Account], attempt: str
) -> None:
    for kind in KINDS:
        task = writing.task(store, people["me"], ask(kind, attempt))
        piece = writing.hand_in(store, people["me"], ask(kind, attempt), plain(task), AT)
        wrong = [(row["label"], row["params"]) for row in piece.findings if row["verdict"] == "not_met"]
        lacking = {one.code for one in task.kind.sections if not plain(task)[one.code]}
        assert [one for one in wrong if str(one[0]).split(".")[0] not in lacking] == []
        assert piece.verdict == ("pass" if not lacking else piece.verdict), kind
        assert writing.opened(store, people["me"], piece.id) == piece
    assert {one.kind for one in writing.own(store, people["me"])} == set(KINDS)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_month_is_the_same_every_time_and_its_figures_can_be_counted(lang: Lang) -> None:
    kind = written_kinds().kind("monthly_report")
    assert kind is not None
    task = of_month(kind, 11, lang)
    assert task == of_month(kind, 11, lang)
    figures = [one.value for one in task.references.of("figure")]
    counted = (len(task.rows), sum(one.first_line for one in task.rows), sum(one.outage for one in task.rows))
    assert [str(number) in value for number, value in zip(counted, figures, strict=True)] == [True] * 3
    one_less = {**plain(task), "figures": plain(task)["figures"].replace(str(counted[0]), str(counted[0] - 1), 1)}
    sheet = score_written(
        Written(id="x", sections=one_less), kind, task.references, written_kinds(), shelf.handbook("DSK")
    )
    assert {one.params["reason"] for one in sheet.findings if one.verdict == "not_met"} == {"wrong_figure"}


def test_a_trainer_settles_what_the_program_left_open_and_the_first_verdict_stays(
    store: SqliteStore, people: Mapping[str, Account], attempt: str
) -> None:
    wanted = ask("five_w_one_h", attempt)
    text = plain(writing.task(store, people["me"], wanted))
    piece = writing.hand_in(store, people["me"], wanted, {**text, "why": "多半是因为天气太热引起的。"}, AT)
    place = next(at for at, row in enumerate(piece.findings) if row["verdict"] == "not_judged")
    low, high = piece.total
    assert low < high
    on = On(attempt=piece.id, seen=0)
    with pytest.raises(NotAllowed):
        writing_review.amend(store, people["me"], on, (place, "met"), "我觉得对", AT)
    with pytest.raises(WorldError, match="review_words_wanted"):
        writing_review.amend(store, people["anna"], on, (place, "met"), " 好 ", AT)
    with pytest.raises(WorldError, match="no_such_finding"):
        writing_review.amend(store, people["anna"], on, (999, "met"), "说得通，天气就是原因", AT)
    writing_review.amend(store, people["anna"], on, (place, "met"), "说得通，天气就是原因", AT)
    with pytest.raises(Conflict):
        writing_review.amend(store, people["anna"], on, (place, "not_met"), "再想想又不对", AT)
    found = writing_review.opened(store, people["me"], piece.id)
    assert (found.piece.total, found.piece.doubtful) == ((high, high), 0)
    assert [(one.before, one.after, one.words) for one in found.amendments] == [
        ("not_judged", "met", "说得通，天气就是原因")
    ]
    assert found.first == piece
    assert piece.id not in {one.piece.id for one in writing_review.waiting(store, people["anna"])}
    writing_review.amend(store, people["anna"], On(attempt=piece.id, seen=1), (place, "not_met"), "再想想又不对", AT)
    assert writing_review.opened(store, people["me"], piece.id).piece.total == (low, low)


def test_what_is_doubtful_waits_for_a_trainer_and_nobody_else(
    store: SqliteStore, people: Mapping[str, Account], attempt: str
) -> None:
    wanted = ask("five_w_one_h", attempt)
    text = plain(writing.task(store, people["me"], wanted))
    piece = writing.hand_in(store, people["me"], wanted, {**text, "why": "多半是因为天气太热引起的。"}, AT)
    assert piece.verdict != "fail"
    waiting = [one for one in writing.doubtful(store, people["anna"]) if one.piece.id == piece.id]
    assert [(one.account.login, [row["label"] for row in one.findings]) for one in waiting] == [("me", ["why.cause"])]
    assert writing.opened(store, people["anna"], piece.id) == piece
    with pytest.raises(NotAllowed):
        writing.doubtful(store, people["me"])
    with pytest.raises(WorldError) as caught:
        writing.opened(store, people["other"], piece.id)
    assert caught.value.code == "no_such_document"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Ask(kind="poem", about="x", lang="zh"), "no_such_document"),
        (Ask(kind="kb_article", about="nowhere", lang="zh"), "no_such_attempt"),
        (Ask(kind="monthly_report", about="month-99999", lang="zh"), "no_such_month"),
        (Ask(kind="monthly_report", about="month-一", lang="zh"), "no_such_month"),
    ],
)
def test_what_is_not_there_cannot_be_written_about(
    store: SqliteStore, people: Mapping[str, Account], wanted: Ask, code: str
) -> None:
    with pytest.raises(WorldError) as caught:
        writing.hand_in(store, people["me"], wanted, {}, AT)
    assert caught.value.code == code


def test_nobody_writes_about_another_persons_drill_nor_a_book(
    store: SqliteStore, people: Mapping[str, Account], attempt: str
) -> None:
    with pytest.raises(WorldError) as caught:
        writing.task(store, people["other"], ask("kb_article", attempt))
    assert caught.value.code == "no_such_attempt"
    with pytest.raises(WorldError) as caught:
        writing.hand_in(store, people["me"], ask("kb_article", attempt), {"problem": "x" * (LONGEST + 1)}, AT)
    assert caught.value.code == "document_too_long"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_finding_can_be_said(
    store: SqliteStore, people: Mapping[str, Account], attempt: str, lang: Lang
) -> None:
    t = translation(lang)
    for kind in KINDS:
        piece = writing.hand_in(store, people["me"], ask(kind, attempt), {}, AT)
        for row in piece.findings:
            params = row["params"]
            assert isinstance(params, dict)
            code = str(row["code"])
            said = (check_words(t, params, code), reason_words(t, params), right_words(t, params, code))
            assert all("{" not in one and "written." not in one for one in said)
            assert said[0]
            assert said[1]


def test_what_was_written_goes_when_a_person_is_forgotten(store: SqliteStore, people: Mapping[str, Account]) -> None:
    who = people["other"]
    wanted = Ask(kind="review_report", about="month-3", lang="en")
    piece = writing.hand_in(store, who, wanted, {"period": "A quiet month"}, AT)
    erase_person(store, who, at=AT)
    (left,) = store.events.read(stream_of(who.id))
    assert set(left.aside.values()) == {None}
    assert writing.opened(store, people["anna"], piece.id).sections == {}
    assert who.id not in {one.account.id for one in writing.doubtful(store, people["anna"])}
    assert [one for one in audit.verify(store, (), signer=None) if one.where.startswith("writing/")] == []
