"""The table that ships, read as the edge reads it, and notices written from it."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from policy.text import Text
from sla.notice_csv import COLUMNS, official_days
from sla.official import DayKind, Notice, OfficialDays, OfficialSpan

TABLE = Path(__file__).resolve().parents[2] / "sla" / "content" / "china.csv"
WEEKDAYS = "一二三四五六日"


@cache
def shipped() -> OfficialDays:
    """All official days that ship."""
    return official_days(TABLE.read_text(encoding="utf-8"))


def notice_for(year: int) -> Notice:
    """The notice of one year."""
    return next(one for one in shipped().notices if one.year == year)


def span(kind: DayKind, first: date, last: date | None = None) -> OfficialSpan:
    """Days of a made-up holiday."""
    return OfficialSpan(kind=kind, first=first, last=last or first, name=Text(zh="节", en="Feast"))


def said(notice: Notice) -> set[tuple[str, date]]:
    """What a notice says, day by day."""
    return {(one.kind, day) for one in notice.spans for day in one.days()}


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def _range(one: OfficialSpan) -> str:
    return _day(one.first) if one.first == one.last else f"{_day(one.first)}至{_day(one.last)}"


def as_text(notice: Notice) -> str:
    """Write a notice as the State Council does, one numbered line a holiday."""
    lines = [f"关于{notice.year}年部分节假日安排的通知"]
    for number, name in enumerate(dict.fromkeys(one.name.zh for one in notice.spans), start=1):
        off = [one for one in notice.spans if one.name.zh == name and one.kind == "off"]
        work = [one for one in notice.spans if one.name.zh == name and one.kind == "work"]
        count = sum(len(one.days()) for one in off)
        made_up = f"{_listed(work)}上班。" if work else ""
        lines.append(f"{number}、{name}：{_listed(off)}放假调休，共{count}天。{made_up}")
    return "\n".join(lines)


def _listed(spans: Iterable[OfficialSpan]) -> str:
    return "、".join(_range(one) for one in spans)


def as_csv(notice: Notice) -> str:
    """Write a notice as a table."""
    rows = [f"{notice.year},{one.kind},{one.first},{one.last},{one.name.zh},{one.name.en}" for one in notice.spans]
    return "\n".join([",".join(COLUMNS), *rows])
