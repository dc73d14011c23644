"""What is one fault in an otherwise ideal handling, and what has to be found then?"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from scoring.validate.exam_room import Trial
from scoring.validate.meddler import Fault, Meddler
from simulator.solve_duties import note_work
from sla.timeline import Event, Timeline

Fields = dict[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One fault, for one case.

    Attributes:
        name: What is done wrong.
        code: Criterion that must not be met.
        critical: Whether the attempt must fail.
        also: Criteria that follow from it and may not be met beside it.
        fault: How it is done.
        ids: The same faults in the published list of faults (`faults.yaml`), empty for one of ours.
        void: Tells that the fault made no difference in this case, so that nothing is to be found.
    """

    name: str
    code: str
    fault: Fault
    critical: bool = False
    also: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    void: Callable[[Timeline], bool] = lambda _events: False


def moves_of(kind: str, **wanted: str) -> Callable[[str, Fields], bool]:
    """Find the moves of a kind with some values."""

    def matches(made: str, fields: Fields) -> bool:
        return made == kind and all(fields.get(name) == value for name, value in wanted.items())

    return matches


def moves_in(*kinds: str) -> Callable[[str, Fields], bool]:
    """Find the moves of some kinds."""

    def matches(made: str, _fields: Fields) -> bool:
        return made in kinds

    return matches


def putting(kind: str, **changed: str) -> Callable[[Meddler, str, Fields], Fields]:
    """Put other values into every move of a kind."""

    def rewrite(_player: Meddler, made: str, fields: Fields) -> Fields:
        return {**fields, **changed} if made == kind else fields

    return rewrite


def noted(player: Meddler, name: str) -> None:
    """Log a step that was put in, where the manual has the work logged: leaving that out would be a second fault."""
    action = player.desk.case.fault_model.action(name)
    if action is not None:
        note_work(player, action)


def made(trial: Trial, *kinds: str) -> bool:
    """Tell whether the ideal handling makes a move of some kinds."""
    return any(one.move.kind in kinds for one in trial.ideal)


def never(_events: Timeline) -> bool:
    """Find a fault to be one in whatever came of it."""
    return False


def rated(events: Timeline) -> bool:
    """Tell whether the customer was asked by the form all the same: a mark was given."""
    return any(one.kind == "csat.received" for one in events)


def told_in(event: Event) -> tuple[str, ...]:
    """Give the facts that a message of the customer told."""
    slots = event.fields.get("slots")
    return tuple(map(str, slots)) if event.actor == "customer" and isinstance(slots, list | tuple) else ()


def is_signed(trial: Trial, fact: str) -> bool:
    """Tell whether a letter gives a fact under its name."""
    values = (one.value for one in trial.key.slots if one.name == fact)
    return any(part in trial.desk.case.opening for value in values for part in re.findall(r"[\w@.-]{6,}", value))
