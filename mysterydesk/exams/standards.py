"""How do judges set the cut of a level: two rounds, at least five judges, two people who approve (modified Angoff)?

Round one is rated alone: nobody sees another's ratings, nor how many people got an item right. In round two each
judge sees the spread of all without names, and the share right where enough have answered. For the tasks of the
practical and written part judges say which share of the points somebody just competent would get (extended Angoff).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from uuid import uuid4

from certification.form import ExamForm, form_from_json, form_to_json
from certification.level_plan import LevelPlan, plan_to_json
from certification.pool import Cycle, Drawn, draw
from certification.psychometrics import angoff
from mysterydesk.accounts import require
from mysterydesk.errors import WorldError
from mysterydesk.exams import levels
from mysterydesk.exams.answers import shares_right
from mysterydesk.exams.standard_record import (
    CLOSED,
    OPENED,
    RATED,
    SECOND,
    Entry,
    Ratings,
    Standard,
    all_standards,
    append,
    read_standard,
)
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, Digest

HUNDRED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """What the judges said of one entry in round one, without names: lowest, middle, highest per cent."""

    low: int
    middle: float
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What one judge works on.

    Attributes:
        session: The session.
        form: The paper, with its keys: judges have to know what is right.
        mine: Own ratings of the round that is on.
        first: Own ratings of round one, in round two.
        others: What all judges said in round one, by entry; empty in round one.
        right: Share right of an item, and of how many, where enough have answered; empty in round one.
    """

    session: Standard
    form: ExamForm
    mine: Ratings
    first: Ratings
    others: Mapping[str, Others]
    right: Mapping[str, tuple[float, int]]


def standards(store: Store, reader: Account) -> tuple[Standard, ...]:
    """List the sessions, newest first.

    Raises:
        NotAllowed: The role neither judges nor approves.
    """
    require(reader, "see_standards")
    return all_standards(store)


def open_standard(store: Store, account: Account, level: str, at: datetime) -> str:
    """Open a session on a fresh paper of a level and on its tasks.

    Raises:
        NotAllowed: The role assembles no exams.
        WorldError: `no_such_level`, `exam_short`, `standard_open`: one of the level is not ended yet.
    """
    require(account, "assemble_exam")
    plan = levels.plan_of(level)
    with store.atomic():
        if any(one.level == level and one.ended is None for one in all_standards(store)):
            raise WorldError("standard_open", level=level)
        drawn = draw(levels.sources(), plan, levels.share_of(store, plan), secrets.randbelow(2**62), _fresh())
        if not isinstance(drawn, Drawn):
            short = drawn[0]
            raise WorldError("exam_short", topic=short.cell, need=short.need, have=short.have)
        session = uuid4().hex[:12]
        body = {
            "by": account.id,
            "level": level,
            "plan": str(store.documents.put("level_plan", plan_to_json(plan), at=at, durable=True)),
            "form": str(store.documents.put("exam_form", form_to_json(drawn.form), at=at, durable=True)),
            "units": {str(place.question): unit for place, unit in zip(drawn.form.places, drawn.units, strict=True)},
            "entries": [
                {"id": one.id, "topic": one.topic, "weight": one.weight, "task": one.task}
                for one in entries_of(plan, drawn.form)
            ],
        }
        append(store, session, OPENED, body, 0, at)
    return session


def _fresh() -> Cycle:
    return Cycle(papers=0, uses={}, seen=frozenset(), known={})


def entries_of(plan: LevelPlan, form: ExamForm) -> tuple[Entry, ...]:
    """List what is rated: each item with its part of the topic's weight, each other topic as one task."""
    here = [str(place.item.topic) for place in form.places]
    weights = {one.topic: one.weight for one in plan.topics}
    items = tuple(
        Entry(id=str(place.question), topic=topic, weight=weights[place.item.topic] / here.count(topic))
        for place, topic in zip(form.places, here, strict=True)
    )
    tasks = tuple(
        Entry(id=str(one.topic), topic=str(one.topic), weight=one.weight, task=True)
        for one in plan.topics
        if not one.items
    )
    return (*items, *tasks)


def sheet(store: Store, judge: Account, session: str) -> Sheet:
    """Give a judge what is to be rated.

    Raises:
        NotAllowed: The role judges no items.
        WorldError: `no_such_standard`.
    """
    require(judge, "judge_items")
    found = read_standard(store, session)
    return Sheet(
        session=found,
        form=form_from_json(store.documents.get(Digest(found.form)).data),
        mine=found.rated_by(judge.id),
        first=found.rated_by(judge.id, 1) if found.second else {},
        others=_others(found) if found.second else {},
        right=_right(store, found) if found.second else {},
    )


def _right(store: Store, found: Standard) -> Mapping[str, tuple[float, int]]:
    known = shares_right(store, found.level)
    return {question: known[unit] for question, unit in found.units.items() if unit in known}


def _others(found: Standard) -> Mapping[str, Others]:
    sheets = [found.ratings[1][who] for who in found.whole(1)]
    return {
        entry.id: Others(low=min(said), middle=median(said), high=max(said))
        for entry in found.entries
        if (said := [one[entry.id] for one in sheets])
    }


def rate(store: Store, judge: Account, session: str, ratings: Ratings, at: datetime) -> None:
    """Keep some ratings of the round that is on; later ones take the place of earlier ones.

    Raises:
        NotAllowed: The role judges no items.
        Conflict: The session has moved on.
        WorldError: `no_such_standard`, `standard_over`, `standard_not_in_round`: round two is for those who finished
            round one; `standard_rating`: something else than whole per cents of what is rated.
    """
    require(judge, "judge_items")
    found = read_standard(store, session)
    if found.closed or found.ended is not None:
        raise WorldError("standard_over")
    if found.second and judge.id not in found.whole(1):
        raise WorldError("standard_not_in_round")
    known = {one.id for one in found.entries}
    wrong = [name for name, value in ratings.items() if name not in known or not 0 <= value <= HUNDRED]
    if wrong or not ratings:
        raise WorldError("standard_rating", names=", ".join(sorted(wrong)) or "–")
    body = {"by": judge.id, "round": found.round, "ratings": dict(ratings)}
    append(store, session, RATED, body, found.version, at)


def second_round(store: Store, account: Account, session: str, at: datetime) -> None:
    """End round one.

    Raises:
        NotAllowed: The role assembles no exams.
        WorldError: `no_such_standard`, `standard_over`, `standard_judges` with fewer than five whole sheets.
    """
    require(account, "assemble_exam")
    found = _going_on(store, session)
    if found.second:
        raise WorldError("standard_over")
    _refuse_too_few(found, 1)
    append(store, session, SECOND, {"by": account.id}, found.version, at)


def close(store: Store, account: Account, session: str, at: datetime) -> None:
    """End round two: from now on its figures can be approved.

    Raises:
        NotAllowed: The role assembles no exams.
        WorldError: `no_such_standard`, `standard_over`, `standard_judges`.
    """
    require(account, "assemble_exam")
    found = _going_on(store, session)
    if not found.second:
        raise WorldError("standard_judges", need=angoff.LEAST_JUDGES, have=0)
    _refuse_too_few(found, 2)
    append(store, session, CLOSED, {"by": account.id}, found.version, at)


def _going_on(store: Store, session: str) -> Standard:
    found = read_standard(store, session)
    if found.closed or found.ended is not None:
        raise WorldError("standard_over")
    return found


def _refuse_too_few(found: Standard, number: int) -> None:
    have = len(found.whole(number))
    if have < angoff.LEAST_JUDGES:
        raise WorldError("standard_judges", need=angoff.LEAST_JUDGES, have=have)
