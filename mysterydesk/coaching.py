"""What should this person do differently, and on which drill is each thing practised?"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from itertools import islice

from learning.coaching import LOOKED_BACK, Advice, Past, advice, past_of
from mysterydesk import attempts, shelf
from mysterydesk.accounts import require
from mysterydesk.dossier import DrillEntry, dossier
from mysterydesk.drills import Begin, begin
from mysterydesk.errors import StoreError
from mysterydesk.results import Result
from mysterydesk.scores import ideal_card, kept_card
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from scenarios.draw import draw_case
from scenarios.scenario import Scenario
from scenarios.seating import post_of

SAMPLE, SAMPLE_DAY = 1, date(2026, 3, 10)
"""Seed and day of the case by which a scenario is looked at: a working day."""

LOOKED_AT = 12
"""Drills that are looked at for one thing, nearest first; a rarer one is practised on the same customer again."""


def _earlier(store: Store, account: Account, shown: Result) -> tuple[DrillEntry, ...]:
    """Give the finished drills before this one, newest first; branches count for nothing."""
    scored = [one for one in dossier(store, account).drills if one.scored_at is not None and not one.branched_from]
    now = next((one.scored_at for one in scored if one.attempt == shown.attempt.id), None)
    before = [one for one in scored if now is None or (one.scored_at is not None and one.scored_at < now)]
    return tuple(sorted(before, key=lambda one: (one.scored_at, one.attempt), reverse=True))


def _past(store: Store, entry: DrillEntry) -> Past | None:
    if not entry.scorecard:
        return None
    try:
        return past_of(kept_card(store, entry.scorecard))
    except StoreError:  # erased or damaged: there is nothing to learn from it
        return None


@lru_cache(maxsize=256)
def asked_in(scenario: str, handbook: str) -> frozenset[str]:
    """Name the criteria that a shipped scenario asks for under a manual."""
    book = shelf.scored(handbook)
    case = draw_case(shelf.scenario(scenario), book, shelf.world(), seed=SAMPLE, lang="zh", day=SAMPLE_DAY)
    return frozenset(one.code for one in ideal_card(attempts.desk_for(case)).findings)


def _nearest(shown: Result, known: Mapping[str, Scenario], taken: tuple[str, ...]) -> tuple[str, ...]:
    """Order the scenarios under the same manual at the same seat: least taken, then of the same kind."""
    case = shown.attempt.desk.case
    book = shelf.scored(case.handbook)
    own = known.get(case.scenario)
    fit = [
        one
        for one in known.values()
        if case.handbook in one.handbooks
        and one.id != case.scenario
        and (one.seat, post_of(book, one.seat, one.post)) == (case.seat, case.post)
    ]
    kind = own.kind if own is not None else ""
    return tuple(one.id for one in sorted(fit, key=lambda one: (taken.count(one.id), one.kind != kind, one.id)))


def drill_for(shown: Result, code: str, taken: tuple[str, ...] = ()) -> str:
    """Choose a scenario on which a criterion is practised: another customer where one asks for it.

    Args:
        shown: The attempt in which it was missed.
        code: The criterion.
        taken: Ids of the scenarios that the person has had, one for each time.
    """
    known = {name: shelf.scenario(name) for name in shelf.scenarios()}
    case = shown.attempt.desk.case
    near = tuple(islice(_nearest(shown, known, taken), LOOKED_AT))
    if case.scenario in known and code not in asked_in(case.scenario, case.handbook):
        # What only shows where it is broken (an end without a solution) can be kept with any customer.
        return next(iter(near), case.scenario)
    return next((name for name in near if code in asked_in(name, case.handbook)), case.scenario)


def coached(store: Store, account: Account, shown: Result) -> tuple[Advice, ...]:
    """Choose the few things that are worth most, for the one who handled the case."""
    pasts = (_past(store, one) for one in _earlier(store, account, shown))
    known = tuple(islice((one for one in pasts if one is not None), LOOKED_BACK))
    return advice(past_of(shown.card), known)


def unaided(shown: Result) -> tuple[Advice, ...]:
    """Choose by this attempt alone, for a reviewer: what the person did elsewhere is another page's business."""
    return advice(past_of(shown.card), ())


def practise(store: Store, account: Account, shown: Result, code: str, at: datetime) -> str:
    """Begin a practice drill on one criterion at once; two clicks on the same advice begin one drill.

    Returns:
        The id of the attempt.
    """
    require(account, "practise")
    case = shown.attempt.desk.case
    drills = dossier(store, account).drills
    done = sum(one.is_over for one in drills)
    scenario = drill_for(shown, code, tuple(one.scenario for one in _earlier(store, account, shown)))
    wanted = Begin(
        scenario=scenario,
        lang=case.lang,
        mode="practice",
        key=f"coach|{shown.attempt.id}|{code}|{done}",
        handbook=case.handbook,
        post=case.post,
    )
    return begin(store, account, wanted, at)
