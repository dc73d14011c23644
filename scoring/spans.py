"""Whose time was it: the trainee's, another line's or the customer's?"""

from datetime import datetime, timedelta

from simulator.history import is_before
from sla.segment import Segment, merged, shared, without
from sla.timeline import Event, Timeline

SOLVED = frozenset({"fix.provided", "ticket.resolved", "partner.needed"})
"""What ends another line's turn, when that line does it: a fix, or that somebody else has to be brought in."""

ENGAGES = ("partner.engaged", "partner.chased")
REPLIES = ("partner.answered", "partner.reported")
"""What a partner outside the lines is asked, and what comes back."""

UNASKED = frozenset({
    "urge_first", "urge_again", "urge_promise_near", "urge_promise_broken", "news", "it_is_back",
    "still_waiting_after_close", "early_relief", "changes_channel", "withdraws_consent", "consent_reminded",
    "turns_complaint",
})  # fmt: skip
"""What a customer says without having been asked."""

ASKED = frozenset({"agent.msg", "agent.first_contact", "check.run", "action.executed", "remote.requested"})
"""What a customer answers, when the trainee did it."""

PUTS_OFF = frozenset({"consent_later", "ack_wait"})
"""What a customer says who is still to be waited for, or waits."""

TOLD = frozenset({
    "progress.update", "escalation.customer_told", "complaint.contacted", "corrective.fed_back",
    "complaint.followup", "callback.done", "dissat.contacted",
})  # fmt: skip
"""What is said to a customer without a question: whoever says it was not waiting for an answer until then."""

Stretch = Segment[datetime]

FIRST = "T1"
"""Line of those who take contacts."""


def others_spans(timeline: Timeline, end: datetime, seat: str = FIRST) -> tuple[Stretch, ...]:
    """Give the stretches in which the trainee could only wait; at a later line, all that came before too.

    A line has the ticket from its transfer until it gives a fix; a partner from the question to the answer, and then
    until the time that was named, or the report; the customer from the trainee's last word to the answer. A wait for
    the customer that the desk wrote down counts as written, until the customer has answered.
    """
    return merged(
        (
            *_earlier(timeline),
            *_other_lines(timeline, end, seat),
            *_partners(timeline, end),
            *_answers(timeline),
            *_waits(timeline, end),
        )
    )


def _earlier(timeline: Timeline) -> list[Stretch]:
    """Give the time before the ticket reached the trainee."""
    came = [event.at for event in timeline if is_before(event)]
    return [Segment(start=timeline[0].at, end=came[-1])] if came and came[-1] > timeline[0].at else []


def _other_lines(timeline: Timeline, end: datetime, seat: str) -> list[Stretch]:
    spans: list[Stretch] = []
    since: datetime | None = None
    for event in timeline:
        if is_before(event):
            continue
        if event.kind == "ticket.transferred" and event.fields.get("to_tier") != seat and since is None:
            since = event.at
        back = event.kind == "ticket.transferred" and event.fields.get("to_tier") == seat
        if since is not None and (back or (event.kind in SOLVED and event.actor != "trainee")):
            spans.append(Segment(start=since, end=event.at))
            since = None
    if since is not None and since < end:
        spans.append(Segment(start=since, end=end))
    return spans


def _partners(timeline: Timeline, end: datetime) -> list[Stretch]:
    """Give the time of partners: once a named time has passed without a word, it is the trainee's to ask."""
    spans: list[Stretch] = []
    since: dict[str, tuple[datetime, datetime]] = {}
    for event in timeline:
        name = str(event.fields.get("partner") or "")
        if event.kind not in {*ENGAGES, *REPLIES}:
            continue
        begun, until = since.pop(name, (event.at, event.at))
        spans.append(Segment(start=begun, end=max(begun, min(until, event.at))))
        eta = event.fields.get("eta")
        if event.kind in ENGAGES:
            since[name] = (event.at, end)
        elif event.kind == "partner.answered" and eta:
            since[name] = (event.at, max(event.at, datetime.fromisoformat(str(eta))))
    spans += [Segment(start=begun, end=max(begun, min(until, end))) for begun, until in since.values()]
    return [one for one in spans if one.start < one.end]


def _answers(timeline: Timeline) -> list[Stretch]:
    spans: list[Stretch] = []
    last: Event | None = None
    for event in timeline:
        if event.actor == "trainee" and (event.kind in ASKED or (last is not None and event.kind in TOLD)):
            last = event
        answered = event.kind in {"customer.msg", "verify.customer"} and event.fields.get("act") not in UNASKED
        if last is not None and answered:
            spans.append(Segment(start=last.at, end=event.at))
            last = None
    return spans


def _waits(timeline: Timeline, end: datetime) -> list[Stretch]:
    spans: list[Stretch] = []
    since: datetime | None = None
    for event in timeline:
        if event.kind == "waiting.started" and event.fields.get("for") == "customer":
            since = event.at
        elif since is not None and (event.kind == "waiting.ended" or _is_answer(event)):
            spans.append(Segment(start=since, end=event.at))
            since = None
    return [*spans, Segment(start=since, end=max(since, end))] if since is not None else spans


def _is_answer(event: Event) -> bool:
    """Tell whether a customer who was waited for has answered; where nobody marked the words, the wait stands."""
    act = event.fields.get("act")
    return event.kind == "customer.msg" and act is not None and act not in UNASKED and act not in PUTS_OFF


def own_spans(timeline: Timeline, start: datetime, end: datetime, seat: str = FIRST) -> timedelta:
    """Sum the trainee's own time at a line between two instants.

    >>> from datetime import UTC
    >>> nine = datetime(2026, 3, 10, 9, tzinfo=UTC)
    >>> own_spans((), nine, nine + timedelta(minutes=20))
    datetime.timedelta(seconds=1200)
    """
    if end <= start:
        return timedelta()
    whole: Stretch = Segment(start=start, end=end)
    own = without((whole,), shared((whole,), others_spans(timeline, end, seat)))
    return sum((one.duration for one in own), timedelta())


def is_own_breach(elapsed: timedelta, target: timedelta, own: timedelta, ideal: timedelta) -> bool:
    """Tell whether a breach is the trainee's: with the own time cut to the ideal's, the clock would have been met.

    >>> hour = timedelta(hours=1)
    >>> is_own_breach(5 * hour, 4 * hour, 2 * hour, hour / 2), is_own_breach(6 * hour, 4 * hour, hour, hour / 2)
    (True, False)
    """
    return elapsed - max(timedelta(), own - ideal) <= target
