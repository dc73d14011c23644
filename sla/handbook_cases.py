"""What do the clocks of a handbook say to a timeline of the interchange format `handbook-cases/1`?"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from policy.handbook import Handbook
from policy.problem import Problems
from sla.calendar import Calendar, EmptyCalendarError, HorizonError
from sla.calendar_data import read_calendar
from sla.clock import ClockOptions, SlaClock, clocks
from sla.inspection import Inspection, refusal
from sla.kinds import PRIORITY_SET
from sla.own_hours import calendar_of
from sla.priorities import priorities_as_set
from sla.targets import ANY, Override
from sla.timeline import Event, EventId, Json, Timeline, seconds

PAUSES = ("none", "wait_customer")

ACTORS = {"customer": "customer", "auto": "system", "csat": "customer", "verify.customer": "customer"}
"""Who acts where an interchange event names nobody: by its kind, else by the kind's first part."""

OTHERWISE = "agent"


def evaluate_handbook_case(case: Mapping[str, object], handbook: Handbook) -> Json:
    """Read the clocks of one handbook timeline; `expected` is never looked at.

    Args:
        case: One parsed entry of `cases` (sla/FORMAT.md).
        handbook: The handbook that the case names.

    Returns:
        `[{"clock", "state", "due", "elapsed_s"}, ...]` for every clock of the handbook, or `{"problems": [...]}`.
    """
    look = Inspection(str(case.get("id", "")))
    ticket = read_ticket(look, case, handbook)
    if look.problems:
        return refusal(look.problems)
    timeline, calendar, options, as_of = ticket
    try:
        read = clocks(handbook, timeline, priorities_as_set(timeline), as_of, calendar, options)
    except (EmptyCalendarError, HorizonError) as error:
        look.refuse("no_due_time", "calendar", str(error))
        return refusal(look.problems)
    return [_result(clock, ZoneInfo(calendar.zone)) for clock in read]


def read_ticket(
    look: Inspection, case: Mapping[str, object], handbook: Handbook
) -> tuple[Timeline, Calendar, ClockOptions, datetime]:
    """Read timeline, calendar, options and moment of a case; mistakes stay with `look`."""
    named = case.get("handbook")
    if named is not None and named != handbook.id:
        look.refuse("other_handbook", "handbook", named)
    calendar = calendar_of(handbook)
    if case.get("calendar") is not None:
        calendar = read_calendar(look, look.mapping(case["calendar"], "calendar"), "calendar.")
    options = look.mapping(case.get("options"), "options")
    pause = look.choice(options.get("pause", "none"), PAUSES, "options.pause")
    chosen = ClockOptions(
        wait_customer=pause == "wait_customer",
        overrides=tuple(_overrides(look, options.get("overrides"), handbook)),
    )
    timeline = tuple(_events(look, case.get("timeline"), handbook))
    return timeline, calendar, chosen, look.instant(case.get("as_of"), "as_of")


def problems_of(case: Mapping[str, object], handbook: Handbook) -> Problems:
    """List what is wrong with a case without evaluating it."""
    look = Inspection(str(case.get("id", "")))
    read_ticket(look, case, handbook)
    return look.problems


def _overrides(look: Inspection, value: object, handbook: Handbook) -> Iterator[Override]:
    for index, one in enumerate(look.sequence(value, "options.overrides")):
        place = f"options.overrides[{index}]"
        data = look.mapping(one, place)
        targets = look.mapping(data.get("targets"), f"{place}.targets")
        yield Override(
            id=look.text(data.get("id"), f"{place}.id"),
            start=look.instant(data.get("from"), f"{place}.from"),
            end=look.instant(data.get("to"), f"{place}.to"),
            targets={
                code: _changed(look, changed, f"{place}.targets.{code}", handbook)
                for code, changed in targets.items()
                if _known(look, code, f"{place}.targets", handbook)
            },
        )


def _changed(look: Inspection, value: object, place: str, handbook: Handbook) -> Mapping[str, timedelta]:
    """Read `{response_s: 7200}` as the changed target of the clock `response`."""
    names = {f"{rule.name}_s": rule.name for rule in handbook.clocks}
    changed: dict[str, timedelta] = {}
    for key, seconds_ in look.mapping(value, place).items():
        if key in names:
            changed[names[key]] = look.span(seconds_, f"{place}.{key}")
        else:
            look.refuse("unknown_clock", place, key)
    return changed


def _known(look: Inspection, code: object, place: str, handbook: Handbook) -> bool:
    # A handbook without levels (DSK, NET) has nothing to hold a level against.
    codes = [one.code for one in handbook.priorities]
    known = not codes or code == ANY or code in codes
    if not known:
        look.refuse("unknown_priority", place, code)
    return known


def _events(look: Inspection, value: object, handbook: Handbook) -> Iterator[Event]:
    for index, one in enumerate(look.sequence(value, "timeline")):
        place = f"timeline[{index}]"
        data = look.mapping(one, place)
        kind = look.text(data.get("type"), f"{place}.type")
        at = look.instant(data.get("at"), f"{place}.at")
        fields = {name: _plain(field) for name, field in data.items() if name not in {"at", "type", "actor"}}
        if kind == PRIORITY_SET:
            _known(look, data.get("level"), f"{place}.level", handbook)
        if data.get("until") is not None:
            fields["until"] = look.instant(data["until"], f"{place}.until").isoformat()
        actor = data.get("actor")
        yield Event(
            id=EventId(index),
            at=at,
            kind=kind,
            actor=look.text(actor, f"{place}.actor") if actor is not None else _actor(kind),
            fields=fields,
        )


def _actor(kind: str) -> str:
    return ACTORS.get(kind) or ACTORS.get(kind.partition(".")[0], OTHERWISE)


def _plain(value: object) -> Json:
    """Give a parsed value as JSON; a moment that YAML has read becomes text again."""
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, str | int | float):
        return value
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _result(clock: SlaClock, zone: ZoneInfo) -> Json:
    return {
        "clock": clock.name,
        "state": clock.state,
        "due": clock.due.astimezone(zone).isoformat() if clock.due else None,
        "elapsed_s": seconds(clock.elapsed) if clock.elapsed is not None else None,
    }
