from datetime import timedelta

import pytest

from sla.timeline import NaiveTimeError, aware, in_time_order, of_kind, seconds, until
from tests.sla.timelines import at, timeline


def test_events_are_ordered_by_instant_then_by_id() -> None:
    events = timeline("10:00 b\n09:00 a\n10:00 c")
    assert [one.kind for one in in_time_order(reversed(events))] == ["a", "b", "c"]


def test_what_is_known_at_a_moment_includes_that_moment() -> None:
    events = timeline("09:00 a\n10:00 b")
    assert [one.kind for one in until(events, at("10:00"))] == ["a", "b"]
    assert until(events, at("08:59")) == ()
    assert of_kind(events, "b") == events[1:]


def test_moment_without_zone_is_refused() -> None:
    assert aware(at("09:00")) == at("09:00")
    with pytest.raises(NaiveTimeError):
        aware(at("09:00").replace(tzinfo=None))


def test_seconds_are_rounded_down() -> None:
    assert seconds(timedelta(seconds=59, milliseconds=999)) == 59
