"""Which moment does each English time expression mean, said on a Tuesday at 13:00?"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from simulator.reading.times import find_times, resolve

ZONE = "Europe/London"
SAID = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)
"""Tuesday 10 March 2026, one o'clock in the afternoon; London keeps UTC that day."""

SPANS = """
twenty minutes from now | 20
within the next 25 minutes | 25
in a fortnight | 20160
within 30 min | 30
within 30 mins | 30
within thirty minutes | 30
within 15 minutes | 15
within a quarter of an hour | 15
within quarter of an hour | 15
within half an hour | 30
within the half hour | 30
in half an hour | 30
in a half hour | 30
in an hour | 60
in one hour | 60
in 1 hour | 60
in 1h | 60
in 2h | 120
in 2 hrs | 120
in 2 hr | 120
in two hours | 120
in two hours' time | 120
in 2 hours time | 120
in three hours | 180
in four hours from now | 240
within the hour | 60
inside the hour | 60
within the next hour | 60
within an hour | 60
inside an hour | 60
in under an hour | 60
under an hour | 60
in less than an hour | 60
less than two hours | 120
no more than two hours | 120
not more than three hours | 180
at most 45 minutes | 45
no longer than 20 minutes | 20
a maximum of four hours | 240
maximum 90 minutes | 90
up to two hours | 120
over the next two hours | 120
in the next 20 minutes | 20
the next ten minutes | 10
in about an hour | 60
in around 40 minutes | 40
in roughly three hours | 180
in approximately two hours | 120
in some twenty minutes | 20
in twenty-five minutes | 25
in twenty five minutes | 25
in forty-five minutes | 45
in fifty minutes | 50
in ninety minutes | 90
in 90 min | 90
in five minutes | 5
in 5 mins | 5
in ten min | 10
in a minute's time | 1
in an hour and a half | 90
in one and a half hours | 90
in 1.5 hours | 90
in two and a half hours | 150
in 2.5 hours | 150
in an hour and a quarter | 75
in an hour and twenty minutes | 80
in 1 hour 30 minutes | 90
in 2 hours and 15 minutes | 135
in 1h30m | 90
in 1h 15m | 75
in 2h30 | 150
in three quarters of an hour | 45
in a couple of hours | 120
in a couple of minutes | 2
within a couple of days | 2880
in a dozen minutes | 12
an hour from now | 60
two hours from now | 120
30 minutes from now | 30
half an hour from now | 30
45 minutes or so | 45
an hour or so | 60
20 minutes or less | 20
two hours tops | 120
three hours at most | 180
an hour max | 60
one hour maximum | 60
within 24 hours | 1440
within 48 hours | 2880
within 72 hours | 4320
within one day | 1440
within a day | 1440
in two days | 2880
in three days' time | 4320
within two working days | 2880
within 3 business days | 4320
within five calendar days | 7200
within a week | 10080
in a week | 10080
in a week's time | 10080
in two weeks | 20160
within two weeks | 20160
within a fortnight | 20160
within half a day | 720
in 30-minutes | 30
after an hour | 60
after two hours | 120
another ten minutes | 10
in another hour | 60
it takes 20 minutes | 20
give me 15 minutes | 15
allow two hours | 120
"""

MOMENTS = """
tomorrow before ten | 1 10:00
by half past three | 0 15:30
by end of play today | 0 18:00
tonight at eight | 0 20:00
half four tomorrow | 1 16:30
ten to four | 0 15:50
by five tonight | 0 17:00
at noon on Thursday | 2 12:00
Thursday, noon | 2 12:00
by tmrw noon | 1 12:00
the day after tomorrow at 9 | 2 9:00
next Tuesday at 10:30 | 7 10:30
a week from today | 8 0:00
a week from tomorrow | 9 0:00
two weeks from today | 15 0:00
a week on Friday | 11 0:00
tomorrow week | 9 0:00
by 1730 | 0 17:30
before 0915 | 1 9:15
at 1600 hrs | 0 16:00
by 2030 hours | 0 20:30
between 2 and 4 | 0 16:00
between 2pm and 4pm | 0 16:00
between ten and three | 0 15:00
between 9 and 11:30 am | 1 11:30
before the day is out | 0 18:00
before the day's over | 0 18:00
by the close of the day | 0 18:00
by 3 pm | 0 15:00
by 3pm | 0 15:00
by 3 p.m. | 0 15:00
by 3 PM | 0 15:00
by 3.30 pm | 0 15:30
by 3:30 pm | 0 15:30
by 3:30pm | 0 15:30
by 15:30 | 0 15:30
by 15.30 | 0 15:30
by 15h30 | 0 15:30
at 14:30 | 0 14:30
at 4 pm | 0 16:00
around 4 pm | 0 16:00
about 4 pm | 0 16:00
towards 5 pm | 0 17:00
before 5 pm | 0 17:00
before 17:00 | 0 17:00
until 6 pm | 0 18:00
till 6 pm | 0 18:00
no later than 4 pm | 0 16:00
not later than 4 pm | 0 16:00
no later than 16:45 | 0 16:45
at the latest by 5 pm | 0 17:00
latest by 5 pm | 0 17:00
by 5 pm at the latest | 0 17:00
by 5 pm latest | 0 17:00
at 5 pm sharp | 0 17:00
5 pm sharp | 0 17:00
prior to 4 pm | 0 16:00
ahead of 4 pm | 0 16:00
by 3 | 0 15:00
at 3 | 0 15:00
before 4 | 0 16:00
by four | 0 16:00
at five | 0 17:00
by six | 0 18:00
around five | 0 17:00
by 3 o'clock | 0 15:00
by three o'clock | 0 15:00
at four o'clock | 0 16:00
at five o'clock sharp | 0 17:00
by eleven o'clock | 0 23:00
by half past two | 0 14:30
at half past three | 0 15:30
at half past 3 | 0 15:30
by half past four | 0 16:30
at half four | 0 16:30
at a quarter past four | 0 16:15
at quarter past four | 0 16:15
at quarter to five | 0 16:45
by a quarter to six | 0 17:45
at ten past two | 0 14:10
at ten to three | 0 14:50
at twenty past three | 0 15:20
at twenty to four | 0 15:40
at five past six | 0 18:05
at five minutes to six | 0 17:55
at twenty-five past two | 0 14:25
at four thirty | 0 16:30
at two fifteen | 0 14:15
at five forty-five | 0 17:45
by four thirty pm | 0 16:30
at three in the afternoon | 0 15:00
at 3 in the afternoon | 0 15:00
at eight in the evening | 0 20:00
at 9 at night | 0 21:00
by 8 tonight | 0 20:00
tonight at 8 | 0 20:00
at 8 pm tonight | 0 20:00
today at 4 pm | 0 16:00
today at 16:00 | 0 16:00
today by 4 | 0 16:00
by 4 today | 0 16:00
by 4 pm today | 0 16:00
this afternoon at four | 0 16:00
this afternoon at 4 | 0 16:00
this evening at 7 | 0 19:00
by the end of today | 0 18:00
by tonight | 0 21:00
tonight | 0 21:00
today | 0 24:00
this afternoon | 0 18:00
by this afternoon | 0 18:00
this evening | 0 21:00
by this evening | 0 21:00
by midnight | 0 24:00
before midnight | 0 24:00
by close of business | 0 18:00
before close of business | 0 18:00
by close of play | 0 18:00
by COB | 0 18:00
by C.O.B. | 0 18:00
by EOB | 0 18:00
by EOD | 0 18:00
by e.o.d. | 0 18:00
EOD | 0 18:00
EOD today | 0 18:00
by COB today | 0 18:00
by end of day | 0 18:00
by the end of the day | 0 18:00
by the end of the working day | 0 18:00
by the end of the business day | 0 18:00
before the end of my shift | 0 18:00
by end of business | 0 18:00
by end of business today | 0 18:00
by end of play | 0 18:00
before I go home | 0 18:00
tomorrow | 1 24:00
by tomorrow | 1 24:00
tomorrow morning | 1 12:00
by tomorrow morning | 1 12:00
tomorrow noon | 1 12:00
by tomorrow noon | 1 12:00
by noon tomorrow | 1 12:00
at noon tomorrow | 1 12:00
tomorrow at noon | 1 12:00
tomorrow lunchtime | 1 12:00
tomorrow afternoon | 1 18:00
by tomorrow afternoon | 1 18:00
tomorrow evening | 1 21:00
tomorrow night | 1 22:00
first thing tomorrow | 1 10:00
first thing tomorrow morning | 1 12:00
tomorrow at 9 | 1 09:00
tomorrow at nine | 1 09:00
tomorrow at 9 am | 1 09:00
tomorrow at 9am | 1 09:00
tomorrow at 9:15 am | 1 09:15
tomorrow at 09:15 | 1 09:15
tomorrow at 10:00 | 1 10:00
tomorrow by ten | 1 10:00
tomorrow before 11 am | 1 11:00
tomorrow morning at 8 | 1 08:00
tomorrow morning at eight | 1 08:00
tomorrow morning by 10 | 1 10:00
tomorrow morning before 10 am | 1 10:00
tomorrow afternoon at 2 | 1 14:00
tomorrow afternoon at two | 1 14:00
tomorrow evening at 6 | 1 18:00
tomorrow at 2 | 1 14:00
tomorrow at three | 1 15:00
tomorrow at half past nine | 1 09:30
tomorrow at quarter to ten | 1 09:45
by 9 am tomorrow | 1 09:00
by 9 tomorrow | 1 09:00
at 9 tomorrow morning | 1 09:00
by 10 tomorrow morning | 1 10:00
by eleven tomorrow morning | 1 11:00
at 3 tomorrow afternoon | 1 15:00
at half past ten tomorrow | 1 10:30
14:30 tomorrow | 1 14:30
by 14:30 tomorrow | 1 14:30
by end of day tomorrow | 1 18:00
by COB tomorrow | 1 18:00
by close of business tomorrow | 1 18:00
by the end of tomorrow | 1 18:00
the day after tomorrow | 2 24:00
the day after tomorrow at 10 | 2 10:00
the day after tomorrow by noon | 2 12:00
by the day after tomorrow | 2 24:00
the next day | 1 24:00
by 10 am | 1 10:00
at 9 am | 1 09:00
by 8:30 am | 1 08:30
at 09:00 | 1 09:00
by noon | 1 12:00
at noon | 1 12:00
before noon | 1 12:00
by midday | 1 12:00
by lunchtime | 1 12:00
before lunch | 1 12:00
by 9 in the morning | 1 09:00
at ten in the morning | 1 10:00
on Wednesday | 1 24:00
by Wednesday | 1 24:00
Wednesday morning | 1 12:00
Wednesday at 10 | 1 10:00
on Wednesday at ten | 1 10:00
Wed at 10 am | 1 10:00
by Thursday | 2 24:00
on Thursday | 2 24:00
Thursday at 2 pm | 2 14:00
Thursday at 14:00 | 2 14:00
Thursday at two | 2 14:00
on Thursday afternoon | 2 18:00
Thursday morning | 2 12:00
Thursday before noon | 2 12:00
by Thursday noon | 2 12:00
Thurs 3 pm | 2 15:00
by Thu 15:00 | 2 15:00
this Thursday at 4 pm | 2 16:00
by Friday | 3 24:00
by Friday lunchtime | 3 12:00
by Friday noon | 3 12:00
Friday at 10:30 | 3 10:30
on Friday at half past ten | 3 10:30
Friday at 5 pm | 3 17:00
5 pm on Friday | 3 17:00
by 5 pm Friday | 3 17:00
by 5 on Friday | 3 17:00
Friday evening | 3 21:00
by Friday close | 3 24:00
by close of business Friday | 3 18:00
by COB on Friday | 3 18:00
by EOD Friday | 3 18:00
this coming Friday | 3 24:00
by the end of the week | 3 18:00
by end of week | 3 18:00
before the end of the week | 3 18:00
by EOW | 3 18:00
by the end of this week | 3 18:00
on Saturday | 4 24:00
Saturday at 9 am | 4 09:00
Sat at 9 am | 4 09:00
on Sunday evening | 5 21:00
on Monday | 6 24:00
by Monday | 6 24:00
Monday morning | 6 12:00
by Monday morning | 6 12:00
first thing Monday | 6 10:00
first thing on Monday | 6 10:00
Monday at 9 | 6 09:00
on Monday at nine | 6 09:00
by Monday 9 am | 6 09:00
Mon at 9 am | 6 09:00
by Monday noon | 6 12:00
next Monday | 6 24:00
next Monday at 10 am | 6 10:00
next Tuesday | 7 24:00
on Tuesday at 10 am | 7 10:00
next Friday | 10 24:00
next Friday at 3 pm | 10 15:00
on the 12th | 2 24:00
by the 12th | 2 24:00
on the 12th at 3 pm | 2 15:00
on the 12th of March | 2 24:00
on 12 March | 2 24:00
by 12 March | 2 24:00
March 12 | 2 24:00
by March 12th | 2 24:00
on March 12 at 10 am | 2 10:00
12 March at 14:00 | 2 14:00
at 14:00 on 12 March | 2 14:00
by 20 Mar | 10 24:00
on the 31st | 21 24:00
by the end of the month | 21 24:00
by end of month | 21 24:00
by EOM | 21 24:00
"""

VAGUE = """
not before nine
no earlier than ten
not until Thursday
no sooner than 4 pm
as soon as possible
asap
a.s.a.p
soon
very soon
shortly
right away
straight away
immediately
at once
later
later on
in a bit
in a while
in a moment
in a minute
in a sec
in a jiffy
before long
in due course
when I can
whenever possible
at our earliest convenience
eventually
some time
presently
momentarily
in no time
promptly
in a few minutes
in a few hours
within a few days
in several hours
any minute now
any moment
quickly
in the near future
without delay
"""

NO_TIME = (
    "two of them failed",
    "version 3.5 is installed",
    "ticket 1530 is yours",
    "an hour ago",
    "it broke two hours ago",
    "dial 0800 123456",
    "one of the users",
    "the second floor",
    "press F12",
    "three machines are down",
)


def rows(table: str) -> list[tuple[str, str]]:
    """Split a table of expressions and their meanings."""
    lines = (line.partition("|") for line in table.split("\n") if line)
    return [(left.strip(), right.strip()) for left, _, right in lines]


def moment_of(text: str) -> datetime | None:
    """Resolve the only time expression of a text."""
    found = find_times(text, "en")
    return resolve(found[0], SAID, ZONE) if len(found) == 1 else None


@pytest.mark.parametrize(("text", "minutes"), rows(SPANS))
def test_a_span_counts_from_now(text: str, minutes: str) -> None:
    assert moment_of(text) == SAID + timedelta(minutes=float(minutes))


@pytest.mark.parametrize(("text", "meant"), rows(MOMENTS))
def test_a_moment_is_the_next_one_ahead(text: str, meant: str) -> None:
    day, _, clock = meant.partition(" ")
    hour, minute = (int(part) for part in clock.split(":"))
    midnight = datetime(2026, 3, 10 + int(day), tzinfo=ZoneInfo(ZONE))
    expected = midnight + timedelta(hours=hour, minutes=minute)
    assert moment_of(text) == expected.astimezone(UTC)


@pytest.mark.parametrize("text", [line for line in VAGUE.split("\n") if line])
def test_a_vague_time_is_seen_and_has_no_moment(text: str) -> None:
    found = find_times(text, "en")
    assert [one.kind for one in found] == ["vague"]
    assert resolve(found[0], SAID, ZONE) is None


@pytest.mark.parametrize("text", NO_TIME)
def test_other_numbers_are_no_time(text: str) -> None:
    assert not find_times(text, "en")


def test_at_least_three_hundred_expressions_are_held() -> None:
    expressions = {text for text, _ in (*rows(SPANS), *rows(MOMENTS))} | {one for one in VAGUE.split("\n") if one}
    assert len(expressions) >= 300


@pytest.mark.parametrize(("text", "_meant"), rows(MOMENTS))
def test_case_and_surroundings_change_nothing(text: str, _meant: str) -> None:
    alone = moment_of(text)
    curly = text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    for variant in (text.upper(), f"We will call you back {text}.", f"{text}!", curly):
        assert moment_of(variant) == alone


def test_a_quote_is_the_words_as_written() -> None:
    text = "You\N{RIGHT SINGLE QUOTATION MARK}ll hear from me BY 3 PM, promised."
    (found,) = find_times(text, "en")
    assert text[found.start : found.end] == found.quote
    assert "BY 3 PM" in found.quote


def test_a_weekday_is_never_in_the_past() -> None:
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"):
        moment = moment_of(f"by {day} at 9 am")
        assert moment is not None
        assert moment >= SAID
        assert moment - SAID < timedelta(days=7)


def test_a_moment_that_has_passed_today_has_no_resolution() -> None:
    assert moment_of("today at 9 am") is None
