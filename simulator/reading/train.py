"""What does the classifier learn from a corpus?

One ridge regression a language, solved exactly in its dual form, so that the answer does not hang on where an
iteration was stopped: rounded to whole numbers it is the same on every interpreter. The same solution gives what each
message would have scored had its near-duplicates not been there (leave-group-out: Allen 1974, PRESS), and on these
scores, that owe nothing to the message itself, probabilities are calibrated (Platt 1999) and thresholds chosen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack  # type: ignore[import-untyped]  # scipy ships no types
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # scipy ships no types
from sklearn.linear_model import LogisticRegression

from policy.text import Lang
from simulator.reading.classify import BAND, rule_rows
from simulator.reading.corpus import LABELS, Utterance, kin_groups
from simulator.reading.features import BUCKETS, look
from simulator.reading.model import CALIBRATION, MILLE, NEVER, ROWS, UNIT, Model, Weights
from simulator.reading.read import first_stage
from simulator.reading.rules import Rules

STRICT = frozenset({"forbidden_phrase", "blame_shift", "privacy_leak"})
"""Labels that are found at `PRECISION` or not at all."""
PRECISION = 0.95

FEWEST = 6
"""Examples that a label needs in a language."""

TOLD, BIAS, RIDGE = 0.2, 0.2, 0.3
"""Weight of a rule's finding beside a text of length one; of the constant; of keeping weights small."""

_STEPS = range(100, 951, 10)
_MIDDLE, _PULL = 450, 5e-5
"""Of thresholds that do about as well, the one nearer to the middle: a peak on few examples is chance."""

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One message of the corpus as the classifier sees it.

    Attributes:
        buckets: Hashed n-grams, each once.
        rows: What rules found, as `rule_rows` gives it.
        labels: What it does.
        lang: Language of its script.
        group: Number of its group of near-duplicates.
    """

    buckets: tuple[int, ...]
    rows: tuple[int, ...]
    labels: frozenset[str]
    lang: Lang
    group: int


def samples_of(utterances: Sequence[Utterance], rules: Rules) -> tuple[Sample, ...]:
    """Look at every message of a corpus as reading looks at it."""
    groups = kin_groups([one.text for one in utterances])
    found: list[Sample] = []
    for one, group in zip(utterances, groups, strict=True):
        stage = first_stage(one.text, rules)
        looked = look(stage.message) if stage.is_speech else ()
        found.append(
            Sample(
                buckets=tuple(sorted(frozenset[int]().union(*(clause.buckets for clause in looked)))),
                rows=tuple(rule_rows(stage.hits)),
                labels=one.labels,
                lang="zh" if stage.message.han else "en",
                group=group,
            )
        )
    return tuple(found)


def train(samples: Sequence[Sample], digest: str) -> Model:
    """Learn both languages; the same samples in the same order give the same model to the last byte."""
    langs: tuple[Lang, ...] = ("zh", "en")
    return Model(
        weights={lang: _learnt([one for one in samples if one.lang == lang]) for lang in langs}, digest=digest
    )


def _learnt(samples: Sequence[Sample]) -> Weights:
    width = len(LABELS)
    if not samples:
        nothing = np.zeros(width, dtype=np.int32)
        return Weights(
            grams=np.zeros((BUCKETS, width), dtype=np.int16),
            told=np.zeros((ROWS, width), dtype=np.int32),
            bias=nothing,
            slope=nothing,
            offset=nothing,
            least=np.full(width, NEVER, dtype=np.int32),
        )
    wanted = np.array([[label in one.labels for label in LABELS] for one in samples])
    grams, told = _grams(samples), _told(samples)
    kernel = (grams @ grams.T).toarray() + TOLD**2 * (told @ told.T) + BIAS
    inverse = _inverse(kernel + RIDGE * np.eye(len(samples)))
    dual: Numbers = inverse @ wanted
    scores = _left_out(inverse, wanted, dual, samples)
    slope, offset = np.zeros(width, dtype=np.int32), np.zeros(width, dtype=np.int32)
    least = np.full(width, NEVER, dtype=np.int32)
    for index in np.flatnonzero(wanted.sum(axis=0) >= FEWEST).tolist():
        slope[index], offset[index] = _calibrated(scores[:, index], wanted[:, index])
        calibrated = (slope[index] * scores[:, index] + offset[index]) / CALIBRATION
        chance = np.round(MILLE / (1 + np.exp(-calibrated)))
        least[index] = _least(chance, wanted[:, index], told[:, index] > 0, strict=LABELS[index] in STRICT)
    return Weights(
        grams=_whole(grams.T @ dual).astype(np.int16),
        told=_whole(TOLD**2 * (told.T @ dual)),
        bias=_whole(BIAS * dual.sum(axis=0)),
        slope=slope,
        offset=offset,
        least=least,
    )


def _grams(samples: Sequence[Sample]) -> csr_matrix:  # n-grams, each row of length one
    sizes = [len(one.buckets) for one in samples]
    values = np.repeat([1 / np.sqrt(max(1, size)) for size in sizes], sizes)
    columns = [bucket for one in samples for bucket in one.buckets]
    return csr_matrix((values, columns, [0, *np.cumsum(sizes).tolist()]), shape=(len(samples), BUCKETS))


def _told(samples: Sequence[Sample]) -> Numbers:
    told = np.zeros((len(samples), ROWS))
    for place, one in enumerate(samples):
        told[place, list(one.rows)] = 1
    return told


def _inverse(positive: Numbers) -> Numbers:
    """Invert a positive definite matrix by way of its Cholesky factor, at half of what inverting any matrix costs."""
    factor, _ = lapack.dpotrf(positive, lower=1)
    lower: Numbers = np.tril(lapack.dpotri(factor, lower=1)[0])
    return lower + np.tril(lower, -1).T


def _left_out(inverse: Numbers, wanted: Flags, dual: Numbers, samples: Sequence[Sample]) -> Numbers:
    """Score each message by the model that its group of near-duplicates had no part in."""
    members: dict[int, list[int]] = {}
    for place, one in enumerate(samples):
        members.setdefault(one.group, []).append(place)
    scores = np.empty(wanted.shape)
    for group in members.values():
        block = inverse[np.ix_(group, group)]
        scores[group] = wanted[group] - np.linalg.solve(block, dual[group])
    return scores


def _calibrated(scores: Numbers, wanted: Flags) -> tuple[int, int]:
    fitted = LogisticRegression(C=1e4, tol=1e-9, max_iter=1000).fit(scores[:, None], wanted)
    return round(float(fitted.coef_[0, 0]) * CALIBRATION), round(float(fitted.intercept_[0]) * CALIBRATION)


def _least(chance: Numbers, wanted: Flags, told: Flags, *, strict: bool) -> int:
    """Give the threshold at which rules and classifier together do best; `NEVER` where the rules alone do as well.

    A strict label needs its precision among what the classifier adds to the rules, too.
    """
    best, least = _worth(told, wanted), NEVER
    for step in _STEPS:
        said = chance > step + BAND
        if strict and not _is_precise(said, wanted, told):
            continue
        value = _worth(said | told, wanted) - _PULL * abs(step - _MIDDLE)
        if value > best + 1e-9:
            best, least = value, step
    return least


def _worth(found: Flags, wanted: Flags) -> float:
    """Give the F1 of what was found."""
    right, off = int((found & wanted).sum()), int((found != wanted).sum())
    return 2 * right / (2 * right + off) if right else 0.0


def _is_precise(said: Flags, wanted: Flags, told: Flags) -> bool:
    added = said & ~told
    return all(int((group & wanted).sum()) >= PRECISION * int(group.sum()) for group in (said, added))


def _whole(values: Numbers) -> NDArray[np.int32]:
    return np.round(np.asarray(values) * UNIT).astype(np.int32)
