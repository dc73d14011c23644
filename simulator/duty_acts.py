"""What happens by itself in the manuals' own duties: a mobile is taken, a liaison answers, an engineer arrives?"""

from collections.abc import Callable, Mapping

from simulator.colleague_acts import clock_of, sentence
from simulator.draft import Draft, Drafts
from simulator.field_work import ENGINEER, ON_SITE, is_solved
from simulator.state import Desk, Due, State

LIAISON = "liaison"
"""Actor who speaks for the department."""


def _mobile(_desk: Desk, _state: State, due: Due) -> Drafts:
    return (Draft(at=due.at, kind="call.answered", actor="trainee", fields={"by": "mobile"}),)


def _to_desk(due: Due, actor: str, text: str) -> Draft:
    return Draft(at=due.at, kind="agent.msg", actor=actor, fields={"text": text, "to": "T1"})


def _hears(desk: Desk, state: State, due: Due) -> Drafts:
    return (_to_desk(due, LIAISON, sentence(desk, state, "liaison_hears")),)


def _takes(desk: Desk, state: State, due: Due) -> Drafts:
    """Let the department take the event on, with its own second line."""
    words = _to_desk(due, LIAISON, sentence(desk, state, "liaison_takes"))
    if state.ticket.tier != desk.case.seat:
        return (words,)
    moved = {"from_tier": state.ticket.tier, "to_tier": ENGINEER}
    return Draft(at=due.at, kind="ticket.transferred", actor=LIAISON, fields=moved), words


def _engineer_off(desk: Desk, state: State, due: Due) -> Drafts:
    return (_to_desk(due, ENGINEER, sentence(desk, state, "engineer_off", time=clock_of(desk, due))),)


def _engineer_asks(desk: Desk, state: State, due: Due) -> Drafts:
    return (_to_desk(due, ENGINEER, sentence(desk, state, "engineer_asks", time=clock_of(desk, due))),)


def _arrive(desk: Desk, state: State, due: Due) -> Drafts:
    words = _to_desk(due, ENGINEER, sentence(desk, state, "engineer_there"))
    return Draft(at=due.at, kind="tier2.started", actor=ENGINEER, fields={}), words


def _hand_in(desk: Desk, state: State, due: Due) -> Drafts:
    text = sentence(desk, state, "visit_done" if is_solved(desk, state) else "visit_open")
    form = Draft(at=due.at, kind="dispatch.form", actor=ENGINEER, fields={"form": ON_SITE, "tools": (), "text": text})
    return form, _to_desk(due, ENGINEER, text)


_DO: Mapping[str, Callable[[Desk, State, Due], Drafts]] = {
    "mobile": _mobile,
    "hears": _hears,
    "takes": _takes,
    "engineer_off": _engineer_off,
    "engineer_asks": _engineer_asks,
    "arrive": _arrive,
    "hand_in": _hand_in,
}


def duty_acts(desk: Desk, state: State, due: Due) -> Drafts:
    """Give the events of one thing that was planned."""
    return _DO[str(due.data["do"])](desk, state, due)
