"""How does a real ticket become the draft of a scenario: what does it tell, what is masked, what is left to write?

Channel, time of day and weekday, category and the customer's own words come from the ticket, masked. No ticket tells
the cause, what else it might have been, or where a careless trainee goes wrong: these are blanks, and as long as one
of them is left the draft cannot be sent in.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from mysterydesk.errors import WorldError
from mysterydesk.library import read_text
from mysterydesk.masking import Mask, Masked
from mysterydesk.pack_files import Files
from mysterydesk.pack_text import with_value
from mysterydesk.real_ticket import RealTicket, minute_of
from mysterydesk.scenario_files import FIRST
from policy.document import Path, Plain
from policy.text import Lang
from scenarios.scenario import Kind
from scenarios.shape import WEEKDAYS

FILE: Final = "ticket-draft.yaml"
LONGEST_WORDS: Final = 600
"""Characters of the first words; a customer who writes more is cut at the last sentence before."""
LONGEST_TITLE: Final = 40
MOST_TURNS: Final = 40
"""Lines of the conversation that are put above the draft, masked, to write from."""
DAY: Final = 24 * 60
AROUND: Final = 60
"""Minutes before and after the time of the ticket between which cases are drawn."""

CHANNELS: Final[Mapping[str, re.Pattern[str]]] = {
    "wecom": re.compile(r"企业微信|微信|wecom|wechat|work ?chat", re.IGNORECASE),
    "phone": re.compile(r"电话|来电|热线|phone|call|voice|hotline", re.IGNORECASE),
    "email": re.compile(r"邮件|邮箱|e-?mail|mail", re.IGNORECASE),
    "web_form": re.compile(r"网页|表单|在线|门户|自助|web|portal|form|self.?service|online", re.IGNORECASE),
}
KINDS: Final[Mapping[Kind, re.Pattern[str]]] = {
    "complaint": re.compile(r"投诉|抱怨|complain|grievance", re.IGNORECASE),
    "outage": re.compile(r"中断|宕机|瘫痪|故障停机|全部不能|outage|down\b|major incident", re.IGNORECASE),
    "transfer": re.compile(r"转.{0,3}二线|升级|转派|escalat|transfer|reassign", re.IGNORECASE),
}
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_LETTER: Final = re.compile(r"[A-Za-z]")
_END: Final = re.compile(r"[。！？!?.;；]")
_VERSION: Final = re.compile(r"(?i)(?:版本|version|\bv)\s*[:：]?\s*(v?\d+(?:\.\d+){1,3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A draft that was made of a ticket.

    Attributes:
        files: The scenario, under its usual name.
        masked: What was masked; to be shown once and kept nowhere.
        told: Parts of the draft that come from the ticket.
        lang: Language of the ticket.
    """

    files: Files
    masked: tuple[Masked, ...]
    told: tuple[str, ...]
    lang: Lang


def language_of(ticket: RealTicket) -> Lang:
    """Tell in which language a ticket is written: in Chinese where a third of its letters is."""
    text = " ".join((ticket.subject, *(one.words for one in ticket.turns)))
    han, letters = len(_HAN.findall(text)), len(_LETTER.findall(text))
    return "zh" if han * 2 >= letters else "en"


def channel_of(said: str) -> str:
    """Give the channel that a desk's word means; empty where none is known.

    >>> channel_of("来电登记"), channel_of("Email"), channel_of("carrier pigeon")
    ('phone', 'email', '')
    """
    return next((name for name, words in CHANNELS.items() if words.search(said)), "")


def kind_of(ticket: RealTicket) -> Kind:
    """Give the kind of drill that a ticket is likest to; a question where nothing says otherwise."""
    text = " ".join((ticket.category, ticket.subject, *(one.words for one in ticket.turns)))
    return next((kind for kind, words in KINDS.items() if words.search(text)), "how_to")


def draft_of(ticket: RealTicket) -> Drafted:
    """Draft a scenario from a ticket."""
    lang = language_of(ticket)
    mask = Mask(lang=lang, people=ticket.people)
    text, told = read_text("mysterydesk", FILE), []
    for name, path, value in _values(ticket, mask, lang):
        text = with_value(text, path, value)
        told.append(name)
    notes = "".join(f"# {line}\n" for line in _notes(ticket, mask))
    return Drafted(files={FIRST: notes + text}, masked=mask.masked, told=tuple(dict.fromkeys(told)), lang=lang)


def _values(ticket: RealTicket, mask: Mask, lang: Lang) -> Iterator[tuple[str, Path, Plain]]:
    """Give what a ticket tells: part of the draft, its place in the text, its value."""
    words = _cut(mask.of(_plain(ticket.first_words)), LONGEST_WORDS)
    subject = _cut(mask.of(_plain(ticket.subject)), LONGEST_TITLE)
    if channel := channel_of(ticket.channel):
        yield "channel", ("channels",), [channel]
    if (minute := minute_of(ticket)) is not None:
        yield "time", ("submitted",), [*_around(minute)]
    if ticket.at is not None:
        yield "weekday", ("weekday",), WEEKDAYS[ticket.at.weekday()]
    yield "kind", ("kind",), kind_of(ticket)
    if words:
        yield "words", ("opening", lang), [words]
    if subject:
        yield "subject", ("title", lang), subject
        yield "subject", ("facts", "symptom", "value", lang), subject
    if found := _VERSION.search(" ".join(one.words for one in ticket.turns)):
        yield "version", ("facts", "product_version", "value", lang), found[1]


def _around(minute: int) -> tuple[str, str]:
    first, last = max(minute - AROUND, 0), min(minute + AROUND, DAY - 1)
    return f"{first // 60:02}:{first % 60:02}", f"{last // 60:02}:{last % 60:02}"


def _plain(words: str) -> str:
    """Put words on one line; braces would be names of drawn values."""
    return " ".join(words.replace("{", "(").replace("}", ")").split())


def _cut(words: str, most: int) -> str:
    if len(words) <= most:
        return words
    ends = [one.end() for one in _END.finditer(words[:most])]
    return words[: ends[-1] if ends and ends[-1] > most // 3 else most - 1].rstrip() + ("" if ends else "…")


def _notes(ticket: RealTicket, mask: Mask) -> Iterator[str]:
    """Give what stood in the ticket, masked, as it goes above the draft."""
    for said in (ticket.channel, ticket.category, ticket.priority):
        if said:
            yield mask.of(_plain(said))
    for one in ticket.turns[:MOST_TURNS]:
        who = {"customer": "客户 / customer", "desk": "服务台 / desk"}[one.who]
        yield f"{one.at} {who}: {mask.of(_plain(one.words))}".strip()
    if len(ticket.turns) > MOST_TURNS:
        yield "…"


def checked_id(drafted: Drafted, scenario_id: str) -> Files:
    """Give the files with an id of one's own, for a file outside the store.

    Raises:
        WorldError: `scenario_slug_unfit`.
    """
    if not re.fullmatch(r"S[0-9]{3}-[a-z0-9-]{3,50}", scenario_id):
        raise WorldError("scenario_slug_unfit")
    return {**drafted.files, FIRST: with_value(drafted.files[FIRST], ("id",), scenario_id)}
