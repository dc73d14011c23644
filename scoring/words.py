"""What did the trainee say to the customer, and what do the stored readings show?"""

from collections.abc import Iterable
from dataclasses import dataclass

from policy.text import Lang
from scoring.finding import Evidence, Judgement, Right
from scoring.stated import SENTENCE_END
from scoring.unread import MARKS, may_ask, may_turn
from simulator.reading.read import read
from simulator.reading.reading import Act, Reading, Span
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

_READ_AS = {"work_claimed": "progress_update"}
"""Acts that only rules know, by the label of the annotation guide that the same words have."""


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
    def said(self) -> str:
        """What was said in it: the message but for words that nobody tied into a sentence, every place kept."""
        said = self.text
        for one in self.reading.heaps_at if self.reading else ():
            said = said[: one.start] + " " * (one.end - one.start) + said[one.end :]
        return said

    @property
    def blurred(self) -> bool:
        """Whether nothing in it decides: nobody read it, or an old reading doubts it as a whole."""
        return self.reading is None or (self.reading.unsure and not self.reading.doubts)

    @property
    def _is_lost(self) -> bool:
        """Whether no act in it counts; a reading that places what it left open has found the rest."""
        return self.blurred and not (self.reading and self.reading.unread_at)

    def acts(self, *names: str) -> tuple[Act, ...]:
        """Give the acts of some names that strong evidence shows, those in dispute too.

        What may cost anybody anything rests on `agreed`.
        """
        if self.reading is None or self._is_lost:
            return ()
        return tuple(act for act in self.reading.acts if act.name in names)

    def agreed(self, *names: str) -> tuple[Act, ...]:
        """Give those of `acts` that the classifier, where one read, does not dispute."""
        return tuple(act for act in self.acts(*names) if not self._is_disputed(act))

    def disputed(self, *names: str) -> tuple[Act, ...]:
        """Give those of `acts` that the classifier disputes: they are there, or not."""
        return tuple(act for act in self.acts(*names) if self._is_disputed(act))

    def _is_disputed(self, act: Act) -> bool:
        second = self.reading.second if self.reading else None
        return second is not None and _READ_AS.get(act.name, act.label) in second.disputed

    def modelled(self, *names: str) -> tuple[Act, ...]:
        """Give the acts of some names that only the classifier found: they show what was said, and prove no fault."""
        second = self.reading.second if self.reading else None
        return tuple(act for act in second.acts if act.name in names) if second else ()

    def doubts(self, *names: str) -> bool:
        """Tell whether one of some acts is neither found nor missing here: a clause nobody read may hold it."""
        if self.reading is None or self.blurred or self.reading.doubts_any(*names):
            return True
        if self.reading.second and any(one.partition(":")[0] in names for one in self.reading.second.undecided):
            return True
        return any(self._bears(name, span) for span in self._unread() for name in names)

    def _unread(self) -> tuple[Span, ...]:
        """Give the clauses nobody read; in a reading that does not place them, the whole message may be one."""
        if self.reading is None or not self.reading.unread:
            return ()
        return self.reading.unread_at or (Span(start=0, end=len(self.text)),)

    def _bears(self, name: str, span: Span) -> bool:
        """Tell whether a clause nobody read bears the mark of an act."""
        mark, piece = MARKS.get(name), self.text[span.start : span.end]
        if mark is None or mark.search(piece):
            return mark is not None
        return mark is MARKS["ask"] and may_ask(piece, self.text[span.start : self._sentence(span.start).end])

    def sentence_of(self, act: Act) -> tuple[int, int]:
        """Give the first character and the end of the sentence, or sentences, that an act stands in."""
        start, end = self._sentence(act.start), self._sentence(max(act.start, act.end - 1))
        return start.start, end.end

    def _sentence(self, place: int) -> Span:
        """Give the sentence around a place of the message, with the mark that ends it."""
        ends = [hit.end() for hit in SENTENCE_END.finditer(self.text)]
        start = max((end for end in ends if end <= place), default=0)
        return Span(start=start, end=min((end for end in ends if end > place), default=len(self.text)))

    @property
    def sure(self) -> bool:
        """Whether every clause was understood and nothing is in doubt."""
        if self.reading is None or (self.reading.second and self.reading.second.disputed):
            return False
        return not (self.reading.unsure or self.reading.unread or self.reading.doubts)

    def sure_of(self, act: Act) -> bool:
        """Tell whether a gate may rest on an act: its clause was understood, and nothing else can turn it round.

        Nothing in its sentence is in doubt, and no clause nobody read denies it or takes it back; small talk beside
        it does neither. Where a reading does not place what it left open, the whole message has to be sure. An act in
        dispute is never sure.
        """
        if self._is_disputed(act):
            return False
        if self.sure:
            return True
        if self.reading is None or self._is_lost or not self.reading.is_placed:
            return False
        start, end = self.sentence_of(act)
        if any(span.meets(start, end) for span in self.reading.doubted_at):
            return False
        return not any(
            may_turn(self.text[span.start : span.end], beside=span.meets(start, end))
            for span in self.reading.unread_at
            if not span.meets(act.start, act.end)
        )

    @property
    def clear(self) -> bool:
        """Whether anything was understood."""
        return (
            not self.blurred
            and self.reading is not None
            and any(not self._is_disputed(act) for act in self.reading.acts)
        )


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
    # As written: the places of a reading are places in it.
    return text if isinstance(text, str) and text.strip() else ""


def _reading(event: Event, text: str, lang: Lang, rules: Rules | None) -> Reading | None:
    stored = event.fields.get("reading")
    if stored is not None:
        return reading_from(stored)
    return read(text, lang, rules) if rules is not None else None


def shown_in(word: Word, *acts: Act) -> tuple[Evidence, ...]:
    """Point to the words of one message that show some acts."""
    return tuple(Evidence(event=int(word.event.id), quote=act.quote, start=act.start, end=act.end) for act in acts)


def quoted(words: Iterable[Word], *names: str) -> tuple[Evidence, ...]:
    """Point to the words that show some acts beyond dispute."""
    return tuple(proof for word in words for proof in shown_in(word, *word.agreed(*names)))


def owed(code: str, words: Words, acts: tuple[str, ...], right: Right, missed: tuple[Event, ...] = ()) -> Judgement:
    """Judge something that had to be said: silence does not please, and what is in doubt goes to a person.

    Args:
        code: Criterion.
        words: Messages in which it would count.
        acts: Acts, any of which fulfils it.
        right: What would have been right.
        missed: Events that prove the gap, where nobody spoke.
    """
    shown = quoted(words, *acts) or tuple(proof for word in words for proof in shown_in(word, *word.modelled(*acts)))
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

    What only the classifier found, or disputes, goes to a person. What is only in doubt does so where it would be a
    gate, and is let pass elsewhere. A gate rests on acts alone that are sure where they stand (decision 14).
    """
    shown = tuple(
        one
        for word in words
        for one in shown_in(word, *(act for act in word.agreed(*acts) if not critical or word.sure_of(act)))
    )
    if shown:
        return (Judgement(code=code, verdict="not_met", evidence=shown, right=right),)
    suspected = tuple(
        proof for word in words for proof in shown_in(word, *word.modelled(*acts), *word.disputed(*acts))
    )
    if suspected:
        return (Judgement(code=code, verdict="not_judged", evidence=suspected),)
    doubtful = tuple(Evidence(event=int(word.event.id)) for word in words if hints(word, *acts))
    if doubtful and critical:
        return (Judgement(code=code, verdict="not_judged", evidence=doubtful),)
    clear = [word for word in words if word.clear]
    if clear:
        return (Judgement(code=code, verdict="met", evidence=(Evidence(event=int(clear[0].event.id)),)),)
    first = tuple(Evidence(event=int(word.event.id)) for word in words[:1])
    return (Judgement(code=code, verdict="not_judged", evidence=first),) if words else ()


def hints(word: Word, *acts: str) -> bool:
    """Tell whether a message gives weak evidence of some acts, or strong one in words half understood.

    One nobody has read gives none.
    """
    if word.reading is None:
        return False
    weak = not word.sure and any(word.reading.has(act) for act in acts)
    return weak or word.reading.doubts_any(*acts)
