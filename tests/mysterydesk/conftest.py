"""Fixtures of the edge's tests: cheap hashes, so that a suite of sign-ins takes seconds."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from mysterydesk import passwords


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let argon2id cost next to nothing; `test_passwords.py` holds the real parameters to their source."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys_hash.cache_clear()
    yield
    passwords._nobodys_hash.cache_clear()
