"""What a person can do with drills, papers and awards, without a browser."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from certification.ladder import Refused
from mysterydesk import attempts, awarding, drills, issuing, papers, results
from mysterydesk.accounts import NewAccount, open_account
from mysterydesk.dossier import dossier
from mysterydesk.errors import Conflict, NotAllowed, WorldError
from mysterydesk.settings import Settings
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from mysterydesk.store.sqlite import SqliteStore
from mysterydesk.walk import _chosen
from policy.text import Text
from simulator.move import Move, Refusal
from simulator.solve import solve

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SCENARIO = "S047-lost-promotion-draft"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = SqliteStore(tmp_path / "desk.db")
    yield opened
    opened.close()


def person(store: Store, login: str, role: str = "trainee") -> Account:
    name = Text(zh=login, en=login)
    new = NewAccount(login=login, name=name, role=role, phrase="a long enough phrase")  # type: ignore[arg-type]
    return open_account(store, new, by=None, at=AT)


def begun(store: Store, account: Account, mode: str = "practice") -> str:
    wanted = drills.Begin(scenario=SCENARIO, lang="zh", mode="certifying" if mode == "certifying" else "practice")
    return drills.begin(store, account, wanted, AT)


def moved(store: Store, account: Account, attempt: str, move: Move, seen: int, seconds: int = 5) -> int:
    done = drills.move(store, account, attempt, move, seen=seen, at=AT + timedelta(seconds=seconds))
    assert not isinstance(done, Refusal)
    return len(done.events)


def test_a_stored_attempt_opens_as_it_was(store: Store) -> None:
    me = person(store, "me")
    attempt = begun(store, me)
    moved(store, me, attempt, Move(kind="say", fields={"text": "您好，怎么称呼？"}, key="1"), seen=2)
    seen = drills.see(store, me, attempt, AT + timedelta(seconds=6))
    again = attempts.load(store, attempt)
    assert seen.attempt.events == again.events
    assert again.state.ticket.number.startswith("TS")


def test_a_repeated_move_answers_the_same_and_writes_nothing(store: Store) -> None:
    me = person(store, "me")
    attempt = begun(store, me)
    move = Move(kind="field", fields={"name": "symptom", "value": "x"}, key="once")
    first = moved(store, me, attempt, move, seen=2)
    assert moved(store, me, attempt, move, seen=2) == first
    assert len(attempts.load(store, attempt).events) == first


def test_a_foreign_move_in_between_is_a_conflict_and_nothing_is_lost(store: Store) -> None:
    me = person(store, "me")
    attempt = begun(store, me)
    moved(store, me, attempt, Move(kind="field", fields={"name": "symptom", "value": "x"}, key="a"), seen=2)
    with pytest.raises(Conflict):
        moved(store, me, attempt, Move(kind="field", fields={"name": "trigger", "value": "y"}, key="b"), seen=2)
    assert attempts.load(store, attempt).state.ticket.fields == {"symptom": "x"}


def test_the_id_of_an_attempt_tells_nothing_of_its_scenario(store: Store) -> None:
    """It stands in the address line while the drill is played."""
    me = person(store, "me")
    keyless = [drills.begin(store, me, drills.Begin(scenario=SCENARIO, lang="zh", mode="practice"), AT) for _ in "ab"]
    keyed = drills.begin(store, me, drills.Begin(scenario=SCENARIO, lang="zh", mode="practice", key="once"), AT)
    for one in (*keyless, keyed):
        assert re.fullmatch(r"[0-9a-f]{32}", one)
    assert len({*keyless, keyed}) == 3


def test_somebody_elses_attempt_is_not_there(store: Store) -> None:
    attempt = begun(store, person(store, "me"))
    other = person(store, "other")
    with pytest.raises(WorldError, match="no_such_attempt"):
        drills.see(store, other, attempt, AT)
    with pytest.raises(WorldError, match="no_such_attempt"):
        drills.move(store, other, attempt, Move(kind="close"), seen=2, at=AT)


def test_nothing_of_the_truth_is_shown_before_the_end(store: Store) -> None:
    me = person(store, "me")
    attempt = begun(store, me)
    with pytest.raises(WorldError, match="not_finished"):
        results.result(store, me, attempt)


def test_erasing_the_words_keeps_the_chain_and_the_attempt_opens(store: Store) -> None:
    me = person(store, "me")
    attempt = begun(store, me)
    moved(store, me, attempt, Move(kind="say", fields={"text": "您好，怎么称呼？"}, key="1"), seen=2)
    stream = attempts.stream_of(attempt)
    assert store.events.erase(stream) > 0
    assert store.events.faults(stream) == ()
    words = [event.fields.get("text") for event in attempts.load(store, attempt).events]
    assert "您好，怎么称呼？" not in words


def finished(store: Store, account: Account, scenario: str, mode: str) -> str:
    wanted = drills.Begin(scenario=scenario, lang="zh", mode="certifying" if mode == "certifying" else "practice")
    attempt_id = drills.begin(store, account, wanted, AT)
    attempt = attempts.load(store, attempt_id)
    for timed in solve(attempt.desk, AT):
        done = drills.move(store, account, attempt_id, timed.move, seen=len(attempt.events), at=timed.wall)
        assert not isinstance(done, Refusal)
        attempt = done
    return attempt_id


def passed_paper(store: Store, account: Account) -> None:
    paper = papers.begin(store, account, AT)
    form = papers.form_of(store, dossier(store, account).papers[-1].form)
    for place in form.places:
        letters = {str(option): letter for letter, option in place.by_letter().items()}
        right = tuple(letters[str(option)] for option in place.item.key)
        papers.answer(store, account, paper, str(place.question), right, AT)
    assert papers.hand_in(store, account, paper, AT).passed


def test_practice_does_not_count_and_everything_missing_is_named(store: Store) -> None:
    me = person(store, "me")
    finished(store, me, SCENARIO, "practice")
    here = issuing.house(store, Settings(database=Path("unused")))
    refused = awarding.claim(store, here, me, AT)
    assert isinstance(refused, Refused)
    assert {one.code for one in refused.reasons} == {"paper_missing", "drills_missing", "slot_empty"}


def test_two_kinds_of_passed_drills_and_the_paper_make_one_credential(store: Store) -> None:
    me = person(store, "me")
    for scenario in _chosen(0):
        finished(store, me, scenario, "certifying")
    passed_paper(store, me)
    assert awarding.standing(store, me).ready
    here = issuing.house(store, Settings(database=Path("unused")))
    number = awarding.claim(store, here, me, AT)
    assert isinstance(number, str)
    assert awarding.claim(store, here, me, AT) == number
    document, found = issuing.check(store, here, number, AT)
    assert found.verdict == "verified"
    assert "初级·简版" in str(document)
    index = store.status.entries(issuing.LIST)[0].index
    store.status.set_revoked(issuing.LIST, index, at=AT, reason="test")
    assert issuing.check(store, here, number, AT)[1].verdict == "rejected"


def test_a_paper_keeps_its_keys_until_it_is_handed_in(store: Store) -> None:
    me = person(store, "me")
    paper = papers.begin(store, me, AT)
    assert papers.begin(store, me, AT) == paper
    sitting = papers.sitting(store, me, paper)
    assert (sitting.form, sitting.marked) == (None, None)
    assert not any(hasattr(one, "key") or hasattr(one, "explanation") for one in sitting.questions)
    papers.hand_in(store, me, paper, AT)
    with pytest.raises(WorldError, match="paper_over"):
        papers.answer(store, me, paper, "Q01", ("A",), AT)
    assert papers.sitting(store, me, paper).form is not None


def test_roles_are_asked_again_by_every_use_case(store: Store) -> None:
    boss = person(store, "boss", "manager")
    with pytest.raises(NotAllowed):
        papers.begin(store, boss, AT)
    with pytest.raises(NotAllowed):
        results.all_attempts(store, boss)
    trainer = person(store, "trainer", "trainer")
    me = person(store, "me")
    attempt = finished(store, me, SCENARIO, "practice")
    assert [row.entry.attempt for row in results.all_attempts(store, trainer)] == [attempt]
    assert not results.result(store, trainer, attempt).own
    with pytest.raises(WorldError, match="no_such_attempt"):
        results.result(store, boss, attempt)


def test_a_break_between_the_end_and_the_score_is_made_good(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process may die after the last event is stored: the next look scores what has ended."""
    me = person(store, "me")
    attempt = begun(store, me)

    def broken(*_args: object) -> None:
        raise RuntimeError

    finish = Move(kind="finish", key="end")
    with monkeypatch.context() as patch:
        patch.setattr(drills, "score_and_keep", broken)
        with pytest.raises(RuntimeError):
            drills.move(store, me, attempt, finish, seen=2, at=AT + timedelta(seconds=5))
    assert not dossier(store, me).drills[0].scorecard
    drills.see(store, me, attempt, AT + timedelta(seconds=9))
    assert dossier(store, me).drills[0].scorecard


def test_an_attempt_left_for_a_day_is_over_and_unscored(store: Store) -> None:
    me = person(store, "me")
    attempt = begun(store, me)
    drills.move(store, me, attempt, Move(kind="close", key="late"), seen=2, at=AT + timedelta(hours=30))
    entry = dossier(store, me).drills[0]
    assert (entry.abandoned, entry.is_over, entry.scorecard) == (True, True, "")


@pytest.mark.parametrize(("question", "letters"), [("Q99", ("A",)), ("Q01", ("ZZ",)), ("Q01", ("A", "A"))])
def test_an_answer_that_the_paper_does_not_have_is_refused(
    store: Store, question: str, letters: tuple[str, ...]
) -> None:
    me = person(store, "me")
    paper = papers.begin(store, me, AT)
    with pytest.raises(WorldError, match="no_such_answer"):
        papers.answer(store, me, paper, question, letters, AT)
    assert papers.sitting(store, me, paper).answers == {}
