"""Who reads the messages that the command and the benchmarks ask about: rules alone, or a classifier after them?"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

from mysterydesk import shelf
from mysterydesk.model_cache import model_for
from mysterydesk.settings import cache_folder
from simulator.reading.rules import Rules


def corpus_files() -> Mapping[str, str]:
    """Give the shipped labelled messages, text by name of the file."""
    return shelf.corpus()


@lru_cache(maxsize=1)
def rules_alone() -> Rules:
    """Give the shipped rules without a classifier."""
    return replace(shelf.rules(), model=None)


@lru_cache(maxsize=2)
def rules_and_model(say: Callable[[], object] | None = None) -> Rules:
    """Give the shipped rules with the classifier that reads after them, trained now if need be.

    Args:
        say: Called before a training, which takes many seconds.
    """
    rules = rules_alone()
    return replace(rules, model=model_for(corpus_files(), rules, cache_folder(), say))
