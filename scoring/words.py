"""What did the trainee say to the customer, and what do the stored readings show?"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policy.text import Lang
from scoring.finding import Evidence, Judgement, Right
from simulator.puzzle import QUESTION
from simulator.reading.read import read
from simulator.reading.reading import Act, Reading
from simulator.reading.rules import Rules
from simulator.reading.stored import reading_from
from sla.timeline import Event, Timeline

SPOKEN = frozenset({
    "agent.first_contact", "agent.msg", "progress.update", "callback.done", "fix.provided", "workaround.provided",
    "escalation.customer_told", "plan.explained", "csat.asked", "remote.requested", "ticket.number_told",
    "scope.refused", "dissat.contacted", "complaint.contacted", "complaint.apology", "corrective.fed_back",
    "complaint.followup", "call.held", "call.resumed",
})  # fmt: skip
"""Kinds of events whose text was said to the customer, when the trainee is their actor."""


_DENIAL = re.compile(
    r"[不没无未][能可行得许准允便该会]|无法|没法|没有权|只能|仅限|"
    r"\b(?:not|cannot|never|unable|only|forbid\w*|preclude\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_ANYTHING = re.compile("")

MARKS: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(("ask", "request_remote_consent"), QUESTION),
    "refuse_disclosure": _DENIAL,
    **dict.fromkeys(("greet", "self_introduce"), _ANYTHING),
}
"""What a clause that nobody read must bear to be one of these acts in words that are not known.

A question asks, a refusal denies; how people greet and name themselves has no form. Other acts are told by what was
read alone: most clauses that nobody read are talk, and would excuse whatever was left out.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One message of the trainee to the customer.

    Attributes:
        event: Where it stands.
        text: As written.
        reading: What was understood, None where nobody read it.
    """

    event: Event
    text: str
    reading: Reading | None

    @property
    def blurred(self) -> bool:
        """Whether nothing in it decides: nobody read it, or an old reading doubts it as a whole."""
        return self.reading is None or (self.reading.unsure and not self.reading.doubts)

    def acts(self, *names: str) -> tuple[Act, ...]:
        """Give the acts of some names that strong evidence shows, whatever else in the message is in doubt."""
        if self.reading is None or self.blurred:
            return ()
        return tuple(act for act in self.reading.acts if act.name in names)

    def doubts(self, *names: str) -> bool:
        """Tell whether one of some acts is neither found nor missing here: a clause nobody read may hold it."""
        if self.reading is None or self.blurred or self.reading.doubts_any(*names):
            return True
        return self.reading.unread and any(mark.search(self.text) for name in names if (mark := MARKS.get(name)))

    @property
    def sure(self) -> bool:
        """Whether every clause was understood and nothing is in doubt: only then may a gate rest on the words."""
        return self.reading is not None and not (self.reading.unsure or self.reading.unread or self.reading.doubts)

    @property
    def clear(self) -> bool:
        """Whether anything was understood."""
        return not self.blurred and self.reading is not None and bool(self.reading.acts)


Words = tuple[Word, ...]


def words_of(timeline: Timeline, lang: Lang, rules: Rules | None = None) -> Words:
    """Collect what the trainee said to the customer, in order.

    Args:
        timeline: Events in time order.
        lang: Language of the case.
        rules: Reads words that carry no stored reading, i.e. those of transcripts of other desks.
    """
    return tuple(
        Word(event=event, text=text, reading=_reading(event, text, lang, rules))
        for event in timeline
        if event.actor == "trainee" and event.kind in SPOKEN and (text := _text(event))
    )


def _text(event: Event) -> str:
    if event.fields.get("to") not in {None, "", "customer"} or event.fields.get("reached") is False:
        return ""
    text = event.fields.get("text")
    return text.strip() if isinstance(text, str) else ""


def _reading(event: Event, text: str, lang: Lang, rules: Rules | None) -> Reading | None:
    stored = event.fields.get("reading")
    if stored is not None:
        return reading_from(stored)
    return read(text, lang, rules) if rules is not None else None


def shown_in(word: Word, *acts: Act) -> tuple[Evidence, ...]:
    """Point to the words of one message that show some acts."""
    return tuple(Evidence(event=int(word.event.id), quote=act.quote, start=act.start, end=act.end) for act in acts)


def quoted(words: Iterable[Word], *names: str) -> tuple[Evidence, ...]:
    """Point to the words that show some acts."""
    return tuple(proof for word in words for proof in shown_in(word, *word.acts(*names)))


def owed(code: str, words: Words, acts: tuple[str, ...], right: Right, missed: tuple[Event, ...] = ()) -> Judgement:
    """Judge something that had to be said: silence does not please, and what is in doubt goes to a person.

    Args:
        code: Criterion.
        words: Messages in which it would count.
        acts: Acts, any of which fulfils it.
        right: What would have been right.
        missed: Events that prove the gap, where nobody spoke.
    """
    shown = quoted(words, *acts)
    if shown:
        return Judgement(code=code, verdict="met", evidence=shown)
    unclear = tuple(Evidence(event=int(word.event.id)) for word in words if word.doubts(*acts))
    if unclear:
        return Judgement(code=code, verdict="not_judged", evidence=unclear)
    events = tuple(Evidence(event=int(one.id)) for one in (*(word.event for word in words[:1]), *missed))
    return Judgement(code=code, verdict="not_met", evidence=events, right=right)


def shunned(
    code: str, words: Words, acts: tuple[str, ...], right: Right, *, critical: bool = False
) -> tuple[Judgement, ...]:
    """Judge something that must not be said; who said nothing that can be understood earns nothing.

    What is only in doubt goes to a person where it would be a gate, and is let pass elsewhere. A gate rests on
    messages alone that were understood as a whole; one that was not goes to a person too (DESIGN decisions 13, 14).
    """
    shown = quoted([word for word in words if word.sure or not critical], *acts)
    if shown:
        return (Judgement(code=code, verdict="not_met", evidence=shown, right=right),)
    doubtful = tuple(Evidence(event=int(word.event.id)) for word in words if hints(word, *acts))
    if doubtful and critical:
        return (Judgement(code=code, verdict="not_judged", evidence=doubtful),)
    clear = [word for word in words if word.clear]
    if clear:
        return (Judgement(code=code, verdict="met", evidence=(Evidence(event=int(clear[0].event.id)),)),)
    if words:
        return (Judgement(code=code, verdict="not_judged", evidence=(Evidence(event=int(words[0].event.id)),)),)
    return ()


def hints(word: Word, *acts: str) -> bool:
    """Tell whether a message gives weak evidence of some acts, or strong one in words half understood.

    One nobody has read gives none.
    """
    if word.reading is None:
        return False
    weak = not word.sure and any(word.reading.has(act) for act in acts)
    return weak or word.reading.doubts_any(*acts)
