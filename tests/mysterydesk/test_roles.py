import pytest

from mysterydesk.roles import MATRIX, PERMISSIONS, ROLES, as_role, may


def test_every_role_has_a_row_and_every_permission_a_holder() -> None:
    assert set(MATRIX) == set(ROLES)
    assert set().union(*MATRIX.values()) == set(PERMISSIONS)


def test_duties_are_apart() -> None:
    """Who keeps the machine judges nobody; who trains neither sets the exam nor issues what it proves."""
    assert not any(may("admin", right) for right in ("issue_credential", "review_attempts", "assemble_exam"))
    assert not any(may("trainer", right) for right in ("issue_credential", "assemble_exam", "invigilate"))
    assert [role for role in ROLES if may(role, "administer_accounts")] == ["admin"]


def test_an_unknown_role_is_refused() -> None:
    assert as_role("qa") == "qa"
    with pytest.raises(ValueError, match="no such role: 'root'"):
        as_role("root")
