"""Are single faults found, each under its clause, and does a second one never help? (VALIDITY G2, G4)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from scoring.criterion import PRIORITY
from scoring.scorecard import Scorecard
from scoring.validate.caught import Caught, as_listed, leave_out, note
from scoring.validate.count import Count
from scoring.validate.exam_room import Trial
from scoring.validate.faults import mutants
from scoring.validate.goals import Measured
from scoring.validate.meddler import both, meddled
from scoring.validate.mutant import Mutant
from scoring.validate.published import PUBLISHED
from scoring.validate.sentences import Sentences
from simulator.drill import Attempt
from sla.timeline import Timeline

ENVELOPE = frozenset({"wall", "move"})
"""Fields of an event that say by which move it came, and nothing of what was done."""

OF_THE_FIRST = frozenset(
    {
        # Taking the contact, registering and grading it, and being the one it belongs to.
        *("acknowledged", "clock.response", "complaint_opened", "data_asked", "issue_fields", "need_recorded"),
        *("kept_charge", "owner_kept", "priority_set", "signed", "type_set"),
        # Answering for the whole time: a later line has targets of its own, which it is tried on.
        *("breach_reason", "clock.resolution", "clock.resolution.unrestored", "desk_limit"),
        # Passing it on, and keeping the customer told meanwhile.
        *("customer_told", "eta_learnt", "help_asked", "liaison_told", "updates"),
        # Parting from the customer at the desk.
        *("desk_close", "prevention"),
    }
)
"""What whoever took the contact owes, and nobody whom the ticket reached later."""


GRADING = {"priority_right", "priority_set"}
"""Both are about the one grading of a ticket: a wrong one, and none."""


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
        clause: Share of the published faults found under a clause of the list, and failed where it asks for that.
        caught: By the ids of the published list.
        void: Faults that made no difference in their case, left out by rule.
        unplayable: Names of the faults with which a case could not be played to its end; they prove nothing.
    """

    found: Measured
    stray: Measured
    clause: Measured
    caught: Mapping[str, Caught]
    void: int
    unplayable: tuple[str, ...]


def _chosen(trial: Trial, sentences: Sentences, names: frozenset[str]) -> tuple[Mutant, ...]:
    """Give the faults of a case that its handbook judges, with those ids of the list whose clauses it goes by."""
    judged = trial.rubric.criteria
    return tuple(
        replace(
            one,
            critical=one.critical and judged[one.code].critical,
            ids=tuple(name for name in one.ids if _is_listed(trial, one.code, name)),
        )
        for one in mutants(trial, sentences)
        if one.code in judged and (not names or one.name in names)
    )


def _is_listed(trial: Trial, code: str, name: str) -> bool:
    """Tell whether the list's clauses of a fault are those of the case's manual.

    Not where the manual judges the fault by a clause of its own that the list, written of other manuals, leaves out.
    """
    judged, listed = trial.rubric.criteria, set(PUBLISHED[name].clauses)
    levels = [str(one.code) for one in trial.desk.handbook.priorities]
    cited = {one.clause.replace(PRIORITY, level) for one in judged.values() for level in levels or [""]}
    own = f"{trial.desk.handbook.id}-"
    if judged[code].basis == "letter" and not any(one.startswith(own) for one in listed):
        return False
    return bool(cited & listed)


def detection(trials: Iterable[Trial], sentences: Sentences, names: frozenset[str] = frozenset()) -> Detection:
    """Measure G2: the share of single faults found, and unrelated findings per mutant.

    Args:
        trials: Cases with their ideal handlings.
        sentences: What mutants say.
        names: Of the faults that are tried; empty tries all.
    """
    found, strays, unplayable, void = Count(), list[str](), list[str](), 0
    caught: defaultdict[str, Caught] = defaultdict(Caught)
    for trial in trials:
        for mutant in _chosen(trial, sentences, names):
            attempt, name = meddled(trial, mutant.fault), f"{trial.desk.case.id} {trial.lang} {mutant.name}"
            if attempt is None:
                unplayable.append(name)
                leave_out(caught, mutant, "unplayable")
                continue
            if mutant.void(attempt.events) or _changes_nothing(trial, attempt) or _is_anothers(trial, mutant):
                void += 1
                leave_out(caught, mutant, "void")
                continue
            card = trial.scored(attempt)
            found.note(name, hit=is_detected(mutant, card))
            note(caught, mutant, card)
            strays.extend(f"{name} {code}" for code in unrelated(mutant, card))
    stray = Measured(value=len(strays) / found.n if found.n else 0.0, n=found.n, misses=tuple(strays))
    return Detection(
        found=found.share(),
        stray=stray,
        clause=as_listed(caught),
        caught=dict(sorted(caught.items())),
        void=void,
        unplayable=tuple(unplayable),
    )


def _changes_nothing(trial: Trial, attempt: Attempt) -> bool:
    """Tell whether a fault left every event as the ideal handling has it, so that there is nothing to be found.

    Nobody can leave unsaid what the case gives no reason to say, nor leave out what was asked, recorded and graded
    before the trainee came.
    """
    return _done(attempt.events) == _done(trial.timeline)


def _is_anothers(trial: Trial, mutant: Mutant) -> bool:
    """Tell whether a fault is against what another was to do before the ticket came to this seat."""
    return trial.desk.case.history is not None and mutant.code in OF_THE_FIRST


def _done(events: Timeline) -> tuple[object, ...]:
    return tuple(
        (one.at, one.kind, one.actor, {name: value for name, value in one.fields.items() if name not in ENVELOPE})
        for one in events
    )


def second_faults(trials: Iterable[Trial], sentences: Sentences, names: frozenset[str] = frozenset()) -> Measured:
    """Measure G4: how often a second fault, independent of the first, raises an end of the total."""
    count = Count()
    for trial in trials:
        single = [
            one
            for one in _chosen(trial, sentences, names)
            if not (one.fault.before or one.fault.undo or one.fault.stop)
        ]
        alone_with = _kept(trial)
        for first, second in pairwise(single):
            if first.code == second.code or {first.code, second.code} == GRADING:
                # Two faults of one criterion are one, or the second undoes the first, as no grade undoes a wrong one.
                continue
            alone = [one for mutant in (first, second) if (one := alone_with(mutant)) is not None]
            together = meddled(trial, both(first.fault, second.fault)) if len(alone) == len((first, second)) else None
            if together is None or len({*(lines for lines, _ in alone), _lines(together)} - {frozenset()}) > 1:
                # With another line at it the first fault meets other people, whose answers may undo its harm.
                continue
            pair = trial.scored(together).total
            raised = any(pair[end] > total[end] for _, total in alone for end in (0, 1))
            count.note(f"{trial.desk.case.id} {first.name} {second.name}", hit=not raised)
    return count.missed()


def _kept(trial: Trial) -> Callable[[Mutant], tuple[frozenset[str], tuple[float, float]] | None]:
    """Give a way to know the lines and the total of one fault alone, played and scored once for both its pairs."""
    known: dict[str, tuple[frozenset[str], tuple[float, float]] | None] = {}

    def alone(mutant: Mutant) -> tuple[frozenset[str], tuple[float, float]] | None:
        if mutant.name not in known:
            attempt = meddled(trial, mutant.fault)
            known[mutant.name] = None if attempt is None else (_lines(attempt), trial.scored(attempt).total)
        return known[mutant.name]

    return alone


def _lines(attempt: Attempt) -> frozenset[str]:
    """Name the lines that had the ticket."""
    return frozenset(str(one.fields["to_tier"]) for one in attempt.events if one.kind == "ticket.transferred")
