"""After every remote session somebody disconnects and deletes the temporary files, not only after the last."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scoring.conftest import Row, Scored, added, unmet

CLAUSE = "STD-5b.3.cleanup"


def session(at: float, *, ended: bool = True, cleaned: bool = True) -> list[Row]:
    rows: list[Row] = [
        (at, "customer", "remote.consent", {"text": "可以"}),
        (at + 0.01, "trainee", "remote.sensitive_check", {}),
        (at + 0.02, "trainee", "remote.started", {"tool": "anydesk"}),
    ]
    rows += [(at + 0.03, "trainee", "remote.ended", {})] if ended else []
    return rows + ([(at + 0.04, "trainee", "remote.tempfiles_deleted", {})] if cleaned else [])


def test_two_sessions_each_cleaned_up(scored: Scored) -> None:
    assert unmet(scored(added(*session(7), *session(8)))) == {}


@pytest.mark.parametrize("left", [0, 1])
def test_files_left_after_either_session_are_found(scored: Scored, left: int) -> None:
    rows = [row for at in range(2) for row in session(7 + at, cleaned=at != left)]
    assert unmet(scored(added(*rows))) == {"remote_cleanup": CLAUSE}


@pytest.mark.parametrize("left", [0, 1])
def test_a_session_left_open_is_found(scored: Scored, left: int) -> None:
    rows = [row for at in range(2) for row in session(7 + at, ended=at != left)]
    assert unmet(scored(added(*rows)))["remote_disconnected"] == CLAUSE


def test_cleaning_up_after_the_ticket_is_closed_is_too_late(scored: Scored) -> None:
    late: Row = (17, "trainee", "remote.tempfiles_deleted", {})
    assert unmet(scored(added(*session(7, cleaned=False), late))) == {"remote_cleanup": CLAUSE}


@settings(max_examples=15)
@given(cleaned=st.lists(st.booleans(), min_size=1, max_size=4))
def test_cleaned_up_means_after_each(scored: Scored, cleaned: list[bool]) -> None:
    rows = [row for at, one in enumerate(cleaned) for row in session(7 + at / 5, cleaned=one)]
    assert ("remote_cleanup" in unmet(scored(added(*rows)))) is (not all(cleaned))
