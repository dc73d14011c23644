"""A database of the first release opens with today's program, and everything in it is as it was."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mysterydesk import attempts, audit, copies, drills, issuing, papers, results
from mysterydesk.accounts import SignedIn, sign_in
from mysterydesk.dossier import dossier
from mysterydesk.drill_rows import differing, ensure
from mysterydesk.errors import StoreError
from mysterydesk.i18n import LANGS, fault_text, translation
from mysterydesk.settings import Settings
from mysterydesk.store import SqliteStore, StreamId
from mysterydesk.store.records import Account, Shape
from mysterydesk.store.upcasters import UPCASTERS
from simulator.move import Move, Refusal
from tests.mysterydesk.first_database import as_it_was, unpack

FIRST_STEPS = {"m001_events", "m002_documents", "m003_append_only", "m004_people", "m005_status_and_settings"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    opened = SqliteStore(unpack(tmp_path_factory.mktemp("first")))
    ensure(opened)
    yield opened
    opened.close()


def person(store: SqliteStore, login: str) -> Account:
    found = store.accounts.by_login(login)
    assert found is not None
    return found


def test_it_is_brought_up_to_date_with_a_copy_of_what_was(tmp_path: Path) -> None:
    database = unpack(tmp_path)
    with sqlite3.connect(database) as conn:
        had = {name for (name,) in conn.execute("select name from _sqlite_migrations")}
    conn.close()
    assert had == FIRST_STEPS
    done = copies.migrate(database)
    assert done.steps
    assert done.copy is not None
    assert done.rows == len(as_it_was()["attempts"])
    with closing(SqliteStore(done.copy, upgrade=False)) as copy:
        assert (copy.pending(), copy.integrity()) == (done.steps, ())
    assert copies.migrate(database) == copies.Migrated(steps=(), copy=None, rows=done.rows)
    again = SqliteStore(database)
    assert audit.verify(again, (), signer=None) == ()
    assert differing(again) == ()
    again.close()


def test_every_person_is_there_and_signs_in(store: SqliteStore) -> None:
    people = [
        {"login": one.login, "role": one.role, "zh": one.name.zh, "en": one.name.en}
        for one in store.accounts.everyone()
    ]
    assert people == as_it_was()["accounts"]
    at = datetime(2026, 11, 24, tzinfo=UTC)
    assert isinstance(sign_in(store, "chenxiao", "chenxiao-golden-phrase", at=at), SignedIn)


@pytest.mark.parametrize("was", as_it_was()["attempts"], ids=lambda was: f"{was['scenario'][:4]}-{was['status']}")
def test_every_attempt_is_read_as_it_was(store: SqliteStore, was: dict[str, Any]) -> None:
    attempt = attempts.load(store, was["attempt"])
    state, ticket = attempt.state, attempt.state.ticket
    read = {
        "status": state.status,
        "events": len(attempt.events),
        "now": state.now.isoformat(),
        "number": ticket.number,
        "level": ticket.level,
        "tier": ticket.tier,
        "fields": dict(ticket.fields),
        "closed": ticket.closed,
        "approved": list(state.approved),
        "checks": dict(state.checks),
        "absences": state.absences,
    }
    assert read == {name: was[name] for name in read}
    row = store.attempts.get(was["attempt"])
    assert row is not None
    assert (row.account, row.verdict) == (person(store, was["login"]).id, was["verdict"])


def test_every_result_is_shown_as_it_was_issued(store: SqliteStore) -> None:
    done = [one for one in as_it_was()["attempts"] if one["verdict"]]
    assert {(one["scenario"][:4], one["lang"]) for one in done} == {
        (s, lang) for s in ("S006", "S047") for lang in LANGS
    }
    trainer = person(store, "zhoulan")
    for one in done:
        shown = results.result(store, trainer, one["attempt"])
        assert (shown.card["verdict"], shown.card["total"]) == (one["verdict"], [one["low"], one["high"]])
        assert shown.clocks
    assert len(results.all_attempts(store, trainer)) == len(as_it_was()["attempts"])


def test_an_open_drill_goes_on(tmp_path: Path) -> None:
    """The first click after the upgrade lands where the last one before it left off."""
    store = SqliteStore(unpack(tmp_path))
    for was in (one for one in as_it_was()["attempts"] if one["status"] == "open"):
        owner = person(store, was["login"])
        at = attempts.load(store, was["attempt"]).state.wall + timedelta(seconds=30)
        sight = drills.see(store, owner, was["attempt"], at)
        text = "我再帮您看一下。" if was["lang"] == "zh" else "Let me have another look for you."
        said = Move(kind="say", fields={"text": text}, key="after")
        done = drills.move(store, owner, was["attempt"], said, seen=sight.seen, at=at)
        assert not isinstance(done, Refusal), done
        assert store.events.faults(attempts.stream_of(was["attempt"])) == ()
        if (was["scenario"][:4], was["lang"]) != ("S047", "en"):
            continue  # scoring takes seconds
        ended = drills.move(
            store, owner, was["attempt"], Move(kind="finish", key="end"), seen=len(done.events), at=at
        )
        assert not isinstance(ended, Refusal)
        assert results.result(store, owner, was["attempt"]).card["findings"]
    store.close()


def test_papers_and_the_credential_are_as_they_were(store: SqliteStore) -> None:
    holder, other = person(store, "chenxiao"), person(store, "lina")
    (sat,) = dossier(store, holder).papers
    marked = papers.sitting(store, holder, sat.paper).marked
    assert marked is not None
    assert (marked.points, marked.passed) == (sat.points, True)
    (begun,) = dossier(store, other).papers
    assert len(papers.sitting(store, other, begun.paper).answers) == 1
    (issued,) = as_it_was()["credentials"]
    here = issuing.house(store, Settings(database=Path("unused")))
    document, found = issuing.check(store, here, issued["number"], datetime(2026, 11, 24, tzinfo=UTC))
    assert found.verdict == "verified"
    assert "陈晓" in str(document)


def test_what_an_upcaster_lifts_is_in_it(store: SqliteStore) -> None:
    """A function for old events that no old database needs would be untested; one without effect would be noise."""
    raw = SqliteStore(Path(store._file.path), {})
    changed = set()
    for head in store.events.heads():
        stream = StreamId(head.stream)
        for old, new in zip(raw.events.read(stream), store.events.read(stream), strict=True):
            shape, schema = Shape(body=old.body, aside=old.aside), old.schema
            while (lift := UPCASTERS.get((old.kind, schema))) is not None:
                lifted = lift(shape)
                if lifted != shape:
                    changed.add((old.kind, schema))
                shape, schema = lifted, schema + 1
            assert (shape.body, shape.aside, schema) == (new.body, new.aside, new.schema)
    raw.close()
    assert changed == set(UPCASTERS)


@pytest.mark.parametrize(
    "sql",
    [
        "insert into _sqlite_migrations (migration_set, name) values ('mysterydesk', 'm999_later')",
        "drop trigger events_no_update; update events set schema = 9 where kind = 'credential.issued'",
    ],
)
def test_a_database_of_a_newer_program_is_refused_in_words(tmp_path: Path, sql: str) -> None:
    """Newer tables are refused when it is opened, newer events when they are read; the file stays as it was."""
    database = unpack(tmp_path)
    with sqlite3.connect(database) as conn:
        conn.executescript(sql)
    conn.close()

    def look() -> None:
        with closing(SqliteStore(database)) as store:
            dossier(store, person(store, "chenxiao"))

    with pytest.raises(StoreError) as caught:
        look()
    assert caught.value.code == "store_newer"
    zh, en = (fault_text(translation(lang), caught.value) for lang in LANGS)
    assert f"{database} 是更新版本的程序写的。请升级程序" in zh
    assert f"{database} was written by a newer version. Upgrade the program" in en
