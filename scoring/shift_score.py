"""How well did one person keep the targets of several tickets, against the best that anybody could have done?

Each ticket keeps its own rubric and scorecard. Beside them a shift has one figure: the weight of the deadlines that
were met over the weight of the best set that one person could have met (`scoring.schedule.best`), knowing beforehand
what would come. Deadlines are those of the judged clocks of the trainee's seat (DESIGN decision 6); the more urgent
the true priority, the more each weighs. What the ideal handling needs of one's own time is the work of a deadline.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scenarios.fault_model import state_under
from scenarios.severity import right_priority
from scoring.schedule import Job, best_of
from simulator.drill import Attempt, as_of
from simulator.slack import judged
from simulator.state import Desk
from sla.clock import SlaClock
from sla.timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One deadline of one ticket.

    Attributes:
        ticket: Id of the attempt.
        clock: Name of the clock.
        due: When the ideal handling, begun at once, would have had it due.
        weight: What meeting it is worth.
        met: Whether it was.
        possible: Whether it is in the best set.
    """

    ticket: str
    clock: str
    due: datetime
    weight: int
    met: bool
    possible: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftScore:
    """What a shift was worth.

    Attributes:
        deadlines: All of them, in the order of the tickets.
        attained: Weight of those that were met.
        best: Weight that one person could have met at best.
    """

    deadlines: tuple[Deadline, ...]
    attained: int
    best: int

    @property
    def share(self) -> float:
        """Attained over best, at most 1.

        >>> ShiftScore(deadlines=(), attained=3, best=4).share
        0.75
        """
        return min(1.0, self.attained / self.best) if self.best else 1.0


def _begin(tickets: Sequence[Attempt]) -> datetime:
    return min(one.desk.case.submitted_at for one in tickets)


def jobs_of(tickets: Sequence[Attempt], ideal: Mapping[str, Timeline]) -> tuple[Job, ...]:
    """Give every deadline of a shift; seconds count from the first customer.

    Args:
        tickets: The shift's attempts.
        ideal: Events of the ideal handling of each, by id of the attempt.
    """
    begin = _begin(tickets)
    return tuple(job for one in tickets for job in _jobs(one.desk, one.id, ideal[one.id], begin))


def score_shift(tickets: Sequence[Attempt], ideal: Mapping[str, Timeline]) -> ShiftScore:
    """Score the deadlines of a shift.

    Args:
        tickets: The shift's attempts.
        ideal: Events of the ideal handling of each, by id of the attempt; it begins when the ticket comes. A ticket
            without any asks for nothing.
    """
    begin, jobs = _begin(tickets), jobs_of(tickets, ideal)
    possible = {one.name for one in best_of(jobs)}
    met = {name: True for one in tickets for name in _met(one)}
    rows = tuple(
        Deadline(
            ticket=one.group,
            clock=one.name.removeprefix(f"{one.group} "),
            due=begin + timedelta(seconds=one.due),
            weight=one.weight,
            met=one.name in met,
            possible=one.name in possible,
        )
        for one in jobs
    )
    return ShiftScore(
        deadlines=rows,
        attained=sum(one.weight for one in rows if one.met),
        best=sum(one.weight for one in rows if one.possible),
    )


def _owed(desk: Desk, events: Timeline, at: datetime) -> tuple[SlaClock, ...]:
    own = desk.handbook.owed_by(desk.case.seat)
    return tuple(
        one
        for one in judged(desk, events, at)
        if one.name in own and one.name not in desk.case.unavoidable and one.state in {"met", "breached", "running"}
    )


def _met(ticket: Attempt) -> tuple[str, ...]:
    clocks = _owed(ticket.desk, ticket.events, as_of(ticket))
    return tuple(f"{ticket.id} {one.name}" for one in clocks if one.state == "met")


def _jobs(desk: Desk, name: str, ideal: Timeline, begin: datetime) -> list[Job]:
    """Give the deadlines that the ideal handling meets, each with the own time spent until then."""
    if not ideal:
        return []
    case = desk.case
    ranks = [str(one.code) for one in desk.handbook.priorities]
    true = (
        right_priority(case, desk.handbook, state_under(case.fault_model, case.true_cause), case.submitted_at)
        if ranks
        else ""
    )
    weight = len(ranks) - ranks.index(true) if true in ranks else 1
    return [
        Job(
            name=f"{name} {one.name}",
            group=name,
            release=int((case.submitted_at - begin).total_seconds()),
            work=_work(ideal, one),
            due=int((one.due - begin).total_seconds()),
            weight=weight,
        )
        for one in _owed(desk, ideal, ideal[-1].at)
        if one.state == "met" and one.due is not None and one.stopped_at is not None
    ]


def own_work(events: Timeline) -> int:
    """Sum the charged time of the trainee's own acts, in seconds of scenario time."""
    return sum(int(str(event.fields.get("cost_s") or 0)) for event in events if event.actor == "trainee")


def _work(events: Timeline, clock: SlaClock) -> int:
    """Sum the trainee's own charged time until a clock stopped."""
    return own_work(tuple(one for one in events if clock.stopped_by is not None and one.id < clock.stopped_by))
