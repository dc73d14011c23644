"""Which model does a corpus give, told without training it?"""

import hashlib
from collections.abc import Mapping

from simulator.reading.features import FEATURES
from simulator.reading.rules import Rules

TRAINING = "train/5"
"""Version of what `simulator.reading.train` learns; raise it when the same corpus would give another model."""


def model_digest(files: Mapping[str, str], rules: Rules) -> str:
    """Name the model that a corpus gives, without training it.

    Args:
        files: Text of each corpus file by its name.
        rules: The rules whose findings the classifier sees.
    """
    total = hashlib.sha256(f"{TRAINING}\0{FEATURES}\0{rules.digest}".encode())
    for name in sorted(files):
        total.update(f"\0{name}\0{files[name]}".encode())
    return total.hexdigest()
