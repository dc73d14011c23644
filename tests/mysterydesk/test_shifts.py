"""A shift is stored, folded, and one clock binds all its tickets; two windows are conflicts that lose nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mysterydesk import attempts, audit, drills, results, shelf, shift_opening, shift_plan, shift_results, shifts
from mysterydesk.accounts import NewAccount, open_account
from mysterydesk.dossier import dossier
from mysterydesk.errors import Conflict, WorldError
from mysterydesk.roles import Role
from mysterydesk.shift_plan import WantedShift
from mysterydesk.shift_queue import queue
from mysterydesk.shift_record import Span
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from mysterydesk.store.sqlite import SqliteStore
from policy.text import Text
from simulator.move import Move, Refusal
from simulator.shift import Shift

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
WANTED = WantedShift(handbook="ASC", hours=1, load="light", lang="zh", key="k")
SAID = "您好，我是技术支持小罗，让您着急了，请问遇到什么情况？"


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw the same two customers each time, of scenarios that are quick to solve."""
    known = {name: one for name, one in shelf.scenarios().items() if name[:4] in {"S040", "S044"}}
    monkeypatch.setattr(shelf, "scenarios", lambda: known)
    monkeypatch.setattr(shift_plan, "MOST", 2)
    monkeypatch.setattr("mysterydesk.shift_opening.secrets.randbelow", lambda _most: 3)


def person(store: Store, login: str, role: Role = "trainee") -> Account:
    new = NewAccount(login=login, name=Text(zh="我", en="Me"), role=role, phrase="a long enough phrase")
    return open_account(store, new, by=None, at=AT)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


@pytest.fixture
def store(place: Path) -> Iterator[Store]:
    opened = SqliteStore(place)
    yield opened
    opened.close()


@pytest.fixture
def me(store: Store) -> Account:
    return person(store, "me")


def begun(store: Store, me: Account) -> shifts.ShiftSight:
    return shifts.see(store, me, shift_opening.begin(store, me, WANTED, AT))


def waited(store: Store, me: Account, sight: shifts.ShiftSight, key: str, at: datetime = AT) -> shifts.ShiftSight:
    done = shifts.wait(store, me, sight.record.id, key=key, seen=sight.seen, at=at)
    assert not isinstance(done, Refusal), done
    return done


def until_two(store: Store, me: Account) -> shifts.ShiftSight:
    """Wait until the second customer has come."""
    sight = begun(store, me)
    for number in range(40):
        if len(sight.record.here) > 1:
            return sight
        sight = waited(store, me, sight, f"w{number}")
    raise AssertionError(sight.record.here)


def say(key: str, text: str = SAID) -> Move:
    return Move(kind="say", fields={"text": text}, key=key)


def test_a_key_begins_one_shift_and_nobody_elses_is_seen(store: Store, me: Account) -> None:
    sight = begun(store, me)
    assert shift_opening.begin(store, me, WANTED, AT) == sight.record.id
    assert [one.id for one in shifts.own_shifts(store, me)] == [sight.record.id]
    assert len(sight.record.here) == 1 < len(sight.record.roster)
    other = person(store, "other")
    with pytest.raises(WorldError, match="no_such_shift"):
        shifts.see(store, other, sight.record.id)
    with pytest.raises(WorldError, match="no_such_attempt"):
        drills.see(store, other, f"{sight.record.id}.1", AT)
    assert dossier(store, me).drills == ()


def test_what_is_not_offered_is_refused_in_words(store: Store, me: Account) -> None:
    for code, wanted in (
        ("shift_too_long", WantedShift(handbook="STD", hours=9, load="light", lang="zh")),
        ("no_such_handbook", WantedShift(handbook="XYZ", hours=1, load="light", lang="zh")),
    ):
        with pytest.raises(WorldError, match=code):
            shift_opening.begin(store, me, wanted, AT)
    with pytest.raises(WorldError, match="no_such_load"):
        shift_plan.as_load("mad")


def test_a_move_takes_time_of_all_tickets_and_survives_a_restart(place: Path, store: Store, me: Account) -> None:
    sight = until_two(store, me)
    first, second = (one.attempt for one in sight.record.here[:2])
    before = drills.see(store, me, second, AT)
    done = drills.moved(store, me, first, say("m1"), seen=before.seen, at=AT + timedelta(seconds=9))
    assert not isinstance(done, Refusal)
    assert done.seen == before.seen + 1
    after = drills.see(store, me, second, AT + timedelta(seconds=9))
    assert after.attempt.state.now > before.attempt.state.now
    assert attempts.pins_of(store, first).case == sight.record.roster[0].case
    assert store.events.read(attempts.stream_of(first))[0].body["shift"] == sight.record.id
    kept = shifts.see(store, me, sight.record.id)
    store.close()
    again = SqliteStore(place)
    folded = shifts.see(again, me, sight.record.id)
    again.close()
    assert folded == kept
    assert folded.record.served == first


def test_spans_leave_no_gap_and_a_look_writes_nothing(store: Store, me: Account) -> None:
    sight = until_two(store, me)
    drills.moved(store, me, sight.record.roster[1].attempt, say("m1"), seen=sight.seen, at=AT)
    heads = store.events.heads()
    record = shifts.see(store, me, sight.record.id).record
    drills.see(store, me, record.roster[0].attempt, AT + timedelta(minutes=3))
    assert store.events.heads() == heads
    assert record.spans[0].start == record.roster[0].at
    assert all(one.end == two.start for one, two in zip(record.spans, record.spans[1:], strict=False))
    assert record.spans[-1].end == record.now
    assert record.spans[-1].attempt == record.roster[1].attempt


def test_two_windows_on_two_tickets_are_a_conflict_that_loses_nothing(store: Store, me: Account) -> None:
    sight = until_two(store, me)
    first, second = (one.attempt for one in sight.record.here[:2])
    drills.moved(store, me, first, say("one"), seen=sight.seen, at=AT)
    heads = store.events.heads()
    for late in (
        lambda: drills.moved(store, me, second, say("two"), seen=sight.seen, at=AT),
        lambda: shifts.wait(store, me, sight.record.id, key="w", seen=sight.seen, at=AT),
        lambda: shifts.finish(store, me, sight.record.id, key="f", seen=sight.seen, at=AT),
    ):
        with pytest.raises(Conflict):
            late()
    assert store.events.heads() == heads
    now = shifts.see(store, me, sight.record.id)
    done = drills.moved(store, me, second, say("two"), seen=now.seen, at=AT)
    assert not isinstance(done, Refusal)
    again = drills.moved(store, me, second, say("two"), seen=now.seen, at=AT)
    assert again == done


def test_who_has_not_come_cannot_be_served_and_a_refused_move_stores_nothing(store: Store, me: Account) -> None:
    sight = begun(store, me)
    heads = store.events.heads()
    with pytest.raises(WorldError, match="no_such_attempt"):
        drills.see(store, me, sight.record.roster[-1].attempt, AT)
    with pytest.raises(WorldError, match="no_such_attempt"):
        drills.moved(store, me, sight.record.roster[-1].attempt, say("m"), seen=sight.seen, at=AT)
    wrong = Move(kind="priority", fields={"level": "P9"}, key="p")
    assert isinstance(drills.moved(store, me, sight.record.roster[0].attempt, wrong, seen=sight.seen, at=AT), Refusal)
    assert store.events.heads() == heads


def test_the_wait_of_a_desk_goes_to_the_next_thing_on_any_ticket(store: Store, me: Account) -> None:
    sight = begun(store, me)
    first = sight.record.roster[0].attempt
    skip = Move(kind="wait", fields={"seconds": 0}, key="s")
    done = drills.moved(store, me, first, skip, seen=sight.seen, at=AT)
    assert not isinstance(done, Refusal)
    assert done.attempt.state.now > sight.shift.now
    assert shifts.see(store, me, sight.record.id).record.spans[-1].attempt == ""


def test_the_queue_stands_by_what_is_due_and_marks_who_is_new(store: Store, me: Account) -> None:
    sight = until_two(store, me)
    assert {one.standing for one in queue(sight)} == {"new"}
    drills.moved(store, me, sight.record.roster[0].attempt, say("m"), seen=sight.seen, at=AT)
    rows = queue(shifts.see(store, me, sight.record.id))
    dues = [one.due.due for one in rows if one.due is not None and one.due.due is not None]
    assert dues == sorted(dues)
    serving = next(one for one in rows if one.serving)
    assert serving.attempt.id == sight.record.roster[0].attempt
    assert serving.standing == "open"


def test_the_end_scores_every_ticket_that_came_and_the_shift_itself(store: Store, me: Account) -> None:
    sight = until_two(store, me)
    drills.moved(store, me, sight.record.roster[0].attempt, say("m"), seen=sight.seen, at=AT)
    now = shifts.see(store, me, sight.record.id)
    trainer, other = person(store, "trainer", "trainer"), person(store, "other")
    assert shift_results.all_shifts(store, trainer) == ()
    with pytest.raises(WorldError, match="no_such_shift"):
        shift_results.owner_of(store, trainer, now.record.id)
    over = shifts.finish(store, me, now.record.id, key="end", seen=now.seen, at=AT + timedelta(minutes=1))
    assert not isinstance(over, Refusal)
    assert over.record.closed == "ended"
    with pytest.raises(WorldError, match="shift_not_scored"):
        shift_results.result(store, me, now.record.id)
    told: list[tuple[int, int]] = []
    record = shift_results.settle(store, me, now.record.id, AT, lambda done, steps: told.append((done, steps)))
    assert told[-1][0] == told[-1][1] == len(told) - 1
    assert shift_results.settle(store, me, now.record.id, AT) == record
    found = shift_results.result(store, me, now.record.id)
    assert 0 <= record.attained < record.best
    came = [one.entry for one in found.tickets if one.entry is not None]
    assert [one.attempt for one in came] == [one.attempt for one in record.here]
    assert {one.status for one in came} == {"scored"}
    assert all(results.result(store, me, one.attempt).card["verdict"] == "fail" for one in came)
    refused = drills.moved(store, me, record.roster[0].attempt, say("x"), seen=record.version, at=AT)
    assert isinstance(refused, Refusal)
    assert refused.code == "attempt_over"
    assert [(one.account.id, one.record.id) for one in shift_results.all_shifts(store, trainer)] == [
        (me.id, record.id)
    ]
    assert shift_results.result(store, trainer, record.id) == found
    with pytest.raises(WorldError, match="no_such_shift"):
        shift_results.result(store, other, record.id)
    assert audit.verify(store, (), signer=None) == ()


def test_a_shift_left_for_a_day_is_abandoned_not_failed(store: Store, me: Account) -> None:
    sight = until_two(store, me)
    drills.moved(store, me, sight.record.roster[0].attempt, say("m"), seen=sight.seen, at=AT)
    now = shifts.see(store, me, sight.record.id)
    over = waited(store, me, now, "late", AT + timedelta(days=2))
    assert over.record.closed == "left"
    assert [one.status for one in dossier(store, me).drills] == ["abandoned"]
    assert shift_results.settle(store, me, over.record.id, AT).score == ""


def test_where_the_time_went_is_cut_to_the_stretch() -> None:
    def at(minute: int) -> datetime:
        return AT + timedelta(minutes=minute)

    spans = (
        Span(start=at(0), end=at(10), attempt="a"),
        Span(start=at(10), end=at(15), attempt=""),
        Span(start=at(15), end=at(30), attempt="b"),
    )
    assert shift_results.between(spans, at(5), at(20)) == {"a": 300, "": 300, "b": 300}
    assert shift_results.between(spans, at(40), at(50)) == {}


def test_a_shift_begins_on_a_working_day() -> None:
    saturday = datetime(2026, 3, 14, 2, 0, tzinfo=UTC)
    assert shift_plan.working_day(None, shelf.handbook("STD"), saturday).isoweekday() in {1, 6}
    for name in shelf.SCORED:
        assert shift_plan.working_day(None, shelf.handbook(name), saturday).toordinal() >= saturday.toordinal()


def test_the_clock_of_a_shift_is_one(store: Store, me: Account) -> None:
    sight = until_two(store, me)
    shift: Shift = shifts.see(store, me, sight.record.id).shift
    assert {sight.ticket(one.attempt).state.now for one in sight.record.here} == {shift.now}
