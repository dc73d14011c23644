"""How is a fault that somebody else wrote played, and what does the scorer say of it? (VALIDITY G3).

What the fault leaves out keeps its minutes, so that nothing comes sooner than it did (VALIDITY, rules).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from scoring.finding import Finding
from scoring.scorecard import Scorecard
from scoring.validate.count import Count
from scoring.validate.exam_room import Trial, replayed
from scoring.validate.goals import Measured
from scoring.validate.other_hands import Chosen, Edit, OtherFault
from simulator.drill import Attempt, step
from simulator.move import Move, Refusal
from simulator.player import BETWEEN

WHOLE_S = 93_600
"""Longest wait that a desk knows, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One move on the way.

    Attributes:
        move: What is tried; None where nothing is, and it took no time.
        was: The move of the ideal handling in whose place it stands; None for what was put in.
        spent_s: Seconds of scenario time that the ideal move took with what came of it.
        own: Whether the fault needs it: a desk that refuses it does not know the fault.
    """

    move: Move | None
    was: Move | None
    spent_s: int
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPlayed:
    """A fault that was played.

    Attributes:
        attempt: What became of it.
        refused: Kinds of the fault's own moves that the desk refused, and of choices that no move answered to.
    """

    attempt: Attempt
    refused: tuple[str, ...]


def acts_of(trial: Trial) -> tuple[Act, ...]:
    """Give the ideal handling with the time that each move takes."""
    attempt, found = trial.opened(), []
    for one in trial.ideal:
        before = attempt.state.now
        result = step(attempt, one.move, one.wall)
        attempt = attempt if isinstance(result, Refusal) else result[0]
        spent = int((attempt.state.now - before).total_seconds())
        found.append(Act(move=Move(kind=one.move.kind, fields=one.move.fields), was=one.move, spent_s=spent))
    return tuple(found)


def _answers(act: Act, chosen: Chosen) -> bool:
    was = act.was
    return (
        was is not None
        and was.kind == chosen.kind
        and all(was.text(name) == value for name, value in chosen.fields.items())
        and (not chosen.has or any(chosen.has in str(value) for value in was.fields.values()))
    )


def _places(acts: tuple[Act, ...], chosen: Chosen) -> tuple[int, ...]:
    """Say where the chosen moves stand; nowhere, if there are none."""
    found = tuple(place for place, act in enumerate(acts) if _answers(act, chosen))
    if not chosen.nth:
        return found
    place = chosen.nth - 1 if chosen.nth > 0 else chosen.nth
    return (found[place],) if -len(found) <= place < len(found) else ()


def _wait(seconds: int) -> Move | None:
    # A wait of 0 seconds is one until something happens.
    return Move(kind="wait", fields={"seconds": min(seconds, WHOLE_S)}) if seconds else None


def _edited(acts: tuple[Act, ...], edit: Edit, place: int) -> tuple[Act, ...]:
    head, act, tail = acts[:place], acts[place], acts[place + 1 :]
    if edit.way == "drop":
        return (*head, Act(move=_wait(act.spent_s), was=act.was, spent_s=act.spent_s), *_fixed(tail))
    if edit.way == "change":
        now = act.move if act.move is not None and not edit.kind else Move(kind=edit.kind or edit.at.kind)
        kind, fields = now.kind, {**now.fields, **edit.to}
        return (*head, Act(move=Move(kind=kind, fields=fields), was=act.was, spent_s=act.spent_s, own=True), *tail)
    if edit.way == "late":
        late = Act(move=_wait(edit.minutes * 60), was=None, spent_s=0, own=True)
        return (*head, late, act, *tail)
    put = tuple(Act(move=move, was=None, spent_s=0, own=True) for move in edit.do)
    return (*head, *put, act, *tail) if edit.way == "before" else (*head, act, *put, *tail)


def _fixed(tail: tuple[Act, ...]) -> tuple[Act, ...]:
    """Let waits for an answer to what was left out last as long as they did: nothing comes of it now."""
    count = next((place for place, act in enumerate(tail) if act.was is None or act.was.kind != "wait"), len(tail))
    held = (Act(move=_wait(act.spent_s), was=act.was, spent_s=act.spent_s) for act in tail[:count])
    return (*held, *tail[count:])


def play_other(trial: Trial, acts: tuple[Act, ...], fault: OtherFault) -> OtherPlayed:
    """Play a fault from the first move to the last.

    Args:
        trial: Its case.
        acts: The ideal handling (`acts_of`).
        fault: What is done otherwise.
    """
    refused: list[str] = []
    for edit in fault.edits:
        places = _places(acts, edit.at)
        refused += [] if places else [f"{edit.at.kind}:no_such_move"]
        for place in reversed(places):
            acts = _edited(acts, edit, place)
    attempt, wall = trial.opened(), trial.wall
    for act in acts:
        if act.move is not None:
            wall += BETWEEN
            result = step(attempt, act.move, wall)
            if not isinstance(result, Refusal):
                attempt = result[0]
            elif act.own:
                refused.append(f"{act.move.kind}:{result.code}")
    return OtherPlayed(attempt=attempt, refused=tuple(refused))


def new_findings(card: Scorecard, ideal: Scorecard) -> tuple[Finding, ...]:
    """Give what is not met and was met, or did not arise, in the ideal handling."""
    known = {(one.code, one.clause) for one in ideal.findings if one.verdict == "not_met"}
    return tuple(one for one in card.findings if one.verdict == "not_met" and (one.code, one.clause) not in known)


def other_hands(trial: Trial, faults: Iterable[OtherFault]) -> dict[str, Measured]:
    """Measure G3 on one case: how many faults are found, and under how many of those one of its clauses is named.

    A fault that the desk did not let happen counts as not found: a set may not shrink by what cannot be played.
    """
    found, right = Count(), Count()
    acts, ideal = acts_of(trial), trial.scored(replayed(trial.opened(), trial.ideal))
    for fault in faults:
        played = play_other(trial, acts, fault)
        card = trial.scored(played.attempt)
        new = new_findings(card, ideal)
        cited = {clause for one in new for clause in (one.clause, *one.also)}
        low, high = card.total
        came = " ".join(played.refused) or f"{card.verdict} {low:g}-{high:g}"
        name = f"{fault.id} {' '.join(fault.clauses)} {trial.desk.case.scenario} {trial.lang}"
        hit = bool(new) and not played.refused
        found.note(f"{name}: {came}", hit=hit)
        if hit:
            right.note(f"{name}: {' '.join(sorted(cited))}", hit=not cited.isdisjoint(fault.clauses))
    return {"G3": found.share(), "G3.clause": right.share()}
