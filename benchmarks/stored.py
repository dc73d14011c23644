"""A store of finished attempts, made for measuring: drawn cases, played well and badly, scored and kept."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from mysterydesk import attempts, shelf, validating
from mysterydesk.accounts import NewAccount, open_account
from mysterydesk.dossier import note
from mysterydesk.scores import rubric_for, score_and_keep
from mysterydesk.store.records import Account
from mysterydesk.store.sqlite import SqliteStore
from policy.text import Text
from scoring.validate.exam_room import Trial, prepared, replayed
from simulator.drill import Attempt
from simulator.state import Desk

AT = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)


def _played(trial: Trial) -> Iterator[Attempt]:
    """Handle a case as well as it can be, and break off half-way."""
    yield replayed(trial.opened(), trial.ideal)
    yield replayed(trial.opened(), (*trial.ideal[: len(trial.ideal) // 2], trial.ideal[-1]))


def keep(store: SqliteStore, account: Account, name: str, attempt: Attempt) -> None:
    """Keep a finished attempt as the desk would have."""
    desk: Desk = attempt.desk
    case = desk.case
    body = {
        "attempt": name,
        "scenario": case.scenario,
        "kind": case.kind,
        "mode": "practice",
        "lang": case.lang,
        "book": case.handbook,
        "title": {case.lang: case.title},
    }
    with store.atomic():
        pins = attempts.pin(store, case, AT)
        store.events.append(attempts.batch(name, attempt.events, seen=0, key="all", at=AT, pins=pins))
        note(store, account.id, "drill.begun", f"begun-{name}", body, AT)
    score_and_keep(store, account, attempts.load(store, name), AT)


def make(database: Path, handbook: str, cases: int) -> int:
    """Make a store with two attempts on each of some drawn cases; give how many attempts it holds."""
    rubric, count = rubric_for(shelf.handbook(handbook)), 0
    with closing(SqliteStore(database)) as store:
        name = Text(zh="测", en="Bench")
        person = NewAccount(login="bench", name=name, role="trainee", phrase="only-for-a-benchmark")
        account = open_account(store, person, by=None, at=AT)
        for desk in validating.drawn_desks(handbook, cases):
            for attempt in _played(prepared(desk, rubric, AT)):
                keep(store, account, f"a{count:06}", attempt)
                count += 1
    return count
