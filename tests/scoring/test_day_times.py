"""Which numbers in a text may be a time of day, and which cannot."""

import pytest

from scoring.day_times import bare_times


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("ten forty five", [645]),
        ("six to seven", [414]),
        ("half of 2330", [1410]),
        ("six to seventy shops", []),
        ("ten seventy", []),
        ("order 2460", []),
    ],
)
def test_only_hours_of_a_day_with_their_minutes_may_be_times(text: str, minutes: list[int]) -> None:
    assert [one.minute for one in bare_times(text)] == minutes
