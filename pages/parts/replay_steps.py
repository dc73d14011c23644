"""Which steps has a finished handling, and what is known of each?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mysterydesk.i18n import message_id
from pages.parts.result_findings import Row, lost, rows_of
from simulator.drill import Attempt, replay
from simulator.state import State
from sla.timeline import Event, Timeline

SILENT = frozenset({"attempt.started", "attempt.ended", "waiting.started", "waiting.ended"})
"""Kinds that are no step of their own."""

BANDS: Mapping[str, str] = {
    "calm": message_id("mood.calm"),
    "anxious": message_id("mood.anxious"),
    "angry": message_id("mood.angry"),
    "complaint": message_id("mood.complaint"),
}

CAUSES: Mapping[str, str] = {
    "waiting": message_id("cause.waiting"),
    "promise_passed": message_id("cause.promise_passed"),
    "promise_broken": message_id("cause.promise_broken"),
    "rude_words": message_id("cause.rude_words"),
    "cold_words": message_id("cause.cold_words"),
    "blamed": message_id("cause.blamed"),
    "asked_for_secret": message_id("cause.asked_for_secret"),
    "jargon": message_id("cause.jargon"),
    "empathy": message_id("cause.empathy"),
    "apology": message_id("cause.apology"),
    "repeated_question": message_id("cause.repeated_question"),
    "progress": message_id("cause.progress"),
    "data_lost": message_id("cause.data_lost"),
    "complaint_heard": message_id("cause.complaint_heard"),
    "remote_unasked": message_id("cause.remote_unasked"),
    "private_seen": message_id("cause.private_seen"),
}
"""Causes of a mood that have words of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: a move with what it brought about at once, or one thing that happened by itself.

    Attributes:
        first: Id of its first event.
        end: Id after its last event.
        events: Its events.
    """

    first: int
    end: int
    events: Timeline

    @property
    def seen(self) -> int:
        """Id after its last event that is not silent: a wait that follows is not part of what is looked at."""
        return int(self.events[-1].id) + 1


def _begins(event: Event, before: Event) -> bool:
    """Tell whether an event begins a step: a move, something that fell due, or somebody else's doing."""
    if "move" in event.fields or "due" in event.fields:
        return True
    return event.actor != before.actor or event.at != before.at


def steps_of(events: Timeline) -> tuple[Step, ...]:
    """Part a handling into steps; what is silent goes with the step before it."""
    cuts: list[int] = []
    last: Event | None = None
    for place, event in enumerate(events):
        if event.kind in SILENT:
            last = None if event.kind == "waiting.ended" else last
            continue
        if last is None or _begins(event, last):
            cuts.append(place)
        last = event
    ends = [*cuts[1:], len(events)]
    return tuple(
        Step(first=start, end=end, events=tuple(one for one in events[start:end] if one.kind not in SILENT))
        for start, end in zip(cuts, ends, strict=True)
    )


def step_at(steps: Sequence[Step], event: int) -> int:
    """Give the number of the step, from 1, that holds an event."""
    return next((number for number, step in enumerate(steps, start=1) if event < step.end), len(steps))


def unheard(events: Timeline, end: int) -> bool:
    """Tell whether the case opens with a ringing phone that nobody has answered before an event.

    What the caller wants stands in the events from the beginning; whoever sat at the desk heard it only then.
    """
    return any(one.kind == "call.rung" for one in events) and not any(
        one.kind == "call.answered" for one in events[:end]
    )


def findings_of(step: Step, findings: Sequence[Row]) -> tuple[Row, ...]:
    """Give the findings that a step proves, the dearest first."""
    own = {int(event.id) for event in step.events}
    rows = [row for row in findings if any(proof.get("event") in own for proof in rows_of(row.get("proof")))]
    order = {"not_met": 0, "not_judged": 1, "met": 2}
    return tuple(sorted(rows, key=lambda row: (order.get(str(row["verdict"]), 3), not row["critical"], -lost(row))))


def misses(steps: Sequence[Step], findings: Sequence[Row]) -> tuple[int, ...]:
    """Number the steps, from 1, in which something was missed."""
    return tuple(
        number
        for number, step in enumerate(steps, start=1)
        if any(row["verdict"] == "not_met" for row in findings_of(step, findings))
    )


def next_miss(number: int, missed: Sequence[int]) -> int:
    """Give the next step with a miss after one; behind the last it begins again."""
    return next((one for one in missed if one > number), missed[0] if missed else number)


def state_at(attempt: Attempt, end: int) -> State:
    """Fold the handling up to an event, that one left out."""
    return replay(attempt.desk, attempt.id, attempt.events[: max(1, end)]).state


def causes_in(step: Step, before: State, after: State) -> tuple[str, ...]:
    """Name what moved the customer's mood in a step, each once."""
    told = [event.fields.get("cause") for event in step.events if event.kind == "customer.msg"]
    named = [str(one) for causes in told if isinstance(causes, list | tuple) for one in causes]
    grown = after.mood.causes[len(before.mood.causes) :] if not told else ()
    return tuple(dict.fromkeys([*named, *grown]))
