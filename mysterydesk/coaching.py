"""What should this person do differently, and on which drill is each thing practised?"""

from datetime import datetime
from itertools import islice

from learning.coaching import LOOKED_BACK, Advice, Past, advice, past_of
from mysterydesk.accounts import require
from mysterydesk.dossier import DrillEntry, dossier
from mysterydesk.drills import Begin, begin
from mysterydesk.errors import StoreError
from mysterydesk.practice_places import Missed, place_for
from mysterydesk.results import Result
from mysterydesk.scores import kept_card
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account


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


def coached(store: Store, account: Account, shown: Result) -> tuple[Advice, ...]:
    """Choose the few things that are worth most, for the one who handled the case."""
    pasts = (_past(store, one) for one in _earlier(store, account, shown))
    known = tuple(islice((one for one in pasts if one is not None), LOOKED_BACK))
    return advice(past_of(shown.card), known)


def unaided(shown: Result) -> tuple[Advice, ...]:
    """Choose by this attempt alone, for a reviewer: what the person did elsewhere is another page's business."""
    return advice(past_of(shown.card), ())


def practise(store: Store, account: Account, shown: Result, code: str, at: datetime) -> str:
    """Begin a practice drill that asks for one criterion at once; two clicks on the same advice begin one drill.

    Returns:
        The id of the attempt.
    """
    require(account, "practise")
    case = shown.attempt.desk.case
    drills = dossier(store, account).drills
    done = sum(one.is_over for one in drills)
    key, taken = (
        f"coach|{shown.attempt.id}|{code}|{done}",
        tuple(one.scenario for one in _earlier(store, account, shown)),
    )
    place = place_for(Missed(case=case, code=code, taken=taken, day=at.date(), key=key))
    wanted = Begin(
        scenario=place.scenario,
        lang=case.lang,
        mode="practice",
        key=key,
        handbook=case.handbook,
        post=case.post,
        seed=place.seed,
    )
    return begin(store, account, wanted, at)
