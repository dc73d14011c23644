"""What may the columns of an unknown table be, for somebody to put right?"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from mysterydesk.importers.header import key
from mysterydesk.importers.profile import CANONICAL, SPANS, Profile
from mysterydesk.importers.shipped import shipped
from mysterydesk.importers.table import Table
from policy.text import Text

SAMPLE: Final = 2_000
"""Rows in which words of states and priorities are looked for."""

MOST_WORDS: Final = 60

MIDDLE: Final = 3
"""Rank of a priority that no shipped profile knows, until somebody says otherwise."""

USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "ticket_id": (
        "单号", "工单号", "工单编号", "编号", "ticket number", "case number", "id", "ticket", "ticket id",
        "ticket no", "case", "case id", "number",
    ),
    "opened_at": ("提交时间", "创建时间", "报修时间", "受理时间", "created", "opened", "submitted"),
    "event_at": ("发生时间", "操作时间", "timestamp", "complete timestamp", "event time"),
    "state": ("状态", "工单状态", "处理状态", "status", "activity"),
    "first_response_at": ("首次响应时间", "首次回复时间", "响应时间", "first response", "first reply"),
    "resolved_at": ("解决时间", "处理完成时间", "resolved"),
    "closed_at": ("关闭时间", "关单时间", "closed"),
    "updated_at": ("更新时间", "updated"),
    "priority": ("优先级",),
    "group": ("处理组", "分派组", "team"),
    "assignee": ("处理人", "负责人", "agent"),
    "channel": ("渠道", "来源", "source"),
    "category": ("类别", "问题类型", "type"),
    "csat": ("满意度", "评分", "rating"),
}  # fmt: skip
"""What desks call a column, besides what the formats that ship call it."""


def drafted(table: Table) -> Profile:
    """Guess a profile from what the shipped ones call things.

    A guess is nothing to import with: it is written down for somebody to correct, and what was not found is missing.
    """
    names = {key(name): place for place, name in reversed(list(enumerate(table.header)))}
    places = {column: place for column in CANONICAL if (place := _place(column, names)) is not None}
    columns = {column: (table.header[place].strip(),) for column, place in _apart(places)}
    words = _words(table, [places.get(column) for column in ("state", "priority")])
    return Profile(
        id="mine",
        title=Text(zh="我的映射", en="My mapping"),
        source="mine",
        form="events" if "event_at" in columns else "tickets",
        columns=columns,
        units=dict.fromkeys(SPANS & columns.keys(), "minutes"),
        formats=("%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M", "%Y/%m/%d %H:%M"),
        states={word: _meaning(word) for word in words[0]},
        ranks={word: _rank(word) or MIDDLE for word in words[1]},
        guessed=tuple(word for word in words[1] if _rank(word) is None),
    )


def _place(column: str, names: Mapping[str, int]) -> int | None:
    wanted = [column, column.replace("_", " ")]
    wanted += [key(name, wrapped=one.wrapped) for one in shipped().values() for name in one.columns.get(column, ())]
    wanted += [key(name) for name in USUAL.get(column, ())]
    return next((names[name] for name in wanted if name in names), None)


def _apart(places: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Give every place to one column: the first that wants it."""
    taken: set[int] = set()
    for column, place in places.items():
        if place not in taken:
            taken.add(place)
            yield column, place


def _words(table: Table, wanted: Sequence[int | None]) -> list[list[str]]:
    """List the words of some columns in the first rows, in order of their coming."""
    found: list[dict[str, None]] = [{} for _ in wanted]
    with table.rows() as rows:
        for _, cells in islice(rows, SAMPLE):
            for place, words in zip(wanted, found, strict=True):
                if place is not None and place < len(cells) and len(words) < MOST_WORDS and cells[place].strip():
                    words[cells[place].strip().lower()] = None
    return [list(words) for words in found]


def _meaning(word: str) -> str:
    known = (one.states.get(word) for one in shipped().values())
    return next((meaning for meaning in known if meaning), "same")


def _rank(word: str) -> int | None:
    known = (one.ranks.get(word) for one in shipped().values() if not word.isdigit())
    return next((rank for rank in known if rank), None)
