from datetime import timedelta

import pytest

from sla.segment import Segment, merged, shared, without


def span(start: int, end: int) -> Segment[timedelta]:
    return Segment(start=timedelta(hours=start), end=timedelta(hours=end))


def test_start_belongs_to_a_segment_and_end_does_not() -> None:
    assert timedelta(hours=9) in span(9, 17)
    assert timedelta(hours=17) not in span(9, 17)
    assert span(9, 17).duration == timedelta(hours=8)


def test_a_segment_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="expected start <= end"):
        span(17, 9)


def test_intersection_of_touching_segments_is_nothing() -> None:
    assert span(9, 12) & span(12, 17) is None
    assert span(9, 12) & span(11, 17) == span(11, 12)


def test_difference_leaves_what_is_on_both_sides() -> None:
    assert span(9, 17) - span(12, 13) == (span(9, 12), span(13, 17))
    assert span(9, 17) - span(8, 10) == (span(10, 17),)
    assert span(9, 17) - span(8, 18) == ()
    assert span(9, 17) - span(18, 19) == (span(9, 17),)


def test_merging_sorts_joins_and_drops_empty_segments() -> None:
    assert merged([span(13, 17), span(8, 8), span(9, 13), span(10, 11), span(20, 21)]) == (
        span(9, 17),
        span(20, 21),
    )


def test_sets_of_segments_are_cut_and_crossed() -> None:
    assert without([span(17, 19), span(20, 22)], [span(18, 21)]) == (span(17, 18), span(21, 22))
    assert shared([span(17, 19), span(20, 22)], [span(18, 21)]) == (span(18, 19), span(20, 21))
