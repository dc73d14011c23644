"""Does an item do its work: neither too easy nor too hard, parting the able from others, with live distractors?

Difficulty and corrected point-biserial (Crocker and Algina 1986): against the share right of a person's other items,
so that an item does not correlate with itself. Distractors: Haladyna and Downing 1993.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from certification.psychometrics.classical import correlation, share_interval
from certification.psychometrics.enough import Floats, NotEnough, PsychometricsError
from certification.psychometrics.responses import Responses

TO_SHOW, TO_ACT = 30, 200
"""Persons from which a figure is shown, and from which an item may be changed for it (PSYCHOMETRICS 5)."""

EASIEST, HARDEST = 0.90, 0.30
WEAK, LOW = 0.15, 0.20
LIVE = 0.05
"""Share of persons that a distractor must draw."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Choices:
    """What was chosen in items with options.

    Attributes:
        chosen: Persons by items: the option's name, or "" where the item was left out.
        options: By item: names of all options; items without options do not appear.
        keys: By item: name of the right one.
    """

    chosen: NDArray[np.str_]
    options: Mapping[str, tuple[str, ...]]
    keys: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionFigures:
    """How one option drew people: share of all who were asked, and r with the rest of their paper."""

    option: str
    key: bool
    share: float
    r: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFigures:
    """What the answers say of one item.

    Attributes:
        n: Persons asked.
        p: Share right, with its 95 % interval `low` to `high`.
        r: Corrected point-biserial; None where nobody or everybody is right, or there is no other item.
        options: One by one; empty where it has none.
        omitted: Share that left it out; None where that is not known.
        seconds: Median time; None where it is not known.
        flags: `too_easy`, `too_hard`, `no_spread`, `negative` (retire it), `weak`, `low`, `dead_distractor`,
            `misleading_distractor`.
        act: Whether n allows to change the item for it.
    """

    n: int
    p: float
    low: float
    high: float
    r: float | None
    options: tuple[OptionFigures, ...]
    omitted: float | None
    seconds: float | None
    flags: tuple[str, ...]
    act: bool


def analyse(
    answers: Responses, choices: Choices | None = None, seconds: Floats | None = None
) -> Mapping[str, ItemFigures | NotEnough]:
    """Give the figures of every item; what fewer than 30 were asked gives the number needed.

    Args:
        answers: Marked.
        choices: What was chosen, if it is known.
        seconds: Persons by items: time spent, NaN where not known.
    """
    _same_shape(answers, choices, seconds)
    found: dict[str, ItemFigures | NotEnough] = {}
    asked, right = answers.answered, answers.right
    others = asked.sum(axis=1)[:, None] - asked
    with np.errstate(invalid="ignore", divide="ignore"):
        rest = (right.sum(axis=1)[:, None] - right) / np.where(others > 0, others, np.nan)
    for at, item in enumerate(answers.items):
        who = np.flatnonzero(asked[:, at])
        if len(who) < TO_SHOW:
            found[item] = NotEnough(of="persons", needed=TO_SHOW, found=len(who))
            continue
        time = None if seconds is None or np.isnan(seconds[who, at]).all() else float(np.nanmedian(seconds[who, at]))
        chosen = None if choices is None or item not in choices.options else choices.chosen[who, at]
        found[item] = _figures(right[who, at], rest[who, at], time, _options(item, choices, chosen, rest[who, at]))
    return found


def _same_shape(answers: Responses, choices: Choices | None, seconds: Floats | None) -> None:
    for name, table in (("chosen", None if choices is None else choices.chosen), ("seconds", seconds)):
        if table is not None and table.shape != answers.scores.shape:
            raise PsychometricsError("shape", table=name, expected=answers.scores.shape, found=table.shape)
    if choices is not None:
        unknown = tuple(item for item, options in choices.options.items() if choices.keys.get(item) not in options)
        if unknown:
            raise PsychometricsError("key_no_option", items=unknown)


Drawn = tuple[tuple[OptionFigures, ...], float] | None
"""Figures of the options, and the share that chose none."""


def _options(item: str, choices: Choices | None, chosen: NDArray[np.str_] | None, rest: Floats) -> Drawn:
    if choices is None or chosen is None:
        return None
    strange = sorted(set(chosen.tolist()) - {"", *choices.options[item]})
    if strange:
        raise PsychometricsError("no_such_option", item=item, options=tuple(strange))
    known = ~np.isnan(rest)
    figures = tuple(
        OptionFigures(
            option=option,
            key=option == choices.keys[item],
            share=float((chosen == option).mean()),
            r=correlation((chosen[known] == option).astype(np.float64), rest[known]) if known.any() else None,
        )
        for option in choices.options[item]
    )
    return figures, float((chosen == "").mean())


def _figures(right: Floats, rest: Floats, seconds: float | None, drawn: Drawn) -> ItemFigures:
    n, p, known = len(right), float(right.mean()), ~np.isnan(rest)
    low, high = share_interval(float(right.sum()), n)
    r = correlation(right[known], rest[known]) if known.any() else None
    options = drawn[0] if drawn else ()
    wrong = [one for one in options if not one.key]
    flags = {
        "too_easy": p > EASIEST,
        "too_hard": p < HARDEST,
        "no_spread": r is None,
        "negative": r is not None and r < 0,
        "weak": r is not None and 0 <= r < WEAK,
        "low": r is not None and WEAK <= r < LOW,
        "dead_distractor": any(one.share < LIVE for one in wrong),
        "misleading_distractor": any(one.share >= LIVE and (one.r or 0) > 0 for one in wrong),
    }
    return ItemFigures(
        n=n,
        p=p,
        low=low,
        high=high,
        r=r,
        options=options,
        omitted=drawn[1] if drawn else None,
        seconds=seconds,
        flags=tuple(name for name, holds in flags.items() if holds),
        act=n >= TO_ACT,
    )
