"""Can anybody issue alone, assess alone, or decide an appeal against their own answer?"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mysterydesk import issuing
from mysterydesk.dossier import dossier
from mysterydesk.errors import NotAllowed
from mysterydesk.exams import levels
from mysterydesk.exams.appealing import appeal, appeal_until, decide_appeal
from mysterydesk.exams.assessing import Word, has_trained, release, rows, sign
from mysterydesk.exams.granting import annul
from mysterydesk.exams.opening import begin, hindrance
from mysterydesk.exams.record import read_exam
from mysterydesk.issuing import House
from mysterydesk.settings import Settings
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from mysterydesk.store.sqlite import SqliteStore
from tests.mysterydesk.test_exam_practical import outcome, sat
from tests.mysterydesk.test_exams import AT, act, at, entry, fault, person, signed, small_plan

__all__ = ["small_plan"]
WHY = "Read the whole attempt; it proves the level."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = SqliteStore(tmp_path / "desk.db")
    yield opened
    opened.close()


@pytest.fixture
def house(store: Store) -> House:
    return issuing.house(store, Settings(database=Path("unused")))


@pytest.fixture
def as_senior(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two assessors and two issuers, and no cases: what people add to an answer, and nothing else."""
    plan = levels.plan_of("junior")
    strict = signed(replace(plan, slots=(), slot_titles=(), assessors=2, issuers=2))
    monkeypatch.setattr(levels, "plan_of", lambda _level: strict)
    rung = replace(
        next(one for one in levels.handbook().ladder if one.level == "junior"), drills=0, drill_kinds=0, kind_slots=()
    )
    monkeypatch.setattr(levels, "rung_of", lambda _level: rung)


def grounds(store: Store, me: Account, exam: str) -> set[str]:
    return {str(one.code) for one in outcome(store, me, exam, 5).decision.grounds}


@pytest.mark.usefixtures("as_senior")
def test_two_assess_and_two_issue_and_nobody_twice(store: Store, house: House) -> None:
    me, exam = person(store, "me"), ""
    first, second = person(store, "first", "examiner"), person(store, "second", "examiner")
    exam = sat(store, me, right=11)
    assert grounds(store, me, exam) == {"assessors_missing", "issuers_missing"}
    with fault("exam_not_ready"):
        release(store, house, first, exam, at(5))
    for who in (first, first):
        sign(store, who, Word(exam=exam, agrees=True, reason=WHY), at(5))
    assert grounds(store, me, exam) == {"assessors_missing", "issuers_missing"}, "one person is one assessor"
    sign(store, second, Word(exam=exam, agrees=True, reason=WHY), at(5))
    assert grounds(store, me, exam) == {"issuers_missing"}
    half = release(store, house, first, exam, at(6))
    assert half is not None
    assert half.decision.answer == "waiting"
    with fault("exam_same_person"):
        release(store, house, first, exam, at(6))
    assert dossier(store, me).credentials == ()
    done = release(store, house, second, exam, at(7))
    assert done is not None
    assert done.decision.answer == "awarded"
    (credential,) = dossier(store, me).credentials
    assert credential.credential.endswith(done.credential)
    with fault("exam_over"):
        sign(store, first, Word(exam=exam, agrees=False, reason=WHY), at(8))
    with fault("exam_not_ready"):
        release(store, house, second, exam, at(8))


@pytest.mark.usefixtures("as_senior")
def test_own_trainers_alone_and_an_assessor_who_disagrees_leave_it_open(store: Store) -> None:
    me, exam = person(store, "me"), ""
    first, second = person(store, "first", "trainer"), person(store, "second", "trainer")
    exam = sat(store, me, right=11)
    for who in (first, second):
        sign(store, who, Word(exam=exam, agrees=True, reason=WHY, own_trainer=True), at(5))
    assert "assessor_own_trainee" in grounds(store, me, exam)
    sign(store, second, Word(exam=exam, agrees=False, reason=WHY), at(6))
    assert {"assessor_disagrees", "assessors_missing"} <= grounds(store, me, exam)
    assert not has_trained(store, first.id, me, read_exam(store, exam))


@pytest.mark.usefixtures("as_senior")
def test_an_annulled_try_is_never_worth_a_credential(store: Store, house: House) -> None:
    me = person(store, "me")
    crew = [person(store, name, "examiner") for name in ("first", "second")]
    exam = sat(store, me, right=11)
    for who in crew:
        sign(store, who, Word(exam=exam, agrees=True, reason=WHY), at(5))
    release(store, house, crew[0], exam, at(5))
    annul(store, crew[0], exam, "Another person sat the paper.", at(6))
    with fault("exam_not_ready"):
        release(store, house, crew[1], exam, at(7))
    assert outcome(store, me, exam, 8).decision.answer == "refused"
    assert dossier(store, me).credentials == ()


def test_a_junior_try_asks_for_no_assessor_and_no_issuer(store: Store) -> None:
    me, examiner = person(store, "me"), person(store, "first", "examiner")
    exam = sat(store, me, right=11)
    with fault("exam_not_assessed"):
        sign(store, examiner, Word(exam=exam, agrees=True, reason=WHY), at(5))
    assert "issuers_missing" not in grounds(store, me, exam)


def test_an_upheld_appeal_makes_room_for_another_try(store: Store) -> None:
    me = person(store, "me")
    judge, other = person(store, "first", "examiner"), person(store, "second", "examiner")
    exam = sat(store, me, right=11)
    annul(store, judge, exam, "The invigilator saw a second person.", at(5))
    assert hindrance(store, me, "junior", at(6)) is not None
    with fault("reason_short"):
        appeal(store, me, exam, "no", at(6))
    appeal(store, me, exam, "I was alone; the camera shows a reflection.", at(6))
    with fault("exam_appealed"):
        appeal(store, me, exam, "I was alone, believe me please.", at(6))
    with fault("exam_own_answer"):
        decide_appeal(store, judge, exam, "It was rightly annulled.", at(7), upheld=False)
    decide_appeal(store, other, exam, "The reflection is the candidate.", at(7), upheld=True)
    with fault("exam_no_appeal"):
        decide_appeal(store, other, exam, "On second thoughts it is not.", at(8), upheld=False)
    assert hindrance(store, me, "junior", at(8)) is None
    assert begin(store, me, entry("two"), at(9)) != exam


def test_a_rejected_appeal_changes_nothing_but_is_answered(store: Store) -> None:
    me, other = person(store, "me"), person(store, "second", "examiner")
    exam = sat(store, me, right=2)
    assert outcome(store, me, exam).decision.answer == "refused"
    appeal(store, me, exam, "Question 3 has two right answers.", at(4))
    decide_appeal(store, other, exam, "It has one: see the clause.", at(5), upheld=False)
    found = read_exam(store, exam).appeal
    assert found is not None
    assert (found.upheld, found.answer) == (False, "It has one: see the clause.")
    assert hindrance(store, me, "junior", at(6)) is not None


def test_an_appeal_has_its_time_and_its_ground(store: Store) -> None:
    me = person(store, "me")
    exam = sat(store, me, right=11)
    with fault("exam_nothing_to_appeal"):
        appeal(store, me, exam, "I only want to complain.", at(5))
    annul(store, person(store, "first", "examiner"), exam, "Another person sat the paper.", at(5))
    until = appeal_until(read_exam(store, exam))
    assert until == at(5) + timedelta(days=30)
    with fault("exam_appeal_late"):
        appeal(store, me, exam, "I have been on holiday.", until + timedelta(seconds=1))


def test_the_desk_lists_who_sits_and_what_waits(store: Store) -> None:
    me, examiner = person(store, "me"), person(store, "first", "examiner")
    exam = begin(store, me, entry(), AT)
    (row,) = rows(store, examiner, at(10))
    assert (row.candidate.id, row.clock.state, row.decision) == (me.id, "open", None)
    assert row.exam.id == exam
    (row,) = rows(store, examiner, at(10_000))
    assert row.decision is not None
    assert act(exam, 1).exam == exam


@pytest.mark.parametrize("role", ["trainee", "qa", "manager", "admin"])
def test_nobody_else_assesses_or_issues(store: Store, house: House, role: str) -> None:
    me, stranger = person(store, "me"), person(store, "stranger", role)
    exam = sat(store, me, right=11)
    for deed in (
        lambda: rows(store, stranger, at(5)),
        lambda: sign(store, stranger, Word(exam=exam, agrees=True, reason=WHY), at(5)),
        lambda: release(store, house, stranger, exam, at(5)),
        lambda: decide_appeal(store, stranger, exam, WHY, at(5), upheld=True),
    ):
        with pytest.raises(NotAllowed):
            deed()
