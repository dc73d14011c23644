"""How is the reckoning of a clock written for machines?"""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from mysterydesk.interchange import clock_as_data
from policy.handbook import Handbook
from sla.calendar import Calendar
from sla.clock import SlaClock
from sla.explain import Explanation, Step
from sla.provisional import unsettled_due
from sla.what_if import Change, Dropped, Edit, Moved


def explained_as_data(one: Explanation, handbook: Handbook, calendar: Calendar) -> Mapping[str, object]:
    """Give a clock with its reckoning and the assumptions that acted, moments in the calendar's zone."""
    zone, unsettled = ZoneInfo(calendar.zone), unsettled_due(one.clock, calendar)
    assumptions = (handbook.assumptions[name] for name in one.assumed(handbook))
    return {
        **clock_in_zone(one.clock, zone),
        "provisional": unsettled is not None,
        "rests_on_unpublished": unsettled.isoformat() if unsettled else None,
        "assumptions": [
            {
                "id": each.id,
                "zh": each.text.zh,
                "en": each.text.en,
                "reason": {"zh": each.reason.zh, "en": each.reason.en},
            }
            for each in assumptions
        ],
        "steps": [step_as_data(step, zone) for step in one.steps],
    }


def clock_in_zone(clock: SlaClock, zone: ZoneInfo) -> Mapping[str, object]:
    """Give a clock with its due time in a zone."""
    return clock_as_data(clock._replace(due=clock.due.astimezone(zone) if clock.due else None))


def change_as_data(one: Change, zone: ZoneInfo) -> Mapping[str, object]:
    """Give both sides of a clock."""
    before, after = (clock_in_zone(side, zone) if side else None for side in (one.before, one.after))
    return {"clock": one.name, "same": one.is_same, "before": before, "after": after}


def step_as_data(step: Step, zone: ZoneInfo) -> Mapping[str, object]:
    """Give one line of a reckoning."""
    return {
        "code": step.code,
        "at": step.at.astimezone(zone).isoformat() if step.at else None,
        "until": step.until.astimezone(zone).isoformat() if step.until else None,
        "params": dict(step.params),
        "basis": list(step.basis),
    }


def edit_as_data(edit: Edit, zone: ZoneInfo) -> Mapping[str, object]:
    """Give what is otherwise: the event dropped, moved or added."""
    if isinstance(edit, Dropped):
        return {"act": "drop", "event": edit.event}
    if isinstance(edit, Moved):
        return {"act": "move", "event": edit.event, "at": edit.at.astimezone(zone).isoformat()}
    return {"act": "add", "type": edit.event.kind, "at": edit.event.at.astimezone(zone).isoformat()}
