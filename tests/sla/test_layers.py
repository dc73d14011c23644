from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sla.arithmetic import add
from sla.calendar import Calendar, Span
from sla.layers import PRECEDENCE, Layers, layered, with_official, working_hours
from sla.official import OfficialDays
from sla.segment import merged, without
from tests.sla.china_data import shipped
from tests.sla.test_calendar import days, spans
from tests.sla.timelines import ASC_HOURS, SHANGHAI, hours, utc

FEAST = date(2026, 10, 1)

few_days = st.sampled_from([date(2026, 10, day) for day in range(1, 11)])
entries = st.dictionaries(few_days, spans, max_size=6)
some = st.builds(
    Layers,
    holidays=st.frozensets(few_days, max_size=6),
    make_up=st.frozensets(few_days, max_size=6),
    company=entries,
    breaks=entries,
)
weeks = st.tuples(*[spans] * 7)


@settings(max_examples=25)
@given(weeks, some, few_days)
def test_the_highest_layer_that_speaks_decides_alone_and_breaks_are_cut_out(
    week: tuple[tuple[Span, ...], ...], layers: Layers, day: date
) -> None:
    opened: Mapping[str, tuple[Span, ...] | None] = {
        "weekly": week[day.weekday()],
        "holiday": () if day in layers.holidays else None,
        "make_up": working_hours(week) if day in layers.make_up else None,
        "company": layers.company.get(day),
    }
    says = [opened[layer] for layer in PRECEDENCE if opened.get(layer) is not None]
    expected = without(says[-1] or (), layers.breaks.get(day, ()))
    assert layered("Asia/Shanghai", week, layers).spans_on(day) == expected
    assert len(layers.speaking(day)) == len(says) + (day in layers.breaks)


def test_the_order_is_as_stated() -> None:
    assert PRECEDENCE == ("weekly", "holiday", "make_up", "company", "break")
    layers = Layers(holidays=frozenset({FEAST}), make_up=frozenset({FEAST}), company={FEAST: ()}, breaks={FEAST: ()})
    assert layers.speaking(FEAST) == PRECEDENCE
    assert layers.speaking(FEAST + timedelta(days=1)) == ("weekly",)


def test_company_can_work_on_a_holiday_and_close_on_a_make_up_day() -> None:
    saturday = date(2026, 10, 10)
    layers = Layers.of(shipped(), company={FEAST: hours("10:00-12:00"), saturday: ()})
    calendar = layered("Asia/Shanghai", ASC_HOURS.weekly, layers)
    assert calendar.spans_on(FEAST) == hours("10:00-12:00")
    assert calendar.spans_on(saturday) == ()
    assert calendar.published_until == date(2026, 12, 28)


def test_make_up_day_has_the_hours_of_the_first_working_day_and_a_break_shortens_it() -> None:
    saturday = date(2026, 10, 10)
    week = ((), hours("08:00-16:00"), *(hours("09:00-17:00"),) * 3, hours("10:00-11:00"), ())
    layers = Layers.of(shipped(), breaks={saturday: hours("12:00-13:00")})
    assert layered("Asia/Shanghai", week, layers).spans_on(saturday) == hours("08:00-12:00", "13:00-16:00")


def test_a_week_without_hours_gives_a_make_up_day_none() -> None:
    assert working_hours(((),) * 7) == ()
    assert layered("UTC", ((),) * 7, Layers.of(shipped())).spans_on(date(2026, 10, 10)) == ()


def test_eight_hours_before_national_day_2026_end_on_the_make_up_saturday_or_after() -> None:
    """30 September 17:00 in Shanghai leaves one hour; the week off follows; Thursday 8 October is worked."""
    calendar = layered("Asia/Shanghai", ASC_HOURS.weekly, Layers.of(shipped()))
    due = add(calendar, utc(2026, 9, 30, 9), timedelta(hours=8))
    assert due.astimezone(SHANGHAI).isoformat() == "2026-10-08T17:00:00+08:00"
    friday = add(calendar, utc(2026, 10, 9, 9), timedelta(hours=8))
    assert friday.astimezone(SHANGHAI).isoformat() == "2026-10-10T17:00:00+08:00"


@settings(max_examples=10)
@given(weeks, days)
def test_without_layers_the_week_stands(week: tuple[tuple[Span, ...], ...], day: date) -> None:
    calendar = layered("UTC", week, Layers.of(OfficialDays(notices=())))
    assert calendar.spans_on(day) == merged(week[day.weekday()])
    assert calendar.published_until is None


def test_dates_of_a_handbook_beat_the_official_ones() -> None:
    monday, saturday = date(2026, 10, 12), date(2026, 10, 10)
    own = Calendar(
        zone="Asia/Shanghai",
        weekly=ASC_HOURS.weekly,
        holidays=frozenset({monday, saturday}),
        extra={FEAST: hours("10:00-12:00")},
        breaks={date(2026, 10, 8): hours("09:00-10:00")},
    )
    whole = with_official(own, shipped())
    assert [whole.spans_on(day) for day in (monday, saturday, date(2026, 10, 2))] == [(), (), ()]
    assert whole.spans_on(FEAST) == hours("10:00-12:00")
    assert whole.spans_on(date(2026, 10, 8)) == hours("10:00-12:00", "13:00-18:00")
    assert whole.spans_on(date(2026, 2, 28)) == ASC_HOURS.weekly[0]
    always = Calendar.always_open("Asia/Shanghai")
    assert with_official(always, shipped()) is always
