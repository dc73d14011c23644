from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from policy.handbook import PriorityCode
from sla.arithmetic import add
from sla.calendar import Calendar
from sla.clock import clocks
from sla.layers import Layers, layered
from sla.official import Notice
from sla.priorities import PrioritySteps
from sla.provisional import first_unsettled, unsettled_due
from tests.sla.china_data import shipped, span
from tests.sla.std_handbook import ASC, STD
from tests.sla.timelines import ASC_HOURS, SHANGHAI, at, hours, timeline, utc

HOUR = timedelta(hours=1)
BEFORE = layered("Asia/Shanghai", ASC_HOURS.weekly, Layers.of(shipped()))


def test_due_time_is_settled_to_the_last_published_midnight_and_not_a_second_more() -> None:
    midnight = datetime(2026, 12, 29, tzinfo=SHANGHAI)
    start = datetime(2026, 12, 28, 9, tzinfo=SHANGHAI)
    assert first_unsettled(BEFORE, start, midnight) is None
    assert first_unsettled(BEFORE, start, midnight + timedelta(seconds=1)) == date(2026, 12, 29)
    assert first_unsettled(BEFORE, midnight, midnight) == date(2026, 12, 29)


def test_counting_back_from_an_unpublished_date_rests_on_it_too() -> None:
    end = datetime(2027, 3, 1, tzinfo=SHANGHAI)
    assert first_unsettled(BEFORE, end, utc(2026, 3, 1)) == date(2026, 12, 29)


def test_a_date_that_the_company_entered_is_settled() -> None:
    company = {date(2026, 12, day): hours("09:00-12:00") for day in (29, 30, 31)}
    calendar = layered("Asia/Shanghai", ASC_HOURS.weekly, Layers.of(shipped(), company=company))
    start = datetime(2026, 12, 28, 17, tzinfo=SHANGHAI)
    assert first_unsettled(calendar, start, add(calendar, start, 9 * HOUR)) is None
    assert first_unsettled(calendar, start, add(calendar, start, 11 * HOUR)) == date(2027, 1, 1)


def test_a_calendar_that_waits_for_no_notice_is_never_provisional() -> None:
    for calendar in (ASC_HOURS, Calendar.always_open("UTC")):
        assert first_unsettled(calendar, utc(2040, 1, 1), utc(2050, 1, 1)) is None


def test_due_time_is_recomputed_when_the_notice_is_out() -> None:
    """Friday 1 January 2027 is no working day, but nobody has said so yet: it is counted, and marked."""
    start = datetime(2026, 12, 31, 17, tzinfo=SHANGHAI)
    due = add(BEFORE, start, 2 * HOUR)
    assert due.astimezone(SHANGHAI).isoformat() == "2027-01-01T10:00:00+08:00"
    assert first_unsettled(BEFORE, start, due) == date(2026, 12, 31)
    notice = Notice(year=2027, spans=(span("off", date(2027, 1, 1), date(2027, 1, 3)),))
    after = layered("Asia/Shanghai", ASC_HOURS.weekly, Layers.of(shipped().joined(notice)))
    final = add(after, start, 2 * HOUR)
    assert final.astimezone(SHANGHAI).isoformat() == "2027-01-04T10:00:00+08:00"
    assert first_unsettled(after, start, final) is None


def test_clock_in_working_hours_tells_which_date_it_rests_on_and_others_rest_on_none() -> None:
    friday = timeline("+3 17:00 ticket.submitted by=customer")
    calendar = Calendar(zone="Asia/Shanghai", weekly=ASC_HOURS.weekly, published_until=date(2026, 3, 13))

    def read(code: str) -> date | None:
        steps = PrioritySteps(steps=((at("+3 17:00"), PriorityCode(code)),))
        return unsettled_due(clocks(ASC, friday, steps, at("+3 18:00"), calendar)[0], calendar)

    assert (read("P3"), read("P4")) == (date(2026, 3, 14), None)
    idle = clocks(STD, (), PrioritySteps(steps=()), at("+3 18:00"), calendar)[0]
    assert unsettled_due(idle, calendar) is None


coming = st.dates(date(2026, 12, 29), date(2027, 12, 31))
starts = st.datetimes(datetime(2026, 11, 1), datetime(2027, 2, 1), timezones=st.just(UTC))  # noqa: DTZ001  hypothesis adds the zone


@settings(max_examples=60)
@given(starts, st.timedeltas(timedelta(), 120 * HOUR), st.frozensets(coming, max_size=20), st.booleans())
def test_what_is_not_marked_stays_whatever_the_notice_says(
    start: datetime,
    duration: timedelta,
    named: frozenset[date],
    off: bool,  # noqa: FBT001  drawn
) -> None:
    spans = tuple(span("off" if off else "work", day) for day in sorted(named))
    after = layered("Asia/Shanghai", ASC_HOURS.weekly, Layers.of(shipped().joined(Notice(year=2027, spans=spans))))
    due = add(BEFORE, start, duration)
    if first_unsettled(BEFORE, start, due) is None:
        assert add(after, start, duration) == due
    else:
        assert due > datetime(2026, 12, 29, tzinfo=SHANGHAI)
