"""Was what was done written down as it went on, and at its own time (ASC-2.4.log)?"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from scoring.day_times import HALF_DAY, day_times
from scoring.finding import Judgements, Right, met, not_judged, not_met
from scoring.question import Question
from simulator.state import whole_of
from sla.timeline import Event

LIMIT = "log_limit_s"
MINUTE = timedelta(minutes=1)


def action_log(question: Question) -> Judgements:
    """Judge every action against the notes on it (A-log-limit), and every note against the clock (ASC-4.1)."""
    if LIMIT not in question.handbook.settings:
        return ()
    return (*_in_time(question), *_true_time(question))


def _in_time(question: Question) -> Judgements:
    acts, limit = question.own("action.executed"), question.span(LIMIT)
    if not acts:
        return ()
    late: list[Event] = []
    notes: list[Event] = []
    for act in acts:
        after = [one for one in question.all("action.logged") if one.id > act.id]
        # What takes half an hour is written down when it is done.
        if after and after[0].at <= act.at + timedelta(seconds=whole_of(act.fields.get("cost_s"))) + limit:
            notes.append(after[0])
        else:
            late += [act, *after[:1]]
    if late:
        return (not_met("logged", *late, right=Right(code="log_at_once")),)
    return (met("logged", *acts, *notes),)


def _true_time(question: Question) -> Judgements:
    """Find a note that claims to have been written at another time than it was.

    A claim that nobody can read is neither true nor false: a person looks at it.
    """
    limit = question.span(LIMIT)
    false = [
        one
        for one in question.own("action.logged")
        if (claimed := _claimed(question, one)) is not None and abs(one.at - claimed) > limit
    ]
    claims = [one for one in question.own("action.logged") if str(one.fields.get("recorded_time") or "").strip()]
    if false:
        return (not_met("log_time", *false, right=Right(code="true_time")),)
    unread = [one for one in claims if _claimed(question, one) is None]
    if unread:
        return (not_judged("log_time", *unread),)
    return (met("log_time", claims[0]),) if claims else ()


def _claimed(question: Question, note: Event) -> datetime | None:
    """Read the claimed time: an instant, or a time of the day on which it was written."""
    text, zone = str(note.fields.get("recorded_time") or "").strip(), ZoneInfo(question.zone)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        found = day_times(text)
        if not found:
            return None
        local = note.at.astimezone(zone)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        times = [found[0].minute, *([found[0].minute + HALF_DAY] if found[0].half_day else [])]
        return min((midnight + one * MINUTE for one in times), key=lambda one: abs(one - local))
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
