"""Whoever changes the database file behind the program's back is found, and the place is named."""

import base64
import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from certification.keys import key_pair
from mysterydesk import audit, issuing, manifests
from mysterydesk.cli import app
from mysterydesk.commands import audit as audit_commands
from mysterydesk.errors import WorldError
from mysterydesk.manifests import folder_of, kept_manifests, read_manifest, signed_manifest
from mysterydesk.settings import Settings
from mysterydesk.store import SqliteStore, StreamId
from tests.mysterydesk.first_database import as_it_was, unpack
from tests.mysterydesk.store_contract import batch, said

DAY = datetime(2026, 11, 24, 2, 42, tzinfo=UTC)
PLAYED = as_it_was()["attempts"][0]["attempt"]
STREAM = f"attempt/{PLAYED}"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A store with attempts, papers and a credential, and a manifest of yesterday beside it."""
    place = unpack(tmp_path)
    store = SqliteStore(place)
    key = issuing.house(store, Settings(database=place)).key
    audit.keep_manifest(store, key, folder_of(place), DAY)
    store.close()
    return place


def run(*words: str) -> Result:
    return CliRunner().invoke(app, [*words], env={"MYSTERYDESK_LANG": "en", "COLUMNS": "160"})


def found(database: Path, *more: str) -> set[tuple[str, int, str]]:
    """Audit by the command, as an operator does; give what it names."""
    result = run("audit", "verify", "--store", str(database), "--json", *more)
    assert "Traceback" not in result.output
    rows: list[dict[str, Any]] = json.loads(result.stdout)["faults"]
    assert result.exit_code == (1 if rows else 0)
    return {(row["where"], row["version"], row["code"]) for row in rows}


def tamper(database: Path, *orders: str) -> None:
    """Change rows the way somebody with the file could; the triggers are no hindrance to such a person."""
    with sqlite3.connect(database) as conn:
        for (name,) in conn.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            conn.execute(f"drop trigger {name}")
        for order in orders:
            assert conn.execute(order.replace("{s}", STREAM)).rowcount > 0, order
    conn.close()


def test_an_untouched_store_is_clean_and_the_counts_are_said(database: Path) -> None:
    assert found(database) == set()
    said_ = run("audit", "verify", "--store", str(database)).output
    assert "against 1 signed manifest" in said_
    assert "Everything is as it was written." in said_


def test_a_changed_byte_in_the_file_is_found(database: Path) -> None:
    """One letter of one message, changed with a hex editor."""
    with sqlite3.connect(database) as conn:
        conn.execute("pragma wal_checkpoint(truncate)")
        (body,) = conn.execute("select body from events where stream = ? and version = 3", (STREAM,)).fetchone()
    conn.close()
    data = bytearray(database.read_bytes())
    at = data.find(body.encode())
    assert at > 0
    data[at + body.encode().index(b"actor")] = ord("A")
    database.write_bytes(data)
    assert found(database) == {(STREAM, 3, "digest")}


def test_a_changed_word_aside_is_found(database: Path) -> None:
    tamper(database, "update texts set text = replace(text, '\"', '''') where stream = '{s}' and version = 2")
    assert found(database) == {(STREAM, 2, "text")}


def test_a_byte_that_is_no_text_any_more_is_found(database: Path) -> None:
    tamper(database, "update events set body = cast(x'ff' as text) where stream = '{s}' and version = 3")
    assert found(database) == {(STREAM, 0, "unreadable")}


def test_a_deleted_row_is_found(database: Path) -> None:
    tamper(database, "delete from events where stream = '{s}' and version = 5")
    assert {(STREAM, 6, "gap"), (STREAM, 6, "link")} <= found(database)


def test_two_swapped_rows_are_found(database: Path) -> None:
    tamper(
        database,
        "update events set version = -1 where stream = '{s}' and version = 7",
        "update events set version = 7 where stream = '{s}' and version = 8",
        "update events set version = 8 where stream = '{s}' and version = -1",
    )
    named = found(database)
    assert {(STREAM, 7, "link"), (STREAM, 7, "digest"), (STREAM, 8, "link"), (STREAM, 8, "digest")} <= named


OTHER_DOER = "update events set body = json_set(body, '$.actor', 'T2') where stream = '{s}' and version = 3"
OTHER_TIME = "update events set body = json_set(body, '$.at', '2026-11-23') where stream = '{s}' and version = 3"


@pytest.mark.parametrize("order", [OTHER_DOER, OTHER_TIME])
def test_every_act_keeps_who_did_it_and_when(database: Path, order: str) -> None:
    """STD-1: support is traceable; nobody changes a doer or a moment afterwards without being found."""
    with sqlite3.connect(database) as conn:
        bodies = [json.loads(one) for (one,) in conn.execute("select body from events where stream = ?", (STREAM,))]
    conn.close()
    assert len(bodies) == as_it_was()["attempts"][0]["events"]
    assert all(one["actor"] and datetime.fromisoformat(one["at"]).tzinfo for one in bodies)
    tamper(database, order)
    assert found(database) == {(STREAM, 3, "digest")}


CUT = (
    "delete from streams where stream = '{s}'",
    "insert into streams select stream, version, digest from events where stream = '{s}' and version = 10",
    "delete from events where stream = '{s}' and version > 10",
    "delete from texts where stream = '{s}' and version > 10",
)
GONE = (
    "delete from events where stream = '{s}'",
    "delete from texts where stream = '{s}'",
    "delete from streams where stream = '{s}'",
)


@pytest.mark.parametrize(("orders", "code"), [(CUT, "cut"), (GONE, "stream")])
def test_what_only_the_manifest_knows_is_found(database: Path, orders: tuple[str, ...], code: str) -> None:
    """A tail cut off with the head adjusted, or a whole stream gone: every chain that is left still holds."""
    last = as_it_was()["attempts"][0]["events"]
    tamper(database, *orders)
    assert found(database) == {(STREAM, last, code)}
    for place in kept_manifests(folder_of(database)):
        place.rename(place.with_suffix(".away"))
    assert found(database) == set()


def test_a_stream_written_anew_is_found(database: Path) -> None:
    """Somebody with the program makes a whole new history: it holds in itself, but it is not what was signed."""
    tamper(database, *GONE, "delete from moves where stream = '{s}'")
    store = SqliteStore(database)
    events = as_it_was()["attempts"][0]["events"]
    store.events.append(batch(*(said(n=number) for number in range(events)), stream=StreamId(STREAM)))
    store.close()
    assert (STREAM, events, "rewritten") in found(database)


def test_a_missing_document_is_found_where_it_is_needed(database: Path) -> None:
    tamper(database, "delete from documents where kind = 'scorecard'")
    named = found(database)
    assert {code for _, _, code in named} == {"absent"}
    assert all(where.startswith("dossier/") for where, _, _ in named)
    assert len(named) == sum(bool(one["verdict"]) for one in as_it_was()["attempts"])


def test_a_role_that_was_taken_and_not_given_is_found(database: Path) -> None:
    with sqlite3.connect(database) as conn:
        (account,) = conn.execute("select id from accounts where login = 'chenxiao'").fetchone()
    conn.close()
    tamper(database, "update accounts set role = 'examiner' where login = 'chenxiao'")
    assert found(database) == {(f"account/{account}", 1, "account")}


def test_every_fault_is_said_in_words_with_its_place(database: Path) -> None:
    tamper(database, "update events set at = '2026-11-25' where stream = '{s}' and version = 4")
    result = run("audit", "verify", "--store", str(database))
    assert f"{STREAM}, event 4: It was changed after it was written." in result.output
    assert "1 fault." in result.output


def test_a_manifest_grows_stale_but_stays_true(database: Path) -> None:
    """Yesterday's manifest holds for the store of today, which has gone on."""
    store = SqliteStore(database)
    store.events.append(batch(said(), stream=StreamId("attempt/new")))
    assert found(database) == set()
    key = issuing.house(store, Settings(database=database)).key
    later = audit.keep_manifest(store, key, folder_of(database), DAY + timedelta(days=1))
    assert later.name == "2026-11-25.json"
    store.close()
    tamper(
        database,
        "delete from events where stream = 'attempt/new'",
        "delete from streams where stream = 'attempt/new'",
    )
    assert ("attempt/new", 1, "stream") in found(database)


def test_a_loss_is_not_signed_over(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next manifest would hide what the last one shows, so it is not made."""
    tamper(database, *CUT)
    kept = {place: place.read_bytes() for place in kept_manifests(folder_of(database))}
    monkeypatch.setattr(audit_commands, "now", lambda: DAY + timedelta(days=1))
    result = run("audit", "manifest", "--store", str(database))
    assert (result.exit_code, STREAM in result.output) == (1, True)
    assert "no new manifest was signed" in result.output
    assert {place: place.read_bytes() for place in kept_manifests(folder_of(database))} == kept


def test_a_manifest_of_another_installation_is_named(database: Path, tmp_path: Path) -> None:
    store = SqliteStore(database)
    foreign = tmp_path / "foreign.json"
    foreign.write_bytes(signed_manifest(store, key_pair(bytes(range(32))), DAY))
    store.close()
    assert found(database, "--manifest", str(foreign)) == {("2026-11-24", 0, "signer")}


def _forge(data: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    outer = json.loads(data)
    change(outer)
    return json.dumps(outer).encode()


def _other_day(outer: dict[str, Any]) -> None:
    payload = base64.urlsafe_b64decode(outer["payload"] + "==")
    outer["payload"] = base64.urlsafe_b64encode(payload.replace(b"2026-11-24", b"2026-11-23")).rstrip(b"=").decode()


def _other_rule(outer: dict[str, Any]) -> None:
    head = json.loads(base64.urlsafe_b64decode(outer["protected"] + "=="))
    outer["protected"] = base64.urlsafe_b64encode(json.dumps({**head, "alg": "none"}).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_other_day, "manifest_forged"),
        (_other_rule, "manifest_forged"),
        (lambda outer: outer.update(signature=""), "manifest_forged"),
        (lambda outer: outer.update(payload="e30"), "manifest_unreadable"),
        (lambda outer: outer.pop("protected"), "manifest_unreadable"),
    ],
)
def test_a_forged_manifest_is_refused(database: Path, change: Callable[[dict[str, Any]], None], code: str) -> None:
    (place,) = kept_manifests(folder_of(database))
    whole = place.read_bytes()
    assert read_manifest(whole, "x").day == DAY.date()
    with pytest.raises(WorldError) as caught:
        read_manifest(_forge(whole, change), "x")
    assert caught.value.code == code
    place.write_bytes(_forge(whole, change))
    result = run("audit", "verify", "--store", str(database))
    assert (result.exit_code, place.name in result.output) == (1, True)


def test_a_manifest_is_a_json_web_signature(database: Path) -> None:
    """RFC 7515, 7.2.2: anybody's library can check it."""
    (place,) = kept_manifests(manifests.folder_of(database))
    outer = json.loads(place.read_bytes())
    assert set(outer) == {"payload", "protected", "signature"}
    header = json.loads(base64.urlsafe_b64decode(outer["protected"] + "=="))
    assert (header["alg"], header["kid"].startswith("did:key:z6Mk")) == ("EdDSA", True)
    assert len(base64.urlsafe_b64decode(outer["signature"] + "==")) == 64
