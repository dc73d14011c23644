"""A company's own dates are read whole or not at all, and lie above whatever else speaks of a date."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla.calendar import Calendar
from sla.layers import Layers, layered
from sla.official import OfficialDays
from sla.own_dates import OwnDate, kept_dates, with_own
from sla.own_dates_csv import LONGEST, MOST, is_own_dates, read_own_dates
from sla.provisional import first_unsettled
from tests.sla.china_data import shipped
from tests.sla.test_calendar import calendars, days, spans
from tests.sla.timelines import ASC_HOURS, hours, utc

CHINA = layered("Asia/Shanghai", ASC_HOURS.weekly, Layers.of(shipped()))

TABLE = """date,last,kind,spans,note
# the year's end
2026-12-31,,open,09:00-12:00,stock-taking
2026-10-01,2026-10-02,open,,plant runs
2026-10-08,,closed,,
2026-10-09,,break,"13:00-14:00, 17:30-24:00",
"""


def read(text: str) -> tuple[OwnDate, ...]:
    dates, problems = read_own_dates(text, "own.csv")
    assert problems == ()
    return dates


def refused(*rows: str, head: str = "date,last,kind,spans,note") -> list[tuple[int, str]]:
    dates, problems = read_own_dates("\n".join((head, *rows)), "own.csv")
    assert dates == ()
    assert {one.source for one in problems} == {"own.csv"}
    return [(one.line, one.code) for one in problems]


def test_half_days_closed_days_and_days_worked_stand_above_the_states() -> None:
    calendar = with_own(CHINA, read(TABLE))
    office = ASC_HOURS.weekly[0]
    assert calendar.spans_on(date(2026, 12, 31)) == hours("09:00-12:00")
    assert [calendar.spans_on(date(2026, 10, day)) for day in (1, 2, 3, 8)] == [office, office, (), ()]
    assert calendar.spans_on(date(2026, 10, 9)) == hours("09:00-12:00", "14:00-17:30")
    assert calendar.spans_on(date(2026, 10, 10)) == office  # the state's make-up day is left alone


def test_a_date_of_our_own_is_settled_before_the_state_has_spoken() -> None:
    evening = utc(2026, 12, 30, 23), utc(2026, 12, 31, 10)
    assert first_unsettled(CHINA, *evening) == date(2026, 12, 31)
    assert first_unsettled(with_own(CHINA, read(TABLE)), *evening) is None


def test_chinese_headings_kinds_and_marks_are_the_same_table() -> None:
    chinese = "日期,截止,类别,时段,说明\n2026-12-31,,上班,9:00至12:00,盘点\n2026-10-01,2026-10-02,上班,,\n"
    chinese += "2026-10-08,,休息,,\n2026-10-09,,停工,13:00-14:00；17:30-24:00,\n2026-10-12,,照常,,\n"
    ours, theirs = read(TABLE), read(chinese)
    assert [(one.kind, one.first, one.last, one.spans) for one in theirs[:4]] == [
        (one.kind, one.first, one.last, one.spans) for one in ours
    ]
    assert theirs[4].kind == "usual"


def test_the_table_is_told_from_a_notice_by_its_header() -> None:
    assert is_own_dates(TABLE)
    assert is_own_dates("\ufeff# remark\n日期,类别\n")
    assert not is_own_dates("year,kind,first,last,zh,en\n")
    assert not is_own_dates("元旦：1月1日放假。")
    assert not is_own_dates("")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("2026-12-31,,rest,,", "own_dates_kind"),
        ("31.12.2026,,closed,,", "notice_not_a_date"),
        ("1999-12-31,,closed,,", "notice_not_a_year"),
        ("2026-12-31,2026-12-30,closed,,", "notice_range_reversed"),
        ("2026-01-01,2026-12-31,closed,,", "notice_range_long"),
        ("2026-12-31,,open,9-12,", "own_dates_span"),
        ("2026-12-31,,open,12:00-09:00,", "own_dates_span"),
        ("2026-12-31,,open,09:00-24:30,", "own_dates_span"),
        ("2026-12-31,,open,09:00-12:00 11:00-13:00,", "own_dates_spans_overlap"),
        ("2026-12-31,,break,,", "own_dates_break_without_spans"),
        ("2026-12-31,,closed,09:00-12:00,", "own_dates_spans_unwanted"),
        ("2026-12-31,,usual,09:00-12:00,", "own_dates_spans_unwanted"),
        ("2026-12-31,,closed", "notice_cells"),
        ('2026-12-31,,closed,,"', "notice_not_csv"),
    ],
)
def test_each_mistake_is_told_with_its_line(row: str, code: str) -> None:
    assert refused("2026-10-08,,closed,,", row) == [(3, code)]


def test_all_mistakes_are_told_at_once_in_order() -> None:
    found = refused("2026-12-31,,rest,,", "2026-10-08,,closed,,", "2026-10-01,2026-10-09,open,,", "x,,break,,")
    assert found == [
        (2, "own_dates_kind"),
        (4, "own_dates_twice"),
        (5, "notice_not_a_date"),
        (5, "own_dates_break_without_spans"),
    ]


def test_a_break_may_stand_beside_hours_of_the_same_date() -> None:
    both = read("date,kind,spans\n2026-10-08,open,08:00-16:00\n2026-10-08,break,12:00-13:00\n")
    assert with_own(CHINA, both).spans_on(date(2026, 10, 8)) == hours("08:00-12:00", "13:00-16:00")
    assert refused("2026-10-08,,break,12:00-13:00,", "2026-10-08,,break,15:00-16:00,") == [(3, "own_dates_twice")]


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("date,date,kind", "notice_column_twice"),
        ("date,kind,colour", "notice_column_unknown"),
        ("date,spans", "notice_column_missing"),
        ("", "notice_column_missing"),
    ],
)
def test_a_header_that_is_none_is_told(head: str, code: str) -> None:
    assert {found for _, found in refused(head=head)} == {code}


def test_a_table_without_dates_or_far_too_long_is_refused() -> None:
    assert refused() == [(0, "own_dates_empty")]
    assert refused("x" * MOST) == [(0, "notice_too_long")]


def test_the_later_entry_holds_and_usual_takes_everything_back() -> None:
    day = date(2026, 10, 8)
    noon = OwnDate(kind="break", first=day, last=day, spans=hours("12:00-13:00"))
    closed = OwnDate(kind="closed", first=day, last=day)
    opened = OwnDate(kind="open", first=day, last=day, spans=hours("10:00-11:00"))
    usual = OwnDate(kind="usual", first=day, last=day)
    assert with_own(CHINA, (closed, opened)).spans_on(day) == hours("10:00-11:00")
    assert with_own(CHINA, (opened, closed)).spans_on(day) == ()
    assert kept_dates((noon, closed, usual)) == {}
    assert with_own(CHINA, (noon, usual)).spans_on(day) == CHINA.spans_on(day)


def test_breaks_of_the_handbook_stay_and_a_desk_round_the_clock_has_no_dates() -> None:
    day = date(2026, 10, 8)
    own = Calendar(zone="UTC", weekly=ASC_HOURS.weekly, breaks={day: hours("09:00-10:00")})
    noon = OwnDate(kind="break", first=day, last=day, spans=hours("11:00-12:00"))
    assert with_own(own, (noon,)).spans_on(day) == hours("10:00-11:00", "13:00-18:00")
    always = Calendar.always_open("UTC")
    assert with_own(always, (noon,)) is always
    assert with_own(CHINA, ()) is CHINA


@settings(max_examples=40)
@given(calendars, days, st.integers(0, LONGEST - 1), spans, days)
def test_named_hours_hold_on_their_dates_and_nothing_changes_elsewhere(
    calendar: Calendar, first: date, length: int, wanted: object, other: date
) -> None:
    assert isinstance(wanted, tuple)
    said = OwnDate(
        kind="closed" if not wanted else "open", first=first, last=first + timedelta(days=length), spans=wanted
    )
    if calendar.is_always_open:
        return
    changed = with_own(calendar, (said,))
    if said.first <= other <= said.last:
        bare = Calendar(zone="UTC", weekly=((),) * 7, extra={other: wanted}, breaks=dict(calendar.breaks))
        assert changed.spans_on(other) == bare.spans_on(other)
    else:
        assert changed.spans_on(other) == calendar.spans_on(other)


def test_without_official_days_make_up_days_take_the_first_working_day() -> None:
    week = ((), hours("08:00-16:00"), *((),) * 5)
    calendar = layered("UTC", week, Layers.of(OfficialDays(notices=())))
    sunday = read("date,kind\n2026-03-15,open\n")
    assert with_own(calendar, sunday).spans_on(date(2026, 3, 15)) == hours("08:00-16:00")
