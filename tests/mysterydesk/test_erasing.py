"""A person is forgotten: nothing of their words or names is left in the file, and every chain still holds."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from certification.award import digest as award_digest
from mysterydesk import attempts, audit, awarding, drill_rows, issuing, results
from mysterydesk.accounts import Denied, sign_in
from mysterydesk.attempts import ERASED, to_stored
from mysterydesk.cli import app
from mysterydesk.dossier import note
from mysterydesk.errors import StoreError
from mysterydesk.house_key import house_key
from mysterydesk.manifests import folder_of
from mysterydesk.settings import Settings
from mysterydesk.store import SqliteStore
from sla.timeline import Event, EventId, Json
from tests.mysterydesk.first_database import as_it_was, unpack

AT = datetime(2026, 11, 24, tzinfo=UTC)


def erase(database: Path, login: str = "chenxiao", lang: str = "en", typed: str = "y\n") -> Result:
    env = {"MYSTERYDESK_LANG": lang, "COLUMNS": "160"}
    return CliRunner().invoke(app, ["account", "erase", login, "--store", str(database)], input=typed, env=env)


def words_of(database: Path, login: str) -> set[str]:
    """Collect what the file holds of a person beside the chain, and what scorecards quote of them."""
    with closing(SqliteStore(database)) as store:
        drill_rows.ensure(store)
        account = store.accounts.by_login(login)
        assert account is not None
        streams = [attempts.stream_of(row.attempt) for row in store.attempts.of(account.id)]
        said = {text for stream in streams for event in store.events.read(stream) for text in event.aside.values()}
        # What the product itself words stands in its documents too, and stays there.
        kinds = ("case", "wording", "rules", "world", "handbook")
        content = "".join(
            store.documents.get(one).data.decode() for kind in kinds for one in store.documents.of_kind(kind)
        )
    own = {text for text in said if text is not None and len(text) > 12 and text.strip('"') not in content}
    return own | {account.name.zh, account.name.en}


def test_words_names_and_documents_go_and_the_chains_hold(tmp_path: Path) -> None:
    database = unpack(tmp_path)
    said = words_of(database, "chenxiao")
    assert len(said) > 100
    with closing(SqliteStore(database)) as store:
        audit.keep_manifest(store, issuing.house(store, Settings(database=database)).key, folder_of(database), AT)
        kept = words_of(database, "lina") - said
    result = erase(database)
    assert result.exit_code == 0, result.output
    assert "Earlier backups still hold them" in result.output
    bytes_left = b"".join(place.read_bytes() for place in tmp_path.glob("first.db*") if place.is_file())
    assert [text for text in said if text.encode() in bytes_left] == []
    assert [text for text in kept if text.encode() not in bytes_left] == []
    assert b"chenxiao" not in bytes_left
    clean = CliRunner().invoke(app, ["audit", "verify", "--store", str(database)], env={"MYSTERYDESK_LANG": "en"})
    assert (clean.exit_code, "against 1 signed manifest" in clean.output) == (0, True)


def test_what_remains_are_facts_about_nobody(tmp_path: Path) -> None:
    database = unpack(tmp_path)
    assert erase(database, typed="y\n").exit_code == 0
    with closing(SqliteStore(database)) as store:
        trainer = store.accounts.by_login("zhoulan")
        assert trainer is not None
        listed = results.all_attempts(store, trainer)
        assert sorted(one.entry.verdict for one in listed) == sorted(
            one["verdict"] for one in as_it_was()["attempts"]
        )
        gone = next(one for one in listed if one.entry.verdict)
        assert (gone.account.name.zh, gone.account.active, gone.account.login[:7]) == ("—", False, "erased-")
        events = store.events.read(attempts.stream_of(gone.entry.attempt))
        assert {text for event in events for text in event.aside.values()} == {None}
        with pytest.raises(StoreError, match="document_erased"):
            results.result(store, trainer, gone.entry.attempt)
        assert isinstance(sign_in(store, "chenxiao", "chenxiao-golden-phrase", at=AT), Denied)
        (issued,) = as_it_was()["credentials"]
        with pytest.raises(StoreError, match="document_erased"):
            awarding.kept_award(store, issued["number"])
        assert [entry.revoked_at for entry in store.status.entries(issuing.LIST)] == [None]
        assert drill_rows.rebuild(store).differed == 0


def issued(database: Path) -> tuple[str, set[str], Mapping[str, Path]]:
    """Issue a credential to Li Na and score a drill of hers, as today; give number, digests, her own files."""
    with closing(SqliteStore(database)) as store:
        drill_rows.ensure(store)
        account = store.accounts.by_login("lina")
        assert account is not None
        here = issuing.house(store, Settings(database=database))
        model = awarding.kept_award(store, as_it_was()["credentials"][0]["number"])
        award = replace(model, id="urn:uuid:7d5c3f0e-5a0f-4f0e-9b5e-0d8a1c2b3e4f", holder_name="李娜 Li Na")
        number = awarding.keep(store, here, account, award, AT)
        card = store.documents.put("scorecard", '{"quoted": "她说的话"}'.encode(), at=AT)
        attempt = store.attempts.of(account.id)[0].attempt
        note(store, account.id, "drill.scored", "scored-x", {"attempt": attempt, "scorecard": card}, AT)
        settings = {store.settings.get(prefix + number) or "" for prefix in (issuing.KEPT, awarding.AWARD)}
        own = {name: database.with_name(name) for name in ("credential.json", "status.json")}
        own["credential.json"].write_bytes(issuing.kept_credential(store, number))
        own["status.json"].write_text(json.dumps(issuing.current_list(store, here, AT)))
        audit.keep_manifest(store, house_key(store), folder_of(database), AT)
    return number, {*settings, award_digest(award), card}, own


def test_no_digest_of_what_was_erased_is_left_and_the_holders_file_still_verifies(tmp_path: Path) -> None:
    """Neither somebody who guesses a name nor somebody who holds the file finds the person in the store."""
    database = unpack(tmp_path)
    number, digests, own = issued(database)
    assert (len(digests), "" in digests) == (4, False)
    with closing(SqliteStore(database)) as store:
        assert audit.verify(store, (), signer=None) == ()
        held = b"".join(place.read_bytes() for place in tmp_path.glob("first.db*") if place.is_file())
        assert [one for one in digests if one.encode() not in held] == []
    with closing(sqlite3.connect(database)) as conn:
        (chained,) = conn.execute("select group_concat(body) from events").fetchone()
    assert [one for one in digests if one in chained] == []
    assert erase(database, "lina").exit_code == 0
    left = b"".join(place.read_bytes() for place in tmp_path.glob("first.db*") if place.is_file())
    assert [one for one in digests if one.encode() in left] == []
    clean = CliRunner().invoke(app, ["audit", "verify", "--store", str(database)], env={"MYSTERYDESK_LANG": "en"})
    assert (clean.exit_code, "against 1 signed manifest" in clean.output) == (0, True)
    with closing(SqliteStore(database)) as store:
        assert drill_rows.rebuild(store).differed == 0
        for read in (issuing.kept_credential, awarding.kept_award):
            with pytest.raises(StoreError, match="document_erased"):
                read(store, number)
    words = ["credential", "verify", str(own["credential.json"]), "--status", str(own["status.json"])]
    offline = CliRunner().invoke(app, [*words, "--at", "2026-11-25T00:00:00+00:00"], env={"MYSTERYDESK_LANG": "en"})
    assert offline.exit_code == 0, offline.output


def test_only_erased_documents_can_be_deleted(tmp_path: Path) -> None:
    database = unpack(tmp_path)
    assert erase(database).exit_code == 0
    with closing(sqlite3.connect(database)) as conn, pytest.raises(sqlite3.IntegrityError, match="append only"):
        conn.execute("delete from documents")


def test_nothing_happens_without_a_yes(tmp_path: Path) -> None:
    database = unpack(tmp_path)
    for lang, words in (("en", "They cannot be brought back"), ("zh", "删了就找不回来")):
        asked = erase(database, lang=lang, typed="n\n")
        assert (asked.exit_code, words in asked.output, "陈晓" in asked.output or lang == "en") == (1, True, True)
    with closing(SqliteStore(database)) as store:
        assert store.accounts.by_login("chenxiao") is not None


def test_the_last_administrator_and_strangers_are_refused_in_words(tmp_path: Path) -> None:
    database = unpack(tmp_path)
    refused = erase(database, "wuhang")
    assert (refused.exit_code, "the last administrator" in refused.output) == (1, True)
    assert (erase(database, "nobody").exit_code, "nobody" in erase(database, "nobody").output) == (1, True)
    with closing(SqliteStore(database)) as store:
        admin = store.accounts.by_login("wuhang")
        assert admin is not None
        assert admin.active


WORDS_OF_DUTIES: tuple[tuple[str, dict[str, Json]], ...] = (
    ("action.logged", {"recorded_time": "王芳说是十点"}),
    ("asset.updated", {"asset": "王芳的打印机"}),
    ("call.forwarded", {"to": "王芳的手机"}),
    ("dispatch.form", {"tools": ["王芳的备机"]}),
    ("eventlist.row", {"category": "王芳报修", "result": "王芳说好了"}),
    ("inspection.planned", {"department": "王芳所在部门"}),
    ("inspection.reported", {"changes": "王芳换了网卡"}),
    ("ticket.archived", {"tags": ["王芳"]}),
    ("ticket.tagged", {"tags": ["王芳"]}),
)


@pytest.mark.parametrize(("kind", "fields"), WORDS_OF_DUTIES, ids=[kind for kind, _ in WORDS_OF_DUTIES])
def test_what_is_typed_into_any_form_lies_aside(kind: str, fields: dict[str, Json]) -> None:
    """A name may be written anywhere: what is chained and cannot be erased holds none."""
    stored = to_stored(Event(id=EventId(1), at=AT, kind=kind, actor="trainee", fields=fields))
    assert "王芳" not in json.dumps(stored.body, ensure_ascii=False)
    assert {name: json.loads(text) for name, text in stored.aside.items()} == fields
    assert {name: bool(ERASED[name]) for name in fields} == dict.fromkeys(fields, False)
