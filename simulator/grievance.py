"""What does a customer who complains answer: the demand, and a word on the measures?"""

from simulator.state import Desk, State
from simulator.utterance import Reply, Request, spoken_act

DEMAND = "demand"
"""Slot under which the demand counts as told."""


def demand(desk: Desk, state: State, _request: Request) -> Reply:
    """Tell what is demanded when the desk makes contact on the complaint (STD-4.3.2); once told, listen."""
    if DEMAND in state.told:
        return spoken_act(desk, state, "ack_progress")
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
