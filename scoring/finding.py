"""What was found, where is the proof, and what would have been right?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from sla.timeline import Event

Verdict = Literal["met", "not_met", "not_judged"]
Basis = Literal["letter", "default", "borrowed"]
"""`letter`: the case's manual says so; `default`: an Assumption of ours; `borrowed`: another manual's clause."""

Weight = Literal["major", "minor", "none"]
Family = Literal[
    "intake",
    "triage",
    "timeliness",
    "escalation",
    "diagnosis",
    "communication",
    "truth",
    "privacy",
    "closure",
    "record",
]
FAMILIES: tuple[Family, ...] = get_args(Family)
HALVES: Mapping[str, tuple[Family, ...]] = {"state": FAMILIES[:5], "words": FAMILIES[5:]}
"""Facts of state and clock; words and record (DESIGN decision 15)."""


SHORTFALLS = (
    "missing", "wrong", "fields", "unclear", "chosen", "actions", "kind", "strange", "tool", "type", "group",
    "number", "named", "due",
)  # fmt: skip
"""Parameters that tell what kept a criterion from being met, in the order in which they are said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One event that proves a finding, and the words in it where it is about words.

    Attributes:
        event: Id of the event in its timeline; of a written document, which has no events, the number of the section.
        quote: Words as written, empty where the event itself is the proof.
        start: First character of the quote in the message.
        end: One past its last character.
        section: Section of a written document in which the words stand, empty for an event.
    """

    event: int
    quote: str = ""
    start: int = 0
    end: int = 0
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """What would have been right, as a message of the catalogue.

    Attributes:
        code: The catalogue has `right.<code>`.
        params: Values of the sentence.
    """

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What one check says; a rubric makes a finding of it.

    Attributes:
        code: Code of a criterion.
        verdict: Met, not met, or not judged.
        evidence: Events that prove it.
        params: Values of the sentence, and of a clause that depends on them (`priority`).
        right: What would have been right, for what is not met.
    """

    code: str
    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    params: Mapping[str, str] = field(default_factory=dict)
    right: Right | None = None


Judgements = tuple[Judgement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One judged criterion of a scorecard.

    Attributes:
        code: Code of the criterion; the catalogue has `finding.<code>`.
        clause: Clause or assumption it rests on.
        family: Where its points lie.
        verdict: Met, not met, or not judged.
        critical: Fails the whole when not met, goes to a person when not judged.
        basis: Whose rule it is.
        weight: How much it weighs inside its family.
        possible: Points of 100 it could bring.
        lost: Points taken, 0 unless not met.
        evidence: Events that prove it.
        params: Values of its sentence.
        right: What would have been right.
        assumptions: Rules of ours that act in it, for the badge.
        also: Other clauses of the manual that the same deed keeps or breaks; they bring no points of their own.
    """

    code: str
    clause: str
    family: Family
    verdict: Verdict
    critical: bool
    basis: Basis
    weight: Weight
    possible: float
    lost: float
    evidence: tuple[Evidence, ...]
    params: Mapping[str, str]
    right: Right | None
    assumptions: tuple[str, ...]
    also: tuple[str, ...] = ()


def at(*events: Event) -> tuple[Evidence, ...]:
    """Point to events, each once, in their order."""
    return tuple(Evidence(event=one) for one in sorted({int(event.id) for event in events}))


def met(code: str, *events: Event, **params: str) -> Judgement:
    """Judge a criterion met, proven by events."""
    return Judgement(code=code, verdict="met", evidence=at(*events), params=params)


def not_met(code: str, *events: Event, right: Right | None = None, **params: str) -> Judgement:
    """Judge a criterion not met; what is missing is proven by the event at which it was due."""
    return Judgement(code=code, verdict="not_met", evidence=at(*events), params=params, right=right)


def not_judged(code: str, *events: Event, **params: str) -> Judgement:
    """Leave a criterion to a person."""
    return Judgement(code=code, verdict="not_judged", evidence=at(*events), params=params)
