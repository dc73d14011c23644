"""Who is sent on site, when do they arrive, and what is handed in afterwards? (ASC-2.3.onsite, DSK-11.2.3)."""

from datetime import datetime, timedelta

from scenarios.fault_model import is_cured
from simulator.chance import fraction, whole
from simulator.coworker import rounded
from simulator.desk_duties import listed
from simulator.evolved import evolved
from simulator.move import Move, Refusal
from simulator.speech import Decision, draft, opening
from simulator.state import Desk, Due, State, planned, with_duties, with_ticket
from sla.timeline import Event

ENGINEER = "T2"
"""Line whose people go out."""

DISPATCH, ON_SITE = "dispatch", "on_site"
"""Forms: what the desk sends somebody out with, and what is filled in there."""

DRIVE_S = (45 * 60, 90 * 60)
"""Seconds until an engineer is there."""

FETCH_S = 30 * 60
"""Seconds lost where the tools were left blank and have to be asked for and fetched."""

ASKS_S = 4 * 60
"""Seconds after which an engineer asks what to take along."""

LEAVES_S = (5 * 60, 15 * 60)
"""Seconds between the last work and the form."""


def dispatch(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Send an engineer out: with which tools, to do what, and when."""
    tools, tasks, when = listed(move.text("tools")), move.text("tasks").strip(), move.text("when").strip()
    if not tasks:
        return Refusal(code="empty_text")
    if state.duties.visit:
        return Refusal(code="already_done", params={"move": move.kind})
    text = f"{tasks}\n{when}" if when else tasks
    return (
        *opening(desk, state, at, speaks=False),
        draft(at, "dispatch.form", form=DISPATCH, tools=tools, text=text),
    )


def sent(desk: Desk, state: State, event: Event) -> State:
    """Fold a form: somebody sent out sets off; a form handed in ends the visit."""
    if event.fields.get("form") != DISPATCH:
        return with_duties(state, visit=0)
    drive = whole(*DRIVE_S, fraction(desk.case.seed, desk.case.id, 0, "drive"))
    blank = not event.fields.get("tools")
    there = event.at + timedelta(seconds=drive + (FETCH_S if blank else 0))
    first = {"do": "engineer_asks" if blank else "engineer_off", "at": rounded(desk, there).isoformat()}
    dues = (
        _due(state, event.at + timedelta(seconds=ASKS_S), 0, first),
        _due(state, there, 1, {"do": "arrive"}),
    )
    # Whoever worked on it at a distance goes there instead, and takes the tasks for a note where there is none.
    then = with_duties(evolved(state, agenda=_without_line(state)), dispatched_at=event.at, visit=state.version)
    note = state.ticket.note or str(event.fields.get("text") or "")
    return planned(with_ticket(then, note=note), *dues)


def _due(state: State, at: datetime, step: int, data: dict[str, str]) -> Due:
    return Due(id=f"visit-{state.version}-{step}", at=at, what="duty", data=data)


def undisturbed(state: State) -> State:
    """Give the state in which nobody else of the engineer's line begins while one of them is on the road."""
    if not any(due.data.get("do") == "arrive" for due in state.agenda):
        return state
    return evolved(state, agenda=_without_line(state))


def _without_line(state: State) -> tuple[Due, ...]:
    return tuple(one for one in state.agenda if one.what != "colleague" or one.data.get("tier") != ENGINEER)


def arrived(desk: Desk, state: State, event: Event) -> State:
    """Fold the arrival: once the work that has been planned is done, the form is handed in."""
    if not str(event.fields.get("due", "")).startswith("visit-"):
        return state
    if is_cured(desk.case.fault_model, state.system):
        # There is nothing left to put right: whoever comes looks, and claims no cure.
        state = evolved(state, agenda=_without_line(state))
    own = [one.at for one in state.agenda if one.what == "colleague" and one.data.get("tier") == ENGINEER]
    leaves = whole(*LEAVES_S, fraction(desk.case.seed, desk.case.id, 0, "leaves"))
    at = max((*own, state.now)) + timedelta(seconds=leaves)
    return planned(state, _due(state, at, 2, {"do": "hand_in"}))


def is_solved(desk: Desk, state: State) -> bool:
    """Tell whether the engineer leaves with the trouble cured."""
    return is_cured(desk.case.fault_model, state.system)
