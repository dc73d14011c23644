"""What stands in the record when a case reaches a seat beside the desk: the complaint, its type and its group?"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Protocol

from policy.handbook import Handbook
from scenarios.seating import COMPLAINTS
from simulator.draft import Draft
from simulator.field_work import DISPATCH
from simulator.state import Desk
from simulator.ticket_type import type_for
from sla.timeline import Json

TYPE = "complaint"

STARS: Mapping[str, int] = {"average": 3, "dissatisfied": 1}
"""A grade where ratings are numbers (STD-4.1.csat)."""


class Writes(Protocol):
    """Who makes the events of a history (`simulator.history.Scribe`)."""

    @property
    def desk(self) -> Desk:
        """The drill's fixed things."""

    def event(self, at: datetime, kind: str, actor: str, **fields: Json) -> Draft:
        """Make one event of the history."""


def is_handler(desk: Desk) -> bool:
    """Tell whether the trainee works off a complaint that somebody else opened."""
    return desk.case.post == COMPLAINTS


def comes_as_complaint(desk: Desk) -> bool:
    """Tell whether a complaint is open when the ticket comes: a handler's always, a later seat's if there is one."""
    return is_handler(desk) or (desk.case.history is not None and desk.case.grievance is not None)


def came_with(scribe: Writes, at: datetime) -> Iterator[Draft]:
    """Record the rating with which the customer came (ASC-2.5.dissat): a grade of the scale, or a number."""
    case, scale = scribe.desk.case, scribe.desk.handbook.satisfaction
    rated = case.history.rated if case.history else ""
    if rated:
        grade = scale.grade(rated) if scale else None
        yield scribe.event(at, "csat.received", "customer", value=grade.code if grade else STARS[rated])


def sent_out(scribe: Writes, at: datetime, line: str) -> Iterator[Draft]:
    """Record that somebody was sent on site (DSK-6.chase), with what was taken along."""
    history = scribe.desk.case.history
    if history is not None and history.sent:
        yield scribe.event(at, "dispatch.form", line, form=DISPATCH, tools=(history.sent,), text=history.sent)


def group_for(handbook: Handbook, kind: str) -> str:
    """Name the group that takes a type of ticket (ASC-2.3.route), empty where groups take no types."""
    return next((one.code for one in handbook.groups if kind in one.takes), "")


def typed(scribe: Writes, at: datetime, line: str) -> Iterator[Draft]:
    """Say what type of issue it is and which group has it, as whoever took the contact did."""
    case, handbook = scribe.desk.case, scribe.desk.handbook
    kind = type_for(case, handbook)
    if kind:
        yield scribe.event(at, "ticket.type_set", line, value=kind)
    group = group_for(handbook, kind)
    if group:
        yield scribe.event(at, "ticket.assigned", line, group=group)


def opened(scribe: Writes, at: datetime, line: str) -> Iterator[Draft]:
    """Open the complaint as whoever takes the contact does it: typed, urgent, given to its group (STD-4.3.1)."""
    case, handbook = scribe.desk.case, scribe.desk.handbook
    if any(one.code == TYPE for one in handbook.lists.get("ticket_types", ())):
        yield scribe.event(at, "ticket.type_set", line, value=TYPE)
    yield scribe.event(at, "complaint.opened", line, channel=case.channel, text=case.opening, urgent=True)
    group = group_for(handbook, TYPE)
    if group:
        yield scribe.event(at, "ticket.assigned", line, group=group)
