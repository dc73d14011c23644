"""Is a stored handling scored to the same bytes again (VALIDITY G9)?"""

import json
from collections.abc import Iterable
from datetime import datetime

from scoring.drill_sheet import sheet_of
from scoring.score import score
from scoring.scorecard import to_json
from scoring.validate.count import Count
from scoring.validate.exam_room import Trial, replayed
from scoring.validate.goals import Measured
from scoring.validate.meddler import meddled
from scoring.validate.swaps import HASTY
from sla.timeline import Event, EventId, Timeline


def written_and_read(events: Timeline) -> Timeline:
    """Give events as they come back from being stored as text."""
    rows = [
        {"id": one.id, "at": one.at.isoformat(), "kind": one.kind, "actor": one.actor, "fields": dict(one.fields)}
        for one in events
    ]
    return tuple(
        Event(
            id=EventId(row["id"]),
            at=datetime.fromisoformat(row["at"]),
            kind=row["kind"],
            actor=row["actor"],
            fields=row["fields"],
        )
        for row in json.loads(json.dumps(rows, ensure_ascii=False))
    )


def replays(trials: Iterable[Trial]) -> Measured:
    """Measure G9 on this interpreter: the share of handlings scored to the same bytes from stored events."""
    count = Count()
    for trial in trials:
        ideal, hasty = replayed(trial.opened(), trial.ideal), meddled(trial, HASTY)
        for name, attempt in (("ideal", ideal), ("hasty", hasty)):
            if attempt is None:
                continue
            first = to_json(trial.scored(attempt))
            events = written_and_read(attempt.events)
            again = score(events, trial.key, trial.rubric, trial.desk.handbook, sheet_of(attempt))
            count.note(f"{trial.desk.case.id} {name}", hit=to_json(again) == first)
    return count.share()
