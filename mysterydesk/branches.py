"""What became otherwise in a branch of a drill, beside the drill whose first events it took over?"""

from collections.abc import Mapping
from dataclasses import dataclass

from mysterydesk.accounts import require
from mysterydesk.drill_rows import entry_of
from mysterydesk.errors import WorldError
from mysterydesk.results import Result, result
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from sla.clock import SlaClock
from sla.timeline import Event, Timeline

Row = Mapping[str, object]

NO_RESULT = frozenset({"no_such_attempt", "not_finished", "document_erased"})
"""Faults that say that a drill has nothing to be put beside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A finished branch beside its finished origin.

    Attributes:
        before: The drill it was branched from.
        after: The branch.
        taken: How many events both begin with.
    """

    before: Result
    after: Result
    taken: int

    def turned(self) -> tuple[tuple[Row | None, Row | None], ...]:
        """Give the findings whose verdict differs, as (before, after); None where it was not asked."""
        first, second = _findings(self.before), _findings(self.after)
        names = dict.fromkeys((*first, *second))
        pairs = ((first.get(name), second.get(name)) for name in names)
        return tuple(pair for pair in pairs if _verdict(pair[0]) != _verdict(pair[1]))

    def clocks(self) -> tuple[tuple[SlaClock | None, SlaClock | None], ...]:
        """Give the clocks that came to another end, as (before, after), each by its name."""
        first = {one.name: one for one in self.before.clocks}
        second = {one.name: one for one in self.after.clocks}
        pairs = ((first.get(name), second.get(name)) for name in dict.fromkeys((*first, *second)))
        return tuple((one, other) for one, other in pairs if _state(one) != _state(other))

    def own_parts(self) -> tuple[Timeline, Timeline]:
        """Give the events of either that the other has not."""
        return self.before.attempt.events[self.taken :], self.after.attempt.events[self.taken :]


def _findings(shown: Result) -> dict[tuple[str, str], Row]:
    rows = shown.card["findings"]
    known = rows if isinstance(rows, list) else []
    return {(str(row["code"]), str(row.get("clause"))): row for row in known}


def _verdict(row: Row | None) -> str:
    return "" if row is None else str(row["verdict"])


def _state(clock: SlaClock | None) -> str:
    return "" if clock is None else clock.state


def _same(one: Event, other: Event) -> bool:
    """Tell whether a branch took an event over: only its wall time is moved (see `rewind`)."""
    mine, theirs = ({name: v for name, v in event.fields.items() if name != "wall"} for event in (one, other))
    return (one.at, one.kind, one.actor, mine) == (other.at, other.kind, other.actor, theirs)


def _taken(before: Timeline, after: Timeline) -> int:
    pairs = zip(before, after, strict=False)
    return next((place for place, pair in enumerate(pairs) if not _same(*pair)), min(len(before), len(after)))


def beside(store: Store, reader: Account, after: Result) -> Beside | None:
    """Put a finished branch beside its origin; None for a drill that is no branch, or whose origin has no result.

    Raises:
        WorldError: Something kept is damaged.
    """
    require(reader, "practise")
    row = store.attempts.get(after.attempt.id)
    origin = entry_of(row).branched_from if row is not None else ""
    if not origin:
        return None
    try:
        before = result(store, reader, origin)
    except WorldError as fault:
        if fault.code in NO_RESULT:
            return None
        raise
    return Beside(before=before, after=after, taken=_taken(before.attempt.events, after.attempt.events))
