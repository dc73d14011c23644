"""How is the scorer of a handbook measured on freshly drawn cases?"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from mysterydesk import attempts, shelf
from mysterydesk.library import read_text
from mysterydesk.scores import rubric_for
from policy.text import Lang
from scenarios.draw import draw_case
from scoring.validate.average import Handling, parse_average
from scoring.validate.exam_room import Trial, prepared
from scoring.validate.sentences import Sentences, parse_sentences
from scoring.validate.validate import Validation
from scoring.validate.validate import validate as measure
from simulator.state import Desk

LANGS: tuple[Lang, ...] = ("zh", "en")
AVERAGE: Mapping[str, str] = {
    "STD": "average.yaml",
    **{name: f"average_{name}.yaml" for name in ("ASC", "SMO", "DSK", "NET")},
}
"""Files of the average handlings, by handbook."""

BEGIN = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
"""A fixed day, so that the same call measures the same cases."""


def drawn_desks(handbook_id: str, cases: int, scenarios: Sequence[str] = ()) -> tuple[Desk, ...]:
    """Draw cases of every scenario of a handbook in turn, in both languages.

    Args:
        handbook_id: The handbook.
        cases: How many.
        scenarios: Only these; empty for all.
    """
    handbook, world = shelf.handbook(handbook_id), shelf.world()
    known = [shelf.scenario(name) for name in scenarios] or shelf.scenarios().values()
    chosen = [one for one in known if handbook_id in one.handbooks]
    return tuple(
        attempts.desk_for(
            draw_case(
                chosen[number % len(chosen)],
                handbook,
                world,
                seed=number + 1,
                lang=LANGS[(number // len(chosen)) % 2],
                day=BEGIN.date(),
            )
        )
        for number in range(cases)
    )


def sentences() -> Sentences:
    """Give the sentences that the scorer is tried on."""
    parsed, problems = parse_sentences(read_text("scoring", "validate.yaml"), "validate.yaml")
    if parsed is None:
        raise shelf.ContentError(problems)
    return parsed


def average(handbook_id: str) -> Mapping[str, Handling]:
    """Give the average handlings under a handbook, by scenario; none where nobody has written any."""
    name = AVERAGE.get(handbook_id)
    if name is None:
        return {}
    parsed, problems = parse_average(read_text("scoring", "validate", name), name)
    if parsed is None:
        raise shelf.ContentError(problems)
    return parsed


def validate(handbook_id: str, cases: int, progress: Callable[[str], None] = lambda _name: None) -> Validation:
    """Measure the goals of the scorer (scoring/VALIDITY); a goal that is not in the answer was not measured."""
    rubric = rubric_for(shelf.handbook(handbook_id))
    trials = tuple(prepared(desk, rubric, BEGIN) for desk in drawn_desks(handbook_id, cases))
    pairs = ((one, in_the_other_language(one)) for one in trials)
    return measure(trials, sentences(), average(handbook_id), progress, pairs=pairs)


def in_the_other_language(trial: Trial) -> Trial:
    """Draw the case of a trial once more with the same seed, in the other language."""
    case, handbook = trial.desk.case, trial.desk.handbook
    other = next(one for one in LANGS if one != case.lang)
    scenario = shelf.scenario(case.scenario)
    drawn = draw_case(scenario, handbook, shelf.world(), seed=case.seed, lang=other, day=BEGIN.date())
    return prepared(attempts.desk_for(drawn), trial.rubric, BEGIN)
