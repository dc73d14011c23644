"""What does the classifier find in a message that no rule has found?

The second stage of understanding. Weights are whole numbers, so that every interpreter finds the same; a
probability too near to its threshold finds nothing and says so. Where an act comes from the guards hold again: what
speaks for it most must not stand in somebody else's words, behind a condition or a negation, or be no speech at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

import numpy as np
from numpy.typing import NDArray

from simulator.reading.clauses import Clause, Cues, Message, negated
from simulator.reading.corpus import LABELS
from simulator.reading.features import Looked, look
from simulator.reading.match import clauses_of, settle
from simulator.reading.model import CALIBRATION, INDEX, MILLE, UNIT, Model, Weights
from simulator.reading.rules import Hit, Rules

BAND = 20
"""Probabilities, in thousandths, so near to the threshold that they decide nothing (.02)."""

FAINT = 250
"""A message with no act whose best label is above this is unsure: something was nearly found."""

DENIED = frozenset({
    "promise_eta", "escalate_notice", "request_remote_consent", "ask_satisfaction", "give_ticket_number",
    "self_introduce", "privacy_leak",
})  # fmt: skip
"""Acts that a negation anywhere in their clause cancels (annotation guide, rule 2); others may well hold one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the classifier makes of a message.

    Attributes:
        hits: Acts that it finds and no rule did, each in the clause that speaks for it most.
        wavering: Labels too near to their threshold to be decided.
        disputed: Labels that a rule found and that are most unlikely all the same.
        best: The highest probability of a label, in thousandths.
    """

    hits: tuple[Hit, ...] = ()
    wavering: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    best: int = 0


def rule_rows(hits: Sequence[Hit]) -> list[int]:
    """Give the rows of `Weights.told` that what rules found stands for."""
    known = {hit.label: hit.weak for hit in sorted(hits, key=lambda one: not one.weak) if hit.label in INDEX}
    return [INDEX[label] + (len(LABELS) if weak else 0) for label, weak in sorted(known.items())]


def probabilities(weights: Weights, looked: Sequence[Looked], rows: Sequence[int]) -> NDArray[np.int32]:
    """Give the calibrated probability of each label in thousandths.

    Args:
        weights: Of the message's language.
        looked: What is looked at in its clauses.
        rows: What rules found, as `rule_rows` gives it.
    """
    buckets = sorted(frozenset[int]().union(*(one.buckets for one in looked)))
    grams = weights.grams[buckets].sum(axis=0, dtype=np.int64)
    told = weights.told[list(rows)].sum(axis=0, dtype=np.int64) + weights.bias
    length = sqrt(max(1, len(buckets)))
    found = [
        _thousandths((gram / length + rest) / UNIT * slope + offset)
        for gram, rest, slope, offset in zip(
            grams.tolist(), told.tolist(), weights.slope.tolist(), weights.offset.tolist(), strict=True
        )
    ]
    return np.array(found, dtype=np.int32)


def _thousandths(calibrated: float) -> int:
    scaled = max(-30.0, min(30.0, calibrated / CALIBRATION))
    return round(MILLE / (1 + exp(-scaled)))


def judge(model: Model, message: Message, hits: Sequence[Hit], rules: Rules) -> Judged:
    """Find the acts of a message that rules have not found.

    Args:
        model: The trained classifier.
        message: The message taken apart; it is known to be speech (`sense.makes_sense`).
        hits: What the rules found, guards and precedence asked; where they are strong nothing is added to them.
        rules: Their guards, which act gives way to which, and which words mean much the same.
    """
    looked = look(message, rules.concepts)
    if not looked:
        return Judged()
    weights = model.weights["zh" if message.han else "en"]
    found = probabilities(weights, looked, rule_rows(hits))
    strong = {hit.label for hit in hits if not hit.weak}
    clauses = clauses_of(message)
    new: list[Hit] = []
    wavering: list[str] = []
    for index in np.flatnonzero(found >= weights.least - BAND).tolist():
        label = LABELS[index]
        # Settled below as the rules are: what sarcasm voids or a better act explains away goes.
        clause = looked[_speaker(weights, looked, index)].index
        if label in strong or _is_guarded(message, clause, label, rules.cues):
            continue
        if found[index] <= weights.least[index] + BAND:
            wavering.append(label)
            continue
        new.append(_hit(label, clauses[clause], clause))
    mine = {id(hit) for hit in new}
    kept = tuple(hit for hit in settle((*hits, *new), rules.precedence) if id(hit) in mine)
    told = (label for label in LABELS if label in strong)
    disputed = tuple(label for label in told if found[INDEX[label]] < weights.doubted[INDEX[label]])
    return Judged(hits=kept, wavering=tuple(wavering), disputed=disputed, best=int(found.max()))


def _hit(label: str, place: Clause, index: int) -> Hit:
    act, _, slot = label.partition(":")
    end = place.start + len(place.text)
    return Hit(act=act, slot=slot, start=place.start, end=end, sentence=place.sentence, clause=index)


def _speaker(weights: Weights, looked: Sequence[Looked], index: int) -> int:
    """Give the clause, of those looked at, that speaks for a label most."""
    column = weights.grams[:, index]
    said = [column[sorted(one.buckets)].sum(dtype=np.int64) for one in looked]
    return max(range(len(looked)), key=lambda place: (int(said[place]), -place))


def _is_guarded(message: Message, index: int, label: str, cues: Cues) -> bool:
    clause = clauses_of(message)[index]
    if clause.reported or (clause.conditional and label != "explain_plan"):
        return True
    if label.startswith("ask:") and cues.waiver.search(clause.text):
        return True
    return label in DENIED and negated(clause, clause.start + len(clause.text), cues)
