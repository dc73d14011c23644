"""How is the scorer of a handbook measured on freshly drawn cases?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from mysterydesk import attempts, shelf
from mysterydesk.library import read_text
from mysterydesk.scores import rubric_for
from policy.text import Lang
from scenarios.draw import draw_case
from scenarios.scenario import Scenario
from scoring.validate.average import Handling, parse_average
from scoring.validate.customer_turns import customer_turns
from scoring.validate.exam_room import Trial, prepared
from scoring.validate.keywords import abuse, gains
from scoring.validate.other_hands import OtherFault, OtherHands, Setting, parse_other_hands
from scoring.validate.other_played import other_hands
from scoring.validate.other_words import OtherWords, parse_other_words
from scoring.validate.rewording import wordings
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
    known = [shelf.scenario(name) for name in scenarios] or list(shelf.scenarios().values())
    chosen = [one for one in known if handbook_id in one.handbooks]
    return tuple(
        desk_of(handbook_id, chosen[number % len(chosen)], number + 1, LANGS[(number // len(chosen)) % 2])
        for number in range(cases)
    )


def desk_of(handbook_id: str, scenario: Scenario, seed: int, lang: Lang) -> Desk:
    """Open the desk of one case of a scenario."""
    handbook = shelf.handbook(handbook_id)
    return attempts.desk_for(draw_case(scenario, handbook, shelf.world(), seed=seed, lang=lang, day=BEGIN.date()))


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


def other_words() -> OtherWords:
    """Give the paraphrases, negations and keywords that the scorer is tried on."""
    parsed, problems = parse_other_words(read_text("scoring", "validate", "paraphrases.yaml"), "paraphrases.yaml")
    if parsed is None:
        raise shelf.ContentError(problems)
    return parsed


def validate_one(desk: Desk) -> Validation:
    """Measure the goals of the scorer on one case (scoring/VALIDITY)."""
    name = desk.case.handbook
    trial = prepared(desk, rubric_for(shelf.handbook(name)), BEGIN)
    trials, said, other = (trial,), sentences(), other_words()
    whole = measure(trials, said, average(name), pairs=((trial, in_the_other_language(trial)),))
    more = {
        "G6": gains(trials, other, said),
        "G6.abuse": abuse(trials, other, said),
        **wordings(trials, other),
        "G12": customer_turns(trials),
    }
    return replace(whole, measured={**whole.measured, **more})


def _numbered(handbook_id: str, cases: int, number: int) -> Validation:
    """Measure one of some cases that lie all over the library, the languages in turn."""
    chosen = [one for one in shelf.scenarios().values() if handbook_id in one.handbooks]
    place = number * len(chosen) // cases if cases < len(chosen) else number % len(chosen)
    lang = LANGS[(number + number // len(chosen)) % 2]
    return validate_one(desk_of(handbook_id, chosen[place], number + 1, lang))


def validated(handbook_id: str, cases: int, workers: int = 1) -> Iterator[Validation]:
    """Measure case by case, on some processes; each figure comes as soon as its case is done.

    A goal that is not in an answer was not measured.
    """
    if workers == 1:
        yield from (_numbered(handbook_id, cases, number) for number in range(cases))
        return
    from joblib import Parallel, delayed  # noqa: PLC0415  other callers of this module never need it

    jobs = (delayed(_numbered)(handbook_id, cases, number) for number in range(cases))
    yield from Parallel(n_jobs=workers, return_as="generator")(jobs)


def written_by_others(handbook_id: str) -> OtherHands | None:
    """Give the faulty handlings of others than the scorer's author under a handbook; None where nobody wrote any."""
    if handbook_id not in AVERAGE:
        return None
    name = f"{handbook_id}.yaml"
    parsed, problems = parse_other_hands(read_text("scoring", "validate", "others", name), name)
    if parsed is None:
        raise shelf.ContentError(problems)
    return parsed


def other_trial(case: Setting) -> Trial:
    """Draw the case of some faults of others, with its ideal handling."""
    desk = desk_of(case.handbook, shelf.scenario(case.scenario), case.seed, case.lang)
    return prepared(desk, rubric_for(shelf.handbook(case.handbook)), BEGIN)


def _others_on(case: Setting, faults: tuple[OtherFault, ...]) -> Validation:
    return Validation(measured=other_hands(other_trial(case), faults))


def tried_by_others(handbook_id: str, workers: int = 1) -> Iterator[Validation]:
    """Measure the faults of others case by case, on some processes (VALIDITY G3)."""
    hands = written_by_others(handbook_id)
    if hands is None:
        return
    jobs = [(case, tuple(one for one in hands.faults if one.case == name)) for name, case in hands.cases.items()]
    if workers == 1:
        yield from (_others_on(*job) for job in jobs)
        return
    from joblib import Parallel, delayed  # noqa: PLC0415  other callers of this module never need it

    yield from Parallel(n_jobs=workers, return_as="generator")(delayed(_others_on)(*job) for job in jobs)


def in_the_other_language(trial: Trial) -> Trial:
    """Draw the case of a trial once more with the same seed, in the other language."""
    case = trial.desk.case
    other = next(one for one in LANGS if one != case.lang)
    return prepared(desk_of(case.handbook, shelf.scenario(case.scenario), case.seed, other), trial.rubric, BEGIN)
