"""What may a duty period be like, and who comes in one?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from mysterydesk import shelf
from mysterydesk.calendars import desk_calendar
from mysterydesk.errors import WorldError, shown
from mysterydesk.i18n import LANGS
from mysterydesk.store.protocol import Store
from policy.handbook import Handbook
from policy.text import Lang
from scenarios.arrivals import Duty, draw_duty
from scenarios.case import Case
from sla.arithmetic import next_open
from sla.own_hours import calendar_of

Load = Literal["light", "normal", "heavy"]

PER_HOUR: Final[Mapping[Load, float]] = {"light": 2.0, "normal": 3.0, "heavy": 5.0}
"""Customers an hour. The ideal handling of one takes ten to fifteen minutes of one's own time, so that five are about
all that one person could serve who never waited."""

LEAST: Final[Mapping[Load, int]] = {"light": 2, "normal": 3, "heavy": 4}
MOST: Final = 12
"""Tickets of a shift: beyond twelve the bound of what was possible is no longer exact (`scoring.schedule.MOST`)."""

HOURS: Final = (1, 2, 3, 4)
OPENS: Final = time(9)
"""When a duty begins; on a handbook's own calendar, on the first working day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedShift:
    """What a person wants to take on.

    Attributes:
        handbook: Id of the manual.
        hours: Hours of scenario time in which customers may come, one of `HOURS`.
        load: How many come.
        lang: Language of all customers.
        key: Idempotency key, made when the person is shown what is about to begin; empty for none.
    """

    handbook: str
    hours: int
    load: Load
    lang: Lang
    key: str = ""


def as_load(word: str) -> Load:
    """Take a typed word for a load.

    Raises:
        WorldError: `no_such_load`.
    """
    known: dict[str, Load] = {one: one for one in PER_HOUR}
    if word not in known:
        raise WorldError("no_such_load", name=shown(word), known=", ".join(known))
    return known[word]


def as_language(word: str) -> Lang:
    """Take a typed word for a language.

    Raises:
        WorldError: `no_such_language`.
    """
    known: dict[str, Lang] = {one: one for one in LANGS}
    if word not in known:
        raise WorldError("no_such_language", value=shown(word))
    return known[word]


def duty_of(wanted: WantedShift, day: date) -> Duty:
    """Say what the arrival of customers hangs on.

    Raises:
        WorldError: `shift_too_long` for hours that are not offered.
    """
    if wanted.hours not in HOURS:
        raise WorldError("shift_too_long", hours=wanted.hours, most=HOURS[-1])
    return Duty(
        day=day,
        lang=wanted.lang,
        begins_s=OPENS.hour * 3600,
        lasts_min=wanted.hours * 60,
        per_hour=PER_HOUR[wanted.load],
        least=LEAST[wanted.load],
        most=MOST,
    )


def working_day(store: Store | None, handbook: Handbook, at: datetime) -> date:
    """Give the first day from a moment on at which the desk is open when a duty begins."""
    zone = ZoneInfo(handbook.zone)
    start = datetime.combine(at.astimezone(zone).date(), OPENS, zone)
    own = calendar_of(handbook, None if handbook.calendar is None else desk_calendar(handbook, store))
    opens = next_open(own, start).astimezone(zone)
    # Hours that begin later on the same day move nothing: the first customers wait then, as they would.
    return opens.date()


def draw(wanted: WantedShift, seed: int, day: date) -> tuple[Case, ...]:
    """Draw the customers of a duty, in the order in which they come.

    Raises:
        WorldError: `no_such_handbook`, `handbook_not_scored`, `shift_too_long`, `no_duty` where nothing fits.
    """
    handbook, duty = shelf.scored(wanted.handbook), duty_of(wanted, day)
    try:
        return draw_duty(shelf.scenarios(), handbook, shelf.world(), seed, duty)
    except ValueError as error:
        raise WorldError("no_duty", name=wanted.handbook) from error


def ends_at(handbook: Handbook, wanted: WantedShift, day: date) -> datetime:
    """Give the instant after which nobody comes any more."""
    begin = datetime.combine(day, OPENS, ZoneInfo(handbook.zone))
    return begin + timedelta(hours=wanted.hours)
