"""What do the papers that are over say about items, topics and verdicts of a level? Too little data says so.

Everybody has a paper of their own, so items are looked at one by one over all who had them, and a paper's
reliability is that of its topic scores, which everybody has (Cronbach's alpha over topics with the plan's weights).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from certification.item import CHOOSE
from certification.psychometrics.decision import Decision
from certification.psychometrics.enough import Floats, NotEnough, PsychometricsError
from certification.psychometrics.irt import LEAST, Calibration, Fitting, calibrate
from certification.psychometrics.item_analysis import Choices, ItemFigures, analyse
from certification.psychometrics.livingston_lewis import Scale, livingston_lewis
from certification.psychometrics.reliability import Reliability, alpha
from certification.psychometrics.responses import Responses, responses
from mysterydesk.accounts import require
from mysterydesk.exams import levels
from mysterydesk.exams.answers import Answered, answered, is_template
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account

HUNDRED = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One unit of the bank as it was answered.

    Attributes:
        unit: Its name.
        topic: Cell of the blueprint.
        generated: Made by a template, so that options differ from paper to paper.
        figures: What its answers say, or how many are missing.
    """

    unit: str
    topic: str
    generated: bool
    figures: ItemFigures | NotEnough


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What the papers of a level say.

    Attributes:
        level: The level.
        papers: How many are over and not annulled.
        items: By unit, those with most answers first.
        reliability: Of the weighted score, in points of 100.
        decision: How consistent and right the verdicts of the paper are at the cut in force.
        calibration: Curves of the units with one discrimination for all, or how many people are missing.
        share: Share that passes now.
    """

    level: str
    papers: int
    items: tuple[ItemRow, ...]
    reliability: Reliability | NotEnough | None
    decision: Decision | NotEnough | None
    calibration: Calibration | NotEnough
    share: float


def analysis(store: Store, reader: Account, level: str) -> Analysis:
    """Read everything there is of a level.

    Raises:
        NotAllowed: The role does not see standards.
        WorldError: `no_such_level`.
    """
    require(reader, "see_standards")
    return analysed(store, level)


def analysed(store: Store, level: str) -> Analysis:
    """Read everything there is of a level; as `analysis`, and nobody is asked who they are."""
    plan, found = levels.plan_of(level), answered(store, level)
    share = levels.share_of(store, plan)
    reliability = _reliability(found, {str(one.topic): one.weight for one in plan.topics if one.items})
    return Analysis(
        level=level,
        papers=len(found),
        items=_items(found),
        reliability=reliability,
        decision=_decision(found, reliability, share),
        calibration=_calibrated(_responses(found)),
        share=share,
    )


def _units(found: Sequence[Answered]) -> tuple[str, ...]:
    return tuple(sorted(set(chain.from_iterable(one.items for one in found))))


def _responses(found: Sequence[Answered]) -> Responses:
    units = _units(found)
    scores = np.full((len(found), len(units)), np.nan)
    for row, paper in enumerate(found):
        for column, unit in enumerate(units):
            if unit in paper.items:
                scores[row, column] = float(paper.items[unit].correct)
    return responses(units, scores)


def _items(found: Sequence[Answered]) -> tuple[ItemRow, ...]:
    """Look at each unit; distractors only where every paper shows the same options and one is chosen."""
    answers = _responses(found)
    if not found:
        return ()
    shown = {unit: item for paper in found for unit, item in paper.shown.items()}
    fixed = [unit for unit in answers.items if CHOOSE[shown[unit].kind] == "one" and not is_template(unit)]
    chosen = np.full(answers.scores.shape, "", dtype="<U64")
    for row, paper in enumerate(found):
        for column, unit in enumerate(answers.items):
            if unit in paper.items and unit in fixed:
                chosen[row, column] = "".join(paper.items[unit].chosen[:1])
    options = {unit: tuple(str(one.id) for one in shown[unit].options) for unit in fixed}
    keys = {unit: str(shown[unit].key[0]) for unit in fixed}
    figures = analyse(answers, Choices(chosen=chosen, options=options, keys=keys), _seconds(found, answers.items))
    rows = (
        ItemRow(unit=unit, topic=str(shown[unit].topic), generated=is_template(unit), figures=figures[unit])
        for unit in answers.items
    )
    return tuple(sorted(rows, key=_worst_first))


def _worst_first(row: ItemRow) -> tuple[int, int, str]:
    one = row.figures
    if isinstance(one, NotEnough):
        return 1, -one.found, row.unit
    return 0, -len(one.flags), row.unit


def _seconds(found: Sequence[Answered], units: Sequence[str]) -> Floats:
    spent = np.full((len(found), len(units)), np.nan)
    for row, paper in enumerate(found):
        for column, unit in enumerate(units):
            if unit in paper.seconds:
                spent[row, column] = paper.seconds[unit]
    return spent


def _topic_scores(found: Sequence[Answered], weights: Mapping[str, float]) -> Floats:
    """Give persons by topics: the points of 100 that each topic brought."""
    whole = sum(weights.values())
    rows = []
    for paper in found:
        right: dict[str, list[bool]] = {}
        for item in paper.items.values():
            right.setdefault(str(item.topic), []).append(item.correct)
        if set(right) == set(weights):
            shares = {name: sum(got) / len(got) for name, got in sorted(right.items())}
            rows.append([HUNDRED * weights[name] / whole * share for name, share in shares.items()])
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(weights))


def _reliability(found: Sequence[Answered], weights: Mapping[str, float]) -> Reliability | NotEnough | None:
    """None where the scores do not differ, or there is one topic alone."""
    try:
        return alpha(_topic_scores(found, weights))
    except PsychometricsError:
        return None


def _decision(
    found: Sequence[Answered], reliability: Reliability | NotEnough | None, share: float
) -> Decision | NotEnough | None:
    if reliability is None or isinstance(reliability, NotEnough):
        return reliability
    weights = {str(one.topic): one.weight for one in levels.plan_of(found[0].level).topics if one.items}
    scores = _topic_scores(found, weights).sum(axis=1)
    try:
        return livingston_lewis(
            scores, reliability.alpha, Scale(least=0.0, most=HUNDRED, cut=share * HUNDRED, step=0.0)
        )
    except PsychometricsError:
        return None


def _calibrated(answers: Responses) -> Calibration | NotEnough:
    """Calibrate the units that not everybody answered alike, with one discrimination for all."""
    if answers.persons < LEAST["1PL"]:
        return NotEnough(of="persons", needed=LEAST["1PL"], found=answers.persons)
    dull = set(answers.constant())
    kept = [place for place, unit in enumerate(answers.items) if unit not in dull]
    if not kept:
        return NotEnough(of="items", needed=2, found=0)
    left = responses([answers.items[place] for place in kept], answers.scores[:, kept])
    return calibrate(left, Fitting(model="1PL"))
