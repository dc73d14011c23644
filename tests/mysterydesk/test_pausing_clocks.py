"""Where a pack lets a wait for the customer pause its clocks, all that the desk shows obeys it, as the score does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mysterydesk.commands.drill import outcome
from mysterydesk.observation import observation
from mysterydesk.shift_queue import next_due
from policy.handbook import Setting
from scoring.drill_sheet import sheet_of
from simulator.drill import Attempt, replay
from sla.own_options import PAUSES, options_of, waits_for_customer
from sla.timeline import Event, EventId
from tests.simulator.ideals import ideal

WAITED = timedelta(minutes=20)


def waiting(pauses: float) -> Attempt:
    """Give a drill just triaged in which the customer was waited for, under a pack that pauses or does not."""
    one = ideal("S047", 3, "zh")
    events = one.attempt.events
    index = next(number for number, event in enumerate(events) if event.kind == "ticket.severity_set")
    last = events[index]
    wait = Event(
        id=EventId(int(last.id) + 1), at=last.at, kind="waiting.started", actor="trainee", fields={"for": "customer"}
    )
    back = replace(wait, id=EventId(int(last.id) + 2), at=last.at + WAITED, kind="waiting.ended")
    book = one.desk.handbook
    held = replace(book, settings={**book.settings, PAUSES: Setting(value=pauses, basis=("A-pause",))})
    return replay(replace(one.desk, handbook=held), "waits", (*events[: index + 1], wait, back))


def test_a_pause_of_the_pack_moves_every_clock_that_is_shown() -> None:
    strict, lenient = waiting(0), waiting(1)
    assert not sheet_of(strict).wait_customer
    assert sheet_of(lenient).wait_customer
    due = [next_due(one) for one in (strict, lenient)]
    assert due[0] is not None
    assert due[1] is not None
    assert due[0].due is not None
    assert due[1].due == due[0].due + WAITED
    seen, played = ([read(one)["clocks"] for one in (strict, lenient)] for read in (observation, outcome))
    assert seen[0] != seen[1]
    assert played[0] != played[1]


@pytest.mark.parametrize("reading", ["operational", "judged"])
def test_a_pack_without_the_setting_pauses_nothing(reading: str) -> None:
    book = waiting(1).desk.handbook
    silent = replace(book, settings={name: one for name, one in book.settings.items() if name != PAUSES})
    assert (waits_for_customer(book), waits_for_customer(silent)) == (True, False)
    assert options_of(book, reading).wait_customer  # type: ignore[arg-type]  # one of the two readings
    assert not options_of(silent, reading).wait_customer  # type: ignore[arg-type]
