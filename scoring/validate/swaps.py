"""Does it matter who calls, or in which language the case is handled (VALIDITY G8)?

A person and a company are swapped throughout the case, and the handling is played anew: names stand in what the
customer says, in the record and in the words of the desk. The same case in the other language is another draw with
the same seed; there the totals may differ by a point.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from policy.text import Lang
from scenarios.case import Case
from scenarios.codec import case_from_json, case_to_json, sealed
from scoring.scorecard import Scorecard
from scoring.validate.count import Count
from scoring.validate.exam_room import Trial, prepared, replayed
from scoring.validate.goals import Measured
from scoring.validate.meddler import Fault, meddled

SWAPS: Mapping[Lang, Mapping[str, tuple[str, ...]]] = {
    "zh": {
        "name": ("欧阳若兰", "石头"),
        "gender": ("高秀兰", "高建军"),
        "region": ("买买提·热合曼", "德吉卓玛"),
        "company": ("霰檐", "枳畈"),
    },
    "en": {
        "name": ("Siobhán Ní Dhonnchadha", "Bo Li"),
        "gender": ("Grace Fenwick", "George Fenwick"),
        "region": ("Venkatanarasimharajuvaripeta Rao", "Fatuma Abdi Warsame"),
        "company": ("Quincepaddy", "Sleeteaves"),
    },
}
"""Long and short names, a woman's and a man's, names of other regions, and companies, made up as drawn ones are."""

HASTY = Fault(unsaid=("empathise", "anything_else", "farewell"), skips=lambda kind, _fields: kind == "archive")
"""A handling that loses points in words and record, so that there is something that could differ."""

CALLER = "contact_name"


def swapped(case: Case, what: str, other: str) -> Case:
    """Put another company, or else another person, everywhere into a case."""
    caller = next((one.value for one in case.facts if one.slot == CALLER), "")
    old, text = case.company if what == "company" else caller, case_to_json(case)
    return case_from_json(sealed(text.replace(old, other) if old else text))


def _cards(trial: Trial) -> tuple[Scorecard, ...]:
    hasty = meddled(trial, HASTY)
    both = (replayed(trial.opened(), trial.ideal), *(() if hasty is None else (hasty,)))
    return tuple(trial.scored(one) for one in both)


def _verdicts(card: Scorecard) -> tuple[object, ...]:
    return (card.verdict, card.total, tuple((one.code, one.verdict, one.lost) for one in card.findings))


def identities(trials: Iterable[Trial]) -> Mapping[str, Measured]:
    """Measure G8: on how many handlings another name, gender, region or company changes any verdict or any point."""
    counts = {what: Count() for what in SWAPS["zh"]}
    for trial in trials:
        before = [_verdicts(card) for card in _cards(trial)]
        for what, others in SWAPS[trial.lang].items():
            for other in others:
                desk = replace(trial.desk, case=swapped(trial.desk.case, what, other))
                after = [_verdicts(card) for card in _cards(prepared(desk, trial.rubric, trial.wall))]
                for place, (one, two) in enumerate(zip(before, after, strict=True)):
                    counts[what].note(f"{trial.desk.case.id} {trial.lang} {other} {place}", hit=one == two)
    return {f"G8.{what}": count.missed() for what, count in counts.items()}


def languages(pairs: Iterable[tuple[Trial, Trial]]) -> Measured:
    """Measure G8 too: by how many points at most the same handling of the same draw differs between languages."""
    worst, n, misses = 0.0, 0, list[str]()
    for one, two in pairs:
        for place, (first, second) in enumerate(zip(_cards(one), _cards(two), strict=True)):
            n += 1
            apart = max(abs(first.total[end] - second.total[end]) for end in (0, 1))
            if apart > 1:
                misses.append(f"{one.desk.case.id} {place} {first.total} {second.total}")
            worst = max(worst, apart)
    return Measured(value=round(worst, 2), n=n, misses=tuple(misses))
