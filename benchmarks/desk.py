"""How long do twenty people at one desk server wait for a move, and does anybody see what is another's?

Run `python -m benchmarks.desk [--people 20] [--think 10] [--moves 12]`. It starts a demo server on its own store,
opens an account, a session and a practice drill for each person, and lets each write into a field of the ticket, with
exponential thinking time between moves, through the websocket client of `../shared/platform/load.py`. After that the
store is read: each attempt holds exactly what its own trainee wrote. While it runs, every text that a session was
sent is searched for the ticket number of the others.
"""

import argparse
import asyncio
import importlib.util
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, NamedTuple

from benchmarks.figures import line
from mysterydesk import attempts, drills, shelf
from mysterydesk.accounts import NewAccount, SignedIn, open_account, sign_in
from mysterydesk.browser import SESSION_COOKIE
from mysterydesk.clock import now
from mysterydesk.store.sqlite import SqliteStore
from policy.text import Lang, Text

FIELD = "f_symptom"
PATIENCE_S = 60
LANGS: tuple[Lang, ...] = ("zh", "en")


class Seat(NamedTuple):
    """One person at the desk: the attempt, and the session's token."""

    attempt: str
    token: str


def client() -> ModuleType:
    """Load the websocket client that lies beside the checkout."""
    shared = Path(os.environ.get("MYSTERYDESK_SHARED", Path(__file__).parents[2] / "shared"))
    found = importlib.util.spec_from_file_location("load", shared / "platform" / "load.py")
    if found is None or found.loader is None or not (shared / "platform" / "load.py").exists():
        raise SystemExit(f"no load client: expected {shared / 'platform' / 'load.py'}")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@contextmanager
def serving(database: Path) -> Iterator[str]:
    """Run the server on a free port until the work is done; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-c", "from mysterydesk.cli import app; app()", "demo", "serve"]
    with (database.parent / "server.log").open("w") as log:
        process = subprocess.Popen(  # noqa: S603  our own server
            [*command, "--store", str(database), "--port", port], stdout=log, stderr=log
        )
        url, began = f"http://127.0.0.1:{port}", time.monotonic()

        def insist(*, still: bool) -> None:
            if not still or process.poll() is not None:  # whoever answers then is not the server that we started
                raise SystemExit((database.parent / "server.log").read_text())

        try:
            while not _answers(url):
                insist(still=time.monotonic() < began + PATIENCE_S)
                time.sleep(0.2)
            insist(still=True)
            yield url
            insist(still=True)
        finally:
            process.terminate()
            process.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=2) as answer:  # noqa: S310  our own server
            return bool(answer.status == HTTPStatus.OK)
    except OSError:
        return False


def seats(store: SqliteStore, people: int) -> list[Seat]:
    """Open accounts, sessions and practice drills, of all scenarios and both languages in turn."""
    names, made = sorted(shelf.scenarios()), []
    for number in range(people):
        login, phrase = f"load{number:02}", f"a phrase for load {number:02}"
        name = Text(zh=f"压测{number:02}", en=f"Load {number:02}")
        account = open_account(
            store, NewAccount(login=login, name=name, role="trainee", phrase=phrase), by=None, at=now()
        )
        session = sign_in(store, login, phrase, at=now())
        if not isinstance(session, SignedIn):
            raise SystemExit(f"{login} could not sign in: {session}")
        wanted = drills.Begin(scenario=names[number % len(names)], lang=LANGS[number % 2], mode="practice")
        made.append(Seat(attempt=drills.begin(store, account, wanted, now()), token=session.token))
    return made


async def _work(session: Any, wait: float, options: argparse.Namespace, took: list[float]) -> str:  # noqa: ANN401
    """Open the desk, then make moves with thinking time; give what went wrong."""
    await asyncio.sleep(wait)
    try:
        await session.open()
        await session.rerun(change=False)
        for _ in range(options.moves):
            await asyncio.sleep(min(random.expovariate(1 / options.think), 3 * options.think))
            took.append(await session.rerun())
            session.seen.update(session.texts)
        await session.ws.close()
    except Exception as problem:  # noqa: BLE001  whatever it is, it is counted and shown
        return repr(problem)[:160]
    return ""


async def load(url: str, sat: list[Seat], options: argparse.Namespace) -> tuple[list[float], list[str], list[Any]]:
    """Let everybody work at once."""
    session_class, sessions = client().Session, []
    took: list[float] = []
    for number, seat in enumerate(sat, start=1):
        given = SimpleNamespace(
            url=f"{url}/desk?attempt={seat.attempt}", cookie=f"{SESSION_COOKIE}={seat.token}", base="", echo="",
            timeout=60, widget=FIELD,
        )  # fmt: skip
        one = session_class(given, number)
        one.seen = set()
        sessions.append(one)
    waits = [number * options.think / len(sat) for number in range(len(sat))]
    work = (_work(one, wait, options, took) for one, wait in zip(sessions, waits, strict=True))
    return took, [one for one in await asyncio.gather(*work) if one], sessions


def crossed(store: SqliteStore, sat: list[Seat], sessions: list[Any]) -> tuple[int, int]:
    """Count what is another's: values that are not what a session wrote, and tickets of others in its texts.

    Returns:
        The count, and how many sessions were shown their own ticket: the search can find something only there.
    """
    loaded = [attempts.load(store, one.attempt) for one in sat]
    numbers = [one.state.ticket.number for one in loaded]
    wrong = shown = 0
    for one, attempt, own in zip(sessions, loaded, numbers, strict=True):
        wrote = [event.fields["fields"] for event in attempt.events if event.kind == "intake.set"]
        wrong += wrote != [{"symptom": str(value)} for value in range(1000 * one.i + 1, one.val + 1)]
        wrong += sum(number in text for text in one.seen for number in set(numbers) - {own})
        shown += any(own in text for text in one.seen)
    return wrong, shown


def main() -> None:
    """Measure, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--think", type=float, default=10.0, help="mean seconds between two moves of a person")
    parser.add_argument("--moves", type=int, default=12)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "load.db"
        with serving(database) as url:
            sat = seats(SqliteStore(database), options.people)
            took, failed, sessions = asyncio.run(load(url, sat, options))
            mixed, shown = crossed(SqliteStore(database), sat, sessions)
    errors = len(failed) + sum(one.exc for one in sessions)
    print(f"{options.people} people, {options.think:g} s of thinking, {options.moves} moves each")
    print(line("a move at the desk", took))
    print(
        f"errors {errors}; of somebody else {mixed}; own ticket seen by {shown} of {len(sat)}", *failed[:3], sep="\n"
    )


if __name__ == "__main__":
    main()
