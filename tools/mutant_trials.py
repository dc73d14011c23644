# ruff: noqa: INP001, SLF001  a part of the script beside it, which forks so that nothing of a trial is left
"""Try one changed function after another in one loaded test run, with the tests that reach it alone.

The tests are loaded once. Which tests reach which function is taken down in a first run, cached values of the
product forgotten before each test, so that no test looks as if it did not need what an earlier one has worked out;
later only tests whose file has changed are run for that. Each mutant is then tried in a process forked for it: its
function gets the changed code, cached values are forgotten, and its tests run, fastest first, until one fails. No
mutant is left out for being slow; a test is, and that can only lower the share. What the tests share (manuals,
rules, cases) is made once, before the fork, with the unchanged scorer: that can only leave a mutant unnoticed,
never notice one that does nothing.
"""

import functools
import gc
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import coverage
import pytest
from changed_function import Mutant, apply

Reach = dict[str, dict[str, Any]]
"""Seconds by test, digests by test file, and by file and line of the scorer the tests that reach it."""

KILLED, SURVIVED, UNREACHED, TOO_LONG = "killed", "survived", "no test", "too long"
PRODUCT = ("scoring", "certification", "learning", "mysterydesk", "pages", "tests")
"""What may hold values worked out by the scorer."""
LONG_ENOUGH = 10
"""How many times the seconds of its tests, and as many seconds, a trial may take; an endless loop is noticed."""


FIRST = ("test_single_changes.py", "test_written_kept.py", "test_grids.py")
"""Tests that compare whole results with recorded ones: they notice most, so they are run before the others."""

SLOWEST = 1.0
"""Seconds a test may take to be run for mutants: without the few slow ones the share can only come out lower."""

Forget = Callable[[], None]


def caches() -> list[Forget]:
    """Find what forgets the cached values of the product."""
    return [
        one.cache_clear
        for one in gc.get_objects()
        if isinstance(one, functools._lru_cache_wrapper) and str(one.__module__).partition(".")[0] in PRODUCT
    ]


def forked(work: Callable[[], int]) -> int:
    """Do work in a process of its own; give its exit code, or minus the signal that ended it."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 3
    try:
        code = work()
    finally:
        os._exit(code)


def run(items: Sequence[pytest.Item]) -> bool:
    """Run tests until one fails; tell whether all passed."""
    for item, following in zip(items, [*items, None][1:], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if item.session.testsfailed:
            return False
    return True


def digest(file: str) -> str:
    """Tell this text of a file from others."""
    return sha256(Path(file).read_bytes()).hexdigest()


def file_of(item: pytest.Item) -> str:
    """Name the file of a test."""
    return item.nodeid.partition("::")[0]


class Trials:
    """A plugin of pytest: in place of the test run, the trials of mutants."""

    def __init__(
        self, mutants: Sequence[Mutant], kept: Path, said: Callable[[Mutant, str], None], minutes: float
    ) -> None:
        """Take the mutants, the file that keeps which tests reach what, whom to tell each outcome, and how long."""
        self.mutants, self.kept, self.said = mutants, kept, said
        self.until = time.monotonic() + minutes * 60
        self.watch = coverage.Coverage(data_file=None, config_file=False, source=["scoring"], branch=False)
        self.watch.start()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take down the reach of each test, then try each mutant."""
        if session.testsfailed or not session.items:
            raise session.Failed("the tests could not be loaded")
        if forked(lambda: self._map(session.items)):
            raise session.Failed("a test fails without any change")
        self.watch.stop()
        known = json.loads(self.kept.read_text(encoding="utf-8"))
        by_id = {one.nodeid: one for one in session.items}
        reporter = session.config.pluginmanager.unregister(name="terminalreporter")
        warm(session.items, known["seconds"])
        forget = caches()
        gc.freeze()
        for mutant in self.mutants:
            if time.monotonic() > self.until:
                break
            reach = (one for one in reaching(mutant, known["lines"]) if known["seconds"][one] <= SLOWEST)
            tests = [by_id[name] for name in reach if name in by_id]
            tests.sort(key=lambda one: (not file_of(one).endswith(FIRST), known["seconds"][one.nodeid]))
            seconds = sum(known["seconds"][one.nodeid] for one in tests)
            self.said(mutant, self._try(mutant, tests, seconds, forget))
        session.config.pluginmanager.register(reporter, "terminalreporter")
        return True

    def _map(self, items: Sequence[pytest.Item]) -> int:
        """Add what new or changed tests reach; give how many failed."""
        silence()
        known: Reach = {"seconds": {}, "lines": {}, "files": {}}
        if self.kept.exists():
            known = json.loads(self.kept.read_text(encoding="utf-8"))
        files = {file: digest(file) for file in sorted({file_of(one) for one in items})}
        new = [one for one in items if known["files"].get(file_of(one)) != files[file_of(one)]]
        fresh = {one.nodeid for one in new}
        forget = caches()
        for item, following in zip(new, [*new, None][1:], strict=True):
            for one in forget:
                one()
            self.watch.switch_context(item.nodeid)
            start = time.process_time()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            known["seconds"][item.nodeid] = time.process_time() - start
        self.watch.stop()
        data = self.watch.get_data()
        for file in data.measured_files():
            lines = known["lines"].setdefault(str(Path(file).relative_to(Path.cwd())), {})
            for line, tests in data.contexts_by_lineno(file).items():
                before = [one for one in lines.get(str(line), ()) if one not in fresh]
                lines[str(line)] = [*before, *(one for one in tests if one)]
        if not items[0].session.testsfailed:
            self.kept.write_text(json.dumps({**known, "files": files}), encoding="utf-8")
        return int(items[0].session.testsfailed)

    @staticmethod
    def _try(mutant: Mutant, tests: Sequence[pytest.Item], seconds: float, forget: Sequence[Forget]) -> str:
        if not tests:
            return UNREACHED

        def work() -> int:
            silence()
            most = int(seconds * LONG_ENOUGH) + LONG_ENOUGH
            resource.setrlimit(resource.RLIMIT_CPU, (most, most + 5))
            gc.disable()
            apply(mutant)
            for one in forget:
                one()
            return 0 if run(tests) else 1

        code = forked(work)
        if code not in {0, 1} and code > 0:
            raise RuntimeError(mutant.name)
        return {0: SURVIVED, 1: KILLED}.get(code, TOO_LONG)


def warm(items: Sequence[pytest.Item], seconds: Mapping[str, float]) -> None:
    """Make what tests share: run the fastest test of each file, and tear nothing of the session down.

    The same tests must pass once more in a fork without any change; otherwise every mutant would look noticed.
    """
    first: dict[str, pytest.Item] = {}
    for item in sorted(items, key=lambda one: seconds[one.nodeid]):
        first.setdefault(file_of(item), item)
    chosen = list(first.values())
    # A test of another file follows the last one too, so that fixtures of the session stay.
    for item, following in zip(chosen, [*chosen, chosen[0]][1:], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)

    def again() -> int:
        silence()
        for forget in caches():
            forget()
        return 0 if run(chosen) else 1

    if items[0].session.testsfailed or forked(again):
        raise items[0].session.Failed("a test fails without any change when run out of its order")


def silence() -> None:
    """Say nothing of the tests of a forked process."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def reaching(mutant: Mutant, lines: Mapping[str, Mapping[str, Sequence[str]]]) -> list[str]:
    """Name the tests that run any line of a function's body."""
    first, last = mutant.lines
    of_file = lines.get(mutant.module.replace(".", "/") + ".py", {})
    return sorted({test for line in range(first + 1, last + 1) for test in of_file.get(str(line), ())})
