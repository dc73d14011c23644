"""What does a finished handling of another desk say, in the interchange format `ticket-transcripts/1`?

`expected` is never read; `truth` is the answer key of that format, and may be missing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from policy.document import Plain, read_document
from policy.handbook import Handbook, PriorityCode
from policy.problem import Problems, in_order, problem
from policy.text import Lang
from scoring.answer_key import COMPLAINT, AnswerKey, ExpectedSlot
from scoring.score import Sheet
from simulator.history import BEFORE
from sla.handbook_cases import read_ticket
from sla.inspection import Inspection
from sla.timeline import Event, Json, Timeline

FORMAT = "ticket-transcripts/1"
MAX_CHARS = 4_000_000
"""Characters of a file: a desk hands in a thousand tickets at once, and a single message may be long."""

MAX_WORDS = 20_000
"""Characters of one message; nobody reads more, and reading them would hold up all the others."""

LANGS: tuple[Lang, ...] = ("zh", "en")
FIRST_LINE = {"complaint": "T1", "agent": "T1"}
"""Seats of the format that are a line of ours."""

LINES = ("", "T1", "T2", "T3")

LATER = frozenset({"T2", "T3"})
"""Seats to which a ticket comes from another line."""

APART = frozenset({"trainee", "customer"})
"""Actors whose events are nobody's work of an earlier line."""

ELSEWHERE = "T2"
"""Line of whoever a truth names that is no line: experts, a technical team, a supervisor."""

SAME: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "ASC": {
        "organisation": ("org",),
        "name": ("contact_name",),
        "contact": ("contact_method",),
        "phone": ("contact_method",),
        "issue": ("description",),
    },
    "SMO": {
        "customer_info": ("contact_name", "contact_method"),
        "customer": ("contact_name",),
        "name": ("contact_name",),
        "contact": ("contact_method",),
        "phone": ("contact_method",),
        "time": ("occurred_at",),
        "location": ("place",),
    },
    "DSK": {
        "name": ("contact_name",),
        "phone": ("contact_method",),
        "event_description": ("description",),
        "model": ("device_model",),
        "serial": ("serial_no",),
        "serial_number": ("serial_no",),
    },
    "NET": {
        "user": ("username",),
        "contact": ("contact_method",),
        "version": ("product_version",),
        "error": ("error_message",),
    },
}
"""Fields as the manuals' own drafts call them, and what the packs call the same."""


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
    document, problems = read_document(text, source, limit=MAX_CHARS)
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
    seat = look.choice(entry.get("seat"), _seats(handbook), "seat")
    timeline = _inherited(_renamed(timeline, handbook), seat)
    key = None if entry.get("truth") is None else _key(look, entry["truth"], timeline, handbook, as_of)
    for one in timeline:
        if len(str(one.fields.get("text") or "")) > MAX_WORDS:
            look.refuse("expected_text", f"timeline[{one.id}].text", f"> {MAX_WORDS}")
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


def _seats(handbook: Handbook) -> tuple[str, ...]:
    """Give the seats that an entry may name: those of the format, and those of the manual."""
    return tuple(dict.fromkeys((*FIRST_LINE, *LINES[1:], *(str(one.code) for one in handbook.seats))))


def _inherited(timeline: Timeline, seat: str) -> Timeline:
    """Mark what earlier lines had done before the ticket reached a later one: none of it is the trainee's.

    It reached the seat with the last transfer to it by another; where no ticket was moved, with the trainee's first
    event.
    """
    if seat not in LATER:
        return timeline
    moved = [one for one in timeline if one.kind == "ticket.transferred" and one.actor != "trainee"]
    came = [one.id for one in moved if one.fields.get("to_tier") == seat]
    first = next((one.id for one in timeline if one.actor == "trainee"), 0)
    until = came[0] + 1 if came else first
    return tuple(
        replace(one, fields={**one.fields, BEFORE: True}) if one.id < until and one.actor not in APART else one
        for one in timeline
    )


def _names(name: str, handbook: Handbook) -> tuple[str, ...]:
    return SAME.get(str(handbook.id), {}).get(name, (name,))


def _renamed(timeline: Timeline, handbook: Handbook) -> Timeline:
    """Give the fields of the intake the names that the pack has for them."""
    if str(handbook.id) not in SAME:
        return timeline
    return tuple(_with_names(one, handbook) if one.kind == "intake.set" else one for one in timeline)


def _with_names(event: Event, handbook: Handbook) -> Event:
    changed: dict[str, Json] = {}
    for part in ("fields", "display"):
        held = event.fields.get(part)
        if isinstance(held, Mapping):
            changed[part] = {new: value for name, value in held.items() for new in _names(str(name), handbook)}
    return replace(event, fields={**event.fields, **changed})


def _line(name: str, handbook: Handbook) -> str:
    """Give the line of ours that a truth means by the name of a seat."""
    if name in LINES or name in FIRST_LINE:
        return FIRST_LINE.get(name, name)
    return next((str(one.tier) for one in handbook.seats if one.code == name and one.tier), ELSEWHERE)


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _key(look: Inspection, truth: object, timeline: Timeline, handbook: Handbook, as_of: datetime) -> AnswerKey:
    """Read the truth of a transcript; what it does not tell stays unknown."""
    data = look.mapping(truth, "truth")
    facts = look.mapping(data.get("facts"), "truth.facts")
    kinds = frozenset(_named(data.get("type")))
    start = min((event.at for event in timeline), default=as_of)
    if handbook.priorities and data.get("priority") is not None:
        look.choice(data.get("priority"), tuple(str(one.code) for one in handbook.priorities), "truth.priority")
    return AnswerKey(
        priorities=tuple((start, PriorityCode(code)) for code in _named(data.get("priority"))),
        tier=_line(next(_named(data.get("right_tier")), ""), handbook),
        slots=tuple(
            ExpectedSlot(name=new, value=str(value))
            for name, value in facts.items()
            for new in _names(name, handbook)
        ),
        typical=_flag(data.get("typical")),
        complaint=data.get("complaint") is True or COMPLAINT in kinds,
        types=kinds or frozenset({COMPLAINT} if data.get("complaint") is True else ()),
        group=next(_named(data.get("group")), ""),
        origin=next(_named(data.get("event_origin")), ""),
        vague=_flag(data.get("vague")),
        user_error=_flag(data.get("user_error")),
        out_of_scope=_flag(data.get("out_of_scope")),
    )


def _named(value: object) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value
