"""What does a list say about one drill, and how does an event of its owner's dossier change that?"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from mysterydesk.clock import as_text, from_text
from mysterydesk.store.chain import canonical
from mysterydesk.store.records import AttemptStatus, StoredEvent

BEGUN = "drill.begun"
DRILL_KINDS = (BEGUN, "drill.scored", "drill.abandoned", "drill.amended")
"""Events of a dossier that are about a drill."""

MOMENTS = ("begun_at", "scored_at")
"""Fields of a line that hold a wall time, if any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillEntry:
    """One attempt as lists show it.

    Attributes:
        attempt: Id of the attempt.
        scenario: Id of the scenario.
        kind: Kind of drill, for the award rule.
        mode: `practice` or `certifying`.
        begun_at: Wall time.
        scored_at: Wall time of the score, None while open.
        verdict: `pass`, `fail`, `person`, or empty while open.
        low: Lower end of the total.
        high: Upper end of the total.
        scorecard: Digest of the scorecard document, empty while open and when it was erased.
        handbook: Digest of the handbook it was scored by.
        scorer: Version of the scorer.
        abandoned: It was left for a day.
        title: Titles by language.
        cards: Digests of all its scorecards, the first one first; empty while open and when they were erased.
        first_verdict: What the program said; empty while open.
        book: Id of the handbook it is taken under; empty for one begun before that was noted.
        branched_from: The finished drill whose first events this one began with, or empty.
    """

    attempt: str
    scenario: str
    kind: str
    mode: str
    begun_at: datetime
    title: Mapping[str, str]
    lang: str
    scored_at: datetime | None = None
    verdict: str = ""
    low: float = 0.0
    high: float = 0.0
    scorecard: str = ""
    handbook: str = ""
    scorer: str = ""
    abandoned: bool = False
    branched_from: str = ""
    book: str = ""
    cards: tuple[str, ...] = ()
    first_verdict: str = ""

    @property
    def first_scorecard(self) -> str:
        """Digest of the scorecard as the program issued it."""
        return self.cards[0] if self.cards else ""

    @property
    def status(self) -> AttemptStatus:
        """Where it stands."""
        if self.scored_at is not None:
            return "scored"
        return "abandoned" if self.abandoned else "open"

    @property
    def is_over(self) -> bool:
        """Whether nothing more can be done with it."""
        return self.scored_at is not None or self.abandoned


def text_of(body: Mapping[str, object], name: str) -> str:
    """Read a text of an event's body, empty when absent."""
    return str(body.get(name, ""))


def number_of(body: Mapping[str, object], name: str) -> float:
    """Read a number of an event's body, 0 when absent."""
    value = body.get(name, 0)
    return float(value) if isinstance(value, int | float) else 0.0


def attempt_in(one: StoredEvent) -> str:
    """Say which attempt an event of a dossier is about."""
    return text_of(one.body, "attempt")


def drill_after(entry: DrillEntry | None, one: StoredEvent) -> DrillEntry:
    """Give the line of a drill after an event of `DRILL_KINDS`.

    Raises:
        ValueError: The event is about a drill that never began.
    """
    if one.kind == BEGUN:
        return _begun(one)
    if entry is None:
        raise ValueError(f"{one.stream} {one.version}: {one.kind} without a beginning")
    return _CHANGES[one.kind](entry, one)


def _begun(one: StoredEvent) -> DrillEntry:
    titles = one.body.get("title")
    return DrillEntry(
        attempt=attempt_in(one),
        scenario=text_of(one.body, "scenario"),
        kind=text_of(one.body, "kind"),
        mode=text_of(one.body, "mode"),
        lang=text_of(one.body, "lang"),
        begun_at=one.at,
        title={str(k): str(v) for k, v in titles.items()} if isinstance(titles, dict) else {},
        branched_from=text_of(one.body, "branched_from"),
        book=text_of(one.body, "book"),
    )


def _abandoned(entry: DrillEntry, _one: StoredEvent) -> DrillEntry:
    return replace(entry, abandoned=True)


def _judged(entry: DrillEntry, one: StoredEvent) -> DrillEntry:
    """Take over what a scorecard says, the program's or one that a person has changed."""
    card = one.aside.get("scorecard") or ""
    return replace(
        entry,
        verdict=text_of(one.body, "verdict"),
        low=number_of(one.body, "low"),
        high=number_of(one.body, "high"),
        scorecard=card,
        cards=(*entry.cards, card) if card else entry.cards,
    )


def _scored(entry: DrillEntry, one: StoredEvent) -> DrillEntry:
    return replace(
        _judged(entry, one),
        scored_at=one.at,
        first_verdict=text_of(one.body, "verdict"),
        handbook=text_of(one.body, "handbook"),
        scorer=text_of(one.body, "scorer"),
    )


_CHANGES: Mapping[str, Callable[[DrillEntry, StoredEvent], DrillEntry]] = {
    "drill.scored": _scored,
    "drill.abandoned": _abandoned,
    "drill.amended": _judged,
}


def entry_to_json(entry: DrillEntry) -> str:
    """Write a line in one way only, so that equal lines are equal bytes."""
    plain = asdict(entry)
    moments = {name: as_text(plain[name]) for name in MOMENTS if plain[name] is not None}
    return canonical(plain | moments)


def entry_from_json(text: str) -> DrillEntry:
    """Read a line back."""
    plain = json.loads(text)
    moments = {name: from_text(plain[name]) for name in MOMENTS if plain[name] is not None}
    return DrillEntry(**(plain | moments | {"cards": tuple(plain["cards"])}))
