"""The five shipped packs, as whoever uses them gets them."""

from collections.abc import Mapping

import pytest

from mysterydesk import shelf
from policy.handbook import Handbook

Books = Mapping[str, Handbook]


@pytest.fixture(scope="session")
def books() -> Books:
    """Every shipped handbook, by its id."""
    return {name: shelf.handbook(name) for name in shelf.HANDBOOKS}
