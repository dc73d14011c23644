"""Fixtures of the whole suite: where the interchange files are, and a quiet hypothesis profile."""

import os
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

# Workers share the cores: one that waits in a product of matrices for a thread of its own holds up all.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

settings.register_profile("house", deadline=None, derandomize=True, database=None, max_examples=40)
settings.register_profile("deep", settings.get_profile("house"), max_examples=1000)
os.environ.setdefault("MYSTERYDESK_KEY_PASSPHRASE", "the-tests-open-their-own-keys")
settings.load_profile(os.environ.get("MYSTERYDESK_LAWS", "house"))

ROOT = Path(__file__).resolve().parent.parent


def _shared_folder() -> Path | None:
    named = os.environ.get("MYSTERYDESK_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if (folder / "DESIGN.md").is_file() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of the interchange files; a checkout without them skips, and says so."""
    folder = _shared_folder()
    if folder is None:
        pytest.skip("no interchange files: set MYSTERYDESK_SHARED or put them in ../shared")
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """Folder of the checkout."""
    return ROOT


def absent(reason: str) -> NoReturn:
    """Fail in CI, where everything has to be there; skip with the reason elsewhere."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in a browser first: they take longest, and nobody waits for them at the end."""
    items.sort(key=lambda one: one.get_closest_marker("browser") is None)
