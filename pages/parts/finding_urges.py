"""How are many urging calls that prove one finding told: once, with how often and when?"""

from collections.abc import Mapping, Sequence
from html import escape

from mysterydesk.i18n import Translation
from pages.parts.step_words import time_of
from simulator.drill import Attempt
from sla.timeline import Event

URGES = frozenset({"urge_first", "urge_again", "urge_promise_near", "urge_promise_broken", "held_long"})
"""What a customer says who urges; each such call is on record twice, by its words and as one that urges."""

Row = Mapping[str, object]


def _is_urge(event: Event) -> bool:
    return event.kind == "chase.received" or event.fields.get("act") in URGES


def parted(proofs: Sequence[Row], attempt: Attempt) -> tuple[tuple[Event, ...], tuple[Row, ...]]:
    """Part the urging calls among the proofs of a finding from all others; one call alone stays with these.

    Returns:
        One event a call, that of its words where it has any, in order; and the proofs that are told one by one.
    """
    numbers = {number for one in proofs if isinstance(number := one.get("event"), int)}
    urging = [one for one in attempt.events if int(one.id) in numbers and _is_urge(one)]
    calls = {one.at: one for one in sorted(urging, key=lambda one: one.kind == "customer.msg")}
    if len(calls) < 2:  # noqa: PLR2004  what stands alone needs no group
        rest = {int(one.id) for one in urging} - {int(one.id) for one in calls.values()}
        return (), tuple(one for one in proofs if one.get("event") not in rest)
    grouped = {int(one.id) for one in urging}
    return tuple(calls[at] for at in sorted(calls)), tuple(one for one in proofs if one.get("event") not in grouped)


def urged(t: Translation, attempt: Attempt, calls: Sequence[Event]) -> str:
    """Say how often and when the customer urged, with the last words, as HTML."""
    comma = "、" if t.lang == "zh" else ", "
    times = comma.join(time_of(attempt, one) for one in calls)
    said = str(calls[-1].fields.get("text") or "")
    head = t.count("result.urged", len(calls), times=times)
    return f'<div class="md-quote"><small>{escape(head)}</small><br>{escape(said)}</div>'
