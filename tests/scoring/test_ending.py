"""Who ends a drill early gains nothing by it, wherever it is broken off (by hand: test_leaving)."""

from datetime import timedelta

from scoring.validate.exam_room import Trial
from simulator.drill import Attempt, step
from simulator.move import Move, Refusal
from sla.timeline import Event

POINTS = 5
"""Places at which each handling is broken off; the deep run is the probe of every move."""


def _left_at(trial: Trial) -> list[tuple[Attempt, Event]]:
    """Break the ideal handling off at some places; give each with its end."""
    attempt, made = trial.opened(), list[tuple[Attempt, Event]]()
    chosen = {round(len(trial.ideal) * part / (POINTS + 1)) for part in range(1, POINTS + 1)}
    for place, one in enumerate(trial.ideal):
        result = step(attempt, one.move, one.wall)
        attempt = attempt if isinstance(result, Refusal) else result[0]
        if place not in chosen or attempt.state.status != "open":
            continue
        left = step(attempt, Move(kind="finish"), one.wall + timedelta(seconds=2))
        assert not isinstance(left, Refusal)
        end = next(event for event in left[0].events if event.kind == "attempt.ended")
        made.append((left[0], end))
    return made


def test_leaving_early_never_pays_and_never_passes_on_a_fault(trials: tuple[Trial, ...]) -> None:
    tried = 0
    for trial in trials[::2]:
        limit = trial.desk.handbook.settings["pass_total"].value
        for attempt, end in _left_at(trial):
            card = trial.scored(attempt)
            gone = [one for one in card.findings if one.verdict == "not_met"]
            assert card.total[1] <= 100.0
            late = [(one.code, proof.event) for one in gone for proof in one.evidence if proof.event > end.id]
            assert late == [], trial.desk.case.id
            if any(one.code in {"cured", "closed_uncured"} for one in gone):
                tried += 1
                assert card.verdict == "fail", (trial.desk.case.id, card.total)
                assert card.total[1] < limit
                # Nothing that could only come after the solution is asked for beside it.
                assert not {one.code for one in gone} & {"callback", "article", "complaint_followup"}
                assert max(gone, key=lambda one: one.lost).family != "record"
    assert tried >= len(trials[::2])
