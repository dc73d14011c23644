"""How did the SQLite tables come to be as they are?

A released step is never edited; a change is a new step at the end of `STEPS`.
"""

from collections.abc import Callable

from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x4D446573
"""What `PRAGMA application_id` says in our files: "MDes"."""


def _m001_events(db: Database) -> None:
    db.execute("""
        create table streams (
            stream text primary key, version integer not null, digest text not null
        ) strict, without rowid""")
    db.execute("""
        create table events (
            stream text not null, version integer not null, kind text not null, schema integer not null,
            at text not null, body text not null, seals text not null,
            previous text not null, digest text not null,
            primary key (stream, version)
        ) strict, without rowid""")
    db.execute("""
        create table moves (
            stream text not null, key text not null, first_version integer not null,
            last_version integer not null, primary key (stream, key)
        ) strict, without rowid""")
    db.execute("""
        create table texts (
            stream text not null, version integer not null, field text not null,
            salt blob not null, text text not null, primary key (stream, version, field)
        ) strict, without rowid""")


def _m002_documents(db: Database) -> None:
    db.execute("""
        create table documents (
            place integer primary key, digest text not null unique, kind text not null,
            data blob not null, at text not null
        ) strict""")
    db.execute("create index documents_kind on documents (kind, place)")


def _m003_append_only(db: Database) -> None:
    for table in ("events", "documents"):
        for verb in ("update", "delete"):
            db.execute(
                f"create trigger {table}_no_{verb} before {verb} on {table} "
                "begin select raise(abort, 'append only'); end"
            )


def _m004_people(db: Database) -> None:
    db.execute("""
        create table accounts (
            id text primary key, login text not null unique, name_zh text not null, name_en text not null,
            role text not null, active integer not null, created_at text not null, password_hash text not null
        ) strict""")
    db.execute("""
        create table sessions (
            token_digest text primary key, account text not null references accounts (id),
            created_at text not null, expires_at text not null
        ) strict""")
    db.execute("create index sessions_account on sessions (account)")
    db.execute("create table tries (id integer primary key, subject text not null, at text not null) strict")
    db.execute("create index tries_subject on tries (subject, at)")
    db.execute("""
        create table links (
            token_digest text primary key, purpose text not null, account text references accounts (id),
            expires_at text not null
        ) strict""")


def _m005_status_and_settings(db: Database) -> None:
    db.execute("""
        create table status_entries (
            status_list text not null, place integer not null, credential text not null,
            revoked_at text, reason text not null,
            primary key (status_list, place), unique (status_list, credential)
        ) strict, without rowid""")
    db.execute("create table settings (name text primary key, value text not null) strict, without rowid")


def _m006_attempt_rows(db: Database) -> None:
    """Add the read model of attempts; `mysterydesk.drill_rows` fills it from the dossiers."""
    db.execute("""
        create table attempt_rows (
            attempt text primary key, account text not null, begun_at text not null, status text not null,
            verdict text not null, entry text not null
        ) strict, without rowid""")
    db.execute("create index attempt_rows_begun on attempt_rows (begun_at)")
    db.execute("create index attempt_rows_account on attempt_rows (account, begun_at)")


def _m007_erasable_documents(db: Database) -> None:
    """Let a document be deleted once its erasure is on the record; everything else stays append-only."""
    db.execute("create table erasures (digest text primary key, at text not null) strict, without rowid")
    db.execute("drop trigger documents_no_delete")
    db.execute(
        "create trigger documents_no_delete before delete on documents "
        "when old.digest not in (select digest from erasures) begin select raise(abort, 'append only'); end"
    )


STEPS: tuple[Callable[[Database], None], ...] = (
    _m001_events,
    _m002_documents,
    _m003_append_only,
    _m004_people,
    _m005_status_and_settings,
    _m006_attempt_rows,
    _m007_erasable_documents,
)


def step_name(step: Callable[[Database], None]) -> str:
    """Give the name under which a step is noted in the database."""
    return step.__name__.removeprefix("_")


def migrations() -> Migrations:
    """Give all steps in order, for `sqlite_utils` to apply the pending ones."""
    steps = Migrations("mysterydesk")
    for step in STEPS:
        steps(name=step_name(step))(step)
    return steps
