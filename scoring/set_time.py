"""Did the desk keep its set time, with what others took out of it (DSK-9.1.esc, A-desk-limit)?"""

from datetime import datetime, timedelta

from scoring.checks.turns import away, turn
from scoring.question import Question
from scoring.spans import own_spans
from simulator.desk_time import LIMIT, SLOW


def set_time(question: Question) -> timedelta | None:
    """Give the set time in which the desk solves or hands on, None under a manual without one."""
    rule = next((one for one in question.handbook.clocks if one.name == LIMIT), None)
    return None if rule is None else rule.targets["any"]


def is_within(
    question: Question, limit: timedelta, since: datetime, until: datetime, more: timedelta = timedelta()
) -> bool:
    """Tell whether a stretch, and what would be needed beside, lies within the set time.

    Letters on their way and a customer out of reach are not the desk's time.

    Args:
        question: What is known.
        limit: The set time.
        since: When the ticket was taken.
        until: When it left the desk.
        more: What solving it would have taken beside.
    """
    if until + more <= since + limit:
        return True
    if _is_slow(question) and own_spans(question.timeline, since, until) + more <= limit:
        return True
    gone = away(question)
    return gone is not None and until + more - (gone[1].at - gone[0].at) <= since + limit


def _is_slow(question: Question) -> bool:
    """Tell whether the customer was away, or wrote letters from the start or half-way."""
    turned = away(question) or turn(question, "changes_channel")
    return turned is not None or question.opened.fields.get("channel") in SLOW
