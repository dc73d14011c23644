"""Can one person alone change a credential above junior level, whatever they try in whatever order?"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mysterydesk.clock import now
from mysterydesk.errors import NotAllowed, WorldError
from mysterydesk.exams import registry
from mysterydesk.exams.registry import confirm, drop, entries, propose
from mysterydesk.status_lists import status_of
from mysterydesk.store.records import Account
from mysterydesk.store.sqlite import SqliteStore
from mysterydesk.withdrawing import Change, urn
from tests.mysterydesk.issued_here import NUMBER, with_credential
from tests.mysterydesk.test_exams import fault, person

URL = "https://desk.example"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    made = with_credential(tmp_path / "desk.db", URL)
    yield made
    made.close()


def examiner(store: SqliteStore) -> Account:
    found = store.accounts.by_login("hemin")
    assert found is not None
    return found


def change(state: str = "revoked", reason: str = "issued by mistake") -> Change:
    return Change(number=NUMBER, state=state, reason=reason)  # type: ignore[arg-type]


def test_one_person_is_enough_at_junior_level(store: SqliteStore) -> None:
    done = propose(store, examiner(store), change(), URL, now())
    assert done is not None
    assert done.state == "revoked"
    (entry,) = entries(store, examiner(store))
    assert (entry.status.state, entry.proposal, entry.number) == ("revoked", None, NUMBER)


def test_above_it_another_has_to_confirm(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "people_for", lambda _level: 2)
    first, second = examiner(store), person(store, "second", "examiner")
    assert propose(store, first, change("suspended"), URL, now()) is None
    (entry,) = entries(store, second)
    assert entry.proposal is not None
    assert (entry.status.state, entry.proposal.by, entry.proposal.reason) == ("valid", first.id, "issued by mistake")
    with fault("change_same_person"):
        confirm(store, first, NUMBER, URL, now())
    with fault("change_waits"):
        propose(store, second, change(), URL, now())
    assert confirm(store, second, NUMBER, URL, now()).state == "suspended"
    with fault("no_change_waits"):
        confirm(store, second, NUMBER, URL, now() + timedelta(seconds=1))


def test_what_cannot_be_done_is_not_put_before_anybody(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "people_for", lambda _level: 2)
    for wanted, code in ((change(reason=" "), "reason_missing"), (change("valid"), "not_suspended")):
        with fault(code):
            propose(store, examiner(store), wanted, URL, now())
    assert registry.proposal_of(store, NUMBER) is None


def test_levels_say_how_many_it_takes() -> None:
    found = {one: registry.people_for(one) for one in ("junior", "junior_short", "intermediate", "senior", "")}
    assert found == {"junior": 1, "junior_short": 1, "intermediate": 2, "senior": 2, "": 2}


@pytest.mark.parametrize("role", ["trainee", "trainer", "qa", "manager", "admin"])
def test_only_examiners_keep_the_registry(store: SqliteStore, role: str) -> None:
    stranger = person(store, "stranger", role)
    for deed in (
        lambda: entries(store, stranger),
        lambda: propose(store, stranger, change(), URL, now()),
        lambda: confirm(store, stranger, NUMBER, URL, now()),
        lambda: drop(store, stranger, NUMBER, now()),
    ):
        with pytest.raises(NotAllowed):
            deed()


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(["suspend", "revoke", "lift", "confirm", "drop"]), max_size=8))
def test_no_sequence_of_acts_lets_one_person_change_it_alone(acts: list[str]) -> None:
    kept = registry.people_for
    registry.people_for = lambda _level: 2  # type: ignore[assignment]
    try:
        with TemporaryDirectory() as folder:
            store = with_credential(Path(folder) / "desk.db", URL)
            _try_everything(store, acts)
            assert status_of(store, urn(NUMBER)).state == "valid"
            store.close()
    finally:
        registry.people_for = kept


def _try_everything(store: SqliteStore, acts: list[str]) -> None:
    states = {"suspend": "suspended", "revoke": "revoked", "lift": "valid"}
    for number, one in enumerate(acts):
        at = now() + timedelta(seconds=number)
        try:
            if one == "confirm":
                confirm(store, examiner(store), NUMBER, URL, at)
            elif one == "drop":
                drop(store, examiner(store), NUMBER, at)
            else:
                propose(store, examiner(store), change(states[one]), URL, at)
        except WorldError:
            continue
