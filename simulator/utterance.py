"""What is one thing the customer says: its sentences, what they do, and when they come?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from policy.text import Lang
from scenarios.fill import fill
from simulator.chance import fraction, whole
from simulator.evolved import evolved
from simulator.state import Desk, Due, State, is_live
from sla.timeline import Json

DELAYS: Mapping[str, tuple[int, int]] = {
    "phone": (2, 7),
    "chat": (8, 40),
    "wecom": (20, 120),
    "web_form": (300, 1500),
    "email": (600, 2400),
    "online_chat": (8, 40),
    "ticket_system": (300, 1500),
    "fax": (600, 2400),
    "feedback_form": (300, 1500),
    "sms": (20, 120),
}
"""Seconds before the customer answers, by channel."""

LETTERS = ("email", "fax")
"""Channels on which people greet and close as in a letter; a form, a chat and a talk have neither."""

SIGNED_AS = "contact_name"
"""Fact with which a letter is signed, once it has been told."""

MARKS = tuple("。！？；，、：…—～”」』）.!?;,:)\"'")
"""With which a sentence, or a part of one, ends by itself."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the customer is going to say.

    Attributes:
        parts: Sentences, in order.
        act: Name of what the reply mainly does.
        slots: Facts told in it.
        hinted: Facts told vaguely.
        event: An event beside the words: `verify.customer`, `workaround.accepted`, `csat.received`,
            `customer.approved`, `remote.consent`, `customer.signed`, `gift.offered`, or empty.
        value: Rating, when the event is one.
        grade: The same as a grade of the handbook's own scale, empty where it has none.
        about: Check or action, when the event is an approval.
        attempt: Number of the attempt of a pretext that the words carry, 0 for none.
        yields: The caller gives the pretext up in it.
    """

    parts: tuple[str, ...]
    act: str
    slots: tuple[str, ...] = ()
    hinted: tuple[str, ...] = ()
    event: str = ""
    value: int = 0
    grade: str = ""
    about: str = ""
    attempt: int = 0
    yields: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a move asks of the customer, whatever its words are.

    Attributes:
        intent: `confirm_resolved`, `ask_satisfaction`, `callback`, `explain`, `hold`, `resume`, `remote`,
            `remote_check`, `complaint`, `feedback`, `sign`, `number`, `low_rating`, `prevent`, `out_of_scope`,
            `decline_gift`, or empty.
        about: Check or action that is explained.
        parts: What the explanation holds: `steps`, `effect`, `risk`.
        vague_promise: A time was promised that nobody can put on a clock.
        puzzling: Something was asked that was not understood.
    """

    intent: str = ""
    about: str = ""
    parts: tuple[str, ...] = ()
    vague_promise: bool = False
    puzzling: bool = False


def say(desk: Desk, turn: int, act: str, **values: str) -> str:
    """Choose the wording of an act for this case and turn, and fill it; turns that follow each other differ."""
    case = desk.case
    options = desk.wording.customer(act, case.lang, case.persona.temper_words)
    first = int(fraction(case.seed, case.id, 0, act) * len(options))
    return fill(options[(first + turn) % len(options)], values)


def spoken_act(desk: Desk, state: State, act: str, event: str = "", **values: str) -> Reply:
    """Give a reply that does one thing, worded for this turn."""
    return Reply(parts=(say(desk, state.version, act, **values),), act=act, event=event)


def with_words(answer: Reply, *parts: str) -> Reply:
    """Add sentences to a reply, none of them twice."""
    return evolved(answer, parts=tuple(dict.fromkeys((*answer.parts, *parts))))


def reply_at(desk: Desk, state: State, heard: datetime) -> datetime:
    """Give the moment the customer answers, after having heard the message."""
    # Somebody on the line answers at once, however slowly the same person writes.
    own = () if is_live(desk) else desk.case.answers_s
    low, high = own or DELAYS.get(desk.case.channel, DELAYS["wecom"])
    delay = whole(low, high, fraction(desk.case.seed, desk.case.id, state.version, "delay"))
    return heard + timedelta(seconds=delay)


def run_on(parts: Sequence[str], lang: Lang) -> str:
    """Put what is said one after the other; what ends in no mark of its own is set off by a comma or a full stop.

    >>> run_on(("C-60059", "我是向帆"), "zh"), run_on(("It says 5.1.0", "Yes, there is one."), "en")
    ('C-60059，我是向帆', 'It says 5.1.0. Yes, there is one.')
    """
    stop, glue = ("，", "") if lang == "zh" else (".", " ")
    set_off = [part if part.endswith(MARKS) else f"{part}{stop}" for part in parts[:-1]]
    return glue.join((*set_off, *parts[-1:]))


def as_data(desk: Desk, said: Reply) -> Mapping[str, Json]:
    """Write a reply down as what something due needs."""
    return {
        "text": run_on(said.parts, desk.case.lang),
        "act": said.act,
        "slots": said.slots,
        "hinted": said.hinted,
        "event": said.event,
        "value": said.grade or said.value,
        "about": said.about,
        "attempt": said.attempt,
        "yields": said.yields,
    }


def lettered(desk: Desk, state: State, said: Reply) -> Reply:
    """Write a reply as a letter where it is one: a greeting, what there is to say, a close, and a name once given."""
    if desk.case.channel not in LETTERS:
        return said
    fact = desk.case.fact(SIGNED_AS)
    name = fact.value if fact is not None and SIGNED_AS in {*state.told, *said.slots} else ""
    first, last = (say(desk, state.version, act) for act in ("letter_greeting", "letter_close"))
    return evolved(said, parts=tuple(one for one in (first, *said.parts, last, name) if one))


def as_due(desk: Desk, state: State, said: Reply, heard: datetime) -> Due:
    """Plan a reply as something that will happen."""
    data = as_data(desk, lettered(desk, state, said))
    return Due(id=f"reply-{state.version}", at=reply_at(desk, state, heard), what="customer", data=data)
