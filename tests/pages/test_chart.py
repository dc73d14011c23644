"""Does the chart have a colour of the night for each of the day, and can each of its marks be seen?"""

import re
from importlib.resources import files
from itertools import pairwise

from pages.parts.timeline_chart import PAINT
from pages.parts.timeline_room import APART, apart

CSS = files("pages").joinpath("parts", "assets", "result.css").read_text(encoding="utf-8")


def test_every_colour_of_the_chart_has_its_counterpart_by_night() -> None:
    """The chart is drawn once; a page that turns dark repaints it by its style sheet."""
    for attribute in ("fill", "stroke"):
        nights = dict(re.findall(rf'\[{attribute}="(#\w+)" i\] {{ {attribute}:(#\w+); }}', CSS))
        assert set(PAINT.values()) == set(nights)
        assert all(day != night for day, night in nights.items())


def test_marks_that_would_hide_each_other_stand_side_by_side() -> None:
    """In their order, none past the end of the axis; a mark that stands alone stays where it is."""
    true = [0.1, 0.5, 0.5, 0.501, 0.7, 0.99, 1.0, 1.0]
    drawn = apart(true)
    assert all(right - left > APART - 1e-9 for left, right in pairwise(drawn))
    assert (drawn[0], drawn[4]) == (0.1, 0.7)
    assert max(drawn) <= 1.0 - APART / 2 + 1e-9
    assert max(abs(one - other) for one, other in zip(drawn, true, strict=True)) < 3 * APART
