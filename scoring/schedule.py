"""How much of several deadlines could one person have met at best, knowing beforehand what comes when?

Work may be laid aside and taken up again, so the earliest deadline first meets every set of deadlines that can be met
at all (Horn 1974, "Some simple scheduling algorithms"); the best set is searched by weight with a bound. Nobody who
does not know what is still to come can do better: it is an upper bound.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

MOST: Final = 24
"""More deadlines than these are not searched: a shift of one person has fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One deadline.

    Attributes:
        name: e.g. `shift.2 response`.
        group: Jobs of a group share their first work: what the earlier ones take is part of what the later ones take.
        release: When it can be begun, seconds.
        work: Own work until it is met, seconds, from the group's beginning.
        due: Deadline, seconds.
        weight: What meeting it is worth, above 0.
    """

    name: str
    group: str
    release: int
    work: int
    due: int
    weight: int


def can_meet(jobs: Iterable[Job]) -> bool:
    """Tell whether one person can meet all of these, laying work aside at will.

    >>> one = Job(name="a", group="a", release=0, work=5, due=5, weight=1)
    >>> can_meet([one]), can_meet([one, Job(name="b", group="b", release=1, work=2, due=6, weight=1)])
    (True, False)
    """
    pieces = sorted(_pieces(jobs))
    left = [work for _, work, _ in pieces]
    now, begun = 0, 0
    open_: list[tuple[int, int]] = []
    while begun < len(pieces) or open_:
        if not open_:
            now = max(now, pieces[begun][0])
        while begun < len(pieces) and pieces[begun][0] <= now:
            open_.append((pieces[begun][2], begun))
            begun += 1
        due, first = min(open_)
        until = min(now + left[first], pieces[begun][0] if begun < len(pieces) else now + left[first])
        left[first] -= until - now
        now = until
        if now > due:
            return False
        if not left[first]:
            open_.remove((due, first))
    return True


def _pieces(jobs: Iterable[Job]) -> list[tuple[int, int, int]]:
    """Cut the jobs of a group into pieces of work: release, work, the earliest deadline that needs it."""
    groups: dict[str, list[Job]] = {}
    for job in jobs:
        groups.setdefault(job.group, []).append(job)
    pieces = []
    for mine in groups.values():
        ordered = sorted(mine, key=lambda one: one.work)
        done = 0
        for place, job in enumerate(ordered):
            due = min(one.due for one in ordered[place:])
            pieces.append((job.release, job.work - done, due))
            done = job.work
    return pieces


def best(jobs: Sequence[Job]) -> tuple[Job, ...]:
    """Choose the heaviest set of deadlines that can all be met.

    Raises:
        ValueError: More than `MOST` jobs.
    """
    if len(jobs) > MOST:
        raise ValueError(f"expected at most {MOST} deadlines, got {len(jobs)}")
    ordered = sorted(jobs, key=lambda one: (-one.weight, one.due, one.name))
    return _best(ordered, (), 0)[1]


def best_of(jobs: Sequence[Job]) -> tuple[Job, ...]:
    """Choose the heaviest set, for any number of deadlines.

    Beyond `MOST`, those that weigh least are left out of the search and counted as possible: it remains a bound that
    nobody beats, though perhaps one that nobody reaches.
    """
    ordered = sorted(jobs, key=lambda one: (-one.weight, one.due, one.name))
    return (*best(ordered[:MOST]), *ordered[MOST:])


def _best(rest: Sequence[Job], taken: tuple[Job, ...], floor: int) -> tuple[int, tuple[Job, ...]]:
    """Take or leave the first of the rest, unless even all of them would not beat what was found already."""
    worth = sum(one.weight for one in taken)
    if not rest:
        return worth, taken
    if worth + sum(one.weight for one in rest) <= floor:
        return floor - 1, ()
    found = (floor - 1, ()) if floor else (worth, taken)
    with_it = (*taken, rest[0])
    if can_meet(with_it):
        found = max(found, _best(rest[1:], with_it, floor), key=lambda one: one[0])
    left = _best(rest[1:], taken, max(floor, found[0]))
    return left if left[0] > found[0] else found
