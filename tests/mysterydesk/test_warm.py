"""What is loaded while somebody signs in is loaded once, and tried again when it failed."""

import logging
from threading import Lock, Thread
from threading import enumerate as running

import pytest

from mysterydesk import warm
from mysterydesk.errors import FileMissing


@pytest.fixture(autouse=True)
def _cold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm, "_begun", Lock())


def _done() -> None:
    """Wait for the thread."""
    for one in [one for one in running() if one.name == "warm" and isinstance(one, Thread)]:
        one.join()


def test_a_failure_has_a_number_in_the_log_and_the_next_sign_in_tries_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[int] = []

    def load() -> None:
        tries.append(1)
        if len(tries) == 1:
            raise FileMissing("content_broken", path="handbook")

    monkeypatch.setattr(warm, "_load", load)
    with caplog.at_level(logging.ERROR, logger="mysterydesk"):
        for _sign_in in range(4):
            warm.warm()
            _done()
    assert len(tries) == 2
    (told,) = caplog.records
    assert told.message.startswith("E-")
    assert told.exc_info is not None
    assert isinstance(told.exc_info[1], FileMissing)
