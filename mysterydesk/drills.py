"""What can a person do with a drill: begin, move, look, finish? Each use-case checks the role again."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from mysterydesk import attempts, shelf
from mysterydesk.accounts import require
from mysterydesk.dossier import dossier, note, stream_of
from mysterydesk.errors import Conflict, WorldError
from mysterydesk.scores import score_and_keep
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from policy.text import Lang
from scenarios.draw import draw_case
from simulator.drill import Attempt, look, open_attempt, step
from simulator.move import Move, Refusal
from simulator.state import Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """What a person wants to begin.

    Attributes:
        scenario: Id of the scenario.
        lang: Language the customer speaks.
        mode: Practice or certifying.
    """

    scenario: str
    lang: Lang
    mode: Mode


def begin(store: Store, account: Account, wanted: Begin, at: datetime) -> str:
    """Draw a fresh case and open an attempt on it.

    Returns:
        The id of the attempt.
    """
    require(account, "practise")
    scenario = shelf.scenario(wanted.scenario)
    handbook = shelf.handbook(scenario.handbooks[0])
    seed = secrets.randbelow(2**31)
    case = draw_case(scenario, handbook, shelf.world(), seed=seed, lang=wanted.lang, day=at.date())
    attempt_id = uuid4().hex
    opened = open_attempt(attempts.desk_for(case), attempt_id, wanted.mode, at)
    pins = attempts.pin(store, case, at)
    store.events.append(attempts.batch(attempt_id, opened.events, seen=0, key="open", at=at, pins=pins), durable=True)
    body = {
        "attempt": attempt_id,
        "scenario": scenario.id,
        "kind": scenario.kind,
        "mode": wanted.mode,
        "lang": wanted.lang,
        "title": {"zh": scenario.title.zh, "en": scenario.title.en},
    }
    note(store, account.id, "drill.begun", f"begun-{attempt_id}", body, at)
    return attempt_id


def owner_of(store: Store, account: Account, attempt_id: str) -> Mapping[str, object]:
    """Find the entry of an attempt in its owner's own dossier.

    Raises:
        WorldError: `no_such_attempt`, also where it is somebody else's: existence is nobody's business.
    """
    for one in store.events.read(stream_of(account.id)):
        if one.kind == "drill.begun" and one.body.get("attempt") == attempt_id:
            return one.body
    raise WorldError("no_such_attempt", name=attempt_id[:40])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """An attempt as one sees it now.

    Attributes:
        attempt: Stored events and what has happened since.
        seen: Version of the last stored event, which the next move must carry.
    """

    attempt: Attempt
    seen: int


def see(store: Store, account: Account, attempt_id: str, at: datetime) -> Sight:
    """Show one's own attempt as it stands; writes nothing."""
    require(account, "practise")
    owner_of(store, account, attempt_id)
    stored = attempts.load(store, attempt_id)
    _settle(store, account, stored, at)
    return Sight(attempt=look(stored, at), seen=len(stored.events))


def move(
    store: Store, account: Account, attempt_id: str, tried: Move, *, seen: int, at: datetime
) -> Attempt | Refusal:
    """Make one move on one's own attempt.

    A repeated key answers the same. Any other move in between is a conflict and nothing of ours is written; `seen` is
    the version of the last stored event that the mover had on the screen.

    Raises:
        Conflict: The attempt went on elsewhere.
    """
    require(account, "practise")
    owner_of(store, account, attempt_id)
    attempt = attempts.load(store, attempt_id)
    if tried.key and tried.key in attempt.state.keys:
        _settle(store, account, attempt, at)
        return attempt
    stored = len(attempt.events)
    if stored != seen:
        raise Conflict("moved_on", stream=attempt_id, seen=seen, stored=stored)
    done = step(attempt, tried, at)
    if isinstance(done, Refusal):
        return done
    then, events = done
    if events:
        store.events.append(attempts.batch(attempt_id, events, seen=stored, key=tried.key, at=at), durable=True)
    _settle(store, account, then, at)
    return then


def _settle(store: Store, account: Account, attempt: Attempt, at: datetime) -> None:
    """Score an attempt that has ended, mark one that was left; a break between end and score is made good here."""
    status = attempt.state.status
    if status == "open":
        return
    entry = next((one for one in dossier(store, account).drills if one.attempt == attempt.id), None)
    if entry is None or entry.is_over:
        return
    if status == "ended":
        score_and_keep(store, account, attempt, at)
    else:
        note(store, account.id, "drill.abandoned", f"abandoned-{attempt.id}", {"attempt": attempt.id}, at)
