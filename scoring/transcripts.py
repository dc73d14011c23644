"""What does a finished handling of another desk say, in the interchange format `ticket-transcripts/1`?

`expected` is never read; `truth` is the answer key of that format, and may be missing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from policy.document import Plain, read_document
from policy.handbook import Handbook, PriorityCode
from policy.problem import Problems, in_order, problem
from policy.text import Lang
from scoring.answer_key import COMPLAINT, AnswerKey, ExpectedSlot
from scoring.score import Sheet
from sla.handbook_cases import read_ticket
from sla.inspection import Inspection
from sla.timeline import Timeline

FORMAT = "ticket-transcripts/1"
LANGS: tuple[Lang, ...] = ("zh", "en")
FIRST_LINE = {"complaint": "T1", "agent": "T1"}
"""Seats of the format that are a line of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """One finished handling.

    Attributes:
        handbook: Id of its manual.
        timeline: Its events; ids are the indices of the file.
        key: The truth, None where the file has none.
        sheet: What is known beside the events.
    """

    handbook: str
    timeline: Timeline
    key: AnswerKey | None
    sheet: Sheet


def read_transcripts(text: str, source: str) -> tuple[tuple[Mapping[str, Plain], ...], Problems]:
    """Read a file of transcripts as plain entries, so that each can be held against its own handbook.

    Returns:
        The entries that are mappings, and every problem of the file as a whole.
    """
    document, problems = read_document(text, source)
    if document is None:
        return (), problems
    value = document.value if isinstance(document.value, dict) else {}
    found = list(problems)
    if value.get("format") != FORMAT:
        found.append(problem(source, document.line(("format",)), "wrong_format", expected=FORMAT))
    entries = value.get("transcripts")
    if not isinstance(entries, list):
        found.append(problem(source, document.line(("transcripts",)), "expected_list", place="transcripts"))
        return (), in_order(found)
    return tuple(one for one in entries if isinstance(one, dict)), in_order(found)


def not_carried(entry: Mapping[str, Plain], known: tuple[str, ...]) -> Problems:
    """Say that the manual of an entry is none of those we have."""
    name, wanted = str(entry.get("id", "")), str(entry.get("handbook", ""))
    return (problem(name, 0, "handbook_not_carried", handbook=wanted, known=" ".join(known)),)


def read_transcript(entry: Mapping[str, Plain], handbook: Handbook) -> tuple[Transcript | None, Problems]:
    """Read one entry.

    Args:
        entry: As `read_transcripts` gives it.
        handbook: The one it names.

    Returns:
        The handling, or None with every problem found.
    """
    look = Inspection(str(entry.get("id", "")))
    timeline, calendar, options, as_of = read_ticket(look, entry, handbook)
    lang = look.choice(entry.get("lang"), LANGS, "lang")
    seat = look.text(entry.get("seat"), "seat")
    key = None if entry.get("truth") is None else _key(look, entry["truth"], timeline, as_of)
    if not timeline:
        look.refuse("expected_list", "timeline", timeline)
    if look.problems:
        return None, look.problems
    sheet = Sheet(
        id=str(entry.get("id", "")),
        as_of=as_of,
        lang="zh" if lang == "zh" else "en",
        seat=FIRST_LINE.get(seat, seat),
        zone=calendar.zone,
        complete=False,
        wait_customer=options.wait_customer,
        calendar=calendar,
        overrides=options.overrides,
    )
    return Transcript(handbook=handbook.id, timeline=timeline, key=key, sheet=sheet), ()


def _key(look: Inspection, truth: object, timeline: Timeline, as_of: datetime) -> AnswerKey:
    """Read the truth of a transcript; what it does not tell stays unknown."""
    data = look.mapping(truth, "truth")
    facts = look.mapping(data.get("facts"), "truth.facts")
    typical = data.get("typical")
    kinds = frozenset(_named(data.get("type")))
    start = min((event.at for event in timeline), default=as_of)
    return AnswerKey(
        priorities=tuple((start, PriorityCode(code)) for code in _named(data.get("priority"))),
        tier=next(_named(data.get("right_tier")), ""),
        slots=tuple(ExpectedSlot(name=name, value=str(value)) for name, value in facts.items()),
        typical=typical if isinstance(typical, bool) else None,
        complaint=data.get("complaint") is True or COMPLAINT in kinds,
        types=kinds or frozenset({COMPLAINT} if data.get("complaint") is True else ()),
    )


def _named(value: object) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value
