"""What did the classifier learn, and how is it kept?

Whole numbers throughout: the same on every interpreter, and kept as plain arrays that nothing is executed from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from policy.text import Lang
from simulator.reading.corpus import LABELS
from simulator.reading.features import BUCKETS

UNIT = 4096
"""Whole numbers of a weight to one."""

CALIBRATION = 1000
"""Whole numbers of a calibration's slope and offset to one."""

MILLE, NEVER = 1000, 2000
"""A probability of one; the threshold of a label with too few examples."""

INDEX: Mapping[str, int] = {label: index for index, label in enumerate(LABELS)}
"""Column of each label."""

ROWS = 2 * len(LABELS)
"""Rows of what rules found: strong evidence of each label, then weak."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weights:
    """What was learnt of one language, in whole numbers; columns are `LABELS`.

    Attributes:
        grams: Weight of each hashed n-gram, `BUCKETS` rows, in `UNIT`.
        told: Weight of what rules found, `ROWS` rows, in `UNIT`.
        bias: Weight of nothing, in `UNIT`.
        slope: Of the calibration, in `CALIBRATION`.
        offset: Of the calibration, in `CALIBRATION`.
        least: Threshold of each label in thousandths, or `NEVER`.
        doubted: Probability in thousandths below which what a rule found is disputed; 0 where never.
    """

    grams: NDArray[np.int16]
    told: NDArray[np.int32]
    bias: NDArray[np.int32]
    slope: NDArray[np.int32]
    offset: NDArray[np.int32]
    least: NDArray[np.int32]
    doubted: NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Model:
    """A trained classifier; the same object compares equal.

    Attributes:
        weights: By language of the message's script.
        digest: Digest of the corpus, the rules and the code it was trained with, hexadecimal.
    """

    weights: Mapping[Lang, Weights] = field(repr=False)
    digest: str


_ARRAYS = ("grams", "told", "bias", "slope", "offset", "least", "doubted")


def model_to_bytes(model: Model) -> bytes:
    """Give a model as an archive of arrays (npz), the same bytes for the same model."""
    arrays: dict[str, Any] = {
        f"{lang}_{name}": getattr(weights, name) for lang, weights in model.weights.items() for name in _ARRAYS
    }
    into = BytesIO()
    np.savez_compressed(into, **arrays)
    return into.getvalue()


def model_from_bytes(data: bytes, digest: str) -> Model | None:
    """Read a model back, or give None for what is no model of this shape; nothing in it is ever executed."""
    langs: tuple[Lang, ...] = ("zh", "en")
    try:
        with np.load(BytesIO(data), allow_pickle=False) as arrays:
            weights = {lang: Weights(**{name: arrays[f"{lang}_{name}"] for name in _ARRAYS}) for lang in langs}
    except (ValueError, KeyError, OSError, EOFError, BadZipFile):
        return None
    width = len(LABELS)
    shapes = {"grams": (BUCKETS, width), "told": (ROWS, width)}
    fits = all(getattr(one, name).shape == shapes.get(name, (width,)) for one in weights.values() for name in _ARRAYS)
    return Model(weights=weights, digest=digest) if fits else None
