"""What does a customer who complains answer: the demand, and a word on the measures?"""

from simulator.evolved import evolved
from simulator.state import Desk, State
from simulator.utterance import Reply, Request, say, spoken_act

DEMAND = "demand"
"""Slot under which the demand counts as told."""


def demand(desk: Desk, state: State, _request: Request) -> Reply:
    """Tell what is demanded when the desk makes contact on the complaint (STD-4.3.2); once told, listen.

    What was told before that contact is told to it once more.
    """
    if DEMAND not in state.told:
        return _told(desk, state)
    heard = state.complaint is None or state.complaint.contacted
    return spoken_act(desk, state, "ack_progress") if heard else _again(desk, state)


def expected(desk: Desk, state: State, _request: Request) -> Reply:
    """Answer what is expected of the desk: the demand of a complaint, again if need be, else a repair."""
    if state.complaint is None and desk.case.grievance is None:
        return spoken_act(desk, state, "wants_repair")
    return _again(desk, state) if DEMAND in state.told else _told(desk, state)


def _again(desk: Desk, state: State) -> Reply:
    answer = _told(desk, state)
    return evolved(answer, parts=(say(desk, state.version, "already_said"), *answer.parts), act="repeat")


def _told(desk: Desk, state: State) -> Reply:
    grievance = desk.case.grievance
    if grievance is None or not grievance.tell:
        answer = spoken_act(desk, state, "tell_demand")
        return Reply(parts=answer.parts, act=answer.act, slots=(DEMAND,))
    return Reply(parts=(grievance.tell,), act="tell_demand", slots=(DEMAND,))


def measures(desk: Desk, state: State, _request: Request) -> Reply:
    """Answer what was fed back: measures on record are accepted, mere words are not (STD-4.3.4)."""
    complaint = state.complaint
    if complaint is not None and complaint.accepted:
        return spoken_act(desk, state, "ack_progress")
    return spoken_act(desk, state, "accepts_measures" if complaint and complaint.corrected else "doubts_measures")
