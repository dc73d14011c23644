"""Was the customer given up rightly: tried often enough, on enough channels, without an answer (A-unreachable)?"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scenarios.seating import SUPERVISOR
from scoring.finding import Judgements, Right, met, not_judged, not_met
from scoring.question import Question
from sla.timeline import Event

TRIES, CHANNELS = "unreachable_tries", "unreachable_channels"
DAYS, SPAN = "unreachable_working_days", "unreachable_s"
"""How many of the desk's working days go by from the first try to the closing (ASC), or within how many seconds the
tries lie."""

APPROVAL = "unreachable_approval"
"""Whether a supervisor approves the closing first."""

REASON = "unreachable"
"""What the supervisor is told it is about."""

MOVE = "try_contact"


def given_up(question: Question) -> bool:
    """Tell whether the tries that the Assumption asks for were made before the closing, and reached nobody."""
    settings = question.handbook.settings
    moves = {one.code for one in question.handbook.lists.get("desk_moves", ())}
    if MOVE not in moves or TRIES not in settings:
        return False
    closed = next(iter(question.own("ticket.closed")), None)
    tries = [
        one
        for one in question.own("contact.attempted", "agent.msg", "callback.done")
        if one.fields.get("reached") is False and (closed is None or one.id < closed.id)
    ]
    channels = {str(one.fields.get("channel") or "") for one in tries}
    enough = len(tries) >= settings[TRIES].value and len(channels) >= settings[CHANNELS].value
    return enough and _over_days(question, tries)


def approved(question: Question) -> Judgements:
    """Ask for a supervisor's approval, after the last try and before a closing that nobody confirmed (A-unreachable).

    Who sits in the supervisor's seat needs nobody's.
    """
    wanted = question.handbook.settings.get(APPROVAL)
    closed = next(iter(question.own("ticket.closed")), None)
    confirmed = [one for one in question.all("verify.customer") if closed is not None and one.id < closed.id]
    if wanted is None or not wanted.value or closed is None or confirmed or not given_up(question):
        return ()
    if question.post == SUPERVISOR or not question.keeps("supervisor.notified"):
        return ()
    missed = question.own("contact.attempted", "agent.msg", "callback.done")
    last = [one for one in missed if one.fields.get("reached") is False and one.id < closed.id][-1]
    asked = [one for one in question.own("supervisor.notified") if last.id < one.id < closed.id]
    about = [one for one in asked if one.fields.get("reason") in {None, "", REASON}]
    if about:
        return (met("unreached_approved", last, about[-1], closed),)
    if asked:
        # Something else was reported; whether this was in it is for a person to read.
        return (not_judged("unreached_approved", asked[-1], closed),)
    return (not_met("unreached_approved", last, closed, right=Right(code="have_approved")),)


def _over_days(question: Question, tries: list[Event]) -> bool:
    """Tell whether the tries lie as the manual has them: on so many working days, or inside so many days."""
    settings = question.handbook.settings
    if DAYS in settings:
        closed = next(iter(question.own("ticket.closed")), None)
        first, last = _day(question, tries[0].at), _day(question, closed.at if closed else question.as_of)
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return sum(bool(question.calendar.spans_on(day)) for day in days) >= settings[DAYS].value
    if SPAN not in settings:
        return True
    counted = tries[-int(settings[TRIES].value) :]
    return counted[-1].at - counted[0].at <= timedelta(seconds=settings[SPAN].value)


def _day(question: Question, at: datetime) -> date:
    return at.astimezone(ZoneInfo(question.zone)).date()
