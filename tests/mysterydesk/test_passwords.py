import subprocess
import sys
from typing import Literal

import pytest
from argon2 import PasswordHasher, Type, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from mysterydesk import passwords


class Counting(PasswordHasher):
    """A hasher that remembers what it was asked to verify."""

    asked: list[str]

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002  the library's name
        """Verify, and remember against which hash."""
        self.asked.append(str(hash))
        return super().verify(hash, password)


def test_the_shipped_parameters_are_those_of_the_standard() -> None:
    """A fresh interpreter, because this suite's own hasher is cheap."""
    script = "from mysterydesk.passwords import hash_phrase; print(hash_phrase('listen-first-then-log'))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    parameters = extract_parameters(done.stdout.strip())
    assert parameters == RFC_9106_LOW_MEMORY
    assert parameters.type is Type.ID


def test_unknown_people_cost_the_same_work_as_known_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """One verification either way, with the same parameters, so that time does not tell who has an account."""
    hasher = Counting(time_cost=1, memory_cost=8, parallelism=1)
    hasher.asked = []
    monkeypatch.setattr(passwords, "_HASHER", hasher)
    kept = passwords.hash_phrase("listen-first-then-log")
    assert not passwords.matches("wrong", kept)
    assert not passwords.matches("wrong", None)
    known, unknown = hasher.asked
    assert known == kept
    assert extract_parameters(unknown) == extract_parameters(known)


def test_nobodys_hash_lets_nobody_in() -> None:
    assert not passwords.matches("x" * (passwords.MAX_LENGTH + 1), None)


def test_the_same_letters_written_differently_fit() -> None:
    kept = passwords.hash_phrase("Ａ full-width é")
    assert passwords.matches("A full-width e\u0301", kept)
    assert not passwords.matches("a full-width é", kept)


def test_a_broken_hash_fits_nothing() -> None:
    assert not passwords.matches("anything", "no hash at all")


def test_a_weaker_hash_is_dated() -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, hash_len=8).hash("x")
    assert passwords.is_dated(weak)
    assert not passwords.is_dated(passwords.hash_phrase("x"))
