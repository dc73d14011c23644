"""Handbook values for the tests of the engine, built from the figures of the packs.

Both are complete in their clocks, and a test holds them against the shipped packs; ASC shows that nothing in the
engine knows STD.
"""

from collections.abc import Mapping
from datetime import timedelta

from policy.handbook import (
    ClockName,
    ClockRule,
    Handbook,
    HandbookId,
    Hours,
    Priority,
    PriorityCode,
    TierCode,
    Trigger,
    WorkingHours,
)
from policy.text import Text

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

BLANK = Text(zh="", en="")


def trigger(kind: str, **fields: str) -> Trigger:
    """An event that starts or stops a clock."""
    return Trigger(kind=kind, fields=fields)


def rule(  # noqa: PLR0913  a builder names every part of a rule
    name: str,
    *,
    starts: tuple[Trigger, ...],
    stops: tuple[Trigger, ...],
    targets: Mapping[str, timedelta],
    basis: tuple[str, ...] = ("T-1",),
    pausable: bool = False,
    starts_by_priority: Mapping[str, tuple[Trigger, ...]] | None = None,
    hours: Mapping[str, Hours] | None = None,
) -> ClockRule:
    """A clock rule with sane defaults."""
    return ClockRule(
        name=ClockName(name),
        title=BLANK,
        starts=starts,
        stops=stops,
        targets=targets,
        owner=TierCode("T1"),
        basis=basis,
        pausable=pausable,
        starts_by_priority=starts_by_priority or {},
        hours=hours or {},
    )


def handbook(
    code: str,
    priorities: tuple[str, ...],
    clocks: tuple[ClockRule, ...],
    calendar: WorkingHours | None = None,
) -> Handbook:
    """A handbook that is nothing but its clocks."""
    return Handbook(
        id=HandbookId(code),
        title=BLANK,
        version="test",
        zone="Asia/Shanghai",
        priorities=tuple(
            Priority(code=PriorityCode(one), name=BLANK, definition=BLANK, examples=(), when=(), basis=("T-1",))
            for one in priorities
        ),
        clocks=clocks,
        tiers=(),
        escalations=(),
        intake=(),
        ladder=(),
        lists={},
        settings={},
        clauses={},
        assumptions={},
        silent=(),
        digest="",
        calendar=calendar,
    )


TO_T2 = trigger("ticket.transferred", to_tier="T2")
TO_T3 = trigger("ticket.transferred", to_tier="T3")

STD = handbook(
    "STD",
    ("L1", "L2", "L3"),
    (
        rule(
            "response",
            starts=(trigger("ticket.submitted"),),
            stops=(trigger("agent.first_contact"),),
            targets={"L1": 30 * MINUTE, "L2": HOUR, "L3": 2 * HOUR},
            basis=("STD-2.2.2.def-resp",),
        ),
        rule(
            "resolution",
            starts=(trigger("ticket.accepted"),),
            stops=(trigger("verify.customer"),),
            targets={"L1": 4 * HOUR, "L2": 8 * HOUR, "L3": 24 * HOUR},
            basis=("STD-2.2.2.def-reso",),
            pausable=True,
        ),
        rule(
            "t2_start",
            starts=(TO_T2,),
            stops=(trigger("tier2.started"),),
            targets={"any": HOUR},
            basis=("STD-3.2.2.start",),
        ),
        rule(
            "t2_unsolved_escalate",
            starts=(TO_T2,),
            stops=(TO_T3, trigger("ticket.resolved")),
            targets={"any": 2 * HOUR},
            basis=("STD-3.2.2.esc",),
        ),
        rule(
            "t3_join",
            starts=(TO_T3,),
            starts_by_priority={"L1": (trigger("ticket.severity_set", level="L1"),)},
            stops=(trigger("tier3.joined"),),
            targets={"any": 30 * MINUTE},
            basis=("STD-3.2.3.join",),
        ),
        rule(
            "t3_solution",
            starts=(trigger("tier3.joined"),),
            starts_by_priority={"L1": (trigger("ticket.accepted"),)},
            stops=(trigger("workaround.provided"), trigger("fix.provided")),
            targets={"any": 4 * HOUR},
            basis=("STD-3.2.3.plan",),
        ),
        rule(
            "complaint_contact",
            starts=(trigger("complaint.opened"),),
            stops=(trigger("complaint.contacted"),),
            targets={"any": 30 * MINUTE},
            basis=("STD-4.3.2",),
        ),
        rule(
            "complaint_corrective",
            starts=(trigger("complaint.opened"),),
            stops=(trigger("corrective.fed_back"),),
            targets={"any": DAY},
            basis=("STD-4.3.4",),
        ),
        rule(
            "complaint_followup",
            starts=(trigger("corrective.done"),),
            stops=(trigger("complaint.followup"),),
            targets={"any": 7 * DAY},
            basis=("STD-4.3.5",),
        ),
        rule(
            "callback",
            starts=(trigger("ticket.resolved"),),
            stops=(trigger("callback.done"),),
            targets={"any": DAY},
            basis=("STD-6.1.call",),
        ),
    ),
)

ASC = handbook(
    "ASC",
    ("P1", "P2", "P3", "P4"),
    (
        rule(
            "response",
            starts=(trigger("ticket.submitted"),),
            stops=(trigger("agent.first_contact"),),
            targets={"P1": 2 * HOUR, "P2": 4 * HOUR, "P3": 8 * HOUR, "P4": DAY},
            basis=("ASC-2.2.P1", "ASC-2.2.P2", "ASC-2.2.P3", "ASC-2.2.P4"),
            hours={"P1": "wall", "P2": "wall", "P3": "business", "P4": "wall"},
        ),
        rule(
            "acknowledge",
            starts=(trigger("ticket.assigned"),),
            stops=(trigger("assignee.ack"),),
            targets={"any": HOUR},
            basis=("ASC-2.3.ack",),
        ),
        rule(
            "dissat_contact",
            starts=tuple(
                trigger("csat.received", value=one) for one in ("一般", "不满意", "average", "dissatisfied")
            ),
            stops=(trigger("dissat.contacted"),),
            targets={"any": DAY},
            basis=("ASC-2.5.dissat",),
        ),
    ),
)
