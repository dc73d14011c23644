"""How hard is a scenario as it is written now: its figures counted, its ideal handling played once, and estimated?"""

from collections.abc import Mapping
from functools import lru_cache

from mysterydesk.difficulty import Difficulty, estimate, outcomes_in
from mysterydesk.difficulty_rows import played
from mysterydesk.errors import WorldError
from mysterydesk.pack_files import Files, bundled, unbundled
from mysterydesk.scenario_check import checked
from mysterydesk.store.protocol import Store
from scenarios.features import features
from simulator.player import NotWinnableError


def difficulty_of(files: Files, store: Store | None = None) -> Difficulty:
    """Estimate how hard a scenario is.

    Args:
        files: Its files.
        store: Where attempts of people lie; None: there are none.

    Raises:
        WorldError: `scenario_has_problems`; `scenario_not_winnable`: a case of it has no ideal handling.
    """
    scenario_id, figures = _figures(bundled(files))
    return estimate(figures, scenario_id, outcomes_in(store))


@lru_cache(maxsize=64)
def _figures(data: bytes) -> tuple[str, Mapping[str, float]]:
    files = unbundled(data)
    found = checked(files)
    if found.sound is None:
        raise WorldError("scenario_has_problems", count=len(found.problems))
    try:
        return found.sound.id, {**features(found.sound), **played(found.sound, found.world, files)}
    except NotWinnableError as error:
        raise WorldError("scenario_not_winnable") from error
