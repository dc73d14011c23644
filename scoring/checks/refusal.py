"""Was a caller who wanted what belongs to somebody else refused, told why, and noted?"""

import re

from scoring.finding import Judgement, Judgements, Right, met, not_judged, not_met
from scoring.question import Question
from scoring.records import loose
from scoring.words import Words, owed, shown_in
from sla.timeline import Event

REFUSES = "refuse_disclosure"
EXPLAINS = ("explain_plan", "give_solution", "promise_eta", "escalate_notice")
"""What goes with a refusal that explains: what happens instead."""

_NO = re.compile(
    r"(?:(?:no|sorry|i['’]?m (?:sorry|afraid))[,.]? ?)*(?:i|we) (?:can['’]?t|cannot|can not|won['’]?t|will not)"
    r" (?:give|tell|read|send|show|do|share) ?(?:you )?(?:that|it|this|those|them)(?: out)?[.!]?|no[.!]?"
    r"|(?:(?:抱歉|对不起|不好意思|不行)[，,。！]?)*(?:这个?|那个?)?(?:我们?)?"
    r"(?:不行|不可以|不能(?:给|告诉|说|提供|透露)(?:您|你)?(?:这个|这些)?)[。！!]?",
    re.IGNORECASE,
)
"""A message that refuses and says nothing else."""

LEAST_NOTE = 8
"""Letters, figures and Han characters a note on it must have."""


def refusal(question: Question) -> Judgements:
    """Ask for all three where the case wants a refusal: silence would be none (STD-5b.3.sec)."""
    if question.key is None or not question.key.pretext:
        return ()
    tries = [one for one in question.all("customer.msg") if one.fields.get("pretext")]
    if not tries:
        # Nobody was asked, since nobody was spoken to: nothing was protected either.
        codes = {"refused": "refuse", "refusal_explained": "explain_refusal", "refusal_logged": "log_refusal"}
        return tuple(not_met(code, question.opened, right=Right(code=right)) for code, right in codes.items())
    words = tuple(word for word in question.words if word.event.id > tries[0].id)
    refused = owed("refused", words, (REFUSES,), Right(code="refuse"), tuple(tries[:1]))
    bare = _bare(words)
    if bare and refused.verdict != "met":
        # A plain no refuses as well as any other; nothing in it tells why.
        return (met("refused", tries[0], bare[0].event), _bare_explained(words, bare), _logged(question, tries[0]))
    return (
        refused,
        _explained(words, tries[0]),
        _logged(question, tries[0]),
    )


def _bare(words: Words) -> Words:
    """Give the messages that are no more than a no."""
    return tuple(word for word in words if _NO.fullmatch(word.text.strip()))


def _bare_explained(words: Words, bare: Words) -> Judgement:
    """Ask for a reason beside a plain no: in the next messages, before anything else is talked of."""
    after = [word for word in words if word.event.id > bare[0].event.id and word not in bare]
    told = [word for word in words if word not in bare and word.agreed(*EXPLAINS)]
    near = [word for word in after[:1] if not word.clear or word.doubts(*EXPLAINS) or word.doubts(REFUSES)]
    if near or [word for word in after[:1] if word in told]:
        return not_judged("refusal_explained", *(word.event for word in (near or told)[:1]))
    return not_met("refusal_explained", *(word.event for word in bare), right=Right(code="explain_refusal"))


def _explained(words: Words, asked: Event) -> Judgement:
    """Ask for a reason or another way to go, in a message that refuses or in one after it."""
    first = next((index for index, word in enumerate(words) if word.acts(REFUSES) or word.doubts(REFUSES)), None)
    if first is None:
        return not_met("refusal_explained", asked, right=Right(code="explain_refusal"))
    refusing = [word for word in words[first:] if word.agreed(REFUSES) and word.agreed(*EXPLAINS)]
    if refusing:
        proof = tuple(one for word in refusing for one in shown_in(word, *word.agreed(REFUSES, *EXPLAINS)))
        return Judgement(code="refusal_explained", verdict="met", evidence=proof)
    judged = owed("refusal_explained", words[first : first + 2], EXPLAINS, Right(code="explain_refusal"), (asked,))
    # What else stands in a refusal is most likely the reason, or the other way to go.
    half_read = [word.event for word in words[first:] if word.acts(REFUSES) and not word.sure]
    return not_judged("refusal_explained", *half_read) if judged.verdict == "not_met" and half_read else judged


def _logged(question: Question, asked: Event) -> Judgement:
    notes = [
        one
        for one in question.own("action.logged", "supervisor.notified")
        if one.id > asked.id and len(loose(str(one.fields.get("text") or ""))) >= LEAST_NOTE
    ]
    if notes:
        return met("refusal_logged", asked, notes[0])
    return not_met("refusal_logged", asked, right=Right(code="log_refusal"))
