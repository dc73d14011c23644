"""Is a measured time said as exactly as people care to know?"""

import pytest

from mysterydesk.i18n import translation
from pages.parts.clock_bar import measured_words


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (0, "0 秒", "0 s"),
        (119, "119 秒", "119 s"),
        (120, "2 分钟", "2 min"),
        (1571, "26 分钟", "26 min"),
        (3600, "1 时 0 分", "1 h 0 min"),
        (62864, "17 时 28 分", "17 h 28 min"),
    ],
)
def test_a_time_is_said_in_its_own_order_of_size(seconds: int, zh: str, en: str) -> None:
    assert measured_words(translation("zh"), seconds) == zh
    assert measured_words(translation("en"), seconds) == en
