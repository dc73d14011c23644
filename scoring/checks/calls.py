"""Was a ringing phone answered, or forwarded and answered there (DSK-7.1)?"""

from scoring.finding import Judgements, Right, met, not_met
from scoring.question import Question


def calls(question: Question) -> Judgements:
    """Judge every call; how soon it was answered is the clock's."""
    rung = question.all("call.rung")
    if not rung or question.seat != "T1":
        return ()
    lost = []
    for index, one in enumerate(rung):
        until = rung[index + 1].id if index + 1 < len(rung) else question.timeline[-1].id + 1
        taken = [event for event in question.all("call.answered") if one.id < event.id < until]
        if not taken and not any(one.id < event.id < until for event in question.all("call.forwarded")):
            lost.append(one)
    if lost:
        return (not_met("call_taken", *lost, right=Right(code="answer_call")),)
    return (met("call_taken", rung[0], *question.all("call.answered")[:1]),)
