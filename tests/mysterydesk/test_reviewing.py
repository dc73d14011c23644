"""People look again: a verdict is changed with a reason and its author, an appeal goes to who has not judged yet."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from mysterydesk import audit, drill_rows, results, reviewing
from mysterydesk.dossier import DrillEntry
from mysterydesk.erasing import erase_person
from mysterydesk.errors import Conflict, NotAllowed, WorldError
from mysterydesk.review_record import On, is_sampled, read_review, reasons
from mysterydesk.roles import Role
from mysterydesk.scores import kept_card
from mysterydesk.store.records import Account
from mysterydesk.store.sqlite import SqliteStore
from tests.mysterydesk.idle_drills import AT, finished, opened

LATER = AT + timedelta(hours=1)
PEOPLE: tuple[tuple[str, Role], ...] = (
    ("me", "trainee"), ("other", "trainee"), ("anna", "trainer"), ("bo", "trainer"), ("guard", "qa"),
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    made = SqliteStore(tmp_path / "desk.db")
    yield made
    made.close()


@pytest.fixture
def people(store: SqliteStore) -> Mapping[str, Account]:
    return opened(store, PEOPLE)


def entry(store: SqliteStore, attempt: str) -> DrillEntry:
    row = store.attempts.get(attempt)
    assert row is not None
    return drill_rows.entry_of(row)


def on(store: SqliteStore, attempt: str) -> On:
    return On(attempt=attempt, seen=read_review(store, attempt).seen)


def place_of(store: SqliteStore, attempt: str, verdict: str) -> int:
    card = cast("Mapping[str, list[Mapping[str, object]]]", kept_card(store, entry(store, attempt).first_scorecard))
    return next(place for place, row in enumerate(card["findings"]) if row["verdict"] == verdict and row["points"])


def code_of(error: pytest.ExceptionInfo[WorldError]) -> str:
    return error.value.code


def test_an_amendment_changes_the_line_and_keeps_the_first_verdict(
    store: SqliteStore, people: Mapping[str, Account]
) -> None:
    me, anna = people["me"], people["anna"]
    attempt = finished(store, me, "certifying")
    first, place = entry(store, attempt), place_of(store, attempt, "not_met")
    reviewing.amend(store, anna, on(store, attempt), (place, "met"), "问候在录音里听得到", LATER)
    now, review = entry(store, attempt), read_review(store, attempt)
    assert now.low > first.low
    assert (now.first_verdict, now.first_scorecard) == (first.verdict, first.scorecard)
    assert now.scorecard != first.scorecard
    (made,) = review.amendments
    assert (made.by, made.before, made.after, made.words) == (anna.id, "not_met", "met", "问候在录音里听得到")
    shown = cast("list[Mapping[str, object]]", results.result(store, me, attempt).card["findings"])
    assert shown[place]["verdict"] == "met"
    assert drill_rows.differing(store) == ()
    assert audit.verify(store, (), signer=None) == ()


@pytest.mark.parametrize("words", ["", "  ok ", "x" * (reviewing.LONGEST + 1)])
def test_no_verdict_changes_without_a_reason(store: SqliteStore, people: Mapping[str, Account], words: str) -> None:
    attempt = finished(store, people["me"], "certifying")
    place = place_of(store, attempt, "not_met")
    with pytest.raises(WorldError) as error:
        reviewing.amend(store, people["anna"], on(store, attempt), (place, "met"), words, LATER)
    assert code_of(error) == "review_words_wanted"
    assert read_review(store, attempt).seen == 0
    assert entry(store, attempt).cards == (entry(store, attempt).first_scorecard,)


def test_what_is_refused_writes_nothing(store: SqliteStore, people: Mapping[str, Account]) -> None:
    me, anna = people["me"], people["anna"]
    attempt, own = finished(store, me, "certifying"), finished(store, anna, "certifying")
    place = place_of(store, attempt, "not_met")
    with pytest.raises(NotAllowed):
        reviewing.amend(store, people["guard"], on(store, attempt), (place, "met"), "a good reason", LATER)
    refused = {
        "review_own_attempt": (anna, own, (place, "met")),
        "no_such_finding": (anna, attempt, (999, "met")),
        "review_same_verdict": (anna, attempt, (place, "not_met")),
        "no_such_attempt": (anna, "nothing", (place, "met")),
    }
    for code, (who, name, change) in refused.items():
        with pytest.raises(WorldError) as error:
            reviewing.amend(store, who, On(attempt=name, seen=0), change, "a good reason", LATER)  # type: ignore[arg-type]
        assert code_of(error) == code
    with pytest.raises(Conflict):
        reviewing.amend(store, anna, On(attempt=attempt, seen=3), (place, "met"), "a good reason", LATER)
    assert [read_review(store, name).seen for name in (attempt, own)] == [0, 0]


def test_an_appeal_is_decided_by_somebody_who_has_not_judged(
    store: SqliteStore, people: Mapping[str, Account]
) -> None:
    me, anna, bo = people["me"], people["anna"], people["bo"]
    attempt = finished(store, me, "certifying")
    place = place_of(store, attempt, "not_met")
    reviewing.close(store, anna, on(store, attempt), "", LATER)
    code = str(cast("list[Mapping[str, object]]", results.result(store, me, attempt).card["findings"])[place]["code"])
    reviewing.appeal(store, me, on(store, attempt), [code], "客户其实没有接电话", LATER)
    with pytest.raises(WorldError) as error:
        reviewing.appeal(store, me, on(store, attempt), [code], "once more please", LATER)
    assert code_of(error) == "appeal_open"
    with pytest.raises(WorldError) as error:
        reviewing.decide(store, anna, on(store, attempt), "stays as it is", LATER, granted=False)
    assert code_of(error) == "review_judged_before"
    with pytest.raises(WorldError) as error:
        reviewing.decide(store, bo, on(store, attempt), "granted in full", LATER, granted=True)
    assert code_of(error) == "appeal_nothing_changed"
    after = LATER + timedelta(minutes=5)
    reviewing.amend(store, bo, on(store, attempt), (place, "met"), "the recording shows it", after)
    reviewing.decide(store, bo, on(store, attempt), "granted in full", after, granted=True)
    (decided,) = read_review(store, attempt).appeals
    assert (decided.granted, decided.by, decided.answer) == (True, bo.id, "granted in full")
    assert "appeal" not in reasons(entry(store, attempt), read_review(store, attempt))


def test_somebody_elses_score_cannot_be_appealed(store: SqliteStore, people: Mapping[str, Account]) -> None:
    attempt = finished(store, people["me"], "certifying")
    for who, codes, code in (
        ("other", ["x"], "no_such_attempt"),
        ("me", [], "appeal_on_what"),
        ("me", ["x"], "appeal_on_what"),
    ):
        with pytest.raises(WorldError) as error:
            reviewing.appeal(store, people[who], on(store, attempt), codes, "I do not agree", LATER)
        assert code_of(error) == code


def test_the_queue_holds_appeals_first_and_empties(store: SqliteStore, people: Mapping[str, Account]) -> None:
    me, anna = people["me"], people["anna"]
    names = [finished(store, me, "certifying") for _ in range(4)]
    sampled = {one for one in names if is_sampled(one)}
    assert {one.entry.attempt for one in reviewing.queue(store, anna)} == sampled
    last = names[-1]
    findings = cast("list[Mapping[str, object]]", results.result(store, me, last).card["findings"])
    reviewing.appeal(store, me, on(store, last), [str(findings[0]["code"])], "please look again", LATER)
    assert reviewing.queue(store, anna)[0].entry.attempt == last
    reviewing.decide(store, anna, on(store, last), "it was not done", LATER, granted=False)
    for name in sorted({*sampled, last}):
        reviewing.close(store, anna, on(store, name), "", LATER)
    assert reviewing.queue(store, anna) == ()


def test_about_one_in_ten_is_looked_at_whatever_it_says() -> None:
    """STD-4.2.audit: 10 %; of 4,000 ids a fair draw leaves 8.6 to 11.4 % with more than 99 % chance."""
    drawn = sum(is_sampled(f"attempt-{number}") for number in range(4000))
    assert 344 <= drawn <= 456


def test_words_of_a_review_go_with_the_person(store: SqliteStore, people: Mapping[str, Account]) -> None:
    me, anna = people["me"], people["anna"]
    attempt = finished(store, me, "certifying")
    place = place_of(store, attempt, "not_met")
    reviewing.amend(store, anna, on(store, attempt), (place, "met"), "heard on the recording", LATER)
    cards = entry(store, attempt).cards
    erase_person(store, me, at=LATER)
    assert [one.words for one in read_review(store, attempt).amendments] == [""]
    assert len(cards) == 2
    assert store.documents.everything() & set(cards) == set()
    assert audit.verify(store, (), signer=None) == ()
