"""What does one section say of the facts it has to carry?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from policy.text import Text
from scoring.finding import Evidence
from scoring.written.alike import is_near
from scoring.written.figure import given
from scoring.written.gaming import Filling, is_stuffed
from scoring.written.invented import strange_in
from scoring.written.kind import STEP, Section
from scoring.written.outcome import Outcome
from scoring.written.reference import Fact, References
from scoring.written.said import said_instead, said_of
from scoring.written.told import Telling, sentences_of

CAUSES = frozenset({"cause", "common_cause"})
SEVERAL = 2
"""Wrong causes beside the right one that make a list of guesses of it."""

LEAST = 4
"""Fewest letters of a sentence that may say something in other words."""

_BECAUSE = re.compile(
    r"因为|由于|引起|导致|造成|所致|起因|原因"
    r"|\b(?:because|caused?|due to|came from|comes from|reason|owing to|led to|result of)\b",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"之前|以前|之后|以后|[前后]先|倒序|\b(?:before|after|once|prior to|beforehand)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One section as it was written.

    Attributes:
        section: What it must hold.
        number: Its place among the sections of the kind.
        text: As written.
        filling: Whether it was really written.
        references: What is true.
        grades: Of a choice.
    """

    section: Section
    number: int
    text: str
    filling: Filling
    references: References
    grades: tuple[Text, ...]

    def proof(self, start: int, end: int) -> tuple[Evidence, ...]:
        """Point to some words of it, without the white space around them."""
        words = self.text[start:end]
        lead = len(words) - len(words.lstrip())
        quote = words.strip()
        place = start + lead
        one = Evidence(event=self.number, quote=quote, start=place, end=place + len(quote), section=self.section.code)
        return (one,) if quote else ()


def outcomes(page: Page) -> tuple[Outcome, ...]:
    """Judge a section: that it is there, each fact, the order of steps, and that nothing is made up."""
    facts = _named(page)
    if page.filling:
        blank = page.proof(0, len(page.text))
        reason = page.filling
        present = _not_met(page, "present", "present", reason, evidence=blank)
        lacks = "missing" if reason in {"missing", "copied"} else reason
        lost = tuple(_not_met(page, "fact", name, lacks, value=fact.value, evidence=blank) for name, fact in facts)
        return (present, *lost, *_order_lost(page))
    judged = tuple(_fact(page, name, fact) for name, fact in facts)
    judged = _other_words(page, judged)
    order = _order(page, judged)
    return (*_present(page, judged), *judged, *order, *_true(page, judged))


def _named(page: Page) -> tuple[tuple[str, Fact], ...]:
    found: list[tuple[str, Fact]] = []
    for topic in page.section.carries:
        facts = page.references.of(topic)
        found += [(f"{topic}.{at}" if len(facts) > 1 else topic, one) for at, one in enumerate(facts, start=1)]
    return tuple(found)


def _not_met(  # noqa: PLR0913  what a verdict consists of
    page: Page,
    check: str,
    name: str,
    reason: str,
    *,
    value: str = "",
    evidence: tuple[Evidence, ...] = (),
    doubtful: bool = False,
) -> Outcome:
    return Outcome(
        check=check,  # type: ignore[arg-type]  # the callers name checks only
        section=page.section.code,
        verdict="not_judged" if doubtful else "not_met",
        name=name,
        reason=reason,
        value=value,
        evidence=evidence,
    )


def _met(page: Page, name: str, fact: Fact, start: int, end: int) -> Outcome:
    proof = page.proof(start, end)
    return Outcome(
        check="fact", section=page.section.code, verdict="met", name=name, value=fact.value, evidence=proof
    )


def _fact(page: Page, name: str, fact: Fact) -> Outcome:
    if fact.kind == "words":
        return _words(page, name, fact)
    got = given(fact, page.text, page.grades)
    proof = page.proof(got.start, got.end)
    match got.answer:
        case "right":
            return _met(page, name, fact, got.start, got.end)
        case "wrong":
            reason = "contradicted" if fact.kind == "choice" else "wrong_figure"
            return _not_met(page, "fact", name, reason, value=fact.value, evidence=proof)
        case "doubtful":
            return _not_met(page, "fact", name, "unclear", value=fact.value, evidence=proof, doubtful=True)
        case _:
            reason = "no_grade" if fact.kind == "choice" else "missing"
            return _not_met(page, "fact", name, reason, value=fact.value)


def _words(page: Page, name: str, fact: Fact) -> Outcome:
    said = said_of(fact, page.text, conditional=page.section.conditional)
    proof = page.proof(said.start, said.end)
    if is_stuffed(page.section, fact, page.text):
        return _not_met(page, "fact", name, "stuffed", value=fact.value, evidence=page.proof(0, len(page.text)))
    against = () if page.section.considers else tuple(_against(page, fact))
    if against:
        both = said.manner == "told" and len(against) < SEVERAL
        wrong = tuple(one for rival in against for one in page.proof(rival.start, rival.end))
        reason = "told_both" if both else "contradicted"
        return _not_met(page, "fact", name, reason, value=fact.value, evidence=(*proof, *wrong), doubtful=both)
    if said.manner == "told":
        return replace(_met(page, name, fact, said.start, said.end))
    if said.manner == "absent":
        return _not_met(page, "fact", name, "missing", value=fact.value)
    hedged = said.manner == "hedged"
    return _not_met(page, "fact", name, said.manner, value=fact.value, evidence=proof, doubtful=hedged)


def _against(page: Page, fact: Fact) -> Iterator[Telling]:
    for one in fact.rivals:
        said = said_instead(one, page.text, conditional=page.section.conditional)
        if said.manner == "told":
            yield said


def _other_words(page: Page, judged: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Give a person what may say a missing fact in other words: sentences on the matter that told nothing yet."""
    used = [(one.start, one.end) for outcome in judged for one in outcome.evidence]
    left = [
        one
        for one in sentences_of(page.text)
        if sum(char.isalpha() for char in one.text) >= LEAST
        and not any(start < one.start + len(one.raw) and one.start < end for start, end in used)
    ]
    known = (
        *(value for one in page.references.facts for value in (one.value, *one.ways)),
        *page.references.known.splitlines(),
    )
    near = [one for one in left if is_near(one.raw, known)]
    found: list[Outcome] = []
    for outcome in judged:
        topic = outcome.name.partition(".")[0]
        fact = next((one for one in page.references.of(topic)), None)
        because = [one for one in left if topic in CAUSES and _BECAUSE.search(one.text)]
        shown = because or near
        if outcome.reason != "missing" or not shown or fact is None or fact.kind != "words":
            found.append(outcome)
            continue
        reason = "other_cause" if because else "other_words"
        proof = page.proof(shown[0].start, shown[0].start + len(shown[0].raw))
        found.append(replace(outcome, verdict="not_judged", reason=reason, evidence=proof))
    return tuple(found)


def _present(page: Page, judged: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Credit a section that tells something it was asked for; where nothing is known, ask a person."""
    told = next((one for one in judged if one.verdict == "met"), None)
    if told is not None:
        proof = told.evidence
        return (Outcome(check="present", section=page.section.code, verdict="met", name="present", evidence=proof),)
    if judged:
        return ()
    whole = page.proof(0, len(page.text))
    return (_not_met(page, "present", "present", "no_reference", evidence=whole, doubtful=True),)


def _order_lost(page: Page) -> tuple[Outcome, ...]:
    asked = page.section.form == "steps" and len(page.references.of(STEP)) > 1
    return (_not_met(page, "order", "order", "step_missing"),) if asked else ()


def _order(page: Page, judged: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Ask that all steps are there, in their order, so that somebody else can do them again."""
    steps = page.references.of(STEP)
    if page.section.form != "steps" or len(steps) <= 1:
        return ()
    whole = page.proof(0, len(page.text))
    verdicts = {one.verdict for one in judged if one.name.startswith(f"{STEP}.")}
    if "not_met" in verdicts:
        return (_not_met(page, "order", "order", "step_missing", evidence=whole),)
    if "not_judged" in verdicts:
        return (_not_met(page, "order", "order", "order_unclear", evidence=whole, doubtful=True),)
    places = [said_of(one, page.text, conditional=True).place for one in steps]
    if all(one < two for one, two in pairwise(places)):
        return (Outcome(check="order", section=page.section.code, verdict="met", name="order", evidence=whole),)
    in_words = _ORDERS.search(page.text) is not None
    reason = "order_in_words" if in_words else "out_of_order"
    return (_not_met(page, "order", "order", reason, evidence=whole, doubtful=in_words),)


def _true(page: Page, judged: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Find what was made up; a short figure that is already wrong as a fact is not held against it twice."""
    wrong = any(one.reason == "wrong_figure" for one in judged)
    strange = strange_in(page.text, page.references, own_figures=page.section.proposes)
    strange = tuple(one for one in strange if one.grave or not wrong)
    if strange:
        sure = [one for one in strange if one.sure] or list(strange)
        worst = max(sure, key=lambda one: one.grave)
        proof = page.proof(worst.start, worst.start + len(worst.quote))
        doubtful = not worst.sure
        reason = "odd_figure" if doubtful else "invented"
        found = _not_met(page, "true", "true", reason, value=worst.quote, evidence=proof, doubtful=doubtful)
        return (replace(found, critical=worst.grave),)
    if not any(one.verdict == "met" for one in judged):
        return ()
    whole = page.proof(0, len(page.text))
    return (Outcome(check="true", section=page.section.code, verdict="met", name="true", evidence=whole),)
