"""Which line had the ticket at an instant, and was it still at work on it?"""

import re
from datetime import datetime, timedelta

from scoring.question import Question, cured_at
from simulator.partners import AT_WORK
from sla.timeline import Event

JOINS = {"tier2.started": "T2", "tier3.joined": "T3"}
"""Lines by the kind of event with which they begin; its actor may be somebody's name."""

BEGINS = (
    "assignee.ack", "escalation.eta_obtained", "liaison.contacted", "chain.escalated", "check.run",
    "action.executed", "workaround.provided", "fix.provided", "agent.msg",
)  # fmt: skip
"""What else shows, coming from a line, that it has begun."""

SPOKEN_TO = ("liaison.contacted", "escalation.eta_obtained", "chain.escalated", "assignee.ack")
"""What shows it in the trainee's own note."""

OUTSIDE = frozenset({"trainee", "customer", "system", "supervisor"})
"""Actors that work on no other line."""


_NUMBERED = {
    digit: re.compile(
        rf"[{han}{digit}]线|\b(?:{nth})[ -](?:line|level|tier)|\b(?:tier|level|line)[ -]?(?:{digit}|{word})\b",
        re.IGNORECASE,
    )
    for digit, han, nth, word in (
        ("1", "一", "first|1st", "one"),
        ("2", "二", "second|2nd", "two"),
        ("3", "三", "third|3rd", "three"),
    )
}
"""How a line is called by its number, whatever the manual calls it."""


def is_at_work(question: Question, at: datetime, named: frozenset[str], room: timedelta) -> bool:
    """Tell whether another line had the ticket at an instant, had begun, and was not done with it.

    Args:
        question: The attempt.
        at: The instant, e.g. that of a message.
        named: Codes of the lines one of which it has to be; empty for any.
        room: How much later a beginning may be written down.

    Where no ticket was moved, who joined has it; a line that passed it on, or gave it back, is at work no more. What
    is moved on only after the words were said makes them no less true.
    """
    return any(_is_at_work(question, at, named, until) for until in (at + room, at))


def _is_at_work(question: Question, at: datetime, named: frozenset[str], until: datetime) -> bool:
    taken = [one for one in question.all("ticket.transferred", *JOINS) if one.at <= until]
    if not taken:
        return False
    holder = _holder(taken[-1])
    if holder == question.seat or (named and holder not in named):
        return False
    since = next(one for one in taken if _all_of(holder, taken, one))
    theirs = [one for one in question.timeline if since.id <= one.id and one.at <= until]
    return any(_begins(question, one, holder) for one in theirs) and not _is_done(question, at, theirs, holder)


def is_partner_at_work(question: Question, at: datetime) -> bool:
    """Tell whether somebody outside the lines had taken it on by an instant, and had not called it done."""
    last: dict[str, str] = {}
    for one in question.all("partner.answered", "partner.reported"):
        if one.at <= at:
            last[str(one.fields["partner"])] = str(one.fields.get("stance") or "done")
    return any(stance in AT_WORK for stance in last.values())


def lines_named(question: Question, text: str) -> frozenset[str]:
    """Give the codes of the lines a text names: by their names in the manual, their codes, or their number."""
    found = set[str]()
    for tier in question.handbook.tiers:
        names = (tier.code, tier.name.zh, tier.name.en)
        number = _NUMBERED.get(tier.code[-1:])
        if any(name.casefold() in text.casefold() for name in names) or (number and number.search(text)):
            found.add(str(tier.code))
    return frozenset(found)


def _holder(event: Event) -> str:
    return JOINS.get(event.kind) or str(event.fields.get("to_tier"))


def _all_of(holder: str, taken: list[Event], first: Event) -> bool:
    """Tell whether a line held the ticket from one event on without a break."""
    return all(_holder(one) == holder for one in taken if one.id >= first.id)


def _begins(question: Question, event: Event, holder: str) -> bool:
    if event.kind in JOINS:
        return JOINS[event.kind] == holder
    others = {str(one.code) for one in question.handbook.tiers} - {holder}
    if event.actor == "trainee":
        return event.kind in SPOKEN_TO and event.fields.get("to") not in others
    return event.kind in BEGINS and event.actor not in OUTSIDE | others


def _is_done(question: Question, at: datetime, theirs: list[Event], holder: str) -> bool:
    """Tell whether the line has handed in a repair that holds; where nobody knows the system, the customer tells."""
    fixes = [one for one in theirs if one.kind == "fix.provided" and one.actor == holder and one.at <= at]
    if not fixes:
        return False
    cured = cured_at(question, at)
    return any(one.at <= at for one in question.all("verify.customer")) if cured is None else cured
