"""Private keys lie beside the store, encrypted, or in the environment; changing one loses nothing that was signed."""

import json
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from certification.document import part
from certification.keys import assertion_key, key_pair
from certification.status_list import is_revoked
from mysterydesk import audit, issuing, key_file, status_lists
from mysterydesk.demo_accounts import mark_demo
from mysterydesk.errors import WorldError
from mysterydesk.house_key import SEED, house_key, key_of, rotate, signers
from mysterydesk.key_register import register
from mysterydesk.manifests import folder_of
from mysterydesk.settings import Settings
from mysterydesk.store.sqlite import SqliteStore
from tests.certification.issued import award

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
OLD_SEED = bytes(range(32)).hex()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(SqliteStore(tmp_path / "desk.db")) as opened:
        yield opened


def public(store: SqliteStore, url: str = "https://desk.example") -> issuing.House:
    return issuing.house(store, Settings(database=store.path, public_url=url))


def everything_in(store: SqliteStore) -> bytes:
    """Give every byte of the database and its log."""
    return b"".join(place.read_bytes() for place in store.path.parent.glob(f"{store.path.name}*") if place.is_file())


def test_the_private_key_is_in_no_file_of_the_store_and_the_key_file_is_shut(store: SqliteStore) -> None:
    seed = house_key(store).seed
    with sqlite3.connect(store.path) as conn:
        conn.execute("pragma wal_checkpoint(truncate)")
    for written in (seed, seed.hex().encode()):
        assert written not in everything_in(store)
    place = key_file.place_of(store.path)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert house_key(store).seed == seed


def test_the_seed_of_the_first_versions_moves_out_of_the_store(store: SqliteStore) -> None:
    store.settings.put(SEED, OLD_SEED)
    assert house_key(store).seed.hex() == OLD_SEED
    store._file.empty_log()
    assert OLD_SEED.encode() not in everything_in(store)
    assert house_key(store).issuer == key_pair(bytes.fromhex(OLD_SEED)).issuer
    assert len(register(store)) == 1


def test_without_a_pass_phrase_nothing_is_signed_and_nothing_written(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(key_file.PHRASE)
    store.settings.put(SEED, OLD_SEED)
    with pytest.raises(WorldError, match="key_phrase_missing"):
        house_key(store)
    assert store.settings.get(SEED) == OLD_SEED
    assert not key_file.place_of(store.path).exists()
    mark_demo(store)
    assert house_key(store).seed.hex() == OLD_SEED


@pytest.mark.parametrize(
    ("phrase", "code"), [("another-phrase-entirely", "key_phrase_wrong"), ("short", "key_phrase_short")]
)
def test_another_pass_phrase_opens_nothing_and_harms_nothing(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch, phrase: str, code: str
) -> None:
    seed = house_key(store).seed
    with monkeypatch.context() as other:
        other.setenv(key_file.PHRASE, phrase)
        with pytest.raises(WorldError, match=code):
            house_key(store)
    assert house_key(store).seed == seed


def test_a_changed_key_file_is_noticed(store: SqliteStore) -> None:
    house_key(store)
    place = key_file.place_of(store.path)
    whole = json.loads(place.read_bytes())
    spoilt = {
        "key_phrase_wrong": {**whole, "box": whole["box"][:-8] + "AAAAAAA="},
        "key_file_damaged": {**whole, "memory_cost": 8},
    }
    for code, data in spoilt.items():
        place.write_text(json.dumps(data))
        with pytest.raises(WorldError, match=code):
            house_key(store)
    place.write_text("{")
    with pytest.raises(WorldError, match="key_file_damaged"):
        house_key(store)


def test_a_lost_key_file_is_told_and_no_key_is_made_in_secret(store: SqliteStore) -> None:
    house_key(store)
    key_file.place_of(store.path).unlink()
    with pytest.raises(WorldError, match="key_missing"):
        house_key(store)
    assert len(register(store)) == 1


def test_a_key_of_the_environment_is_used_and_written_nowhere(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in (OLD_SEED, "ab" * 32):
        monkeypatch.setenv(key_file.SEED, seed)
        assert public(store).key.seed.hex() == seed
    assert not key_file.place_of(store.path).exists()
    assert [bool(one.retired) for one in register(store)] == [True, False]
    with pytest.raises(WorldError, match="rotate_in_environment"):
        rotate(store, "did:web:desk.example", AT)
    monkeypatch.setenv(key_file.SEED, "not a key")
    with pytest.raises(WorldError, match="signing_key_malformed"):
        house_key(store)


def test_a_rotated_key_leaves_old_credentials_good_and_its_private_half_is_gone(store: SqliteStore) -> None:
    before = public(store)
    issuing.issue(store, before, award(), AT)
    did = before.issuer.id
    done = rotate(store, did, AT)
    after = public(store)
    assert (did, done.old is not None, done.new.fragment) == ("did:web:desk.example", True, "key-2")
    assert after.key.seed != before.key.seed
    number = issuing.number_of(award().id)
    document, found = issuing.check(store, after, number, AT)
    assert found.verdict == "verified"
    assert part(document, "issuer", "id") == did
    assert before.key.seed not in key_file.read_seeds(store.path, demo=False).values()
    told = issuing.did_of(store, did)
    assert assertion_key(told, f"{did}#key-1", AT) == before.key.public()


def test_what_a_compromised_key_signed_is_no_longer_believed(store: SqliteStore) -> None:
    before = public(store)
    issuing.issue(store, before, award(), AT)
    rotate(store, before.issuer.id, AT + timedelta(hours=1), compromised=True)
    _, found = issuing.check(store, public(store), issuing.number_of(award().id), AT + timedelta(hours=2))
    assert (found.verdict, found.check("issuer_key").code) == ("rejected", "key_revoked")


def test_a_demo_key_is_an_issuer_of_its_own_whose_list_goes_on(store: SqliteStore) -> None:
    mark_demo(store)
    before = public(store)
    issuing.issue(store, before, award(), AT)
    rotate(store, "", AT)
    after = public(store)
    assert before.issuer.id.startswith("did:key:")
    assert after.issuer.id not in {before.issuer.id, ""}
    assert (before.list, after.list) == ("1", "2")
    assert key_of(store, before.issuer.id).seed == before.key.seed
    month = AT + timedelta(days=30)
    assert issuing.check(store, after, issuing.number_of(award().id), month)[1].verdict == "verified"
    with pytest.raises(WorldError, match="key_without_document"):
        rotate(store, "", AT, compromised=True)


def test_manifests_of_a_retired_key_still_count(store: SqliteStore) -> None:
    first = house_key(store)
    audit.keep_manifest(store, first, folder_of(store.path), AT)
    rotate(store, "", AT)
    assert {first.issuer, house_key(store).issuer} <= signers(store)


def test_a_list_is_kept_while_young_and_signed_anew_before_it_lapses(store: SqliteStore) -> None:
    here = public(store)
    issuing.issue(store, here, award(), AT)

    def listed(days: float) -> object:
        return status_lists.edition(store, here.list, "suspension", here.url, AT + timedelta(days=days))["validUntil"]

    assert [listed(0), listed(3), listed(4)] == [
        "2026-11-30T02:00:00Z",
        "2026-11-30T02:00:00Z",
        "2026-12-04T02:00:00Z",
    ]
    assert len(status_lists.refresh(store, here.url, AT)) == 2


def test_a_list_that_cannot_be_signed_is_served_until_it_lapses_and_then_confirms_nothing(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = public(store)
    issuing.issue(store, here, award(), AT)
    number = issuing.number_of(award().id)
    assert issuing.check(store, here, number, AT)[1].verdict == "verified"
    monkeypatch.delenv(key_file.PHRASE)
    said = [issuing.check(store, here, number, AT + timedelta(days=days))[1] for days in (5, 8)]
    assert [one.verdict for one in said] == ["verified", "unconfirmed"]
    assert said[1].check("status").code == "list_lapsed"


def test_a_suspension_is_lifted_and_a_revocation_is_not(store: SqliteStore) -> None:
    here = public(store)
    issuing.issue(store, here, award(), AT)
    number = issuing.number_of(award().id)

    def verdict() -> str:
        return issuing.check(store, here, number, AT + timedelta(hours=1))[1].check("status").code

    def now_is() -> status_lists.Status:
        return status_lists.status_of(store, award().id)

    told = []
    states: tuple[status_lists.State, ...] = ("suspended", "valid", "suspended", "revoked")
    for state in states:
        status_lists.set_state(store, now_is(), state, "a reason", AT)
        told.append((verdict(), now_is().state))
    assert told == [("suspended", "suspended"), ("ok", "valid"), ("suspended", "suspended"), ("revoked", "revoked")]
    for state in states:
        with pytest.raises(WorldError, match="already_revoked"):
            status_lists.set_state(store, now_is(), state, "a reason", AT)
    index = now_is().index
    for purpose in status_lists.PURPOSES:
        listed = status_lists.edition(store, here.list, purpose, here.url, AT)
        assert is_revoked(listed, index), purpose
        assert listed["id"] == f"https://desk.example/status/1{'-revocation' if purpose == 'revocation' else ''}"
