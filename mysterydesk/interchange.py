"""How are events and clocks written for machines?"""

from collections.abc import Mapping

from sla.clock import SlaClock
from sla.timeline import Event


def event_as_data(event: Event) -> Mapping[str, object]:
    """Give an event as JSON-ready data."""
    return {
        "id": int(event.id),
        "at": event.at.isoformat(),
        "type": event.kind,
        "actor": event.actor,
        "fields": dict(event.fields),
    }


def clock_as_data(clock: SlaClock) -> Mapping[str, object]:
    """Give a clock as JSON-ready data."""
    return {
        "clock": clock.name,
        "state": clock.state,
        "due": clock.due.isoformat() if clock.due else None,
        "elapsed_s": int(clock.elapsed.total_seconds()) if clock.elapsed is not None else None,
    }
