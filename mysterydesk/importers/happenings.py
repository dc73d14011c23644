"""Which events of our vocabulary does a foreign record tell of?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sla.timeline import Event, EventId, Json, Timeline

AGENT: Final = "agent"
CUSTOMER: Final = "customer"
SYSTEM: Final = "system"

BEGINS: Final = {"T2": "tier2.started", "T3": "tier3.joined"}
"""What the first act of a tier is called."""


@dataclass(slots=True)
class Story:
    """The events of one ticket as they are told, in order."""

    events: list[Event] = field(default_factory=list)

    def tell(self, at: datetime, kind: str, actor: str = AGENT, **fields: Json) -> None:
        """Add an event."""
        number = EventId(len(self.events))
        self.events.append(Event(id=number, at=at, kind=kind, actor=actor, fields=fields))

    def timeline(self) -> Timeline:
        """Give the events in the order of their instants."""
        return tuple(sorted(self.events, key=lambda event: (event.at, event.id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one row of an event log says.

    Attributes:
        at: When.
        sequence: Number of the change in its source, which orders rows of one instant.
        row: Line of the file.
        state: As written.
        meaning: What the profile says it means.
        priority: As written.
        group: As written.
        assignee: Pseudonym, None without a key.
        tier: Tier of the group, empty where nobody said.
    """

    at: datetime
    sequence: int
    row: int
    state: str
    meaning: str
    priority: str
    group: str
    assignee: str | None
    tier: str = ""


ENDED: Final = frozenset({"resolved", "closed", "cancelled"})
SILENT: Final = frozenset({"same"})


@dataclass(slots=True, kw_only=True)
class Told:
    """What the walk over the steps of a ticket found.

    Attributes:
        story: Its events.
        accepted_at: When somebody took it up.
        resolved_at: When it was last resolved and stayed so.
        closed_at: When it was last closed.
        ended: Whether it is over at the end of the log.
        reopened: How often it was opened again.
    """

    story: Story
    accepted_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    ended: bool = False
    reopened: int = 0


def told_by(opened_at: datetime, channel: str, steps: Sequence[Step], stated: datetime | None = None) -> Told:
    """Tell the events that a ticket's rows stand for.

    The first state in which somebody works, else the first that is not new any more, is the first contact and the
    acceptance; a state of waiting starts a wait that the next state ends. A solution counts as confirmed by the
    customer where the log goes on without a reopening; one that was reopened was not.

    Args:
        opened_at: When the customer came.
        channel: How.
        steps: In order of time, at least one.
        stated: When the source says that it was resolved; it counts where it lies between the turn to resolved and
            the last row, since a desk may mark a solved ticket as solved again.
    """
    told = Told(story=Story())
    told.story.tell(opened_at, "ticket.submitted", CUSTOMER, channel=channel)
    _standing(told.story, opened_at, None, steps[0])
    taken = next((one for one in steps if one.meaning == "active"), None)
    taken = taken or next((one for one in steps if one.meaning not in {"new", "same"}), None)
    before: Step | None = None
    meaning = "new"
    for one in steps:
        if before is not None:
            _standing(told.story, one.at, before, one)
        if one is taken:
            told.accepted_at = one.at
            told.story.tell(one.at, "agent.first_contact")
            told.story.tell(one.at, "ticket.accepted")
        if one.meaning not in {meaning, "same"}:
            _turn(told, meaning, one)
            meaning = one.meaning
        before = one
    _tell_tiers(told.story, steps)
    if told.resolved_at is not None:
        if stated is not None and told.resolved_at < stated <= steps[-1].at:
            told.resolved_at = stated
        told.story.tell(told.resolved_at, "verify.customer", CUSTOMER)
    return told


def _standing(story: Story, at: datetime, before: Step | None, one: Step) -> None:
    """Tell what is not a state: priority, group and person, where they change."""
    if one.priority and (before is None or one.priority != before.priority):
        story.tell(at, "ticket.severity_set", level=one.priority)
    if one.group and (before is None or one.group != before.group):
        story.tell(at, "ticket.assigned", group=one.group, to=one.assignee)


def _tell_tiers(story: Story, steps: Sequence[Step]) -> None:
    """Tell when a ticket went from one tier to another, and when the other one began: with its next row."""
    tier, begins = "", ""
    for one in steps:
        if begins and one.tier == tier:
            story.tell(one.at, begins)
            begins = ""
        if one.tier and one.tier != tier:
            if tier:
                story.tell(one.at, "ticket.transferred", from_tier=tier, to_tier=one.tier)
                begins = BEGINS.get(one.tier, "")
            tier = one.tier


def _turn(told: Told, meaning: str, one: Step) -> None:
    """Tell that one state gave way to another."""
    story = told.story
    if meaning.startswith("wait:"):
        story.tell(one.at, "waiting.ended", **{"for": meaning.partition(":")[2]})
    if told.ended and one.meaning not in ENDED:
        told.reopened += 1
        told.ended, told.resolved_at, told.closed_at = False, None, None
        story.tell(one.at, "ticket.reopened")
        story.tell(one.at, "ticket.accepted")
    if one.meaning.startswith("wait:"):
        story.tell(one.at, "waiting.started", reason=one.state, **{"for": one.meaning.partition(":")[2]})
    elif one.meaning == "cancelled":
        story.tell(one.at, "ticket.cancelled")
        told.ended = True
    elif one.meaning in {"resolved", "closed"}:
        if told.resolved_at is None:
            told.resolved_at = one.at
            story.tell(one.at, "ticket.resolved")
        if one.meaning == "closed":
            told.closed_at = one.at
            story.tell(one.at, "ticket.closed", SYSTEM)
        told.ended = True
