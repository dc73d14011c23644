"""How do the cases of a level end in the hands of people who miss duties, really played and really scored?"""

from collections.abc import Iterator, Sequence

from certification.simulation.cases import CHANCES, Handling
from mysterydesk import shelf, validating
from mysterydesk.exams import levels, pool
from mysterydesk.scores import rubric_for
from scenarios.chance import number
from scoring.validate.exam_room import prepared, replayed
from scoring.validate.slips import Played, duties_of, played_at

Column = tuple[str, tuple[tuple[Handling, ...], ...]]
"""A scenario, and its handlings per chance of `CHANCES`."""


def _handlings(level: str, scenario: str, plays: int, seed: int) -> Column:
    """Play one scenario at every chance of missing a duty, each time another case of it, the languages in turn."""
    said = validating.sentences()
    rubric = rubric_for(shelf.handbook(levels.HANDBOOK))
    desks = [
        validating.desk_of(levels.HANDBOOK, pool.scenario_of(level, scenario), seed + place, lang)
        for place, lang in enumerate(validating.LANGS)
    ]
    trials = [prepared(desk, rubric, validating.BEGIN) for desk in desks]
    ideal = {one.desk.case.id: one.scored(replayed(one.opened(), one.ideal)) for one in trials}
    known = [(one, duties_of(one, said)) for one in trials]
    return scenario, tuple(
        tuple(
            _seen(played_at(*known[turn % len(known)], chance, number(seed + turn, scenario, str(chance)), ideal))
            for turn in range(plays)
        )
        for chance in CHANCES
    )


def _seen(one: Played) -> Handling:
    return Handling(verdict=one.verdict, total=one.total, critical=one.critical)


def played(level: str, scenarios: Sequence[str], plays: int, seed: int, workers: int) -> Iterator[Column]:
    """Play scenarios one after another, on some processes; each comes as soon as it is done."""
    if workers == 1:
        yield from (_handlings(level, one, plays, seed) for one in scenarios)
        return
    from joblib import Parallel, delayed  # noqa: PLC0415  other callers of this module never need it

    jobs = (delayed(_handlings)(level, one, plays, seed) for one in scenarios)
    yield from Parallel(n_jobs=workers, return_as="generator")(jobs)
