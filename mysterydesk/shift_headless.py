"""How is a shift drawn, played and scored without a store?"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from mysterydesk import attempts
from mysterydesk.interchange import event_as_data
from mysterydesk.scores import ideal_events, score_attempt
from mysterydesk.shift_hands import PACE_S, Plan, play
from mysterydesk.shift_results import as_data
from scenarios.case import Case
from scenarios.codec import case_from_json, case_to_json
from scoring.schedule import best_of
from scoring.scorecard import as_data as card_data
from scoring.shift_score import jobs_of, score_shift
from simulator.drill import Attempt, replay
from simulator.move import Move, Refusal
from simulator.shift import Shift, idle, open_shift, serve
from simulator.solve import solve
from sla.timeline import Event, EventId, Timeline

FORMAT: Final = "mysterydesk-shift/1"
ID: Final = "shift"

Hand = Literal["first-come", "by-due", "nobody"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a file of moves.

    Attributes:
        line: Its number.
        ticket: Number of the ticket, from 1; 0 for waiting.
        move: What is tried; of a wait, only the seconds count.
    """

    line: int
    ticket: int
    move: Move


def roster_data(cases: Sequence[Case]) -> Mapping[str, object]:
    """Give a drawn shift as JSON-ready data: the frozen cases in the order in which they come."""
    return {"format": FORMAT, "cases": [json.loads(case_to_json(one)) for one in cases]}


def cases_in(data: object) -> tuple[Case, ...]:
    """Read a drawn shift back.

    Raises:
        ValueError: It is none, or a case of it is damaged.
    """
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("cases"), list):
        raise ValueError(FORMAT)
    return tuple(case_from_json(json.dumps(one, ensure_ascii=False)) for one in data["cases"])


def opened(cases: Sequence[Case]) -> Shift:
    """Begin a drawn shift, at the wall time of its first customer.

    Raises:
        ValueError: There is no case, or they are not in order.
    """
    if not cases:
        raise ValueError(FORMAT)
    desks = [attempts.desk_for(one) for one in cases]
    return open_shift(desks, ID, "practice", cases[0].submitted_at)


def moved(shift: Shift, steps: Sequence[Step]) -> Iterator[tuple[Step, Shift | Refusal]]:
    """Make moves one after the other; the first that is refused is the last."""
    for one in steps:
        wall = shift.wall + timedelta(seconds=PACE_S)
        if one.ticket:
            done = serve(shift, f"{ID}.{one.ticket}", one.move, wall)
            after: Shift | Refusal = done if isinstance(done, Refusal) else done[0]
        else:
            asked = one.move.text("seconds")
            after = idle(shift, wall, int(asked) if asked.isdigit() else 0)
        yield one, after
        if isinstance(after, Refusal):
            return
        shift = after


def ideals(shift: Shift) -> Mapping[str, Timeline]:
    """Find the ideal handling of each ticket alone."""
    return {one.id: ideal_events(one.desk) for one in shift.tickets}


def served_by(shift: Shift, hand: Hand, ideal: Mapping[str, Timeline]) -> Shift:
    """Let a known hand serve a shift; nobody waits until everybody's day is over."""
    if hand == "nobody":
        after = idle(shift, shift.wall, int(timedelta(hours=8).total_seconds()))
        return shift if isinstance(after, Refusal) else after
    moves = {one.id: solve(one.desk, one.desk.case.submitted_at) for one in shift.tickets}
    jobs = jobs_of(shift.tickets, ideal)
    by_ticket = {one.id: tuple(job for job in jobs if job.group == one.id) for one in shift.tickets}
    plan = Plan(moves=moves, jobs=by_ticket, worth=frozenset(one.name for one in best_of(jobs)))
    return play(shift, plan, by_due=hand == "by-due")


def played_data(cases: Sequence[Case], shift: Shift) -> Mapping[str, object]:
    """Give a played shift: its cases, and the events of each ticket by number."""
    tickets = [[event_as_data(event) for event in one.events] for one in shift.tickets]
    return {**roster_data(cases), "now": shift.now.isoformat(), "tickets": tickets}


def _event(one: object) -> Event:
    if not isinstance(one, dict):
        raise TypeError(type(one).__name__)
    return Event(
        id=EventId(int(one["id"])),
        at=datetime.fromisoformat(one["at"]),
        kind=str(one["type"]),
        actor=str(one["actor"]),
        fields=dict(one["fields"]),
    )


def played_in(data: object) -> Shift:
    """Read a played shift back by replaying its events; nothing is played or read again.

    Raises:
        ValueError: It is none, or part of it is damaged.
        KeyError: The same.
        TypeError: The same.
    """
    shift = opened(cases_in(data))
    rows = data.get("tickets") if isinstance(data, dict) else None
    if not isinstance(rows, list) or len(rows) != len(shift.tickets):
        raise ValueError(FORMAT)
    tickets = tuple(
        replay(one.desk, one.id, tuple(_event(event) for event in events))
        for one, events in zip(shift.tickets, rows, strict=True)
    )
    now = datetime.fromisoformat(str(data["now"])) if isinstance(data, dict) else shift.now
    return replace(shift, now=now, tickets=tickets)


def _card(ticket: Attempt) -> Mapping[str, object]:
    card = card_data(score_attempt(ticket))
    return {
        "id": ticket.id,
        "scenario": ticket.desk.case.scenario,
        "verdict": card["verdict"],
        "total": card["total"],
    }


def scored(shift: Shift, ideal: Mapping[str, Timeline]) -> Mapping[str, object]:
    """Score a shift: what was attained of what was possible, and each ticket by its own rubric."""
    return {
        **as_data(score_shift(shift.tickets, ideal), shift.tickets, ideal),
        "tickets": [_card(one) for one in shift.tickets],
    }
