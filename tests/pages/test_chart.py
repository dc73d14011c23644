"""Does the chart have a colour of the night for each of the day?"""

import re
from importlib.resources import files

from pages.parts.timeline_chart import PAINT

CSS = files("pages").joinpath("parts", "assets", "result.css").read_text(encoding="utf-8")


def test_every_colour_of_the_chart_has_its_counterpart_by_night() -> None:
    """The chart is drawn once; a page that turns dark repaints it by its style sheet."""
    for attribute in ("fill", "stroke"):
        nights = dict(re.findall(rf'\[{attribute}="(#\w+)" i\] {{ {attribute}:(#\w+); }}', CSS))
        assert set(PAINT.values()) == set(nights)
        assert all(day != night for day, night in nights.items())
