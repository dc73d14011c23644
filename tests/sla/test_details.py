"""What follows from clocks is put together for each of them, from the same reading."""

from datetime import timedelta

from sla.clock import clocks
from sla.details import details
from sla.priorities import priorities_as_set
from tests.sla.std_handbook import ASC, HOUR, STD
from tests.sla.timelines import ASC_HOURS, at, timeline


def test_each_clock_has_its_own_warnings_reasons_and_shares() -> None:
    events = timeline(
        """
09:00 ticket.submitted
09:00 ticket.accepted
09:01 ticket.severity_set level=L1
09:45 agent.first_contact
"""
    )
    read = clocks(STD, events, priorities_as_set(events), at("10:00"))
    told = {str(one.clock.name): one for one in details(STD, read, events, at("10:00"), warn_at=(0.5,))}
    assert list(told) == [one.name for one in STD.clocks]
    response, resolution, callback = (told[name] for name in ("response", "resolution", "callback"))
    assert [one.at for one in response.warnings] == [at("09:15")]
    assert [(one.since, one.is_open) for one in response.obligations] == [(at("09:30"), True)]
    assert [(one.spent, one.late) for one in response.shares] == [(HOUR * 3 / 4, HOUR / 4)]
    assert (resolution.obligations, resolution.shares[0].spent) == ((), HOUR)
    assert (callback.warnings, callback.obligations, callback.shares) == ((), (), ())


def test_the_calendar_of_the_reading_counts_for_all_three() -> None:
    events = timeline("+3 17:00 ticket.submitted\n+3 17:01 ticket.severity_set level=P3")
    read = clocks(ASC, events, priorities_as_set(events), at("+6 18:00"), ASC_HOURS)
    response = details(ASC, read, events, at("+6 18:00"), ASC_HOURS)[0]
    assert [one.at for one in response.warnings] == [at("+6 13:00"), at("+6 15:00"), at("+6 16:12")]
    assert response.obligations[0].since == at("+6 17:00")
    assert sum((one.spent for one in response.shares), timedelta()) == 9 * HOUR
