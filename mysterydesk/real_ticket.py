"""What does one real ticket tell, however somebody hands it over: as JSON, as YAML, or as text copied from a screen?

Nothing is masked here, and nothing is kept.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from mysterydesk.ticket_lines import Turn, conversation, name_in, who_says
from policy.document import MAX_CHARS, Plain, read_document
from policy.problem import Problems, problem

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("ticket", "id", "number", "key", "ticket_id", "case", "单号", "工单号", "工单编号", "编号"),
    "at": ("opened_at", "created_at", "created", "opened", "submitted", "submitted_at", "date", "time",
           "提交时间", "创建时间", "报修时间", "受理时间", "时间"),
    "channel": ("channel", "source_channel", "via", "contact_type", "渠道", "来源"),
    "category": ("category", "type", "tags", "类别", "分类", "问题类型"),
    "priority": ("level", "priority", "优先级", "级别"),
    "subject": ("subject", "title", "summary", "short_description", "主题", "标题", "摘要"),
    "words": ("description", "body", "text", "question", "content", "message",
              "描述", "内容", "问题描述", "现象", "正文"),
    "turns": ("timeline", "events", "comments", "messages", "conversation", "work_notes",
              "时间线", "沟通记录", "处理过程",
              "记录"),
    "people": ("requester", "caller", "contact", "contact_name", "reporter", "customer", "name", "assignee", "agent",
               "联系人", "客户", "报修人", "申请人", "姓名", "处理人", "经办人"),
}  # fmt: skip
"""What desks call a part of a ticket."""
KNOWN: Final = frozenset(name for names in FIELDS.values() for name in names)
TURN: Final[Mapping[str, tuple[str, ...]]] = {
    "at": ("at", "time", "created_at", "date", "时间"),
    "who": ("from", "by", "author", "actor", "sender", "role", "who", "谁", "发言人", "来自"),
    "words": ("text", "message", "body", "comment", "content", "words", "note", "内容", "说"),
}
_WHEN: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+(\d{1,2}):(\d{2}))?")
_CLOCK: Final = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class RealTicket:
    """What one ticket tells; what it does not tell is empty.

    Attributes:
        id: Its number.
        at: When the customer came, by the clock of the desk.
        channel: As the desk calls it.
        category: The same.
        priority: The same.
        subject: In short.
        turns: What was said, in order; the first of the customer opens.
        people: Names that stand in columns of people, or before what somebody said.
    """

    id: str = ""
    at: datetime | None = None
    channel: str = ""
    category: str = ""
    priority: str = ""
    subject: str = ""
    turns: tuple[Turn, ...] = ()
    people: tuple[str, ...] = ()

    @property
    def first_words(self) -> str:
        """What the customer said first; empty where the ticket holds no words of theirs."""
        return next((one.words for one in self.turns if one.who == "customer" and one.words), "")

    @property
    def tells_nothing(self) -> bool:
        """Whether there is nothing in it to begin from."""
        return not (self.first_words or self.subject or self.at or self.channel or self.category)


def read_ticket(name: str, text: str, wanted: str = "") -> tuple[RealTicket | None, Problems]:
    """Read one ticket.

    Args:
        name: What the file is called.
        text: JSON, JSON lines, YAML, or plain text: lines `name: value`, then `10:05 Customer: …` a line.
        wanted: Its number, where there are several.

    Returns:
        The ticket; or None with every problem.
    """
    if len(text) > MAX_CHARS:
        return None, (problem(name, 0, "too_large", limit=MAX_CHARS),)
    if "\x00" in text:
        return None, (problem(name, text[: text.index("\x00")].count("\n") + 1, "ticket_not_text"),)
    structured = text.lstrip().startswith(("{", "["))
    rows = _json_rows(text) if structured else []
    if structured and not rows:
        _, problems = read_document(text, name)
        return None, problems or (problem(name, 1, "ticket_not_text"),)
    if not rows:
        document, _ = read_document(text, name)
        mapping = document.value if document is not None and isinstance(document.value, dict) else None
        rows = [mapping] if mapping is not None and _knows(mapping) else []
    return _chosen(name, [_from_mapping(one) for one in rows] or [_from_text(text)], wanted)


def _chosen(name: str, tickets: Sequence[RealTicket], wanted: str) -> tuple[RealTicket | None, Problems]:
    found = [one for one in tickets if not wanted or one.id == wanted]
    if not found:
        return None, (problem(name, 0, "ticket_unknown", ticket=wanted),)
    if len(found) > 1:
        return None, (problem(name, 0, "ticket_which", count=len(found), first=found[0].id),)
    if found[0].tells_nothing:
        return None, (problem(name, 0, "ticket_empty"),)
    return found[0], ()


def _json_rows(text: str) -> list[Mapping[str, Plain]]:
    """Read JSON, or a line of JSON for each ticket; nothing where it is neither."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        try:
            whole = [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError):
            return []
    if isinstance(whole, dict) and isinstance(whole.get("cases"), list):
        whole = whole["cases"]
    return [one for one in (whole if isinstance(whole, list) else [whole]) if isinstance(one, dict)]


def _knows(row: Mapping[str, Plain]) -> bool:
    return any(
        str(name).strip().lower() in KNOWN and not isinstance(value, bool) for name, value in row.items()
    ) and (any(isinstance(value, list) for value in row.values()) or len(row) > 1)


def _part(row: Mapping[str, Plain], names: Sequence[str]) -> Plain:
    folded = {str(key).strip().lower(): value for key, value in row.items()}
    return next((folded[one] for one in names if folded.get(one) not in (None, "", [])), None)


def _words(value: Plain) -> str:
    """Give the words of a value; of a list, one after the other."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value)))
    if isinstance(value, dict):
        return _words(_part(value, ("text", "message", "name", "value", "zh", "en")))
    return "" if value is None or isinstance(value, bool) else str(value).strip()


def when_of(text: str) -> datetime | None:
    """Read a day with its time of day, as the desk's clock showed it.

    >>> when_of("2026-03-13T17:05:00+08:00"), when_of("2026年3月13日 9:05"), when_of("soon")
    (datetime.datetime(2026, 3, 13, 17, 5), datetime.datetime(2026, 3, 13, 9, 5), None)
    """
    found = _WHEN.search(text)
    if found is None:
        return None
    year, month, day, hour, minute = (int(one or 0) for one in found.groups())
    try:
        return datetime(year, month, day, hour, minute)  # noqa: DTZ001  the desk's own clock, whatever its zone
    except ValueError:
        return None


def _from_mapping(row: Mapping[str, Plain]) -> RealTicket:
    said = {name: _words(_part(row, FIELDS[name])) for name in FIELDS if name not in {"turns", "people"}}
    listed = _part(row, FIELDS["turns"])
    rows = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    written = conversation(listed if isinstance(listed, str) else "", KNOWN)
    other = row.get("other")
    told = said["words"] or (_words(_part(other, FIELDS["words"])) if isinstance(other, dict) else "")
    first = [Turn(at="", who="customer", words=told)] if told else []
    turns = [one for one in (*first, *map(_turn, rows), *written.turns) if one.words]
    people = [_words(_part(row, (one,))) for one in FIELDS["people"]]
    people += [_words(_part(one, TURN["who"])) for one in rows]
    return RealTicket(
        id=said["id"],
        at=when_of(said["at"]) or next((found for one in turns if (found := when_of(one.at))), None),
        channel=said["channel"],
        category=said["category"],
        priority=said["priority"],
        subject=said["subject"],
        turns=tuple(turns),
        people=(*(name for one in people if (name := name_in(one))), *written.people),
    )


def _from_text(text: str) -> RealTicket:
    """Read what somebody copied from a screen."""
    found = conversation(text, KNOWN)
    base = _from_mapping(dict(found.head))
    at = base.at or next((when for one in found.turns if (when := when_of(one.at))), None)
    return replace(base, at=at, turns=(*base.turns, *found.turns), people=(*base.people, *found.people))


def _turn(row: Mapping[str, Plain]) -> Turn:
    fields = row.get("fields")
    inner = {str(key): value for key, value in fields.items()} if isinstance(fields, dict) else {}
    words = _words(_part(row, TURN["words"])) or _words(_part(inner, TURN["words"]))
    who = _words(_part(row, TURN["who"])) or str(row.get("type", ""))
    return Turn(at=_words(_part(row, TURN["at"])), who=who_says(who, first=False), words=words)


def minute_of(ticket: RealTicket) -> int | None:
    """Give the minute of the day at which the customer came; None where the ticket does not say."""
    if ticket.at is not None and (ticket.at.hour or ticket.at.minute):
        return ticket.at.hour * 60 + ticket.at.minute
    clock = next((found for one in ticket.turns if (found := _CLOCK.search(one.at))), None)
    return None if clock is None else int(clock[1]) * 60 + int(clock[2])
