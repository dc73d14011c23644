"""What is right in the cases of a scenario, and how is one handled best? Derived, never typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from mysterydesk import attempts, ideal, shelf
from mysterydesk.errors import WorldError
from mysterydesk.pack_files import Files, bundled, unbundled
from mysterydesk.scenario_check import checked
from mysterydesk.scenario_trial import BEGIN
from mysterydesk.scenario_world import world_bundle
from mysterydesk.scores import ideal_events
from policy.text import Lang
from scenarios.draw import draw_case
from scoring.answer_key import AnswerKey, answer_key
from simulator.drill import Attempt, open_attempt, replay
from simulator.player import NotWinnableError
from simulator.state import Desk
from sla.timeline import Timeline

LOOKED: int = 12
"""Seeds that are looked at for a case of each true cause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One drawn case with its answer.

    Attributes:
        attempt: The ideal handling, played to its end.
        key: The truth.
        steps: The events that make the handling what it is.
    """

    attempt: Attempt
    key: AnswerKey
    steps: Timeline


def desk_of(files: Files, handbook: str, seed: int, lang: Lang) -> Desk:
    """Draw a case of a scenario as it is written now, and lay out its desk.

    Raises:
        WorldError: `scenario_has_problems`.
    """
    found = checked(files)
    if found.sound is None:
        raise WorldError("scenario_has_problems", count=len(found.problems))
    case = draw_case(found.sound, shelf.handbook(handbook), found.world, seed=seed, lang=lang, day=BEGIN.date())
    return attempts.desk_for(case, world_bundle(files))


def answer_of(files: Files, handbook: str, seed: int, lang: Lang) -> Answer | None:
    """Derive the answer of a case; None where no handling of it was found; the same is searched once.

    Raises:
        WorldError: `scenario_has_problems`.
    """
    return _answer(bundled(files), handbook, seed, lang)


@lru_cache(maxsize=64)
def _answer(data: bytes, handbook: str, seed: int, lang: Lang) -> Answer | None:
    desk = desk_of(unbundled(data), handbook, seed, lang)
    try:
        events = ideal_events(desk)
    except (NotWinnableError, WorldError):
        return None
    key = answer_key(desk.case, desk.handbook, events, desk.articles)
    return Answer(attempt=replay(desk, "ideal", events), key=key, steps=ideal.steps_of(events))


def seeds_by_cause(files: Files, handbook: str, lang: Lang) -> Mapping[str, int]:
    """Give a seed for each true cause that is drawn among the first few.

    Raises:
        WorldError: `scenario_has_problems`.
    """
    found: dict[str, int] = {}
    for seed in range(1, LOOKED + 1):
        found.setdefault(desk_of(files, handbook, seed, lang).case.true_cause, seed)
    return dict(sorted(found.items()))


def opened(files: Files, handbook: str, seed: int, lang: Lang) -> Attempt:
    """Open an attempt that nobody keeps, to talk to the customer.

    Raises:
        WorldError: `scenario_has_problems`.
    """
    return open_attempt(desk_of(files, handbook, seed, lang), "preview", "practice", BEGIN)
