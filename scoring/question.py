"""What does a check look at?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from policy.handbook import Handbook
from scenarios.fault_model import State, Value, holds_strictly, is_cured, is_working
from scenarios.marks import level
from scoring.answer_key import AnswerKey, Machine
from scoring.lexicon import Lexicon
from scoring.words import Words
from simulator.history import is_before
from sla.calendar import Calendar
from sla.clock import SlaClock
from sla.targets import Override
from sla.timeline import Event, Timeline

RESTORED = frozenset({"verify.customer", "workaround.accepted"})
"""What shows, where nobody knows the system, that the customer can work again."""

CUSTOMERS = frozenset({
    "verify.customer", "workaround.accepted", "customer.approved", "customer.signed", "remote.consent",
    "csat.received",
})  # fmt: skip
"""What only the customer can do: written by the trainee, it proves nothing."""

REACHES = frozenset({
    "agent.first_contact", "callback.done", "progress.update", "escalation.customer_told", "complaint.contacted",
    "corrective.fed_back", "complaint.followup", "dissat.contacted",
})  # fmt: skip
"""What counts only if somebody was reached."""


def genuine(timeline: Timeline) -> Timeline:
    """Leave out what did not happen: the customer's part written by the trainee, and calls that reached nobody."""
    return tuple(
        one
        for one in timeline
        if not (one.kind in CUSTOMERS and one.actor == "trainee")
        and not (one.kind in REACHES and one.fields.get("reached") is False)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Everything a check may use.

    Attributes:
        timeline: Events in time order, stored kinds.
        handbook: Rules of the desk.
        key: Truth, None where nobody knows it.
        judged: Clocks on the judged reading, by name; empty without a key.
        words: What the trainee said to the customer.
        lexicon: Words that checks compare with.
        seat: Where the trainee sits.
        zone: IANA zone of the desk.
        calendar: Days and hours on which the desk works.
        lang: Language of the case.
        as_of: Instant up to which it is judged.
        complete: Whether the desk writes down every kind of event; a transcript may lack whole kinds.
        overrides: Targets changed for a time (STD-2.2.2.special).
        post: Seat of the manual on that line (DSK-4.1), empty where nobody knows.
        criteria: Codes of what is judged under this manual.
        writes: Kinds of events that a desk under this manual writes down.
        optional: Kinds that records of other desks may lack although somebody did it.
    """

    timeline: Timeline
    handbook: Handbook
    key: AnswerKey | None
    judged: Mapping[str, SlaClock]
    words: Words
    lexicon: Lexicon
    seat: str
    zone: str
    calendar: Calendar
    lang: str
    as_of: datetime
    complete: bool = True
    overrides: tuple[Override, ...] = ()
    post: str = ""
    criteria: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()

    @property
    def came(self) -> datetime | None:
        """When a ticket with a history reached the trainee, None for one that began here."""
        return next((one.at for one in reversed(self.timeline) if is_before(one)), None)

    @property
    def inherited(self) -> Timeline:
        """Give what happened before the trainee came."""
        return tuple(one for one in self.timeline if is_before(one))

    def judges(self, *codes: str) -> bool:
        """Tell whether one of some criteria is judged under this manual."""
        return any(code in self.criteria for code in codes)

    def lacks(self, kind: str) -> bool:
        """Tell whether the absence of a kind says nothing here: another desk may not write it down."""
        return not self.complete and kind in self.optional and not self.all(kind)

    def with_clocks(self, judged: Mapping[str, SlaClock]) -> "Question":
        """Give the same question with its judged clocks."""
        return replace(self, judged=judged)

    def span(self, setting: str) -> timedelta:
        """Give a length of time that the handbook's settings name, e.g. `tolerance_message_s`."""
        return timedelta(seconds=self.handbook.settings[setting].value)

    def is_blank(self, record: str) -> bool:
        """Tell whether a record honestly holds nothing."""
        return level(record) in self.lexicon.blank

    def is_untellable(self, slot: str) -> bool:
        """Tell whether the customer does not tell something, whoever asks; False where nobody knows."""
        expected = self.key.slot(slot) if self.key else None
        return expected is not None and not expected.reachable

    def all(self, *kinds: str) -> Timeline:
        """Give the events of some kinds."""
        return tuple(event for event in self.timeline if event.kind in kinds)

    def own(self, *kinds: str) -> Timeline:
        """Give the trainee's events of some kinds."""
        return tuple(event for event in self.timeline if event.kind in kinds and event.actor == "trainee")

    def first(self, *kinds: str) -> Event | None:
        """Give the first event of some kinds."""
        return next(iter(self.all(*kinds)), None)

    def last(self, *kinds: str) -> Event | None:
        """Give the last event of some kinds."""
        return next(reversed(self.all(*kinds)), None)

    def keeps(self, *kinds: str) -> bool:
        """Tell whether this desk writes some kinds down, so that their absence says something."""
        return self.complete or bool(self.writes & set(kinds)) or bool(self.all(*kinds))

    @property
    def machine(self) -> Machine | None:
        """The system under support, where its truth is known."""
        return self.key.machine if self.key else None

    @property
    def opened(self) -> Event:
        """The submission, or whatever came first."""
        return self.first("ticket.submitted") or self.timeline[0]

    @property
    def level(self) -> str:
        """The true priority at the end, or the one set where nobody knows; it names clauses."""
        triaged = self.last("ticket.severity_set")
        known = self.key.priority_at(self.as_of) if self.key else None
        return known or (str(triaged.fields["level"]) if triaged else "")

    def reopened_id(self) -> int:
        """Give the id of the last time the trainee opened the ticket again, -1 if it never was."""
        return max((int(one.id) for one in self.own("ticket.reopened")), default=-1)

    def transfer(self) -> Event | None:
        """Give the trainee's first hand-over to another line."""
        order = [str(one.code) for one in self.handbook.tiers]
        moved = (one for one in self.own("ticket.transferred") if one.fields.get("to_tier") != self.seat)
        if self.came and self.seat in order:
            # Sent back to an earlier line is not handed over.
            later = order[order.index(self.seat) + 1 :]
            moved = (one for one in moved if one.fields.get("to_tier") in later)
        return next(moved, None)


def system_states(question: Question) -> tuple[tuple[Event | None, State], ...]:
    """Give the states of the system under support, each with the event that brought it about; empty without a key."""
    if question.machine is None:
        return ()
    state: State = question.machine.start
    states: list[tuple[Event | None, State]] = [(None, state)]
    for event in question.all("state.changed"):
        sets = event.fields.get("set")
        changed: Mapping[str, Value] = (
            {name: one for name, one in sets.items() if isinstance(one, str | int)}
            if isinstance(sets, Mapping)
            else {}
        )
        state = {**state, **changed}
        states.append((event, state))
    return tuple(states)


def state_at(question: Question, at: datetime) -> State | None:
    """Give the state of the system at an instant, None where nobody knows it."""
    states = [state for event, state in system_states(question) if event is None or event.at <= at]
    return states[-1] if states else None


def restored_at(
    key: AnswerKey, states: tuple[tuple[Event | None, State], ...], timeline: Timeline
) -> datetime | None:
    """Say when the customer could first work again, in whatever way; nothing grows after that."""
    if key.machine is None:
        return next((event.at for event in timeline if event.kind in RESTORED), None)
    model = key.machine.model
    for event, state in states:
        if event is not None and (is_working(model, state) or holds_strictly(model.detour, state)):
            return event.at
    return None


def cured_at(question: Question, at: datetime) -> bool | None:
    """Tell whether the cause is gone at an instant, None where nobody knows."""
    machine, state = question.machine, state_at(question, at)
    return None if machine is None or state is None else is_cured(machine.model, state)


def works_at(question: Question, at: datetime) -> bool | None:
    """Tell whether the customer can work at an instant, None where nobody knows."""
    machine, state = question.machine, state_at(question, at)
    return None if machine is None or state is None else is_working(machine.model, state)
