"""What an entry asks of the company is a day or words, and its answer fits."""

import pytest

from policy.parse import parse_handbook
from tests.policy.small import pack, told

LINE = '  duties:\n    - {{code: a, title: {{zh: "甲", en: "One"}}, basis: [TST-1], figures: {figures}}}\n'


@pytest.mark.parametrize(
    ("figures", "wrong"),
    [
        ("{asks: day}", []),
        ('{asks: day, told: "2026-02-28"}', []),
        ('{asks: words, told: "2026-02-30"}', []),
        ("{asks: number}", ["lists.yaml:3 unknown_value"]),
        ('{asks: day, told: "2026-02-30"}', ["lists.yaml:3 bad_value"]),
        ('{asks: day, told: "last spring"}', ["lists.yaml:3 bad_value"]),
        ('{asks: day, per_year: "0"}', ["lists.yaml:3 bad_value"]),
        ('{asks: day, per_year: "often"}', ["lists.yaml:3 bad_value"]),
    ],
)
def test_an_answer_that_does_not_fit_is_told_with_its_line(figures: str, wrong: list[str]) -> None:
    files = pack(lists="lists:\n" + LINE.format(figures=figures), silent="silent: [calendar, ladder, escalations]\n")
    _, problems = parse_handbook(files)
    assert told(problems) == wrong
