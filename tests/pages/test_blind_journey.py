"""The journey with words that nobody tuned for: in Chinese through the browser, in English through the use-cases."""

from pathlib import Path

import pytest

from mysterydesk.dossier import dossier
from policy.text import Text
from tests.pages.blind_journey import BEHIND_IT, certify, passes_in
from tests.pages.conftest import Server, Visit


@pytest.mark.browser
def test_a_person_with_words_of_their_own_is_certified(visit: Visit, server: Server, tmp_path: Path) -> None:
    """From signing in to a credential that a stranger verifies in the other language."""
    certify(visit, server, tmp_path, Text(zh="苏言", en="Su Yan"))


def test_english_words_of_their_own_pass_too(server: Server) -> None:
    """Every kind that a junior owes."""
    who = passes_in(server, "en", Text(zh="罗青", en="Luo Qing"))
    assert len(dossier(server.store(), who).drills) == len(BEHIND_IT["en"])
