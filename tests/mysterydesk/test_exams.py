"""Is an exam sat on the server's time, in one window, by the person who signed in, and kept whatever happens?"""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from certification.level_plan import LevelPlan
from certification.sitting import Accommodation
from mysterydesk import papers
from mysterydesk.accounts import NewAccount, open_account
from mysterydesk.errors import NotAllowed, WorldError
from mysterydesk.exams import levels
from mysterydesk.exams.granting import annul, grant
from mysterydesk.exams.opening import Entry, begin, hindrance, own_exams
from mysterydesk.exams.record import read_exam
from mysterydesk.exams.sitting import Act, answer, come_back, flag, form_of, hand_in, lose_focus, see
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from mysterydesk.store.sqlite import SqliteStore
from policy.digest import digest_of
from policy.text import Text

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PHRASE = "a long enough phrase"
ITEMS: Mapping[str, int] = {"P1": 2, "O1": 1, "O3": 3, "O4": 3, "O5": 2}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = SqliteStore(tmp_path / "desk.db")
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def small_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the junior paper be so short that there are enough items for two people and two tries."""
    whole = papers.bank().levels["junior"]
    small = replace(
        whole, topics=tuple(replace(one, items=ITEMS[one.topic]) for one in whole.topics if one.topic in ITEMS)
    )
    plans: Mapping[str, LevelPlan] = {**papers.bank().levels, "junior": signed(small)}
    monkeypatch.setattr(levels, "plan_of", plans.__getitem__)


def signed(plan: LevelPlan) -> LevelPlan:
    """Give a changed plan its digest."""
    return replace(plan, digest=digest_of(replace(plan, digest="")))


def person(store: Store, login: str, role: str = "trainee") -> Account:
    new = NewAccount(login=login, name=Text(zh=login, en=login), role=role, phrase=PHRASE)  # type: ignore[arg-type]
    return open_account(store, new, by=None, at=AT)


def at(minutes: float) -> datetime:
    return AT + timedelta(minutes=minutes)


def entry(tab: str = "one", phrase: str = PHRASE, *, accepted: bool = True, level: str = "junior") -> Entry:
    return Entry(level=level, phrase=phrase, accepted=accepted, tab=tab)


def act(exam: str, minutes: float, tab: str = "one") -> Act:
    return Act(exam=exam, tab=tab, at=at(minutes))


def fault(code: str) -> pytest.RaisesExc[WorldError]:
    return pytest.raises(WorldError, check=lambda error: error.code == code)


def test_nobody_begins_who_is_another_or_has_not_read_the_rules(store: Store) -> None:
    me = person(store, "me")
    with fault("exam_rules"):
        begin(store, me, entry(accepted=False), AT)
    with fault("exam_identity"):
        begin(store, me, entry(phrase="somebody else's phrase"), AT)
    assert own_exams(store, me) == ()
    for _ in range(4):
        with fault("exam_identity"):
            begin(store, me, entry(phrase="guessing and guessing"), AT)
    with fault("exam_identity_wait"):
        begin(store, me, entry(), AT)
    begin(store, me, entry(), at(20))


def test_a_higher_level_asks_for_the_one_below(store: Store) -> None:
    with fault("exam_level_missing"):
        begin(store, person(store, "me"), entry(level="intermediate"), AT)


def test_answers_are_kept_at_once_and_outlast_a_closed_window(store: Store) -> None:
    me = person(store, "me")
    exam = begin(store, me, entry(), AT)
    seen = see(store, me, act(exam, 0))
    assert len(seen.questions) == sum(ITEMS.values())
    assert seen.clock.left == timedelta(minutes=90)
    first = seen.questions[0]
    answer(store, me, act(exam, 1), first.id, ("A",))
    answer(store, me, act(exam, 2), first.id, ("B",))
    flag(store, me, act(exam, 3), first.id, on=True)
    again = see(store, me, act(exam, 3.5, "two"))
    assert (again.here, again.questions) == (False, ())
    with fault("exam_other_tab"):
        answer(store, me, act(exam, 4, "two"), first.id, ("C",))
    come_back(store, me, act(exam, 4, "two"))
    again = see(store, me, act(exam, 4, "two"))
    assert again.here
    assert dict(again.exam.answers) == {first.id: ("B",)}
    assert again.exam.flagged == {str(first.id)}
    with fault("exam_other_tab"):
        answer(store, me, act(exam, 5, "one"), first.id, ("C",))


def test_answers_that_arrive_at_once_are_all_kept(store: Store, tmp_path: Path) -> None:
    me = person(store, "me")
    exam = begin(store, me, entry(), AT)
    names = [one.id for one in see(store, me, act(exam, 0)).questions]

    def say(name: str) -> None:
        with closing(SqliteStore(tmp_path / "desk.db")) as own:
            answer(own, me, act(exam, 1), name, ("A",))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(say, names))
    assert set(read_exam(store, exam).answers) == set(names)


def test_an_absence_covers_the_paper_and_a_lost_connection_loses_no_time(store: Store) -> None:
    me = person(store, "me")
    exam = begin(store, me, entry(), AT)
    covered = see(store, me, act(exam, 8))
    assert (covered.clock.covered, covered.questions) == (True, ())
    come_back(store, me, act(exam, 9))
    back = see(store, me, act(exam, 9))
    assert (back.clock.covered, back.clock.left) == (False, timedelta(minutes=85))
    assert len(back.questions) == sum(ITEMS.values())


def test_an_exam_left_open_for_a_week_is_over_and_can_still_be_looked_at(store: Store) -> None:
    me = person(store, "me")
    exam = begin(store, me, entry(), AT)
    late = act(exam, 7 * 24 * 60)
    seen = see(store, me, late)
    assert (seen.clock.state, seen.questions) == ("timed_out", ())
    with fault("exam_over"):
        answer(store, me, late, "Q01", ("A",))
    with fault("exam_over"):
        hand_in(store, me, late)


def test_what_was_handed_in_cannot_be_changed(store: Store) -> None:
    me = person(store, "me")
    exam = begin(store, me, entry(), AT)
    hand_in(store, me, act(exam, 4))
    with fault("exam_over"):
        answer(store, me, act(exam, 5), "Q01", ("A",))
    with fault("exam_over"):
        hand_in(store, me, act(exam, 5))
    assert see(store, me, act(exam, 6)).clock.state == "handed_in"


@pytest.mark.parametrize(("question", "letters"), [("Q99", ("A",)), ("Q01", ("Z",)), ("Q01", ("A", "A"))])
def test_an_answer_that_is_not_offered_is_refused(store: Store, question: str, letters: tuple[str, ...]) -> None:
    me = person(store, "me")
    exam = begin(store, me, entry(), AT)
    with fault("no_such_answer"):
        answer(store, me, act(exam, 1), question, letters)
    assert read_exam(store, exam).answers == {}


def test_lost_focus_is_on_record_with_its_time_and_no_wild_figure(store: Store) -> None:
    me = person(store, "me")
    exam = begin(store, me, entry(), AT)
    lose_focus(store, me, act(exam, 2), 40)
    lose_focus(store, me, act(exam, 3), -5)
    lose_focus(store, me, act(exam, 4), 10**9)
    lost = see(store, me, act(exam, 4)).exam.lost
    assert (lost[0].at, lost[0].seconds) == (at(2) - timedelta(seconds=40), 40)
    assert [one.seconds for one in lost] == [40, 86_400]


def test_extra_time_is_granted_by_an_examiner_with_a_reason_and_holds_for_that_level(store: Store) -> None:
    me, examiner = person(store, "me"), person(store, "examiner", "examiner")
    extra = Accommodation(share=0.25)
    with pytest.raises(NotAllowed):
        grant(store, me, me.id, "junior", extra, "because I would like it", AT)
    with fault("reason_short"):
        grant(store, examiner, me.id, "junior", extra, "  yes  ", AT)
    with fault("extra_time_range"):
        grant(store, examiner, me.id, "junior", Accommodation(share=3), "reads with a screen reader", AT)
    grant(store, examiner, me.id, "junior", extra, "reads with a screen reader", AT)
    exam = begin(store, me, entry(), AT)
    assert see(store, me, act(exam, 0)).clock.left == timedelta(minutes=112.5)
    grant(store, examiner, me.id, "junior", Accommodation(), "no longer asked for", at(1))
    assert see(store, me, act(exam, 2)).clock.due == at(112.5), "a try keeps what it began with"


def test_an_examiner_annuls_with_a_reason_that_the_candidate_reads(store: Store) -> None:
    me, examiner = person(store, "me"), person(store, "examiner", "examiner")
    exam = begin(store, me, entry(), AT)
    annul(store, examiner, exam, "the fire alarm emptied the room", at(10))
    seen = see(store, me, act(exam, 11))
    assert seen.clock.state == "annulled"
    assert seen.exam.annulled is not None
    assert seen.exam.annulled.reason == "the fire alarm emptied the room"
    with fault("exam_annulled"):
        annul(store, examiner, exam, "the fire alarm emptied the room", at(12))
    reason = hindrance(store, me, "junior", at(13))
    assert reason is not None
    assert reason.code == "retake_wait"


def test_one_open_exam_a_level_and_two_clicks_begin_one(store: Store) -> None:
    me = person(store, "me")
    begin(store, me, entry(), AT)
    with fault("exam_open"):
        begin(store, me, entry(), AT)
    assert len(own_exams(store, me)) == 1


def test_somebody_elses_exam_is_not_there(store: Store) -> None:
    exam = begin(store, person(store, "me"), entry(), AT)
    with fault("no_such_exam"):
        see(store, person(store, "other"), act(exam, 1))


def test_no_item_comes_back_in_the_next_try_and_every_paper_is_counted(store: Store) -> None:
    me, examiner = person(store, "me"), person(store, "examiner", "examiner")
    first = begin(store, me, entry(), AT)
    annul(store, examiner, first, "a rehearsal and nothing more", at(1))
    second = begin(store, me, entry(), at(2 * 24 * 60))
    forms = [form_of(store, read_exam(store, one)) for one in (first, second)]
    assert not {one.item.id for one in forms[0].places} & {one.item.id for one in forms[1].places}
    cycle = levels.cycle_of(store, "junior", me.id, at(2 * 24 * 60))
    assert (cycle.papers, len(cycle.seen), set(cycle.uses.values())) == (2, 22, {1})


def test_a_bank_that_is_too_small_says_which_topic(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = levels.plan_of("junior")
    big = replace(plan, topics=tuple(replace(one, items=500 if one.topic == "O1" else 1) for one in plan.topics))
    monkeypatch.setattr(levels, "plan_of", lambda _level: big)
    with fault("exam_short") as caught:
        begin(store, person(store, "me"), entry(), AT)
    assert caught.value.params["topic"] == "O1"
