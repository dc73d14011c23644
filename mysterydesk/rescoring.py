"""What would the attempts of a store be worth if they were scored again, by the scorer and the rubrics of today?

Nothing is written. The store is read again by whoever does a part of the work, and content is parsed once there
(decision 047); what comes back is small, so that any number of processes may share the work.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from os import getpid
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from sys import platform

from mysterydesk import attempts, drill_rows
from mysterydesk.errors import WorldError
from mysterydesk.rubric_store import own_in_force
from mysterydesk.scores import key_of, rubric_text
from mysterydesk.shelf import ContentError
from mysterydesk.store.protocol import Store
from mysterydesk.store.sqlite import SqliteStore
from policy.handbook import Handbook
from scoring.answer_key import AnswerKey
from scoring.drill_sheet import sheet_of
from scoring.rubric import Rubric, parse_rubric
from scoring.score import score
from simulator.player import NotWinnableError
from simulator.state import Desk

CHUNK = 32
"""Attempts of one part: enough that handing it over costs nothing, few enough that all finish together."""

KEYS = 256
"""Answer keys that are kept: many people may take one frozen case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A part of the work.

    Attributes:
        store: The database file.
        attempts: Ids.
        rubrics: Text of the rubric by handbook id, where it is not the shipped one.
    """

    store: str
    attempts: tuple[str, ...]
    rubrics: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescored:
    """What one attempt is worth now.

    Attributes:
        attempt: Its id.
        handbook: Of the desk; empty where it could not be scored.
        verdict: `pass`, `fail` or `person`; empty where it could not be scored.
        total: Both ends.
        fault: Why it could not be scored, a code; else empty.
    """

    attempt: str
    handbook: str = ""
    verdict: str = ""
    total: tuple[float, float] = (0.0, 0.0)
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a part of the work came to.

    Attributes:
        rescored: In the order of the job.
        worker: Process that did it.
        peak_bytes: Most memory that this process ever held.
    """

    rescored: tuple[Rescored, ...]
    worker: int
    peak_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the program said of an attempt when it was finished."""

    attempt: str
    login: str
    scenario: str
    verdict: str
    total: tuple[float, float]


def finished(store: Store) -> tuple[tuple[Kept, ...], Mapping[str, int]]:
    """List the attempts that can be scored again, by id, and count the others by what keeps them from it."""
    kept, left = list[Kept](), Counter[str]()
    people = {one.id: one.login for one in store.accounts.everyone()}
    for row in store.attempts.everything():
        entry = drill_rows.entry_of(row)
        if row.status != "scored":
            left[row.status] += 1
        elif not entry.scorecard:
            left["erased"] += 1
        else:
            verdict = entry.first_verdict or entry.verdict
            login = people.get(row.account, "")
            total = (entry.low, entry.high)
            kept.append(Kept(attempt=row.attempt, login=login, scenario=entry.scenario, verdict=verdict, total=total))
    return tuple(sorted(kept, key=lambda one: one.attempt)), dict(left)


def jobs(database: Path, names: Sequence[str], rubrics: Mapping[str, str]) -> tuple[Job, ...]:
    """Part the work."""
    parts = (tuple(names[at : at + CHUNK]) for at in range(0, len(names), CHUNK))
    return tuple(Job(store=str(database), attempts=part, rubrics=rubrics) for part in parts)


def work(job: Job) -> Part:
    """Do a part of the work, in whatever process."""
    store = _opened(job.store)
    _OWN.clear()  # another one may have been put in force since the last part
    done = tuple(_rescored(store, name, job.rubrics) for name in job.attempts)
    return Part(rescored=done, worker=getpid(), peak_bytes=peak_bytes())


def peak_bytes() -> int:
    """Give the most memory that this process ever held."""
    most = getrusage(RUSAGE_SELF).ru_maxrss
    return most if platform == "darwin" else most * 1024


@lru_cache(maxsize=1)
def _opened(database: str) -> SqliteStore:
    return SqliteStore(Path(database), upgrade=False)


def _rescored(store: Store, name: str, rubrics: Mapping[str, str]) -> Rescored:
    try:
        attempt = attempts.load(store, name)
        desk = attempt.desk
        book = str(desk.handbook.id)
        given = rubrics.get(book) or ("" if attempt.state.mode == "certifying" else _own(store, desk.handbook))
        rubric = _rubric(desk.handbook, given or rubric_text(book))
        card = score(attempt.events, _key(desk), rubric, desk.handbook, sheet_of(attempt))
    except ContentError:
        return Rescored(attempt=name, fault="content_broken")
    except WorldError as fault:
        return Rescored(attempt=name, fault=fault.code)
    except NotWinnableError:
        return Rescored(attempt=name, fault="not_winnable")
    return Rescored(attempt=name, handbook=book, verdict=card.verdict, total=card.total)


_RUBRICS: dict[tuple[str, str], Rubric] = {}
_KEYS: dict[tuple[str, ...], AnswerKey] = {}
_OWN: dict[str, str] = {}


def _rubric(handbook: Handbook, text: str) -> Rubric:
    """Parse a rubric once in a process; an old handbook may lack what a new rubric cites."""
    name = (handbook.digest, text)
    if name not in _RUBRICS:
        parsed, problems = parse_rubric(text, "rubric.yaml", handbook)
        if parsed is None:
            raise ContentError(problems)
        _RUBRICS[name] = parsed
    return _RUBRICS[name]


def _own(store: Store, handbook: Handbook) -> str:
    """Give the text of the company's own rubric, by which practice is scored; empty where none is in force."""
    if handbook.digest not in _OWN:
        own = own_in_force(store, handbook)
        _OWN[handbook.digest] = own.text if own else ""
    return _OWN[handbook.digest]


def _key(desk: Desk) -> AnswerKey:
    """Find the ideal handling of a case once in a process."""
    name = (desk.case.digest, desk.handbook.digest, desk.rules.digest, desk.wording.digest)
    if name not in _KEYS:
        if len(_KEYS) >= KEYS:
            _KEYS.clear()
        _KEYS[name] = key_of(desk)
    return _KEYS[name]


def changed(kept: Iterable[Kept], now: Mapping[str, Rescored]) -> tuple[tuple[Kept, Rescored], ...]:
    """Give those whose verdict would be another one."""
    pairs = ((one, now[one.attempt]) for one in kept)
    return tuple((one, then) for one, then in pairs if then.verdict and then.verdict != one.verdict)
