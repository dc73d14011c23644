"""The command that sets a ticket's clocks beside what they would be if events had been otherwise."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from mysterydesk.clock_lab import Reading
from mysterydesk.commands.output import pretty, refuse_problems, speaker
from mysterydesk.commands.sla_explain import Added, Dropped, Edits, is_known
from mysterydesk.commands.sla_file import refuse_untimed
from mysterydesk.commands.sla_reading import edits_of, otherwise, reading_of
from mysterydesk.explain_data import change_as_data, edit_as_data, step_as_data
from mysterydesk.explain_words import basis_words, edit_words, side_words, step_words, time_words
from mysterydesk.i18n import Translation
from policy.problem import problem
from sla.calendar import EmptyCalendarError, HorizonError
from sla.clock import SlaClock
from sla.explain import Step
from sla.what_if import Change, Edit, compared, is_unknown_at


def what_if(  # noqa: PLR0913, PLR0917  one option each
    file: Annotated[Path, typer.Argument(help="A file of handbook-cases/1; - for input.")],
    case: Annotated[str, typer.Option(help="Id of the case; the first one where it is left out.")] = "",
    clock: Annotated[str, typer.Option(help="Clock, e.g. resolution; every one that has begun if left out.")] = "",
    drop: Dropped = None,
    move: Edits = None,
    add: Added = None,
    store: Annotated[
        Path | None, typer.Option(help="SQLite file with own handbooks, notices and dates; default MYSTERYDESK_DB.")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Print each clock as it is and as it would be, and which lines of its reckoning make the difference.

    The same question as the edits of `sla explain`, with both sides. Events count from 0, in the order of the file;
    what is moved or added behind the moment of reading is not known yet.
    """
    now = reading_of(file, case, store)
    edits = edits_of(now, drop, move, add)
    if not edits:
        refuse_problems((problem("what-if", 0, "no_edit"),))
    then = otherwise(now, edits)
    is_known(clock, (now,))
    try:
        both = compared(now.clocks(), then.clocks())
        changes = [one for one in both if (one.name == clock if clock else _begun(one))]
        whys = [_why(now, then, one) for one in changes]
    except (EmptyCalendarError, HorizonError, OverflowError) as error:
        refuse_untimed(str(file), error)
    if as_json:
        pretty(_as_data(now, edits, changes, whys))
        return
    for row in _lines(speaker(), now, edits, changes, whys):
        typer.echo(row)


Why = tuple[list[Step], list[Step]]
"""Lines of a reckoning that only the one side has, and only the other."""


def _begun(one: Change) -> bool:
    return any(side is not None and side.state != "not_started" for side in (one.before, one.after))


def _why(now: Reading, then: Reading, one: Change) -> Why:
    def steps(reading: Reading, clock: SlaClock | None) -> tuple[Step, ...]:
        return reading.explained(clock).steps if clock is not None else ()

    before, after = steps(now, one.before), steps(then, one.after)
    return [step for step in before if step not in after], [step for step in after if step not in before]


def _as_data(now: Reading, edits: list[Edit], changes: list[Change], whys: list[Why]) -> Mapping[str, object]:
    zone = ZoneInfo(now.calendar.zone)
    rows = [
        {
            **change_as_data(one, zone),
            "why": {
                "before": [step_as_data(step, zone) for step in why[0]],
                "after": [step_as_data(step, zone) for step in why[1]],
            },
        }
        for one, why in zip(changes, whys, strict=True)
    ]
    as_of = now.as_of.astimezone(zone).isoformat()
    told = [edit_as_data(edit, zone) for edit in edits]
    return {"handbook": now.handbook.id, "as_of": as_of, "edits": told, "changes": rows}


def _lines(t: Translation, now: Reading, edits: list[Edit], changes: list[Change], whys: list[Why]) -> Iterator[str]:
    zone = ZoneInfo(now.calendar.zone)
    yield t("sla.read_at", at=time_words(now.as_of, zone))
    for edit in edits:
        yield edit_words(t, edit, now.timeline, zone)
        if is_unknown_at(edit, now.as_of):
            yield f"  {t('sla.if.unknown')}"
    for one, why in zip(changes, whys, strict=True):
        yield t("sla.if.clock", name=t.of(now.handbook.clock(one.name).title))
        if one.is_same and not any(why):
            yield f"  {t('sla.if.same', said=side_words(t, one.before, zone))}"
            continue
        yield f"  {t('sla.if.before', said=side_words(t, one.before, zone))}"
        yield f"  {t('sla.if.after', said=side_words(t, one.after, zone))}"
        for mark, steps in zip("-+", why, strict=True):
            for step in steps:
                yield f"    {mark} {step_words(t, step, now.handbook, now.calendar)}{basis_words(step)}"
    if all(one.is_same for one in changes):
        yield t("sla.no_change")
