"""How does an attempt go on: open, step, advance, replay? (DESIGN decisions 3 to 5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from scenarios.fault_model import state_under
from simulator.calls import first_ring
from simulator.cost import cost_of
from simulator.decide import decide
from simulator.draft import Draft, numbered
from simulator.evolved import evolved
from simulator.fold import fold
from simulator.happen import happens
from simulator.history import history_drafts
from simulator.mood import band_of
from simulator.move import Events, Move, Refusal, shape_of
from simulator.silence import gap, grace, is_prompt, longest_grace
from simulator.stamp import stamped
from simulator.state import Desk, Due, Mode, Mood, State, is_live
from simulator.twist_channel import here
from simulator.urging import next_due
from sla.timeline import Json, Timeline, aware

LISTEN = timedelta(minutes=2)
"""On a live channel the person waits on the line for an answer that comes within this time."""

LONGEST_WAIT = timedelta(hours=26)
"""One wait at most, so that a call-back a day later is possible and nobody skips a week."""


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One trainee on one case.

    Attributes:
        id: Name of its stream of events.
        desk: What it stands on.
        events: All events so far.
        state: Their fold.
    """

    id: str
    desk: Desk
    events: Timeline
    state: State

    @property
    def here(self) -> Desk:
        """The desk with the channel the customer is on now."""
        return here(self.desk, self.state)


def _start(desk: Desk, mode: Mode, wall: datetime) -> State:
    case = desk.case
    start = case.persona.start_mood
    mood = Mood(frustration=start, band=band_of(start, "calm"), felt_at=case.submitted_at)
    return State(
        version=0,
        now=case.submitted_at,
        last_at=case.submitted_at,
        wall=wall,
        mode=mode,
        status="open",
        system=state_under(case.fault_model, case.true_cause),
        system_since=case.submitted_at,
        mood=mood,
    )


def _append(attempt: Attempt, drafts: Iterable[Draft]) -> Attempt:
    events, state = list(attempt.events), attempt.state
    for draft in drafts:
        event = numbered(draft, len(events))
        events.append(event)
        state = fold(attempt.desk, state, event)
    return evolved(attempt, events=tuple(events), state=state)


def open_attempt(desk: Desk, attempt_id: str, mode: Mode, wall: datetime) -> Attempt:
    """Begin at a wall time, from which silence is measured: the customer has just contacted the desk."""
    case = desk.case
    blank = Attempt(id=attempt_id, desk=desk, events=(), state=_start(desk, mode, aware(wall)))
    started = {
        "case": case.digest,
        "handbook": desk.handbook.digest,
        "engine": desk.rules.digest,
        "wording": desk.wording.digest,
        "mode": mode,
        "wall": wall.isoformat(),
    }
    submitted = {"channel": case.channel, "text": case.opening}
    return _append(
        blank,
        (
            Draft(at=case.submitted_at, kind="attempt.started", actor="system", fields=started),
            Draft(at=case.submitted_at, kind="ticket.submitted", actor="customer", fields=submitted),
            *(history_drafts(desk) if case.history else first_ring(desk)),
        ),
    )


def replay(desk: Desk, attempt_id: str, events: Timeline) -> Attempt:
    """Rebuild an attempt from stored events; nothing is played or read again."""
    first = events[0]
    mode: Mode = "certifying" if first.fields["mode"] == "certifying" else "practice"
    state = _start(desk, mode, datetime.fromisoformat(str(first.fields["wall"])))
    for event in events:
        state = fold(desk, state, event)
    return Attempt(id=attempt_id, desk=desk, events=events, state=state)


def advance(attempt: Attempt, until: datetime) -> tuple[Attempt, Events]:
    """Let all happen that is due up to an instant, each at its time; any partition gives the same (decision 4)."""
    before = len(attempt.events)
    while (due := next_due(attempt.desk, attempt.state)) is not None and due.at <= until:
        attempt = _append(attempt, happens(attempt.desk, attempt.state, due))
    if until > attempt.state.now:
        attempt = evolved(attempt, state=evolved(attempt.state, now=until))
    return attempt, attempt.events[before:]


def look(attempt: Attempt, wall: datetime) -> Attempt:
    """Show an attempt as it stands at a wall time, writing nothing.

    Only what no move can take back is shown: silence beyond the grace of the longest message.
    """
    silent_s = gap(attempt.here, attempt.state, wall, longest_grace(attempt.here)).silent_s
    return advance(attempt, attempt.state.now + timedelta(seconds=silent_s))[0] if silent_s else attempt


def _too_late(attempt: Attempt, wall: datetime) -> Attempt | None:
    """Abandon a practice attempt that was left for a day (decision 5)."""
    if attempt.state.mode != "practice":
        return None
    left_s = (wall - attempt.state.wall).total_seconds()
    if left_s <= attempt.desk.handbook.settings["abandon_s"].value:
        return None
    fields: dict[str, Json] = {"reason": "left", "gap_s": int(left_s), "wall": wall.isoformat()}
    return _append(attempt, (Draft(at=attempt.state.now, kind="attempt.abandoned", actor="system", fields=fields),))


def _arrive(attempt: Attempt, move: Move, wall: datetime) -> Attempt:
    """Bring the scenario to the instant of the move: absence is noted, silence passes."""
    desk = attempt.here
    if is_prompt(desk, attempt.state, wall):
        return attempt
    was = gap(desk, attempt.state, wall, grace(desk, move))
    if was.away_s:
        fields: dict[str, Json] = {"gap_s": was.away_s, "wall": wall.isoformat()}
        if was.silent_s:
            fields["silent_s"] = was.silent_s
        away = Draft(at=attempt.state.now, kind="attempt.paused", actor="system", fields=fields)
        attempt = _append(attempt, (away,))
    if not was.silent_s:
        return attempt
    return advance(attempt, attempt.state.now + timedelta(seconds=was.silent_s))[0]


def _waits_for(due: Due | None, attempt: Attempt) -> str:
    if due is not None and due.what == "customer":
        return "customer"
    theirs = due is not None and due.what == "duty"
    return "colleague" if theirs or attempt.state.ticket.tier != attempt.desk.case.seat else "time"


def _wait(attempt: Attempt, move: Move, wall: datetime) -> Attempt | Refusal:
    asked = int(move.text("seconds") or 0) if move.text("seconds").lstrip("-").isdigit() else -1
    if asked < 0 or timedelta(seconds=asked) > LONGEST_WAIT:
        return Refusal(code="bad_wait", params={"most_h": str(int(LONGEST_WAIT.total_seconds() // 3600))})
    now, due = attempt.state.now, next_due(attempt.desk, attempt.state)
    if not asked and (due is None or due.at > now + LONGEST_WAIT):
        return Refusal(code="nothing_coming")
    until = now + timedelta(seconds=asked) if asked else max(now, due.at if due else now)
    reason = _waits_for(due, attempt)
    begun = Draft(at=now, kind="waiting.started", actor="trainee", fields={"for": reason})
    attempt, _ = advance(_append(attempt, stamped((begun,), move, wall, timedelta())), until)
    ended = Draft(at=attempt.state.now, kind="waiting.ended", actor="trainee", fields={"for": reason})
    return _append(attempt, (ended,))


def _listen(attempt: Attempt) -> Attempt:
    """On a live channel, stay on the line for the answer to what was said."""
    if not is_live(attempt.here):
        return attempt
    answers = [due.at for due in attempt.state.agenda if due.what == "customer"]
    if not answers:
        return attempt
    soon = [at for at in answers if at <= attempt.state.now + LISTEN]
    return advance(attempt, max(soon))[0] if soon else attempt


def step(attempt: Attempt, move: Move, wall: datetime) -> tuple[Attempt, Events] | Refusal:
    """Try one move at a wall time: stamped when it begins; what falls due within its charge comes after it.

    Returns:
        The attempt with all events that resulted, oldest first, or why the move was not possible.
    """
    if move.key and move.key in attempt.state.keys:
        return attempt, ()
    refused = shape_of(move)
    if refused is None and attempt.state.status != "open":
        refused = Refusal(code="attempt_over")
    if refused is None and aware(wall) < attempt.state.wall:
        refused = Refusal(code="clock_went_back")
    if refused is not None:
        return refused
    before = len(attempt.events)
    left = _too_late(attempt, wall)
    if left is not None:
        return left, left.events[before:]
    then = _arrive(attempt, move, wall)
    done = _wait(then, move, wall) if move.kind == "wait" else _do(then, move, wall)
    if isinstance(done, Refusal):
        return done
    return done, done.events[before:]


def _do(attempt: Attempt, move: Move, wall: datetime) -> Attempt | Refusal:
    desk, now = attempt.here, attempt.state.now
    decision = decide(desk, attempt.state, move, now)
    if isinstance(decision, Refusal):
        return decision
    cost = cost_of(desk.handbook, desk.case, move)
    later = [draft for draft in decision if draft.at > now]
    at_once = tuple([draft for draft in decision if draft.at <= now]) if later else decision
    attempt = _append(attempt, stamped(at_once, move, wall, cost))
    for draft in later:
        attempt = _append(advance(attempt, draft.at)[0], (draft,))
    attempt, _ = advance(attempt, attempt.state.now)
    if attempt.state.horizon is not None:
        return advance(attempt, attempt.state.horizon)[0]
    return _listen(attempt)


def as_of(attempt: Attempt) -> datetime:
    """Give the instant up to which the attempt is judged."""
    return attempt.state.horizon or attempt.state.now
