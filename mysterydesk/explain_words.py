"""How is the reckoning of a clock said in sentences?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from mysterydesk import shelf
from mysterydesk.calendars import shipped_days
from mysterydesk.i18n import Translation, message_id
from policy.handbook import Handbook
from sla.calendar import Calendar
from sla.clock import SlaClock, State
from sla.explain import Explanation, Step, StepCode
from sla.provisional import unsettled_due
from sla.timeline import Event
from sla.what_if import Change, Dropped, Edit, Moved

STEPS: Final[Mapping[StepCode, str]] = {
    "not_started": message_id("sla.step.not_started"),
    "started": message_id("sla.step.started"),
    "done_before": message_id("sla.step.done_before"),
    "provisional": message_id("sla.step.provisional"),
    "priority_changed": message_id("sla.step.priority_changed"),
    "changed_targets": message_id("sla.step.changed_targets"),
    "override_late": message_id("sla.step.override_late"),
    "override_unannounced": message_id("sla.step.override_unannounced"),
    "override_outside": message_id("sla.step.override_outside"),
    "earlier_round": message_id("sla.step.earlier_round"),
    "target": message_id("sla.step.target"),
    "counted": message_id("sla.step.counted"),
    "closed": message_id("sla.step.closed"),
    "paused": message_id("sla.step.paused"),
    "shut": message_id("sla.step.shut"),
    "due": message_id("sla.step.due"),
    "met": message_id("sla.step.met"),
    "breached": message_id("sla.step.breached"),
    "cancelled": message_id("sla.step.cancelled"),
}

STATES: Final[Mapping[State, str]] = {
    "not_started": message_id("sla.state.not_started"),
    "running": message_id("sla.state.running"),
    "paused": message_id("sla.state.paused"),
    "met": message_id("sla.state.met"),
    "breached": message_id("sla.state.breached"),
    "cancelled": message_id("sla.state.cancelled"),
}


def step_lines(t: Translation, one: Explanation, handbook: Handbook, calendar: Calendar) -> Iterator[str]:
    """Say one clock: its name and state, then each line of the reckoning with what it stands on."""
    rule = handbook.clock(one.clock.name)
    yield t("sla.clock", name=t.of(rule.title), state=t(STATES[one.clock.state]))
    for step in one.steps:
        yield f"  {step_words(t, step, handbook, calendar)}{basis_words(step)}"
    if (day := unsettled_due(one.clock, calendar)) is not None:
        yield f"  {unsettled_words(t, day)}"


def unsettled_words(t: Translation, day: date) -> str:
    """Say that a due time rests on a day without a notice: one that is still to come, or one before the first."""
    first = shipped_days().published_from
    if first is not None and day < first:
        return t("sla.before_notices", day=day.isoformat(), first=first.isoformat())
    return t("sla.unpublished", day=day.isoformat())


def assumed_lines(t: Translation, found: Sequence[Explanation], handbook: Handbook) -> Iterator[str]:
    """Name each assumption that acted, once, with what it says and why."""
    for name in dict.fromkeys(name for one in found for name in one.assumed(handbook)):
        known = handbook.assumptions[name]
        yield t("sla.assumed", id=name, said=t.of(known.text), reason=t.of(known.reason))


def edit_words(t: Translation, edit: Edit, timeline: Sequence[Event], zone: ZoneInfo) -> str:
    """Say what is otherwise: which event was left out, moved or added."""
    if isinstance(edit, Dropped | Moved):
        event = next(one for one in timeline if one.id == edit.event)
        words = {"event": str(event.id), "kind": kind_words(t, event.kind), "was": time_words(event.at, zone)}
        if isinstance(edit, Moved):
            return t("sla.if.moved", at=time_words(edit.at, zone), **words)
        return t("sla.if.dropped", **words)
    return t("sla.if.added", at=time_words(edit.event.at, zone), kind=kind_words(t, edit.event.kind))


def kind_words(t: Translation, kind: str) -> str:
    """Name a kind of event; one that the vocabulary lacks by its code."""
    known = shelf.vocabulary().get(kind)
    return t.of(known.text) if known else kind


def change_lines(
    t: Translation, changes: Sequence[Change], handbooks: tuple[Handbook, Handbook], zone: str
) -> Iterator[str]:
    """Say each clock that would be otherwise; that nothing would be, where nothing is."""
    different = [one for one in changes if not one.is_same]
    if not different:
        yield t("sla.no_change")
    for one in different:
        owner = next(book for book in handbooks if any(rule.name == one.name for rule in book.clocks))
        before, after = (side_words(t, side, ZoneInfo(zone)) for side in (one.before, one.after))
        yield t("sla.change", name=t.of(owner.clock(one.name).title), before=before, after=after)


def span(t: Translation, seconds: int) -> str:
    """Say a span to the second: `1 小时 5 分`, `1 h 5 min`."""
    hours, rest = divmod(abs(seconds), 3600)
    parts = (
        t("sla.hours", n=hours) if hours else "",
        t("sla.minutes", n=rest // 60) if rest // 60 else "",
        t("sla.seconds", n=rest % 60) if rest % 60 or not seconds else "",
    )
    return " ".join(part for part in parts if part)


def side_words(t: Translation, clock: SlaClock | None, zone: ZoneInfo) -> str:
    """Say one side of a comparison: state and due time, or that the handbook has no such clock."""
    if clock is None:
        return t("sla.absent")
    if clock.due is None:
        return t(STATES[clock.state])
    return t("sla.due_then", state=t(STATES[clock.state]), due=time_words(clock.due, zone))


def time_words(at: datetime, zone: ZoneInfo) -> str:
    """Say an instant by the wall of a zone, to the second."""
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")


def step_words(t: Translation, step: Step, handbook: Handbook, calendar: Calendar) -> str:
    """Say one line of a reckoning, without what it stands on."""
    zone = ZoneInfo(calendar.zone)
    at = time_words(step.at, zone) if step.at else ""
    ends = time_words(step.until, zone) if step.until else ""
    return t(STEPS[step.code], at=at, until=ends, **_said(t, step.params, handbook, calendar))


def _said(t: Translation, params: Mapping[str, str | int], handbook: Handbook, calendar: Calendar) -> dict[str, str]:
    said = {name: str(value) for name, value in params.items()}
    for name in ("seconds", "seconds_left"):
        if name in params:
            said[name] = span(t, int(params[name]))
    if "kind" in params:
        said["kind"] = kind_words(t, str(params["kind"]))
    if "priority" in params:
        code = str(params["priority"])
        said["priority"] = next((t.of(one.name) for one in handbook.priorities if one.code == code), t("sla.any"))
    if "verdict" in params:
        said["verdict"] = next(t(words) for state, words in STATES.items() if state == params["verdict"])
    if "working_hours" in params:
        in_hours = params["working_hours"] and not calendar.is_always_open
        said["hours"] = t("sla.hours_business") if in_hours else t("sla.hours_natural")
    said["event"] = t("sla.by_event", kind=said["kind"], event=said["event"]) if "event" in said else ""
    return said


def basis_words(step: Step) -> str:
    """Name in brackets what a line of a reckoning stands on."""
    return f"  [{', '.join(map(str, step.basis))}]" if step.basis else ""
