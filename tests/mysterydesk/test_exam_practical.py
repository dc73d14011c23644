"""Does a whole try end in a credential when all was passed, and in nothing else?"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from certification.retake import NotYet
from mysterydesk import attempts, drills, issuing, papers
from mysterydesk.dossier import dossier
from mysterydesk.exams import levels, practical
from mysterydesk.exams.deciding import Settled, settle
from mysterydesk.exams.opening import begin, hindrance
from mysterydesk.exams.practical import next_case, slots_of
from mysterydesk.exams.record import read_exam
from mysterydesk.exams.sitting import Act, answer, form_of, hand_in, see
from mysterydesk.settings import Settings
from mysterydesk.status_lists import set_state, status_of
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from mysterydesk.store.sqlite import SqliteStore
from simulator.move import Refusal
from simulator.solve import solve
from tests.mysterydesk.test_exams import AT, act, at, entry, fault, person, signed, small_plan

__all__ = ["small_plan"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = SqliteStore(tmp_path / "desk.db")
    yield opened
    opened.close()


def sat(store: Store, me: Account, *, right: int) -> str:
    """Sit the paper with so many right answers, and hand it in."""
    exam = begin(store, me, entry(), AT)
    places = form_of(store, read_exam(store, exam)).places
    for place in places[:right]:
        letters = {str(option): letter for letter, option in place.by_letter().items()}
        chosen = tuple(letters[str(option)] for option in place.item.key)
        answer(store, me, act(exam, 1), str(place.question), chosen)
    hand_in(store, me, act(exam, 2))
    return exam


def outcome(store: Store, me: Account, exam: str, minutes: float = 3) -> Settled:
    house = issuing.house(store, Settings(database=Path("unused")))
    found = settle(store, house, me, act(exam, minutes))
    assert found is not None
    return found


def played(store: Store, me: Account, attempt_id: str, begun: datetime) -> None:
    """Play the ideal handling, move by move."""
    attempt = attempts.load(store, attempt_id)
    for timed in solve(attempt.desk, begun):
        done = drills.move(store, me, attempt_id, timed.move, seen=len(attempt.events), at=timed.wall)
        assert not isinstance(done, Refusal)
        attempt = done


def test_a_failed_paper_refuses_at_once_and_says_from_when_on_to_try_again(store: Store) -> None:
    me = person(store, "me")
    exam = sat(store, me, right=5)
    found = outcome(store, me, exam)
    assert found.decision.answer == "refused"
    assert "below_cut" in {one.code for one in found.decision.grounds}
    assert hindrance(store, me, "junior", at(10)) == NotYet(code="retake_wait", until=at(3) + timedelta(days=1))
    with fault("exam_paper_first"):
        next_case(store, me, act(exam, 4), "how_to", "zh")
    assert outcome(store, me, exam, 5) == found, "what was decided stays decided"


def test_nobody_takes_a_case_before_the_paper_is_over(store: Store) -> None:
    me = person(store, "me")
    exam = begin(store, me, entry(), AT)
    with fault("exam_paper_first"):
        next_case(store, me, act(exam, 1), "how_to", "zh")


def test_all_cases_passed_end_in_one_credential_that_verifies(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """One case a kind instead of three: what three cost is time, not another path."""
    plan = levels.plan_of("junior")
    short = signed(replace(plan, slots=tuple((slot, 1) for slot, _ in plan.slots)))
    monkeypatch.setattr(levels, "plan_of", lambda _level: short)
    rung = replace(next(one for one in levels.handbook().ladder if one.level == "junior"), drills=3)
    monkeypatch.setattr(levels, "rung_of", lambda _level: rung)
    me = person(store, "me")
    exam = sat(store, me, right=11)
    assert outcome(store, me, exam).decision.answer == "waiting"
    for number, (slot, _) in enumerate(short.slots):
        when = Act(exam=exam, tab="one", at=at(10 + 600 * number))
        attempt = next_case(store, me, when, slot, "zh")
        assert next_case(store, me, when, slot, "zh") == attempt, "two clicks begin one case"
        played(store, me, attempt, when.at)
        with fault("exam_slot_full"):
            next_case(store, me, when, slot, "zh")
    done = outcome(store, me, exam, 5000)
    assert (done.decision.answer, done.decision.grounds) == ("awarded", ())
    assert outcome(store, me, exam, 5001).credential == done.credential
    house = issuing.house(store, Settings(database=Path("unused")))
    document, found = issuing.check(store, house, done.credential, at(5002))
    assert found.verdict == "verified"
    assert "初级支持认证" in str(document)
    assert levels.held(store, me.id)["junior"] > at(5003)
    (credential,) = dossier(store, me).credentials
    assert credential.level == "junior"
    set_state(store, status_of(store, credential.credential), "suspended", "under appeal", at(5003))
    assert "junior" not in levels.held(store, me.id), "what is suspended opens no higher level"


def test_a_case_that_is_left_for_a_day_is_failed_and_ends_the_try(store: Store) -> None:
    me = person(store, "me")
    exam = sat(store, me, right=11)
    attempt = next_case(store, me, act(exam, 5), "how_to", "zh")
    assert outcome(store, me, exam, 60).decision.answer == "waiting"
    (slot,) = (one for one in slots_of(store, me, read_exam(store, exam), at(60)) if one.slot == "how_to")
    assert slot.open_drill == attempt
    found = outcome(store, me, exam, 4 * 24 * 60)
    assert found.decision.answer == "refused"
    assert "case_failed" in {one.code for one in found.decision.grounds}


def test_cases_are_of_their_kind_and_never_twice_in_a_try(store: Store) -> None:
    plan = papers.bank().levels["junior"]
    for slot, cases in plan.slots:
        assert len(practical.supply(plan, slot)) >= 3 * cases
    me = person(store, "me")
    exam = sat(store, me, right=11)
    had = set()
    for number in range(3):
        attempt = next_case(store, me, act(exam, 5 + 2 * 24 * 60 * number), "how_to", "zh")
        had.add(next(one.scenario for one in dossier(store, me).drills if one.attempt == attempt))
    assert len(had) == 3
    assert see(store, me, act(exam, 20)).clock.state == "handed_in"


def test_a_level_without_cases_cannot_be_taken() -> None:
    assert practical.can_be_taken(papers.bank().levels["junior"])
    assert not practical.can_be_taken(papers.bank().levels["senior"])
