"""When was a customer who never answers given up rightly (A-unreachable)?"""

from datetime import UTC, datetime

import pytest

from mysterydesk import shelf
from mysterydesk.calendars import desk_calendar
from mysterydesk.scores import rubric_for
from scoring.checks.unreached import given_up
from scoring.score import Sheet, question_of
from sla.timeline import Event, EventId, Json, Timeline


def tries_and_close(*at: str, channels: str) -> Timeline:
    """Give a ticket, tries that reach nobody on channels p (phone) and e (e-mail), and its closing; times in UTC."""
    moments = [datetime.fromisoformat(one).replace(tzinfo=UTC) for one in at]
    named = {"p": "phone", "e": "email"}
    rows: list[tuple[str, str, dict[str, Json]]] = [("ticket.submitted", "customer", {"channel": "phone"})]
    rows += [("contact.attempted", "trainee", {"reached": False, "channel": named[one]}) for one in channels]
    rows += [("ticket.closed", "trainee", {})]
    return tuple(
        Event(id=EventId(number), at=moment, kind=kind, actor=actor, fields=fields)
        for number, (moment, (kind, actor, fields)) in enumerate(zip(moments, rows, strict=True), start=1)
    )


@pytest.mark.parametrize(
    ("first", "second", "third", "closed", "rightly"),
    [
        # Monday to Wednesday: three working days.
        ("2026-03-02 02:00", "2026-03-03 02:00", "2026-03-04 02:00", "2026-03-04 06:00", True),
        ("2026-03-02 02:00", "2026-03-02 04:00", "2026-03-03 02:00", "2026-03-03 06:00", False),
        # Friday to Monday: a weekend is no two working days.
        ("2026-03-06 02:00", "2026-03-07 02:00", "2026-03-09 02:00", "2026-03-09 06:00", False),
        # Thursday 30 April, Labour Day until Tuesday 5 May, and the day after it: weekdays among them are days off.
        ("2026-04-30 02:00", "2026-05-04 02:00", "2026-05-06 02:00", "2026-05-06 06:00", False),
        # Friday 8 May, and Saturday the 9th on which Labour Day is made up, and Monday.
        ("2026-05-08 02:00", "2026-05-09 02:00", "2026-05-11 02:00", "2026-05-11 06:00", True),
    ],
)
def test_three_tries_on_two_channels_over_three_days_on_which_the_desk_works(
    first: str, second: str, third: str, closed: str, *, rightly: bool
) -> None:
    """Under ASC (A-unreachable); days off and make-up days of 2026 count as the desk keeps them."""
    handbook, rubric = shelf.handbook("ASC"), rubric_for(shelf.handbook("ASC"))
    events = tries_and_close(first, first, second, third, closed, channels="ppe")
    sheet = Sheet(
        id="x", as_of=events[-1].at, lang="zh", seat="T1", zone="Asia/Shanghai", calendar=desk_calendar(handbook)
    )
    assert given_up(question_of(events, None, rubric, handbook, sheet)) is rightly
    bare = Sheet(id="x", as_of=events[-1].at, lang="zh", seat="T1", zone="Asia/Shanghai")
    one_channel = tries_and_close(first, first, second, third, closed, channels="ppp")
    assert not given_up(question_of(one_channel, None, rubric, handbook, bare))
