"""At which seat of the manual, and on which of its channels, does a case reach the trainee?"""

from collections.abc import Mapping, Sequence

from policy.handbook import Handbook, Seat

SEAT_RULES = "seat_rules"
"""List in which a manual with several seats at one line names the one that a drill is taken at (DSK: A-seat)."""

TWINS: Mapping[str, tuple[str, ...]] = {
    "wecom": ("online_chat", "phone"),
    "online_chat": ("wecom", "phone"),
    "web_form": ("ticket_system", "phone"),
    "ticket_system": ("web_form", "phone"),
    "fax": ("email",),
    "feedback_form": ("web_form", "ticket_system", "email", "phone"),
    "sms": ("wecom", "online_chat", "phone"),
}
"""Channels by which the same request would come where a manual does not offer the first: typed talk and short
messages as typed talk, a form as a form, a sheet as a letter; else the customer rings up, for the phone is everywhere
(ambiguity X07)."""


COMPLAINTS = "complaint_handler"
"""Seat of whoever works off a complaint that somebody else took and opened (STD-4.3, ASC-1.d)."""

SUPERVISOR = "supervisor"
"""Seat of whoever a case is reported to that others cannot get on with (ASC-4.6, A-supervisor-seat)."""

BY_SCENARIO = frozenset({COMPLAINTS, SUPERVISOR})
"""Seats that only a case made for them is played at: what stands on such a desk came over from another."""

NOT_THEIRS: Mapping[str, frozenset[str]] = {
    COMPLAINTS: frozenset({"desk_solve_limit", "response"}),
    SUPERVISOR: frozenset({"acknowledge", "desk_solve_limit", "response"}),
}
"""Clocks of a line that a seat on it does not owe: they were for whoever took the contact."""


def seats_at(handbook: Handbook, line: str) -> tuple[Seat, ...]:
    """Give the seats of a manual at a line between which a trainee may choose, in its order."""
    return tuple(one for one in handbook.seats if one.tier == line and one.code not in BY_SCENARIO)


def post_of(handbook: Handbook, line: str, wanted: str) -> str:
    """Name the seat of a case: the one it is made for, where the manual has it there, else the proposed one."""
    made_for = seat_of(handbook, wanted)
    return wanted if made_for is not None and made_for.tier == line else default_post(handbook, line)


def owed_at(handbook: Handbook, line: str, post: str) -> frozenset[str]:
    """Name the clocks that a seat owes: those of its line, but for what was another's."""
    return handbook.owed_by(line) - NOT_THEIRS.get(post, frozenset())


def default_post(handbook: Handbook, line: str) -> str:
    """Name the seat at a line that a drill is taken at when nobody chose; empty where the manual names none."""
    there = [one.code for one in seats_at(handbook, line)]
    named = [item.figures.get("default", "") for item in handbook.lists.get(SEAT_RULES, ())]
    return next((one for one in (*named, *there) if one in there), "")


def seat_of(handbook: Handbook, post: str) -> Seat | None:
    """Find a seat by its code; None for a manual without seats."""
    return next((one for one in handbook.seats if one.code == post), None)


def own_repairs(handbook: Handbook, line: str, post: str) -> tuple[str, ...]:
    """Give the kinds of repair that a seat is to carry out: its own where the manual narrows them, else its line's.

    What the line may do stays possible and is judged (A25: an operator gives no solution).
    """
    seat = seat_of(handbook, post)
    return handbook.tier(line).solves if seat is None or seat.solves is None else seat.solves


def allowed_repairs(handbook: Handbook, line: str, post: str) -> tuple[str, ...]:
    """Give the kinds of repair that somebody at a seat can carry out: its line's, and what is its own beside."""
    solves = handbook.tier(line).solves
    return tuple(dict.fromkeys((*solves, *own_repairs(handbook, line, post))))


def looks_up_to(handbook: Handbook, line: str, post: str) -> str:
    """Name the line whose checks somebody at a seat may run at most (DSK-4.1.expert)."""
    seat = seat_of(handbook, post)
    return line if seat is None or seat.looks is None else max(line, seat.looks)


def offered(handbook: Handbook, channels: Sequence[str]) -> tuple[str, ...]:
    """Give the channels of a scenario as the manual offers them: each itself, or the nearest to it; others drop out.

    Args:
        handbook: Its list `channels`; without one, every channel is there.
        channels: As the scenario names them, in order.
    """
    there = {item.code for item in handbook.lists.get("channels", ())}
    if not there:
        return tuple(channels)
    ways = ((one, *TWINS.get(one, ())) for one in channels)
    found = (next((way for way in some if way in there), "") for some in ways)
    return tuple(one for one in found if one)
