"""Which levels can be tried, from which banks, by which rules of time?"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from certification.level_plan import LevelPlan, plan_from_json
from certification.level_rule import LevelRule
from certification.pool import Cycle, Source
from certification.sitting import SittingRule
from mysterydesk import awarding, papers, shelf
from mysterydesk.dossier import dossier
from mysterydesk.errors import WorldError, shown
from mysterydesk.exams.cuts import in_force
from mysterydesk.issuing import number_of
from mysterydesk.status_lists import status_of
from mysterydesk.store.one_event import append_one
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import AccountId, Digest, NewEvent, StreamId
from policy.handbook import Handbook, LadderRung

LEVELS = ("junior", "intermediate", "senior")
HANDBOOK = "STD"
"""Of the five manuals it alone names certificates (STD-5.2.3)."""

LAST_TWO = 2
"""Papers within which a person gets nothing again."""

CYCLE = timedelta(days=365)
"""Papers over which exposure is counted."""


def plan_of(level: str) -> LevelPlan:
    """Give the plan of a level.

    Raises:
        WorldError: `no_such_level`.
    """
    found = papers.bank(HANDBOOK).levels.get(level)
    if found is None:
        raise WorldError("no_such_level", name=shown(level))
    return found


@lru_cache(maxsize=64)
def _kept_plan(data: bytes) -> LevelPlan:
    return plan_from_json(data)


def pinned(store: Store, digest: str) -> LevelPlan:
    """Give the plan that a try was begun under, whatever the level asks for by now (DESIGN decision 19).

    Raises:
        StoreError: `document_missing`, `document_damaged`.
    """
    return _kept_plan(store.documents.get(Digest(digest)).data)


@lru_cache(maxsize=1)
def sources() -> tuple[Source, ...]:
    """Give the banks of all manuals that have one, that of the levels first."""
    names = [HANDBOOK, *(one for one in shelf.HANDBOOKS if one != HANDBOOK and papers.has_bank(one))]
    return tuple(Source(bank=papers.bank(one), handbook=shelf.handbook(one)) for one in names)


def rung_of(level: str) -> LadderRung:
    """Give the rung of the ladder that a level is."""
    return next(one for one in shelf.handbook(HANDBOOK).ladder if one.level == level)


def rule_of(plan: LevelPlan) -> LevelRule:
    """Give what a level asks for."""
    return plan.rule(rung_of(plan.level))


def cut_of(store: Store, plan: LevelPlan) -> float:
    """Give the cut in force: of the last session that was approved; until there is one, the assumed share (A-cut)."""
    found = in_force(store, plan.level)
    if found is not None:
        return found.share
    return rung_of(plan.level).pass_share or 1.0


def share_of(store: Store, plan: LevelPlan) -> float:
    """Give the share that passes: the cut, and what the plan asks beyond it (A-guard)."""
    return round(cut_of(store, plan) + plan.guard, 6)


def time_rule(plan: LevelPlan) -> SittingRule:
    """Give the time of a paper, and how absences count (DESIGN decision 5)."""
    settings = shelf.handbook(HANDBOOK).settings

    def seconds(name: str) -> timedelta:
        return timedelta(seconds=settings[name].value)

    return SittingRule(
        duration=plan.time,
        away_after=seconds("absence_s"),
        absences=int(settings["exam_absences"].value),
        excused=seconds("exam_absence_total_s"),
    )


def used_stream(level: str) -> StreamId:
    """Name the stream that says which units each paper of a level held."""
    return StreamId(f"papers-of/{level}")


def cycle_of(store: Store, level: str, account: AccountId, at: datetime) -> Cycle:
    """Count what papers of a level there have been, and what a person has had."""
    events = store.events.read(used_stream(level))
    recent = [one for one in events if one.at > at - CYCLE]
    own = [one for one in events if one.body["account"] == account][-LAST_TWO:]
    uses = Counter(name for one in recent for name in _units(one.body))
    return Cycle(
        papers=len(recent), uses=uses, seen=frozenset(name for one in own for name in _units(one.body)), known={}
    )


def _units(body: Mapping[str, object]) -> list[str]:
    found = body["units"]
    return [str(one) for one in found] if isinstance(found, list) else []


def units_of(store: Store, level: str) -> Mapping[str, tuple[str, ...]]:
    """Give the units of each paper of a level, by its try, in the order of the paper."""
    return {str(one.body["exam"]): tuple(_units(one.body)) for one in store.events.read(used_stream(level))}


def note_units(store: Store, level: str, exam: str, account: AccountId, units: tuple[str, ...], at: datetime) -> None:
    """Put on record which units a paper held."""
    stream = used_stream(level)
    event = NewEvent(kind="exam.drawn", body={"exam": exam, "account": account, "units": list(units)})
    append_one(store, stream, event, at, key=f"drawn-{exam}")


def handbook() -> Handbook:
    """Give the handbook of the levels."""
    return shelf.handbook(HANDBOOK)


def held(store: Store, account: AccountId) -> Mapping[str, datetime]:
    """Say which levels a person holds, and until when; what was suspended or revoked is not held."""
    person = store.accounts.by_id(account)
    if person is None:
        return {}
    valid = timedelta(days=int(handbook().settings["validity_days"].value))
    held: dict[str, datetime] = {}
    for one in dossier(store, person).credentials:
        if status_of(store, one.credential).state == "valid":
            until = awarding.valid_until(store, number_of(one.credential)) or one.issued_at + valid
            held[one.level] = max(until, held.get(one.level, until))
    return held
