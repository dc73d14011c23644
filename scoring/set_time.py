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
    gone = away(question)
    there: tuple[tuple[datetime, datetime], ...] = ((since, until),)
    if gone is not None:
        there = ((since, max(since, min(gone[0].at, until))), (min(gone[1].at, until), until))
    spent = sum((_spent(question, start, end) for start, end in there), timedelta())
    return min(spent, until - since) + more <= limit


def _spent(question: Question, start: datetime, end: datetime) -> timedelta:
    """Give the desk's time of a stretch in which the customer could be reached."""
    return own_spans(question.timeline, start, end) if _is_slow(question) else max(timedelta(), end - start)


def _is_slow(question: Question) -> bool:
    """Tell whether the customer was away, or wrote letters from the start or half-way."""
    turned = away(question) or turn(question, "changes_channel")
    return turned is not None or question.opened.fields.get("channel") in SLOW
