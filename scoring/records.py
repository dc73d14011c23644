"""Does a record hold what is true, and did anybody say it?"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from policy.handbook import IntakeField
from scenarios.case import Fact
from scenarios.marks import is_recorded, level
from scoring.answer_key import ExpectedSlot
from scoring.figures import Amount, counted, unheard_amounts
from scoring.likeness import Likeness, likeness
from scoring.question import Question
from scoring.understated import contradicts, makes_less_of, names_another, tells_nothing
from simulator.disclosure import ASKED_AS

Worth = Literal["true", "missing", "wrong", "invented", "odd", "unclear"]
"""What a record may be: `invented` where it surely is, `odd` where it holds what nobody was heard to say."""

_NUMBER = re.compile(r"[0-9]{4}")
"""A number that nobody writes down by chance: a customer's, a phone's."""

_WORD = re.compile(r"[0-9a-z]+")
_HAN = re.compile(r"[\u3400-\u9fff]+")
LEAST_WORD = 4
"""Letters of a Latin word that carries something."""

SAME = 0.5
"""Share of the words of a free record that must be true or heard, where no marks say what it has to hold."""

RECENT_DAYS = 8
"""Days back to which people count from today: what they call yesterday or Monday has a date too."""

_LOOSE = re.compile(r"[^0-9a-z\u3400-\u9fff@]+")


def recorded(question: Question) -> Mapping[str, str]:
    """Give the fields of the ticket as they stand at the end, whoever filled them."""
    fields: dict[str, str] = {}
    for event in question.all("intake.set"):
        new = event.fields.get("fields")
        if isinstance(new, Mapping):
            fields.update({name: str(value) for name, value in new.items() if value is not None})
    return fields


def said_by_customer(question: Question) -> str:
    """Join everything the customer said or sent, for what a record may rest on."""
    texts = [event.fields.get("text") for event in question.timeline if event.actor != "trainee"]
    return "\n".join(text for text in texts if isinstance(text, str))


def told_slots(question: Question) -> frozenset[str]:
    """Name the slots the customer has told, plainly or vaguely."""
    told = {one.name for one in question.key.slots if one.disclosure == "open"} if question.key else set()
    for event in question.all("customer.msg"):
        for name in ("slots", "hinted"):
            value = event.fields.get(name)
            told |= {str(slot) for slot in value} if isinstance(value, list | tuple) else set()
    return frozenset(told)


def loose(text: str) -> str:
    """Level out writing down to letters, figures and Han characters.

    >>> loose("Fenn Mill, tel. 555-0100")
    'fennmilltel5550100'
    """
    return _LOOSE.sub("", level(text))


def words_of_text(text: str) -> frozenset[str]:
    """Give the words that carry something: pairs of Han characters, Latin words of four letters on, figures."""
    plain = level(text)
    latin = {one for one in _WORD.findall(plain) if len(one) >= LEAST_WORD or one[0].isdigit()}
    runs = _HAN.findall(plain)
    return frozenset(latin | {run[at : at + 2] for run in runs for at in range(max(1, len(run) - 1))})


def shared_share(text: str, known: str) -> float:
    """Give the share of the words of a text that stand in another one; 0 for a text without words.

    >>> shared_share("清除筛选条件", "请点一下清除筛选"), shared_share("clear the filter", "I cleared nothing")
    (0.6, 0.0)
    """
    words = words_of_text(text)
    return len(words & words_of_text(known)) / len(words) if words else 0.0


def _is_value(value: str, record: str) -> bool:
    wanted, found = loose(value), loose(record)
    if not wanted or not found:
        return False
    # A name in a longer record must stand as a whole; 4.2 is not in 14.20.
    return wanted == found or is_recorded(Fact(slot="", value=value, say="", disclosure="open"), record)


def _holds(slot: ExpectedSlot, record: str) -> bool:
    if _is_value(slot.value, record) or (slot.believes and _is_value(slot.believes, record)):
        return True
    marked = Fact(slot=slot.name, value=slot.value, say="", disclosure="open", marks=slot.marks)
    return bool(slot.marks) and is_recorded(marked, record)


def stamps(question: Question) -> frozenset[str]:
    """Give the clock times and dates of the ticket: a record may name when something was done.

    They are those of the desk's own zone, whatever zone an event was written down in.
    """
    zone = ZoneInfo(question.zone)
    # Nothing that is written of them is finer than a minute, and many events share one.
    minutes = {event.at.replace(second=0, microsecond=0) for event in question.timeline}
    moments = [minute.astimezone(zone) for minute in minutes]
    days = [question.opened.at.astimezone(zone) - timedelta(days=back) for back in range(RECENT_DAYS)]
    forms = ("%H:%M", "%H", "%M", "%d", "%m", "%Y", "%H%M", "%Y%m%d", "%m%d")
    written = {moment.strftime(form) for moment in moments for form in forms}
    written |= {day.strftime(form) for day in days for form in ("%Y%m%d", "%m%d", "%d", "%m", "%Y")}
    return frozenset(written | {one.lstrip("0") for one in written})


def strange_amounts(question: Question, record: str, *known: str, exact: bool = False) -> tuple[Amount, ...]:
    """Give the figures of a record that are neither known nor a time or date of the ticket."""
    when = stamps(question)
    clock = "\n".join(one for one in sorted(when) if ":" in one)
    strange = unheard_amounts(record, *known, exact=exact, times=clock)
    return tuple(one for one in strange if one.counts or one.text not in when)


def _is_made_up(question: Question, record: str) -> bool:
    """Tell whether a record holds a number that stands nowhere in the case, long enough to be no slip."""
    shown = (str(one.fields.get("text") or "") for one in question.all("check.run"))
    known = (said_by_customer(question), *shown)
    return any(_NUMBER.search(one.text) for one in strange_amounts(question, record, *known, exact=True))


def _may_have_been_asked(question: Question, slot: ExpectedSlot) -> bool:
    """Tell whether something stayed untold because the question was not understood: then nobody left it out."""
    if question.machine is None or slot.name in told_slots(question):
        return False
    asked = ASKED_AS.get(slot.name, slot.name)
    if any(act.slot == asked for word in question.words for act in word.acts("ask")):
        return False
    # Who is asked for by name in the callback was not asked for what the record needed before.
    solved = question.first("ticket.resolved", "ticket.closed", "callback.done")
    return any(word.doubts("ask") for word in question.words if solved is None or word.event.id < solved.id)


def worth(question: Question, slot: ExpectedSlot, record: str) -> Worth:
    """Judge one record against the truth.

    A name or number that is not the true one is wrong when the customer had told it. When nobody had, it is invented
    if it holds a number that nobody gave, and odd without one: "the lady at the till" makes nothing up. The true one
    counts in a shorter or another form, and where only a person can tell that it is one, it is unclear. Free words
    that match no mark are unclear too; with a figure that contradicts what was told they are wrong, and with one
    nobody was heard to give they are odd where the thing was not told.
    """
    if question.is_blank(record):
        return "unclear" if _may_have_been_asked(question, slot) else "missing"
    if _holds(slot, record):
        return "true"
    # Nobody has marked what the customer of a transcript told: the true value must stand in the words.
    told = (
        loose(slot.value) in loose(said_by_customer(question))
        if slot.disclosure is None
        else slot.name in told_slots(question)
    )
    if slot.structured:
        return _worth_of_name(question, slot, record, told=told)
    return _worth_of_words(question, slot, record, told=told)


def _worth_of_words(question: Question, slot: ExpectedSlot, record: str, *, told: bool) -> Worth:
    heard, bare = said_by_customer(question), slot.disclosure is None
    if tells_nothing(slot.name, record):
        return "missing"
    strange = strange_amounts(question, counted(record), counted(heard), slot.value)
    if strange and not (told or bare):
        return "odd"
    less = makes_less_of(slot.value, record) or names_another(slot.value, record, heard)
    if (told and less) or any(contradicts(slot.value, one) for one in strange):
        return "wrong"
    alike = bare and not slot.marks and not strange
    return "true" if alike and shared_share(record, f"{slot.value}\n{heard}") >= SAME else "unclear"


def _worth_of_name(question: Question, slot: ExpectedSlot, record: str, *, told: bool) -> Worth:
    heard = loose(said_by_customer(question))
    said = bool(loose(record)) and loose(record) in heard
    alike = _likeness(slot, record)
    if alike == "same" or (said and (slot.disclosure is None or alike == "perhaps")):
        return "true"
    if alike == "perhaps" and told:
        return "unclear"
    return "wrong" if said or told else "invented" if _is_made_up(question, record) else "odd"


def _likeness(slot: ExpectedSlot, record: str) -> Likeness:
    """Hold a record against the value, what the customer believes, and the ways it may be written."""
    ways = (slot.value, slot.believes, *(slot.marks[0] if len(slot.marks) == 1 else ()))
    found = {likeness(slot.name, one, record) for one in ways if one}
    return "same" if "same" in found else "perhaps" if "perhaps" in found else "other"


def expected_in(question: Question, field: IntakeField) -> ExpectedSlot | None:
    """Give what a field must hold: the fact that fills it, or the fact of its own name; None where nobody knows."""
    if question.key is None:
        return None
    return (question.key.slot(field.fact) if field.fact else None) or question.key.slot(field.name)


FILLER = 3
"""Fields of one ticket that hold the same words, from which on they tell nothing."""


def worths(question: Question, group: str, *, required: bool = True) -> Iterator[tuple[str, Worth]]:
    """Judge the records of a group of fields; a required one that nobody filled is missing.

    Words that stand in one field after the other, whatever each asks for, fill none of those they are not true of.
    """
    fields = recorded(question)
    spread = Counter(loose(record) for record in fields.values())
    for one in question.handbook.intake:
        slot = expected_in(question, one)
        if one.group != group or one.required != required:
            continue
        record = fields.get(one.name, "")
        if slot is None:
            # Nobody knows the truth: a record is taken as it stands, an empty one is missing all the same.
            if question.key is None:
                yield one.name, "missing" if question.is_blank(record) else "unclear"
            continue
        found = worth(question, slot, record)
        if found in {"odd", "unclear"} and spread[loose(record)] >= FILLER:
            record, found = "", worth(question, slot, "")
        if slot.reachable or not question.is_blank(record):
            yield one.name, found
