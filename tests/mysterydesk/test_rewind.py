"""A finished practice drill is branched, beginning is idempotent, and the ideal handling is found once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mysterydesk import attempts, drills, ideal
from mysterydesk.accounts import NewAccount, open_account
from mysterydesk.dossier import dossier
from mysterydesk.errors import NotAllowed, WorldError
from mysterydesk.rewind import rewind
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from mysterydesk.store.sqlite import SqliteStore
from policy.text import Text
from simulator.move import Move, Refusal
from sla.timeline import Event, EventId

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SCENARIO = "S047-lost-promotion-draft"
HALF = 6


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = SqliteStore(Path(tmp_path_factory.mktemp("rewind")) / "desk.db")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def me(store: Store) -> Account:
    new = NewAccount(login="me", name=Text(zh="我", en="Me"), role="trainee", phrase="a long enough phrase")
    return open_account(store, new, by=None, at=AT)


@pytest.fixture(scope="module")
def done(store: Store, me: Account) -> str:
    """One drill with a few moves, ended early."""
    attempt_id = drills.begin(store, me, drills.Begin(scenario=SCENARIO, lang="zh", mode="practice", key="k"), AT)
    seen = len(attempts.load(store, attempt_id).events)
    moves = (
        Move(kind="say", fields={"text": "您好，这里是技术支持，怎么称呼您？"}, key="1"),
        Move(kind="field", fields={"name": "symptom", "value": "草稿不见了"}, key="2"),
        Move(kind="priority", fields={"level": "L3"}, key="3"),
        Move(kind="finish", key="4"),
    )
    for place, move in enumerate(moves, start=1):
        after = drills.move(store, me, attempt_id, move, seen=seen, at=AT + timedelta(seconds=10 * place))
        assert not isinstance(after, Refusal)
        seen = len(after.events)
    return attempt_id


def test_the_same_key_begins_one_drill(store: Store, me: Account, done: str) -> None:
    before = len(dossier(store, me).drills)
    wanted = drills.Begin(scenario=SCENARIO, lang="zh", mode="practice", key="k")
    assert drills.begin(store, me, wanted, AT) == done
    assert len(dossier(store, me).drills) == before


def test_a_branch_has_the_first_events_and_goes_on_without_a_gap(store: Store, me: Account, done: str) -> None:
    """Three days later: the break between is neither silence nor absence, and the old drill stays as it is."""
    at, old = AT + timedelta(days=3), attempts.load(store, done)
    branch = rewind(store, me, done, HALF, key="once", at=at)
    new = attempts.load(store, branch)
    assert [(e.at, e.kind) for e in new.events] == [(e.at, e.kind) for e in old.events[:HALF]]
    assert (new.state.status, new.state.mode, new.state.wall) == ("open", "practice", at)
    said = Move(kind="say", fields={"text": "请稍等。"}, key="x")
    after = drills.move(store, me, branch, said, seen=len(new.events), at=at + timedelta(seconds=5))
    assert not isinstance(after, Refusal)
    assert "attempt.paused" not in {event.kind for event in after.events}
    assert attempts.load(store, done).events == old.events
    entry = next(one for one in dossier(store, me).drills if one.attempt == branch)
    assert entry.branched_from == done


def test_the_same_branch_is_made_once(store: Store, me: Account, done: str) -> None:
    first = rewind(store, me, done, HALF, key="twice", at=AT)
    assert rewind(store, me, done, HALF, key="twice", at=AT) == first
    assert rewind(store, me, done, HALF, key="thrice", at=AT) != first


def test_only_a_finished_practice_drill_of_ones_own_is_branched(store: Store, me: Account) -> None:
    with pytest.raises(WorldError, match="no_such_attempt"):
        rewind(store, me, "nobody", 3, key="", at=AT)
    for mode in ("practice", "certifying"):
        wanted = drills.Begin(scenario=SCENARIO, lang="zh", mode="certifying" if mode == "certifying" else "practice")
        attempt = drills.begin(store, me, wanted, AT)
        with pytest.raises(NotAllowed):
            rewind(store, me, attempt, 3, key="", at=AT)


def test_the_ideal_handling_is_searched_once(store: Store, done: str, monkeypatch: pytest.MonkeyPatch) -> None:
    attempt = attempts.load(store, done)
    found = ideal.ideal_of(store, attempt, AT)
    monkeypatch.setattr(ideal, "ideal_events", lambda _desk: pytest.fail("searched again"))
    assert ideal.ideal_of(store, attempt, AT) == found
    assert ideal.parting(found, found) is None


def test_the_first_other_step_is_the_parting(store: Store, done: str) -> None:
    best = ideal.ideal_of(store, attempts.load(store, done), AT)
    steps = ideal.steps_of(best)
    assert ideal.parting(steps[:3], best) == ideal.Parting(mine=None, ideal=steps[3])
    other = Event(id=EventId(999), at=AT, kind="ticket.closed", actor="trainee", fields={})
    assert ideal.parting((*steps[:2], other), best) == ideal.Parting(mine=other, ideal=steps[2])
