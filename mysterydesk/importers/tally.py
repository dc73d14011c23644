"""How many tickets met their targets, how many did not, and how long did they take?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from mysterydesk.importers.judging import OUTCOMES, JudgedTicket
from mysterydesk.importers.survival import Span, quantile
from sla.clock import SlaClock
from sla.timeline import Json, seconds

NOBODY = "-"
"""Key of what no group or priority is known of."""

ENDED = frozenset({"met", "breached"})


@dataclass(slots=True)
class ClockTally:
    """What one clock did over many tickets: its states, and the time it took.

    Attributes:
        states: How it stands.
        unjudged: Tickets that do not tell.
        spans: Its own time, in working or in natural hours as the target has it.
        worked: The desk's working hours that it took.
    """

    states: Counter[str] = field(default_factory=Counter)
    unjudged: int = 0
    spans: list[Span] = field(default_factory=list)
    worked: list[Span] = field(default_factory=list)

    def add(self, clock: SlaClock, worked: timedelta | None = None) -> None:
        """Count one ticket; a clock that is still open lasted at least so long."""
        self.states[clock.state] += 1
        if clock.state != "cancelled" and clock.elapsed is not None:
            self.spans.append((seconds(clock.elapsed), clock.stopped_at is not None))
        if worked is not None:
            self.worked.append((seconds(worked), clock.stopped_at is not None))

    def data(self) -> Mapping[str, Json]:
        """Give figures in JSON: counts by state, how many tickets do not tell, median and 90th percentile in seconds.

        They are of the clock's own time, then of the desk's working hours.
        """
        overdue = sum(not ended for _, ended in self.spans)
        return {
            **{state: self.states[state] for state in ("met", "breached", "running", "paused", "cancelled")},
            "not_judged": self.unjudged,
            "not_stopped": overdue,
            "median_s": quantile(self.spans, 0.5),
            "p90_s": quantile(self.spans, 0.9),
            "working_median_s": quantile(self.worked, 0.5),
            "working_p90_s": quantile(self.worked, 0.9),
        }


@dataclass(slots=True)
class Tally:
    """Figures of a set of tickets."""

    tickets: int = 0
    open: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    clocks: dict[str, ClockTally] = field(default_factory=dict)

    def add(self, one: JudgedTicket) -> None:
        """Count one ticket."""
        self.tickets += 1
        self.open += one.ticket.is_open
        self.outcomes[one.outcome] += 1
        for clock in one.clocks:
            self.clocks.setdefault(clock.name, ClockTally()).add(clock, one.worked.get(clock.name))
        for silent in one.unjudged:
            self.clocks.setdefault(silent.clock, ClockTally()).unjudged += 1

    def data(self) -> Mapping[str, Json]:
        """Give figures in JSON; `tickets` is the sum of the outcomes, `open` says how many are not done."""
        return {
            "tickets": self.tickets,
            **{outcome: self.outcomes[outcome] for outcome in OUTCOMES},
            "open": self.open,
            "clocks": {name: clock.data() for name, clock in self.clocks.items()},
        }


@dataclass(slots=True)
class Tallies:
    """Figures of a whole import, and of its parts.

    Attributes:
        whole: Every ticket.
        by_priority: By the handbook's priority, or the source's where the handbook has none for it.
        by_group: By group.
        guessed: Priority of the source that the handbook does not have, to how many tickets had it.
        with_guess: Tickets that had such a priority.
        assumed: What was assumed, to for how many tickets.
        without_priority: Tickets of which the source names no priority.
    """

    whole: Tally = field(default_factory=Tally)
    by_priority: dict[str, Tally] = field(default_factory=dict)
    by_group: dict[str, Tally] = field(default_factory=dict)
    guessed: Counter[str] = field(default_factory=Counter)
    with_guess: int = 0
    assumed: Counter[str] = field(default_factory=Counter)
    without_priority: int = 0

    def add(self, one: JudgedTicket, assumed: Iterable[str] = ()) -> None:
        """Count one ticket, and what was assumed of it."""
        self.assumed.update(assumed)
        self.without_priority += one.ticket.priority is None
        self.whole.add(one)
        self.by_priority.setdefault(one.level or one.ticket.priority or NOBODY, Tally()).add(one)
        self.by_group.setdefault(one.ticket.group or NOBODY, Tally()).add(one)
        self.guessed.update(one.guessed)
        self.with_guess += bool(one.guessed)

    def data(self) -> Mapping[str, Json]:
        """Give figures in JSON, the parts in order of name."""
        return {
            **self.whole.data(),
            "per_priority": {name: self.by_priority[name].data() for name in sorted(self.by_priority)},
            "per_group": {name: self.by_group[name].data() for name in sorted(self.by_group)},
        }
