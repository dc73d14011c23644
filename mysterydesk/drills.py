"""What can a person do with a drill: begin, move, look, finish? Each use-case checks the role again."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from mysterydesk import attempts, scenario_shelf, shelf, shifts
from mysterydesk.accounts import require
from mysterydesk.dossier import DrillEntry, note
from mysterydesk.drill_rows import ensure, entry_of
from mysterydesk.errors import Conflict, NotAllowed, WorldError, shown
from mysterydesk.scores import score_and_keep
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from policy.text import Lang
from scenarios.case import Case
from scenarios.draw import draw_case, seated
from scenarios.seating import seats_at
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
        key: Idempotency key, made when the person is shown what is about to begin; empty for none.
        handbook: Manual it is taken under; empty: the first of the scenario.
        post: Seat of the manual, e.g. `operator` (DSK-4.1); empty: the one it proposes.
        draft: As its author has written it up to now; only who authors content can try it.
        seed: Case that is looked for, in practice alone; None: a fresh one.
    """

    scenario: str
    lang: Lang
    mode: Mode
    key: str = ""
    handbook: str = ""
    post: str = ""
    draft: bool = False
    seed: int | None = None


def _case(wanted: Begin, found: scenario_shelf.Playable, at: datetime) -> Case:
    """Draw a fresh case under the manual and at the seat that are wanted.

    Raises:
        WorldError: `no_such_handbook` where the scenario is not offered under it, `handbook_not_scored`,
            `no_such_post`.
    """
    scenario = found.scenario
    name = wanted.handbook or scenario.handbooks[0]
    if name not in scenario.handbooks:
        raise WorldError("no_such_handbook", name=shown(name), known=", ".join(scenario.handbooks))
    handbook = shelf.scored(name)
    seed = secrets.randbelow(2**31) if wanted.seed is None else wanted.seed
    case = draw_case(scenario, handbook, found.world, seed=seed, lang=wanted.lang, day=at.date())
    if wanted.post in {"", case.post}:
        return case
    made_for = [case.post] if case.post and case.post == scenario.post else []
    posts = made_for or [one.code for one in seats_at(handbook, scenario.seat)]
    if wanted.post not in posts:
        raise WorldError("no_such_post", name=shown(wanted.post), known=", ".join(posts))
    return seated(case, wanted.post)


def _id_for(account: Account, wanted: Begin) -> str:
    """Name the attempt: the same key of the same person is the same attempt, so that two clicks begin one."""
    if not wanted.key:
        return uuid4().hex
    return sha256(f"{account.id}|{wanted.scenario}|{wanted.mode}|{wanted.key}".encode()).hexdigest()[:32]


def begin(store: Store, account: Account, wanted: Begin, at: datetime) -> str:
    """Draw a fresh case and open an attempt on it; a key that was used before leads to the attempt it began.

    Returns:
        The id of the attempt.
    """
    require(account, "practise")
    if wanted.draft:
        require(account, "author_content")
    if wanted.mode == "certifying" and wanted.seed is not None:
        raise NotAllowed("not_allowed", permission="practise")  # DESIGN decision 18: what counts has a fresh seed
    if wanted.mode == "certifying" and (wanted.draft or scenario_shelf.is_own(store, wanted.scenario)):
        raise NotAllowed("not_allowed", permission="practise")  # decision 037: its authors know the answer
    if store.attempts.get(_id_for(account, wanted)) is not None:
        return _id_for(account, wanted)
    return open_on(store, account, wanted, scenario_shelf.playable(store, wanted.scenario, draft=wanted.draft), at)


def open_on(store: Store, account: Account, wanted: Begin, found: scenario_shelf.Playable, at: datetime) -> str:
    """Open an attempt on a scenario that the caller has found; a key that was used before leads to its attempt.

    Returns:
        The id of the attempt.
    """
    require(account, "practise")
    attempt_id = _id_for(account, wanted)
    if store.attempts.get(attempt_id) is not None:
        return attempt_id
    scenario, case = found.scenario, _case(wanted, found, at)
    opened = open_attempt(attempts.desk_for(case, found.bundle), attempt_id, wanted.mode, at)
    body = {
        "attempt": attempt_id,
        "scenario": scenario.id,
        "kind": scenario.kind,
        "mode": wanted.mode,
        "lang": wanted.lang,
        "book": case.handbook,
        "title": {"zh": scenario.title.zh, "en": scenario.title.en},
    }
    with store.atomic():  # an attempt that no dossier names would be nobody's
        pins = attempts.pin(store, case, at, found.bundle)
        batch = attempts.batch(attempt_id, opened.events, seen=0, key="open", at=at, pins=pins)
        store.events.append(batch, durable=True)
        note(store, account.id, "drill.begun", f"begun-{attempt_id}", body, at)
    return attempt_id


def owned(store: Store, account: Account, attempt_id: str) -> DrillEntry:
    """Find the line of one's own attempt.

    Raises:
        WorldError: `no_such_attempt`, also where it is somebody else's: existence is nobody's business.
    """
    ensure(store)
    row = store.attempts.get(attempt_id)
    if row is None or row.account != account.id:
        raise WorldError("no_such_attempt", name=shown(attempt_id))
    return entry_of(row)


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
    shift = shifts.of_ticket(store, account, attempt_id)
    if shift:
        ticket, version = shifts.see_ticket(store, account, shift, attempt_id, at)
        _settle(store, account, ticket, at)
        return Sight(attempt=ticket, seen=version)
    owned(store, account, attempt_id)
    stored = attempts.load(store, attempt_id)
    _settle(store, account, stored, at)
    return Sight(attempt=look(stored, at), seen=len(stored.events))


def move(
    store: Store, account: Account, attempt_id: str, tried: Move, *, seen: int, at: datetime
) -> Attempt | Refusal:
    """Make one move on one's own attempt; see `moved`, which also tells the version.

    Raises:
        Conflict: The attempt went on elsewhere.
    """
    done = moved(store, account, attempt_id, tried, seen=seen, at=at)
    return done if isinstance(done, Refusal) else done.attempt


def moved(
    store: Store, account: Account, attempt_id: str, tried: Move, *, seen: int, at: datetime
) -> Sight | Refusal:
    """Make one move on one's own attempt, and give it with the version that the next move must carry.

    A repeated key answers the same. Any other move in between is a conflict and nothing of ours is written; `seen` is
    the version of the last stored event that the mover had on the screen. Tickets of a shift share one version.

    Raises:
        Conflict: The attempt, or the shift that it belongs to, went on elsewhere.
    """
    require(account, "practise")
    shift = shifts.of_ticket(store, account, attempt_id)
    if not shift:
        done = _moved(store, account, attempt_id, tried, seen=seen, at=at)
        return done if isinstance(done, Refusal) else Sight(attempt=done, seen=len(done.events))
    over = shifts.move(store, account, shift, attempt_id, tried, seen=seen, at=at)
    if isinstance(over, Refusal):
        return over
    _settle(store, account, over.ticket(attempt_id), at)
    return Sight(attempt=over.ticket(attempt_id), seen=over.seen)


def _moved(
    store: Store, account: Account, attempt_id: str, tried: Move, *, seen: int, at: datetime
) -> Attempt | Refusal:
    owned(store, account, attempt_id)
    attempt = attempts.load(store, attempt_id)
    if tried.key and tried.key in attempt.state.keys:
        _settle(store, account, attempt, at)
        return attempt
    if not tried.key:  # without one, the store would take the next move without one for a repetition
        tried = replace(tried, key=uuid4().hex)
    stored = len(attempt.events)
    if stored != seen:
        raise Conflict("moved_on", stream=attempt_id, seen=seen, stored=stored)
    done = step(attempt, tried, at)
    if isinstance(done, Refusal):
        return done
    then, events = done
    if events:
        batch = attempts.batch(attempt_id, events, seen=stored, key=tried.key, at=at)
        if store.events.append(batch, durable=True).repeated:  # the same click, sent twice at once
            then = attempts.load(store, attempt_id)
    _settle(store, account, then, at)
    return then


def _settle(store: Store, account: Account, attempt: Attempt, at: datetime) -> None:
    """Score an attempt that has ended, mark one that was left; a break between end and score is made good here."""
    status = attempt.state.status
    if status == "open":
        return
    if owned(store, account, attempt.id).is_over:
        return
    if status == "ended":
        score_and_keep(store, account, attempt, at)
    else:
        note(store, account.id, "drill.abandoned", f"abandoned-{attempt.id}", {"attempt": attempt.id}, at)
