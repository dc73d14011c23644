"""Is what was written down for later true?"""

import re
from collections.abc import Iterator, Mapping

from scenarios.fault_model import FaultModel
from scoring.checks.closure import archive_fields
from scoring.checks.feedback import Claim, claimed
from scoring.checks.heard import last_word
from scoring.checks.satisfaction import is_low
from scoring.figures import Amount, unheard_amounts
from scoring.finding import Judgements, Right, Verdict, met, not_judged, not_met
from scoring.question import Question
from scoring.records import loose, recorded, said_by_customer, strange_amounts
from scoring.stated import is_meant, is_stated, sentences
from sla.timeline import Event

LEAST_SHARED = 0.3
"""Share of the pairs of characters of a description that stand in what was said or recorded."""

WRITTEN_LATE = frozenset({"ticket.archived", "kb.draft", "kb.published"})
"""What is written about the case afterwards: it proves nothing of itself."""

_DELIGHTED = re.compile(
    r"(?:非常|十分|很|特别|极其|极为|完全|相当)(?:的)?(?:满意|认可)"
    r"|\b(?:very|fully|completely|extremely|highly|entirely|perfectly|most) (?:satisfied|happy|pleased|content)\b"
    r"|\b(?:delighted|overjoyed|thrilled)\b",
    re.IGNORECASE,
)
"""Great content, which no low rating can stand for."""

_DENIED = re.compile(r"[不没未非][^，,、；;]{0,4}$")

AGREES = frozenset({"accepts_measures"})
"""What a customer says who agrees to what was done about a complaint."""

LEAST_QUOTE = 4
"""Characters of a quotation that stands in no sentence by chance."""

LEAST_RATING = 3
"""A rating that says the customer is content, of five."""


def record(question: Question) -> Judgements:
    """Judge the archive's words (STD-3.3.2)."""
    archived = question.own("ticket.archived")
    if not archived or not isinstance(archived[-1].fields.get("fields"), Mapping):
        return ()
    return _archive(question, archived[-1])


def _pairs(text: str) -> frozenset[str]:
    plain = loose(text)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def _known(question: Question) -> str:
    """Join everything a truthful archive can rest on: what was said, shown, done, noted or rated."""
    noted = (text for one in question.timeline if one.kind not in WRITTEN_LATE for text in _texts(one.fields))
    values = [one.value for one in question.key.slots] if question.key else []
    return "\n".join((said_by_customer(question), *noted, *recorded(question).values(), *values, *_done(question)))


def _texts(value: object) -> Iterator[str]:
    """Give every text and number that an event holds, however deep, but not what was read into its words."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            if name != "reading":
                yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield str(value)


def _done(question: Question) -> Iterator[str]:
    """Give the articles that were opened, and the names of what was checked and done."""
    opened = {str(one.fields.get("article") or "") for one in question.all("kb.opened")}
    if question.key is not None:
        yield from (text for name, text in question.key.articles.items() if name in opened)
    if question.machine is not None:
        done = {str(one.fields.get("action") or "") for one in question.all("action.executed", "customer.approved")}
        done |= {str(one.fields.get("check") or "") for one in question.all("check.run")}
        yield from (text for name, text in _titles(question.machine.model) if name in done)


def _titles(model: FaultModel) -> Iterator[tuple[str, str]]:
    """Give each name of an action or a check, in both languages, behind its id."""
    named = [(one.id, one.title) for one in model.actions] + [(one.id, one.title) for one in model.checks]
    yield from ((name, text) for name, title in named for text in (title.zh, title.en))


def _at_hand(question: Question) -> str:
    """Join what the desk shows to anybody: every article, check and action; who writes of it makes up no figure."""
    texts = list(question.key.articles.values()) if question.key else []
    if question.machine is not None:
        model = question.machine.model
        texts += [text for _, text in _titles(model)]
        texts += [text for check in model.checks for one in check.results for text in (one.text.zh, one.text.en)]
    return "\n".join(texts)


def _strange(question: Question, text: str, known: str) -> tuple[Amount, ...]:
    """Give the figures of an archive that stand nowhere: in no words, no article, rating or other field."""
    spent = {round((one.at - question.opened.at).total_seconds() / 60) for one in question.timeline}
    lasted = {str(minutes + off) for minutes in spent for off in (-1, 0, 1)}
    return tuple(one for one in strange_amounts(question, text, known) if one.text not in lasted)


def _archive(question: Question, archived: Event) -> Judgements:
    """Judge the archive against the ticket: figures nobody gave, and a confirmation nobody gave, contradict it."""
    held = archive_fields(archived)
    text, known = "\n".join(held.values()), _known(question)
    strange = _strange(question, text, known)
    nowhere = [one for one in strange if one.is_long and unheard_amounts(one.text, _at_hand(question))]
    right, shown = Right(code="archive_truth"), " ".join(sorted({one.text for one in strange}))
    if nowhere:
        return (not_met("archive_true", archived, right=right, strange=shown),)
    praised = _praised(question, archived, held.get("feedback", ""))
    if praised is not None:
        return (not_met("archive_true", archived, praised, right=right),)
    feedback = _feedback(question, archived, held.get("feedback", ""))
    if feedback == "not_met":
        last = last_word(question, archived)
        return (not_met("archive_true", archived, *((last[0],) if last else ()), right=right),)
    if strange:
        return (not_judged("archive_true", archived, strange=shown),)
    pairs = _pairs(held.get("description", ""))
    if feedback == "not_judged" or len(pairs & _pairs(known)) < LEAST_SHARED * max(1, len(pairs)):
        return (not_judged("archive_true", archived),)
    return (met("archive_true", archived),)


def _praised(question: Question, archived: Event, feedback: str) -> Event | None:
    """Give a low rating that was filed as great content; None where nobody did so.

    The grade of the customer's that is named beside it tells no lie, nor does what was said or agreed to afterwards.
    """
    rated = [one for one in question.all("csat.received") if one.id < archived.id]
    if not rated or not is_low(question, rated[-1]) or _is_quoted(question, archived, feedback):
        return None
    after = [one for one in question.timeline if rated[-1].id < one.id < archived.id and one.actor == "customer"]
    if any(_is_content(one) or (one.kind == "customer.msg" and one.fields.get("act") is None) for one in after):
        return None
    praises = any(
        is_stated(sentence, hit.start(), hit.end(), firm=True) and is_meant(sentence, hit.start(), hit.end())
        for sentence in sentences(feedback)
        for hit in _DELIGHTED.finditer(sentence.text)
        if not _DENIED.search(sentence.text[: hit.start()])
    )
    return rated[-1] if praises and not _names_low(question, feedback) else None


def _names_low(question: Question, feedback: str) -> bool:
    """Tell whether a feedback names a low grade of the manual's scale."""
    scale = question.handbook.satisfaction
    low = [one for one in scale.grades if one.code in scale.low] if scale else []
    names = [name for one in low for name in (one.name.zh, one.name.en)]
    # The name of a better grade holds that of a low one (`不满意`, `满意`) only the other way round.
    return any(loose(one) in loose(feedback) for one in names)


def _feedback(question: Question, archived: Event, feedback: str) -> Verdict:
    """Hold what is written of the customer's word against that word: one that nobody gave is made up."""
    if _is_quoted(question, archived, feedback):
        return "met"
    said, told = claimed(question, feedback), _told(question, archived)
    if said == "works" and told == "":
        return "not_met"
    doubtful = (said in {"works", "perhaps"} and told != "works") or (said == "fails" and told == "works")
    return "not_judged" if doubtful else "met"


def _told(question: Question, archived: Event) -> Claim:
    """Tell what the customer said of the state before the archive was written.

    It `works` where the customer said so last, or agreed or gave a good rating after the last complaint; it is empty
    where nobody can have heard it, and for a person where something was said that no drill has marked.
    """
    last = last_word(question, archived)
    if last is not None and last[1] == "works":
        return "works"
    since = -1 if last is None else int(last[0].id)
    after = [one for one in question.timeline if since < one.id < archived.id and one.actor == "customer"]
    if any(_is_content(one) for one in after):
        return "works"
    # A verdict after the archive, and words of a transcript that say nothing plain, leave it open.
    later = [one for one in question.all("verify.customer", "csat.received") if one.id > archived.id]
    unmarked = [one for one in question.all("customer.msg") if since < one.id and one.fields.get("act") is None]
    return "perhaps" if later or unmarked else ""


def _is_content(event: Event) -> bool:
    """Tell whether a customer agreed to what was done, or rated it well."""
    if event.kind == "csat.received":
        value = event.fields.get("value")
        return not isinstance(value, int | float) or value >= LEAST_RATING
    return event.fields.get("act") in AGREES


def _is_quoted(question: Question, archived: Event, feedback: str) -> bool:
    """Tell whether a feedback is what the customer said, word for word, and has not taken back since."""
    last = last_word(question, archived)
    since = int(last[0].id) if last is not None and last[1] == "fails" else -1
    spoken = (one for one in question.timeline if since <= one.id < archived.id and one.actor == "customer")
    words, quote = [loose(str(one.fields.get("text") or "")) for one in spoken], loose(feedback)
    # A word or two stand in many a sentence that says something else (`好` in `你好`).
    return bool(quote) and any(quote == one or (len(quote) >= LEAST_QUOTE and quote in one) for one in words)
