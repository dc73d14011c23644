"""What happened many times over is told once, with how often and from when to when."""

from datetime import timedelta

from mysterydesk import shelf
from mysterydesk.i18n import translation
from mysterydesk.validating import drawn_desks
from pages.parts.step_words import said_together
from simulator.drill import Attempt, open_attempt
from sla.timeline import Event, EventId, Timeline


def attempt() -> Attempt:
    (desk,) = drawn_desks("STD", 1, [min(shelf.scenarios())])
    return open_attempt(desk, "a", "practice", desk.case.submitted_at)


def calls(of: Attempt, *minutes: int) -> Timeline:
    begun = of.desk.case.submitted_at.replace(minute=0, second=0)
    return tuple(
        Event(id=EventId(at), at=begun + timedelta(minutes=minute), kind="chase.received", actor="customer")
        for at, minute in enumerate(minutes)
    )


def test_few_are_told_with_every_time_and_many_with_first_and_last() -> None:
    of, t = attempt(), translation("en")
    hour = f"{of.desk.case.submitted_at:%H}"
    assert said_together(t, of, calls(of, 1, 9)) == (f"Customer urges at {hour}:01, {hour}:09",)
    assert said_together(t, of, calls(of, 1, 9, 12, 30)) == (f"Customer urges 4 times, {hour}:01 to {hour}:30",)
    assert said_together(t, of, ()) == ()
