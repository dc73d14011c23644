"""Where is a trained classifier kept, and when is one trained?

A model is made when it is first needed and kept in a folder by the digest of corpus, rules and code; another corpus
makes another file. It is arrays and nothing else, and what cannot be read is made anew.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from simulator.reading.corpus import parse_corpus
from simulator.reading.digest import model_digest
from simulator.reading.model import Model, model_from_bytes, model_to_bytes
from simulator.reading.rules import Rules


def model_for(files: Mapping[str, str], rules: Rules, folder: Path, say: Callable[[], object] | None = None) -> Model:
    """Give the model of a corpus from a folder, or train it and put it there.

    Args:
        files: Text of each corpus file by its name.
        rules: The rules that read before it.
        folder: Where models are kept; one that cannot be written keeps none.
        say: Called before a training.
    """
    digest = model_digest(files, rules)
    place = folder / f"understanding-{digest[:32]}.npz"
    with suppress(OSError):
        kept = model_from_bytes(place.read_bytes(), digest)
        if kept is not None:
            return kept
    if say is not None:
        say()
    # scikit-learn takes a second to load, and a model that is kept needs none of it.
    from simulator.reading.train import samples_of, train  # noqa: PLC0415  as above

    utterances, _ = parse_corpus(files)
    model = train(samples_of(utterances, rules), digest)
    with suppress(OSError):
        _keep(place, model_to_bytes(model))
    return model


def _keep(place: Path, data: bytes) -> None:
    """Write a file whole or not at all, though several processes may do it at once."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=place.parent, suffix=".part", delete=False) as part:
        part.write(data)
    os.replace(part.name, place)  # noqa: PTH105  a rename that replaces, in one step
