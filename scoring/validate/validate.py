"""Which numbers do we owe for a score that can be defended, and which of them hold?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from scoring.scorecard import SCORER, Scorecard
from scoring.validate.exam_room import Trial, replayed
from scoring.validate.faults import mutants
from scoring.validate.meddler import both, meddled
from scoring.validate.mutant import Mutant
from scoring.validate.nulls import NULLS, play_null
from scoring.validate.sentences import Sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One property of VALIDITY.

    Attributes:
        limit: What has to be reached, as a share or a count.
        least: Whether the limit is the least (else the most) that is allowed.
    """

    limit: float
    least: bool


GOALS: Mapping[str, Goal] = {
    "G1": Goal(limit=0.0, least=False),
    "G2": Goal(limit=0.99, least=True),
    "G3": Goal(limit=0.95, least=True),
    "G4": Goal(limit=0.0, least=False),
    "G5": Goal(limit=0.0, least=False),
    "G6": Goal(limit=2.0, least=False),
    "G7": Goal(limit=0.95, least=True),
    "G8": Goal(limit=1.0, least=False),
    "G9": Goal(limit=1.0, least=True),
    "G10": Goal(limit=0.80, least=True),
    "G11": Goal(limit=0.02, least=False),
    "G12": Goal(limit=0.0, least=False),
    "G13": Goal(limit=0.85, least=True),
}
"""Goals of VALIDITY by property; G1, G5 count, the others are shares or points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One property, measured.

    Attributes:
        value: The figure.
        n: Over how many.
        misses: What fell short, named so that it can be looked at.
    """

    value: float
    n: int
    misses: tuple[str, ...] = ()


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


def detection(trials: Iterable[Trial], sentences: Sentences) -> tuple[Measured, Measured]:
    """Measure G2: the share of single faults found, and unrelated findings per mutant."""
    found, stray, count = _Count(), 0, 0
    strays: list[str] = []
    for trial in trials:
        for mutant in mutants(trial, sentences):
            attempt = meddled(trial, mutant.fault)
            if attempt is None:
                continue
            card = trial.scored(attempt)
            found.note(f"{trial.desk.case.id} {mutant.name}", hit=is_detected(mutant, card))
            extra = unrelated(mutant, card)
            strays.extend(f"{trial.desk.case.id} {mutant.name} {code}" for code in extra)
            stray, count = stray + len(extra), count + 1
    return found.share(), Measured(value=stray / count if count else 0.0, n=count, misses=tuple(strays))


def second_faults(trials: Iterable[Trial], sentences: Sentences) -> Measured:
    """Measure G4: how often a second fault, independent of the first, raises an end of the total."""
    count = _Count()
    for trial in trials:
        single = [
            one for one in mutants(trial, sentences) if not (one.fault.before or one.fault.undo or one.fault.stop)
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


def validate(
    trials: tuple[Trial, ...], sentences: Sentences, progress: Callable[[str], None] = lambda _name: None
) -> Mapping[str, Measured]:
    """Measure what can be measured on some trials.

    Args:
        trials: Cases with their ideal handlings, of every scenario and language.
        sentences: What nulls and mutants say.
        progress: Told which property is being measured.

    Returns:
        Measured properties by their name; what is not in it is not measured.
    """
    measured: dict[str, Measured] = {}
    progress("G1")
    measured["G1"] = false_alarms(trials)
    progress("G2")
    measured["G2"], _ = detection(trials, sentences)
    progress("G4")
    measured["G4"] = second_faults(trials, sentences)
    progress("G5")
    measured["G5"] = null_passes(trials, sentences)
    return measured


def is_met(name: str, measured: Measured | None) -> bool | None:
    """Tell whether a goal is reached; None where nothing was measured."""
    if measured is None or not measured.n:
        return None
    goal = GOALS[name]
    return measured.value >= goal.limit if goal.least else measured.value <= goal.limit


def as_data(handbook: str, measured: Mapping[str, Measured]) -> Mapping[str, object]:
    """Give the table of goals as JSON-ready data (DESIGN section 5); what is not measured says so."""
    goals: dict[str, object] = {}
    for name, goal in GOALS.items():
        one = measured.get(name)
        goals[name] = {
            "value": None if one is None else one.value,
            "n": 0 if one is None else one.n,
            "goal": goal.limit,
            "met": is_met(name, one),
        }
    return {"handbook": handbook, "scorer": SCORER, "goals": goals}
