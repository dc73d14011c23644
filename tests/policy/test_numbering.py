"""Numbers of tickets: what a pattern writes always has the form that it was checked against."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.numbering import fits, number_on, reads_as_form, reads_as_pattern
from policy.working_hours import parse_wall_time

PATTERN = "TS{date:%Y%m%d}{serial:03d}"


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(0, 10**6))
def test_a_number_says_its_day_and_its_serial(day: date, serial: int) -> None:
    number = number_on(PATTERN, day, serial)
    assert fits(r"^TS\d{8}\d{3,}$", number)
    assert (number[2:10], int(number[10:])) == (day.strftime("%Y%m%d"), serial)


@pytest.mark.parametrize(
    ("pattern", "sound"),
    [
        (PATTERN, True),
        ("{serial:05d}", True),
        ("INC-{date:%Y.%j}/{serial:04d}", True),
        ("{date:%Y}", False),
        ("{date:%Y}{date:%m}{serial:03d}", False),
        ("{date:year}{serial:03d}", False),
        ("{serial:3}", False),
        ("{serial:03d}}", False),
        ("{0}{serial:03d}", False),
        ("{serial:03d}{date}", False),
    ],
)
def test_a_pattern_has_one_serial_and_nothing_but_its_blanks_in_braces(pattern: str, *, sound: bool) -> None:
    assert reads_as_pattern(pattern) is sound


@pytest.mark.parametrize(
    ("regex", "sound"),
    [
        (r"^TS\d{8}\d{3}$", True),
        (r"^[A-Z]{2,4}-\d+$", True),
        (r"TS\d{8}", False),
        (r"^TS(\d)+$", False),
        (r"^TS|X$", False),
        (r"^.*$", False),
        (r"^\d+\d+\d{2,}$", False),
        (r"^[9-0]$", False),
        (r"^\d{3,1}$", False),
    ],
)
def test_a_form_is_of_the_plain_kind(regex: str, *, sound: bool) -> None:
    assert reads_as_form(regex) is sound


@given(st.text(alphabet="^$\\d[]{},+0123456789AZaz()|*?-", max_size=40).map("^{}$".format))
def test_a_form_that_is_taken_has_nothing_that_takes_long_to_match(regex: str) -> None:
    """No groups, no alternatives, and at most two counts that a search may vary."""
    if reads_as_form(regex):
        assert set("()|*?") & set(regex) == set()
        assert len(re.findall(r"\+|,\d*\}", regex)) <= 2
        assert fits(regex, "0") in {True, False}


@pytest.mark.parametrize("written", ["9", "24:01", "12:60", "9:5", "12:00:61", "-1:00", "noon", ""])
def test_what_is_no_time_of_day_is_none(written: str) -> None:
    assert parse_wall_time(written) is None
