"""What do the clocks of a handbook say to a timeline of the interchange format `handbook-cases/1`?"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from policy.handbook import Handbook
from sla.calendar import Calendar, EmptyCalendarError, HorizonError
from sla.calendar_data import read_calendar
from sla.clock import ClockOptions, SlaClock, clocks
from sla.inspection import STAND_IN, Inspection, refusal
from sla.kinds import PRIORITY_SET
from sla.origin import refuse_early
from sla.own_hours import calendar_of
from sla.priorities import priorities_as_set
from sla.provisional import unsettled_due
from sla.targets import ANY, Override
from sla.timeline import Event, EventId, Json, Timeline, seconds

PAUSES = ("none", "wait_customer")

ACTORS = {"customer": "customer", "auto": "system", "csat": "customer", "verify.customer": "customer"}
"""Who acts where an interchange event names nobody: by its kind, else by the kind's first part."""

OTHERWISE = "agent"


def evaluate_handbook_case(
    case: Mapping[str, object],
    handbook: Handbook,
    look: Inspection | None = None,
    hours: Calendar | None = None,
    kinds: Collection[str] | None = None,
) -> Json:
    """Read the clocks of one handbook timeline; `expected` is never looked at.

    Args:
        case: One parsed entry of `cases` (sla/FORMAT.md).
        handbook: The handbook that the case names.
        look: Keeps the problems with their lines, those it has already included; None: places without lines.
        hours: The desk's, for a case that names none; None: the handbook's own.
        kinds: Every kind of event there is; None: any is taken.

    Returns:
        `[{"clock", "state", "due", "elapsed_s"}, ...]` for every clock of the handbook, or `{"problems": [...]}`. A
        due time that rests on days without a notice bears `provisional`, and the first of them.
    """
    look = look or Inspection(str(case.get("id", "")))
    timeline, calendar, options, as_of = read_ticket(look, case, handbook, kinds=kinds)
    if look.problems:
        return refusal(look.problems)
    own = calendar if case.get("calendar") is not None or hours is None else hours
    try:
        read = clocks(handbook, timeline, priorities_as_set(timeline), as_of, own, options)
    except (EmptyCalendarError, HorizonError, OverflowError) as error:
        refuse_endless(look, error)
        return refusal(look.problems)
    return [_result(clock, own) for clock in read]


def refuse_endless(look: Inspection, error: Exception) -> None:
    """Note that the clocks of a case could not be read: its calendar never opens, or a due time lies too far off."""
    look.refuse("calendar_never_opens" if isinstance(error, EmptyCalendarError) else "due_too_far", "calendar", "")


def read_ticket(
    look: Inspection, case: Mapping[str, object], handbook: Handbook, *, kinds: Collection[str] | None = None
) -> tuple[Timeline, Calendar, ClockOptions, datetime]:
    """Read timeline, calendar, options and moment of a case; mistakes stay with `look`.

    Args:
        look: Collects what is wrong.
        case: The parsed case.
        handbook: Whose levels and clocks it may name.
        kinds: Every kind of event there is; None: any is taken.
    """
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
    for event in timeline:
        if kinds is not None and event.kind and event.kind not in kinds:
            look.refuse("case_unknown_event", f"timeline[{event.id}].type", event.kind)
    refuse_early(look, tuple(event for event in timeline if event.at != STAND_IN))
    return timeline, calendar, chosen, look.instant(case.get("as_of"), "as_of")


def _overrides(look: Inspection, value: object, handbook: Handbook) -> Iterator[Override]:
    for index, one in enumerate(look.sequence(value, "options.overrides")):
        place = f"options.overrides[{index}]"
        data = look.mapping(one, place)
        targets = look.mapping(data.get("targets"), f"{place}.targets")
        start, end = look.instant(data.get("from"), f"{place}.from"), look.instant(data.get("to"), f"{place}.to")
        if STAND_IN not in {start, end} and end <= start:
            look.refuse("ends_before_start", f"{place}.to", data.get("to"))
        yield Override(
            id=look.text(data.get("id"), f"{place}.id"),
            start=start,
            end=end,
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
            changed[names[key]] = target = look.span(seconds_, f"{place}.{key}")
            if target <= timedelta() and isinstance(seconds_, int | float) and seconds_ <= 0:
                look.refuse("expected_above_zero", f"{place}.{key}", seconds_)
        else:
            look.refuse("case_unknown_clock", place, key)
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
            until = look.instant(data["until"], f"{place}.until")
            fields["until"] = until.isoformat()
            if STAND_IN not in {at, until} and until < at:
                look.refuse("ends_before_start", f"{place}.until", data["until"])
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


def _result(clock: SlaClock, calendar: Calendar) -> Json:
    zone, day = ZoneInfo(calendar.zone), unsettled_due(clock, calendar)
    return {
        "clock": clock.name,
        "state": clock.state,
        "due": clock.due.astimezone(zone).isoformat() if clock.due else None,
        "elapsed_s": seconds(clock.elapsed) if clock.elapsed is not None else None,
        **({"provisional": True, "rests_on_unpublished": day.isoformat()} if day else {}),
    }
