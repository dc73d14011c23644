"""What did the trainee say to the customer, and what do the stored readings show?"""

from collections.abc import Iterable
from dataclasses import dataclass

from policy.text import Lang
from scoring.finding import Evidence, Judgement, Right
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
    def sure(self) -> bool:
        """Whether the reading decides."""
        return self.reading is not None and not self.reading.unsure

    def acts(self, *names: str) -> tuple[Act, ...]:
        """Give the acts of some names that were found."""
        return () if self.reading is None else tuple(act for act in self.reading.acts if act.name in names)


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


def quoted(words: Iterable[Word], *names: str) -> tuple[Evidence, ...]:
    """Point to the words that show some acts."""
    return tuple(
        Evidence(event=int(word.event.id), quote=act.quote, start=act.start, end=act.end)
        for word in words
        for act in word.acts(*names)
    )


def owed(code: str, words: Words, acts: tuple[str, ...], right: Right, missed: tuple[Event, ...] = ()) -> Judgement:
    """Judge something that had to be said: silence does not please, and unsure words go to a person.

    Args:
        code: Criterion.
        words: Messages in which it would count.
        acts: Acts, any of which fulfils it.
        right: What would have been right.
        missed: Events that prove the gap, where nobody spoke.
    """
    shown = quoted([word for word in words if word.sure], *acts)
    if shown:
        return Judgement(code=code, verdict="met", evidence=shown)
    unclear = tuple(Evidence(event=int(word.event.id)) for word in words if not word.sure)
    if unclear:
        return Judgement(code=code, verdict="not_judged", evidence=unclear)
    events = tuple(Evidence(event=int(one.id)) for one in (*(word.event for word in words[:1]), *missed))
    return Judgement(code=code, verdict="not_met", evidence=events, right=right)


def shunned(code: str, words: Words, acts: tuple[str, ...], right: Right) -> tuple[Judgement, ...]:
    """Judge something that must not be said; who said nothing that can be understood earns nothing."""
    shown = quoted([word for word in words if word.sure], *acts)
    if shown:
        return (Judgement(code=code, verdict="not_met", evidence=shown, right=right),)
    doubtful = quoted([word for word in words if not word.sure], *acts)
    if doubtful:
        return (Judgement(code=code, verdict="not_judged", evidence=doubtful),)
    clear = [word for word in words if word.sure and word.reading is not None and word.reading.acts]
    if clear:
        return (Judgement(code=code, verdict="met", evidence=(Evidence(event=int(clear[0].event.id)),)),)
    if words:
        return (Judgement(code=code, verdict="not_judged", evidence=(Evidence(event=int(words[0].event.id)),)),)
    return ()
