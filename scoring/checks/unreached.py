"""Was the customer given up rightly: tried often enough, on enough channels, without an answer (A-unreachable)?"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scoring.question import Question
from sla.timeline import Event

TRIES, CHANNELS = "unreachable_tries", "unreachable_channels"
DAYS, SPAN = "unreachable_working_days", "unreachable_s"
"""How many of the desk's working days go by from the first try to the closing (ASC), or within how many seconds the
tries lie."""

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
