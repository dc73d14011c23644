"""How are the tickets of a shift said in a line: where each stands, what is due next and in how long?"""

from collections.abc import Mapping

from mysterydesk.i18n import Translation, message_id
from mysterydesk.shift_queue import Standing, Waiting
from mysterydesk.shift_record import ShiftRecord
from pages.parts.desk_names import channel_words

STANDINGS: Mapping[Standing, str] = {
    "new": message_id("shift.is_new"),
    "open": message_id("shift.is_open"),
    "away": message_id("shift.is_away"),
    "closed": message_id("shift.is_closed"),
    "over": message_id("shift.is_over"),
}
LOADS: Mapping[str, str] = {
    "light": message_id("shift.load_light"),
    "normal": message_id("shift.load_normal"),
    "heavy": message_id("shift.load_heavy"),
}

MINUTE, HOUR = 60, 3600
LAST_PART = 4
"""The last quarter of a target is when somebody must act (as in the clock bar)."""


def length_words(t: Translation, whole: int) -> str:
    """Say a length of time in the two largest units that matter."""
    if whole < MINUTE:
        return t("span.seconds", n=whole)
    if whole < HOUR:
        return t("span.minutes", n=whole // MINUTE)
    return t("clock.hours", h=whole // HOUR, m=whole % HOUR // MINUTE)


def left_words(t: Translation, one: Waiting) -> str:
    """Say how long is left on what is due next; empty where nothing runs."""
    left = one.left_s
    if left is None:
        return ""
    said = length_words(t, abs(left))
    return t("clock.breached", t=said) if left < 0 else t("clock.running", t=said)


def paint_of(one: Waiting) -> str:
    """Choose the colour: none until somebody must act."""
    clock, left = one.due, one.left_s
    if clock is None or left is None:
        return "gray"
    if left < 0:
        return "red"
    target = clock.target.total_seconds() if clock.target is not None else 0
    return "orange" if left * LAST_PART <= target else "gray"


def due_words(t: Translation, one: Waiting) -> str:
    """Say what is due next, in how long, and when, as Markdown."""
    clock = one.due
    if clock is None or clock.due is None:
        return f":small[:gray[{t('shift.nothing_due')}]]"
    case, handbook = one.attempt.desk.case, one.attempt.desk.handbook
    what = t.of(handbook.clock(clock.name).title)
    at = clock.due.astimezone(case.submitted_at.tzinfo).strftime("%H:%M")
    return f"{what}　:{paint_of(one)}-badge[{left_words(t, one)}]  \n:small[:gray[{t('shift.due_at', time=at)}]]"


def who_words(t: Translation, record: ShiftRecord, one: Waiting) -> str:
    """Say whose ticket it is and where it stands, as Markdown."""
    case, handbook = one.attempt.desk.case, one.attempt.desk.handbook
    marks = [f":gray-badge[{channel_words(t, handbook, case.channel)}]"]
    if one.fresh:
        marks.append(f":orange-badge[{t('shift.just_came')}]")
    if one.serving:
        marks.append(f":green-badge[{t('shift.serving')}]")
    level = t.of(handbook.priority(one.priority).name) if one.priority else t("shift.no_priority")
    came = record.place_of(one.attempt.id).at.astimezone(case.submitted_at.tzinfo).strftime("%H:%M")
    facts = [t(STANDINGS[one.standing]), level, t("shift.came_at", time=came)]
    return f"**{case.company}**　{' '.join(marks)}  \n:small[:gray[{' · '.join(facts)}]]"


def clock_words(t: Translation, one: Waiting) -> str:
    """Say a ticket in a few words, for a strip."""
    left = left_words(t, one)
    if one.standing == "over":
        left = t(STANDINGS["over"])
    elif one.standing == "new":
        left = t("shift.strip_new", left=left) if left else t(STANDINGS["new"])
    return (
        t("shift.strip_one", who=one.attempt.desk.case.company, left=left) if left else one.attempt.desk.case.company
    )
