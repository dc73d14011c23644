"""Which of the numbers that we owe for a score hold?"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from scoring.scorecard import SCORER, Scorecard
from scoring.validate.average import Handling, play_average
from scoring.validate.caught import Caught, note
from scoring.validate.exam_room import Trial, replayed
from scoring.validate.faults import mutants
from scoring.validate.goals import GOALS, LEAST, MOST, Measured, is_met
from scoring.validate.meddler import both, meddled
from scoring.validate.mutant import Mutant
from scoring.validate.nulls import NULLS, play_null
from scoring.validate.sentences import Sentences
from scoring.validate.wrong_fix import ASKED, wrong_passes


@dataclass(slots=True, kw_only=True)
class _Count:
    n: int = 0
    hits: int = 0
    misses: list[str] = field(default_factory=list)

    def note(self, name: str, *, hit: bool) -> None:
        self.n += 1
        self.hits += hit
        if not hit:
            self.misses.append(name)

    def missed(self) -> Measured:
        return Measured(value=float(self.n - self.hits), n=self.n, misses=tuple(self.misses))

    def share(self) -> Measured:
        return Measured(value=self.hits / self.n if self.n else 0.0, n=self.n, misses=tuple(self.misses))


def blemishes(card: Scorecard) -> tuple[str, ...]:
    """Name the findings that are not met or not judged."""
    return tuple(f"{one.code}:{one.verdict}" for one in card.findings if one.verdict != "met")


def false_alarms(trials: Iterable[Trial]) -> Measured:
    """Measure G1: on how many ideal handlings anything is found."""
    count = _Count()
    for trial in trials:
        card = trial.scored(replayed(trial.opened(), trial.ideal))
        found = blemishes(card)
        count.note(f"{trial.desk.case.id} {' '.join(found)}", hit=not found and card.verdict == "pass")
    return count.missed()


def is_detected(mutant: Mutant, card: Scorecard) -> bool:
    """Tell whether a fault is found, and fails the attempt where it is critical."""
    unmet = {one.code for one in card.findings if one.verdict == "not_met"}
    return mutant.code in unmet and (not mutant.critical or card.verdict == "fail")


def unrelated(mutant: Mutant, card: Scorecard) -> tuple[str, ...]:
    """Name what is not met though the fault neither is it nor leads to it."""
    unmet = [one.code for one in card.findings if one.verdict == "not_met"]
    return tuple(code for code in unmet if code != mutant.code and code not in mutant.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """Property G2, measured.

    Attributes:
        found: Share of the single faults that were found.
        stray: Unrelated findings per fault.
        caught: By the ids of the published list.
        void: Faults that made no difference in their case, left out by rule.
    """

    found: Measured
    stray: Measured
    caught: Mapping[str, Caught]
    void: int


def _chosen(trial: Trial, sentences: Sentences, names: frozenset[str]) -> tuple[Mutant, ...]:
    return tuple(one for one in mutants(trial, sentences) if not names or one.name in names)


def detection(trials: Iterable[Trial], sentences: Sentences, names: frozenset[str] = frozenset()) -> Detection:
    """Measure G2: the share of single faults found, and unrelated findings per mutant.

    Args:
        trials: Cases with their ideal handlings.
        sentences: What mutants say.
        names: Of the faults that are tried; empty tries all.
    """
    found, strays, void = _Count(), list[str](), 0
    caught: defaultdict[str, Caught] = defaultdict(Caught)
    for trial in trials:
        for mutant in _chosen(trial, sentences, names):
            attempt = meddled(trial, mutant.fault)
            if attempt is None:
                continue
            name = f"{trial.desk.case.id} {trial.lang} {mutant.name}"
            if mutant.void(attempt.events):
                void += 1
                note(caught, mutant, ())
                continue
            card = trial.scored(attempt)
            hit = is_detected(mutant, card)
            found.note(name, hit=hit)
            clauses = tuple(
                one.clause for one in card.findings if one.code == mutant.code and one.verdict == "not_met"
            )
            note(caught, mutant, clauses if hit else None)
            strays.extend(f"{name} {code}" for code in unrelated(mutant, card))
    stray = Measured(value=len(strays) / found.n if found.n else 0.0, n=found.n, misses=tuple(strays))
    return Detection(found=found.share(), stray=stray, caught=dict(sorted(caught.items())), void=void)


def second_faults(trials: Iterable[Trial], sentences: Sentences, names: frozenset[str] = frozenset()) -> Measured:
    """Measure G4: how often a second fault, independent of the first, raises an end of the total."""
    count = _Count()
    for trial in trials:
        single = [
            one
            for one in _chosen(trial, sentences, names)
            if not (one.fault.before or one.fault.undo or one.fault.stop)
        ]
        for first, second in pairwise(single):
            if first.code == second.code:
                # Two faults of one criterion are one, or the second undoes the first.
                continue
            attempts = [
                meddled(trial, fault) for fault in (first.fault, second.fault, both(first.fault, second.fault))
            ]
            totals = [trial.scored(one).total for one in attempts if one is not None]
            if len(totals) == len(attempts):
                *ones, pair = totals
                raised = any(pair[end] > one[end] for one in ones for end in (0, 1))
                count.note(f"{trial.desk.case.id} {first.name} {second.name}", hit=not raised)
    return count.missed()


def null_passes(trials: Iterable[Trial], sentences: Sentences) -> Measured:
    """Measure G5: how many attempts of the null trainees pass."""
    count = _Count()
    for trial in trials:
        for name in NULLS:
            card = trial.scored(play_null(trial, name, sentences))
            count.note(f"{trial.desk.case.id} {name}", hit=card.verdict != "pass")
    return count.missed()


def average_totals(trials: Iterable[Trial], average: Mapping[str, Handling]) -> Measured:
    """Measure G5 too: how many average handlings fall outside the middle of the scale, so that it is used."""
    count = _Count()
    for trial in trials:
        handling = average.get(trial.desk.case.scenario)
        if handling is not None:
            low, high = trial.scored(play_average(trial, handling)).total
            count.note(f"{trial.desk.case.id} {trial.lang} {low:g}-{high:g}", hit=low <= MOST and high >= LEAST)
    return count.missed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """Everything that was measured.

    Attributes:
        measured: Properties by their name; what is not in it is not measured.
        caught: What became of the faults of the published list, by id.
        void: Faults that made no difference in their case, left out by rule.
    """

    measured: Mapping[str, Measured]
    caught: Mapping[str, Caught] = field(default_factory=dict)
    void: int = 0


def validate(
    trials: tuple[Trial, ...],
    sentences: Sentences,
    average: Mapping[str, Handling],
    progress: Callable[[str], None] = lambda _name: None,
    names: frozenset[str] = frozenset(),
) -> Validation:
    """Measure what can be measured on some trials.

    Args:
        trials: Cases with their ideal handlings, of every scenario and language.
        sentences: What nulls and mutants say.
        average: Average handlings, by scenario.
        progress: Told which property is being measured.
        names: Of the single faults that are tried; empty tries all.
    """
    measured: dict[str, Measured] = {}
    progress("G1")
    measured["G1"] = false_alarms(trials)
    progress("G2")
    faults = detection(trials, sentences, names)
    measured["G2"] = faults.found
    measured["G2.stray"] = faults.stray
    progress("G4")
    measured["G4"] = second_faults(trials, sentences, names)
    progress("G5")
    measured["G5"] = null_passes(trials, sentences)
    progress("G5.wrong_fix")
    measured["G5.wrong_fix"] = wrong_passes(trials, (ASKED,))
    progress("G5.average")
    measured["G5.average"] = average_totals(trials, average)
    return Validation(measured=measured, caught=faults.caught, void=faults.void)


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
        }
    faults = {
        name: {"clauses": list(one.clauses), "tried": one.tried, "found": one.found, "void": one.void}
        for name, one in whole.caught.items()
    }
    return {"handbook": handbook, "scorer": SCORER, "goals": goals, "faults": faults, "void": whole.void}
