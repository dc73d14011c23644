"""The journey with words that nobody tuned for, in Chinese: a file a language, to run side by side."""

from pathlib import Path

import pytest

from policy.text import Text
from tests.pages.blind_journey import certify
from tests.pages.conftest import Server, Visit


@pytest.mark.browser
def test_a_person_with_words_of_their_own_is_certified(visit: Visit, server: Server, tmp_path: Path) -> None:
    """From signing in to a credential that a stranger verifies in the other language."""
    certify(visit, server, tmp_path, "zh", Text(zh="苏言", en="Su Yan"))
