"""How is an estimate of difficulty said, with all that it rests on?"""

from collections.abc import Iterator, Mapping
from typing import Final

from mysterydesk.difficulty import Difficulty
from mysterydesk.i18n import Translation, message_id

TRAINEES: Final[Mapping[str, str]] = {
    "forgetful": message_id("difficulty.trainee.forgetful"),
    "hasty": message_id("difficulty.trainee.hasty"),
    "slow": message_id("difficulty.trainee.slow"),
    "careless": message_id("difficulty.trainee.careless"),
}


def difficulty_lines(t: Translation, found: Difficulty) -> Iterator[str]:
    """Give the estimate, a sentence a line: the figure, what it rests on, what moves it, how good it is."""
    comma = t("imports.comma")
    yield t("difficulty.loss", loss=f"{found.loss:.0f}", low=f"{found.low:.0f}", high=f"{found.high:.0f}")
    low, middle, high = found.easier
    yield t("difficulty.rank", n=middle, of=found.of, low=low, high=high)
    trainees = comma.join(t(TRAINEES[one]) for one in found.trainees)
    if found.rests == "features":
        yield t("difficulty.features_alone", trainees=trainees, n=found.of)
    else:
        yield t.count("difficulty.outcomes", found.n)
    if found.learnt:
        yield t.count("difficulty.learnt", found.learnt)
    if found.parts:
        yield t("difficulty.parts", parts=comma.join(f"{t(f'feature.{name}')} {by:+.1f}" for name, by in found.parts))
    good = found.quality
    yield t(
        "difficulty.quality", n=good.scenarios, error=f"{good.error:.1f}", guess=f"{good.guess:.1f}",
        held=f"{good.held:.0%}",
    )  # fmt: skip
