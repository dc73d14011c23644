import json
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.reading.reading import Act, Reading, TimePhrase, as_data
from simulator.reading.stored import reading_from
from sla.timeline import Json
from tests.simulator.reading.figures import labelled

NUMBER = st.none() | st.integers(min_value=0, max_value=5000)
PLACE = st.integers(min_value=0, max_value=5000)
ACTS = st.builds(Act, name=st.text(), slot=st.text(), quote=st.text(), start=PLACE, end=PLACE)
TIMES = st.builds(
    TimePhrase,
    quote=st.text(),
    start=PLACE,
    end=PLACE,
    kind=st.sampled_from(["within", "by", "at", "vague"]),
    span_s=NUMBER,
    day=NUMBER,
    minute_of_day=NUMBER,
    weekday=NUMBER,
    week=st.integers(min_value=-1, max_value=4),
    day_of_month=NUMBER,
    month=NUMBER,
    half_day=st.booleans(),
)
READINGS = st.builds(
    Reading,
    lang=st.sampled_from(["zh", "en"]),
    acts=st.lists(ACTS, max_size=3).map(tuple),
    times=st.lists(TIMES, max_size=3).map(tuple),
    unsure=st.booleans(),
    engine=st.text(),
)


@given(reading=READINGS)
def test_a_stored_reading_comes_back_whole(reading: Reading) -> None:
    assert reading_from(json.loads(json.dumps(as_data(reading)))) == reading


@pytest.mark.parametrize("kind", [Act, TimePhrase])
def test_every_field_is_stored(kind: type[Act] | type[TimePhrase]) -> None:
    # What a rule found says so by being silent: old readings have no source.
    act = Act(name="ask", slot="scope", quote="x", start=0, end=1, source="model")
    time = TimePhrase(quote="x", start=0, end=1, kind="by")
    data = as_data(Reading(lang="zh", acts=(act,), times=(time,), unsure=False, engine="e"))
    rows = data["acts"] if kind is Act else data["times"]
    assert isinstance(rows, list)
    assert set(rows[0]) == {one.name for one in fields(kind)}


def test_an_event_of_the_first_shape_is_still_read() -> None:
    times: list[Json] = [
        {"quote": "三点", "start": 0, "end": 2, "kind": "at", "span_s": None, "day": 0, "minute_of_day": 900}
    ]
    reading = reading_from({"lang": "zh", "acts": [], "times": times, "unsure": False, "engine": "e"})
    assert reading.times == (TimePhrase(quote="三点", start=0, end=2, kind="at", day=0, minute_of_day=900),)


def test_what_is_no_mapping_is_refused() -> None:
    with pytest.raises(TypeError, match="reading"):
        reading_from("x")


def test_the_labelled_sets_hold_no_message_twice() -> None:
    texts = [row.text for name in ("texts_zh.yaml", "texts_zh_second.yaml") for row in labelled(name)]
    assert len(texts) == len(set(texts))
