from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from simulator.reading.times import find_times, resolve
from tests.simulator.reading.figures import HERE

ZONE = "Asia/Shanghai"
SAID_AT = datetime(2026, 3, 10, 10, 0, tzinfo=ZoneInfo(ZONE))
TABLE: Any = YAML(typ="safe").load((HERE / "times_zh.yaml").read_text("utf-8"))
SPANS = [(words, seconds) for seconds, wordings in TABLE["spans"].items() for words in wordings]
MOMENTS = list(TABLE["moments"].items())


def test_the_table_is_large_enough() -> None:
    assert len({words for words, _ in (*SPANS, *MOMENTS)}) >= 150


@pytest.mark.parametrize(("words", "seconds"), SPANS)
def test_wordings_of_a_span_give_the_same_seconds(words: str, seconds: int) -> None:
    found = find_times(f"我{words}给您回话", "zh")
    assert [one.span_s for one in found] == [seconds]
    assert resolve(found[0], SAID_AT, ZONE) == SAID_AT + timedelta(seconds=seconds)


@pytest.mark.parametrize(("words", "local"), MOMENTS)
def test_moments_come_to_the_local_time_that_is_meant(words: str, local: str | None) -> None:
    found = find_times(f"我{words}给您回话", "zh")
    moments = [resolve(one, SAID_AT, ZONE) for one in found]
    shown = [one.astimezone(ZoneInfo(ZONE)).strftime("%Y-%m-%d %H:%M") if one else None for one in moments]
    assert shown == [local]


@pytest.mark.parametrize("text", TABLE["none"])
def test_words_that_name_no_time_give_none(text: str) -> None:
    assert find_times(text, "zh") == ()


DAYS = ["", "今天", "明天", "后天", "今晚", "明早", "周一", "这周五", "下周三", "十五号", "3月2日", "31号"]
PARTS = ["", "凌晨", "早上", "上午", "中午", "下午", "傍晚", "晚上"]
HOURS = ["", "两点", "三点半", "9点一刻", "十一点四十", "14:30", "差五分六点", "十二点", "0点"]
ENDS = ["", "前", "之前", "左右", "以内"]
AT = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2035, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  the strategy adds the zone
ZONES = st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "UTC"])


@given(
    words=st.tuples(*(st.sampled_from(part) for part in (DAYS, PARTS, HOURS, ENDS))).map("".join), at=AT, zone=ZONES
)
def test_no_moment_lies_before_it_was_said(words: str, at: datetime, zone: str) -> None:
    for one in find_times(f"我{words}给您回话", "zh"):
        moment = resolve(one, at, zone)
        assert moment is None or moment >= at


@given(
    count=st.integers(min_value=1, max_value=999), unit=st.sampled_from([("分钟", 60), ("小时", 3600), ("天", 86400)])
)
def test_a_counted_span_is_count_times_unit(count: int, unit: tuple[str, int]) -> None:
    found = find_times(f"{count}{unit[0]}之内答复您", "zh")
    assert [one.span_s for one in found] == [count * unit[1]]


def test_a_naive_moment_of_speaking_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        resolve(find_times("十分钟内", "zh")[0], datetime(2026, 3, 10), ZONE)  # noqa: DTZ001  what is refused
