"""Which of the numbers that we owe for a score hold?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from scoring.scorecard import SCORER, Scorecard
from scoring.validate.average import Handling, play_average
from scoring.validate.caught import Caught
from scoring.validate.count import Count
from scoring.validate.detection import detection, second_faults
from scoring.validate.exam_room import Trial, replayed
from scoring.validate.goals import GOALS, Measured, interval, is_met, is_middling
from scoring.validate.nulls import NULLS, play_null
from scoring.validate.replays import replays
from scoring.validate.sentences import Sentences
from scoring.validate.swaps import identities, languages
from scoring.validate.wrong_fix import MANNERS, let_off


def blemishes(card: Scorecard) -> tuple[str, ...]:
    """Name the findings that are not met or not judged."""
    return tuple(f"{one.code}:{one.verdict}" for one in card.findings if one.verdict != "met")


def false_alarms(trials: Iterable[Trial]) -> Measured:
    """Measure G1: on how many ideal handlings anything is found."""
    count = Count()
    for trial in trials:
        card = trial.scored(replayed(trial.opened(), trial.ideal))
        found = blemishes(card)
        count.note(f"{trial.desk.case.id} {' '.join(found)}", hit=not found and card.verdict == "pass")
    return count.missed()


def null_passes(trials: Iterable[Trial], sentences: Sentences) -> Measured:
    """Measure G5: how many attempts of the null trainees pass."""
    count = Count()
    for trial in trials:
        for name in NULLS:
            card = trial.scored(play_null(trial, name, sentences))
            count.note(f"{trial.desk.case.id} {name}", hit=card.verdict != "pass")
    return count.missed()


def average_totals(trials: Iterable[Trial], average: Mapping[str, Handling]) -> Measured:
    """Measure G5 too: how many average handlings leave the middle of the scale with either end of their total.

    A handling of which the desk refused a step was not played as it is written, and counts as one of them.
    """
    count = Count()
    for trial in trials:
        handling = average.get(trial.desk.case.scenario)
        if handling is not None:
            played = play_average(trial, handling)
            total = low, high = trial.scored(played.attempt).total
            refused = " ".join(f"{one.kind}:{one.code}" for one in played.refused)
            name = f"{trial.desk.case.id} {trial.lang} {low:g}-{high:g} {refused}".rstrip()
            count.note(name, hit=is_middling(total) and not refused)
    return count.missed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """Everything that was measured.

    Attributes:
        measured: Properties by their name; what is not in it is not measured.
        caught: What became of the faults of the published list, by id.
        void: Faults that made no difference in their case, left out by rule.
        unplayable: Names of the faults with which a case could not be played to its end.
    """

    measured: Mapping[str, Measured]
    caught: Mapping[str, Caught] = field(default_factory=dict)
    void: int = 0
    unplayable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """A part of what is tried.

    Attributes:
        faults: Names of single faults; empty for all.
        manners: Of wrong endings.
    """

    faults: frozenset[str] = frozenset()
    manners: tuple[str, ...] = MANNERS


ALL = Only()


def validate(
    trials: tuple[Trial, ...],
    sentences: Sentences,
    average: Mapping[str, Handling],
    progress: Callable[[str], None] = lambda _name: None,
    only: Only = ALL,
    pairs: Iterable[tuple[Trial, Trial]] = (),
) -> Validation:
    """Measure what can be measured on some trials.

    Args:
        trials: Cases with their ideal handlings, of every scenario and language.
        sentences: What nulls and mutants say.
        average: Average handlings, by scenario.
        progress: Told which property is being measured.
        only: Which faults and wrong endings are tried.
        pairs: The same draws in both languages.
    """
    measured: dict[str, Measured] = {}
    progress("G1")
    measured["G1"] = false_alarms(trials)
    progress("G2")
    faults = detection(trials, sentences, only.faults)
    measured["G2"] = faults.found
    measured["G2.clause"] = faults.clause
    measured["G2.stray"] = faults.stray
    progress("G4")
    measured["G4"] = second_faults(trials, sentences, only.faults)
    progress("G5")
    measured["G5"] = null_passes(trials, sentences)
    progress("G5.wrong_fix")
    measured["G5.wrong_fix"] = let_off(trials, only.manners)
    progress("G5.average")
    measured["G5.average"] = average_totals(trials, average)
    progress("G8")
    measured["G8"] = languages(pairs)
    measured.update(identities(trials))
    progress("G9")
    measured["G9"] = replays(trials)
    return Validation(measured=measured, caught=faults.caught, void=faults.void, unplayable=faults.unplayable)


def _between(name: str, one: Measured | None) -> Mapping[str, object]:
    """Give the interval of a sampled share, and by name what fell short of it."""
    span = None if one is None else interval(name, one)
    return {} if one is None or span is None else {"interval": list(span), "misses": list(one.misses)}


def as_data(handbook: str, whole: Validation) -> Mapping[str, object]:
    """Give the table of goals as JSON-ready data (DESIGN section 5); what is not measured says so."""
    goals: dict[str, object] = {}
    measured = whole.measured
    for name, goal in GOALS.items():
        one = measured.get(name)
        goals[name] = {
            "value": None if one is None else one.value,
            "n": 0 if one is None else one.n,
            "goal": goal.limit,
            "met": is_met(name, one),
            **_between(name, one),
        }
    faults = {
        name: {
            "clauses": list(one.clauses),
            "strange": list(one.strange),
            "tried": one.tried,
            "found": one.found,
            "void": one.void,
            "unplayable": one.unplayable,
        }
        for name, one in whole.caught.items()
    }
    return {
        "handbook": handbook,
        "scorer": SCORER,
        "goals": goals,
        "faults": faults,
        "void": whole.void,
        "unplayable": list(whole.unplayable),
    }
