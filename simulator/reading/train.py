"""What does the classifier learn from a corpus?

One multi-label ridge classifier a language (scikit-learn), solved exactly, so that the answer does not hang on where
an iteration was stopped: rounded to whole numbers it is the same on every interpreter. Cross-validation, no file and
no group of near-duplicates on both sides, gives what each message scores by a model that it had no part in; on these
scores probabilities are calibrated (Platt 1999) and thresholds chosen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.preprocessing import normalize

from policy.text import Lang
from simulator.reading.classify import rule_rows
from simulator.reading.corpus import FAULTS, LABELS, Utterance, kin_groups
from simulator.reading.features import BUCKETS, look
from simulator.reading.model import CALIBRATION, MILLE, NEVER, ROWS, UNIT, Model, Weights
from simulator.reading.read import first_stage
from simulator.reading.rules import Rules
from simulator.reading.thresholds import FAULT, LIKELY, bounds

STRICT = frozenset({"forbidden_phrase", "blame_shift", "privacy_leak"})
"""Labels that are found at `thresholds.PRECISION` or not at all."""

FEWEST = 6
"""Examples that a label needs in a language."""

TOLD, BIAS, RIDGE = 0.4, 1.0, 0.15
"""Weight of a rule's finding beside a text of length one; of the constant; of keeping weights small."""

FORGOTTEN = 15
"""Of a hundred things that rules found, so many are kept from the classifier while it learns.

The rules were written with this corpus at hand, and find in it what they would miss of another writer's.
"""

FOLDS = 4
"""Parts of the corpus, each scored by a classifier of the others."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One message of the corpus as the classifier sees it.

    Attributes:
        buckets: Hashed n-grams, each once.
        rows: What rules found, as `rule_rows` gives it, but for what is forgotten.
        labels: What it does.
        lang: Language of its script.
        group: Number of its group of near-duplicates.
        source: Name of the file of the first of them.
    """

    buckets: tuple[int, ...]
    rows: tuple[int, ...]
    labels: frozenset[str]
    lang: Lang
    group: int
    source: str = ""


def samples_of(utterances: Sequence[Utterance], rules: Rules) -> tuple[Sample, ...]:
    """Look at every message of a corpus as reading looks at it."""
    groups = kin_groups([one.text for one in utterances])
    found: list[Sample] = []
    for one, group in zip(utterances, groups, strict=True):
        stage = first_stage(one.text, rules)
        looked = look(stage.message, rules.concepts) if stage.is_speech else ()
        found.append(
            Sample(
                buckets=tuple(sorted(frozenset[int]().union(*(clause.buckets for clause in looked)))),
                rows=tuple(row for row in rule_rows(stage.hits) if not _is_forgotten(row, one.text)),
                labels=one.labels,
                lang="zh" if stage.message.han else "en",
                group=group,
                source=utterances[group].source,
            )
        )
    return tuple(found)


def _is_forgotten(row: int, text: str) -> bool:
    return crc32(f"{row % len(LABELS)} {text}".encode()) % 100 < FORGOTTEN


def train(samples: Sequence[Sample], digest: str) -> Model:
    """Learn both languages; the same samples in the same order give the same model to the last byte."""
    langs: tuple[Lang, ...] = ("zh", "en")
    return Model(
        weights={lang: _learnt([one for one in samples if one.lang == lang]) for lang in langs}, digest=digest
    )


def _learnt(samples: Sequence[Sample]) -> Weights:
    width = len(LABELS)
    if not samples:
        return _nothing_learnt(width)
    wanted = np.array([[label in one.labels for label in LABELS] for one in samples])
    told = np.array([[index in one.rows for index in range(width)] for one in samples])
    idle = np.array([not one.labels for one in samples])
    seen = _seen(samples)
    classifier = RidgeClassifier(alpha=RIDGE, fit_intercept=False, solver="cholesky")
    groups = np.array(_kept_together(samples))
    scores: Numbers = cross_val_predict(
        classifier,
        seen,
        wanted.astype(int),
        groups=groups,
        cv=GroupKFold(min(FOLDS, len(set(groups.tolist())))),
        method="decision_function",
    )
    classifier.fit(seen, wanted.astype(int))
    slope, offset = np.zeros(width, dtype=np.int32), np.zeros(width, dtype=np.int32)
    least, doubted = np.full(width, NEVER, dtype=np.int32), np.zeros(width, dtype=np.int32)
    for index in np.flatnonzero(wanted.sum(axis=0) >= FEWEST).tolist():
        slope[index], offset[index] = _calibrated(scores[:, index], wanted[:, index])
        calibrated = (slope[index] * scores[:, index] + offset[index]) / CALIBRATION
        chance = np.round(MILLE / (1 + np.exp(-calibrated)))
        least[index], doubted[index] = bounds(
            chance,
            wanted[:, index],
            told[:, index],
            idle,
            strict=LABELS[index] in STRICT,
            floor=_floor(LABELS[index]),
        )
    learnt = _whole(classifier.coef_.T)
    return Weights(
        grams=learnt[:BUCKETS].astype(np.int16),
        told=_whole(TOLD * classifier.coef_.T[BUCKETS:-1]),
        bias=_whole(BIAS * classifier.coef_.T[-1]),
        slope=slope,
        offset=offset,
        least=least,
        doubted=doubted,
    )


def _kept_together(samples: Sequence[Sample]) -> list[int]:
    """Give a number of what must not be parted: a file where there are enough of them, else near-duplicates.

    A file has one theme and one writer; thresholds chosen across files hold better for a writer not met before.
    """
    files = sorted({one.source for one in samples})
    if len(files) < FOLDS:
        return [one.group for one in samples]
    return [files.index(one.source) for one in samples]


def _floor(label: str) -> int:
    return LIKELY if label in STRICT else FAULT if label in FAULTS else 0


def _nothing_learnt(width: int) -> Weights:
    nothing = np.zeros(width, dtype=np.int32)
    return Weights(
        grams=np.zeros((BUCKETS, width), dtype=np.int16),
        told=np.zeros((ROWS, width), dtype=np.int32),
        bias=nothing,
        slope=nothing,
        offset=nothing,
        least=np.full(width, NEVER, dtype=np.int32),
        doubted=nothing,
    )


def _seen(samples: Sequence[Sample]) -> csr_matrix:
    """Give each message as a row: n-grams of length one together, what rules found, a constant."""
    told = np.zeros((len(samples), ROWS))
    for place, one in enumerate(samples):
        told[place, list(one.rows)] = TOLD
    constant = np.full((len(samples), 1), BIAS)
    return hstack([normalize(_grams(samples)), csr_matrix(told), csr_matrix(constant)], format="csr")


def _grams(samples: Sequence[Sample]) -> csr_matrix:
    columns = [bucket for one in samples for bucket in one.buckets]
    ends = [0, *np.cumsum([len(one.buckets) for one in samples]).tolist()]
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(samples), BUCKETS))


def _calibrated(scores: Numbers, wanted: NDArray[np.bool_]) -> tuple[int, int]:
    fitted = LogisticRegression(C=1e4, tol=1e-9, max_iter=1000).fit(scores[:, None], wanted)
    return round(float(fitted.coef_[0, 0]) * CALIBRATION), round(float(fitted.intercept_[0]) * CALIBRATION)


def _whole(values: Numbers) -> NDArray[np.int32]:
    return np.round(np.asarray(values) * UNIT).astype(np.int32)
