"""What is known of a drill beside its events?"""

from scoring.score import Sheet
from simulator.drill import Attempt, as_of
from sla.own_hours import calendar_of
from sla.own_options import waits_for_customer


def sheet_of(attempt: Attempt) -> Sheet:
    """Say until when, where and by whose hours an attempt is judged."""
    desk, case = attempt.desk, attempt.desk.case
    return Sheet(
        id=attempt.id,
        as_of=as_of(attempt),
        lang=case.lang,
        seat=case.post or case.seat,
        zone=case.zone,
        calendar=calendar_of(desk.handbook, desk.calendar),
        wait_customer=waits_for_customer(desk.handbook),
        script=desk.rules.script,
    )
