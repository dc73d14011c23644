from datetime import date, timedelta

import pytest

from sla.china import HOLIDAYS
from sla.layers import Layers, layered
from sla.notice_csv import official_days
from sla.official import REACH, Notice, OfficialDays
from tests.sla.china_data import TABLE, notice_for, shipped, span
from tests.sla.timelines import ASC_HOURS

FIRST, LAST = 2004, 2026


def test_every_year_from_2004_to_2026_ships_with_source_and_version() -> None:
    days = shipped()
    assert sorted(days.years) == list(range(FIRST, LAST + 1))
    assert days.about["version"] == "2026.1"
    assert "chinesecalendar 1.11.0" in days.about["source"]
    assert days.published_until == date(2026, 12, 28)


def test_days_of_2026_are_those_announced() -> None:
    named = {one.name.en for one in notice_for(2026).spans}
    assert named == {one.name.en for one in HOLIDAYS.values()}
    assert date(2026, 2, 28) in shipped().make_up
    assert shipped().days[date(2026, 2, 23)].name.zh == "春节"
    assert date(2026, 2, 24) not in shipped().days


def test_each_make_up_day_is_a_weekend_day_and_no_day_is_named_twice() -> None:
    assert all(day.weekday() >= 5 for day in shipped().make_up)
    spans = [one for notice in shipped().notices for one in notice.spans]
    assert sum(len(one.days()) for one in spans) == len(shipped().days)


def test_no_notice_reached_further_back_than_is_kept_open() -> None:
    early = {day: notice.year for notice in shipped().notices for one in notice.spans for day in one.days()}
    back = {day: year for day, year in early.items() if day.year != year}
    assert all(date(year - 1, 12, 31) - REACH < day < date(year, 1, 1) for day, year in back.items())
    assert len(set(back.values())) == 7
    assert min(day.day for day in back) == 29


def test_a_year_that_is_missing_ends_what_is_settled() -> None:
    gap = shipped().joined(Notice(year=2028, spans=(span("off", date(2028, 1, 1)),)))
    assert gap.published_until == date(2026, 12, 28)
    closed = gap.joined(Notice(year=2027, spans=(span("off", date(2027, 1, 1)),)))
    assert closed.published_until == date(2028, 12, 28)
    assert OfficialDays(notices=()).published_until is None


def test_a_later_notice_holds_on_the_dates_that_it_names() -> None:
    off, saturday = date(2026, 4, 30), date(2026, 10, 10)
    changed = shipped().joined(Notice(year=2026, spans=(span("off", off), span("off", saturday))))
    assert off in changed.holidays
    assert saturday in changed.holidays - changed.make_up
    assert changed.published_until == shipped().published_until


def test_days_agree_with_the_package_holidays() -> None:
    """Another team read the same notices: on Monday-to-Friday weeks both have to close the same dates."""
    package = pytest.importorskip("holidays", reason="the package `holidays` is not installed: nothing to compare")
    theirs = package.China(years=range(FIRST, LAST + 1))
    ours = layered("Asia/Shanghai", ASC_HOURS.weekly, Layers.of(shipped()))
    differing = []
    day = date(FIRST, 1, 1)
    while day.year <= LAST:
        closed = (day in theirs or day.weekday() >= 5) and day not in theirs.weekend_workdays
        if closed != (not ours.spans_on(day)):
            differing.append(day)
        day += timedelta(days=1)
    assert differing == []


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "kind,year,first,last,zh,en\n",
        "year,kind,first,last,zh,en\n2026,off,2026-01-01\n",
        "year,kind,first,last,zh,en\n2026,rest,2026-01-01,2026-01-01,元旦,New Year's Day\n",
        "year,kind,first,last,zh,en\nsoon,off,2026-01-01,2026-01-01,元旦,New Year's Day\n",
    ],
)
def test_a_table_that_is_damaged_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match=r"expected|argument"):
        official_days(broken)
    assert official_days(TABLE.read_text(encoding="utf-8")) == shipped()
