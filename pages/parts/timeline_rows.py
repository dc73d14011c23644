"""Which bars and marks does the timeline of an attempt have, and where do their words stand?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mysterydesk.i18n import Translation, message_id
from mysterydesk.ideal import STEPS, Parting
from pages.parts.frame import event_name
from pages.parts.timeline_room import apart, has_room
from simulator.drill import Attempt
from sla.clock import SlaClock
from sla.timeline import Event, Timeline

MARKED = frozenset({
    *STEPS,
    "ticket.submitted",
    "tier2.started",
    "tier3.joined",
    "workaround.provided",
    "fix.provided",
    "chase.received",
    "fact.grew",
    "csat.received",
    "call.rung",
    "call.answered",
    "call.forwarded",
    "assignee.ack",
    "ticket.number_told",
    "eventlist.row",
    "liaison.contacted",
    "chain.escalated",
    "dispatch.form",
    "customer.signed",
    "dissat.contacted",
    "contact.attempted",
    "scope.confirmed",
    "scope.refused",
    "gift.offered",
    "gift.declined",
    "gift.accepted",
    "fault.reported",
})  # fmt: skip
"""Kinds that get a mark of their own, beside whatever proves a finding."""

SHORT: Mapping[str, str] = {
    "ticket.submitted": message_id("mark.submitted"),
    "agent.first_contact": message_id("mark.contact"),
    "ticket.severity_set": message_id("mark.priority"),
    "identity.verified": message_id("mark.identity"),
    "plan.explained": message_id("mark.explained"),
    "check.run": message_id("mark.check"),
    "action.executed": message_id("mark.action"),
    "remote.started": message_id("mark.remote"),
    "ticket.transferred": message_id("mark.transfer"),
    "tier2.started": message_id("mark.begun"),
    "tier3.joined": message_id("mark.begun"),
    "workaround.provided": message_id("mark.workaround"),
    "fix.provided": message_id("mark.fix"),
    "chase.received": message_id("mark.urge"),
    "fact.grew": message_id("mark.grew"),
    "verify.customer": message_id("mark.verified"),
    "ticket.resolved": message_id("mark.resolved"),
    "ticket.archived": message_id("mark.archived"),
    "ticket.closed": message_id("mark.closed"),
    "csat.received": message_id("mark.rated"),
    "call.rung": message_id("mark.rung"),
    "call.answered": message_id("mark.answered"),
    "call.forwarded": message_id("mark.forwarded"),
    "assignee.ack": message_id("mark.acknowledged"),
    "ticket.number_told": message_id("mark.number"),
    "eventlist.row": message_id("mark.listed"),
    "liaison.contacted": message_id("mark.liaison"),
    "chain.escalated": message_id("mark.chain"),
    "dispatch.form": message_id("mark.visit"),
    "customer.signed": message_id("mark.signed"),
    "dissat.contacted": message_id("mark.low"),
    "contact.attempted": message_id("mark.tried"),
    "scope.confirmed": message_id("mark.scope"),
    "scope.refused": message_id("mark.scope"),
    "gift.offered": message_id("mark.gift"),
    "gift.declined": message_id("mark.declined"),
    "gift.accepted": message_id("mark.accepted"),
    "fault.reported": message_id("mark.reported"),
}
"""Words beside a mark, shorter than the vocabulary's; what has none is named by the vocabulary."""

QUIET = frozenset({"attempt.started", "attempt.ended", "state.changed", "waiting.started", "waiting.ended"})
LONGEST = 3
"""So many times the story up to the close, the axis may become to hold what came later."""
LAST_STUB = 0.03
"""A clock that begins within this share of the end would be a dot of no meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The axis: from the submission to the end of the story, as the desk's wall clock."""

    first: str
    last: str
    begins: datetime
    ends: datetime

    def share(self, at: datetime) -> float:
        """Tell where on the axis an instant lies, 0 to 1."""
        return (at - self.begins) / (self.ends - self.begins)

    def at(self, share: float) -> datetime:
        """Tell which instant lies at a share of the axis."""
        return self.begins + share * (self.ends - self.begins)


def as_axis(at: datetime, attempt: Attempt) -> str:
    """Write scenario time as the desk's wall clock; the chart must not shift it into the reader's zone."""
    return at.astimezone(attempt.desk.case.submitted_at.tzinfo).strftime("%Y-%m-%dT%H:%M:%S")


def axis_span(attempt: Attempt) -> Span:
    """Span the story with some air on both sides: to the last event, unless that lies behind a long wait.

    After the close, the call-back may be a day away; on an axis of that length the handling would be a smudge.
    """
    ends = [e.at for e in attempt.events if e.kind in {"ticket.closed", "verify.customer", "csat.received"}]
    over = [e.at for e in attempt.events if e.kind == "attempt.ended"]
    begins = attempt.events[0].at
    last = max(ends, default=over[-1] if over else attempt.state.now)
    very_last = max((e.at for e in attempt.events if e.kind not in QUIET), default=last)
    if very_last - begins <= LONGEST * (last - begins):
        last = max(last, very_last)
    air = max((last - begins) / 40, (attempt.events[0].at - begins))
    begins, last = begins - air, last + air
    return Span(first=as_axis(begins, attempt), last=as_axis(last, attempt), begins=begins, ends=last)


def bars(clocks: Sequence[SlaClock], attempt: Attempt, t: Translation, span: Span) -> list[dict[str, str]]:
    """Give the bars: what was spent, what was over, what was left."""
    rows: list[dict[str, str]] = []
    for clock in clocks:
        if clock.started_at is None or clock.due is None or span.share(clock.started_at) > 1 - LAST_STUB:
            continue
        stop = min(clock.stopped_at or span.ends, span.ends)
        pieces = [(clock.started_at, min(stop, clock.due), "run")]
        if stop > clock.due:
            pieces.append((clock.due, stop, "gate"))
        elif clock.due > stop:
            pieces.append((stop, min(clock.due, span.ends), "rest"))
        row = t.of(attempt.desk.handbook.clock(clock.name).title)
        rows += [
            {"row": row, "from": as_axis(start, attempt), "to": as_axis(end, attempt), "paint": paint}
            for start, end, paint in pieces
            if end > start
        ]
    return rows


def _row_of(event: Event, t: Translation, doer: str) -> str:
    if event.actor == "trainee":
        return doer
    return t("chart.customer") if event.actor in {"customer", "system"} else t("chart.lines")


def _shown(event: Event, paints: Mapping[int, str], span: Span) -> bool:
    return event.at <= span.ends and _told(event, paints)


def _told(event: Event, paints: Mapping[int, str]) -> bool:
    return event.kind not in QUIET and (event.kind in MARKED or int(event.id) in paints)


def beyond(attempt: Attempt, paints: Mapping[int, str]) -> Timeline:
    """Give what would have a mark if it did not come after the end of the axis."""
    span = axis_span(attempt)
    return tuple(event for event in attempt.events if event.at > span.ends and _told(event, paints))


def marks(
    attempt: Attempt,
    t: Translation,
    paints: Mapping[int, str],
    span: Span,
    *,
    doer: str,
    events: Timeline | None = None,
) -> list[dict[str, object]]:
    """Give the marks of a handling: circle done, triangle points lost, square gate.

    Args:
        attempt: Gives events, zone and names.
        t: Translation.
        paints: Events that lost points or broke a gate.
        span: The axis.
        doer: Name of the row of what the trainee did.
        events: Another handling of the same case, all of it in the doer's row; only what was done at the desk there.
    """
    chosen = [
        event
        for event in sorted(attempt.events if events is None else events, key=lambda one: one.at)
        if _shown(event, paints, span) and (events is None or event.kind in STEPS)
    ]
    rows = [_row_of(event, t, doer) if events is None else doer for event in chosen]
    places: dict[int, float] = {}
    for name in dict.fromkeys(rows):
        own = [number for number, row in enumerate(rows) if row == name]
        places |= dict(zip(own, apart([span.share(chosen[number].at) for number in own]), strict=True))
    labels = _labels(chosen, rows, places, t, paints)
    return [
        {
            "row": rows[number],
            "x": as_axis(span.at(places[number]), attempt),
            "at": as_axis(event.at, attempt),
            "paint": paints.get(int(event.id), "ok"),
            "what": event_name(t, event.kind),
            "label": labels.get(number, ""),
            "event": int(event.id),
        }
        for number, event in enumerate(chosen)
    ]


def _labels(
    chosen: Sequence[Event],
    rows: Sequence[str],
    places: Mapping[int, float],
    t: Translation,
    paints: Mapping[int, str],
) -> dict[int, str]:
    """Give the words of the marks that have room for them, first of those that lost points."""
    taken: dict[str, list[tuple[float, float]]] = {row: [] for row in rows}
    found: dict[int, str] = {}
    for number in sorted(places, key=lambda one: (int(chosen[one].id) not in paints, places[one])):
        event = chosen[number]
        words = t(SHORT[event.kind]) if event.kind in SHORT else ""
        if int(event.id) in paints:
            words = words or event_name(t, event.kind)
        if words and has_room(taken[rows[number]], places[number], words):
            found[number] = words
    return found


def parting_rule(attempt: Attempt, parted: Parting | None) -> dict[str, str] | None:
    """Give the place of the first divergence: where the trainee acted, or else where the ideal did.

    None where they do not part, or only after the end of the axis.
    """
    event, span = None if parted is None else parted.mine or parted.ideal, axis_span(attempt)
    if event is None or not span.begins <= event.at <= span.ends:
        return None
    return {"at": as_axis(event.at, attempt)}
